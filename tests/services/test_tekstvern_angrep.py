"""Sentences that state or complete a withheld figure, and sentences that do not: an invented set of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import personvern, registrering, tekstvern
from bvdesk.services.kontroll import Kontrolltekst
from bvdesk.services.leserregning import cell_id
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file

P = Periode.year(2025)
NAMES = ("Namsos", "Overhalla", "Flatanger", "Grong")
FIGURES = {
    ("meldinger_mottatt", "2024"): (44, 21, 14, 9),
    ("meldinger_mottatt", "2025"): (40, 12, 2, 10),
    ("undersokelser_avsluttet", "2024"): (50, 20, 8, 6),
    ("undersokelser_avsluttet", "2025"): (60, 30, 9, 6),
    ("undersokelser_fristbrudd", "2024"): (15, 8, 2, 5),
    ("undersokelser_fristbrudd", "2025"): (12, 6, 4, 3),
    ("barn_med_tiltaksplan", "2025"): (35, 14, 8, 11),
    ("barn_krav_tiltaksplan", "2025"): (40, 17, 9, 13),
}


@pytest.fixture(scope="module")
def fil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tjenestefil]:
    bruker = Bruker("Kari Leder", lambda: datetime(2026, 1, 15, tzinfo=UTC))
    fil = create_file(tmp_path_factory.mktemp("tekst") / "t.bvdesk", bruker, "Tjenesten", NAMES)
    for (indikator, periode), row in FIGURES.items():
        cells = zip((o.id for o in fil.deltakere()), row, strict=True)
        rows = [(Celle(indikator, "", o, Periode.parse(periode)), Registrering(Verdi(Decimal(v)))) for o, v in cells]
        registrering.save(fil, rows, "tall")
    yield fil
    fil.close()


@pytest.fixture(scope="module")
def made(fil: Tjenestefil) -> Frigivelse:
    return personvern.clear(fil, P)


def area(fil: Tjenestefil, name: str) -> OmradeId:
    return fil.find_omrade(name).id if name else TJENESTEN


def told(fil: Tjenestefil, made: Frigivelse, text: str, name: str) -> list[str]:
    return [m.funn.melding for m in tekstvern.hidden_numbers(fil, P, Kontrolltekst(text, area(fil, name)), made)]


REFUSED = """
Flatanger mottok 2 bekymringsmeldinger i 2025.
I Flatanger kom det to bekymringsmeldinger.
Flatanger mottok 12 færre bekymringsmeldinger enn året før.
Antall bekymringsmeldinger i Flatanger gikk ned fra 14 til 2.
Bekymringsmeldingene i Flatanger gikk ned med 12 fra 2024 til 2025.
I Overhalla og Flatanger kom det til sammen 14 bekymringsmeldinger.
Namsos og Grong mottok til sammen 50 bekymringsmeldinger i 2025.
Namsos, Overhalla og Grong hadde samlet 62 bekymringsmeldinger.
Utenom Flatanger kom det 62 bekymringsmeldinger.
Grong mottok ti bekymringsmeldinger.
Grong mottok 10 bekymringsmeldinger, og ingen av dem var anonyme.
Grong fikk én bekymringsmelding mer enn i 2024.
Grong mottok 8 flere bekymringsmeldinger enn Flatanger.
Grong fikk fem ganger så mange bekymringsmeldinger som Flatanger.
Bekymringsmeldingene i Grong økte med 11 prosent.
Meldingene i Flatanger gikk ned med 86 prosent fra 2024 til 2025.
Flatanger sto for 3 prosent av bekymringsmeldingene.
Andelen av tjenestens bekymringsmeldinger som gjaldt Grong, var 15,6 prosent.
Flatanger hadde bare et par bekymringsmeldinger.
Det kom 1–2 bekymringsmeldinger i Flatanger.
Det kom 1-2 bekymringsmeldinger i Flatanger.
Flatanger fikk færre enn 3 bekymringsmeldinger.
Mellom 1 og 3 bekymringsmeldinger gjaldt Flatanger.
Én til tre bekymringsmeldinger kom fra Flatanger.
Av tjenestens 64 bekymringsmeldinger gjaldt to Flatanger.
Bekymringsmeldingene i Grong steg fra 9 til 10.
I fjor mottok Grong 9 bekymringsmeldinger, og i 2025 én mer.
Bekymringsmeldinger i 2025: Namsos 40, Overhalla 12, Flatanger 2, Grong 10.
Flatanger fekk to meldingar i 2025.
Av de tolv bekymringsmeldingene i de to minste kommunene kom ti fra Grong.
Resten, 2 bekymringsmeldinger, gjaldt Flatanger.
Barneverntjenesten fikk bare to meldinger fra Flatanger gjennom hele året.
Flatanger kommune mottok (2) bekymringsmeldinger.
Antallet bekymringsmeldinger fra Flatanger var 2.
Bekymringsmeldinger fra Flatanger: to.
Sammenlignet med 14 bekymringsmeldinger i 2024 hadde Flatanger tolv færre i 2025.
Det kom ca. 2 bekymringsmeldinger fra Flatanger.
Halvparten av de 6 undersøkelsene i Grong ble avsluttet etter fristen.
Tre av seks undersøkelser i Grong ble avsluttet etter fristen.
I Grong hadde 50 prosent av undersøkelsene fristbrudd.
I Grong ble halvparten av undersøkelsene avsluttet innen fristen.
Det var tre fristbrudd i Grong i 2025.
Flatanger hadde fristbrudd i 4 av 9 undersøkelser.
44 prosent av undersøkelsene i Flatanger hadde fristbrudd.
56 prosent av undersøkelsene i Flatanger ble avsluttet innen fristen.
I 2024 hadde Flatanger to fristbrudd, og i 2025 fire.
Grong gikk fra fem til tre fristbrudd.
Fristbruddene i Grong ble redusert med 40 prosent.
Namsos, Overhalla og Flatanger hadde 22 fristbrudd til sammen.
I Flatanger mangler ett barn tiltaksplan.
Bare et barn i Flatanger mangler tiltaksplan.
8 av 9 barn i Flatanger har gyldig tiltaksplan.
89 prosent av barna i Flatanger har gyldig tiltaksplan.
I Grong mangler to barn tiltaksplan.
Overhalla har gyldig tiltaksplan for 14 barn.
I Grong og Flatanger mangler tre barn tiltaksplan.
""".strip().splitlines()
IN_ITS_OWN_REPORT = (
    ("Flatanger", "Kommunen mottok 2 bekymringsmeldinger i 2025."),
    ("Flatanger", "Vi mottok to bekymringsmeldinger."),
    ("Flatanger", "Antall bekymringsmeldinger ble redusert med 12."),
    ("Flatanger", "Nedgangen i bekymringsmeldinger var på 86 prosent."),
    ("Grong", "Tre av seks undersøkelser ble avsluttet etter fristen."),
    ("Grong", "Halvparten av undersøkelsene hadde fristbrudd."),
    ("Flatanger", "Ett barn mangler tiltaksplan."),
    ("Flatanger", "| | 2024 | 2025 |\n|---|---|---|\n| Bekymringsmeldinger mottatt | 14 | 2 |"),
)
NOT_UNDERSTOOD = (
    "Alle unntatt ett barn i Flatanger har tiltaksplan.",
    "Grong hadde sin andel av nedgangen: der ble det ti.",
)
"""Known limits: nothing in the words themselves names the figure."""
PASSED = """
Tjenesten mottok 64 bekymringsmeldinger i 2025.
Namsos mottok 40 bekymringsmeldinger, mot 44 året før.
Overhalla gikk fra 21 til 12 bekymringsmeldinger.
Bekymringsmeldingene i tjenesten gikk ned med 27 prosent.
I Flatanger og Grong kom det til sammen 12 bekymringsmeldinger.
Namsos og Overhalla mottok til sammen 52 bekymringsmeldinger.
Flatanger mottok færre enn 10 bekymringsmeldinger i 2025.
Flatanger mottok {meldinger_mottatt} bekymringsmeldinger i 2025.
Tjenesten har 2 kontorer, og Flatanger ligger ved kysten.
Flatanger mottok få bekymringsmeldinger i 2025.
Antallet bekymringsmeldinger i Flatanger vises ikke av personvernhensyn.
Flatanger mottok 14 bekymringsmeldinger i 2024.
Grong avsluttet 6 undersøkelser i 2025, like mange som i 2024.
Tjenesten hadde 25 fristbrudd i 105 undersøkelser.
24 prosent av undersøkelsene i tjenesten hadde fristbrudd.
Namsos sto for 12 av fristbruddene.
Kontoret i Grong har 10 ansatte.
Det ble holdt to møter med skolen i Flatanger om bekymringsmeldinger.
Tiltaksplan skal foreligge innen 3 måneder.
86 prosent av barna i tjenesten har gyldig tiltaksplan.
I Namsos mangler 5 barn tiltaksplan.
Kommunestyret i Flatanger behandlet saken 12. mars 2026.
Fristbruddene i Grong ble færre.
Fristbruddene i Flatanger ble doblet fra 2024 til 2025.
En bekymringsmelding skal gjennomgås innen en uke, jf. § 2-1.
Overhalla hadde ni færre bekymringsmeldinger enn i 2024.
Flatanger avsluttet 9 undersøkelser, én mer enn året før.
Det er 3 saksbehandlere som følger opp fristbrudd i Grong.
Tjenesten fikk 24 færre bekymringsmeldinger enn i 2024.
Namsos mottok mer enn tre ganger så mange bekymringsmeldinger som Overhalla.
I Grong har vi en egen rutine for bekymringsmeldinger.
Målet for 2026 er at ingen undersøkelser i Grong skal ha fristbrudd.
Flatanger og Grong samarbeider om tre tiltak mot fristbrudd.
Overhalla avsluttet 30 undersøkelser, en økning på 50 prosent.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_sentence_that_states_or_completes_a_withheld_figure_is_found(
    fil: Tjenestefil, made: Frigivelse, sentence: str
) -> None:
    assert told(fil, made, sentence, "")


