"""Head and foot of a chart: title, unit, legend and source. What is left between them is the plot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from bvdesk.domain.diagram.labels import wrap
from bvdesk.domain.diagram.looks import FillLook, LineLook, fill
from bvdesk.domain.diagram.markers import marker
from bvdesk.domain.diagram.primitives import Box, Dot, Hatch, Line, Weight
from bvdesk.domain.diagram.sheet import CENTRE, Ink, Sheet
from bvdesk.domain.diagram.spec import Diagram, Slag, Tilstand
from bvdesk.domain.diagram.words import Words, absence, capitalised

MISSING_SIGN = "–"
NOTE_SIGN = "*"
TARGET_DASH = (3.0, 2.0)
TARGET_WIDTH = 1.0
_SWATCH = 1.6
_SIGN_SWATCH = 0.7
_TITLE = 1.12


class Sign(Enum):
    """Swatches that are not a series."""

    TARGET = "target"
    WITHHELD = "withheld"
    MISSING = MISSING_SIGN
    NOTE = NOTE_SIGN
    RING = "ring"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the legend."""

    swatch: LineLook | FillLook | Sign
    text: str


def note_entries(diagram: Diagram, words: Words) -> Iterator[Entry]:
    """What withheld, missing and reserved points look like in this chart."""
    line = diagram.slag is Slag.LINJE
    if diagram.has(Tilstand.TILBAKEHOLDT):
        yield Entry(Sign.WITHHELD, capitalised(words.tilbakeholdt))
    if diagram.has(Tilstand.MANGLER) and not line:
        points = (p for s in diagram.serier for p in s.verdier if p.tilstand is Tilstand.MANGLER)
        reasons = dict.fromkeys(absence(p, words) for p in points)
        yield Entry(Sign.MISSING, capitalised(", ".join(reasons)))
    if diagram.merknader:
        yield Entry(Sign.RING if line else Sign.NOTE, capitalised("; ".join(diagram.merknader)))


def head(sheet: Sheet, diagram: Diagram, width: float, entries: Iterable[Entry]) -> float:
    """Draw title (when asked for), unit and legend; returns the y where they end."""
    style = sheet.style
    y = 0.0
    if style.heading:
        ink = Ink(sheet.palette.ink, scale=_TITLE, weight=Weight.SEMIBOLD)
        for line in wrap(diagram.tittel, width / _TITLE, style, Weight.SEMIBOLD):
            sheet.text(0, y + style.size, line, ink)
            y += style.line_height * _TITLE
        y += 0.3 * style.size
    sheet.text(0, y + style.size, diagram.enhet, Ink(sheet.palette.muted))
    x = style.width(diagram.enhet) + 1.6 * style.size if diagram.enhet else 0.0
    for entry in entries:
        needed = _swatch_width(entry.swatch) * style.size + 0.4 * style.size + style.width(entry.text)
        if x and x + needed > width:
            x, y = 0.0, y + style.line_height
        _entry(sheet, x, y, entry)
        x += needed + 1.3 * style.size
    return y + style.line_height


def foot(sheet: Sheet, diagram: Diagram, width: float, bottom: float) -> float:
    """Draw the source (when the picture stands alone); returns the y where it begins."""
    if not sheet.style.heading or not diagram.kilde:
        return bottom
    style = sheet.style
    lines = wrap(diagram.kilde, width / 0.92, style)
    top = bottom - style.line_height * len(lines)
    for i, line in enumerate(lines):
        sheet.text(0, top + style.line_height * (i + 1) - 0.24 * style.size, line, Ink(sheet.palette.muted, scale=0.92))
    return top - 0.3 * style.size


def _entry(sheet: Sheet, x: float, y: float, entry: Entry) -> None:
    size = sheet.style.size
    box = Box(x, y + 0.2 * size, _swatch_width(entry.swatch) * size, 0.84 * size)
    _swatch(sheet, box, entry.swatch)
    sheet.text(box.right + 0.4 * size, y + size, entry.text, Ink(sheet.palette.ink))


def _swatch_width(swatch: LineLook | FillLook | Sign) -> float:
    return _SIGN_SWATCH if swatch in (Sign.MISSING, Sign.NOTE, Sign.RING) else _SWATCH


def _swatch(sheet: Sheet, box: Box, swatch: LineLook | FillLook | Sign) -> None:
    palette = sheet.palette
    middle, centre = box.y + box.h / 2, box.x + box.w / 2
    match swatch:
        case FillLook():
            sheet.add(*fill(box, swatch, palette.background))
        case LineLook():
            sheet.add(Line(box.x, middle, box.right, middle, swatch.colour, swatch.width, swatch.dash))
            sheet.add(marker(centre, middle, swatch, palette.background))
        case Sign.WITHHELD:
            sheet.add(Hatch(box, palette.muted))
        case Sign.TARGET:
            sheet.add(Line(box.x, middle, box.right, middle, palette.target, TARGET_WIDTH, TARGET_DASH))
        case Sign.RING:
            sheet.add(Dot(centre, middle, 2.4, palette.background, palette.ink, 1.1))
        case Sign.MISSING | Sign.NOTE:
            at = middle + CENTRE * sheet.style.size
            sheet.text(centre, at, swatch.value, Ink(palette.ink, "middle"))
