from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvdesk.reports.tagged import Face, Run, TextStyle, emphasis, strong
from bvdesk.reports.tagged.inline import plain, runs_of
from bvdesk.reports.tagged.lines import atoms_of, break_lines, ink_of, natural_width
from bvdesk.reports.tagged.structure import Element
from tests.reports.tagged.proof import heard

STYLE = TextStyle(10, 14)
NB, SHY = "\u00a0", "\u00ad"


@pytest.fixture(scope="module")
def lines(fonts):
    element = Element("P", None)

    def make(text, width):
        parts = [(ink_of(run, STYLE, element, fonts), run.text) for run in runs_of(text)]
        return break_lines(atoms_of(parts), width)

    return make


def texts(lines):
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def test_lines_end_with_their_space(lines):
    assert texts(lines("ett to tre", 30)) == ["ett to ", "tre"]


@pytest.mark.parametrize("glue", [NB, "\u202f", "\u2009", "\u2011"])
def test_no_break_at_hard_spaces_and_hyphens(lines, glue):
    whole = glue.join(["123", "456", "789"])
    assert texts(lines(f"aaaa {whole}", 64)) == ["aaaa ", whole]


def test_a_section_sign_goes_with_its_number_to_the_next_line(lines):
    assert texts(lines("loven § 15-6 her", 40)) == ["loven ", "§ 15-6 ", "her"]


def test_a_soft_hyphen_shows_only_where_the_line_ends(lines):
    assert texts(lines(f"barne{SHY}verns{SHY}tjeneste", 60)) == [f"barneverns{SHY}", "tjeneste"]
    assert texts(lines(f"barne{SHY}verns{SHY}tjeneste", 500)) == ["barnevernstjeneste"]


def test_a_break_after_a_hyphen_only_between_letters(lines):
    assert texts(lines("nord-norsk 15-3 2023–2024", 30)) == ["nord-", "norsk ", "15-3 ", "2023–2", "024"]


def test_a_line_break_in_the_text_is_kept(lines):
    assert texts(lines("a\nb  c \n d", 500)) == ["a ", "b c ", "d"]


def test_a_word_in_several_inks_is_not_broken(lines):
    broken = lines(["MMMMMM bbbb", strong("cccc"), emphasis("dddd"), " eeee"], 92)
    assert texts(broken) == ["MMMMMM ", "bbbbccccdddd eeee"]
    assert [piece.text for piece in broken[1].pieces] == ["bbbb", "cccc", "dddd", " eeee"]


def test_a_word_that_is_too_wide_is_cut(lines):
    broken = lines("ord " + "A" * 40, 60)
    assert "".join(texts(broken)) == "ord " + "A" * 40
    assert all(line.width <= 60.01 for line in broken)


def test_no_text_is_one_empty_line(lines):
    assert texts(lines("", 50)) == [""]


words = st.text(alphabet="abcæøå-., \u00a0\u2011\n", max_size=60)


@settings(max_examples=150)
@given(st.lists(words, max_size=4), st.integers(15, 120))
def test_the_lines_together_are_the_text_and_none_is_too_wide(fonts, parts, width):
    text = [Run(part, strong=bool(number % 2)) for number, part in enumerate(parts) if part]
    element = Element("P", None)
    inks = [(ink_of(run, STYLE, element, fonts), run.text) for run in runs_of(text)]
    broken = break_lines(atoms_of(inks), width)
    assert "".join(texts(broken)) == "".join(run.text for run in runs_of(text)).replace("\n", " ")
    assert all(line.width <= width + 0.02 for line in broken)
    for line in broken:
        wide = sum(piece.width for piece in line.pieces)
        assert line.width == pytest.approx(wide, abs=3)


def test_natural_width_is_what_a_single_line_takes(lines, fonts):
    inks = [(ink_of(Run("ett to\ntre fire"), STYLE, Element("P", None), fonts), "ett to\ntre fire")]
    longest, whole = natural_width(atoms_of(inks))
    assert longest == pytest.approx(fonts.width("fire", Face.REGULAR, 10))
    assert whole == pytest.approx(fonts.width("tre fire", Face.REGULAR, 10))


def test_texts_are_values():
    assert plain(["a ", strong("b"), Run(":", spoken="vises ikke")]) == "a b:"
    assert heard(["a ", strong("b"), Run(":", spoken="vises ikke")]) == "a bvises ikke"
    assert plain("a \t b\r\n c") == "a b\nc"
