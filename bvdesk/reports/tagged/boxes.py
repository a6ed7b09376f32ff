"""Boxes: laid-out pieces that the pages are filled with.

A block of the story becomes boxes of a known height; a box may be split where a page ends. Drawing happens
when every box has its page, so page numbers are known before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from bvdesk.reports.tagged.canvas import Placed, TaggedCanvas
from bvdesk.reports.tagged.fonts import Fonts
from bvdesk.reports.tagged.inline import Run, Text, runs_of, tidied
from bvdesk.reports.tagged.lines import Atom, Ink, Line, Piece, atoms_of, break_lines, ink_of, plain_ink
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import Style, TextStyle
from bvdesk.reports.tagged.wording import Phrases

_LEAST_LINES = 2


class Align(Enum):
    """Where text stands in its column."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


class Entry:
    """A heading as contents and outline know it; `page` is set when the pages are filled.

    `depth` is the level in the outline, which leaves out headings that are not listed and starts at 0.
    """

    __slots__ = ("depth", "key", "level", "page", "text")

    def __init__(self, level: int, text: str, key: str, depth: int) -> None:
        self.depth = depth
        self.level = level
        self.text = text
        self.key = key
        self.page = 0


class Workshop(NamedTuple):
    """What blocks need to become boxes: looks, letters, words, the root element, the headings."""

    style: Style
    fonts: Fonts
    phrases: Phrases
    root: Element
    entries: tuple[Entry, ...] = ()

    def atoms(self, text: Text, style: TextStyle, element: Element) -> list[Atom]:
        """The text cut at every place where a line may break; links get the link colour."""
        if isinstance(text, str):
            return atoms_of([(plain_ink(style, element, self.fonts), tidied(text))])
        parts = []
        for run in runs_of(text):
            chosen = style
            if run.link and not run.raised:
                chosen = TextStyle(style.size, style.leading, style.face, self.style.link_colour)
            ink = ink_of(run, chosen, element, self.fonts)
            parts.append((ink._replace(link_name=self._link_name(run)) if run.link else ink, run.text))
        return atoms_of(parts)

    def _link_name(self, run: Run) -> str:
        """What a link is called: where it leads, by the heading's words when it leads to one."""
        target = run.link or ""
        if not target.startswith("#"):
            return self.phrases.link.format(target=target)
        heading = next((entry.text for entry in self.entries if entry.key == target[1:]), run.text)
        return self.phrases.goto.format(target=heading)


class Box:
    """A laid-out piece, drawn with its left edge at `x` and its upper edge at `top` (page coordinates).

    Attributes:
        keep_with_next: a heading, never parted from what it leads.
        joins_next: begins on the page where the next one begins, as the first item of a list.
        opens: the heading of a chapter, which a table or figure under it goes with.
        floats: text may pass it when it does not fit on the page.
        yields: floating boxes may.
    """

    height: float = 0
    before: float = 0
    after: float = 0
    keep_with_next: bool = False
    joins_next: bool = False
    opens: bool = False
    floats: bool = False
    yields: bool = False

    def least(self) -> float:
        """The height of the smallest part that may stand at the foot of a page."""
        return self.height

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Two boxes of which the first fits in `room`, or None when it cannot be split there."""
        return None

    def squeeze(self, room: float) -> bool:
        """Become so low that it fits in `room`, which is at least `least`; False for a box of fixed height."""
        return False

    def reached(self, page: int) -> None:
        """Told the number of the page the box (its first part) came on, before anything is drawn."""

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the box."""
        raise NotImplementedError


