"""The three published services: every derived value that must come out, comes out."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.cli.main import run
from bvdesk.services import eksempel, oppslag
from bvdesk.services.tjenestefil import Bruker
from tests.conftest import DATA, SHARED


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def test_every_expected_value(kilde: str, tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, kilde) as fil:
        answers = oppslag.answer_file(fil, DATA / "kilder" / f"{kilde}_forventet.csv").decode()
    rows = list(csv.DictReader(answers.splitlines(), delimiter=";"))
    assert rows
    wrong = [r for r in rows if not r["verdi"] or abs(number(r["verdi"]) - number(r["forventet"])) > number(r["toleranse"])]
    assert not wrong


@pytest.mark.skipif(not SHARED.exists(), reason="the published figures are not here")
def test_the_published_files_come_back_byte_for_byte(kilde: str, tmp_path: Path) -> None:
    folder = SHARED / "kilder" / kilde
    line = next(x for x in (folder / "README.md").read_text().splitlines() if x.startswith("Deltakerkommuner: "))
    kommuner = [k.strip() for k in line.partition(":")[2].split(",")]
    fil, out = tmp_path / "t.bvdesk", tmp_path / "ut.csv"
    assert run(["ny", str(fil), "--tjeneste", kilde, "--kommune", *kommuner]) == 0
    assert run(["importer", str(fil), str(folder / "tall.csv"), "--tillegg", str(folder / "tillegg.csv")]) == 0
    assert run(["eksporter", str(fil), "--ut", str(out)]) == 0
    assert out.read_bytes() == (folder / "tall.csv").read_bytes()


def test_export_and_import_are_opposites(kilde: str, tmp_path: Path, bruker: Bruker) -> None:
    from bvdesk.services.importering import import_figures
    from bvdesk.services.tjenestefil import create_with

    with eksempel.create(tmp_path / "a.bvdesk", bruker, kilde) as fil:
        tall, own = oppslag.export_figures(fil), oppslag.export_own(fil)
        kommuner, vert = fil.deltakere(), fil.deltakere()[0].id
    (tmp_path / "tall.csv").write_bytes(tall)
    (tmp_path / "own.csv").write_bytes(own)
    copy = create_with(tmp_path / "b.bvdesk", bruker, "Kopi", kommuner, vert)
    import_figures(copy, tmp_path / "tall.csv", tmp_path / "own.csv")
    assert oppslag.export_figures(copy) == tall
    assert oppslag.export_own(copy) == own
    copy.close()
