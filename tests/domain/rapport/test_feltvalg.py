"""The list of fields, the sentences to start from, and that one changed figure changes what rests on it alone."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvdesk import resources
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.felt import forslag, utvalg
from bvdesk.domain.rapport.felt.syntaks import Felt, Form, fields_in
from bvdesk.domain.rapport.modell import Avsnitt
from bvdesk.domain.rapport.tekst.fylling import Fyller
from bvdesk.domain.rapport.tekst.lopende import parse_runs
from bvdesk.services.felt import sentence_bank
from bvdesk.services.tjenestefil import katalog
from tests.domain.rapport.feltbok import Rad, kilde

TALL: list[Rad] = [("meldinger_mottatt", "a", str(ar), 200 + ar - 2024) for ar in (2024, 2025)]


def test_every_indicator_and_fact_can_be_chosen_and_reads_back() -> None:
    source = kilde(TALL)
    listed = utvalg.available(source)
    assert len(listed) == len(katalog().indikatorer) + 9
    assert all(isinstance(found, Felt) for v in listed for _, _, found in fields_in(v.kode, source.kjente))
    assert next(v.eksempel for v in listed if v.felt.navn == "meldinger_mottatt") == "201"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("bekymr", "meldinger_mottatt"),
        ("mottatt meld", "meldinger_mottatt"),
        ("sykefravær", "sykefravar_prosent"),
        ("arsverk", "arsverk_i_alt"),
        ("melder skole", "melder_skole"),
        ("året før", "forrige_ar"),
    ],
)
def test_search_finds_what_one_means(query: str, first: str) -> None:
    found = utvalg.search(utvalg.available(kilde(TALL)), query)
    assert found[0].felt.navn == first


def test_a_field_without_a_figure_says_which_quarters_it_lacks() -> None:
    rows: list[Rad] = [("meldinger_mottatt", "a", f"2025K{k}", 7) for k in (2, 4)]
    source = kilde([*rows, ("undersokelser_startet", "a", "2024K1", 3)])
    lacking = {v.felt.navn: [q.kode for q in v.mangler] for v in utvalg.available(source) if not v.eksempel}
    assert lacking["meldinger_mottatt"] == ["2025K1", "2025K3"]
    assert lacking["undersokelser_startet"] == [], "none of this year's is there: it has no figure yet"


def test_search_for_nonsense_is_empty_and_for_nothing_is_all() -> None:
    listed = utvalg.available(kilde(TALL))
    assert utvalg.search(listed, "xyzzy") == ()
    assert utvalg.search(listed, " ") == listed


def test_variants_are_named_and_filled() -> None:
    found = {v.navn: v.eksempel for v in utvalg.variants(kilde(TALL), Felt("meldinger_mottatt"))}
    assert found["Tallet året før"] == "200"
    assert found["Endringen, i ord"] == "økte med 1"


@pytest.mark.parametrize("malform", Malform)
def test_every_suggestion_can_be_read(malform: Malform) -> None:
    data = tomllib.loads(resources.text("rapport", "forslag.toml"))
    for row in data["forslag"]:
        assert all(isinstance(found, Felt) for _, _, found in fields_in(row[malform], katalog().indikatorer)), row


def test_only_sentences_with_all_their_figures_are_suggested() -> None:
    found = forslag.suggestions(kilde(TALL), sentence_bank(), "4.2")
    assert [f.tekst.replace("\u00a0", " ") for f in found] == [
        "Tjenesten mottok 201 meldinger i 2025. Det er én mer enn i 2024.",
        "Antallet meldinger økte med 0,5 prosent fra 2024 til 2025.",
    ]


def test_a_figure_gets_a_text() -> None:
    found = forslag.figure_text(kilde(TALL), sentence_bank(), katalog()["meldinger_mottatt"])
    assert found
    assert found.tekst.startswith("Figuren viser bekymringsmeldinger mottatt. I 2025 var tallet 201")


INDIKATORER = (
    "meldinger_mottatt",
    "meldinger_til_undersokelse",
    "meldinger_henlagt",
    "undersokelser_avsluttet",
    "undersokelser_fristbrudd",
    "andel_undersokelser_fristbrudd",
    "barn_krav_tiltaksplan",
)
number = st.integers(10, 9999)
cells = st.fixed_dictionaries({(i, ar): number for i in INDIKATORER if not i.startswith("andel") for ar in (2024, 2025)})
said = st.builds(Felt, st.sampled_from(INDIKATORER), st.sampled_from((Form.VERDI, Form.FORRIGE)))
text = st.lists(st.lists(said, min_size=1, max_size=3), min_size=1, max_size=8)


@settings(max_examples=60)
@given(cells, text, st.sampled_from(INDIKATORER[:5]), st.sampled_from((2024, 2025)), st.integers(1, 50))
def test_one_changed_figure_changes_the_sentences_that_rest_on_it_and_no_other(
    book: dict[tuple[str, int], int], sentences: list[list[Felt]], indikator: str, ar: int, more: int
) -> None:
    markdown = " ".join(f"Her er {' og '.join(f.kode for f in fields)}." for fields in sentences)
    before = _sentences(book, markdown)
    after = _sentences({**book, (indikator, ar): book[indikator, ar] + more}, markdown)
    affected = affected_by(indikator)
    for fields, old, new in zip(sentences, before, after, strict=True):
        asks = [f for f in fields if f.navn in affected and (f.form is Form.FORRIGE) == (ar == 2024)]
        if not asks:
            assert old == new
        if any(f.navn == indikator for f in asks):
            assert old != new


def _sentences(book: dict[tuple[str, int], int], markdown: str) -> list[str]:
    rader: list[Rad] = [(i, "a", str(ar), value) for (i, ar), value in book.items()]
    fyller = Fyller(kilde(rader))
    text = Avsnitt(fyller.paragraph(parse_runs(markdown))).tekst
    return text.split("Her er")[1:]


def affected_by(indikator: str) -> frozenset[str]:
    return katalog().affected_by(indikator)
