"""How it looks: plain data, with defaults that make a handsome A4 report."""

from __future__ import annotations

from typing import NamedTuple

from bvdesk.reports.tagged.fonts import Face

MM = 72 / 25.4
INK = "#1d2b36"
MUTED = "#5b6b78"
ACCENT = "#0b5d6b"
HAIRLINE = "#c4ccd2"


class TextStyle(NamedTuple):
    """One kind of text. Lengths are points; `before` and `after` are the least air around it."""

    size: float
    leading: float
    face: Face = Face.REGULAR
    colour: str = INK
    before: float = 0
    after: float = 0


class TableStyle(NamedTuple):
    """Lines and air of tables: no vertical rules, a strong line under the head, hairlines between rows."""

    head: TextStyle = TextStyle(9, 11.5, Face.SEMIBOLD)
    cell: TextStyle = TextStyle(9, 11.5)
    pad_top: float = 3.2
    pad_bottom: float = 4
    gap: float = 9
    head_line: float = 0.9
    row_line: float = 0.35
    last_line: float = 0.6
    line_colour: str = INK
    row_colour: str = HAIRLINE
    after: float = 14


class Style(NamedTuple):
    """Every measure and colour of a document; change with `_replace`."""

    body: TextStyle = TextStyle(10, 14.5, after=7)
    lead: TextStyle = TextStyle(13, 18, after=12)
    title: TextStyle = TextStyle(34, 39, Face.BOLD, after=10)
    subtitle: TextStyle = TextStyle(14, 19, colour=MUTED, after=2)
    headings: tuple[TextStyle, ...] = (
        TextStyle(22, 26, Face.BOLD, before=30, after=14),
        TextStyle(14, 18, Face.SEMIBOLD, before=16, after=5),
        TextStyle(11, 14.5, Face.SEMIBOLD, ACCENT, before=8, after=2),
        TextStyle(10, 14.5, Face.SEMIBOLD, before=6, after=1),
    )
    caption: TextStyle = TextStyle(9, 12, Face.SEMIBOLD, before=8, after=4)
    source: TextStyle = TextStyle(8, 10, colour=MUTED, before=3, after=14)
    note: TextStyle = TextStyle(8.5, 11.5, before=2, after=2)
    list_item: TextStyle = TextStyle(10, 14.5, after=3)
    list_indent: float = 14
    list_after: float = 7
    contents: tuple[TextStyle, ...] = (
        TextStyle(11, 15, Face.SEMIBOLD, before=9),
        TextStyle(10, 14, before=1),
        TextStyle(10, 14, before=1),
    )
    contents_indent: float = 12
    furniture: TextStyle = TextStyle(8, 10, colour=MUTED)
    stamp: TextStyle = TextStyle(9, 12, Face.SEMIBOLD, "#b3541e")
    table: TableStyle = TableStyle()
    link_colour: str = ACCENT
    hairline: str = HAIRLINE


class Margins(NamedTuple):
    """Air around the text, in points."""

    top: float = 24 * MM
    right: float = 30 * MM
    bottom: float = 22 * MM
    left: float = 25 * MM
