"""All or nothing: a fault names its row, and nothing has changed."""

from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.services import importering, oppslag, registrering
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file

HEADER = "indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n"
GOOD = "meldinger_mottatt;;Namsos;2025K1;12;;;\n"


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Tjenestefil:
    return create_file(tmp_path / "t.bvdesk", bruker, "Midtre Namdal", ("Namsos", "5047"))


def read(fil: Tjenestefil, tmp_path: Path, text: str | bytes) -> importering.Importert:
    path = tmp_path / "tall.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return importering.import_figures(fil, path)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("ukjent;;Namsos;2025K1;1;;;", "Ukjent indikator"),
        ("meldinger_mottatt;;Atlantis;2025K1;1;;;", "Atlantis"),
        ("meldinger_mottatt;;Namsos;2025K9;1;;;", "ikke en periode"),
        ("meldinger_mottatt;;Namsos;2025K1;1;;;", "to ganger"),
        ("meldinger_mottatt;;Namsos;2025K2;1.5;;;", "ikke et tall"),
        ("meldinger_mottatt;;Namsos;2025K2;;;;", "Nøyaktig ett"),
        ("meldinger_mottatt;;Namsos;2025K2;1;tilbakeholdt;;", "Nøyaktig ett"),
        ("meldinger_mottatt;;Namsos;2025K2;;borte;;", "Ukjent status"),
        ("meldinger_mottatt;Skole;Namsos;2025K2;1;;;", "ingen kategorier"),
        ("sats_institusjon;;Namsos;2025;190000;;;", "nasjonal sats"),
        ("meldinger_mottatt;;Våler;2025K2;1;;;", "flere kommuner"),
        ("meldinger_mottatt;;1703;2025K2;1;;;", "gjaldt ikke"),
    ],
)
def test_a_fault_names_the_row_and_changes_nothing(fil: Tjenestefil, tmp_path: Path, row: str, reason: str) -> None:
    before = oppslag.export_figures(fil)
    with pytest.raises(UserError) as caught:
        read(fil, tmp_path, HEADER + GOOD + row + "\n")
    assert "rad 3" in caught.value.details[0]
    assert reason in caught.value.details[0]
    assert oppslag.export_figures(fil) == before
    assert registrering.next_undo(fil) is None


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"a;b\n1;2\n", b"", HEADER.encode() + b"for;faa\n", HEADER.encode() + b'"aapen']
)
def test_other_files_are_refused(fil: Tjenestefil, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserError):
        read(fil, tmp_path, content)


def test_it_says_what_came_in_and_can_be_undone(fil: Tjenestefil, tmp_path: Path) -> None:
    done = read(fil, tmp_path, HEADER + GOOD + "meldinger_mottatt;;landet;2024;90000;;;\n")
    assert (done.nye, done.endret) == (2, 0)
    assert "Namsos" in done.tekst
    again = read(fil, tmp_path, HEADER + GOOD.replace("12", "13"))
    assert (again.nye, again.endret, again.uendret) == (0, 1, 0)
    registrering.undo(fil)
    assert ";12;" in oppslag.export_figures(fil).decode()
    registrering.undo(fil)
    assert oppslag.export_figures(fil).decode() == HEADER


def test_a_kommune_may_be_named_by_number_and_by_either_language(fil: Tjenestefil, tmp_path: Path) -> None:
    read(fil, tmp_path, HEADER + "meldinger_mottatt;;5007;2025K1;1;;;\nmeldinger_mottatt;;Nåavmesjenjaelmie;2025K2;2;;;\n")
    assert {c.omrade for c, _ in fil.bok.cells(fil.deltakere()[0].id, 2025)} == {fil.deltakere()[0].id}


def test_an_own_indicator_may_not_take_a_known_name(fil: Tjenestefil, tmp_path: Path) -> None:
    from bvdesk.domain.tall.katalog import CSV_COLUMNS

    tall, own = tmp_path / "tall.csv", tmp_path / "egne.csv"
    tall.write_text(HEADER)
    own.write_text(";".join(CSV_COLUMNS) + "\nmeldinger_mottatt;X;antall;K;kom;T;;S;S;1;4.2;;;0;\n")
    with pytest.raises(UserError, match="finnes allerede"):
        importering.import_figures(fil, tall, own)
    assert not [i for i in fil.katalog.indikatorer.values() if i.egen]