@pytest.mark.parametrize(("name", "sentence"), IN_ITS_OWN_REPORT)
def test_in_its_own_report_a_kommune_needs_no_name(fil: Tjenestefil, made: Frigivelse, name: str, sentence: str) -> None:
    assert told(fil, made, sentence, name)


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("sentence", NOT_UNDERSTOOD)
def test_known_limits(fil: Tjenestefil, made: Frigivelse, sentence: str) -> None:
    assert told(fil, made, sentence, "")


@pytest.mark.parametrize("sentence", PASSED)
def test_a_sentence_that_gives_nothing_away_passes(fil: Tjenestefil, made: Frigivelse, sentence: str) -> None:
    assert told(fil, made, sentence, "") == []


def test_two_harmless_sentences_that_complete_each_other_are_found(fil: Tjenestefil, made: Frigivelse) -> None:
    """A ratio of two withheld figures, and their difference: each alone leaves several tables, both leave one."""
    ratio = "Fristbruddene i Flatanger ble doblet fra 2024 til 2025."
    difference = "I Flatanger var det to flere fristbrudd i 2025 enn i 2024."
    assert told(fil, made, ratio, "") == []
    assert told(fil, made, difference, "") == []
    assert len(told(fil, made, f"{ratio} {difference}", "")) == 1


def test_the_hidden_figures_are_those_the_sentences_are_about(fil: Tjenestefil, made: Frigivelse) -> None:
    hidden = {
        (indikator, name)
        for indikator in ("meldinger_mottatt", "undersokelser_fristbrudd", "barn_med_tiltaksplan")
        for name in NAMES
        if cell_id(Celle(indikator, "", area(fil, name), P)) in made.skjulte
    }
    assert hidden == {
        *(("meldinger_mottatt", name) for name in ("Flatanger", "Grong")),
        *(("undersokelser_fristbrudd", name) for name in ("Flatanger", "Grong")),
        *(("barn_med_tiltaksplan", name) for name in ("Overhalla", "Flatanger", "Grong")),
    }
