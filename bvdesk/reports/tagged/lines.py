"""Breaking text into lines.

Lines break at spaces, after a hyphen between letters, and at soft hyphens (U+00AD). They never break at
U+00A0, U+202F, U+2009 or U+2011, so a number grouped by hard spaces stays whole. The text of the lines put
together is the text that came in: each line ends with its space, so that nobody who reads the file by machine
meets two words glued together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bvdesk.reports.tagged.fonts import Face, Fonts
from bvdesk.reports.tagged.inline import Run
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import TextStyle

SOFT_HYPHEN = "\u00ad"
_BREAKS = re.compile(r"( |\n|\u00ad|(?<=[^\W\d_]-)(?=[^\W\d_]))")
_RAISED_SIZE = 0.62
_RAISED_BY = 0.33


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """How a run is drawn: font, size, colour, lift over the line, and the element that owns it."""

    face: Face
    size: float
    colour: str
    rise: float
    element: Element
    link: str | None
    fonts: Fonts

    def width(self, text: str) -> float:
        """How wide the text is, in points."""
        return self.fonts.width(text, self.face, self.size)


@dataclass(slots=True)
class Piece:
    """A stretch of a line in one ink."""

    ink: Ink
    text: str
    width: float


@dataclass(slots=True)
class Line:
    """One line: its pieces from left to right, and its width without the space at its end."""

    pieces: list[Piece] = field(default_factory=list)
    width: float = 0

    @property
    def text(self) -> str:
        """The line's text with the space at its end."""
        return "".join(piece.text for piece in self.pieces)

    def add(self, piece: Piece) -> None:
        """Put a piece at the line's end, joined to the last one when the ink is the same."""
        last = self.pieces[-1] if self.pieces else None
        if last is not None and last.ink is piece.ink:
            last.text += piece.text
            last.width += piece.width
        else:
            self.pieces.append(Piece(piece.ink, piece.text, piece.width))
        self.width += piece.width


@dataclass(slots=True)
class _Word:
    """What must stand together; `after` is the break that follows it."""

    pieces: list[Piece] = field(default_factory=list)
    width: float = 0
    after: str = ""
    ink_after: Ink | None = None

    def add(self, ink: Ink, text: str) -> None:
        width = ink.width(text)
        self.pieces.append(Piece(ink, text, width))
        self.width += width


def ink_of(run: Run, style: TextStyle, element: Element, fonts: Fonts) -> Ink:
    """The ink of a run in a text of the given style that belongs to `element`."""
    face = style.face
    if run.strong and face is Face.REGULAR:
        face = Face.SEMIBOLD
    if run.emphasis:
        face = Face.ITALIC
    size = style.size * (_RAISED_SIZE if run.raised else 1)
    rise = style.size * _RAISED_BY if run.raised else 0
    owner = element
    if run.tag is not None:
        owner = Element(run.tag, element, attach=False, ActualText=run.spoken, Lang=run.language)
    return Ink(face, size, run.colour or style.colour, rise, owner, run.link, fonts)


def break_lines(parts: Sequence[tuple[Ink, str]], width: float) -> list[Line]:
    """The text in lines no wider than `width`. A single word that is too wide is cut."""
    lines = [Line()]
    for word in _words(parts):
        for fitting in _cut(word, width):
            _place(fitting, lines, width)
    if len(lines) > 1 and not lines[-1].pieces:
        lines.pop()
    _end_line(lines[-1])
    return lines


def natural_width(parts: Sequence[tuple[Ink, str]]) -> tuple[float, float]:
    """The width of the longest word, and of the whole text on one line."""
    longest = whole = 0.0
    for word in _words(parts):
        longest = max(longest, word.width)
        space = word.ink_after.width(" ") if word.ink_after is not None and word.after == " " else 0
        whole += word.width + space
    return longest, whole


def _place(word: _Word, lines: list[Line], width: float) -> None:
    line = lines[-1]
    hyphen = word.ink_after.width("-") if word.after == SOFT_HYPHEN and word.ink_after else 0
    if line.pieces and line.width + word.width + hyphen > width + 0.01:
        _end_line(line)
        lines.append(line := Line())
    if line.pieces:
        line.pieces[-1].text = line.pieces[-1].text.rstrip(SOFT_HYPHEN)
    for piece in word.pieces:
        line.add(piece)
    if word.ink_after is None:
        return
    if word.after == "\n":
        line.add(Piece(word.ink_after, " ", 0))
        lines.append(Line())
    elif word.after:
        line.add(Piece(word.ink_after, word.after, word.ink_after.width(" ") if word.after == " " else 0))


def _end_line(line: Line) -> None:
    last = line.pieces[-1] if line.pieces else None
    if last is not None and last.text.endswith(" "):
        line.width -= last.ink.width(" ")


def _words(parts: Sequence[tuple[Ink, str]]) -> Iterator[_Word]:
    word = _Word()
    for ink, text in parts:
        tokens = _BREAKS.split(text)
        for index in range(0, len(tokens), 2):
            if tokens[index]:
                word.add(ink, tokens[index])
            if index + 1 < len(tokens):
                word.after, word.ink_after = tokens[index + 1], ink
                yield word
                word = _Word()
    if word.pieces:
        yield word


def _cut(word: _Word, width: float) -> Iterator[_Word]:
    if word.width <= width:
        yield word
        return
    part = _Word()
    for piece in word.pieces:
        for letter in piece.text:
            if part.pieces and part.width + piece.ink.width(letter) > width:
                yield part
                part = _Word()
            part.add(piece.ink, letter)
    part.after, part.ink_after = word.after, word.ink_after
    yield part
