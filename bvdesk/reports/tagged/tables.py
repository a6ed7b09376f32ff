"""Tables: what they hold and how they become elements. `tablebox` draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bvdesk.reports.tagged.boxes import Align, Box, TextBox, Workshop, text_box
from bvdesk.reports.tagged.columns import column_widths
from bvdesk.reports.tagged.figures import Figure, FigureBox
from bvdesk.reports.tagged.inline import Run, Text, runs_of
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import TextStyle
from bvdesk.reports.tagged.tablebox import CellBox, Frame, Row, TableBox, Vertical, measure


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that needs more than its text.

    Attributes:
        content: a text, or a small figure.
        spoken: what a screen reader says instead of the text.
        columns, rows: how many columns and rows the cell covers.
        align: overrides the alignment of the column.
        strong: semibold.
        header: makes the cell a header of its row or, False, an ordinary cell, whatever its column is.
    """

    content: Text | Figure = ""
    spoken: str | None = None
    columns: int = 1
    rows: int = 1
    align: Align | None = None
    strong: bool = False
    header: bool | None = None

    def text(self) -> list[str | Run]:
        """The text as runs, with the cell's own emphasis and spoken words; empty for a figure."""
        if isinstance(self.content, Figure):
            return []
        runs = runs_of(self.content)
        if self.spoken is not None:
            runs = [replace(run, spoken=self.spoken if index == 0 else run.spoken) for index, run in enumerate(runs)]
        return [replace(run, strong=run.strong or self.strong) for run in runs]


RowContent = Sequence[Cell | Text | Figure]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with header cells that say what they are headers of.

    Rows hold only their own cells: where a cell from above or from the left reaches in, nothing is written.

    Attributes:
        head: header rows; they are repeated on every page.
        body: the other rows. A row is never broken over pages.
        widths: the columns' shares of the width; by their content when None.
        align: alignment column by column; by default the first left and the others right.
        row_headers: how many columns from the left hold headers of their rows.
        strong_columns: columns in semibold (the current year).
        total_rows: how many rows from the end are totals, in semibold under a line.
        vertical: where cells of different height meet.
    """

    head: Sequence[RowContent]
    body: Sequence[RowContent]
    caption: Text = ""
    source: Text = ""
    widths: Sequence[float] | None = None
    align: Sequence[Align] | None = None
    row_headers: int = 1
    strong_columns: Sequence[int] = ()
    total_rows: int = 0
    vertical: Vertical = Vertical.MIDDLE

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """One box, with caption and source, that may be split between rows."""
        element = Element("Table", workshop.root)
        captions = self._captions(workshop, width, element)
        rows = _Builder(self, workshop, width, element).rows()
        head, body = rows[: len(self.head)], rows[len(self.head) :]
        style = workshop.style.table
        measure(head, style)
        measure(body, style)
        source = None
        if self.source:
            owner = Element("P", workshop.root)
            source = text_box(workshop, self.source, workshop.style.source, width, owner)
        yield TableBox(Frame(style, head, *captions, source, width, self.vertical), body)

    def places(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell with the row and column it starts in, head first."""
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate([*self.head, *self.body]):
            column = 0
            for content in row:
                cell = content if isinstance(content, Cell) else Cell(content)
                while (number, column) in taken:
                    column += 1
                taken |= {(number + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
                yield number, column, cell
                column += cell.columns

    def _captions(self, workshop: Workshop, width: float, table: Element) -> tuple[TextBox | None, TextBox | None]:
        """The caption, and what stands in its place on the following pages (always drawn as artifact)."""
        if not self.caption:
            return None, None
        style = workshop.style.caption
        again: list[str | Run] = [*runs_of(self.caption), f" ({workshop.phrases.continued})"]
        element = Element("Caption", table)
        nowhere = Element("Caption", table, attach=False)
        first = text_box(workshop, self.caption, style, width, element)
        return first, text_box(workshop, again, style, width, nowhere)


@dataclass(frozen=True, slots=True)
class _Place:
    row: int
    column: int
    cell: Cell


class _Builder:
    """Turns the rows of one table into measured cells and their elements."""

    def __init__(self, table: Table, workshop: Workshop, width: float, element: Element) -> None:
        self._table = table
        self._workshop = workshop
        self._element = element
        self._places = [_Place(*place) for place in table.places()]
        self._columns = max((p.column + p.cell.columns for p in self._places), default=0)
        gap = workshop.style.table.gap
        self._widths = column_widths(
            [(p.column, p.cell.columns, *self._natural(p)) for p in self._places],
            table.widths or [],
            width - gap * (self._columns - 1),
        )

    def rows(self) -> list[Row]:
        """All rows, head first."""
        table, count = self._table, len(self._table.head) + len(self._table.body)
        head = Element("THead", self._element) if table.head else self._element
        body = Element("TBody", self._element)
        rows = []
        for number in range(count):
            element = Element("TR", head if number < len(table.head) else body)
            cells = [self._cell(place, element) for place in self._places if place.row == number]
            rows.append(Row(cells, total=number >= count - table.total_rows))
        return rows

    def _natural(self, place: _Place) -> tuple[float, float]:
        if isinstance(place.cell.content, Figure):
            return (place.cell.content.width or 0,) * 2
        style = self._style(place)
        return self._workshop.natural_width(self._text(place), style)

    def _style(self, place: _Place) -> TextStyle:
        style = self._workshop.style.table
        return style.head if place.row < len(self._table.head) else style.cell

    def _text(self, place: _Place) -> list[str | Run]:
        total = place.row >= len(self._table.head) + len(self._table.body) - self._table.total_rows
        if place.row < len(self._table.head) or not (total or place.column in self._table.strong_columns):
            return place.cell.text()
        return replace(place.cell, strong=True).text()

    def _cell(self, place: _Place, row: Element) -> CellBox:
        scope = self._scope(place)
        element = Element("TH" if scope else "TD", row)
        element.attributes = _attributes(scope, place.cell)
        gap = self._workshop.style.table.gap
        last = place.column + place.cell.columns
        width = sum(self._widths[place.column : last]) + gap * (place.cell.columns - 1)
        left = sum(self._widths[: place.column]) + gap * place.column
        align = place.cell.align or self._alignment(place)
        return CellBox(self._content(place, element, width), left, width, place.cell.rows, align)

    def _content(self, place: _Place, element: Element, width: float) -> Box | None:
        content = place.cell.content
        if isinstance(content, Figure):
            owner = Element("Figure", element, Alt=content.alt) if content.alt else None
            return FigureBox(content, owner, content.width or width)
        text = self._text(place)
        return text_box(self._workshop, text, self._style(place), width, element) if text else None

    def _scope(self, place: _Place) -> str:
        if place.row < len(self._table.head):
            return "Column"
        header = place.cell.header
        return "Row" if header or (header is None and place.column < self._table.row_headers) else ""

    def _alignment(self, place: _Place) -> Align:
        if place.row < len(self._table.head) and place.cell.columns > 1:
            return Align.CENTRE
        if self._table.align is not None:
            return self._table.align[place.column]
        return Align.LEFT if place.column == 0 else Align.RIGHT


def _attributes(scope: str, cell: Cell) -> str:
    parts = [f"/Scope/{scope}"] if scope else []
    parts += [f"/ColSpan {cell.columns}"] if cell.columns > 1 else []
    parts += [f"/RowSpan {cell.rows}"] if cell.rows > 1 else []
    return f"<</O/Table{''.join(parts)}>>" if parts else ""
