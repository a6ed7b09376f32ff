"""Filling pages: which box stands where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bvdesk.reports.tagged.boxes import Box
from bvdesk.reports.tagged.page import PageLook

_TEXT_UNDER_HEADING = 60
_OPENING, _WELL_FILLED = 90, 0.8
"""So low a heading with its first words goes with the table that did not fit under it, from a page as full as this."""


class Page:
    """A page and the boxes on it, each with its upper edge in points from the bottom of the page."""

    __slots__ = ("look", "placed")

    def __init__(self, look: PageLook) -> None:
        self.look = look
        self.placed: list[tuple[Box, float]] = []


class OversizedBoxError(ValueError):
    """A box is taller than an empty page and cannot be split."""


class Pages:
    """The pages, filled from the top.

    A box that keeps with the next (a heading) is never left at the foot of a page. A floating box (a figure)
    that does not fit lets the text after it pass and stands first on the next page, so that it leaves no
    hole; it never passes a heading, but the heading just over it may stand without it when there is text to
    follow. A table that does not fit lets only figures pass. A heading with a few lines under it goes with the
    table or figure that has no room below them.
    """

    def __init__(self, look: PageLook) -> None:
        self.pages: list[Page] = []
        self._group: list[Box] = []
        self._waiting: list[Box] = []
        self._held = 0
        self._look = look
        self._start_page()

    @property
    def width(self) -> float:
        """The width of the column on the current page, in points."""
        return self._look.text_width

    def break_page(self, look: PageLook | None = None, unless_room: float = 1) -> None:
        """Go on at a new page; an untouched page is used as it is, and one with `unless_room` of it free too."""
        self._settle()
        if self._room(()) >= unless_room * self._look.text_height and self.pages[-1].placed:
            return
        self._look = look or self._look
        if self.pages[-1].placed:
            self._start_page()
        self.pages[-1].look = self._look
        self._reset()

    def fill(self, boxes: Iterable[Box]) -> None:
        """Place boxes in order. A box that keeps with the next, or joins it, waits for it, across calls."""
        for box in boxes:
            if self._held and (box.keep_with_next or box.floats):
                self._settle()
            self._group.append(box)
            if not (box.keep_with_next or box.joins_next):
                self._close_group()

    def finish(self) -> list[Page]:
        """All pages, when nothing waits any more."""
        self._settle()
        if len(self.pages) > 1 and not self.pages[-1].placed:
            self.pages.pop()
        return self.pages

    def _settle(self) -> None:
        """Place everything that waits, with nothing more to wait for."""
        group, self._group = self._group, []
        if group and self._held:
            self._held = 0
            self._start_page()
        self._place_all(group)
        self._flush()

    def _close_group(self) -> None:
        group, self._group = self._group, []
        held, self._held = self._held, 0
        last = group[-1]
        if self._waiting and not held and not self._may_pass(group):
            self._flush()
        if last.floats and any(box.floats for box in self._waiting):
            self._waiting.append(last)
        elif self._fits(group):
            self._place_all(group)
        elif held:
            self._start_page()
            self._place_all(group[:held])
            self._flush()
            self._place_all(group[held:])
        elif last.floats and self._room(group[:-1]) >= _TEXT_UNDER_HEADING:
            self._waiting.append(last)
            self._group, self._held = group[:-1], len(group) - 1
        elif last.yields and len(group) == 1 and not self._waiting:
            self._waiting.append(last)
        else:
            if self.pages[-1].placed:
                self._next_page(last if len(group) == 1 else None)
            self._place_all(group)

    def _may_pass(self, group: Sequence[Box]) -> bool:
        """Whether the group may stand before what waits: text passes figures, figures pass tables, nothing else does."""
        figures = any(box.floats for box in self._waiting)
        if group[-1].floats:
            return len(group) == 1 and (figures or self._fits(group))
        return figures and not group[0].keep_with_next

    def _fits(self, group: Sequence[Box]) -> bool:
        return self._room(group[:-1], group[-1]) >= group[-1].least() - 0.01

    def _room(self, heads: Sequence[Box], last: Box | None = None) -> float:
        """The height that is left on the page under `heads`, and under the air before `last`."""
        top, air, first = self._top, self._air, not self.pages[-1].placed
        for box in heads:
            top -= box.height + (0 if first else max(air, box.before))
            air, first = box.after, False
        if last is not None and not first:
            top -= max(air, last.before)
        return top - self._look.margins.bottom

    def _start_page(self) -> None:
        self.pages.append(Page(self._look))
        self._reset()

    def _reset(self) -> None:
        self._top = self._look.size[1] - self._look.margins.top
        self._air: float = 0

    def _next_page(self, alone: Box | None = None) -> None:
        """Go on at a new page, first with what has waited for it, and with the opening that `alone` leaves behind."""
        opening = self._take_opening() if alone is not None and (alone.yields or alone.floats) else []
        self._start_page()
        self._place_all(opening)
        self._flush()

    def _take_opening(self) -> list[Box]:
        """Take a chapter's heading with its first words off the foot of the page, when much is left without them."""
        placed = self.pages[-1].placed
        start = next((i for i in range(len(placed) - 1, 0, -1) if placed[i][0].opens), 0)
        while placed[start - 1][0].keep_with_next and start:
            start -= 1
        top = placed[start][1]
        filled = self._look.size[1] - self._look.margins.top - top
        if top - self._top > _OPENING or filled < _WELL_FILLED * self._look.text_height:
            return []
        opening = [box for box, _ in placed[start:]]
        del placed[start:]
        return opening

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for box in waiting:
            self._place(box)

    def _place_all(self, boxes: Sequence[Box]) -> None:
        for box in boxes:
            self._place(box)

    def _place(self, box: Box) -> None:
        while box.height > (room := self._room([], box)) + 0.01:
            enough = room >= box.least() - 0.01
            if enough and box.squeeze(room):
                break
            parts = box.split(room) if enough or not self.pages[-1].placed else None
            if parts is not None:
                self._put(parts[0])
                box = parts[1]
            elif not self.pages[-1].placed:
                raise OversizedBoxError(f"{box.height:.0f} points do not fit in {self._look.text_height:.0f}")
            self._next_page(box if parts is None else None)
        self._put(box)

    def _put(self, box: Box) -> None:
        page = self.pages[-1]
        if page.placed:
            self._top -= max(self._air, box.before)
        page.placed.append((box, self._top))
        self._top -= box.height
        self._air = box.after
        box.reached(len(self.pages))
