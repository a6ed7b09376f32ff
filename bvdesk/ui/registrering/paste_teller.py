"""What is said when a block has been pasted: nothing, unless it was not all taken as it stood."""

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

TAKE = "Lim inn over dem likevel"


class PasteTeller(QObject):
    """Tells of calculated cells, which go on being worked out, and offers to type them all the same."""

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
        elif pasted.kept or pasted.blank_headings:
            self._desk.notice(" ".join(_agreeing(pasted)))


def _agreeing(pasted: Pasted) -> Iterator[str]:
    yield f"{pasted.written} tall er limt inn."
    if pasted.blank_headings:
        yield "Tomme linjer er lest som kapitteloverskrifter."
    if pasted.kept:
        yield f"{_cells(len(pasted.kept))} regner programmet ut selv, og får det samme som du limte inn."


def _differing(pasted: Pasted, other: list[Kept]) -> Iterator[str]:
    blank = " Tomme linjer er lest som kapitteloverskrifter." if pasted.blank_headings else ""
    yield f"{pasted.written} tall er limt inn.{blank} Grå ruter regner programmet ut selv, så de er ikke limt inn."
    yield f"{_cells(len(other))} ble noe annet enn det du limte inn:"
    yield from (_line(kept) for kept in other[:MAX_DETAILS])
    if len(other) > MAX_DETAILS:
        yield f"… og {len(other) - MAX_DETAILS} til"


def _cells(count: int) -> str:
    return "1 grå rute" if count == 1 else f"{count} grå ruter"


def _line(kept: Kept) -> str:
    now = f"er {kept.now}" if kept.now else "kan ikke regnes ut ennå"
    return f"{kept.name} {now}, du limte inn {_text(kept.pasted)}"


def _text(verdi: Verdi) -> str:
    return STATUS_KORT.get(verdi.status, "") if verdi.tall is None else format_csv(verdi.tall)
