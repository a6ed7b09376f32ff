"""Ways of saying a figure that reports use: a wrong number is seen, a right one and one about something else are let be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.services import eksempel, kontroll
from bvdesk.services.kontroll import Kontrolltekst
from bvdesk.services.tjenestefil import Bruker, Tjenestefil

YEAR = Periode.year(2025)
SAID = [
    ("I løpet av 2025 mottok barneverntjenesten {} bekymringsmeldinger.", "meldinger_mottatt"),
    ("Totalt kom det inn {} meldinger i 2025.", "meldinger_mottatt"),
    ("Vi fikk {} meldinger i 2025.", "meldinger_mottatt"),
    ("Vi fekk {} meldingar i 2025.", "meldinger_mottatt"),
    ("Nordvik mottok {} meldinger i 2025.", "meldinger_mottatt Nordvik"),
    ("I 3. kvartal 2025 mottok vi {} bekymringsmeldinger.", "meldinger_mottatt tjenesten 2025K3"),
    ("I fjerde kvartal kom det {} meldinger.", "meldinger_mottatt tjenesten 2025K4"),
    ("Av meldingene gikk {} videre til undersøkelse.", "meldinger_til_undersokelse"),
    ("{} meldinger ble henlagt.", "meldinger_henlagt"),
    ("Politiet sto for {} av meldingene.", "melder_politi"),
    ("{} meldinger kom fra politiet.", "melder_politi"),
    ("Tjenesten gjennomførte {} undersøkelser i 2025.", "undersokelser_avsluttet"),
    ("Det ble avsluttet {} undersøkelser i løpet av året.", "undersokelser_avsluttet"),
    ("Det ble åpnet {} undersøkelser.", "undersokelser_startet"),
    ("{} undersøkelser ble henlagt i 2025.", "undersokelser_henlagt"),
    ("{} av undersøkelsene endte med vedtak om tiltak.", "undersokelser_vedtak_tiltak"),
    ("Det var {} fristbrudd i undersøkelsene i 2025.", "undersokelser_fristbrudd"),
    ("{} undersøkelser gikk ut over fristen.", "undersokelser_fristbrudd"),
    ("Ved utgangen av 2025 hadde {} barn tiltak.", "barn_med_tiltak_slutt"),
    ("{} barn var plassert utenfor hjemmet.", "barn_utenfor_hjemmet_slutt"),
    ("Det ble fattet {} akuttvedtak.", "akuttvedtak"),
    ("{} ungdommer fikk ettervern.", "ettervern_slutt"),
    ("Sykefraværet var {} prosent.", "sykefravar_prosent"),
    ("Turnover i 2025 var {} %.", "turnover_prosent"),
]
ABOUT_SOMETHING_ELSE = """
36 barn deltok på sommerleiren.
Vi hadde 24 møter med politiet i 2025.
Barnevernvakten mottok 120 meldinger i 2025.
Politiet deltok på 79 oppdrag.
I 2019 mottok vi 290 meldinger.
Skolene arrangerte 12 kurs om meldeplikten.
12 ansatte fikk opplæring i undersøkelser.
Tjenesten har gjennomgått 40 undersøkelser i et internt tilsyn.
Vi har kontrollert 25 meldinger for å se på kvaliteten.
I 15 av undersøkelsene brukte vi tolk.
65 prosent av de ansatte har videreutdanning.
En saksbehandler kan ha inntil 15 barn.
60 barn fikk tilbud om fritidskort.
I 22 saker ble det gitt råd uten undersøkelse.
Hver kontaktperson følger opp 13 barn med tiltak.
I august 2025 kom det 17 meldinger.
Statsforvalteren behandlet 6 klager.
Vi mottok 16 søknader om ny stilling.
Fosterhjemstjenesten rekrutterte 7 nye fosterhjem.
Vi gjennomførte 30 samtaler med barn i fosterhjem.
30 barn har fått medvirke i undersøkelsen.
Tiltaksteamet arbeidet med 62 barn i 2025.
Vi undersøkte 21 av meldingene på nytt.
Sykefraværet i kommunen som helhet var 8,1 prosent.
I snitt tok en undersøkelse 74 dager.
18 undersøkelser varte i mer enn tre måneder fordi familien flyttet.
Ved utgangen av august hadde 120 barn tiltak.
Vi har hatt 27 nye barn med tiltak på venteliste.
""".strip().splitlines()


@pytest.fixture(scope="module")
def fil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tjenestefil]:
    """The example service, whose catalogue has all the subjects that can be mistaken for each other."""
    path = tmp_path_factory.mktemp("setninger") / "eksempel.bvdesk"
    with eksempel.create(path, Bruker("Kari Leder", lambda: datetime(2026, 1, 15, tzinfo=UTC)), with_texts=False) as fil:
        yield fil


def warnings(fil: Tjenestefil, text: str) -> list[Funn]:
    """What is said against a sentence; that a small number should be left out (V39) is another matter."""
    found = kontroll.check_report_text(fil, YEAR, Kontrolltekst(text)).funn
    return [funn for funn in found if funn.niva >= Niva.ADVARSEL and funn.regel != "V39"]


def value(fil: Tjenestefil, place: str) -> Decimal:
    indikator, omrade, periode = [*place.split(), *("", "tjenesten", "2025")[len(place.split()) :]]
    area = TJENESTEN if omrade == "tjenesten" else fil.find_omrade(omrade).id
    found = fil.beregning.resolve(Celle(indikator, "", area, Periode.parse(periode))).verdi
    assert found is not None, place
    return found


@pytest.mark.parametrize(("text", "place"), SAID)
def test_a_wrong_number_is_seen_and_a_right_one_is_let_be(fil: Tjenestefil, text: str, place: str) -> None:
    right = value(fil, place)
    whole = right == right.to_integral_value()
    wrong = right + (max(Decimal(7), (right * Decimal("0.37")).to_integral_value()) if whole else Decimal("3.3"))
    assert [funn.regel for funn in warnings(fil, text.format(format_tall(wrong, 0 if whole else 1)))] == ["V30"]
    assert not warnings(fil, text.format(format_tall(right, 0 if whole else 1)))


@pytest.mark.parametrize("text", ABOUT_SOMETHING_ELSE)
def test_a_number_about_something_else_is_let_be(fil: Tjenestefil, text: str) -> None:
    assert not warnings(fil, text)
