"""Filling pages: which box stands where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bvdesk.reports.tagged.boxes import Box
from bvdesk.reports.tagged.page import PageLook


@dataclass(slots=True)
class Page:
    """A page and the boxes on it, each with its upper edge in points from the bottom of the page."""

    look: PageLook
    placed: list[tuple[Box, float]] = field(default_factory=list)


class OversizedBoxError(ValueError):
    """A box is taller than an empty page and cannot be split."""


class Pages:
    """The pages, filled from the top.

    A box that keeps with the next is never left at the foot of a page. A floating box (a figure) that does
    not fit lets the text after it pass and stands first on the next page, so that it leaves no hole; it never
    passes a heading.
    """

    def __init__(self, look: PageLook) -> None:
        self.pages: list[Page] = []
        self._waiting: list[Box] = []
        self._group: list[Box] = []
        self._look = look
        self._start_page()

    @property
    def width(self) -> float:
        """The width of the column on the current page, in points."""
        return self._look.text_width

    def break_page(self, look: PageLook | None) -> None:
        """Go on at a new page; an untouched page is used as it is."""
        self._close_group()
        self._flush()
        self._look = look or self._look
        if self.pages[-1].placed:
            self._start_page()
        self.pages[-1].look = self._look
        self._reset()

    def fill(self, boxes: Iterable[Box]) -> None:
        """Place boxes in order. A box that keeps with the next waits for it, across calls."""
        for box in boxes:
            self._group.append(box)
            if not box.keep_with_next:
                self._close_group()

    def finish(self) -> list[Page]:
        """All pages, when nothing waits any more."""
        self._close_group()
        self._flush()
        if len(self.pages) > 1 and not self.pages[-1].placed:
            self.pages.pop()
        return self.pages

    def _start_page(self) -> None:
        self.pages.append(Page(self._look))
        self._reset()

    def _reset(self) -> None:
        self._top = self._look.size[1] - self._look.margins.top
        self._air: float = 0

    def _room(self, before: float) -> float:
        gap = max(self._air, before) if self.pages[-1].placed else 0
        return self._top - gap - self._look.margins.bottom

    def _close_group(self) -> None:
        group, self._group = self._group, []
        if group:
            self._place_group(group)

    def _place_group(self, group: Sequence[Box]) -> None:
        need = _height(group[:-1]) + group[-1].least()
        if self._waiting and len(group) > 1:
            self._flush()
        if need > self._room(group[0].before) + 0.01 and self.pages[-1].placed:
            if group[-1].floats and len(group) == 1:
                self._waiting.append(group[0])
                return
            self._next_page()
        for box in group:
            self._place(box)

    def _next_page(self) -> None:
        self._start_page()
        self._flush()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for box in waiting:
            if box.height > self._room(box.before) + 0.01 and self.pages[-1].placed:
                self._start_page()
            self._put(box)

    def _place(self, box: Box) -> None:
        while box.height > self._room(box.before) + 0.01:
            parts = box.split(self._room(box.before))
            if parts is None and not self.pages[-1].placed:
                raise OversizedBoxError(f"{box.height:.0f} points do not fit in {self._look.text_height:.0f}")
            if parts is not None:
                self._put(parts[0])
                box = parts[1]
            self._next_page()
        self._put(box)

    def _put(self, box: Box) -> None:
        page = self.pages[-1]
        if page.placed:
            self._top -= max(self._air, box.before)
        page.placed.append((box, self._top))
        self._top -= box.height
        self._air = box.after
        box.reached(len(self.pages))


def _height(boxes: Sequence[Box]) -> float:
    """The height of boxes that stand together, with the air between them and after the last."""
    height = air = 0.0
    for index, box in enumerate(boxes):
        height += (max(air, box.before) if index else 0) + box.height
        air = box.after
    return height + air
