"""The example services have full texts: every number is a live field, every section is there, nynorsk is nynorsk."""

import csv
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bvdesk import resources
from bvdesk.domain.kontroll.tekst.treff import Dom
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.felt.syntaks import FIELD
from bvdesk.domain.rapport.modell import Avsnitt, Kapittel, Mellomtittel, Punkter, Rapport, Utgave
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import eksempel, kontroll, rapport
from bvdesk.services.eksempeltekst import parse_texts
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from tests.conftest import DATA, kari
from tests.domain.rapport.test_malform import bokmal_words
from tests.services.test_utgave import said

PERIODS = {"fjordbygda": "2025", "vestmar": "2024", "kristiansand": "2024", "midtre_namdal": "2025K1-K3"}
ALLOWED = re.compile(r"§ ?\d+-\d+|\b18 år\b|^\d+\. |figur:[\w:]+|\]\([^)]*\)", re.MULTILINE)
NUMBER_WORDS = re.compile(r"\b(to|tre|fire|fem|seks|sju|åtte|ni|ti|elleve|tolv|halvparten|dobbelt|tredel)\b", re.IGNORECASE)


@pytest.mark.parametrize("navn", eksempel.names())
def test_every_number_in_prose_is_a_live_field(navn: str) -> None:
    for one in parse_texts(resources.text("eksempler", navn, "tekster.md")):
        plain = ALLOWED.sub("", FIELD.sub("", one.markdown))
        assert re.findall(r"\S*\d\S*", plain) == [], one.kapittel
        assert NUMBER_WORDS.findall(plain) == [], one.kapittel


@pytest.fixture(scope="module", params=eksempel.names())
def ferdig(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Tjenestefil]]:
    """Made once for the tests that read it; the last of them prints it."""
    folder = tmp_path_factory.mktemp("ferdig")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BVDESK_MAPPE", str(folder / "mappe"))
        with eksempel.create(folder / "e.bvdesk", kari(), request.param) as fil:
            yield request.param, fil


def every_area(fil: Tjenestefil, periode: Periode) -> Iterator[Rapport]:
    for omrade in rapport.all_areas(fil, periode):
        yield rapport.build(fil, omrade, Rapportvalg((omrade,), periode, Utgave.INTERN))


def chapters(report: Rapport) -> Iterator[Kapittel]:
    stack = list(report.kapitler)
    while stack:
        found = stack.pop()
        yield found
        stack += found.under


def test_texts_have_no_faults_and_their_figures_are_there(ferdig: tuple[str, Tjenestefil]) -> None:
    navn, fil = ferdig
    periode = Periode.parse(PERIODS[navn])
    for omrade in rapport.all_areas(fil, periode):
        valg = Rapportvalg((omrade,), periode, Utgave.INTERN)
        assert [f"{f.kapittel}: {f.feil}" for f in rapport.text_faults(fil, omrade, valg)] == []


def test_no_typed_number_is_taken_for_a_figure(ferdig: tuple[str, Tjenestefil]) -> None:
    """Then no pattern of withheld cells can refuse a public edition for its words."""
    navn, fil = ferdig
    periode = Periode.parse(PERIODS[navn])
    for omrade in rapport.all_areas(fil, periode):
        typed = rapport.typed_words(fil, omrade, Rapportvalg((omrade,), periode))
        taken = [hit for hit in kontroll.check_report_text(fil, periode, typed).treff if hit.dom is not Dom.UKJENT]
        assert [(hit.tall.raa, hit.setning.tekst) for hit in taken] == []


def test_every_section_of_the_published_outline_is_there(ferdig: tuple[str, Tjenestefil]) -> None:
    navn, fil = ferdig
    listing = DATA / "kilder" / f"{navn}_dekning.csv"
    if not listing.exists():
        return
    headings = set()
    for report in every_area(fil, Periode.parse(PERIODS[navn])):
        for kapittel in chapters(report):
            headings.add((kapittel.tittel, ""))
            headings |= {(kapittel.tittel, heading) for heading in filled_headings(kapittel)}
    rows = list(csv.DictReader(listing.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    missing = [row["seksjon"] for row in rows if (row["kapittel"], row["overskrift"]) not in headings]
    assert missing == []
    outline = Path(__file__).resolve().parents[2] / "shared" / "kilder" / navn / "disposisjon.md"
    if outline.exists():
        sections = re.findall(r"^\| ([^|#-][^|]*?) \| ([^|]+?) \|", outline.read_text(encoding="utf-8"), re.MULTILINE)
        assert {row["seksjon"] for row in rows} == {number.strip() for number, _ in sections}


def filled_headings(kapittel: Kapittel) -> Iterator[str]:
    """The headings inside a chapter that have something under them."""
    for heading, below in pairwise((*kapittel.innhold, None)):
        if isinstance(heading, Mellomtittel) and below is not None:
            deeper = not isinstance(below, Mellomtittel) or below.niva > heading.niva
            yield from [heading.tekst] if deeper else []


def test_the_nynorsk_report_reads_as_nynorsk_throughout(tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "e.bvdesk", bruker) as fil:
        periode, own = Periode.year(2025), fil.find_omrade("Fjellheim").id
        report = rapport.build(fil, own, Rapportvalg((own,), periode, Utgave.INTERN))
        assert report.malform is Malform.NYNORSK
        lines = [*said(report), *(t for k in chapters(report) for b in k.innhold for t in words_of(b))]
        found = {(w, line) for line in lines for w in bokmal_words(line.replace(report.avsender, ""))}
        assert found == set()


def words_of(blokk: object) -> Iterator[str]:
    match blokk:
        case Punkter():
            for punkt in blokk.punkter:
                yield from words_of(punkt)
        case Avsnitt() | Mellomtittel():
            yield blokk.tekst


def test_the_finished_reports_are_printed_for_everybody(ferdig: tuple[str, Tjenestefil], tmp_path: Path) -> None:
    navn, fil = ferdig
    periode = Periode.parse(PERIODS[navn])
    areas = rapport.all_areas(fil, periode)
    files = rapport.print_all(fil, Rapportvalg(areas, periode), tmp_path)
    assert len(files) == len(areas)
