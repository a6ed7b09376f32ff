"""Filling pages, with boxes that only know their height."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvdesk.reports.tagged import Margins, PageLook
from bvdesk.reports.tagged.boxes import Box
from bvdesk.reports.tagged.flow import Pages

LOOK = PageLook(size=(300, 400), margins=Margins(50, 50, 50, 50))
COLUMN = 300
LINE = 10


@dataclass(eq=False)
class Fake(Box):
    name: str
    lines: int
    keep_with_next: bool = False
    floats: bool = False
    splits: bool = False
    yields: bool = False
    joins_next: bool = False
    opens: bool = False
    elastic: int = 0
    before: float = 5
    after: float = 7
    height: float = field(init=False)

    def __post_init__(self):
        self.height = self.lines * LINE

    def least(self):
        return min(2, self.lines) * LINE if self.splits else self.height - self.elastic * LINE

    def squeeze(self, room):
        self.height = min(self.height, room) if self.elastic else self.height
        return self.elastic > 0

    def split(self, room):
        fits = int(room // LINE)
        if not self.splits or fits < 2:
            return None
        first = Fake(self.name, fits, splits=True, before=self.before, after=0)
        return first, Fake(self.name, self.lines - fits, splits=True, before=0, after=self.after)


def heading(name="h"):
    return Fake(name, 2, keep_with_next=True)


def text(name="t", lines=5):
    return Fake(name, lines, splits=True)


def figure(name="f", lines=12):
    return Fake(name, lines, floats=True)


def block(name="b", lines=8):
    return Fake(name, lines)


def table(name="tab", lines=8):
    return Fake(name, lines, yields=True)


def chapter(name="ch"):
    return Fake(name, 2, keep_with_next=True, opens=True)


def filled(boxes):
    pages = Pages(LOOK)
    pages.fill(boxes)
    return [[box.name for box, _ in page.placed] for page in pages.finish()]


def test_a_heading_is_not_left_at_the_foot():
    assert filled([text("a", 26), heading(), block()]) == [["a"], ["h", "b"]]


def test_text_passes_a_figure_that_does_not_fit():
    assert filled([text("a", 20), figure(), text("b", 4), text("c", 9)]) == [["a", "b", "c"], ["f", "c"]]


def test_a_figure_never_passes_a_heading():
    assert filled([text("a", 20), figure(), heading(), text("b")]) == [["a"], ["f", "h", "b"]]


def test_a_heading_may_stand_without_its_figure_when_text_follows():
    assert filled([text("a", 16), heading(), figure(), text("b", 12)]) == [["a", "h", "b"], ["f", "b"]]


def test_a_heading_goes_with_its_figure_when_no_text_follows():
    assert filled([text("a", 16), heading("h"), figure(), heading("i"), block()]) == [["a"], ["h", "f", "i", "b"]]
    assert filled([text("a", 16), heading("h"), figure()]) == [["a"], ["h", "f"]]


def test_a_second_figure_waits_for_the_first():
    assert filled([text("a", 20), figure("f", 12), figure("g", 3)]) == [["a"], ["f", "g"]]


def test_a_figure_passes_a_table_that_does_not_fit_and_text_does_not():
    assert filled([text("a", 16), table("t", 16), figure("f", 9)]) == [["a", "f"], ["t"]]
    assert filled([text("a", 16), table("t", 16), text("b", 9)]) == [["a"], ["t", "b"]]
    assert filled([text("a", 16), table("t", 16), heading(), figure("f", 5)]) == [["a"], ["t", "h", "f"]]
    assert filled([text("a", 16), table("t", 16), figure("f", 14), text("b", 4)]) == [["a"], ["t", "b"], ["f"]]


def test_a_chapter_with_few_words_goes_with_its_table_from_a_full_page():
    assert filled([text("a", 24), chapter(), text("b", 1), table()]) == [["a"], ["ch", "b", "tab"]]
    assert filled([text("a", 24), heading(), text("b", 1), table()]) == [["a", "h", "b"], ["tab"]]
    assert filled([text("a", 12), chapter(), text("b", 9), table()]) == [["a", "ch", "b"], ["tab"]]
    assert filled([text("a", 23), heading(), chapter(), text("b", 1), table()]) == [["a"], ["h", "ch", "b", "tab"]]


def test_what_joins_the_next_begins_where_it_begins():
    items = [Fake(name, 2, joins_next=name in "ik") for name in "ijkl"]
    assert filled([text("a", 25), *items]) == [["a"], ["i", "j", "k", "l"]]
    assert filled([text("a", 24), *items[1:]]) == [["a", "j"], ["k", "l"]]


def test_a_list_passes_a_figure_like_other_text():
    items = [Fake("i", 2, joins_next=True), Fake("j", 2)]
    assert filled([text("a", 20), figure(), *items]) == [["a", "i", "j"], ["f"]]
    assert filled([text("a", 16), heading(), figure(), *items]) == [["a", "h", "i", "j"], ["f"]]


def test_an_elastic_figure_makes_do_with_a_little_less():
    tight = Fake("f", 10, floats=True, elastic=1)
    assert filled([text("a", 20), tight, text("b", 4)]) == [["a", "f"], ["b"]]
    assert tight.height == pytest.approx(300 - 200 - 7)


def test_a_new_look_begins_a_page_and_an_empty_page_is_used():
    wide = PageLook(size=(400, 300))
    pages = Pages(LOOK)
    pages.break_page(None)
    pages.fill([text()])
    pages.break_page(wide)
    pages.fill([text()])
    assert [page.look for page in pages.finish()] == [LOOK, wide]


@st.composite
def stories(draw):
    kinds = draw(st.lists(st.sampled_from([heading, text, figure, table, block]), max_size=25))
    names = count()
    boxes = []
    for kind in kinds:
        name = f"{kind.__name__}{next(names)}"
        if kind is not heading:
            boxes.append(kind(name, draw(st.integers(1, 24))))
        elif len(boxes) < 2 or not all(box.keep_with_next for box in boxes[-2:]):
            boxes.append(heading(name))
    return [*boxes, block("end", 1)]


@settings(max_examples=60)
@given(stories())
def test_everything_is_placed_once_inside_the_column_without_overlap(boxes):
    pages = Pages(LOOK)
    pages.fill(boxes)
    done = pages.finish()
    lines = {box.name: 0 for box in boxes}
    for page in done:
        edge = LOOK.size[1] - LOOK.margins.top
        assert page.placed[0][1] == edge
        for box, top in page.placed:
            assert top <= edge + 0.01
            edge = top - box.height
            lines[box.name] += box.lines
        assert edge >= LOOK.margins.bottom - 0.02
    assert lines == {box.name: box.lines for box in boxes}


@settings(max_examples=60)
@given(stories())
def test_order_is_kept_and_headings_stay_with_what_follows(boxes):
    pages = Pages(LOOK)
    pages.fill(boxes)
    done = pages.finish()
    order = [box.name for page in done for box, _ in page.placed]
    still = [box.name for box in boxes if not box.floats]
    assert list(dict.fromkeys(name for name in order if name in still)) == still
    floating = [box.name for box in boxes if box.floats]
    assert [name for name in order if name in floating] == floating
    for page in done:
        assert not page.placed[-1][0].keep_with_next


def test_a_wanted_page_break_is_spared_when_much_of_the_page_is_free():
    for lines, pages in ((10, 1), (25, 2)):
        flow = Pages(LOOK)
        flow.fill([text(lines=lines)])
        flow.break_page(unless_room=0.5)
        flow.fill([text("after", 2)])
        assert len(flow.finish()) == pages
