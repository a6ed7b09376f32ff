"""What a story means to say, told without layout, so that the finished file can be compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch

from bvdesk.reports.tagged.beside import Beside
from bvdesk.reports.tagged.blocks import Block, Heading, Note, PageBreak, Paragraph, Space, Title
from bvdesk.reports.tagged.contents import Contents
from bvdesk.reports.tagged.figures import Figure
from bvdesk.reports.tagged.inline import Text, runs_of
from bvdesk.reports.tagged.lists import BulletList, Item, sign_of
from bvdesk.reports.tagged.tables import Cell, Table
from tests.reports.tagged.readback import read_structure, tidy

Line = tuple[str, str]


def heard(text: Text) -> str:
    """The text as a screen reader says it."""
    return "".join(run.spoken or run.text for run in runs_of(text))


def differences(story: Iterable[Block], pdf: bytes, stamp: str = "") -> list[str]:
    """How the file, read through its structure tree, differs from the story; empty when nothing is amiss.

    Nothing is amiss when every text of the story is there, once, in order, and the tree itself has no faults.
    Page numbers in the contents are left out of the comparison, since a story has none.
    """
    reading = read_structure(pdf)
    blocks = list(story)
    meant = [("P", tidy(stamp))] if stamp else []
    meant += [(tag, tidy(words)) for block in blocks for tag, words in told(block, blocks) if tidy(words)]
    read = [_without_page_number(line) for line in reading.root.lines()]
    return reading.faults + _compare(meant, read)


def _without_page_number(line: Line) -> Line:
    tag, words = line
    return (tag, words.rpartition(" ")[0]) if tag == "TOCI" else line


def _compare(meant: Sequence[Line], read: Sequence[Line]) -> list[str]:
    found = []
    for place in range(max(len(meant), len(read))):
        want = meant[place] if place < len(meant) else None
        got = read[place] if place < len(read) else None
        if want != got:
            found.append(f"line {place + 1}: meant {want}, read {got}")
    return found


@singledispatch
def told(block: Block, story: Sequence[Block]) -> Iterator[Line]:
    """The tag and words of every text of a block, in order; alternative text for figures."""
    raise TypeError(f"nobody has said what {type(block).__name__} tells")


@told.register
def _(block: Heading, story: Sequence[Block]) -> Iterator[Line]:
    yield f"H{block.level}", block.text


@told.register
def _(block: Paragraph, story: Sequence[Block]) -> Iterator[Line]:
    yield "P", heard(block.text)


@told.register
def _(block: Title, story: Sequence[Block]) -> Iterator[Line]:
    yield "Title", heard(block.text)


@told.register
def _(block: Note, story: Sequence[Block]) -> Iterator[Line]:
    yield "Lbl", block.number
    yield "P", heard(block.text)


@told.register(Space)
@told.register(PageBreak)
def _(block: Space | PageBreak, story: Sequence[Block]) -> Iterator[Line]:
    return iter(())


@told.register
def _(block: Contents, story: Sequence[Block]) -> Iterator[Line]:
    for heading in story:
        if isinstance(heading, Heading) and heading.listed and heading.level <= block.levels:
            yield "TOCI", heading.text


@told.register
def _(block: BulletList, story: Sequence[Block]) -> Iterator[Line]:
    return _list_lines(block, 0)


def _list_lines(block: BulletList, depth: int) -> Iterator[Line]:
    for number, item in enumerate(block.items, start=1):
        yield "Lbl", sign_of(number, depth, numbered=block.numbered)
        if isinstance(item, Item):
            yield "P", heard(item.text)
            yield from _list_lines(item.items, depth + 1)
        else:
            yield "LBody", heard(item)


@told.register
def _(block: Figure, story: Sequence[Block]) -> Iterator[Line]:
    if block.alt:
        yield "Figure", block.alt
    yield "Caption", heard(block.caption)
    yield "P", heard(block.source)


@told.register
def _(block: Beside, story: Sequence[Block]) -> Iterator[Line]:
    for figure in block.figures:
        yield from told(figure, story)


@told.register
def _(block: Table, story: Sequence[Block]) -> Iterator[Line]:
    if not block.head and not block.body:
        return
    yield "Caption", heard(block.caption)
    for row in block.head:
        for cell in row:
            yield from _cell_lines(cell, "TH")
    yield from _body_lines(block)
    yield "P", heard(block.source)


def _body_lines(block: Table) -> Iterator[Line]:
    for row, column, cell in block.places():
        if row >= len(block.head):
            header = cell.header or (cell.header is None and column < block.row_headers)
            yield from _cell_lines(cell, "TH" if header else "TD")


def _cell_lines(content: Cell | Text | Figure, tag: str) -> Iterator[Line]:
    cell = content if isinstance(content, Cell) else Cell(content)
    if isinstance(cell.content, Figure):
        yield "Figure", cell.content.alt or ""
    else:
        yield tag, heard(cell.text())
