"""The cover of the printed report: a field of colour with the title, and what the report is below it."""

from __future__ import annotations

from collections.abc import Iterator

from bvdesk.domain.rapport.modell import Bilde, Rapport
from bvdesk.reports.tagged import (
    MM,
    Block,
    Figure,
    Margins,
    PageLook,
    Paragraph,
    Role,
    Space,
    Style,
    TaggedCanvas,
    Title,
    picture,
    strong,
)
from bvdesk.reports.tagged.style import ACCENT

MARGINS = Margins(top=24 * MM, right=22 * MM, bottom=22 * MM, left=24 * MM)
_FIELD_TOP, _FIELD_HEIGHT = 24 * MM, 150 * MM
_TITLE_DROP, _COLOPHON_DROP = 26 * MM, 166 * MM
_PAPER = "#ffffff"
_PALE = "#d6e6e9"
_BARS = (7, 10, 9, 13, 12, 17, 15, 21, 18, 24, 22, 29, 26, 33, 31, 38)
"""Heights of the bars at the foot of the field, in millimetres: a quiet picture of quarters, not of any figures."""
_BAR_SHADES = (0.06, 0.1)
_LOGO_WIDTH, _LOGO_HEIGHT = 52 * MM, 18 * MM


def cover_style(farge: str = "") -> Style:
    """The report's style in its accent, with the cover's title and subtitle light on dark."""
    style = _in_colour(Style(), farge) if farge else Style()
    title = style.title._replace(size=36, leading=41, colour=_PAPER, after=12)
    subtitle = style.subtitle._replace(size=17, leading=23, colour=_PALE, after=10)
    return style._replace(title=title, subtitle=subtitle)


def _in_colour(style: Style, farge: str) -> Style:
    headings = tuple(h._replace(colour=farge) if h.colour == ACCENT else h for h in style.headings)
    return style._replace(headings=headings, link_colour=farge)


def cover_look(farge: str = "") -> PageLook:
    """The cover page: no header, no number."""

    def backdrop(canvas: TaggedCanvas, width: float, height: float) -> None:
        _backdrop(canvas, width, height, farge or ACCENT)

    return PageLook(margins=MARGINS, numbered=False, backdrop=backdrop)


def cover(rapport: Rapport) -> Iterator[Block]:
    """Whom it is about, the title, the period; then the colophon."""
    yield Space(_TITLE_DROP)
    yield Paragraph(rapport.undertittel, Role.SUBTITLE)
    yield Title(rapport.tittel)
    yield Paragraph(rapport.periode, Role.SUBTITLE)
    yield Space(_COLOPHON_DROP - _TITLE_DROP - _heights(rapport))
    if rapport.logo:
        yield _logo(rapport.logo)
    for label, text in rapport.kolofon:
        yield Paragraph([strong(f"{label}: "), text])


def _logo(logo: Bilde) -> Figure:
    """The logo at the head of the colophon, in a box it fits whatever its shape."""
    across, down = logo.storrelse
    width = min(_LOGO_WIDTH, _LOGO_HEIGHT * across / down)
    return picture(logo.innhold, logo.alt, width)


def _heights(rapport: Rapport) -> float:
    """About what title and subtitles take; the colophon starts at the same place whatever the names are."""
    style = cover_style()
    lines = 1 + len(rapport.undertittel) // 55
    return style.title.leading * 2 + style.title.after + (style.subtitle.leading + style.subtitle.after) * (1 + lines)


def _lightened(farge: str, share: float) -> str:
    """The colour mixed with white."""
    parts = (int(farge[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)


def _backdrop(canvas: TaggedCanvas, width: float, height: float, farge: str) -> None:
    top = height - _FIELD_TOP
    canvas.setFillColor(farge)
    canvas.rect(0, top - _FIELD_HEIGHT, width, _FIELD_HEIGHT, stroke=0, fill=1)
    step = width / len(_BARS)
    for number, bar in enumerate(_BARS):
        canvas.setFillColor(_lightened(farge, _BAR_SHADES[number % 4 == 3]))
        canvas.rect(number * step + step * 0.08, top - _FIELD_HEIGHT, step * 0.84, bar * MM, stroke=0, fill=1)
