"""The gate itself is tested: a file with a seeded fault must not come through."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from bvdesk.reports.tagged import check
from tests.reports.tagged.proof import differences
from tests.reports.tagged.stories import torture

Fault = Callable[[pikepdf.Pdf], None]


def walk(element):
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list | Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/Type") == "/StructElem":
            yield from walk(kid)


def elements(file, tag):
    return [e for e in walk(file.Root.StructTreeRoot.K) if "/" + tag == e.S]


def annotated(file):
    return next(page for page in file.pages if "/Annots" in page)


def no_alternative_text(file):
    del elements(file, "Figure")[0]["/Alt"]


def no_language(file):
    del file.Root["/Lang"]


def no_parent_tree(file):
    del file.Root.StructTreeRoot["/ParentTree"]


def header_without_scope(file):
    for cell in elements(file, "TH"):
        if "/A" in cell:
            del cell["/A"]


def skipped_heading_level(file):
    elements(file, "H2")[0]["/S"] = Name("/H4")


def title_not_shown(file):
    del file.Root.ViewerPreferences["/DisplayDocTitle"]


def link_without_contents(file):
    del annotated(file).Annots[0]["/Contents"]


def link_outside_link_element(file):
    elements(file, "Link")[0]["/S"] = Name("/Span")


def no_tab_order(file):
    del annotated(file)["/Tabs"]


def list_item_without_list(file):
    elements(file, "L")[0]["/S"] = Name("/Div")


def row_without_its_last_cell(file):
    del elements(file, "TR")[3].K[-1]


def not_marked(file):
    del file.Root["/MarkInfo"]


def not_declared_accessible(file):
    data = file.Root.Metadata.read_bytes()
    file.Root.Metadata.write(data.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def without_title_in_metadata(file):
    data = file.Root.Metadata.read_bytes()
    file.Root.Metadata.write(re.sub(rb"<dc:title>.*?</dc:title>", b"", data))


def font_not_embedded(file):
    del next(iter(file.pages[0].Resources.Font.values())).FontDescriptor["/FontFile2"]


def no_letters_for_codes(file):
    for font in file.pages[0].Resources.Font.values():
        del font["/ToUnicode"]


def no_colour_space(file):
    del file.Root["/OutputIntents"]


def script(file):
    file.Root.OpenAction = Dictionary(S=Name("/JavaScript"), JS=String("1"))


def note_without_id(file):
    del elements(file, "Note")[0]["/ID"]


def stray_text(file):
    page = file.pages[0]
    font = next(iter(page.Resources.Font.keys()))
    code = page.Contents.read_bytes() + b"\nBT %s 9 Tf 50 50 Td (a) Tj ET\n" % font.encode()
    page.Contents = file.make_stream(code)


def parent_tree_astray(file):
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    page = next(i for i in range(1, len(numbers), 2) if isinstance(numbers[i], Array) and len(numbers[i]) > 3)
    numbers[page] = Array([numbers[page][0]] * len(numbers[page]))


def link_parent_astray(file):
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    at = [i for i in range(1, len(numbers), 2) if isinstance(numbers[i], Dictionary)]
    numbers[at[0]], numbers[at[1]] = numbers[at[1]], numbers[at[0]]


def file_name_for_alternative_text(file):
    elements(file, "Figure")[0]["/Alt"] = String("IMG_2041.png")


def paragraph_hidden_as_decoration(file):
    page = file.pages[3]
    code = page.Contents.read_bytes()
    hidden = re.sub(rb"/P <</MCID \d+>> BDC", b"/Artifact BMC", code, count=1)
    assert hidden != code
    page.Contents = file.make_stream(hidden)


def reading_order_swapped(file):
    kids = file.Root.StructTreeRoot.K.K
    kids[8], kids[9] = kids[9], kids[8]


def paragraph_left_out_of_the_tree(file):
    del file.Root.StructTreeRoot.K.K[8]


def withheld_figure_not_spoken(file):
    for span in elements(file, "Span"):
        if "/ActualText" in span:
            del span["/ActualText"]


SEEN_BY_VALIDATOR = [
    no_alternative_text,
    no_language,
    no_parent_tree,
    header_without_scope,
    skipped_heading_level,
    title_not_shown,
    link_without_contents,
    link_outside_link_element,
    no_tab_order,
    list_item_without_list,
    row_without_its_last_cell,
    not_marked,
    not_declared_accessible,
    without_title_in_metadata,
    font_not_embedded,
    no_letters_for_codes,
    no_colour_space,
    script,
    note_without_id,
    stray_text,
]
SEEN_ONLY_BY_READING = [
    parent_tree_astray,
    link_parent_astray,
    file_name_for_alternative_text,
    paragraph_hidden_as_decoration,
    reading_order_swapped,
    paragraph_left_out_of_the_tree,
    withheld_figure_not_spoken,
]


@pytest.fixture(scope="module")
def story(fonts):
    return torture(fonts)


@pytest.fixture(scope="module")
def sound(make_document, story):
    return make_document().render(story)


def seeded(pdf: bytes, fault: Fault) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as file:
        fault(file)
        out = BytesIO()
        file.save(out, fix_metadata_version=False, deterministic_id=True)
        return out.getvalue()


def test_rewriting_alone_is_no_fault(sound, story):
    rewritten = seeded(sound, lambda file: None)
    assert check(rewritten) == []
    assert differences(story, rewritten) == []


@pytest.mark.parametrize("fault", SEEN_BY_VALIDATOR, ids=lambda fault: fault.__name__)
def test_the_validator_sees(fault, sound):
    assert check(seeded(sound, fault))


@pytest.mark.parametrize("fault", SEEN_ONLY_BY_READING, ids=lambda fault: fault.__name__)
def test_reading_back_sees_what_the_validator_does_not(fault, sound, story):
    assert differences(story, seeded(sound, fault))


def test_what_is_no_pdf_is_a_fault():
    assert {fault.rule for fault in check(b"not a pdf")} == {"unreadable"}
