"""The year's wheel: what is due and when, what is done, and dates the service sets itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bvdesk.domain.errors import UserError
from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode, date_in_words
from bvdesk.services.kvartalstatus import Kvartalstatus, status
from bvdesk.services.oversikt import begun, is_complete
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import innstilling_store, utgivelse_store

SETTING = "arshjul"
_REGISTER = "registrer:"
REGISTER_DAYS, APPROVE_DAYS = 15, 30
REPORT_MONTH, COUNCIL_MONTH = 3, 6


@record
class Oppgave:
    """One thing to do. `kvartal` and `omrade` say where; a report has the year as its period."""

    nokkel: str
    tittel: str
    frist: date
    ferdig: bool
    periode: Periode
    omrade: OmradeId | None = None
    kan_hakes: bool = False

    def when(self, today: date) -> str:
        """«Ferdig», «frist 15. april 2026, om 12 dager» or «fristen var 15. april 2026»."""
        if self.ferdig:
            return "ferdig"
        days, day = (self.frist - today).days, date_in_words(self.frist.isoformat())
        if days < 0:
            return f"fristen var {day}"
        return f"frist {day}, i dag" if days == 0 else f"frist {day}, om {days} {'dag' if days == 1 else 'dager'}"


def tasks(fil: Tjenestefil, ar: int) -> tuple[Oppgave, ...]:
    """Everything due for the figures of a year, in order of date: four quarters, the report, each kommunestyre."""
    own = _own(fil)
    found = (*_quarters(fil, ar), *_report(fil, ar), *_councils(fil, ar))
    dated = (replace(o, frist=_own_date(own, o), ferdig=o.ferdig or _ticked(own, o)) for o in found)
    return tuple(sorted(dated, key=lambda o: o.frist))


def ahead(fil: Tjenestefil, today: date, count: int = 4) -> tuple[Oppgave, ...]:
    """The next things to do, the most overdue first, from last year's figures and this year's.

    Last year's only until its account to the kommunestyre is due, or when there are figures for it: a service that is new
    in autumn is not told that it is a year late. Nor of quarters before the first that it has figures for.
    """
    account_due = date(today.year, COUNCIL_MONTH, 30)
    years = [ar for ar in (today.year - 1, today.year) if ar == today.year or today <= account_due or ar in fil.years()]
    start = begun(fil, Periode.quarter(today.year, (today.month + 2) // 3).previous(), today.year - 1)
    waiting = [o for ar in years for o in tasks(fil, ar) if not o.ferdig and o.periode.last_day >= start.last_day]
    return tuple(_as_it_stands(fil, o) for o in sorted(waiting, key=lambda o: o.frist)[:count])


def _as_it_stands(fil: Tjenestefil, oppgave: Oppgave) -> Oppgave:
    """A quarter with every figure in place is to be reported ready, not to be entered."""
    if not oppgave.nokkel.startswith(_REGISTER) or not is_complete(fil, oppgave.periode):
        return oppgave
    return replace(oppgave, tittel=f"Melde {oppgave.periode.tekst} klart")


def set_date(fil: Tjenestefil, nokkel: str, frist: str) -> None:
    """Another date for a task, as «15.4.2026»; UserError when it is not a date."""
    try:
        day, month, year = (int(part) for part in frist.strip().split("."))
        chosen = date(year, month, day)
    except ValueError as fault:
        raise UserError(f"«{frist}» er ikke en dato.", "Skriv dag, måned og år, for eksempel 15.4.2026.") from fault
    _store(fil, nokkel, {"frist": chosen.isoformat()})


def set_done(fil: Tjenestefil, nokkel: str, *, ferdig: bool) -> None:
    """Tick off what the program cannot see for itself, such as a meeting of the kommunestyre."""
    _store(fil, nokkel, {"ferdig": ferdig})


def _quarters(fil: Tjenestefil, ar: int) -> Iterator[Oppgave]:
    for quarter in Periode.year(ar).quarters():
        members = fil.tjeneste.members(quarter)
        states = [status(fil, omrade, quarter) for omrade in members]
        ready = bool(states) and all(s in (Kvartalstatus.KLAR, Kvartalstatus.GODKJENT) for s in states)
        approved = bool(states) and all(s is Kvartalstatus.GODKJENT for s in states)
        end = quarter.last_day
        register = end + timedelta(days=REGISTER_DAYS)
        yield Oppgave(f"{_REGISTER}{quarter.kode}", f"Registrere {quarter.tekst}", register, ready, quarter)
        approve = end + timedelta(days=APPROVE_DAYS)
        yield Oppgave(f"godkjenn:{quarter.kode}", f"Godkjenne {quarter.tekst}", approve, approved, quarter)


def _report(fil: Tjenestefil, ar: int) -> Iterator[Oppgave]:
    year = Periode.year(ar)
    done = any(u.periode == year and not u.trukket for u in utgivelse_store.releases(fil.database))
    yield Oppgave(f"melding:{ar}", f"Lage meldingen for {ar}", date(ar + 1, REPORT_MONTH, 1), done, year)


def _councils(fil: Tjenestefil, ar: int) -> Iterator[Oppgave]:
    """Each kommunestyre is owed an account once a year (barnevernsloven § 15-3)."""
    year = Periode.year(ar)
    for omrade in fil.tjeneste.members(year):
        title = f"Legge fram meldingen for kommunestyret i {fil.name(omrade)}"
        due = date(ar + 1, COUNCIL_MONTH, 30)
        yield Oppgave(f"kommunestyre:{ar}:{omrade}", title, due, ferdig=False, periode=year, omrade=omrade, kan_hakes=True)


def _own(fil: Tjenestefil) -> dict[str, dict[str, object]]:
    stored: dict[str, dict[str, object]] = json.loads(innstilling_store.get(fil.database, SETTING, "{}"))
    return stored


def _own_date(own: dict[str, dict[str, object]], oppgave: Oppgave) -> date:
    chosen = own.get(oppgave.nokkel, {}).get("frist")
    return date.fromisoformat(str(chosen)) if chosen else oppgave.frist


def _ticked(own: dict[str, dict[str, object]], oppgave: Oppgave) -> bool:
    return oppgave.kan_hakes and bool(own.get(oppgave.nokkel, {}).get("ferdig"))


def _store(fil: Tjenestefil, nokkel: str, chosen: dict[str, object]) -> None:
    own = _own(fil)
    own[nokkel] = {**own.get(nokkel, {}), **chosen}
    with fil.database.atomic():
        innstilling_store.put(fil.database, SETTING, json.dumps(own))
