"""Killed at any moment of entry, paste, import, undo, restore, backup, migration, change of password: nothing is lost."""

import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bvdesk.services import passord, registrering, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Apning
from bvdesk.storage import backup, forbindelse, helse, kryptering
from bvdesk.storage.feil import PasswordNeededError
from tests.conftest import DATA
from tests.torture.counts import times
from tests.torture.worker import BRUKER, KOMMUNER, Model, do, figures, killed_at_random, kind, work

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL")]


def check_copies(path: Path) -> int:
    copies = sikkerhetskopi.all_copies(path)
    for kopi in copies:
        backup.verify(kopi.path, None)
    return len(copies)


@pytest.mark.parametrize("journal", [forbindelse.REMOVED_JOURNAL, forbindelse.KEPT_JOURNAL], ids=("removed", "kept"))
def test_killed_while_working(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: tuple[str, ...]) -> None:
    monkeypatch.setattr(forbindelse, "JOURNAL", journal)
    path = tmp_path / "t.bvdesk"
    tjenestefil.create_file(path, BRUKER, "T", KOMMUNER).close()
    model, number, hit, done = Model(), 0, Counter[str](), 0
    for n in range(times(800, 12)):
        said = killed_at_random(
            lambda say, first=number: work(path, first, say), random.Random(f"wait {n}").uniform(0, 0.25)
        )
        assert not [line for line in said if line.startswith("fault")], said
        for line in said:
            word, _, text = line.partition(" ")
            if word == "done":
                model, number, done = model.after(int(text)), int(text) + 1, done + 1
        begun = said[-1].startswith("begin")
        hit[kind(number) if begun else "between"] += 1
        fil = tjenestefil.open_file(path, BRUKER)
        found = figures(fil)
        if begun and found != model.figures:
            model = model.after(number)
        assert found == model.figures, f"round {n}: a committed figure is lost, or half an operation is left"
        number += begun
        if n % 10 == 0:
            assert helse.examine(fil.database).good
            check_copies(path)
        fil.close()
    print(f"\n{times(800, 12)} kills, {done} operations committed, killed during {dict(hit)}, 0 lost")


def test_killed_while_upgrading(tmp_path: Path) -> None:
    old = DATA / "databases" / "m001_tall.bvdesk"
    path = tmp_path / "t.bvdesk"
    upgraded = 0
    for n in range(times(200, 6)):
        shutil.copyfile(old, path)
        said = killed_at_random(lambda say: work(path, 10_000_000, say), random.Random(f"upgrade {n}").uniform(0, 0.5))
        assert not [line for line in said if line.startswith("fault")], said
        upgraded += "open" in said
        fil = tjenestefil.open_file(path, BRUKER)
        assert fil.deltakere()[0].navn == "Namsos"
        assert helse.examine(fil.database).good
        if "open" not in said:
            assert {v for (_, p), v in figures(fil).items() if p.startswith("2025")} == {11, 12, 13, 14}
        assert check_copies(path)
        fil.close()
        shutil.rmtree(sikkerhetskopi.folder(path))
    print(f"\n{times(200, 6)} kills, {upgraded} after the upgrade, 0 files that do not open")


def test_killed_while_changing_the_password(tmp_path: Path) -> None:
    path = tmp_path / "t.bvdesk"
    words = ("det første passordet", "det andre passordet")
    outcome: Counter[str] = Counter()
    fil = tjenestefil.create_file(path, BRUKER, "T", KOMMUNER)
    sikkerhetskopi.make(fil)
    fil.close()
    plain = path.read_bytes()
    for n in range(times(60, 4)):
        path.write_bytes(plain)

        def change(say: object) -> None:
            fil = tjenestefil.open_file(path, BRUKER)
            for word in words:
                passord.set_password(fil, word)

        killed_at_random(change, random.Random(f"word {n}").uniform(0, 2.5))
        opened = _open_with_any(path, words)
        outcome[opened] += 1
        assert not list(tmp_path.glob("*.ny*"))
        kopi = sikkerhetskopi.all_copies(path)[0]
        if kryptering.is_plain(kopi.path):
            backup.verify(kopi.path, None)
    print(f"\n{times(60, 4)} kills, opened {dict(outcome)}")


