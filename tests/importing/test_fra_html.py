"""Pasted text keeps its structure and loses its clutter; nothing breaks the reader."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.rapport.modell import Mellomtittel, Punkter, Tabell
from bvdesk.domain.rapport.tekst.lesbarhet import readability
from bvdesk.domain.rapport.tekst.markdown import parse_text
from bvdesk.importing.fra_html import html_to_markdown


def test_structure_is_kept() -> None:
    html = (
        "<h2>Tittel</h2><p>En <i>kursiv</i> <a href='https://a.no'>lenke</a></p>"
        "<ul><li>en</li><li>to<ul><li>tre</li></ul></li></ul><table><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr></table>"
    )
    blocks = parse_text(html_to_markdown(html))
    assert isinstance(blocks[0], Mellomtittel)
    lists = [b for b in blocks if isinstance(b, Punkter)]
    assert len(lists) == 1
    assert isinstance(lists[0].punkter[-1], Punkter)
    assert isinstance(blocks[-1], Tabell)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>2 * 3 og {ar}</p>", r"2 \* 3 og \{ar\}"),
        ("<a href='javascript:x'>tekst</a>", "tekst"),
        ("<script>alert(1)</script>ren", "ren"),
        ("<p>a&nbsp;b</p><p></p><p>c</p>", "a b\n\nc"),
    ],
)
def test_clutter_and_danger_are_dropped(html: str, markdown: str) -> None:
    assert html_to_markdown(html) == markdown


@given(st.text("<>/ab liultrdp=\"'&;", max_size=200))
def test_no_markup_breaks_the_reader(html: str) -> None:
    html_to_markdown(html)


def test_long_words_and_sentences_are_heavier() -> None:
    light = "Vi hjelper barn. De blir hørt. " * 10
    heavy = "Barnevernstjenestens kvalitetssikringsarbeid gjennomføres etter internkontrollforskriftens bestemmelser " * 5
    assert readability(light).lix < readability(heavy).lix
    assert readability(light).tekst.endswith("lett å lese")
    assert readability("Kort.").tekst == ""


@pytest.mark.parametrize(
    "hostile", ["<a ", "<", "</", "<!--", "&#" + "9" * 5000, "<ul><li>", "<td>", "<tr>", "<b>", "\ud800", "\0"]
)
def test_a_page_that_never_ends_is_read_in_time(hostile: str) -> None:
    start = time.process_time()
    html_to_markdown("<table><tr>" + hostile * (200_000 // len(hostile)))
    assert time.process_time() - start < 5


def test_a_page_from_word_keeps_its_letters() -> None:
    head = (
        "<head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'><style><!-- p {} --></style></head>"
    )
    body = "<p class=MsoNormal>Æ – ø<o:p></o:p></p><![if !supportLists]>·<![endif]>"
    assert (
        html_to_markdown(f"<html xmlns:o='urn:x'>{head}<body><!--StartFragment-->{body}<!--EndFragment--></body>")
        == "Æ – ø\n\n·"
    )
