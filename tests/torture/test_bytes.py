"""Every byte left on the disk by a locked service: no figure, no text, no name of a kommune, whenever the program dies."""

import os
import random
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import gjenoppretting, passord, registrering, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Apning, Tjenestefil
from tests.torture.counts import times
from tests.torture.worker import BRUKER, killed_at_random

WORD = "et ganske langt passord"
KOMMUNER = ("Namsos", "Overhalla")
SECRETS = ("Namsos", "Overhalla", "Midtre Namdal", "HEMMELIG MERKNAD", "734519", "628347", "meldinger_mottatt")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="fork and SIGKILL")]


def forms() -> list[bytes]:
    return [text.encode(code) for text in SECRETS for code in ("utf-8", "utf-16-le", "utf-16-be")]


def leaks(folder: Path) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += [f"{path.name}: {form!r}" for form in forms() if form in content]
    return found


def put(fil: Tjenestefil, kvartal: int, tall: int) -> None:
    for omrade in fil.deltakere():
        celle = Celle("meldinger_mottatt", "", omrade.id, Periode.quarter(2020 + kvartal // 4, kvartal % 4 + 1))
        registrering.save(fil, [(celle, Registrering(Verdi(Decimal(tall)), "HEMMELIG MERKNAD"))], "HEMMELIG MERKNAD")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything the program may write in: the file's folder, its own folder, temporary files, the memory stick."""
    tjenestefil.katalog()  # the program's own tables, which name every indicator, are kept elsewhere then
    for name in ("fil", "mappe", "tmp", "pinne", "hjem"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("BVDESK_MAPPE", str(tmp_path / "mappe"))
    for variable in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(tmp_path / "tmp"))
    monkeypatch.setenv("HOME", str(tmp_path / "hjem"))
    return tmp_path


def make(folder: Path) -> Path:
    """A service that was in the clear, with backups here and on a stick, and was locked afterwards."""
    path = folder / "fil" / "t.bvdesk"
    fil = tjenestefil.create_file(path, BRUKER, "Midtre Namdal", KOMMUNER)
    put(fil, 1, 734519)
    sikkerhetskopi.copy_to(fil, folder / "pinne")
    assert leaks(folder), "the scan must find what lies open"
    assert passord.set_password(fil, WORD).ikke_laast == ()
    fil.close()
    return path


def test_nothing_is_left_in_the_clear(folder: Path) -> None:
    path = make(folder)
    assert leaks(folder) == []
    fil = tjenestefil.open_file(path, BRUKER, Apning(passord.unlock(path, WORD)))
    put(fil, 2, 628347)
    sikkerhetskopi.make(fil)
    gjenoppretting.restore(fil, sikkerhetskopi.all_copies(path)[-1].path)
    gjenoppretting.undo_restore(fil)
    sikkerhetskopi.copy_to(fil, folder / "pinne")
    gjenoppretting.salvage(path, folder / "fil" / "reddet.bvdesk", fil.database.tilgang.nokkel)
    fil.database.execute("SELECT * FROM endring ORDER BY etter_verdi, random()").fetchall()
    passord.set_password(fil, WORD * 2)
    assert leaks(folder) == []
    fil.close()
    assert leaks(folder) == []
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM registrering")


def test_nothing_is_left_in_the_clear_when_it_is_killed(folder: Path) -> None:
    path = make(folder)
    nokkel = passord.unlock(path, WORD)
    bytes_scanned, journals = 0, 0
    for n in range(times(100, 5)):

        def work(say: object, n: int = n) -> None:
            fil = tjenestefil.open_file(path, BRUKER, tjenestefil.Apning(nokkel))
            for k in range(10_000):
                put(fil, k % 40, 628347 + n)
                if k % 7 == 0:
                    sikkerhetskopi.make(fil)

        killed_at_random(work, random.Random(f"scan {n}").uniform(0, 0.5))
        assert leaks(folder) == []
        journals += bool(list(folder.rglob("*-journal")))
        bytes_scanned += sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
        tjenestefil.open_file(path, BRUKER, tjenestefil.Apning(nokkel)).close()
    print(f"\n{times(100, 5)} kills, {journals} with a journal left, {bytes_scanned / 1e6:.0f} MB scanned, none in clear")
