"""Backups: dated, verified, thinned by a ladder, and never in the way of the work."""

import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import oppslag, registrering, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage import backup
from bvdesk.storage.backup import Kopi, Slag
from bvdesk.storage.feil import DamagedFileError

START = datetime(2026, 1, 15, 14, 32, tzinfo=UTC)
EARLY, LATE = datetime.fromisoformat("2015-01-01"), datetime.fromisoformat("2030-01-01")


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fil(eksempelfil: Tjenestefil, clock: Clock) -> Tjenestefil:
    eksempelfil.bruker = Bruker("Kari", clock)
    return eksempelfil


def change(fil: Tjenestefil, n: int) -> None:
    celle = Celle("meldinger_mottatt", "", fil.deltakere()[0].id, Periode.quarter(2030, 1))
    registrering.save(fil, [(celle, Registrering(Verdi(Decimal(n))))], "endret")


def test_a_backup_a_day_and_only_when_something_has_changed(fil: Tjenestefil, clock: Clock) -> None:
    assert sikkerhetskopi.daily(fil)
    assert sikkerhetskopi.daily(fil) is None
    clock.now += timedelta(days=1)
    assert sikkerhetskopi.daily(fil) is None
    change(fil, 7)
    kopi = sikkerhetskopi.daily(fil)
    assert kopi
    copy = tjenestefil.open_file(kopi.path, fil.bruker)
    assert oppslag.export_figures(copy) == oppslag.export_figures(fil)
    copy.close()


def test_the_ladder_over_three_years(fil: Tjenestefil, clock: Clock) -> None:
    clock.now = datetime(2023, 3, 1, 12, tzinfo=UTC)
    for n in range(250):
        change(fil, n)
        os.utime(fil.path, ns=(n, n))
        sikkerhetskopi.make(fil, Slag.DAGLIG)
        clock.now += timedelta(days=5)
    days = [kopi.tid for kopi in sikkerhetskopi.all_copies(fil.path)]
    assert len(days) <= backup.RECENT + backup.DAYS + backup.MONTHS + 4
    assert {day.year for day in days} == {2023, 2024, 2025, 2026}
    assert len({(day.year, day.month) for day in days[: backup.DAYS + backup.MONTHS]}) >= backup.MONTHS


kopier = st.lists(st.tuples(st.datetimes(EARLY, LATE), st.sampled_from(Slag)), max_size=60, unique=True)


@given(kopier)
def test_the_ladder_keeps_what_it_promises(found: list[tuple[datetime, Slag]]) -> None:
    every = [Kopi(Path(f"{tid:%Y-%m-%d %H%M%S} {slag}.bvdesk"), tid, slag) for tid, slag in found]
    gone = set(backup.superfluous(every))
    kept = [kopi for kopi in every if kopi not in gone]
    assert {k.tid.year for k in kept} == {k.tid.year for k in every}
    newest_days = sorted({k.tid.date() for k in every if k.slag is Slag.DAGLIG}, reverse=True)[: backup.DAYS]
    assert set(newest_days) <= {k.tid.date() for k in kept}
    if every:
        assert max(every, key=lambda k: (k.tid, k.path.name)) in kept
    assert not backup.superfluous(kept)


def test_a_clock_set_back_removes_nothing_that_was_just_made(fil: Tjenestefil, clock: Clock) -> None:
    for n in range(15):
        change(fil, n)
        sikkerhetskopi.make(fil, Slag.DAGLIG)
        clock.now += timedelta(days=1)
    clock.now = datetime(2001, 1, 1, tzinfo=UTC)
    change(fil, 99)
    kopi = sikkerhetskopi.daily(fil)
    assert kopi
    assert kopi.path.exists()
    change(fil, 100)
    again = sikkerhetskopi.daily(fil)
    assert again
    assert again.path.exists()
    assert again.path != kopi.path


def test_a_failed_backup_leaves_nothing_and_disturbs_nothing(fil: Tjenestefil, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "verify", fail)
    with pytest.raises(UserError, match="ikke laget") as caught:
        sikkerhetskopi.make(fil, Slag.DAGLIG)
    assert "Disken er full" in caught.value.advice
    assert list(sikkerhetskopi.folder(fil.path).iterdir()) == []
    change(fil, 3)


def test_a_second_place_and_a_quiet_reminder(fil: Tjenestefil, clock: Clock, tmp_path: Path) -> None:
    stick = tmp_path / "pinne"
    assert sikkerhetskopi.reminder(fil) == ""
    (tmp_path / "fil").write_text("")
    with pytest.raises(UserError, match="kom ikke fram"):
        sikkerhetskopi.copy_to(fil, tmp_path / "fil")
    target = sikkerhetskopi.copy_to(fil, stick)
    assert target.read_bytes() == sikkerhetskopi.all_copies(fil.path)[0].path.read_bytes()
    assert sikkerhetskopi.reminder(fil) == ""
    clock.now += timedelta(days=15)
    assert "15.01.2026" in sikkerhetskopi.reminder(fil)
    change(fil, 5)
    sikkerhetskopi.daily(fil)
    assert sikkerhetskopi.reminder(fil) == ""
    assert len(backup.copies(target.parent)) == 2
    sikkerhetskopi.forget_second_place(fil.path)
    assert sikkerhetskopi.second_place(fil.path) is None


def test_a_figure_changed_behind_the_logs_back_is_found_weekly(fil: Tjenestefil, clock: Clock) -> None:
    sikkerhetskopi.daily(fil)
    fil.database.execute("UPDATE registrering SET verdi = '999' WHERE nr = 1")
    sikkerhetskopi.daily(fil)
    clock.now += timedelta(days=8)
    with pytest.raises(DamagedFileError) as caught:
        sikkerhetskopi.daily(fil)
    assert "det endringsloggen sier" in caught.value.details[0]
    assert "999" not in str(caught.value)


def test_other_files_in_the_folder_are_left_alone(fil: Tjenestefil) -> None:
    folder = sikkerhetskopi.folder(fil.path)
    folder.mkdir(parents=True)
    for name in ("2026-99-99 999999 daglig.bvdesk", "min egen.bvdesk", "2026-01-01 120000 tull.bvdesk"):
        (folder / name).write_text("x")
    sikkerhetskopi.make(fil, Slag.DAGLIG)
    assert len(list(folder.iterdir())) == 4
    assert len(sikkerhetskopi.all_copies(fil.path)) == 1
