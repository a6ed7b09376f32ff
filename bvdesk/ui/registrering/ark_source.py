"""A sheet of the service as what a grid shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import short_unit
from bvdesk.services import arklukket, innskriving, kvartalstatus
from bvdesk.services.ark import Ark, ArkKolonne, ArkRad, Rolle
from bvdesk.services.arkcelle import Arkcelle, Slag, awaits_entry, read_cell
from bvdesk.ui.desk import Desk
from bvdesk.ui.grid.content import Entry, GridCell, GridColumn, GridRow, Look

_LOOKS = {
    Slag.INGEN: Look.VOID,
    Slag.FYLLES: Look.INPUT,
    Slag.AVLEDET: Look.DERIVED,
    Slag.ROLIG: Look.QUIET,
    Slag.LAST: Look.LOCKED,
}


class ArkSource:
    """Reads cells when they are painted; writes through the service, one operation at a time."""

    def __init__(self, desk: Desk, ark: Ark) -> None:
        self.ark = ark
        self._desk = desk
        self.marks: Mapping[Celle, str] = {}
        self._rows = {rad.nokkel: rad for rad in ark.rader}
        self._columns = {kolonne.nokkel: kolonne for kolonne in ark.kolonner}
        self.rows: Sequence[GridRow] = tuple(_row(rad) for rad in ark.rader)
        self.columns: Sequence[GridColumn] = tuple(_column(kolonne) for kolonne in ark.kolonner)
        self.renew_locks()

    def renew_locks(self) -> None:
        """Which quarters are approved may have changed."""
        self._approved = kvartalstatus.approved(self._desk.file)

    def cell(self, row: str, column: str) -> GridCell:
        """How a cell stands now."""
        found = self.read(row, column)
        mark = self.mark(row, column)
        warned = f"kontroll: {mark}" if mark else ""
        spoken = ", ".join(part for part in (_LOOKS[found.slag].value, found.forklaring, warned) if part)
        return GridCell(
            found.tekst,
            _LOOKS[found.slag],
            found.redigering,
            spoken,
            comment=found.kommentar,
            warning=bool(mark),
            editable=found.kan_skrives,
        )

    def awaits_entry(self, row: str, column: str) -> bool:
        """Whether the cell waits for somebody to write in it, or has been written in."""
        return awaits_entry(self.ark, self._rows[row], self._columns[column], self._approved)

    def why_closed(self, row: str, column: str) -> str:
        """Why the cell cannot be written in, and where one writes instead."""
        return arklukket.why_closed(self._desk.file, self.ark, self._rows[row], self._columns[column], self._approved)

    def mark(self, row: str, column: str) -> str:
        """What the checker says of the figure; empty when it says nothing."""
        celle = self.celle(row, column) if self.marks else None
        return self.marks.get(celle, "") if celle else ""

    def read(self, row: str, column: str) -> Arkcelle:
        """The service's view of a cell."""
        return read_cell(self._desk.file, self.ark, self._rows[row], self._columns[column], self._approved)

    def celle(self, row: str, column: str) -> Celle | None:
        """The figure's key."""
        return self.ark.celle(self._rows[row], self._columns[column])

    def rad(self, row: str) -> ArkRad:
        """The sheet's row."""
        return self._rows[row]

    def kolonne(self, column: str) -> ArkKolonne:
        """The sheet's column."""
        return self._columns[column]

    def entered(self) -> Iterator[Celle]:
        """The figures of the sheet's own period, typed and computed; not those one compares with."""
        columns = [kolonne for kolonne in self.ark.kolonner if kolonne.rolle in (Rolle.NA, Rolle.HITTIL)]
        places = ((rad, kolonne) for rad in self.ark.rader for kolonne in columns)
        yield from (celle for rad, kolonne in places if (celle := self.ark.celle(rad, kolonne)) is not None)

    def rows_of(self, indikatorer: frozenset[str]) -> frozenset[str]:
        """The rows that show these indicators."""
        return frozenset(rad.nokkel for rad in self.ark.rader if rad.indikator and rad.indikator.id in indikatorer)

    def find_row(self, celle: Celle) -> str:
        """The row a figure stands in; empty when it is not in the sheet."""
        found = [
            r for r in self.ark.rader if r.indikator and r.indikator.id == celle.indikator and r.kategori == celle.kategori
        ]
        return found[0].nokkel if found else ""

    def column_of(self, omrade: OmradeId, periode: Periode) -> str:
        """The column of an area and a period; of its quarter when it has none; else the first."""
        of_area = [k for k in self.ark.kolonner if k.omrade == omrade]
        exact = [k for k in of_area if k.periode == periode]
        near = [k for k in of_area if k.rolle is Rolle.NA]
        return (*exact, *near, *self.ark.kolonner)[0].nokkel

    def find_column(self, omrade: OmradeId) -> str:
        """The column where an area's figures are entered; empty when it is not in the sheet."""
        found = [k for k in self.ark.kolonner if k.omrade == omrade and k.rolle is Rolle.NA]
        return found[0].nokkel if found else ""

    def write(self, entries: Sequence[Entry]) -> bool:
        """Save; durable when it returns True."""
        values = [(celle, entry.verdi) for entry in entries if (celle := self.celle(entry.row, entry.column)) is not None]
        return self._desk.run(innskriving.write_values, values) is not None


def _row(rad: ArkRad) -> GridRow:
    if rad.indikator is None:
        return GridRow(rad.nokkel, rad.etikett, heading=True)
    return GridRow(
        rad.nokkel,
        rad.etikett,
        short_unit(rad.indikator.enhet),
        rad.kapittel,
        level=1 if rad.kategori or rad.maned else 0,
        whole=rad.indikator.is_count,
    )


def _column(kolonne: ArkKolonne) -> GridColumn:
    now = kolonne.rolle is Rolle.NA
    return GridColumn(kolonne.nokkel, kolonne.tittel, kolonne.gruppe, quiet=not now, emphasis=now, slot=kolonne.plass)
