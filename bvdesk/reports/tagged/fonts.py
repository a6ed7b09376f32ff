"""Fonts: TrueType only, always embedded, only the letters used.

The 14 standard PDF fonts are never embedded and therefore never allowed (PDF/A-2 6.2.11.4.1, PDF/UA-1
7.21.4.1).
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont

from bvdesk.reports.tagged.truetype import BulkFace

_NOT_DRAWN = dict.fromkeys(map(ord, "\u00ad\n\r\t"))


Subsets = list[tuple[int, bytes]]


class Face(Enum):
    """The four cuts of the family."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"
    ITALIC = "italic"


class FontFiles(NamedTuple):
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


class Widths(dict[str, float]):
    """The widths in points of words met so far, in one font and size."""

    def __init__(self, font: SubsetFont, size: float) -> None:
        self._font, self._size = font, size

    def __missing__(self, word: str) -> float:
        width = self[word] = float(self._font.stringWidth(word, 1000)) * self._size / 1000
        return width


class Codes(dict[int, str]):
    """From letter to code in a font's first subset in one document; asks the font for letters not met before."""

    def __init__(self, font: SubsetFont, document: Any) -> None:
        self._font, self._document = font, document
        self._name = str(font.getSubsetInternalName(0, document))

    def literals(self, text: str) -> list[tuple[str, str]]:
        """The text as PDF string literals without brackets, each with the name of the subset it is written in."""
        try:
            return [(self._name, text.translate(self))]
        except _ManyLettersError:
            parts = self._font.splitString(text, self._document)
            name = self._font.getSubsetInternalName
            return [(str(name(subset, self._document)), str(escapePDF(code))) for subset, code in parts]

    def __missing__(self, letter: int) -> str:
        [(subset, code)] = self._font.splitString(chr(letter), self._document)
        if subset:
            raise _ManyLettersError
        found = self[letter] = str(escapePDF(code))
        return found


class _ManyLettersError(Exception):
    """A letter lies outside the first subset: more than 250 different letters have been used."""


class SubsetFont(TTFont):  # type: ignore[misc]
    """A TrueType font that is embedded with the letters used, and whose text can be read out again."""

    def __init__(self, name: str, path: Path) -> None:
        # As reportlab's own `__init__`, which would read the file with its own face.
        self.fontName = name
        self.face = BulkFace(path)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, TTFont.State] = WeakKeyDictionary()
        self._asciiReadable = 1
        self.shapable = False
        self._widths: dict[float, Widths] = {}

    def widths(self, size: float) -> Widths:
        """The widths of words in that size."""
        found = self._widths.get(size)
        if found is None:
            found = self._widths[size] = Widths(self, size)
        return found

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
    """The family: names to draw with and widths to lay out with. A cut is read when it is first used."""

    def __init__(self, files: FontFiles) -> None:
        self._files = files
        self._cuts: dict[str, SubsetFont] = {}

    def cut(self, face: Face) -> SubsetFont:
        """The font of a face."""
        font = self._cuts.get(face._value_)  # three times as quick as `value`, and asked for every cell of a table
        if font is None:
            font = self._cuts[face.value] = _load(getattr(self._files, face.value))
        return font

    def name(self, face: Face) -> str:
        """The name `canvas.setFont` knows the face by."""
        return str(self.cut(face).fontName)

    def width(self, text: str, face: Face, size: float) -> float:
        """How wide the text is, in points."""
        return self.cut(face).widths(size)[text]

    def missing(self, text: str) -> str:
        """The characters the family cannot show: ask before printing what others have written."""
        return self.cut(Face.REGULAR).missing(text.translate(_NOT_DRAWN))


@lru_cache(maxsize=64)
def _load(path: Path) -> SubsetFont:
    font = SubsetFont(str(path), path)
    pdfmetrics.registerFont(font)
    return font
