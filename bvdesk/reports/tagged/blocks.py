"""The blocks of a story: headings, paragraphs and their kin. Plain values that know how to become boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from bvdesk.reports.tagged.boxes import Box, Gap, Workshop, labelled_box, text_box
from bvdesk.reports.tagged.inline import Text, runs_of
from bvdesk.reports.tagged.lines import plain_ink
from bvdesk.reports.tagged.page import PageLook
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import Style, TextStyle

_NOTE_INDENT = 14


class Block(Protocol):
    """Anything that can stand in a story."""

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """The boxes of the block in a column `width` points wide, top first; makes its elements."""


class Role(Enum):
    """What a paragraph is, which decides its looks."""

    BODY = "body"
    LEAD = "lead"
    SUBTITLE = "subtitle"
    NOTE = "note"

    def style(self, style: Style) -> TextStyle:
        """The looks of the role."""
        looks: TextStyle = getattr(style, self.value)
        return looks


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `key` is what contents, outline and links know it by, and must be the only one of its name.

    Attributes:
        level: 1 to 4; a level must not be skipped on the way down (PDF/UA-1 7.4.2).
        listed: whether contents and outline mention it.
    """

    text: str
    level: int = 1
    key: str = ""
    listed: bool = True
    language: str | None = None

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """One box that stays with what follows."""
        style = workshop.style.headings[self.level - 1]
        element = Element(f"H{self.level}", workshop.root, Lang=self.language)
        box = text_box(workshop, self.text, style, width, element)
        box.keep_with_next, box.opens = True, self.listed
        box.entry = next((entry for entry in workshop.entries if self.listed and entry.key == self.name), None)
        box.key = self.name
        yield box

    @property
    def name(self) -> str:
        """The key, or the text itself when no key is given."""
        return self.key or self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; it may be broken over pages and stays one paragraph. `leads`: it begins where what it leads begins."""

    text: Text
    role: Role = Role.BODY
    language: str | None = None
    leads: bool = False

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """One box; none when there is no text."""
        if runs_of(self.text):
            element = Element("P", workshop.root, Lang=self.language)
            box = text_box(workshop, self.text, self.role.style(workshop.style), width, element)
            box.joins_next = self.leads
            yield box


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title on its cover: large, not a heading."""

    text: Text

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """One box."""
        yield text_box(workshop, self.text, workshop.style.title, width, Element("Title", workshop.root))


@dataclass(frozen=True, slots=True)
class Note:
    """A note, reached by `note_mark(number, key)` in the text. Put notes where the section ends."""

    number: str
    text: Text
    key: str

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """One box; the element carries the key as its unique ID (PDF/UA-1 7.9)."""
        style = workshop.style.note
        element = Element("Note", workshop.root, ID=self.key)
        label = plain_ink(style, Element("Lbl", element), workshop.fonts)
        box = text_box(workshop, self.text, style, width - _NOTE_INDENT, Element("P", element))
        box.key, box.indent = self.key, _NOTE_INDENT
        yield labelled_box(box, label, self.number, _NOTE_INDENT)


@dataclass(frozen=True, slots=True)
class Space:
    """Extra air, in points."""

    height: float

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """One empty box."""
        yield Gap(self.height)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Go on at a new page, with another look from there on when one is given.

    Attributes:
        unless_room: stay on the page when so much of its height (0–1) is free.
    """

    look: PageLook | None = None
    unless_room: float = 1

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """No boxes: the pages are told directly."""
        return iter(())
