"""Text widths from a TrueType font's own advances, so that every back end breaks and places text alike."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bvdesk.domain.diagram.primitives import Weight

Measure = Callable[[str, float, Weight], float]


@dataclass(frozen=True, slots=True)
class FontAdvances:
    """Advances of one font, as shares of the font size."""

    advances: Mapping[int, float]
    missing: float

    def width(self, text: str, size: float) -> float:
        """The width of `text` without kerning, as reportlab sets it."""
        return size * sum(self.advances.get(ord(character), self.missing) for character in text)


def read_advances(font: bytes) -> FontAdvances:
    """Read the advances of a TrueType file.

    Raises:
        ValueError: the bytes are not a TrueType font with a Unicode character map.
    """
    try:
        tables = _tables(font)
        per_em = struct.unpack_from(">H", font, tables[b"head"] + 18)[0]
        count = struct.unpack_from(">H", font, tables[b"hhea"] + 34)[0]
        metrics = struct.unpack_from(f">{count * 2}H", font, tables[b"hmtx"])[::2]
        glyphs = _glyphs(font, tables[b"cmap"])
    except (struct.error, KeyError) as error:
        raise ValueError("Not a TrueType font") from error
    advances = {code: metrics[min(glyph, count - 1)] / per_em for code, glyph in glyphs.items()}
    return FontAdvances(advances, metrics[0] / per_em)


def measure_from(regular: bytes, semibold: bytes) -> Measure:
    """A measure over two weights, from the bytes of their font files."""
    fonts = {Weight.REGULAR: read_advances(regular), Weight.SEMIBOLD: read_advances(semibold)}

    def measure(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
        return fonts[weight].width(text, size)

    return measure


def _tables(font: bytes) -> dict[bytes, int]:
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4s3I", font, 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _checksum, offset, _length in records}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Code point → glyph from the Basic Multilingual Plane subtable (format 4), which holds all we print."""
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    for i in range(count):
        offset = cmap + struct.unpack_from(">2HI", font, cmap + 4 + 8 * i)[2]
        if struct.unpack_from(">H", font, offset)[0] == 4:
            return _format_4(font, offset)
    raise ValueError("The font has no character map of format 4")


def _format_4(font: bytes, offset: int) -> dict[int, int]:
    segments = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, offset + 14)
    starts = struct.unpack_from(f">{segments}H", font, offset + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", font, offset + 16 + 4 * segments)
    ranges_at = offset + 16 + 6 * segments
    ranges = struct.unpack_from(f">{segments}H", font, ranges_at)
    glyphs: dict[int, int] = {}
    for i, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if ranges[i]:
                glyph = struct.unpack_from(">H", font, ranges_at + 2 * i + ranges[i] + 2 * (code - start))[0]
                if not glyph:
                    continue
            glyphs[code] = (glyph + delta) & 0xFFFF
    return glyphs
