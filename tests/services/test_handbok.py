"""The manual: every page can be found, every picture is there, and the whole prints as an accessible PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bvdesk import resources
from bvdesk.services import handbok

AVOID = tuple(
    "vennligst applikasjon ihht vedrørende implementer funksjonalitet foreta benytte herunder således".split()  # noqa: SIM905
)
WINDOW_PAGES = tuple(
    "oversikt registrering diagrammer kontroll personvern tekster rapport indikatorer trygghet innstillinger".split()  # noqa: SIM905
)


def test_the_first_page_says_how_to_begin() -> None:
    assert handbok.pages()[0].nokkel == "kom-i-gang"
    assert handbok.page("finnes ikke") == handbok.pages()[0]


@pytest.mark.parametrize("nokkel", WINDOW_PAGES)
def test_the_windows_pages_have_a_page_each(nokkel: str) -> None:
    assert handbok.page(nokkel).nokkel == nokkel


def test_search_finds_words_anywhere_and_titles_first() -> None:
    assert handbok.search("personvern skjult")[0].nokkel == "personvern"
    assert not handbok.search("romskip")
    assert handbok.search("") == handbok.pages()


def test_every_picture_is_there_and_used() -> None:
    named = {name for side in handbok.pages() for name in re.findall(r"\]\(bilde:([\w-]+)", side.markdown)}
    assert named
    assert named <= {path.stem for path in resources.path("manual", "bilder").glob("*.png")}


@pytest.mark.parametrize("side", handbok.pages(), ids=lambda side: side.nokkel)
def test_plain_words_and_short_sentences(side: handbok.Side) -> None:
    assert not [word for word in AVOID if word in side.markdown.casefold()]
    prose = re.sub(r"!?\[[^\]]*\]\([^)]*\)|[*#`]", "", side.markdown)
    sentences = [s for line in prose.splitlines() for s in re.split(r"(?<=[.!?])\s", line)]
    assert max(len(sentence.split()) for sentence in sentences) <= 26


def test_it_prints_as_an_accessible_pdf(tmp_path: Path) -> None:
    handbok.save_pdf(tmp_path / "handbok.pdf", "2026-01-15")
    assert (tmp_path / "handbok.pdf").read_bytes().startswith(b"%PDF")
