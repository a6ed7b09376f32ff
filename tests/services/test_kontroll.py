"""The checker as a service and as a command: run, accept with a reason, the gate, one edit, JSON."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.cli.main import run as run_cli
from bvdesk.domain.errors import UserError
from bvdesk.domain.kontroll.funn import Niva
from bvdesk.domain.kontroll.register import BY_ID
from bvdesk.domain.kontroll.regler.regel import Terskler
from bvdesk.domain.rapport.modell import Kapittel, Tabell, Utgave
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import FYLKET, TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import eksempel, importering, kontroll, personvern, rapport, registrering
from bvdesk.services.cellekontroll import Cellekontroll
from bvdesk.services.kontroll import Kontrolltekst
from bvdesk.services.leserregning import cell_id
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file
from bvdesk.storage import logg_store
from tests.benchmarks import bench_kontroll
from tests.conftest import SHARED

P = Periode.year(2025)


@pytest.fixture
def liten(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    fil = create_file(tmp_path / "t.bvdesk", bruker, "Prøvetjenesten", ("Kragerø", "Drangedal"))
    kragero = fil.find_omrade("Kragerø").id
    registrering.save(fil, [(cell(kragero, "undersokelser_avsluttet"), figure(39))], "førte tall")
    registrering.save(fil, [(cell(kragero, "undersokelser_vedtak_tiltak"), figure(47))], "førte tall")
    yield fil
    fil.close()


def cell(omrade: str, indikator: str) -> Celle:
    return Celle(indikator, "", omrade, P)  # type: ignore[arg-type]


def figure(value: int) -> Registrering:
    return Registrering(Verdi(Decimal(value)))


def test_a_part_larger_than_its_whole_stops(liten: Tjenestefil) -> None:
    (stop,) = [m.funn for m in kontroll.stops(liten, P) if m.funn.regel == "V03"]
    assert stop.niva is Niva.STOPP
    assert stop.omrade == "Kragerø"
    assert not kontroll.stops(liten, P, liten.find_omrade("Drangedal").id)


def test_the_stops_of_each_area_are_those_of_the_whole_run(kilde: str, tmp_path: Path, bruker: Bruker) -> None:
    year = Periode.year(2025 if kilde == "midtre_namdal" else 2024)
    with eksempel.create(tmp_path / "t.bvdesk", bruker, kilde, with_texts=False) as fil:
        everything = kontroll.stops(fil, year)
        names = {key: "tjenesten" if key == TJENESTEN else rad.omrade.navn for key, rad in fil.omrader.items()}
        for key, name in names.items():
            assert kontroll.stops(fil, year, key) == tuple(m for m in everything if m.funn.omrade == name)
        assert bool(everything) == (kilde == "kristiansand")


def test_accepting_needs_a_reason_is_logged_and_can_be_taken_back(liten: Tjenestefil) -> None:
    (stop,) = [m.funn for m in kontroll.stops(liten, P) if m.funn.regel == "V03"]
    with pytest.raises(UserError):
        kontroll.accept(liten, stop, "  ")
    kontroll.accept(liten, stop, "Sak med to vedtak")
    assert stop not in [m.funn for m in kontroll.stops(liten, P)]
    accepted = [m.godtatt for m in kontroll.run(liten, P).merknader if m.funn == stop]
    assert accepted[0] is not None
    assert (accepted[0].grunn, accepted[0].person) == ("Sak med to vedtak", "Kari Leder")
    assert next(logg_store.newest_first(liten.database)).tekst == "Godtok V03: Sak med to vedtak"
    kontroll.accept(liten, stop, "")
    assert stop in [m.funn for m in kontroll.stops(liten, P)]


def test_what_is_accepted_stands_in_the_internal_edition_only(liten: Tjenestefil) -> None:
    (stop,) = [m.funn for m in kontroll.stops(liten, P) if m.funn.regel == "V03"]
    kragero = liten.find_omrade("Kragerø").id

    def appendix(edition: Utgave, omrade: OmradeId) -> list[Kapittel]:
        valg = rapport.Rapportvalg((omrade,), P, edition)
        return [k for k in rapport.build(liten, omrade, valg).kapitler if k.tittel == "Kontroll"]

    assert not appendix(Utgave.INTERN, kragero)
    kontroll.accept(liten, stop, "Sak med to vedtak")
    ((table,),) = [[b for b in k.innhold if isinstance(b, Tabell)] for k in appendix(Utgave.INTERN, kragero)]
    seen, _, _advice = stop.melding.partition(" Er tallene byttet om?")
    assert [(row.navn, row.ruter[:2]) for row in table.rader] == [(seen, ("Sak med to vedtak", "Kari Leder"))]
    assert appendix(Utgave.INTERN, TJENESTEN)
    assert not appendix(Utgave.INTERN, liten.find_omrade("Drangedal").id)
    assert not appendix(Utgave.OFFENTLIG, kragero)


def test_an_accepted_finding_comes_back_when_the_figure_changes(liten: Tjenestefil) -> None:
    (stop,) = [m.funn for m in kontroll.stops(liten, P) if m.funn.regel == "V03"]
    kontroll.accept(liten, stop, "Sak med to vedtak")
    kragero = liten.find_omrade("Kragerø").id
    registrering.save(liten, [(cell(kragero, "undersokelser_vedtak_tiltak"), figure(48))], "rettet")
    assert [m for m in kontroll.stops(liten, P) if m.funn.regel == "V03"]


def test_the_cells_of_a_sheet_are_checked_one_by_one(liten: Tjenestefil) -> None:
    kragero = liten.find_omrade("Kragerø").id
    changed = cell(kragero, "undersokelser_avsluttet")
    part = cell(kragero, "undersokelser_vedtak_tiltak")

    def marked() -> set[Celle]:
        checker = Cellekontroll(liten, P)
        return {place for celle in (changed, part) for place, *_ in checker.check(celle)}

    assert marked() == {part}
    registrering.save(liten, [(changed, figure(50))], "rettet")
    assert marked() == set()


def test_a_small_figure_the_public_can_work_out_stops(liten: Tjenestefil) -> None:
    figures = {"Kragerø": 2, "Drangedal": 40}
    areas = {name: liten.find_omrade(name).id for name in figures}
    cells = [(cell(areas[name], "barn_med_melding"), figure(value)) for name, value in figures.items()]
    registrering.save(liten, [*cells, (cell(TJENESTEN, "barn_med_melding"), figure(42))], "førte tall")
    assert not [m for m in kontroll.run(liten, P, utgivelse=True).merknader if m.funn.regel == "V38"]
    everything = replace(personvern.current(liten, P), skjulte=frozenset())
    small = replace(everything, skjulte=frozenset({cell_id(cells[0][0])}))
    personvern.record(liten, personvern.told(liten, small), ())
    stops = [m.funn for m in kontroll.run(liten, P, utgivelse=True).merknader if m.funn.regel == "V38"]
    assert [(f.omrade, f.indikator, f.periode) for f in stops] == [("Kragerø", "barn_med_melding", "2025")]
    assert stops[0].niva is Niva.STOPP


REFUSED = {
    "V32": "meldinger_mottatt;;3814;2025;12;;;",
    "V32 fylke": "meldinger_mottatt;;Viken;2025;12;;;",
    "V36 area": "meldinger_mottatt;;Ingensteds;2025;12;;;",
    "V36 year": "meldinger_mottatt;;fylket;;12;;;",
    "V36 sign": "meldinger_mottatt;;fylket;2025;:;;;",
    "V36 two": "meldinger_mottatt;;fylket;2025;0;tilbakeholdt;;",
}


@pytest.mark.parametrize("case", REFUSED)
def test_import_makes_the_mistake_impossible(liten: Tjenestefil, tmp_path: Path, case: str) -> None:
    path = tmp_path / "tall.csv"
    path.write_text(f"indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n{REFUSED[case]}\n", encoding="utf-8")
    with pytest.raises(UserError):
        importering.import_figures(liten, path)
    assert BY_ID[case.split()[0]].sikret


def test_a_benchmark_taken_in_keeps_its_sign(liten: Tjenestefil, tmp_path: Path) -> None:
    path = tmp_path / "tall.csv"
    rows = "meldinger_mottatt;;fylket;2025;;tilbakeholdt;;SSB 12275\nmeldinger_mottatt;;fylket;2024;90;;;SSB 12275"
    path.write_text(f"indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n{rows}\n", encoding="utf-8")
    importering.import_figures(liten, path)
    celle = Celle("meldinger_mottatt", "", FYLKET, P)
    assert liten.beregning.resolve(celle).verdi is None
    assert "V36" not in {m.funn.regel for m in kontroll.run(liten, P).merknader}


def test_a_service_sets_its_own_limits(liten: Tjenestefil) -> None:
    kragero = liten.find_omrade("Kragerø").id
    before = Celle("undersokelser_avsluttet", "", kragero, Periode.year(2024))
    registrering.save(liten, [(before, figure(60))], "fjoråret")
    assert "V23" not in {m.funn.regel for m in kontroll.run(liten, P).merknader}
    change = kontroll.set_thresholds(liten, Terskler(sprang_z=Decimal("1.5")))
    assert change.tekst == "Endret kontrollens grenser (Sprang fra i fjor, i standardavvik: 1,5)"
    assert kontroll.thresholds(liten) == Terskler(sprang_z=Decimal("1.5"))
    assert "V23" in {m.funn.regel for m in kontroll.run(liten, P).merknader}
    with pytest.raises(UserError, match="større enn 0"):
        kontroll.set_thresholds(liten, Terskler(sprang_minst=Decimal(0)))
    assert kontroll.thresholds(liten).sprang_minst == 5


def test_a_text_is_held_against_the_figures(liten: Tjenestefil) -> None:
    text = Kontrolltekst("I Kragerø ble 93 undersøkelser avsluttet i 2025.")
    found = [m.funn for m in kontroll.run(liten, P, text).merknader if m.funn.sted]
    assert [(f.regel, f.verdier) for f in found] == [("V30", (93, 39))]


def test_the_command_writes_json(liten: Tjenestefil, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = tmp_path / "tekst.txt"
    words.write_text("Det kostet 47 753kr.\n", encoding="utf-8")
    args = ["kontroll", str(liten.path), "--periode", "2025", "--tekst", str(words), "--omrade", "Kragerø", "--json"]
    assert run_cli(args) == 0
    rows = json.loads(capsys.readouterr().out)
    keys = {"regel", "niva", "omrade", "indikator", "periode", "verdier", "melding", "utdrag"}
    assert all(keys <= set(row) for row in rows)
    assert {"V03", "V41"} <= {row["regel"] for row in rows}
    assert [row["verdier"] for row in rows if row["regel"] == "V03"] == [[47, 39]]


def test_the_command_speaks_to_people_and_refuses_clearly(
    liten: Tjenestefil, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_cli(["kontroll", str(liten.path), "--periode", "2025"]) == 0
    assert "STOPP V03" in capsys.readouterr().out
    assert run_cli(["kontroll", str(liten.path), "--periode", "2025", "--tekst", str(tmp_path / "borte.txt")]) == 2
    assert "Fant ikke teksten" in capsys.readouterr().err


@pytest.mark.skipif(not (SHARED / "kilder").exists(), reason="the published reports are not here")
def test_the_known_mistakes_are_found_and_the_true_statements_left_alone() -> None:
    caught, cried, _ = bench_kontroll.measure(SHARED / "kilder")

    def share(certainty: str) -> float:
        rows = [
            hit
            for (kind, sure), hits in caught.items()
            if sure == certainty and kind in bench_kontroll.CHECKABLE
            for hit in hits
        ]
        return sum(rows) / len(rows)

    warned = [hit for hits in cried.values() for hit in hits]
    assert share("sikker") >= 0.9
    assert share("sannsynlig") >= 0.7
    assert sum(warned) / len(warned) <= 0.03


@pytest.mark.parametrize("name", ["fjordbygda", "kristiansand", "midtre_namdal"])
def test_the_marks_of_a_sheet_are_what_a_whole_run_finds_there(name: str, tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, name) as fil:
        for periode in (Periode.quarter(fil.years()[-2], 4), Periode.year(fil.years()[-1])):
            whole: dict[Celle, str] = {}
            for merknad in kontroll.run(fil, periode).merknader:
                celle = kontroll.find_cell(fil, merknad.funn)
                if celle is not None and merknad.funn.niva > Niva.INFO:
                    whole.setdefault(celle, merknad.funn.melding)
            totals = [Celle(i, "", TJENESTEN, periode) for i in fil.katalog.indikatorer]
            sheet = [*totals, *(c for o in fil.omrader for c, _ in fil.bok.cells(o, periode.ar))]
            checker = Cellekontroll(fil, periode)
            marked: dict[Celle, str] = {}
            for celle in sheet:
                for place, text, _ in checker.check(celle):
                    marked.setdefault(place, text)
            assert marked == {celle: text for celle, text in whole.items() if celle.periode.ar == periode.ar}
