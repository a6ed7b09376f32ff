"""One writer: who has the file is said, and a lock that nobody holds heals."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.services import tjenestefil
from bvdesk.services.tjenestefil import Apning, Bruker, Tjenestefil
from bvdesk.storage.las import FileBusyError, Las, lock_path, read_holder

NOW = datetime(2026, 1, 15, 14, 32, tzinfo=UTC)


def clock() -> datetime:
    return NOW


@pytest.fixture
def path(tmp_path: Path, bruker: Bruker) -> Path:
    path = tmp_path / "t.bvdesk"
    tjenestefil.create_file(path, bruker, "T", ("Namsos",)).close()
    return path


def from_elsewhere(path: Path, age: timedelta) -> None:
    heartbeat = (NOW - age).isoformat()
    fields = {"vert": "PC-ANNEN", "pid": 4711, "person": "Ola", "siden": heartbeat, "puls": heartbeat}
    lock_path(path).write_text(json.dumps(fields))


def test_the_second_may_read_and_is_told_who_has_it(path: Path, bruker: Bruker) -> None:
    first = tjenestefil.open_file(path, bruker)
    second = tjenestefil.open_file(path, Bruker("Ola", clock))
    assert "Kari Leder" in second.lesegrunn
    assert "15.01.2026 kl. 14.32" in second.lesegrunn
    with pytest.raises(UserError, match="bare for lesing"), second.database.atomic():
        pass
    second.close()
    assert not first.lesegrunn
    with first.database.atomic():
        pass
    first.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_lock_left_by_a_dead_process_heals(path: Path, bruker: Bruker) -> None:
    code = (
        "import os, sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from bvdesk.services.tjenestefil import Bruker, open_file\n"
        "fil = open_file(Path(sys.argv[1]), Bruker('Død', lambda: datetime(2026, 1, 15, tzinfo=UTC)))\n"
        "assert not fil.lesegrunn; os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    holder = read_holder(path)
    assert holder
    assert holder.person == "Død"
    fil = tjenestefil.open_file(path, bruker)
    assert not fil.lesegrunn
    fil.close()


@pytest.mark.parametrize(
    ("age", "old"), [(timedelta(minutes=2), False), (timedelta(days=2), True), (-timedelta(days=9), False)]
)
def test_another_machine_is_respected_and_an_old_lock_may_be_taken_over(
    path: Path, bruker: Bruker, age: timedelta, old: bool
) -> None:
    from_elsewhere(path, age)
    with pytest.raises(FileBusyError, match="Ola på PC-ANNEN") as caught:
        Las.take(path, "Kari", clock)
    assert caught.value.old is old
    reading = tjenestefil.open_file(path, bruker)
    assert ("ta over" in reading.lesegrunn) is old
    reading.close()
    assert lock_path(path).exists()
    fil = tjenestefil.open_file(path, bruker, Apning(take_over=True))
    assert not fil.lesegrunn
    fil.close()


def test_whoever_slept_while_the_lock_was_taken_cannot_write(path: Path, bruker: Bruker) -> None:
    slept = tjenestefil.open_file(path, bruker)
    from_elsewhere(path, timedelta(0))
    with pytest.raises(UserError, match="bare for lesing") as caught, slept.database.atomic():
        pass
    assert "overtatt" in caught.value.advice
    slept.close()
    assert lock_path(path).exists()


def test_a_lock_file_that_was_cleared_away_is_made_again(path: Path, bruker: Bruker) -> None:
    fil = tjenestefil.open_file(path, bruker)
    lock_path(path).unlink()
    with fil.database.atomic():
        pass
    assert tjenestefil.open_file(path, Bruker("Ola", clock)).lesegrunn
    fil.close()


@pytest.mark.parametrize("content", [b"", b"tull", b"[]", b'{"vert": 1}', b"\xff" * 9000, b"[" * 4000])
def test_a_lock_file_with_rubbish_does_not_lock_anybody_out(path: Path, bruker: Bruker, content: bytes) -> None:
    lock_path(path).write_bytes(content)
    fil = tjenestefil.open_file(path, bruker)
    assert not fil.lesegrunn
    fil.close()


def test_the_heartbeat_is_written(path: Path) -> None:
    times = iter([NOW, NOW, NOW + timedelta(minutes=5)])
    las = Las.take(path, "Kari", lambda: next(times))
    las.beat()
    holder = read_holder(path)
    assert holder
    assert holder.puls == (NOW + timedelta(minutes=5)).isoformat()
    assert (holder.siden, holder.pid) == (NOW.isoformat(), os.getpid())
    las.release()


def test_a_write_protected_file_is_opened_for_reading(path: Path, bruker: Bruker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    fil: Tjenestefil = tjenestefil.open_file(path, bruker)
    assert "skrivebeskyttet" in fil.lesegrunn
    with pytest.raises(UserError, match="bare for lesing"), fil.database.atomic():
        pass
    fil.close()
