from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bvdesk.reports.tagged import (
    Beside,
    BulletList,
    Cell,
    Contents,
    Figure,
    Heading,
    PageBreak,
    PageLook,
    Paragraph,
    Table,
    check,
    strong,
)
from tests.reports.tagged.proof import differences
from tests.reports.tagged.readback import read_structure

STORY = [
    Heading("Innhold", key="contents", listed=False),
    Contents(),
    PageBreak(),
    Heading("1 Innledning", key="k1"),
    Paragraph("Tekst."),
]


def test_the_same_story_gives_the_same_bytes(make_document):
    assert make_document().render(STORY) == make_document().render(STORY)


def test_documents_made_in_several_threads_at_once_are_whole(make_document):
    stories = [
        [Heading(f"Overskrift {n}", key="k"), *(Paragraph(f"Avsnitt {i} {chr(192 + n)}") for i in range(40))]
        for n in range(6)
    ]
    alone = [make_document().render(story) for story in stories]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda story: make_document().render(story), stories * 4))
    finally:
        sys.setswitchinterval(before)
    assert together == alone * 4


def test_the_same_bytes_in_every_process():
    code = (
        "import hashlib; from tests.benchmarks.pdf_writers import print_tagged;"
        "print(hashlib.sha256(print_tagged()).hexdigest())"
    )
    root = Path(__file__).parents[3]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    "story",
    [
        STORY,
        [],
        [Contents()],
        [BulletList([])],
        [Table(head=[["bare", "hode"]], body=[])],
        [Table(head=[], body=[["bare", "kropp"]])],
        [Heading("a"), Heading("b", 2, listed=False), Heading("c", 3)],
        [Heading("a", listed=False), Heading("b", 2), Heading("c", 3), Heading("d", 2)],
    ],
)
def test_small_and_empty_stories_keep_both_standards(make_document, story):
    pdf = make_document().render(story)
    assert check(pdf) == []
    assert differences(story, pdf) == []


def test_a_cell_spoken_otherwise_is_spoken_as_a_whole(make_document):
    cell = Cell(["1–", strong("4")], spoken="mellom en og fire")
    pdf = make_document().render([Table(head=[["a", "b"]], body=[["x", cell]])])
    assert [span.properties["ActualText"] for span in read_structure(pdf).root.find("Span")] == ["mellom en og fire"]
    assert "".join(td.text() for td in read_structure(pdf).root.find("TD")) == "1–4"


def test_long_headers_and_footers_are_shortened(make_document):
    look = PageLook(header="Lang topptekst " * 12, footer="Lang bunntekst " * 12)
    artifacts = read_structure(make_document(look=look).render([Paragraph("x")])).artifacts[0]
    header, footer = (next(text for text in artifacts if word in text) for word in ("topptekst", "bunntekst"))
    assert header.rstrip().endswith("…")
    assert "…" in footer
    assert "Side 1 av 1" in footer


def test_drawings_beside_one_another_stand_in_line(make_document):
    feet = []

    def draw(canvas, width, height):
        feet.append(canvas.absolutePosition(0, 0)[1])

    figures = [Figure(draw, "Et diagram.", 60, caption=caption) for caption in ("Kort", "En lang figurtekst " * 6)]
    make_document().render([Beside(figures)])
    assert feet[0] == feet[1]
