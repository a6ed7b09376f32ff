"""Entering figures: save, undo and redo. Each is one operation in the change log and returns what changed."""

from __future__ import annotations

from collections.abc import Iterable

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import Omrade
from bvdesk.domain.tall.verdi import Registrering
from bvdesk.services.kvartalstatus import approved, is_locked, quarter_of
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import logg_store, omrade_store, registrering_store
from bvdesk.storage.logg_store import Celleendring, Operasjon
from bvdesk.storage.omrade_store import OmradeRad

UNDO, REDO = "angre", "gjenta"
FIGURE_OPERATIONS = frozenset({"registrering", "import", "sammenslaing"})
"""The kinds of operation that write figures and can be undone; the log also holds others (status, settings)."""


def save(
    fil: Tjenestefil, celler: Iterable[tuple[Celle, Registrering | None]], tekst: str, slag: str = "registrering"
) -> Change:
    """Write cells (None makes a cell blank). Committed and on the disk when it returns."""
    endringer = tuple(
        Celleendring(celle, before, after) for celle, after in celler if (before := fil.bok.get(celle)) != after
    )
    if not endringer:
        return Change("Ingenting er endret.")
    with fil.database.atomic():
        _write(fil, endringer)
        fil.log(slag, tekst, endringer)
    return _applied(fil, endringer, tekst)


def undo(fil: Tjenestefil) -> Change:
    """Take back the last operation that is not taken back; UserError when there is none, or it is of an approved quarter."""
    last = next_undo(fil)
    if last is None:
        raise UserError("Det er ingenting å angre.")
    return _reverse(fil, last, UNDO, f"Angret: {last.tekst}", backwards=True)


def redo(fil: Tjenestefil) -> Change:
    """Do again what was last taken back; UserError when there is none, or it is of an approved quarter."""
    last = next_redo(fil)
    if last is None:
        raise UserError("Det er ingenting å gjøre om.")
    return _reverse(fil, last, REDO, f"Gjorde om: {last.tekst}", backwards=False)


def next_undo(fil: Tjenestefil) -> Operasjon | None:
    """What undo would take back. Read from the end of the log, so it survives a restart and is as quick after ten years."""
    taken_back: dict[int, bool] = {}
    for operasjon in logg_store.newest_first(fil.database):
        if operasjon.gjelder is not None and operasjon.slag in (UNDO, REDO):
            taken_back.setdefault(operasjon.gjelder, operasjon.slag == UNDO)
        elif operasjon.slag in FIGURE_OPERATIONS and not taken_back.get(operasjon.nr, False):
            return operasjon
    return None


def next_redo(fil: Tjenestefil) -> Operasjon | None:
    """What redo would do again: the last taken back, unless something new was entered since."""
    done_again: set[int] = set()
    for operasjon in logg_store.newest_first(fil.database):
        if operasjon.slag in FIGURE_OPERATIONS:
            return None
        if operasjon.slag == REDO and operasjon.gjelder is not None:
            done_again.add(operasjon.gjelder)
        elif operasjon.slag == UNDO and operasjon.gjelder is not None and operasjon.gjelder not in done_again:
            return logg_store.operation(fil.database, operasjon.gjelder)
    return None


def ensure_area(fil: Tjenestefil, omrade: Omrade) -> None:
    """Store a comparison area the first time it gets a figure."""
    if omrade.id not in fil.omrader:
        nr = omrade_store.add(fil.database, omrade)
        fil.omrader[omrade.id] = OmradeRad(nr, omrade, None, None)


def _reverse(fil: Tjenestefil, operasjon: Operasjon, slag: str, tekst: str, *, backwards: bool) -> Change:
    recorded = logg_store.changes(fil.database, operasjon.nr)
    _refuse_approved(fil, operasjon, recorded)
    targets = [(e.celle, e.before if backwards else e.after) for e in (reversed(recorded) if backwards else recorded)]
    endringer = tuple(Celleendring(celle, fil.bok.get(celle), target) for celle, target in targets)
    with fil.database.atomic():
        _write(fil, endringer)
        fil.log(slag, tekst, endringer, operasjon.nr)
    return _applied(fil, endringer, tekst)


def _refuse_approved(fil: Tjenestefil, operasjon: Operasjon, endringer: Iterable[Celleendring]) -> None:
    quarters = approved(fil)
    locked = next((e.celle for e in endringer if is_locked(e.celle, quarters)), None)
    if locked:
        where = f"{fil.name(locked.omrade)}, {quarter_of(locked.periode).tekst}"
        advice = f"«{operasjon.tekst}» står som før. Åpne kvartalet igjen først."
        raise UserError(f"{where} er godkjent og låst. Ingenting er endret.", advice)


def _write(fil: Tjenestefil, endringer: tuple[Celleendring, ...]) -> None:
    registrering_store.put_many(fil.database, ((_stored(fil, e.celle), e.after) for e in endringer if e.after is not None))
    for endring in endringer:
        if endring.after is None:
            registrering_store.delete(fil.database, _stored(fil, endring.celle))


def _applied(fil: Tjenestefil, endringer: tuple[Celleendring, ...], tekst: str) -> Change:
    for endring in endringer:
        fil.bok.put(endring.celle, endring.after)
    celler = tuple(endring.celle for endring in endringer)
    return Change(tekst, celler, fil.beregning.changed(celler))


def _stored(fil: Tjenestefil, celle: Celle) -> registrering_store.StoredCell:
    return fil.omrader[celle.omrade].nr, celle.indikator, celle.kategori, celle.periode
