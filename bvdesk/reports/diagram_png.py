"""Charts as PNG files: drawn as on paper, then made into pixels by the same machine that shows pages on screen."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from bvdesk.domain.diagram.primitives import Picture, Weight
from bvdesk.reports.diagram_pdf import draw_picture
from bvdesk.reports.sidebilder import Sidebilde, Sidebilder
from bvdesk.reports.tagged import Face, FontFiles, Fonts

DPI = 220
_POINTS, _PER_METRE = 72, 39.3701
_FACES = {Weight.REGULAR: Face.REGULAR, Weight.SEMIBOLD: Face.SEMIBOLD}


def png_files(
    pictures: Sequence[Picture], fonts: FontFiles, words: Sequence[tuple[str, str]] = (), margin: float = 0
) -> list[bytes]:
    """One PNG per laid out chart, on white with a margin. `words`: name and text to keep inside every file."""
    if not pictures:
        return []
    pages = Sidebilder(_as_pdf(pictures, Fonts(fonts), margin))
    try:
        return [encode(pages.image(i, DPI / _POINTS), DPI, words) for i in range(len(pages))]
    finally:
        pages.close()


def _as_pdf(pictures: Sequence[Picture], fonts: Fonts, margin: float) -> bytes:
    names = {weight: fonts.name(face) for weight, face in _FACES.items()}
    out = BytesIO()
    canvas = Canvas(out)
    for picture in pictures:
        canvas.setPageSize((picture.width + 2 * margin, picture.height + 2 * margin))
        draw_picture(canvas, picture, margin, margin, names)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def encode(image: Sidebilde, dpi: int, words: Sequence[tuple[str, str]] = ()) -> bytes:
    """Pixels as a PNG file; the same pixels give the same bytes."""
    width, height = image.bredde, image.hoyde
    lines = b"".join(b"\0" + _red_first(image, y) for y in range(height))
    per_metre = round(dpi * _PER_METRE)
    chunks = (
        _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)),
        _chunk(b"pHYs", struct.pack(">2IB", per_metre, per_metre, 1)),
        *(_chunk(b"iTXt", f"{name}\0\0\0\0\0{text}".encode()) for name, text in words),
        _chunk(b"IDAT", zlib.compress(lines, 6)),
        _chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _red_first(image: Sidebilde, y: int) -> bytes:
    """A line of pixels with red before blue, as PNG has them."""
    line = image.piksler[y * image.stride : y * image.stride + image.bredde * 3]
    turned = bytearray(line)
    turned[0::3], turned[2::3] = line[2::3], line[0::3]
    return bytes(turned)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
