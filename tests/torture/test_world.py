"""The world's mischief: full disk, locked folder, file gone, clock back, two writers, damage: a clear word, nothing lost."""

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.services import gjenoppretting, oppslag, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Apning, Bruker, Tjenestefil
from bvdesk.storage import helse
from tests.torture.counts import times
from tests.torture.worker import BRUKER, KOMMUNER, cells, do, figures, kind

ENTRY = next(n for n in range(99) if kind(n) == "entry")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and rights")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "t.bvdesk"
    fil = tjenestefil.create_file(path, BRUKER, "T", KOMMUNER)
    for number in range(30):
        do(fil, number, tmp_path)
    fil.close()
    return path


@contextlib.contextmanager
def no_file_may_grow_past(size: int) -> Iterator[None]:
    """As on a full disk: a write past `size` bytes fails."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)


def test_full_disk(path: Path) -> None:
    refused = Counter[str]()
    for n in range(times(300, 12)):
        rng = random.Random(f"full {n}")
        fil = tjenestefil.open_file(path, BRUKER)
        before, number = figures(fil), rng.randrange(1_000, 1_000_000)
        try:
            with no_file_may_grow_past(rng.randrange(8_000, path.stat().st_size + 8192)):
                do(fil, number, path.parent)
        except UserError as fault:
            refused[fault.text] += 1
            assert figures(fil) == before, "half an operation was written"
        fil.close()
        fil = tjenestefil.open_file(path, BRUKER)
        assert helse.examine(fil.database).good
        if kind(number) in ("entry", "paste") and figures(fil) != before:
            assert figures(fil) == {**before, **cells(number)}
        fil.close()
    print(f"\n{times(300, 12)} tries on a full disk, refused: {dict(refused)}, 0 lost")
    assert refused


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of 1,5 MB, where it can be had."""
    if os.geteuid() != 0:
        pytest.skip("mounting needs root")
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", folder]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("tmpfs may not be mounted here")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def test_really_full_disk(path: Path) -> None:
    with small_disk() as folder:
        small = folder / "t.bvdesk"
        shutil.copyfile(path, small)
        fil = tjenestefil.open_file(small, BRUKER)
        before = figures(fil)
        (folder / "fyll").write_bytes(b"x" * (shutil.disk_usage(folder).free - 4096))
        number = next(n for n in range(50, 99) if kind(n) == "paste")
        with pytest.raises(UserError, match="Disken er full"):
            do(fil, number, small.parent)
        assert figures(fil) == before
        (folder / "fyll").unlink()
        do(fil, number, small.parent)
        assert figures(fil) == {**before, **cells(number)}
        fil.close()


@contextlib.contextmanager
def write_protected(path: Path, folder: Path) -> Iterator[Path]:
    """A copy in a folder that cannot be written in; root writes everywhere, so for root it is a disk mounted read-only."""
    shutil.copyfile(path, folder / "t.bvdesk")
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield folder / "t.bvdesk"
        return
    folder.chmod(0o555)
    yield folder / "t.bvdesk"
    folder.chmod(0o755)


def check_read_only(path: Path) -> None:
    before = path.read_bytes()
    fil = tjenestefil.open_file(path, BRUKER)
    assert fil.lesegrunn
    assert figures(fil)
    with pytest.raises(UserError, match="bare for lesing"):
        do(fil, ENTRY, path.parent)
    assert sikkerhetskopi.daily(fil), "a backup is made all the same"
    fil.close()
    with pytest.raises(UserError, match=r"Kan ikke lage ny\.bvdesk"):
        tjenestefil.create_file(path.with_name("ny.bvdesk"), BRUKER, "T", KOMMUNER)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["t.bvdesk"]


