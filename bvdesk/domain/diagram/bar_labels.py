"""Numbers on bars: at their ends side by side, inside them in a stack, with the sum on top."""

from __future__ import annotations

from bvdesk.domain.diagram.axis import shown_extremes
from bvdesk.domain.diagram.bars import Mark, bar_thickness, is_stacked, mark_box
from bvdesk.domain.diagram.legend import MISSING_SIGN, NOTE_SIGN
from bvdesk.domain.diagram.looks import FillLook
from bvdesk.domain.diagram.plot import Plot, value_text
from bvdesk.domain.diagram.primitives import Box
from bvdesk.domain.diagram.sheet import CENTRE, Ink, Sheet, Style
from bvdesk.domain.diagram.spec import Diagram, Monster, Punkt, Tilstand

_SCALES = (0.94, 0.84)


def labels_fit(plot: Plot, diagram: Diagram, style: Style) -> bool:
    """Whether every number fits its own bar, so that none meets another."""
    return _scale(plot, diagram, style) is not None


def widest_label(diagram: Diagram, style: Style, scale: float = _SCALES[0]) -> float:
    """The width of the longest number at a bar's end: of a value, or of a sum where bars are stacked."""
    note = NOTE_SIGN if diagram.merknader else ""
    texts = (value_text(length, diagram) + note for length in shown_extremes(diagram))
    return max((style.width(text, scale) for text in texts), default=style.width(MISSING_SIGN, scale))


def draw_labels(sheet: Sheet, plot: Plot, diagram: Diagram, columns: list[list[Mark]], *, labelled: bool) -> None:
    """Write the numbers that fit; where they do not, the signs for missing ones if those do."""
    scale = _scale(plot, diagram, sheet.style) if labelled else None
    ink = Ink(sheet.palette.ink, scale=scale or _SCALES[-1])
    signs = labelled or _room(plot, diagram, sheet.style) > sheet.style.width(MISSING_SIGN, 1.2)
    for column in columns:
        if is_stacked(diagram):
            parts = [mark for mark in column if mark.punkt.tilstand is not Tilstand.INGEN_DEL]
            # A stack of one piece has its number on top.
            for mark in parts if len(parts) > 1 else ():
                _draw_inside(sheet, plot, diagram, mark)
            ends = [(_whole(plot, column), _sum_text(column, diagram))]
        else:
            ends = [(mark_box(plot, mark, sheet.style), _end_text(mark.punkt, diagram)) for mark in column]
        for box, text in ends:
            if text and (labelled or (signs and text == MISSING_SIGN)):
                _draw_at_end(sheet, plot, box, text, ink)


def _room(plot: Plot, diagram: Diagram, style: Style) -> float:
    return plot.slot if is_stacked(diagram) else bar_thickness(diagram, plot, style)


def _scale(plot: Plot, diagram: Diagram, style: Style) -> float | None:
    """The largest share of the font size at which every number fits its own bar."""
    for scale in _SCALES:
        needed = scale * style.size if plot.lying else widest_label(diagram, style, scale) + 1
        if needed <= _room(plot, diagram, style):
            return scale
    return None


def _end_text(punkt: Punkt, diagram: Diagram) -> str:
    if punkt.verdi is None:
        return MISSING_SIGN if punkt.tilstand is Tilstand.MANGLER else ""
    return value_text(punkt.verdi, diagram) + (NOTE_SIGN if punkt.merknad else "")


def _draw_at_end(sheet: Sheet, plot: Plot, box: Box, text: str, ink: Ink) -> None:
    """A number beyond the end of a bar: above it or below a negative one, or to its right."""
    size = sheet.style.size * ink.scale
    if plot.lying:
        x, anchored = box.right + 3, Ink(ink.colour, "start", ink.scale)
        sheet.backed_text(x, box.y + box.h / 2 + CENTRE * size, text, anchored)
    else:
        below = box.y + box.h / 2 > plot.at(0)
        y = box.bottom + 0.95 * size if below else box.y - 0.32 * size
        sheet.backed_text(box.x + box.w / 2, y, text, Ink(ink.colour, "middle", ink.scale))


def _draw_inside(sheet: Sheet, plot: Plot, diagram: Diagram, mark: Mark) -> None:
    """A number in the middle of its part of a stack, where it has room."""
    if not mark.punkt.verdi:
        return
    scale = _SCALES[0]
    text, box = _end_text(mark.punkt, diagram), mark_box(plot, mark, sheet.style)
    if box.w < sheet.style.width(text, scale) + 3 or box.h < 1.1 * scale * sheet.style.size:
        return
    x, y = box.x + box.w / 2, box.y + box.h / 2 + CENTRE * scale * sheet.style.size
    ink = Ink(_text_colour(sheet, mark.look), "middle", scale)
    if mark.look.monster in (Monster.HEL, Monster.OMRISS):
        sheet.text(x, y, text, ink)
    else:
        sheet.backed_text(x, y, text, ink)


def _text_colour(sheet: Sheet, look: FillLook) -> str:
    return sheet.palette.background if look.monster is Monster.HEL else sheet.palette.ink


def _whole(plot: Plot, column: list[Mark]) -> Box:
    """A stack from the base line to its top."""
    top = column[-1]
    return plot.bar(top.start, top.thickness, plot.at(0), plot.at(top.end))


def _sum_text(column: list[Mark], diagram: Diagram) -> str:
    """The sum of a whole stack; the sign for one with a missing part; nothing for one with a withheld part."""
    states = {mark.punkt.tilstand for mark in column}
    if Tilstand.TILBAKEHOLDT in states:
        return ""
    if Tilstand.MANGLER in states:
        return MISSING_SIGN
    note = NOTE_SIGN if any(mark.punkt.merknad for mark in column) else ""
    return value_text(column[-1].end, diagram) + note
