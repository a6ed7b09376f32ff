from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bvdesk.prikking import motor, revisjon
from bvdesk.services import eksempel
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, open_file
from tests import known_answers

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).resolve().parents[2] / "shared"

# No test is judged by the clock: a busy machine would fail what is right.
settings.register_profile("uten_klokke", settings(), deadline=None)
settings.load_profile("uten_klokke")


@pytest.fixture(autouse=True)
def datamappe(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folder (backups) is a fresh one in every test."""
    folder = tmp_path_factory.mktemp("datamappe")
    monkeypatch.setenv("BVDESK_MAPPE", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _solved_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many tests print the same example: the same question is solved once. The tests of engine and auditor ask anew."""
    if "prikking" not in request.path.parts:
        monkeypatch.setattr(motor, "protect", known_answers.protect)
        monkeypatch.setattr(revisjon, "audit", known_answers.audit)


def kari() -> Bruker:
    """Who does everything in the tests, on a day in January."""
    return Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC))


@pytest.fixture
def bruker() -> Bruker:
    return kari()


@pytest.fixture(params=["vestmar", "kristiansand", "midtre_namdal"])
def kilde(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def _eksempel_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("eksempel") / "eksempel.bvdesk"
    with eksempel.create(path, kari(), with_texts=False):
        pass
    return path.read_bytes()


@pytest.fixture
def eksempelfil(tmp_path: Path, bruker: Bruker, _eksempel_bytes: bytes) -> Iterator[Tjenestefil]:
    """The invented service: three kommuner, four years of quarters, no texts. Made once, a copy for each test."""
    path = tmp_path / "eksempel.bvdesk"
    path.write_bytes(_eksempel_bytes)
    fil = open_file(path, bruker)
    yield fil
    fil.close()


@pytest.fixture(autouse=True)
def _no_stray_log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    stray = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not stray, stray
