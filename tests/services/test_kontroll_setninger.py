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

# Of the example service in 2025 (331 meldinger; 337 and 336 the years before; Nordvik 242, Elvedal 66, Fjellheim 23 …).
TRUE = """
Tallet på bekymringsmeldinger gikk ned fra 337 i 2024 til 331 i 2025.
Vi mottok 331 meldinger, en nedgang på 6 fra 2024.
Antall meldinger er redusert med 1,8 prosent siden 2024.
Av de 147 avsluttede undersøkelsene ble 95 henlagt.
Nesten to av tre undersøkelser ble henlagt i 2025.
Hver tredje undersøkelse endte med vedtak om tiltak.
En tredel av undersøkelsene endte med vedtak om tiltak.
I Elvedal kom det inn 66 meldinger i 2025.
Fjellheim hadde 23 meldinger i 2025, mot 14 året før.
Nordvik mottok 242 bekymringsmeldinger i 2025.
I 2024 mottok tjenesten 337 meldinger.
Sykefraværet økte fra 8,7 prosent i 2024 til 10,4 prosent i 2025.
Sykefraværet gikk opp 1,7 prosentpoeng, fra 8,7 til 10,4 prosent.
Sykefraværet økte med 1,7 prosentpoeng fra 2024.
Turnover var 21,9 prosent, opp fra 16,1 prosent året før.
Utgiftene til barnevern per barn i befolkningen var 16 438 kroner.
Vi hadde 30,2 årsverk i barnevernstjenesten i 2025, mot 29,4 i 2024.
Netto driftsutgifter til barnevern var 66,9 millioner kroner i 2025.
Merforbruket var på 1,4 mill. kroner i 2025.
To av tre ungdommer som fylte 18 år, takket ja til ettervern.
58 av meldingene kom fra politiet, mot 51 i 2024.
Skolene meldte oftest, med 74 meldinger.
I første halvår mottok tjenesten 156 meldinger.
Fra 1. til 3. kvartal 2025 mottok tjenesten 243 meldinger.
Til og med tredje kvartal hadde vi mottatt 243 meldinger.
Barn med tiltak i løpet av året: ⏎ - Nordvik: 125 ⏎ - Elvedal: 45 ⏎ - Fjellheim: 14
Meldinger mottatt ⏎ 2023 2024 2025 ⏎ Nordvik 264 259 242 ⏎ Elvedal 56 64 66 ⏎ Fjellheim 16 14 23
Det var 81,3 meldinger per 1000 barn i 2025.
Trettiåtte meldinger kom fra foreldre og foresatte.
Tjenesten gjennomførte like mange familieråd som før: 26 i 2025 og 27 i 2024.
Vi hadde mer enn dobbelt så mange HMS-avvik som i 2024.
Andelen henlagte undersøkelser økte fra 54,7 til 64,6 prosent.
Av 147 undersøkelser ble 11 avsluttet etter fristen, det vil si 7,5 prosent.
Vi hadde 11 fristbrudd i undersøkelser, tre flere enn i 2024.
Ved årsskiftet hadde 109 barn tiltak, 12 færre enn ett år tidligere.
Andelen barn med tiltak av innbyggerne 0–17 år var 8,0 prosent i Fjellheim.
Hvert årsverk fulgte i snitt opp 10,6 barn med undersøkelse eller tiltak.
Det ble gjennomført 26 familieråd (27 i 2024).
Barn med tiltak utenfor hjemmet økte fra 83 i 2024 til 85 i 2025, en økning på 2.
Antall barn med tiltak i hjemmet har gått ned siden 2024.
Under halvparten av meldingene (46,2 prosent) gikk videre til undersøkelse.
Ni av ti undersøkelser ble avsluttet innen fristen.
46,2 prosent av meldingene gikk videre til undersøkelse.
I 2023 mottok vi 336 meldinger, i 2024 337 og i 2025 331.
Antall undersøkelser har økt jevnt: 137 i 2024 og 147 i 2025.
Det var 75 barn og unge utenfor hjemmet ved utgangen av året.
Alle barn med hjelpetiltak har tiltaksplan (100 prosent).
Dette er 15 flere enn i 2024, da 137 undersøkelser ble avsluttet.
Vi fikk 6 færre meldinger enn året før.
Det ble startet 18 flere undersøkelser enn i 2024.
Antall meldinger om høy konflikt gikk ned med 8 fra 2024.
Utgiftene til tiltak i hjemmet (251) var 11 994 000 kroner netto.
Nordvik står for 242 av de 331 meldingene, eller 73 prosent.
Nordvik er den største kommunen, og tjenesten mottok 331 meldinger i 2025.
I Nordvik, der kontoret ligger, kom det inn 331 meldinger samlet.
Tjenesten har seks flere ansatte enn i 2020.
Barnehagen fikk 12 flere plasser enn året før.
Det ble holdt 14 flere kurs enn i 2024.
Netto driftsutgifter til barnevern økte med 6,1 prosent siden 2024.
Lønnsveksten var 4,4 prosent i 2025.
Prisene økte med 3,1 prosent fra 2024.
Budsjettet til barnevern økte med 3,5 prosent fra 2024 til 2025.
Sykefraværet var 1,7 prosentpoeng høyere enn året før.
Målet er å redusere sykefraværet med 2 prosentpoeng.
Vi ligger 3 prosentpoeng under landet.
Andelen henlagte meldinger i landet var 5 prosentpoeng lavere.
Fra 2023 til 2025 gikk antall barn med hjelpetiltak i hjemmet ned fra 66 til 34.
Antall barn med tiltak ved utgangen av året er redusert med 25 siden 2023.
Vi fikk 48 flere meldinger fra skolen enn fra barnehagen.
Nordvik hadde 176 flere meldinger enn Elvedal.
I andre halvår kom det 175 meldinger, 19 flere enn i første halvår.
Etter tre kvartaler hadde vi mottatt 243 meldinger.
Per 3. kvartal hadde 114 barn tiltak.
I 1. og 2. kvartal mottok vi 156 meldinger.
Det kom 68 meldinger i første kvartal og 88 i fjerde kvartal.
Første kvartal: 68 meldinger. Fjerde kvartal: 88 meldinger.
Antall barn med tiltak er redusert med 12 barn, fra 121 til 109.
Økningen fra 2023 til 2024 var på én melding, fra 336 til 337.
Meldingene økte med 0,3 prosent fra 2023 til 2024.
Antall meldinger økte fra 336 i 2023 til 337 i 2024, og gikk så ned til 331 i 2025.
Elvedal sto for 66 av tjenestens 331 meldinger.
Av tjenestens 331 meldinger gjaldt 23 barn i Fjellheim.
Vi brukte 1,4 millioner mer enn budsjettert.
Nordvik fikk 17 færre meldinger enn i 2024.
Elvedal mottok 2 flere meldinger enn året før.
Utgiftene per barn økte med om lag 1 100 kroner fra 2024.
I Nordvik var 48 barn og unge plassert utenfor hjemmet, av i alt 75.
Andelen undersøkelser med fristbrudd økte med 1,6 prosentpoeng.
Andelen henlagte undersøkelser er 9,9 prosentpoeng høyere enn i 2024.
Vi hadde 1 akuttvedtak i fjerde kvartal.
Av 26 familieråd ble 19 holdt i Nordvik.
De siste tre årene har vi mottatt 336, 337 og 331 meldinger.
Tallet på årsverk økte med 0,8 fra 2024.
Sykefraværet i Nordvik kommune var 6,9 prosent.
I 2025 kom det i snitt 28 meldinger i måneden.
Kommunen har 174 innbyggere under 18 år i Fjellheim.
""".strip().splitlines()
WRONG = """
Tallet på bekymringsmeldinger gikk ned fra 387 i 2024 til 331 i 2025.
Vi mottok 331 meldinger, en nedgang på 16 fra 2024.
Antall meldinger er redusert med 8,1 prosent siden 2024.
Av de 147 avsluttede undersøkelsene ble 59 henlagt.
Nesten halvparten av undersøkelsene ble henlagt i 2025.
Hver femte undersøkelse endte med vedtak om tiltak.
Halvparten av undersøkelsene endte med vedtak om tiltak.
I Elvedal kom det inn 23 meldinger i 2025.
Fjellheim hadde 66 meldinger i 2025, mot 14 året før.
Nordvik mottok 331 bekymringsmeldinger i 2025.
I 2024 mottok tjenesten 391 meldinger.
Sykefraværet økte fra 7,8 prosent i 2024 til 10,4 prosent i 2025.
Sykefraværet sank fra 8,7 prosent i 2024 til 10,4 prosent i 2025.
Sykefraværet gikk opp 2,7 prosentpoeng, fra 8,7 til 10,4 prosent.
Sykefraværet økte med 3,7 prosentpoeng fra 2024.
Turnover var 21,9 prosent, opp fra 19,1 prosent året før.
Utgiftene til barnevern per barn i befolkningen var 18 438 kroner.
Vi hadde 32,2 årsverk i barnevernstjenesten i 2025, mot 29,4 i 2024.
Netto driftsutgifter til barnevern var 69,6 millioner kroner i 2025.
58 av meldingene kom fra politiet, mot 41 i 2024.
I første halvår mottok tjenesten 186 meldinger.
Fra 1. til 3. kvartal 2025 mottok tjenesten 283 meldinger.
Til og med tredje kvartal hadde vi mottatt 283 meldinger.
Barn med tiltak i løpet av året: ⏎ - Nordvik: 125 ⏎ - Elvedal: 54 ⏎ - Fjellheim: 14
Meldinger mottatt ⏎ 2023 2024 2025 ⏎ Nordvik 264 295 242 ⏎ Elvedal 56 64 66 ⏎ Fjellheim 16 14 23
Tjenesten gjennomførte dobbelt så mange familieråd som i 2024.
Vi hadde fire ganger så mange HMS-avvik som i 2024.
Andelen henlagte undersøkelser økte fra 54,7 til 74,6 prosent.
Av 147 undersøkelser ble 11 avsluttet etter fristen, det vil si 9,5 prosent.
Vi hadde 11 fristbrudd i undersøkelser, seks flere enn i 2024.
Ved årsskiftet hadde 109 barn tiltak, 22 færre enn ett år tidligere.
Andelen barn med tiltak av innbyggerne 0–17 år var 6,0 prosent i Fjellheim.
Hvert årsverk fulgte i snitt opp 12,6 barn med undersøkelse eller tiltak.
Det ble gjennomført 26 familieråd (37 i 2024).
Barn med tiltak utenfor hjemmet økte fra 83 i 2024 til 85 i 2025, en økning på 5.
Antall barn med tiltak i hjemmet har økt siden 2024.
Over halvparten av meldingene (46,2 prosent) gikk videre til undersøkelse.
Sju av ti undersøkelser ble avsluttet innen fristen.
64,2 prosent av meldingene gikk videre til undersøkelse.
I 2023 mottok vi 336 meldinger, i 2024 373 og i 2025 331.
Antall undersøkelser har økt jevnt: 137 i 2024 og 174 i 2025.
Det var 57 barn og unge utenfor hjemmet ved utgangen av året.
Vi fikk 26 færre meldinger enn året før.
Det ble startet 38 flere undersøkelser enn i 2024.
Nordvik står for 242 av de 331 meldingene, eller 63 prosent.
Nordvik fikk 37 færre meldinger enn i 2024.
Netto driftsutgifter til barnevern økte med 16,1 prosent siden 2024.
Andelen henlagte undersøkelser er 19,9 prosentpoeng høyere enn i 2024.
Antall barn med tiltak ved utgangen av året er redusert med 52 siden 2023.
I 1. og 2. kvartal mottok vi 165 meldinger.
Elvedal avsluttet 147 undersøkelser i 2025.
Fjellheim hadde 45 barn med tiltak i løpet av året.
Tallet på meldinger økte med 51 fra 2023 til 2024.
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


def lines(text: str) -> str:
    """A list or a table that stands on one line above."""
    return text.replace(" ⏎ ", "\n")


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_in_all_its_turns_is_let_be(fil: Tjenestefil, text: str) -> None:
    assert not warnings(fil, lines(text))


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_in_all_its_turns_is_seen(fil: Tjenestefil, text: str) -> None:
    assert warnings(fil, lines(text))
