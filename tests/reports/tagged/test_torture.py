from __future__ import annotations

import re

import pytest

from bvdesk.reports.tagged import check
from tests.reports.tagged.proof import differences
from tests.reports.tagged.readback import read_structure, tidy
from tests.reports.tagged.stories import SENTENCE, WITHHELD, torture

STAMP = "Intern utgave – ikke til offentliggjøring"


@pytest.fixture(scope="module")
def pdf(make_document, fonts):
    return make_document(stamp=STAMP).render(torture(fonts))


@pytest.fixture(scope="module")
def reading(pdf):
    return read_structure(pdf)


def test_it_keeps_both_standards(pdf):
    assert check(pdf) == []


def test_what_is_read_is_what_was_meant(pdf, fonts):
    assert differences(torture(fonts), pdf, STAMP) == []


def test_a_paragraph_over_pages_is_one_paragraph(reading):
    paragraphs = [tidy(p.text()) for p in reading.root.find("P") if "START" in p.text()]
    assert len(paragraphs) == 1
    assert paragraphs[0].endswith("SLUTT")
    assert [paragraphs[0].count(f"({i}) ") for i in range(40)] == [1] * 40


def test_a_table_over_pages_is_one_table_with_one_head(reading):
    table = next(t for t in reading.root.find("Table") if "Celle 1:" in t.text())
    assert len(table.find("THead")) == 1
    assert len(table.find("TR")) == 46
    assert table.text().count("Beskrivelse") == 1
    repeated = [text for page in reading.artifacts for text in page if "Beskrivelse" in text]
    assert len(repeated) >= 2
    assert all("Tabell A. Delt over sider (forts.)" in text for text in repeated)


def test_headers_say_what_they_are_headers_of(reading):
    cells = reading.root.find("TH")
    assert {th.properties.get("Scope") for th in cells} == {"Row", "Column"}
    spans = {(th.text(), th.properties.get("ColSpan"), th.properties.get("RowSpan")) for th in cells}
    assert ("2023", "2", None) in spans
    assert ("Kommune", None, "2") in spans
    assert ("Elvedal", None, "2") in spans


def test_a_withheld_figure_is_read_aloud(reading):
    withheld = [span for span in reading.root.find("Span") if span.text() == ":"]
    assert len(withheld) == 2
    assert all(span.properties["ActualText"] == WITHHELD for span in withheld)


def test_links_are_whole_and_lead_somewhere(reading):
    targets = [target for node in reading.root.find("Link") for target in node.targets]
    assert all(node.targets for node in reading.root.find("Link"))
    assert "https://example.org/b" in targets
    over_pages = next(n for n in reading.root.find("Link") if "https://example.org/side" in n.targets)
    assert tidy(over_pages.text()) == tidy(SENTENCE * 14)


def test_links_say_where_they_lead(pdf):
    from io import BytesIO

    from pypdf import PdfReader

    pages = PdfReader(BytesIO(pdf)).pages
    said = {str(note.get_object()["/Contents"]) for page in pages for note in page.get("/Annots", [])}
    assert "Lenke til https://example.org/a" in said
    assert "Gå til Tabeller" in said
    assert "1 Alt på en gang, side 3" in said


def test_passages_in_another_language_say_so(reading):
    assert [s.text() for s in reading.root.find("Span") if s.properties.get("Lang") == "nn-NO"] == [
        "Eg veit ikkje kva dei meiner."
    ]
    assert [p.text() for p in reading.root.find("P") if p.properties.get("Lang") == "nn-NO"] == [
        "Heile avsnittet er på nynorsk."
    ]


def test_notes_have_an_id_of_their_own(reading):
    assert [note.properties["ID"] for note in reading.root.find("Note")] == ["note-2"]


def test_the_stamp_is_on_every_page_and_read_once(reading):
    stamped = [any(STAMP in tidy(text) for text in page) for page in reading.artifacts]
    assert stamped[0] is False
    assert all(stamped[1:])
    assert [p.text() for p in reading.root.find("P")].count(STAMP) == 1


def test_pages_are_numbered(reading):
    last = len(reading.artifacts)
    numbers = [re.search(r"Side (\d+) av (\d+)", " ".join(page)) for page in reading.artifacts]
    assert [m and m.groups() for m in numbers] == [(str(n), str(last)) for n in range(1, last + 1)]


def test_contents_name_the_page_the_heading_is_on(reading, pdf):
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    at = {}

    def note(outline):
        for entry in outline:
            if isinstance(entry, list):
                note(entry)
            else:
                at[entry.title] = reader.get_destination_page_number(entry) + 1

    note(reader.outline)
    lines = [tidy(entry.text()).rpartition(" ") for entry in reading.root.find("TOCI")]
    assert {text: int(number) for text, _, number in lines} == {t: n for t, n in at.items() if t != "Nederst"}


def test_hard_spaces_and_hyphens_stay_whole(reading):
    text = next(p.text() for p in reading.root.find("P") if "234" in p.text())
    assert tidy(text) == "1 234 567 barn, 2023–2024, kap. 3, e\u2011post, −12,5 %, ≤ 5, ≥ 90, ▲ ● ▼ « »"
