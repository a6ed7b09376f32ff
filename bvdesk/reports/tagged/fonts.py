"""Fonts: TrueType only, always embedded, only the letters used.

The 14 standard PDF fonts are never embedded and therefore never allowed (PDF/A-2 6.2.11.4.1, PDF/UA-1
7.21.4.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_NOT_DRAWN = dict.fromkeys(map(ord, "\u00ad\n\r\t"))


Subsets = list[tuple[int, bytes]]


class Face(Enum):
    """The four cuts of the family."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class FontFiles:
    """Where the four TrueType files lie. OpenType with CFF outlines does not work."""

    regular: Path
    semibold: Path
    bold: Path
    italic: Path


class MissingCharacterError(ValueError):
    """A text holds characters that the font cannot show; printing them would give empty boxes."""

    def __init__(self, characters: str) -> None:
        super().__init__(f"the font has no picture of: {' '.join(sorted(set(characters)))}")
        self.characters = characters


class SubsetFont(TTFont):  # type: ignore[misc]
    """A TrueType font that is embedded with the letters used, and whose text can be read out again."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path), asciiReadable=0, shapable=False)
        self._widths: dict[str, float] = {}

    def width(self, text: str, size: float) -> float:
        """How wide the text is, in points."""
        unit = self._widths.get(text)
        if unit is None:
            unit = self._widths[text] = self.stringWidth(text, 1000)
        return unit * size / 1000

    def missing(self, text: str) -> str:
        """The characters of the text that this font cannot show."""
        known = self.face.charToGlyph
        return "".join(c for c in text if ord(c) not in known)

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Subsets:  # noqa: N802
        """From text to codes, but never to the empty box (.notdef, PDF/UA-1 7.21.8)."""
        if missing := self.missing(text):
            raise MissingCharacterError(missing)
        return list(super().splitString(text, doc, encoding))

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Reportlab's font objects, with a table from codes to letters that validators accept."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for name, thing in doc.idToObject["BasicFonts"].dict.items():
            if getattr(thing, "Name", None) == name and name.startswith(doc.fontMapping[self.fontName][1:] + "+"):
                stream = doc.idToObject["toUnicodeCMap:" + thing.BaseFont]
                stream.content = unicode_table(subsets[int(name.rpartition("+")[2])])


def unicode_table(subset: list[int]) -> str:
    """The ToUnicode table of one font subset: code → letter.

    Reportlab's own maps unused codes to U+0000 and writes more than 100 entries in a block; both are faults
    (PDF/UA-1 7.21.7, Adobe technical note 5411).
    """
    pairs = [(code, letter) for code, letter in enumerate(subset) if letter]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}> <{chr(letter).encode('utf-16-be').hex().upper()}>" for code, letter in block]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


class Fonts:
    """The loaded family: names to draw with and widths to lay out with."""

    def __init__(self, files: FontFiles) -> None:
        self._by_face = {face: _load(getattr(files, face.value)) for face in Face}

    def name(self, face: Face) -> str:
        """The name `canvas.setFont` knows the face by."""
        return str(self._by_face[face].fontName)

    def width(self, text: str, face: Face, size: float) -> float:
        """How wide the text is, in points."""
        return self._by_face[face].width(text, size)

    def ascent(self, face: Face, size: float) -> float:
        """How far the face rises over the baseline, in points."""
        return float(self._by_face[face].face.ascent) * size / 1000

    def missing(self, text: str) -> str:
        """The characters the family cannot show: ask before printing what others have written."""
        return self._by_face[Face.REGULAR].missing(text.translate(_NOT_DRAWN))


@lru_cache(maxsize=64)
def _load(path: Path) -> SubsetFont:
    font = SubsetFont(f"tagged-{path.stem}", path)
    pdfmetrics.registerFont(font)
    return font
