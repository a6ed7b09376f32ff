"""Why a cell of a sheet cannot be written in, and where one writes instead: said when somebody tries."""

from __future__ import annotations

from bvdesk.domain.tall.beregning import Opphav
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.services.ark import Ark, ArkKolonne, ArkRad, Rolle
from bvdesk.services.indikatorer import formula_in_words
from bvdesk.services.kvartalstatus import is_locked
from bvdesk.services.tjenestefil import Tjenestefil

_PARTS = {Korn.MANED: "månedene", Korn.KVARTAL: "kvartalene", Korn.HALVAR: "halvårene"}
_SUMS = {
    Opphav.KOMMUNER: "Tallet er summen av kommunene. Skriv i kolonnen til hver kommune.",
    Opphav.DELER: "Tallet er summen av delene. Skriv i radene til delene.",
    Opphav.KATEGORIER: "Tallet er summen av radene under. Skriv i dem.",
}


def why_closed(
    fil: Tjenestefil, ark: Ark, rad: ArkRad, kolonne: ArkKolonne, approved: frozenset[tuple[OmradeId, Periode]]
) -> str:
    """One or two sentences; empty for a heading."""
    if rad.indikator is None:
        return ""
    if kolonne.rolle in (Rolle.FJOR, Rolle.FORRIGE):
        wanted = str(kolonne.periode.ar) if ark.has_year_columns else kolonne.periode.tekst
        return f"Tallet er her til sammenligning. Velg {wanted} øverst på siden for å skrive i det."
    celle = ark.celle(rad, kolonne)
    if celle is None:
        return _elsewhere(fil, ark, rad.indikator, kolonne)
    if kolonne.rolle is Rolle.NA and is_locked(celle, approved):
        return "Kvartalet er godkjent og låst. Det må åpnes igjen først."
    return _calculated(fil, rad.indikator, celle)


def _elsewhere(fil: Tjenestefil, ark: Ark, indikator: Indikator, kolonne: ArkKolonne) -> str:
    """There is no such figure: it belongs to another area, or to a longer period."""
    if indikator.niva is not Niva.KOMMUNE and kolonne.omrade != TJENESTEN:
        return f"Dette er et tall for hele tjenesten: Skriv det i kolonnen «{fil.name(TJENESTEN)}»."
    if indikator.entered_korn is Korn.AR:
        column = "«Året»" if ark.has_year_columns else "til 4. kvartal"
        return f"Dette er et tall for hele året: Skriv det i kolonnen {column}."
    if indikator.entered_korn is Korn.HALVAR:
        return "Dette er et tall for et halvår: Skriv det i kolonnen til 2. eller 4. kvartal."
    return "Skriv i kolonnen til kvartalet selv."


def _calculated(fil: Tjenestefil, indikator: Indikator, celle: Celle) -> str:
    origin = fil.beregning.resolve(celle).opphav
    if origin is Opphav.FORMEL:
        return f"Tallet regnes ut: {formula_in_words(fil.katalog, indikator)}."
    if origin is Opphav.PERIODER and indikator.entered_korn in _PARTS:
        return f"Tallet regnes ut av {_PARTS[indikator.entered_korn]}. Skriv i dem."
    return _SUMS.get(origin, "Tallet regnes ut. Skriv i kolonnen til kvartalet selv.")
