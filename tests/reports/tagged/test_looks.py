"""Columns, colours and letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.kontrast import contrast
from bvdesk.reports.tagged import Paragraph, Style, TableStyle, TextStyle, check
from bvdesk.reports.tagged.columns import column_widths
from bvdesk.reports.tagged.fonts import unicode_table
from bvdesk.reports.tagged.structure import pdf_text
from bvdesk.reports.tagged.wording import phrases_for
from tests.reports.tagged.readback import read_structure


def text_styles(style):
    for name, value in style._asdict().items():
        for item in value if type(value) is tuple else (value,):
            if isinstance(item, TextStyle):
                yield name, item
            elif isinstance(item, TableStyle):
                yield from text_styles(item)


def test_all_text_stands_out_from_white():
    colours = {name: style.colour for name, style in text_styles(Style())} | {"link": Style().link_colour}
    assert len(colours) > 12
    assert {name for name, colour in colours.items() if contrast(colour, "#ffffff") < 4.5} == set()


def test_text_has_air_between_its_lines():
    assert all(style.leading >= style.size * 1.14 for _, style in text_styles(Style()))


def test_given_shares_are_followed():
    assert column_widths([(0, 1, 1, 1), (1, 1, 1, 1)], [3, 1], 100) == [75, 25]


def test_number_columns_are_even_and_the_rest_goes_to_the_first():
    first, *others = column_widths([(0, 1, 30, 80), (1, 1, 20, 20), (2, 1, 30, 30), (3, 1, 25, 25)], [], 300)
    assert len(set(others)) == 1
    assert first + sum(others) == pytest.approx(300)


def test_only_the_widest_column_wraps():
    widths = column_widths([(0, 1, 10, 10), (1, 1, 40, 900), (2, 1, 25, 30)], [], 300)
    assert widths == [10, 260, 30]


cells = st.tuples(st.integers(0, 4), st.integers(1, 2), st.floats(0, 90), st.floats(0, 400)).map(
    lambda cell: (cell[0], cell[1], min(cell[2:]), max(cell[2:]))
)


@given(st.lists(cells, min_size=1, max_size=12), st.integers(200, 700))
def test_columns_fill_the_width(needs, width):
    widths = column_widths(needs, [], width)
    assert sum(widths) == pytest.approx(width)
    assert all(column >= -0.01 for column in widths)


def test_more_letters_than_one_subset_holds(make_document, font_files):
    from bvdesk.reports.tagged import Fonts

    fonts = Fonts(font_files)
    letters = "".join(chr(code) for code in range(0x21, 0x250) if code != 0xAD and not fonts.missing(chr(code)))
    letters = letters.replace("\u00a0", "")
    assert len(letters) > 300
    pdf = make_document().render([Paragraph(letters[i : i + 40]) for i in range(0, len(letters), 40)])
    assert "".join(p.text() for p in read_structure(pdf).root.find("P")) == letters
    assert check(pdf) == []


def test_every_font_is_a_subset_that_lies_in_the_file(make_document):
    from io import BytesIO

    import pikepdf

    pdf = make_document().render([Paragraph("Tekst")])
    with pikepdf.open(BytesIO(pdf)) as file:
        fonts = [font for page in file.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all(font.FontDescriptor.FontFile2.read_bytes() for font in fonts)
        assert all(re.match(r"/[A-Z]{6}\+", str(font.BaseFont)) for font in fonts)


def test_unicode_tables_hold_at_most_a_hundred_entries_a_block():
    blocks = re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", unicode_table([0, *range(65, 265)]), re.DOTALL)
    assert [int(count) for count, _ in blocks] == [100, 100]
    assert all(len(lines.splitlines()) == int(count) for count, lines in blocks)
    assert "<00> <0000>" not in unicode_table([0, 65])


@pytest.mark.parametrize(
    ("text", "written"),
    [("Plain (a\\b)", r"(Plain \(a\\b\))"), ("æ", "<FEFF00E6>"), ("a\nb", "<FEFF0061000A0062>")],
)
def test_texts_as_pdf_strings(text, written):
    assert pdf_text(text) == written


def test_phrases_follow_the_language():
    assert phrases_for("nn-NO").link == "Lenkje til {target}"
    assert phrases_for("NB").page.format(page=1, pages=2) == "Side 1 av 2"
    assert phrases_for("fi").page == "Page {page} of {pages}"
