"""Builds small services for the tests of the checker."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.kontroll.regler.regel import Grunn
from bvdesk.domain.kontroll.tallbilde import Ramme, Tallbilde
from bvdesk.domain.kontroll.tallkontroll import check_all
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekstkontroll import Tekstkontroll, check_text
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle, Tallbok
from bvdesk.domain.tall.katalog import Katalog, parse_own
from bvdesk.domain.tall.kommuneregister import Kommuneregister
from bvdesk.domain.tall.omrade import (
    FYLKET,
    TJENESTEN,
    Deltakelse,
    Omrade,
    OmradeId,
    OmradeSlag,
    Tjeneste,
)
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
KATALOG = Katalog.from_tables(tomllib.loads((RESOURCES / "indikatorer.toml").read_text(encoding="utf-8")))
REGISTER = Kommuneregister.parse((RESOURCES / "kommuner.csv").read_text(encoding="utf-8"))
VIK, DAL = OmradeId("vik"), OmradeId("dal")
OMRADER = {"tjenesten": TJENESTEN, "Vik": VIK, "Dal": DAL, "fylket": FYLKET}
I_DAG = date(2026, 1, 15)

OWN = """id;etikett;enhet;korn;niva;type;formel;kv;kom;pv;kap;fro;kilde;kjerne;dimensjon
klager_grunn;Klager etter grunn;antall;Å;tj;T;;-;-;0;4.12;;;0;Grunn
klager_grunn_tidlig;Klager på grunn av ny ordning, sendt tidlig (herav);antall;Å;tj;T;;-;-;0;4.12;;;0;
klager_grunn_sen;Klager på grunn av ny ordning etter fristen;antall;Å;tj;T;;-;-;0;4.12;;;0;
klager;Klager;antall;Å;tj;T;;-;-;0;4.12;;;0;
andel_grunn;Andel klager etter grunn;prosent;Å;tj;T;;R;-;0;4.12;;;0;Grunn
saker_barn;Saker med tolk;barn;Å;tj;T;;-;-;0;4.12;;;0;
"""


def bilde(rows: str, periode: str = "2025") -> Tallbilde:
    """Figures from lines «indikator[/kategori] omrade periode verdi [merknad…] [@kilde]»; «!» is ikke rapportert."""
    blocks: dict[tuple[OmradeId, int], dict[tuple[str, str], dict[Periode, Registrering]]] = {}
    for line in filter(None, (line.strip() for line in rows.splitlines())):
        name, omrade, code, raw, *note = line.split()
        indikator, _, kategori = name.partition("/")
        verdi = Verdi(None, Status.IKKE_RAPPORTERT) if raw == "!" else Verdi(Decimal(raw.replace(",", ".")))
        p = Periode.parse(code)
        row = blocks.setdefault((OMRADER[omrade], p.ar), {}).setdefault((indikator, kategori.replace("_", " ")), {})
        merknad, _, kilde = " ".join(note).partition("@")
        row[p] = Registrering(verdi, merknad.strip(), kilde)
    tjeneste = Tjeneste("Vikdal barnevern", (Deltakelse(VIK), Deltakelse(DAL)))
    bok = Tallbok(lambda omrade, ar: blocks.get((omrade, ar), {}))
    beregning = Beregning(KATALOG.with_own(parse_own(OWN, "egne.csv")), tjeneste, bok)
    omrader = (
        Omrade(TJENESTEN, "tjenesten", OmradeSlag.TJENESTE),
        Omrade(VIK, "Vik", OmradeSlag.DELTAKER),
        Omrade(DAL, "Dal", OmradeSlag.DELTAKER),
        Omrade(FYLKET, "fylket", OmradeSlag.SAMMENLIGNING),
    )
    years = tuple(sorted({ar for _, ar in blocks}))
    return Tallbilde(beregning, Ramme(Periode.parse(periode), TJENESTEN, omrader, years))


def grunn(rows: str, periode: str = "2025") -> Grunn:
    """What the rules for figures look at."""
    return Grunn(bilde(rows, periode), I_DAG)


def rules(rows: str, periode: str = "2025") -> set[str]:
    """The ids of the rules that say something about these figures."""
    return {funn.regel for funn in check_all(grunn(rows, periode))}


def findings(rows: str, regel: str, periode: str = "2025") -> list[Funn]:
    """What one rule says about these figures."""
    return [funn for funn in check_all(grunn(rows, periode)) if funn.regel == regel]


def text_result(text: str, rows: str = "", periode: str = "2025") -> Tekstkontroll:
    """What the number check says about a text."""
    lest = Lesning.of(text, Periode.parse(periode).ar, ("Vik", "Dal"))
    return check_text(text, lest, bilde(rows, periode) if rows else None, REGISTER)


def text_findings(text: str, regel: str, rows: str = "") -> list[Funn]:
    """What one rule says about a text."""
    return [funn for funn in text_result(text, rows).funn if funn.regel == regel]


def celle(indikator: str, omrade: str = "tjenesten", periode: str = "2025") -> Celle:
    """A cell."""
    return Celle(indikator, "", OMRADER[omrade], Periode.parse(periode))
