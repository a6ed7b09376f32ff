"""Tables: what they hold and how they become elements. `tablebox` draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bvdesk.reports.tagged.boxes import Align, Box, TextBox, Workshop, text_box
from bvdesk.reports.tagged.columns import Need, column_widths
from bvdesk.reports.tagged.figures import Figure, FigureBox
from bvdesk.reports.tagged.fonts import Face
from bvdesk.reports.tagged.inline import Run, Text, plain, runs_of
from bvdesk.reports.tagged.lines import Atom, break_lines, natural_width
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import TextStyle
from bvdesk.reports.tagged.tablebox import CellBox, Frame, Row, TableBox, Vertical, measure


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that needs more than its text.

    Attributes:
        content: a text, or a small figure.
        spoken: what a screen reader says instead of the whole text.
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

    def text(self) -> Text:
        """The text with the cell's own emphasis and spoken words; empty for a figure."""
        if isinstance(self.content, Figure):
            return ""
        if not self.strong and self.spoken is None:
            return self.content
        if self.spoken is not None:
            return Run(plain(self.content), strong=self.strong, spoken=self.spoken)
        if isinstance(self.content, str):
            return Run(self.content, strong=True)
        return [replace(run, strong=True) for run in runs_of(self.content)]


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
        """One box, with caption and source, that may be split between rows; none without rows."""
        if not self.head and not self.body:
            return
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
                if cell.rows > 1:
                    taken |= {(number + r, column + c) for r in range(1, cell.rows) for c in range(cell.columns)}
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


class _Part(NamedTuple):
    """A cell on its way to be laid out: its element, and its text cut where lines may break, or its figure."""

    row: int
    column: int
    cell: Cell
    element: Element
    style: TextStyle
    atoms: list[Atom]
    figure: FigureBox | None

    def need(self) -> Need:
        """What the cell asks of the width of its columns."""
        if self.figure is not None:
            return self.column, self.cell.columns, self.figure.width, self.figure.width
        return self.column, self.cell.columns, *natural_width(self.atoms)


class _Builder:
    """Turns the rows of one table into laid-out cells and their elements."""

    def __init__(self, table: Table, workshop: Workshop, width: float, element: Element) -> None:
        self._table = table
        self._workshop = workshop
        self._heads = len(table.head)
        self._count = self._heads + len(table.body)
        head = Element("THead", element) if table.head else element
        body = Element("TBody", element)
        lines = [Element("TR", head if number < self._heads else body) for number in range(self._count)]
        self._strong = workshop.style.table.cell._replace(face=Face.SEMIBOLD)
        self._parts = [self._part(row, column, cell, lines[row]) for row, column, cell in table.places()]
        self._gap = workshop.style.table.gap
        columns = max((part.column + part.cell.columns for part in self._parts), default=0)
        needs = [] if table.widths else [part.need() for part in self._parts]
        self._widths = column_widths(needs, table.widths or [], width - self._gap * (columns - 1))
        self._lefts = [sum(self._widths[:column]) + self._gap * column for column in range(columns)]

    def rows(self) -> list[Row]:
        """All rows, head first."""
        parts: list[list[_Part]] = [[] for _ in range(self._count)]
        for part in self._parts:
            parts[part.row].append(part)
        return [
            Row([self._cell_box(part) for part in own], total=self._is_total(number), heading=self._is_heading(number, own))
            for number, own in enumerate(parts)
        ]

    def _is_heading(self, row: int, parts: Sequence[_Part]) -> bool:
        """Whether a row of the body is one cell across: a heading over the rows below."""
        return row >= self._heads and len(parts) == 1 and 1 < parts[0].cell.columns == len(self._widths)

    def _part(self, row: int, column: int, cell: Cell, line: Element) -> _Part:
        scope = self._scope(row, column, cell)
        element = Element("TH" if scope else "TD", line)
        element.attributes = _attributes(scope, cell)
        style = self._workshop.style.table.head if row < self._heads else self._workshop.style.table.cell
        if isinstance(cell.content, Figure):
            content = cell.content
            owner = Element("Figure", element, Alt=content.alt) if content.alt else None
            return _Part(row, column, cell, element, style, [], FigureBox(content, owner, content.width or 0))
        if row >= self._heads and (self._is_total(row) or column in self._table.strong_columns):
            style = self._strong
        return _Part(row, column, cell, element, style, self._workshop.atoms(cell.text(), style, element), None)

    def _cell_box(self, part: _Part) -> CellBox:
        covered = part.cell.columns
        width = self._widths[part.column]
        if covered > 1:
            width = sum(self._widths[part.column : part.column + covered]) + self._gap * (covered - 1)
        content: Box | None = part.figure
        if part.atoms:
            lines = break_lines(part.atoms, width)
            content = TextBox(lines, part.style, width)
        return CellBox(content, self._lefts[part.column], width, part.cell.rows, part.cell.align or self._alignment(part))

    def _is_total(self, row: int) -> bool:
        return row >= self._count - self._table.total_rows

    def _scope(self, row: int, column: int, cell: Cell) -> str:
        if row < self._heads:
            return "Column"
        return "Row" if cell.header or (cell.header is None and column < self._table.row_headers) else ""

    def _alignment(self, part: _Part) -> Align:
        if part.row < self._heads and part.cell.columns > 1:
            return Align.CENTRE
        if self._table.align is not None:
            return self._table.align[part.column]
        return Align.LEFT if part.column == 0 else Align.RIGHT


def _attributes(scope: str, cell: Cell) -> str:
    parts = [f"/Scope/{scope}"] if scope else []
    parts += [f"/ColSpan {cell.columns}"] if cell.columns > 1 else []
    parts += [f"/RowSpan {cell.rows}"] if cell.rows > 1 else []
    return f"<</O/Table{''.join(parts)}>>" if parts else ""
