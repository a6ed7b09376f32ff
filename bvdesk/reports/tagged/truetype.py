"""Reading a TrueType file: reportlab's face, with the long tables unpacked whole instead of number by number."""

from __future__ import annotations

from pathlib import Path
from struct import unpack_from

from reportlab.pdfbase.pdfmetrics import TypeFace
from reportlab.pdfbase.ttfonts import TTFontFace, TTFontFile

_WHOLE_UNICODE = 12
"""The format of a map from letters to glyphs that goes beyond the Basic Multilingual Plane."""
_SPACE, _HARD_SPACE = 0x20, 0xA0


class BulkFace(TTFontFace):  # type: ignore[misc]
    """A face read in a tenth of reportlab's time. Fonts whose map of letters is of another format take reportlab's way."""

    def __init__(self, path: Path) -> None:
        TypeFace.__init__(self, None)
        TTFontFile.__init__(self, str(path), charInfo=0)
        letters = self._letters()
        if letters is None:
            self.extractInfo()
            return
        self.charToGlyph: dict[int, int] = letters
        self.hmetrics = self._metrics()
        self.glyphPos = self._positions()
        self._measure()

    def _letters(self) -> dict[int, int] | None:
        """Letter → glyph, from the map that reportlab would choose; None when it is of a format not known here."""
        start = self.get_table_pos("cmap")[0]
        maps = [unpack_from(">2HL", self._ttf_data, start + 4 + 8 * n) for n in range(self.get_ushort(start + 2))]
        chosen = next((start + offset for platform, _encoding, offset in reversed(maps) if platform == 3), None)
        if chosen is None or maps[-1][0] != 3 or self.get_ushort(chosen) != _WHOLE_UNICODE:
            return None
        groups = unpack_from(f">{3 * self.get_ulong(chosen + 12)}L", self._ttf_data, chosen + 16)
        found: dict[int, int] = {}
        for first, last, glyph in zip(groups[::3], groups[1::3], groups[2::3], strict=True):
            for letter in range(first, last + 1):
                found[letter] = glyph + letter - first
        return found

    def _metrics(self) -> list[tuple[int, int]]:
        """Advance and bearing of every glyph; the last advance holds for the glyphs that have only a bearing."""
        count = self.get_ushort(self.get_table_pos("hhea")[0] + 34)
        numbers = unpack_from(f">{count + self.numGlyphs}H", self._ttf_data, self.get_table_pos("hmtx")[0])
        whole, bearings = numbers[: 2 * count], numbers[2 * count :]
        return [*zip(whole[::2], whole[1::2], strict=True), *((whole[-2], bearing) for bearing in bearings)]

    def _positions(self) -> list[int]:
        """Where the outline of every glyph begins, and where the last ends."""
        count, start = self.numGlyphs + 1, self.get_table_pos("loca")[0]
        if self.get_ushort(self.get_table_pos("head")[0] + 50):
            return list(unpack_from(f">{count}L", self._ttf_data, start))
        return [2 * half for half in unpack_from(f">{count}H", self._ttf_data, start)]

    def _measure(self) -> None:
        """The width of every letter; the hard space is as wide as the space and looks like it."""
        advances = [self._pdfScale(advance) for advance, _bearing in self.hmetrics]
        self.defaultWidth = advances[0]
        self.charWidths = {letter: advances[glyph] for letter, glyph in self.charToGlyph.items()}
        for one, other in ((_SPACE, _HARD_SPACE), (_HARD_SPACE, _SPACE)):
            if one in self.charToGlyph:
                self.charToGlyph[other], self.charWidths[other] = self.charToGlyph[one], self.charWidths[one]
                break
