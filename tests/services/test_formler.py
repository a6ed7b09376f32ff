"""Nothing the user wrote is run as a formula by a spreadsheet, whichever file it leaves in."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, Omrade, OmradeId, OmradeSlag
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import endringslogg, indikatorer, oppslag, rapport, registrering, skjema, tjenestefil
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.services.trykking import Filformat

EVIL = ("=1+1", "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "\n=1", '=HYPERLINK("x")', "''=1")
RUN = re.compile(r"[=+@\t\r\n]|-(?![\s]|$|[0-9.,]+$)")
OWN = {"enhet": "antall", "korn": "K", "niva": "kom", "type": "T", "formel": "", "kv": "S", "kom": "S", "pv": "0",
       "kap": "4.2", "fro": "", "kilde": "", "kjerne": "1", "dimensjon": ""}  # fmt: skip


@pytest.fixture(params=EVIL, ids=[str(n) for n in range(len(EVIL))])
def fil(request: pytest.FixtureRequest, tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    """A service in which every text that can be typed is a formula."""
    evil = str(request.param)
    kommuner = tuple(Omrade(OmradeId(f"eksempel:{n}"), f"{evil}{n}", OmradeSlag.DELTAKER) for n in range(2))
    person = Bruker(f"{evil}person", bruker.clock)
    fil = tjenestefil.create_with(tmp_path / "t.bvdesk", person, f"{evil}tjeneste", kommuner, kommuner[0].id)
    indikatorer.add_own(fil, OWN | {"id": "egen", "etikett": f"{evil}etikett"})
    for omrade in fil.deltakere():
        for quarter in Periode.parse("2025").quarters():
            for indikator, kategori in (("meldinger_mottatt", ""), ("egen", ""), ("meldinger_mottatt", f"{evil}kategori")):
                celle = Celle(indikator, kategori, omrade.id, quarter)
                value = Registrering(Verdi(Decimal(-12)), f"{evil}merknad", f"{evil}kilde")
                registrering.save(fil, [(celle, value)], f"{evil}tekst")
    yield fil
    fil.close()


def fields(content: bytes, delimiter: str = ";") -> list[str]:
    return [
        field
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter)
        for field in row
    ]


def workbook_parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/sheet"))


def test_no_export_holds_a_formula(fil: Tjenestefil, tmp_path: Path) -> None:
    evil = fil.tjeneste.navn.removesuffix("tjeneste")
    questions = tmp_path / "sporsmal.csv"
    header = ["indikator", "kategori", "omrade", "periode", "type", f"{evil}x"]
    with questions.open("w", encoding="utf-8", newline="") as file:
        rows = [header, ["meldinger_mottatt", "", "tjenesten", "2025", "verdi", f"{evil}svar"]]
        csv.writer(file, delimiter=";").writerows(rows)
    valg = Rapportvalg((TJENESTEN,), Periode.parse("2025"), Utgave.INTERN, formater=(Filformat.XLSX, Filformat.CSV))
    made = {Path(f.navn).suffix: f.innhold for f in rapport.make_all(fil, valg).filer}
    texts = {
        "figures": fields(oppslag.export_figures(fil)),
        "answers": fields(oppslag.answer_file(fil, questions)),
        "log": fields(endringslogg.export(fil, endringslogg.Loggfilter())),
        "report": fields(made[".csv"]),
    }
    for name, found in texts.items():
        assert [text for text in found if RUN.match(text)] == [], name
    assert any("merknad" in text for text in texts["figures"])
    form = skjema.write_form(fil, fil.deltakere()[0].id, Periode.parse("2025K1"))
    for book in (form, made[".xlsx"]):
        parts = workbook_parts(book)
        assert "<f>" not in parts
        assert "<f " not in parts