class Gap(Box):
    """Nothing, of a certain height."""

    def __init__(self, height: float) -> None:
        self.height = height

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw nothing."""


class TextBox(Box):
    """Lines of text that belong to one element."""

    def __init__(self, lines: Sequence[Line], style: TextStyle, width: float) -> None:
        self._lines = list(lines)
        self._style = style
        self._width = width
        self.align = Align.LEFT
        self.indent: float = 0
        self.label: Line | None = None
        self.hang: float = 0
        self.key: str | None = None
        self.entry: Entry | None = None
        self.before, self.after = style.before, style.after
        self.height = len(self._lines) * style.leading

    @property
    def last_width(self) -> float:
        """The width of the last line, in points."""
        return self._lines[-1].width

    def least(self) -> float:
        """Two lines, or all of a paragraph that cannot be split without leaving a line alone."""
        count = len(self._lines)
        return self._style.leading * (_LEAST_LINES if count >= 2 * _LEAST_LINES else count)

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Split between lines, never leaving one line alone on either page."""
        count = min(int((room + 0.01) / self._style.leading), len(self._lines) - _LEAST_LINES)
        if count < _LEAST_LINES:
            return None
        first, rest = self._part(self._lines[:count]), self._part(self._lines[count:])
        first.after = rest.before = 0
        first.key, first.entry, first.label = self.key, self.entry, self.label
        first.hang = self.hang
        return first, rest

    def _part(self, lines: Sequence[Line]) -> TextBox:
        part = TextBox(lines, self._style, self._width)
        part.align, part.indent = self.align, self.indent
        part.keep_with_next, part.joins_next = self.keep_with_next, self.joins_next
        return part

    def reached(self, page: int) -> None:
        """Note the page in the contents."""
        if self.entry is not None:
            self.entry.page = page

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the lines; links become clickable and underlined."""
        if self.key is not None:
            canvas.bookmark(self.key, top + self._style.leading / 2)
        if self.entry is not None:
            depth = self.entry.depth
            canvas.addOutlineEntry(self.entry.text, self.entry.key, depth, closed=depth > 0)
        placed = list(self._place(x + self.indent, top))
        if len(placed) == 1:
            canvas.write(_owner(placed[0]), placed)
        else:
            for element, pieces in groupby(placed, key=_owner):
                canvas.write(element, pieces)
        for left, baseline, piece in placed:
            if piece.ink.link is not None:
                self._draw_link(canvas, left, baseline, piece)

    def _place(self, x: float, top: float) -> Iterator[Placed]:
        ascent = (self._style.leading - self._style.size) / 2 + self._style.size * 0.79
        if self.label is not None:
            for piece in self.label.pieces:
                yield x - self.hang, top - ascent, piece
        for index, line in enumerate(self._lines):
            left = x + self.align.value * (self._width - line.width)
            baseline = top - index * self._style.leading - ascent
            for piece in line.pieces:
                yield left, baseline, piece
                left += piece.width

    def _draw_link(self, canvas: TaggedCanvas, x: float, baseline: float, piece: Piece) -> None:
        ink, size = piece.ink, piece.ink.size
        width = ink.widths[piece.text.rstrip(" ")]
        low = baseline + ink.rise
        rect = (x, low - size * 0.25, x + width, low + size * 0.9)
        canvas.add_link(ink.element, ink.link or "", rect, ink.link_name)
        if not ink.rise:
            canvas.setStrokeColor(ink.colour)
            canvas.setLineWidth(size * 0.05)
            canvas.line(x, baseline - size * 0.13, x + width, baseline - size * 0.13)


def _owner(placed: Placed) -> Element:
    return placed[2].ink.element


def text_box(workshop: Workshop, text: Text, style: TextStyle, width: float, element: Element) -> TextBox:
    """The text broken into lines of `width`, owned by `element`."""
    return TextBox(break_lines(workshop.atoms(text, style, element), width), style, width)


def labelled_box(box: TextBox, label: Ink, sign: str, hang: float) -> TextBox:
    """The text box with a sign (list bullet, note number) standing `hang` points to the left of the text."""
    box.hang = hang
    wide = label.widths[sign]
    box.label = Line([Piece(label, sign + " ", wide)], wide)
    return box
