"""Two machines, one file: what differs is found, what is obvious is suggested, and nothing is lost on the way."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.katalog import CSV_COLUMNS
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import importering, kvartalstatus, oppslag, registrering, sammenslaing, tjenestefil
from bvdesk.services.sammenslaing import Forslag
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage import helse, konflikter


def put(fil: Tjenestefil, kvartal: int, tall: int) -> None:
    celle = Celle("meldinger_mottatt", "", fil.deltakere()[0].id, Periode.quarter(2031, kvartal))
    registrering.save(fil, [(celle, Registrering(Verdi(Decimal(tall))))], f"{kvartal}. kvartal")


@pytest.fixture
def other(eksempelfil: Tjenestefil, bruker: Bruker) -> Tjenestefil:
    """The same file, changed on another machine: 1 only here, 2 only there, 3 on both, 4 on both alike."""
    path = eksempelfil.path.with_name("eksempel (konflikt).bvdesk")
    put(eksempelfil, 1, 1)
    shutil.copyfile(eksempelfil.path, path)
    there = tjenestefil.open_file(path, bruker)
    put(eksempelfil, 1, 10)
    put(there, 2, 20)
    put(eksempelfil, 3, 30)
    put(there, 3, 31)
    put(eksempelfil, 4, 40)
    put(there, 4, 40)
    there.close()
    return sammenslaing.load_copy(eksempelfil, path)


def test_what_each_has_changed_is_told_from_what_both_have(eksempelfil: Tjenestefil, other: Tjenestefil) -> None:
    found = sammenslaing.compare(eksempelfil, other)
    assert {f.celle.periode.kode: f.forslag for f in found.celler} == {
        "2031K1": Forslag.MIN,
        "2031K2": Forslag.ANDRE,
        "2031K3": Forslag.VELG,
    }
    assert found.felles
    assert found.felles.tekst == "1. kvartal"
    assert not found.annet


def test_merge_takes_what_is_chosen_in_one_step_that_can_be_undone(eksempelfil: Tjenestefil, other: Tjenestefil) -> None:
    before = oppslag.export_figures(eksempelfil)
    found = sammenslaing.compare(eksempelfil, other)
    chosen = [f for f in found.celler if f.forslag is not Forslag.MIN]
    sammenslaing.merge(eksempelfil, other, chosen)
    left = sammenslaing.compare(eksempelfil, other)
    assert [f.celle.periode.kode for f in left.celler] == ["2031K1"]
    assert helse.examine(eksempelfil.database).good
    registrering.undo(eksempelfil)
    assert oppslag.export_figures(eksempelfil) == before


def test_nothing_is_brought_into_an_approved_quarter(eksempelfil: Tjenestefil, other: Tjenestefil) -> None:
    before = oppslag.export_figures(eksempelfil)
    kvartalstatus.approve(eksempelfil, eksempelfil.deltakere()[0].id, Periode.quarter(2031, 3))
    found = sammenslaing.compare(eksempelfil, other)
    with pytest.raises(UserError, match="låst") as caught:
        sammenslaing.merge(eksempelfil, other, found.celler)
    assert caught.value.details == ("Bekymringsmeldinger mottatt, Nordvik, 3. kvartal 2031",)
    assert oppslag.export_figures(eksempelfil) == before


def test_two_files_without_a_common_past_must_be_chosen_between(
    eksempelfil: Tjenestefil, tmp_path: Path, bruker: Bruker
) -> None:
    stranger = tjenestefil.create_file(tmp_path / "b.bvdesk", bruker, "Annen", ("Namsos",))
    found = sammenslaing.compare(eksempelfil, stranger)
    assert found.felles is None
    assert {f.forslag for f in found.celler} == {Forslag.MIN}  # nothing has ever stood there
    assert dict(found.annet).keys() >= {"innstillinger", "kommuner og områder"}
    stranger.close()


def test_areas_and_own_indicators_come_along(bruker: Bruker, tmp_path: Path) -> None:
    mine, theirs = [tjenestefil.create_file(tmp_path / f"{n}.bvdesk", bruker, "T", ("Namsos",)) for n in ("a", "b")]
    tall, own = tmp_path / "tall.csv", tmp_path / "own.csv"
    rows = "meldinger_mottatt;;Trondheim;2025;7;;;\nturer;;Namsos;2025;3;;;\n"
    tall.write_text("indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n" + rows, encoding="utf-8")
    own.write_text(";".join(CSV_COLUMNS) + "\nturer;Turer;antall;Å;kom;T;;S;S;1;4.2;;;0;\n", encoding="utf-8")
    importering.import_figures(theirs, tall, own)
    found = sammenslaing.compare(mine, theirs)
    sammenslaing.merge(mine, theirs, found.celler)
    assert sorted(oppslag.export_figures(mine).splitlines()) == sorted(oppslag.export_figures(theirs).splitlines())
    assert oppslag.export_own(mine) == oppslag.export_own(theirs)
    mine.close()
    theirs.close()


@pytest.mark.parametrize(
    "tail",
    [
        " (konflikt)",
        " (Kari sin motstridende kopi 2026-01-15)",
        " (Kari's conflicted copy 2026-01-15)",
        " (conflicted copy 2026-01-15 143200)",
        "_conflict-20260115-143200",
        ".sync-conflict-20260115-143200-ABCDEFG",
        " (1)",
        " [Konflikt]",
        "-DESKTOP-1A2B3C4",
        "-PC12345",
    ],
)
def test_sync_conflicts_are_noticed(tmp_path: Path, tail: str) -> None:
    path = tmp_path / "tjenesten.bvdesk"
    other = tmp_path / f"tjenesten{tail}.bvdesk"
    for file in (path, other, tmp_path / "noe annet.bvdesk"):
        file.write_bytes(b"")
    assert sammenslaing.conflict_copies(path) == (other,)
    assert sammenslaing.conflict_copies(other) == ()


@pytest.mark.parametrize("tail", [" 2025", " kopi av kopi", "-gammel", " (skadet)", "2", " – 2024 (endelig)", "-KOPI"])
def test_other_names_are_not_taken_for_conflicts(tail: str) -> None:
    assert not konflikter.is_conflict_name("tjenesten", f"tjenesten{tail}")


def test_synced_folders_are_known(tmp_path: Path) -> None:
    assert konflikter.synced_by(tmp_path / "OneDrive - Namsos kommune" / "t.bvdesk") == "OneDrive - Namsos kommune"
    assert konflikter.synced_by(tmp_path / "t.bvdesk") == ""
