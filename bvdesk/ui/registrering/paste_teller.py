"""What is said when a block has been pasted: the figures it brought, the cells it emptied, what was not taken."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Slot

from bvdesk.domain.tall.innlesing import STATUS_KORT
from bvdesk.domain.tall.tallformat import format_csv
from bvdesk.domain.tall.verdi import Verdi
from bvdesk.ui.desk import Desk
from bvdesk.ui.grid.grid_view import GridView
from bvdesk.ui.grid.pasting import Kept, Pasted
from bvdesk.ui.notices import MAX_DETAILS

_FEW = 3
TAKE = "Lim inn over dem likevel"


class PasteTeller(QObject):
    """Tells of what was pasted and emptied. Calculated cells go on being worked out, unless one types them all the same."""

    def __init__(self, desk: Desk, grid: GridView) -> None:
        super().__init__(grid)
        self._desk = desk
        grid.pasted.connect(self.tell)

    @Slot(object)
    def tell(self, pasted: Pasted) -> None:
        """A block was pasted."""
        other = [kept for kept in pasted.kept if not kept.agrees]
        if other:
            self._desk.offered.emit("\n".join(_differing(pasted, other)), TAKE, pasted.take_kept)
        elif pasted.written or pasted.kept or pasted.emptied:
            self._desk.notice(" ".join(_agreeing(pasted)))


def _agreeing(pasted: Pasted) -> Iterator[str]:
    yield f"{pasted.written} tall er limt inn."
    yield from _emptied(pasted)
    if pasted.blank_headings:
        yield "Tomme linjer er lest som kapitteloverskrifter."
    if pasted.kept:
        yield f"{_cells(len(pasted.kept))} regner programmet ut selv, og får det samme som du limte inn."


def _differing(pasted: Pasted, other: list[Kept]) -> Iterator[str]:
    blank = "Tomme linjer er lest som kapitteloverskrifter. " if pasted.blank_headings else ""
    yield " ".join((f"{pasted.written} tall er limt inn.", *_emptied(pasted)))
    yield f"{blank}Grå ruter regner programmet ut selv, så de er ikke limt inn."
    yield f"{_cells(len(other))} ble noe annet enn det du limte inn:"
    yield from (_line(kept) for kept in other[:MAX_DETAILS])
    if len(other) > MAX_DETAILS:
        yield f"… og {len(other) - MAX_DETAILS} til"


def _emptied(pasted: Pasted) -> Iterator[str]:
    """Which cells held something that a blank took away."""
    names, more = "; ".join(pasted.emptied[:_FEW]), len(pasted.emptied) - _FEW
    if names:
        count = "1 rute" if len(pasted.emptied) == 1 else f"{len(pasted.emptied)} ruter"
        rest = f" og {more} til" if more > 0 else ""
        yield f"{count} med innhold ble tømt: {names}{rest}. Ctrl+Z angrer."


def _cells(count: int) -> str:
    return "1 grå rute" if count == 1 else f"{count} grå ruter"


def _line(kept: Kept) -> str:
    now = f"er {kept.now}" if kept.now else "kan ikke regnes ut ennå"
    return f"{kept.name} {now}, du limte inn {_text(kept.pasted)}"


def _text(verdi: Verdi) -> str:
    return STATUS_KORT.get(verdi.status, "") if verdi.tall is None else format_csv(verdi.tall)