def _open_with_any(path: Path, words: tuple[str, ...]) -> str:
    if not tjenestefil.needs_password(path):
        tjenestefil.open_file(path, BRUKER).close()
        return "plain"
    for word in words:
        try:
            nokkel = passord.unlock(path, word)
        except PasswordNeededError:
            continue
        tjenestefil.open_file(path, BRUKER, Apning(nokkel)).close()
        return word
    raise AssertionError("no password opens the file")


def _calls_of_one_entry(folder: Path, path: Path, journal: str) -> list[str]:
    """What the system is asked to do while one figure is saved."""
    trace = folder / "trace"
    tjenestefil.create_file(path, BRUKER, "T", KOMMUNER).close()
    code = (
        "import os, sys; from pathlib import Path; from tests.torture.worker import *\n"
        f"from bvdesk.storage import forbindelse; forbindelse.JOURNAL = forbindelse.{journal}\n"
        "fil = tjenestefil.open_file(Path(sys.argv[1]), BRUKER); os.write(2, b'BEGIN')\n"
        "number = next(n for n in range(99) if kind(n) == 'entry'); do(fil, number, Path('.'))\n"
        "os.write(2, b'SAVED'); os._exit(0)"
    )
    calls = "trace=write,pwrite64,fsync,fdatasync,unlink,unlinkat,openat"
    command = ["strace", "-f", "-y", "-o", str(trace), "-e", calls, sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).parents[2])
    if done.returncode or not trace.exists():
        pytest.skip("strace may not be used here")
    text = trace.read_text()
    return text[text.index("BEGIN") : text.index("SAVED")].splitlines()


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace shows what is forced to the disk")
def test_what_is_said_to_be_saved_has_been_forced_to_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "t.bvdesk"
    lines = _calls_of_one_entry(tmp_path, path, "REMOVED_JOURNAL")
    journal, main, folder = f"{path}-journal>", f"{path}>", f"{tmp_path}>"

    def last(call: str, place: str) -> int:
        return max(n for n, line in enumerate(lines) if f" {call}" in line and place in line)

    removed = max(n for n, line in enumerate(lines) if "unlink" in line and f"{path}-journal" in line)
    assert last("pwrite64", journal) < last("fdatasync", journal) < last("pwrite64", main)
    assert last("pwrite64", main) < last("fdatasync", main) < removed < last("fdatasync", folder)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace shows what is forced to the disk")
def test_a_journal_that_is_kept_is_struck_out_and_that_is_forced_too(tmp_path: Path) -> None:
    """As it is on Windows."""
    path = tmp_path / "t.bvdesk"
    lines = _calls_of_one_entry(tmp_path, path, "KEPT_JOURNAL")

    def places(call: str, place: str) -> list[int]:
        return [n for n, line in enumerate(lines) if f" {call}" in line and f"{place}>" in line]

    *saved, struck_out = places("pwrite64", f"{path}-journal")
    new_pages, forced = places("pwrite64", str(path)), places("fdatasync", f"{path}-journal")
    assert any(saved[-1] < n < new_pages[0] for n in forced), "the old pages are forced before the first new one"
    assert new_pages[-1] < places("fdatasync", str(path))[-1] < struck_out < forced[-1]
    fil = tjenestefil.open_file(path, BRUKER)
    assert registrering.next_undo(fil), "the journal that is left does not take the figure back"
    fil.close()


def test_a_journal_that_is_kept_is_removed_with_what_it_holds_when_the_file_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forbindelse, "JOURNAL", forbindelse.KEPT_JOURNAL)
    fil = tjenestefil.create_file(tmp_path / "t.bvdesk", BRUKER, "T", KOMMUNER)
    journal = fil.path.with_name(f"{fil.path.name}-journal")
    number = next(n for n in range(99) if kind(n) == "entry")
    do(fil, number, tmp_path)
    assert journal.exists()
    passord.set_password(fil, "fire ord på rad")
    assert not journal.exists(), "what was in the clear does not lie there when the file is locked"
    do(fil, number, tmp_path)
    fil.close()
    assert not journal.exists()