def test_read_only_folder(path: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        with small_disk() as folder, write_protected(path, folder) as here:
            check_read_only(here)
    else:
        (tmp_path / "laast").mkdir()
        with write_protected(path, tmp_path / "laast") as here:
            check_read_only(here)


def test_file_removed_or_replaced_under_the_program(path: Path, tmp_path: Path) -> None:
    for n, way in enumerate(("remove", "move", "replace", "folder")):
        home = tmp_path / f"hjem{n}"
        home.mkdir()
        here = home / "t.bvdesk"
        shutil.copyfile(path, here)
        fil = tjenestefil.open_file(here, BRUKER)
        before = figures(fil)
        if way == "remove":
            here.unlink()
        elif way == "move":
            here.rename(home / "b.bvdesk")
        elif way == "replace":
            shutil.copyfile(path, home / "c.bvdesk")
            (home / "c.bvdesk").replace(here)
        else:
            home.rename(tmp_path / "borte")
        with pytest.raises(UserError) as caught:
            do(fil, ENTRY, tmp_path)
        assert caught.value.advice, way
        gjenoppretting.save_copy(fil, tmp_path / f"reddet{n}.bvdesk")
        fil.close()
        saved = tjenestefil.open_file(tmp_path / f"reddet{n}.bvdesk", BRUKER)
        assert figures(saved) == before
        saved.close()


def test_clock_set_back(path: Path) -> None:
    future, past = (Bruker("Kari", lambda year=year: datetime(year, 1, 1, tzinfo=UTC)) for year in (2040, 1999))
    fil = tjenestefil.open_file(path, future)
    do(fil, ENTRY, path.parent)
    assert sikkerhetskopi.daily(fil)
    fil.close()
    fil = tjenestefil.open_file(path, past)
    assert not fil.lesegrunn
    do(fil, next(n for n in range(50, 99) if kind(n) == "paste"), path.parent)
    before, kopi = figures(fil), sikkerhetskopi.daily(fil)
    assert kopi
    assert helse.examine(fil.database).good
    fil.close()
    copy = tjenestefil.open_file(kopi.path, past)
    assert figures(copy) == before
    copy.close()


def test_two_writers(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from bvdesk.domain.errors import UserError\n"
        "from tests.torture.worker import *\n"
        "fil = tjenestefil.open_file(Path(sys.argv[1]), BRUKER)\n"
        "try: do(fil, int(sys.argv[2]), Path(sys.argv[3])); print('WROTE')\n"
        "except UserError as fault: print(fault)\n"
        "fil.close()"
    )
    fil = tjenestefil.open_file(path, Bruker("Ola Nordmann", BRUKER.clock))
    before = figures(fil)
    told = 0
    for _ in range(times(20, 2)):
        command = [sys.executable, "-c", code, str(path), str(ENTRY), str(path.parent)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
        told += "Ola Nordmann" in done.stdout
        assert "WROTE" not in done.stdout
        assert figures(fil) == before
    assert told == times(20, 2)
    number = next(n for n in range(50, 99) if kind(n) == "paste")
    do(fil, number, path.parent)
    assert figures(fil) == {**before, **cells(number)}
    fil.close()


def damage(content: bytes, rng: random.Random) -> bytes:
    data = bytearray(content)
    way = rng.randrange(4)
    if way == 0:
        for _ in range(rng.randrange(1, 40)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    elif way == 1:
        del data[rng.randrange(len(data)) :]
    elif way == 2:
        start = rng.randrange(len(data))
        data[start : start + 4096] = bytes(len(data[start : start + 4096]))
    else:
        start = rng.randrange(len(data)) // 4096 * 4096
        data[start : start + 4096] = rng.randbytes(len(data[start : start + 4096]))
    return bytes(data)


def look_into(fil: Tjenestefil) -> None:
    with contextlib.suppress(UserError):
        oppslag.export_figures(fil)
    helse.examine(fil.database)
    fil.close()


def test_damaged_files(path: Path) -> None:
    fil = tjenestefil.open_file(path, BRUKER)
    good, kopi, lines = figures(fil), sikkerhetskopi.make(fil), set(oppslag.export_figures(fil).splitlines())
    fil.close()
    content, bad = path.read_bytes(), path.with_name("skadet.bvdesk")
    outcome: Counter[str] = Counter()
    saved = 0.0
    for n in range(times(200, 8)):
        bad.write_bytes(damage(content, random.Random(f"damage {n}")))
        before = bad.read_bytes()
        try:
            fil = tjenestefil.open_file(bad, BRUKER)
            whole = helse.examine(fil.database).good
            outcome["opened, not a figure touched" if whole else "opened, found by the examination"] += 1
            assert not whole or figures(fil) == good
            look_into(fil)
        except UserError as fault:
            outcome[fault.text.replace(bad.name, "…")] += 1
        with contextlib.suppress(UserError):
            look_into(tjenestefil.open_file(bad, BRUKER, Apning(damaged_ok=True)))
        assert bad.read_bytes() == before, "a damaged file was made worse"
        rescued = bad.with_name(f"reddet{n}.bvdesk")
        with contextlib.suppress(UserError):
            gjenoppretting.salvage(bad, rescued)
            fil = tjenestefil.open_file(rescued, BRUKER)
            saved += len(lines & set(oppslag.export_figures(fil).splitlines())) / len(lines)
            fil.close()
        gjenoppretting.replace_damaged(bad, kopi.path)
        fil = tjenestefil.open_file(bad, BRUKER)
        assert figures(fil) == good
        fil.close()
    print(f"\n{times(200, 8)} damaged files: {dict(outcome)}; {saved / times(200, 8):.0%} of the figures salvaged")
