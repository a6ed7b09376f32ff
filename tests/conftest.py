from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bvdesk.services import eksempel
from bvdesk.services.tjenestefil import Bruker, Tjenestefil

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


@pytest.fixture
def bruker() -> Bruker:
    return Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC))


@pytest.fixture(params=["vestmar", "kristiansand", "midtre_namdal"])
def kilde(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def eksempelfil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    """The invented service: three kommuner, four years of quarters, no texts."""
    with eksempel.create(tmp_path / "eksempel.bvdesk", bruker, with_texts=False) as fil:
        yield fil


@pytest.fixture(autouse=True)
def _no_stray_log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    stray = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not stray, stray
