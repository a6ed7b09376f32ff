"""From story to file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from bvdesk.reports.tagged.blocks import Block, Heading, Note, PageBreak
from bvdesk.reports.tagged.boxes import Entry, Workshop
from bvdesk.reports.tagged.canvas import TaggedCanvas
from bvdesk.reports.tagged.flow import Page, Pages
from bvdesk.reports.tagged.fonts import Face, FontFiles, Fonts
from bvdesk.reports.tagged.metadata import Metadata
from bvdesk.reports.tagged.page import Furniture, PageLook
from bvdesk.reports.tagged.structure import Element
from bvdesk.reports.tagged.style import Style
from bvdesk.reports.tagged.wording import phrases_for

_ONE_AT_A_TIME = Lock()
"""Reportlab keeps its fonts, and which letters a document has used, in objects that all threads share."""


@dataclass(frozen=True, slots=True)
class Document:
    """All that a document is besides its story.

    Attributes:
        metadata: title, author, date, language.
        fonts: the four TrueType files.
        icc_profile: the bytes of an sRGB profile, stated as the file's colour space.
        style: measures and colours.
        look: the first page's look, and the following pages' until a `PageBreak` says otherwise.
        stamp: a line on every page (an artifact) that is also the first thing a screen reader says.
    """

    metadata: Metadata
    fonts: FontFiles
    icc_profile: bytes
    style: Style = field(default_factory=Style)
    look: PageLook = field(default_factory=PageLook)
    stamp: str = ""

    def render(self, story: Iterable[Block]) -> bytes:
        """The story as a PDF file. The same story gives the same bytes. Documents are made one at a time.

        Raises:
            MissingCharacterError: a text holds characters the fonts cannot show.
            OversizedBoxError: a table row or figure is taller than a page.
            ValueError: two headings have the same key, a heading level is skipped, or a link leads nowhere.
        """
        with _ONE_AT_A_TIME:
            return self._render(list(story))

    def _render(self, blocks: Sequence[Block]) -> bytes:
        fonts = Fonts(self.fonts)
        canvas = TaggedCanvas(self.metadata, self.icc_profile, fonts.name(Face.REGULAR))
        phrases = phrases_for(self.metadata.language)
        _check_headings(blocks)
        workshop = Workshop(self.style, fonts, phrases, canvas.tree.document, _entries(blocks))
        stated = Element("P", workshop.root) if self.stamp else None
        pages = _fill_pages(blocks, workshop, self.look)
        furniture = Furniture(self.style, fonts, phrases, len(pages), self.stamp, stated)
        for number, page in enumerate(pages, start=1):
            _draw_page(canvas, page, number, furniture)
        return canvas.finish()


def _fill_pages(blocks: Sequence[Block], workshop: Workshop, look: PageLook) -> list[Page]:
    pages = Pages(look)
    for block in blocks:
        if isinstance(block, PageBreak):
            pages.break_page(block.look, block.unless_room)
        else:
            pages.fill(block.boxes(workshop, pages.width))
    return pages.finish()


def _draw_page(canvas: TaggedCanvas, page: Page, number: int, furniture: Furniture) -> None:
    canvas.setPageSize(page.look.size)
    furniture.draw(canvas, page.look, number)
    for box, top in page.placed:
        box.draw(canvas, page.look.margins.left, top)
    canvas.showPage()


def _entries(blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """The listed headings; in the outline no entry is more than one step below the one before it."""
    entries: list[Entry] = []
    for heading in (block for block in blocks if isinstance(block, Heading) and block.listed):
        deepest = entries[-1].depth + 1 if entries else 0
        entries.append(Entry(heading.level, heading.text, heading.name, min(heading.level - 1, deepest)))
    return tuple(entries)


def _check_headings(blocks: Sequence[Block]) -> None:
    """Keys are unique, the first heading is of level 1, and no level is skipped on the way down (PDF/UA-1 7.4.2)."""
    names = [b.name for b in blocks if isinstance(b, Heading)] + [b.key for b in blocks if isinstance(b, Note)]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"headings and notes need keys of their own: {twice}")
    above = 0
    for heading in (block for block in blocks if isinstance(block, Heading)):
        if heading.level > above + 1:
            raise ValueError(f"the heading {heading.text!r} skips a level")
        above = heading.level
