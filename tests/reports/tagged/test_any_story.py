"""Whatever is told, the file keeps both standards and says what was meant."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bvdesk.reports.tagged import (
    Beside,
    BulletList,
    Cell,
    Contents,
    Figure,
    Heading,
    Item,
    Note,
    PageBreak,
    PageLook,
    Paragraph,
    Role,
    Run,
    Space,
    Table,
    Vertical,
    check,
)
from tests.reports.tagged.proof import differences
from tests.reports.tagged.stories import sparkline

LETTERS = "abcdefghijklmnopqrstuvwxyzæøåÆØÅ čšŋđ 0123456789.,:;-–−§«»()[]<>&\\/%\u00a0\u2011\n"
plain = st.text(alphabet=LETTERS, min_size=1, max_size=40)
said = plain.filter(lambda text: text.strip(" \u00a0\n"))
addresses = st.sampled_from(["https://example.org/a", "https://example.org/æ?b=(c)", "mailto:a@example.org"])
runs = st.one_of(
    plain,
    st.builds(Run, said, strong=st.booleans(), emphasis=st.booleans(), raised=st.booleans()),
    st.builds(Run, said, link=addresses, strong=st.booleans()),
    st.builds(Run, said, spoken=said, language=st.sampled_from([None, "nn-NO", "en"])),
)
texts = st.one_of(plain, st.lists(runs, min_size=1, max_size=5))
figures = st.builds(
    Figure, st.just(sparkline), said, st.integers(10, 300), caption=st.just("") | said, source=st.just("") | said
)
small = st.builds(Figure, st.just(sparkline), st.none() | said, st.just(12), st.just(40))
cells = st.one_of(plain, st.builds(Cell, texts | small, strong=st.booleans()), st.builds(Cell, plain, spoken=said))


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 5))
    rows = draw(st.lists(st.lists(cells, min_size=columns, max_size=columns), max_size=40))
    if rows and columns > 2 and draw(st.booleans()):
        rows[0] = [*rows[0][:-2], Cell("bred", columns=2)]
    head = draw(st.lists(st.lists(plain, min_size=columns, max_size=columns), max_size=2))
    return Table(
        head,
        rows,
        caption=draw(st.just("") | said),
        source=draw(st.just("") | said),
        row_headers=draw(st.integers(0, 2)),
        total_rows=draw(st.integers(0, 1)),
        vertical=draw(st.sampled_from(Vertical)),
    )


@st.composite
def stories(draw):
    blocks, level = [Contents()] if draw(st.booleans()) else [], 0
    paragraph = st.builds(Paragraph, texts, st.sampled_from(Role), st.sampled_from([None, "nn-NO"]))
    long = st.builds(lambda text, n: Paragraph((text + " ") * n), said, st.integers(20, 200))
    lists = st.recursive(
        st.builds(BulletList, st.lists(texts, max_size=4), numbered=st.booleans()),
        lambda inner: st.builds(BulletList, st.lists(texts | st.builds(Item, said, inner), max_size=3)),
        max_leaves=4,
    )
    wide = st.just(PageBreak(PageLook(size=(842, 595))))
    kinds = st.one_of(
        paragraph, long, lists, figures, tables(), st.builds(Beside, st.lists(figures, min_size=1, max_size=3)),
        st.just(Space(30)), st.just(PageBreak()), wide, st.just("heading"), st.just("note"),
    )  # fmt: skip
    for number, block in enumerate(draw(st.lists(kinds, max_size=12))):
        if block == "heading":
            level = draw(st.integers(1, min(4, level + 1)))
            blocks.append(Heading(draw(said), level, key=f"k{number}", listed=draw(st.booleans())))
        elif block == "note":
            blocks.append(Note(str(number), draw(said), key=f"n{number}"))
        else:
            blocks.append(block)
    return blocks


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(stories())
def test_any_story(make_document, story):
    pdf = make_document(stamp="Utkast").render(story)
    assert check(pdf) == []
    assert differences(story, pdf, "Utkast") == []
