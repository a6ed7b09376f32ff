"""Texts in Markdown: the parts they become, and sentences that always read well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Avsnitt, Bilde, Bit, Fotnote, Mellomtittel, Punkter, Tabell
from bvdesk.domain.rapport.tekst.fylling import Fyller
from bvdesk.domain.rapport.tekst.lopende import parse_runs
from bvdesk.domain.rapport.tekst.markdown import Plassert, parse_text
from bvdesk.domain.rapport.tekst.setningsdeling import sentences
from bvdesk.domain.tall.omrade import TJENESTEN
from tests.domain.rapport.feltbok import Rad, kilde

TALL: list[Rad] = [
    ("meldinger_mottatt", "a", "2025", 244),
    ("meldinger_mottatt", "a", "2024", 163),
    ("ettervern_slutt", "a", "2025", 3),
    ("ettervern_slutt", "a", "2024", 3),
]


def filled(markdown: str, skjult: tuple[str, ...] = (), rader: list[Rad] | None = None) -> tuple[str, Fyller]:
    fyller = Fyller(kilde(TALL if rader is None else rader, skjult=skjult))
    return "\n".join(_plain(b) for b in fyller.blocks(parse_text(markdown))), fyller


def _plain(blokk: object) -> str:
    match blokk:
        case Avsnitt():
            return blokk.tekst
        case Punkter():
            return "\n".join(f"- {_plain(p)}" for p in blokk.punkter)
        case Fotnote():
            return f"{blokk.merke}: {blokk.avsnitt.tekst}"
        case Mellomtittel():
            return f"# {blokk.tekst}"
    return str(blokk)


def test_every_part_of_a_text() -> None:
    blocks = parse_text(
        """Første avsnitt
går over to linjer.

## En overskrift
- ett
- to
  - under to
    fortsetter

1. først
2. så

| Team | {ar} |
|---|--:|
| Mottak | {meldinger_mottatt|forrige} |
: Årsverk per team

![To barn leker](bilde:abc-1 "Lek")
[[figur:meldinger]]

Siste.[^a]

