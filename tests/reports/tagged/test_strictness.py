"""What the layer refuses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from bvdesk.reports.tagged import (
    Cell,
    Face,
    Figure,
    Heading,
    Metadata,
    MissingCharacterError,
    Note,
    OversizedBoxError,
    Paragraph,
    Run,
    Table,
    UntaggedTextError,
    check,
    link,
    picture,
)
from bvdesk.reports.tagged.boxes import Box
from bvdesk.reports.tagged.canvas import TaggedCanvas
from bvdesk.reports.tagged.pdffile import UnembeddedFontError
from bvdesk.reports.tagged.structure import Element
from tests.reports.tagged.readback import read_structure


class DrawingBox(Box):
    def __init__(self, paint):
        self.height = 20
        self.paint = paint

    def draw(self, canvas, x, top):
        self.paint(canvas)


@dataclass(frozen=True)
class Drawing:
    """A block that paints without saying whose it is."""

    paint: object

    def boxes(self, workshop, width):
        yield DrawingBox(self.paint)


def nothing(canvas, width, height):
    pass


def test_text_that_belongs_to_nobody_raises(make_document, fonts):
    def paint(canvas):
        canvas.setFont(fonts.name(Face.REGULAR), 10)
        canvas.drawString(100, 100, "glemt")

    with pytest.raises(UntaggedTextError, match="page 1"):
        make_document().render([Paragraph("x"), Drawing(paint)])


def test_lines_that_belong_to_nobody_are_decoration(make_document):
    pdf = make_document().render([Paragraph("x"), Drawing(lambda canvas: canvas.rect(10, 10, 50, 50, fill=1))])
    assert check(pdf) == []


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Symbol"])
def test_a_font_that_is_not_embedded_raises(make_document, font):
    def draw(canvas, width, height):
        canvas.setFont(font, 10)
        canvas.drawString(0, 0, "a")

    with pytest.raises(UnembeddedFontError):
        make_document().render([Figure(draw, "En bokstav.", 20)])


def test_a_character_without_picture_raises_and_can_be_asked_for(make_document, fonts):
    assert fonts.missing("Hei 😀 日\u00ad\n") == "😀日"
    with pytest.raises(MissingCharacterError, match="😀"):
        make_document().render([Paragraph("Hei 😀")])


@pytest.mark.parametrize("alt", ["", "   ", "IMG_2041.png", "diagram.PDF"])
def test_a_description_that_describes_nothing_raises(alt):
    with pytest.raises(ValueError, match=r"describe|blank"):
        Figure(nothing, alt, 20)


@pytest.mark.parametrize(
    "story",
    [
        [Heading("a", 2)],
        [Heading("a", 1), Heading("b", 3)],
        [Heading("a", 1), Heading("a", 1)],
        [Heading("a", 1, key="k"), Note("1", "n", key="k")],
        [Paragraph(link("x", "#ingen"))],
    ],
)
def test_headings_and_links_that_do_not_hold_together_raise(make_document, story):
    with pytest.raises(ValueError, match=r"keys|level|places"):
        make_document().render(story)


def test_a_link_is_not_also_spoken_otherwise():
    with pytest.raises(ValueError, match="not both"):
        Run("x", link="https://example.org", spoken="y")


def test_a_row_or_figure_taller_than_a_page_raises(make_document):
    with pytest.raises(OversizedBoxError):
        make_document().render([Figure(nothing, "For høy.", 900)])
    with pytest.raises(OversizedBoxError):
        make_document().render([Table(head=[["a"]], body=[["ord " * 3000]])])


def test_a_row_is_never_broken(make_document):
    rows = [[str(i), f"RAD{i} " + "noe tekst som fyller " * 90 + f"SLUTT{i}"] for i in range(8)]
    pdf = make_document().render([Table(head=[["Nr", "Tekst"]], body=rows)])
    reading = read_structure(pdf)
    assert len(reading.root.find("TR")) == 9
    assert [reading.root.text().count(f"SLUTT{i}") for i in range(8)] == [1] * 8
    assert check(pdf) == []


def test_title_and_time_zone_are_demanded():
    with pytest.raises(ValueError, match="title"):
        Metadata(" ", "x", datetime(2025, 1, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="time zone"):
        Metadata("T", "x", datetime(2025, 1, 1))  # noqa: DTZ001


def test_marked_content_does_not_nest(metadata, icc_profile, fonts):
    canvas = TaggedCanvas(metadata, icc_profile, fonts.name(Face.REGULAR))
    outer, inner = Element("P", canvas.tree.document), Element("P", canvas.tree.document)
    with canvas.content(outer), pytest.raises(ValueError, match="inside"), canvas.content(inner):
        pass


def test_the_date_and_language_are_in_the_file(make_document, metadata):
    document = make_document(metadata=replace(metadata, language="nn-NO"))
    pdf = document.render([Paragraph("Eg veit ikkje.", language=None)])
    assert b"2025-03-01T12:00:00+00:00" in pdf
    assert b"<rdf:li>nn-NO</rdf:li>" in pdf
    assert check(pdf) == []


def test_angle_brackets_in_the_title_are_escaped(make_document, metadata):
    pdf = make_document(metadata=replace(metadata, title="A < B & C", author="<x>")).render([Paragraph("x")])
    assert check(pdf) == []


def test_a_picture_needs_words(make_document):
    from tests.reports.tagged.stories import png

    with pytest.raises(ValueError, match="file name"):
        picture(png(alpha=False), "logo.png", 40)


def test_an_empty_cell_and_an_empty_document_are_fine(make_document):
    assert check(make_document().render([])) == []
    assert check(make_document().render([Table(head=[["a", "b"]], body=[[Cell(), ""]])])) == []
