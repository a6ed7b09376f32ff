"""Breaking text into lines.

Lines break at spaces, after a hyphen between letters, and at soft hyphens (U+00AD). They never break at
U+00A0, U+202F, U+2009 or U+2011, so a number grouped by hard spaces stays whole. The text of the lines put
together is the text that came in: each line ends with its space, so that nobody who reads the file by machine
meets two words glued together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from bvdesk.reports.tagged.fonts import Face, Fonts, SubsetFont, Widths
from bvdesk.reports.tagged.inline import Run
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import TextStyle

SOFT_HYPHEN = "\u00ad"
# A section sign and its number are one word to the reader: «§» is never left alone at the end of a line.
_BREAKS = re.compile(r"((?<!§) |\n|\u00ad|(?<=[^\W\d_]-)(?=[^\W\d_]))")
_UNUSUAL = re.compile(r"[\n\u00ad]|§ |[^\W\d_]-[^\W\d_]")
_ANYWHERE = "\u200b"
_RAISED_SIZE = 0.62
_RAISED_BY = 0.33
_SLACK = 0.01


class Ink(NamedTuple):
    """How a run is drawn: font, size, colour, the element that owns it, lift over the line, where it leads."""

    font: SubsetFont
    size: float
    colour: str
    element: Element
    widths: Widths
    rise: float = 0
    link: str | None = None
    link_name: str = ""


Atom = tuple[Ink, str, float, str]
_WIDTH = itemgetter(2)
"""What is never broken: its ink, text, width in points, and the break that may follow it (empty for none)."""


class Piece:
    """A stretch of a line in one ink, and its width in points."""

    __slots__ = ("ink", "text", "width")

    def __init__(self, ink: Ink, text: str, width: float) -> None:
        self.ink = ink
        self.text = text
        self.width = width


class Line(NamedTuple):
    """One line: its pieces from left to right, and its width without the space at its end."""

    pieces: list[Piece]
    width: float


def plain_ink(style: TextStyle, element: Element, fonts: Fonts) -> Ink:
    """The ink of text without emphasis."""
    font = fonts.cut(style.face)
    return Ink(font, style.size, style.colour, element, font.widths(style.size))


def ink_of(run: Run, style: TextStyle, element: Element, fonts: Fonts) -> Ink:
    """The ink of a run in a text of the given style that belongs to `element`."""
    face = style.face
    if run.strong and face is Face.REGULAR:
        face = Face.SEMIBOLD
    if run.emphasis:
        face = Face.ITALIC
    owner = element
    if run.tag is not None:
        owner = Element(run.tag, element, attach=False, ActualText=run.spoken, Lang=run.language)
    size, rise = style.size, 0.0
    if run.raised:
        size, rise = style.size * _RAISED_SIZE, style.size * _RAISED_BY
    font = fonts.cut(face)
    return Ink(font, size, run.colour or style.colour, owner, font.widths(size), rise, run.link)


def atoms_of(parts: Iterable[tuple[Ink, str]]) -> list[Atom]:
    """The text cut at every place where a line may break."""
    atoms: list[Atom] = []
    for ink, text in parts:
        widths = ink.widths
        if _is_unusual(text):
            tokens = [*_BREAKS.split(text), ""]
            breaks = [*(token or _ANYWHERE for token in tokens[1:-1:2]), ""]
            pairs = zip(tokens[::2], breaks, strict=True)
            atoms += [(ink, word, widths[word], after) for word, after in pairs if word or after]
        else:
            *words, last = text.split(" ")
            atoms += [(ink, word, widths[word], " ") for word in words]
            if last:
                atoms.append((ink, last, widths[last], ""))
    return atoms


def _is_unusual(text: str) -> bool:
    """Whether the text may break elsewhere than at its spaces, or not at all of them."""
    signs = "-" in text or "\n" in text or SOFT_HYPHEN in text or "§ " in text
    return signs and _UNUSUAL.search(text) is not None


def break_lines(atoms: Sequence[Atom], width: float) -> list[Line]:
    """The text in lines no wider than `width`. A single word that is too wide is cut between letters."""
    limit = width + _SLACK
    if len(atoms) == 1 and atoms[0][2] <= limit and not atoms[0][3]:
        ink, word, wide, _ = atoms[0]
        return [Line([Piece(ink, word, wide)], wide)]
    if atoms and max(map(_WIDTH, atoms)) > limit:
        atoms = list(_letters(atoms, limit))
    if atoms and _is_even(atoms):
        return _even_lines(atoms, limit)
    return _uneven_lines(atoms, limit)


def _is_even(atoms: Sequence[Atom]) -> bool:
    """Whether the text is in one ink and breaks at spaces only."""
    ink, last = atoms[0][0], atoms[-1]
    inside = all(one is ink and after == " " for one, _, _, after in atoms[:-1])
    return inside and last[0] is ink and last[3] in {"", " "}


def _even_lines(atoms: Sequence[Atom], limit: float) -> list[Line]:
    """What `_uneven_lines` would do, for the usual text."""
    ink = atoms[0][0]
    space = ink.widths[" "]
    words = [atom[1] for atom in atoms]
    lines: list[Line] = []
    start = 0
    x = inked = 0.0
    for index, wide in enumerate(map(_WIDTH, atoms)):
        if x + wide > limit and index > start:
            lines.append(Line([Piece(ink, " ".join(words[start:index]) + " ", x)], inked))
            start, x = index, 0.0
        inked = x + wide
        x = inked + space
    return [*lines, Line([Piece(ink, " ".join(words[start:]) + atoms[-1][3], x)], inked)]


def _uneven_lines(atoms: Sequence[Atom], limit: float) -> list[Line]:
    lines: list[Line] = []
    start = stop = 0  # the line under way begins at atom `start` and may end before atom `stop`
    x = x_stop = inked = 0.0  # where the line has come, where it stood at `stop`, with and without the last space
    for index, (ink, _, wide, after) in enumerate(atoms):
        hyphen = ink.widths["-"] if after == SOFT_HYPHEN else 0.0
        while x + wide + hyphen > limit and index > start:
            if stop <= start:
                stop, x_stop, inked = index, x, x
            lines.append(_line(atoms[start:stop], inked))
            start, x, x_stop = stop, x - x_stop, 0.0
        x += wide
        if after:
            stop, inked = index + 1, x + hyphen
            if after == " ":
                x += ink.widths[" "]
            x_stop = x
            if after == "\n":
                lines.append(_line(atoms[start:stop], inked))
                start, x = stop, 0.0
    if start < len(atoms) or not lines:
        ends_open = bool(atoms) and not atoms[-1][3]
        lines.append(_line(atoms[start:], x if ends_open else inked))
    return lines


def natural_width(atoms: Sequence[Atom]) -> tuple[float, float]:
    """The width of the longest stretch without a break, and of the longest line if none were broken."""
    if len(atoms) == 1:
        return atoms[0][2], atoms[0][2]
    longest = whole = word = x = 0.0
    for ink, _, wide, after in atoms:
        word += wide
        x += wide
        longest, whole = max(longest, word), max(whole, x)
        if after:
            word = 0.0
            x = 0.0 if after == "\n" else x + (ink.widths[" "] if after == " " else 0)
    return longest, whole


def _letters(atoms: Iterable[Atom], limit: float) -> Iterable[Atom]:
    for ink, text, wide, after in atoms:
        if wide <= limit:
            yield ink, text, wide, after
            continue
        for letter in text[:-1]:
            yield ink, letter, ink.widths[letter], ""
        yield ink, text[-1], ink.widths[text[-1]], after


def _line(atoms: Sequence[Atom], width: float) -> Line:
    pieces: list[Piece] = []
    current: Ink | None = None
    last = len(atoms) - 1
    for index, (ink, text, wide, after) in enumerate(atoms):
        if ink is not current:
            current = ink
            pieces.append(Piece(ink, "", 0.0))
        piece = pieces[-1]
        if after == " ":
            text += " "
            wide += ink.widths[" "]
        elif after == "\n":
            text += " "
        elif after == SOFT_HYPHEN and index == last:
            text += SOFT_HYPHEN
        piece.text += text
        piece.width += wide
    return Line(pieces, width)
