"""Spelling: the lists that come with the program, and what Norwegian makes of their words."""

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk import resources
from bvdesk.domain.rapport.tekst.staving import Ordbok

WORDS = ("barn", "barna", "barnevern", "fosterhjem", "melding", "meldinger", "råd", "samarbeid", "tiltak", "tjeneste")
SMALL = Ordbok("\n".join(sorted(WORDS, key=str.encode)).encode(), frozenset({"og", "ikke", "noe", "av", "Nordvik"}))


@given(st.sets(st.text("abåæø-", min_size=1, max_size=6)), st.text("abåæø-", min_size=1, max_size=6))
def test_the_search_finds_what_is_in_the_list_and_nothing_else(words: set[str], asked: str) -> None:
    ordbok = Ordbok("\n".join(sorted(words, key=str.encode)).encode(), frozenset())
    assert ordbok._listed(asked) is (asked in words)
    assert all(ordbok._listed(word) for word in words)


@pytest.mark.parametrize("word", ["barn", "Barn", "BARN", "tiltaks", "barnevernstjeneste", "barnevernsmelding", "NAV"])
def test_known_words_genitives_and_compounds(word: str) -> None:
    assert SMALL.knows(word)


@pytest.mark.parametrize("word", ["meldigner", "barnvernet", "tiltakk", "tjenetse", "fosterjhem"])
def test_slips_are_found(word: str) -> None:
    assert not SMALL.knows(word)


def test_a_line_is_read_without_names_links_notes_and_codes() -> None:
    line = "Meldigner av [nettsida](https://ftsm.no) i Hjuksebø,[^n] 12 barn-, samarbeid og e@post.no \ufffc ikkenoe."
    assert [(f.ord, line[f.start : f.slutt]) for f in SMALL.misspelt(line)] == [
        ("Meldigner", "Meldigner"),
        ("nettsida", "nettsida"),
        ("ikkenoe", "ikkenoe"),
    ]


OFFERED = {"meldigner": "meldinger", "Tjenestee": "Tjeneste", "ikkenoe": "ikke noe", "barnvern": "barnevern"}


@pytest.mark.parametrize(("slip", "meant"), OFFERED.items())
def test_the_word_that_was_meant_is_offered(slip: str, meant: str) -> None:
    assert meant in SMALL.suggest(slip)


@pytest.mark.parametrize(("name", "least"), [("nb", 500_000), ("nn", 120_000)])
def test_the_lists_are_sorted_by_bytes_and_large(name: str, least: int) -> None:
    words = gzip.decompress(resources.path("ordlister", f"{name}.txt.gz").read_bytes()).split(b"\n")
    assert words == sorted(set(words))
    assert len(words) > least


def test_nine_slips_in_ten_are_found_and_most_of_them_mended() -> None:
    data = gzip.decompress(resources.path("ordlister", "nb.txt.gz").read_bytes())
    ordbok = Ordbok(data, frozenset(resources.text("ordlister", "tillegg_nb.txt").split()))
    chance = random.Random(8)
    words = chance.sample([w for w in data.decode().split("\n") if 7 <= len(w) <= 12 and w.isalpha() and w.islower()], 60)
    slips = [(w[:i] + w[i + 1] + w[i] + w[i + 2 :], w) for w in words for i in [chance.randrange(1, len(w) - 2)]]
    slips = [(slip, word) for slip, word in slips if slip != word]
    found = [(slip, word) for slip, word in slips if not ordbok.knows(slip)]
    assert len(found) >= 0.85 * len(slips)
    assert sum(word in ordbok.suggest(slip) for slip, word in found) >= 0.9 * len(found)
