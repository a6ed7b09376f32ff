from __future__ import annotations

from bvdesk.reports.tagged import Contents, Heading, PageBreak, Paragraph, check

STORY = [
    Heading("Innhold", key="contents", listed=False),
    Contents(),
    PageBreak(),
    Heading("1 Innledning", key="k1"),
    Paragraph("Tekst."),
]


def test_a_small_document_keeps_both_standards(make_document):
    assert check(make_document().render(STORY)) == []


def test_the_same_story_gives_the_same_bytes(make_document):
    assert make_document().render(STORY) == make_document().render(STORY)
