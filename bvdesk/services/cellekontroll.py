"""What the checker says of single figures, for a sheet that somebody types in: one cell at a time, to be spread out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bvdesk.domain.kontroll import tallkontroll
from bvdesk.domain.kontroll.funn import Niva
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kontroll
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import funn_store


class Cellekontroll:
    """The rules, ready for the cells of a sheet as the file stands now; make a new one after a change."""

    def __init__(self, fil: Tjenestefil, periode: Periode) -> None:
        self._fil = fil
        self._periode = periode
        self._grunn = kontroll.grounds(fil, periode, sparse=False)
        self._accepted = frozenset(funn_store.standing(fil.database))

    def check(self, celle: Celle) -> tuple[tuple[Celle, str, bool], ...]:
        """What stands against a figure, gravest first: the cell to mark, why, and whether it stops the approval.

        Not what is accepted or worth a look.
        """
        if self._fil.bok.get(celle) is None and not self._is_checked_total(celle):
            return ()
        found = sorted(tallkontroll.check_cells(self._grunn, [celle]), key=lambda funn: -funn.niva)
        marked = ((kontroll.find_cell(self._fil, funn), funn) for funn in found if funn.niva > Niva.INFO)
        standing = ((cell, funn) for cell, funn in marked if cell and funn.nokkel not in self._accepted)
        return tuple((cell, funn.melding, funn.niva is Niva.STOPP) for cell, funn in standing)

    def touched(self, celler: Iterable[Celle]) -> Iterator[Celle]:
        """The cells to look at first after these have changed."""
        yield from dict.fromkeys(near for celle in celler for near in tallkontroll.touched(self._grunn, celle))

    def _is_checked_total(self, celle: Celle) -> bool:
        return celle.omrade == TJENESTEN and celle.periode == self._periode
