"""Shapes that mark points of a line."""

from __future__ import annotations

from math import cos, pi, sin

from bvdesk.domain.diagram.looks import LineLook, Marker
from bvdesk.domain.diagram.primitives import Dot, Poly, Primitive

_CORNERS = {
    Marker.SQUARE: (4, pi / 4),
    Marker.TRIANGLE: (3, -pi / 2),
    Marker.DIAMOND: (4, 0.0),
    Marker.POINT_DOWN: (3, pi / 2),
}


def marker(x: float, y: float, look: LineLook, background: str, *, hollow: bool = False) -> Primitive:
    """The marker of a series at a point; `hollow` says that the point comes with a reservation."""
    radius = 1.4 + look.width * 0.5
    if hollow:
        return Dot(x, y, radius, background, look.colour, 1.1)
    if look.marker is Marker.CIRCLE:
        return Dot(x, y, radius, look.colour)
    corners, turn = _CORNERS[look.marker]
    angles = (turn + 2 * pi * i / corners for i in range(corners))
    reach = radius * 1.3
    return Poly(tuple((x + reach * cos(a), y + reach * sin(a)) for a in angles), look.colour, 0.0, fill=look.colour)
