"""Live fields: what they say, in words, and what they refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.felt.oppslag import Utfylt, fill_in
from bvdesk.domain.rapport.felt.syntaks import Felt, Form, Visning, fields_in, parse
from bvdesk.domain.tall.verdi import Status
from bvdesk.services.tjenestefil import katalog
from tests.domain.rapport.feltbok import Rad, kilde

KJENTE = katalog().indikatorer
MELDINGER: list[Rad] = [
    ("meldinger_mottatt", "a", "2025", 244),
    ("meldinger_mottatt", "a", "2024", 163),
    ("meldinger_mottatt", "b", "2025", 1),
    ("meldinger_mottatt", "b", "2024", 0),
    ("meldinger_til_undersokelse", "a", "2025", 122),
    ("meldinger_til_undersokelse", "a", "2024", 80),
    ("sykefravar_prosent", "tjenesten", "2025", "14.76"),
    ("sykefravar_prosent", "tjenesten", "2024", "15.9"),
    ("sykefravar_prosent", "landet", "2025", "9.1"),
    ("netto_drift_244", "a", "2025", 1234567),
    ("netto_drift_244", "a", "2024", 1034567),
    ("barn_i_beredskapshjem_slutt", "a", "2025", 1),
    ("ettervern_slutt", "a", "2025", 7),
    ("avvik_tjeneste", "tjenesten", "2025", 0),
    ("budsjettavvik", "a", "2025", -46),
]


def said(kode: str, **choices: object) -> str:
    source = kilde(MELDINGER, **choices)  # type: ignore[arg-type]
    return fill_in(source, parse(kode, source.kjente)).tekst.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kode", "expected"),
    [
        ("{meldinger_mottatt}", "244"),
        ("{meldinger_mottatt|forrige}", "163"),
        ("{meldinger_mottatt|endring}", "økte med 81"),
        ("{meldinger_mottatt|endring_prosent}", "økte med 49,7 prosent"),
        ("{meldinger_mottatt|forskjell}", "81 flere enn"),
        ("{meldinger_mottatt|telt}", "244 meldinger"),
        ("{meldinger_mottatt|omrade=Elvedal|telt}", "én melding"),
        ("{meldinger_mottatt|omrade=Elvedal|forrige|telt}", "ingen meldinger"),
        ("{meldinger_mottatt|omrade=tjenesten}", "245"),
        ("{meldinger_mottatt|periode=2024}", "163"),
        ("{meldinger_mottatt|periode=ar-1}", "163"),
        ("{meldinger_mottatt|mot=Elvedal}", "243 flere enn"),
        ("{meldinger_til_undersokelse|andel av meldinger_mottatt}", "50,0 prosent"),
        ("{meldinger_til_undersokelse|andel av meldinger_mottatt|endring}", "økte med 0,9 prosentpoeng"),
        ("{sykefravar_prosent|endring}", "gikk ned 1,1 prosentpoeng"),
        ("{sykefravar_prosent}", "14,8 prosent"),
        ("{sykefravar_prosent|tall}", "14,8"),
        ("{sykefravar_prosent|avrundet}", "15 prosent"),
        ("{budsjettavvik|retning}", "gikk ned med 46 kroner"),
        ("{ettervern_slutt|retning}", "økte med 7"),
        ("{sykefravar_prosent|mot=landet}", "5,7 prosentpoeng høyere enn"),
        ("{netto_drift_244}", "1 234 567 kroner"),
        ("{netto_drift_244|endring}", "økte med 200 000 kroner"),
        ("{barn_i_beredskapshjem_slutt|ord}", "ett"),
        ("{barn_i_beredskapshjem_slutt|telt}", "ett barn"),
        ("{ettervern_slutt|ord}", "sju"),
        ("{ettervern_slutt|telt}", "sju ungdommer"),
        ("{avvik_tjeneste|ord}", "ingen"),
        ("{ar}", "2025"),
        ("{forrige_ar}", "2024"),
        ("{omrade}", "Nordvik"),
        ("{kommuner}", "Nordvik og Elvedal"),
        ("{antall_kommuner|telt}", "to kommuner"),
    ],
)
def test_bokmal(kode: str, expected: str) -> None:
    assert said(kode) == expected


@pytest.mark.parametrize(
    ("kode", "expected"),
    [
        ("{meldinger_mottatt|endring}", "auka med 81"),
        ("{meldinger_mottatt|omrade=Elvedal|telt}", "éi melding"),
        ("{meldinger_mottatt|forskjell}", "81 fleire enn"),
        ("{barn_i_beredskapshjem_slutt|telt}", "eitt barn"),
        ("{ettervern_slutt|telt}", "sju ungdommar"),
        ("{sykefravar_prosent|endring}", "gjekk ned 1,1 prosentpoeng"),
        ("{sykefravar_prosent|mot=landet}", "5,7 prosentpoeng høgare enn"),
    ],
)
def test_nynorsk(kode: str, expected: str) -> None:
    assert said(kode, malform=Malform.NYNORSK) == expected


def reason(kode: str, rader: list[Rad], skjult: tuple[str, ...] = ()) -> str:
    source = kilde(rader, skjult=skjult)
    filled: Utfylt = fill_in(source, parse(kode, source.kjente))
    assert filled.mangel
    assert not filled.tekst
    return filled.mangel.grunn


def test_a_figure_that_is_not_there_gives_its_reason() -> None:
    assert reason("{ettervern_slutt}", []) == "blank"
    assert reason("{ettervern_slutt}", [("ettervern_slutt", "a", "2025", Status.TILBAKEHOLDT)]) == "tilbakeholdt"
    assert reason("{ettervern_slutt|endring}", [("ettervern_slutt", "a", "2025", 4)]) == "kan_ikke_regnes_ut"
    none: list[Rad] = [("barn_krav_tiltaksplan", "a", "2025", 0), ("barn_med_tiltaksplan", "a", "2025", 0)]
    assert reason("{andel_med_tiltaksplan}", none) == "kan_ikke_regnes_ut"
    zero: list[Rad] = [("ettervern_slutt", "a", "2025", 4), ("ettervern_slutt", "a", "2024", 0)]
    assert reason("{ettervern_slutt|endring_prosent}", zero) == "kan_ikke_regnes_ut"


@pytest.mark.parametrize(
    "kode",
    [
        "{meldinger_mottatt}",
        "{meldinger_mottatt|endring}",
        "{meldinger_mottatt|mot=Elvedal}",
        "{meldinger_til_undersokelse|andel av meldinger_mottatt}",
        "{meldinger_til_undersokelse|andel av meldinger_mottatt|endring}",
    ],
)
def test_everything_that_rests_on_a_withheld_figure_is_withheld(kode: str) -> None:
    assert reason(kode, MELDINGER, skjult=("meldinger_mottatt",)) == "skjult"


def test_a_share_by_formula_is_withheld_with_what_it_rests_on() -> None:
    rader: list[Rad] = [*MELDINGER, ("meldinger_konkludert", "a", "2025", 240)]
    assert reason("{andel_meldinger_til_undersokelse}", rader, skjult=("meldinger_til_undersokelse",)) == "skjult"


def test_a_running_year_says_how_far_it_has_come_and_compares_like_with_like() -> None:
    rader: list[Rad] = [
        ("meldinger_mottatt", "a", f"{ar}K{k}", 10 * k + ar - 2024) for ar in (2024, 2025) for k in (1, 2, 3)
    ]
    rader.append(("meldinger_mottatt", "a", "2024K4", 500))
    source = kilde(rader)
    now = fill_in(source, parse("{meldinger_mottatt}", source.kjente))
    assert (now.tekst, now.forbehold) == ("63", "til og med 3. kvartal")
    assert fill_in(source, parse("{meldinger_mottatt|endring}", source.kjente)).tekst == "økte med 3"


@pytest.mark.parametrize(
    ("kode", "advice"),
    [
        ("{meldiger_mottatt}", "meldinger_mottatt"),
        ("{meldinger_mottatt|forige}", "forrige"),
        ("{meldinger_mottatt|andel av barn_med_tilltak}", "barn_med_tiltak"),
        ("{meldinger_mottatt|omraade=Namsos}", "omrade="),
        ("{meldinger_mottatt|forrige|endring}", "Behold"),
        ("{meldinger_mottatt|endring|mot=landet}", "mot="),
        ("{Meldinger mottatt}", "meldinger_mottatt|forrige"),
        ("{ar|forrige}", "{ar}"),
    ],
)
def test_what_is_not_a_field_comes_with_a_suggestion(kode: str, advice: str) -> None:
    with pytest.raises(UserError) as fault:
        parse(kode, KJENTE)
    assert advice in fault.value.advice


name = st.sampled_from(sorted(KJENTE))
value = st.text("abcæøåABC -0123456789", min_size=1, max_size=12).map(str.strip).filter(bool)
felt = st.builds(
    Felt,
    name,
    st.sampled_from(Form),
    st.sampled_from(Visning),
    st.one_of(st.just(""), name),
    st.one_of(st.just(""), value),
    st.one_of(st.just(""), value),
    st.one_of(st.just(""), value),
    st.just(""),
    st.one_of(st.none(), value),
)


@given(felt)
def test_a_field_reads_back_as_itself(one: Felt) -> None:
    assert parse(one.kode, KJENTE) == one


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(tekst: str) -> None:
    for start, end, found in fields_in(tekst, KJENTE):
        assert tekst[start:end].startswith("{")
        assert isinstance(found, Felt | UserError)
