"""A laid out chart as an SVG document."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from bvdesk.domain.diagram.primitives import Dot, Hatch, Line, Picture, Poly, Primitive, Rect, Text, Weight

_FONTS = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Arial, sans-serif"
_WEIGHTS = {Weight.REGULAR: 400, Weight.SEMIBOLD: 600}


def svg(picture: Picture, title: str, description: str) -> str:
    """The chart as one SVG document with its name and its alternative text.

    Each text states its width, so that a reader without the font squeezes its own into the same place.
    """
    named = 'xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="tittel beskrivelse"'
    size = f'width="{_n(picture.width)}pt" height="{_n(picture.height)}pt"'
    words = (
        f'<title id="tittel">{escape(title)}</title>',
        f'<desc id="beskrivelse">{escape(description)}</desc>',
        f'<rect width="{_n(picture.width)}" height="{_n(picture.height)}" fill="#ffffff"/>',
    )
    return drawing(picture, f"{named} {size}", words) + "\n"


def drawing(picture: Picture, attributes: str, before: tuple[str, ...] = ()) -> str:
    """The chart as an SVG element without a background, for a page that names it by its `attributes`."""
    box = f'viewBox="0 0 {_n(picture.width)} {_n(picture.height)}"'
    letters = f'font-family="{_FONTS}" font-kerning="none" stroke-linejoin="round"'
    return "\n".join(
        (
            f"<svg {attributes} {box} {letters}>",
            *before,
            *(_element(primitive) for primitive in picture.primitives),
            "</svg>",
        )
    )


def _element(primitive: Primitive) -> str:
    match primitive:
        case Line(x1, y1, x2, y2):
            place = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
            return f"<line {place}{_stroke(primitive.colour, primitive.width, primitive.dash)}/>"
        case Rect():
            return _rect(primitive)
        case Poly():
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in primitive.points)
            if primitive.fill:
                return f'<polygon points="{points}" fill="{primitive.fill}"/>'
            stroke = _stroke(primitive.colour, primitive.width, primitive.dash)
            return f'<polyline points="{points}" fill="none"{stroke}/>'
        case Dot(x, y, r, fill):
            stroke = _stroke(primitive.stroke, primitive.width, ()) if primitive.stroke else ""
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" fill="{fill}"{stroke}/>'
        case Text():
            return _text(primitive)
        case Hatch():
            return "".join(_element(line) for line in primitive.lines())


def _rect(rect: Rect) -> str:
    box, inset = rect.box, rect.width / 2
    place = f'x="{_n(box.x + inset)}" y="{_n(box.y + inset)}"'
    size = f'width="{_n(max(box.w - 2 * inset, 0))}" height="{_n(max(box.h - 2 * inset, 0))}"'
    stroke = _stroke(rect.stroke, rect.width, ()) if rect.stroke else ""
    return f'<rect {place} {size} fill="{rect.fill}"{stroke}/>'


def _text(text: Text) -> str:
    place = f'x="{_n(text.x)}" y="{_n(text.y)}" textLength="{_n(text.width)}" lengthAdjust="spacingAndGlyphs"'
    look = f'font-size="{_n(text.size)}" font-weight="{_WEIGHTS[text.weight]}" fill="{text.colour}"'
    return f"<text {place} {look}>{escape(text.text)}</text>"


def _stroke(colour: str, width: float, dash: tuple[float, ...]) -> str:
    dashes = f" stroke-dasharray={quoteattr(' '.join(map(_n, dash)))}" if dash else ""
    return f' stroke="{colour}" stroke-width="{_n(width)}"{dashes}'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