[^a]: En note.
"""
    )
    assert [type(b) for b in blocks] == [
        Avsnitt,
        Mellomtittel,
        Punkter,
        Punkter,
        Tabell,
        Bilde,
        Plassert,
        Avsnitt,
        Fotnote,
    ]
    bullets, numbers, table, image = blocks[2], blocks[3], blocks[4], blocks[5]
    assert isinstance(bullets, Punkter)
    assert isinstance(bullets.punkter[2], Punkter)
    assert isinstance(numbers, Punkter)
    assert numbers.nummerert
    assert isinstance(table, Tabell)
    assert (table.tittel, table.kolonner[1].tall) == ("Årsverk per team", True)
    assert table.rader[0].ruter == ("{meldinger_mottatt|forrige}",)
    assert image == Bilde("abc-1", "To barn leker", "Lek")


def test_looks_of_running_text() -> None:
    runs = parse_runs(
        r"Et **sterkt _og_ klart** ord, [lenke](https://a.no/b_(c)), \*stjerne\* og {ar}. 2 * 3 * 4 snake_case_ord"
    )
    assert Bit("sterkt ", sterk=True) in runs
    assert Bit("og", sterk=True, kursiv=True) in runs
    assert Bit("lenke", lenke="https://a.no/b_(c)") in runs
    assert Bit("", felt="{ar}") in runs
    assert runs[-1].tekst == ". 2 * 3 * 4 snake_case_ord"
    assert parse_runs("[x](javascript:alert)") == (Bit("[x](javascript:alert)"),)


@given(st.text("a.B {ar}*_[]()\\|#\n-1", max_size=80))
def test_no_text_breaks_the_reader(markdown: str) -> None:
    parse_text(markdown)


@given(st.text("aB. !?«»f.eks{ar}5 ", max_size=60))
def test_sentences_put_together_are_the_text(tekst: str) -> None:
    runs = parse_runs(tekst)
    parts = [run for sentence in sentences(runs) for run in sentence]
    assert "".join(r.tekst + r.felt for r in parts) == "".join(r.tekst + r.felt for r in runs)


@pytest.mark.parametrize(
    ("tekst", "count"),
    [
        ("Ett. To! Tre? Fire.", 4),
        ("Etter § 2-1 nr. 3 og jf. Ot.prp. er fristen f.eks. Lillestrøm 1. mai.", 1),
        ("I 2024. Tjenesten sa: «Ja.» Og nei.", 3),
        ("Den 1. {periode} kom. {ar} også.", 2),
    ],
)
def test_where_sentences_end(tekst: str, count: int) -> None:
    assert len(sentences(parse_runs(tekst))) == count


def test_a_sentence_says_what_the_figures_say() -> None:
    text, fyller = filled("{meldinger_mottatt|telt} kom i {ar}. Tallet {meldinger_mottatt|endring} fra {forrige_ar}.")
    assert text.replace("\u00a0", " ") == "244 meldinger kom i 2025. Tallet økte med 81 fra 2024."
    assert not fyller.feil
    assert not fyller.mangler


def test_a_field_that_opens_a_sentence_gets_a_capital() -> None:
    assert filled("Før. {ettervern_slutt|telt} fikk ettervern.")[0] == "Før. Tre ungdommer fikk ettervern."


def test_a_sentence_with_a_withheld_figure_is_replaced_as_a_whole() -> None:
    text, fyller = filled(
        "Vi fikk {meldinger_mottatt}. Av dem gjaldt {ettervern_slutt} en bror av {meldinger_mottatt}. Slutt.",
        skjult=("ettervern_slutt",),
    )
    assert text == (
        "Vi fikk 244. Tallet for «Ungdom 18–24 år med ettervern ved periodeslutt» i 2025 kan ikke vises av personvernhensyn."
        " Slutt."
    )
    assert len(fyller.mangler) == 1


def test_two_reasons_are_two_sentences_and_two_figures_one() -> None:
    text, _ = filled(
        "Det var {ettervern_slutt} og {meldinger_mottatt} og {barn_med_tiltak_aret}.", skjult=("ettervern_slutt",)
    )
    assert text.count("Tallet for") == 2
    text, _ = filled("Det var {undersokelser_startet} og {barn_med_tiltak_aret}.")
    assert text == ("Tallene for «Undersøkelser startet» og «Barn med tiltak i løpet av året» i 2025 er ikke registrert.")


def test_other_words_may_stand_where_a_figure_is_missing() -> None:
    assert filled("Ettervern: {ettervern_slutt|ellers=noen få}.", skjult=("ettervern_slutt",))[0] == "Ettervern: noen få."


def test_a_field_alone_in_a_cell_is_the_figure_with_its_sign() -> None:
    markdown = "| | Tall |\n|---|--:|\n| Ettervern | {ettervern_slutt} |\n| Meldinger | {meldinger_mottatt} |\n"
    (table,) = Fyller(kilde(TALL, skjult=("ettervern_slutt",))).blocks(parse_text(markdown))
    assert isinstance(table, Tabell)
    cells = [rad.ruter[0] for rad in table.rader]
    assert all(isinstance(cell, Klarert) for cell in cells)
    assert [cell.tekst for cell in cells if isinstance(cell, Klarert)] == [":", "244"]
    assert "personvernhensyn" in table.kilde


def test_what_only_the_service_knows_is_told_for_the_whole_service() -> None:
    rader = [*TALL, ("nemndsaker_behandlet", "tjenesten", "2025", 17)]
    text, fyller = filled("**Sakene.** Nemnda fikk {nemndsaker_behandlet|telt}. Det er mye.", rader=rader)
    assert text == "Sakene. Tall for hele tjenesten: Nemnda fikk 17\u00a0saker. Det er mye."
    assert not fyller.mangler
    assert {celle.omrade for celle in fyller.fortalt} == {TJENESTEN}
    hidden, _ = filled("Nemnda fikk {nemndsaker_behandlet|telt}.", skjult=("nemndsaker_behandlet",), rader=rader)
    assert hidden == text.removeprefix("Sakene. ").removesuffix(" Det er mye.")


def test_what_is_withheld_for_a_kommune_is_not_retold() -> None:
    text, fyller = filled("Det var {ettervern_slutt} med ettervern.", skjult=("ettervern_slutt",))
    assert "personvernhensyn" in text
    assert "tjenesten" not in text
    assert fyller.mangler


def test_a_table_with_holes_is_filled_for_the_whole_service() -> None:
    rader = [*TALL, ("nemndsaker_behandlet", "tjenesten", "2025", 17)]
    markdown = "| | Tall |\n|---|--:|\n| Saker | {nemndsaker_behandlet} |\n: Saker i nemnda\n"
    (table,) = Fyller(kilde(rader)).blocks(parse_text(markdown))
    assert isinstance(table, Tabell)
    assert table.tittel == "Saker i nemnda, hele tjenesten"
    assert [figure.tekst for figure in table.figures] == ["17"]


def test_a_field_that_cannot_be_read_is_told() -> None:
    text, fyller = filled("Vi fikk {meldinger_motatt} og {meldinger_mottatt|omrade=Oslo}.")
    assert "{meldinger_motatt}" in text
    assert ["Mente du {meldinger_mottatt}?" in f.advice for f in fyller.feil] == [True, False]


YOUNG = "«Ungdom 18–24 år med ettervern ved periodeslutt»"


@pytest.mark.parametrize(
    ("tekst", "sagt"),
    [
        (
            "Det var {ettervern_slutt}, mot {ettervern_slutt|forrige}.",
            f"Tallene for {YOUNG} i 2025 og 2024 kan ikke vises av personvernhensyn.",
        ),
        (
            "Tallet {ettervern_slutt|endring} til {ettervern_slutt}.",
            f"Tallet for {YOUNG} i 2025 kan ikke vises av personvernhensyn.",
        ),
    ],
)
def test_what_is_not_there_is_named_once(tekst: str, sagt: str) -> None:
    assert filled(tekst, skjult=("ettervern_slutt",))[0] == sagt


def test_sentences_in_a_row_that_lack_figures_become_one() -> None:
    text, fyller = filled(
        "Vi øver. {ettervern_slutt} fikk hjelp. {ettervern_slutt|forrige} før[^a]. Fint.", skjult=("ettervern_slutt",)
    )
    assert text == f"Vi øver. Tallene for {YOUNG} i 2025 og 2024 kan ikke vises av personvernhensyn.a Fint."
    assert len(fyller.mangler) == 2


SERVICE: list[Rad] = [("undersokelser_startet", TJENESTEN, "2025", 20), ("meldinger_mottatt", TJENESTEN, "2025", 9)]


def test_a_list_told_for_the_whole_service_says_so_once() -> None:
    items = "- {meldinger_mottatt} kom inn.\n- {undersokelser_startet} er nok.\n"
    assert filled(items, rader=SERVICE)[0] == "Tall for hele tjenesten:\n- Ni kom inn.\n- 20 er nok."
    assert filled(f"- Vi øver.\n{items}", rader=SERVICE)[0] == (
        "- Vi øver.\n- Tall for hele tjenesten:\n- - Ni kom inn.\n- 20 er nok."
    )
    assert filled("- {meldinger_mottatt} kom inn.\n- Vi øver.", rader=SERVICE)[0] == (
        "- Tall for hele tjenesten: Ni kom inn.\n- Vi øver."
    )


def test_a_sentence_begins_with_a_word_and_not_with_a_small_number() -> None:
    assert filled("{ettervern_slutt} fikk hjelp, {ettervern_slutt} av dem lenge.")[0] == "Tre fikk hjelp, 3 av dem lenge."
    assert filled("{ettervern_slutt|tall} fikk hjelp.")[0] == "3 fikk hjelp."
    assert filled("{meldinger_mottatt} kom inn.")[0] == "244 kom inn."
