"""A chart in the HTML report: a drawing for wide pages, one for narrow ones, and its figures in a table."""

from __future__ import annotations

from dataclasses import fields

from bvdesk.domain.diagram.layout import good_height, layout
from bvdesk.domain.diagram.looks import DARK, PAPER
from bvdesk.domain.diagram.plot import value_text
from bvdesk.domain.diagram.sheet import Style
from bvdesk.domain.diagram.spec import Diagram, Punkt, Slag, Tilstand
from bvdesk.domain.diagram.words import absence, words_in
from bvdesk.domain.rapport.klarering import Tegn
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.reports.diagram_svg import drawing
from bvdesk.reports.html import tag, text
from bvdesk.reports.html_tekst import aloud

WIDE, HALF, NARROW = 520.0, 250.0, 220.0
"""Widths in points for the whole column, half of it, and a telephone: the letters come out alike."""
_LONE, _TIGHT = 150.0, 92.0
_SPARK = 92.0, 18.0


def chart(diagram: Diagram, alt: str, style: Style, *, half: bool = False, tight: bool = False) -> str:
    """The chart as it is seen; only one of the two drawings is shown, and read aloud."""
    wide, narrow = HALF if half else WIDE, NARROW
    upright = diagram.slag in (Slag.LINJE, Slag.SOYLE)
    height = _TIGHT if tight else _LONE if upright and not half else good_height(diagram, wide, style)
    drawn = (
        _drawing(diagram, (wide, height), style, alt, "bred"),
        _drawing(diagram, (narrow, good_height(diagram, narrow, style)), style, alt, "smal"),
    )
    return tag("div", *drawn, class_="diagram")


def spark(diagram: Diagram, style: Style) -> str:
    """A trend line in a cell: a picture of the figures beside it, so nothing is read aloud."""
    return drawing(layout(diagram, *_SPARK, style), 'class="trend" aria-hidden="true"')


def _drawing(diagram: Diagram, size: tuple[float, float], style: Style, alt: str, kind: str) -> str:
    quoted = text(alt).replace('"', "&quot;")
    return drawing(layout(diagram, *size, style), f'class="{kind}" role="img" aria-label="{quoted}"')


def figures(diagram: Diagram, caption: str, ord_: Ordliste) -> str:
    """The chart's figures as a table, labels down and series across."""
    first = ord_("periode" if diagram.tidsakse else "kategori")
    heads = [tag("th", text(name), scope="col") for name in (first, *(s.navn for s in diagram.serier))]
    body = [
        tag(
            "tr",
            tag("th", text(label), scope="row"),
            *(tag("td", _value(s.verdier[i], diagram, ord_), class_="tall") for s in diagram.serier),
        )
        for i, label in enumerate(diagram.x_etiketter)
    ]
    name = tag("caption", text(caption), class_="opplest")
    return tag("table", name, tag("thead", tag("tr", *heads)), tag("tbody", *body))


def _value(punkt: Punkt, diagram: Diagram, ord_: Ordliste) -> str:
    if punkt.verdi is None:
        sign = Tegn.SKJULT if punkt.tilstand is Tilstand.TILBAKEHOLDT else Tegn.BLANK
        return aloud(sign.value, absence(punkt, words_in(ord_.malform)))
    note = f" ({punkt.merknad})" if punkt.merknad else ""
    return text(value_text(punkt.verdi, diagram) + note)


def dark_colours() -> str:
    """Style rules that give a chart drawn for paper the colours of a dark screen."""
    swaps: dict[str, str] = {}
    for name in (f.name for f in fields(PAPER) if f.name != "series"):
        swaps.setdefault(getattr(PAPER, name), getattr(DARK, name))
    for light, dark in zip(PAPER.series, DARK.series, strict=True):
        swaps.setdefault(light, dark)
    rules = (f'svg [{kind}="{light}"]{{{kind}:{dark}}}' for light, dark in swaps.items() for kind in ("fill", "stroke"))
    return "\n".join(rules)
