"""The pages of a finished PDF as pictures, for looking at and for printing. The only place that knows PDFium."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


def fetch() -> None:
    """Load PDFium where nobody waits for it."""
    import pypdfium2  # noqa: F401


@dataclass(frozen=True, slots=True)
class Sidebilde:
    """A page as pixels: three bytes each, blue first; `stride` bytes to a line."""

    bredde: int
    hoyde: int
    stride: int
    piksler: bytes


class Sidebilder:
    """An open PDF. Not for use from two threads at once: PDFium is one machine."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def size(self, side: int) -> tuple[float, float]:
        """Width and height of a page (0 is the first) in points."""
        width, height = self._document.get_page_size(side)
        return float(width), float(height)

    def image(self, side: int, scale: float) -> Sidebilde:
        """A page at `scale` pixels per point."""
        bitmap = self._document[side].render(scale=scale)
        return Sidebilde(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))

    def close(self) -> None:
        """Let the PDF go."""
        self._document.close()
