"""How one cell of a sheet stands: what it shows, what it is edited as, and whether it can be written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bvdesk.domain.tall.beregning import Opphav, Resultat
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.innlesing import STATUS_KORT
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_csv, format_tall, round_half_away
from bvdesk.domain.tall.verdi import STATUS_TEXT, Status
from bvdesk.services.ark import Ark, ArkKolonne, ArkRad, Rolle
from bvdesk.services.kvartalstatus import is_locked
from bvdesk.services.tjenestefil import Tjenestefil

_DERIVED_DECIMALS = 6
_ORIGIN = {
    Opphav.FORMEL: "regnes ut med formel",
    Opphav.KOMMUNER: "sum av kommunene",
    Opphav.PERIODER: "regnes ut av kvartalene",
    Opphav.DELER: "sum av delene",
    Opphav.KATEGORIER: "sum av kategoriene",
}


class Slag(Enum):
    """What a cell is."""

    INGEN = auto()
    FYLLES = auto()
    AVLEDET = auto()
    ROLIG = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class Arkcelle:
    """One cell. `redigering` is the figure without groups; `forklaring` is said beside it, never printed in it."""

    slag: Slag
    tekst: str = ""
    redigering: str = ""
    forklaring: str = ""
    kommentar: bool = False
    kan_skrives: bool = False


_NOTHING = Arkcelle(Slag.INGEN)


def read_cell(
    fil: Tjenestefil,
    ark: Ark,
    rad: ArkRad,
    kolonne: ArkKolonne,
    approved: frozenset[tuple[OmradeId, Periode]],
) -> Arkcelle:
    """How a cell stands now."""
    celle = ark.celle(rad, kolonne)
    if celle is None or rad.indikator is None:
        return _NOTHING
    registrering = fil.bok.get(celle)
    resultat = fil.beregning.resolve(celle)
    slag = _kind(ark, rad, kolonne, celle, approved)
    free = registrering is not None or resultat.verdi is None
    return Arkcelle(
        slag,
        show(resultat, rad.indikator),
        edit_text(resultat),
        explain(resultat, slag),
        kommentar=registrering is not None and bool(registrering.merknad),
        kan_skrives=slag is Slag.FYLLES or (slag is Slag.AVLEDET and kolonne.rolle is Rolle.NA and free),
    )


def awaits_entry(ark: Ark, rad: ArkRad, kolonne: ArkKolonne, approved: frozenset[tuple[OmradeId, Periode]]) -> bool:
    """Whether somebody is expected to write in a cell; known without its figure."""
    celle = ark.celle(rad, kolonne) if ark.is_entered(rad, kolonne) else None
    return celle is not None and not is_locked(celle, approved)


def _kind(ark: Ark, rad: ArkRad, kolonne: ArkKolonne, celle: Celle, approved: frozenset[tuple[OmradeId, Periode]]) -> Slag:
    if kolonne.rolle in (Rolle.FJOR, Rolle.FORRIGE):
        return Slag.ROLIG
    if kolonne.rolle is Rolle.NA and is_locked(celle, approved):
        return Slag.LAST
    return Slag.FYLLES if ark.is_entered(rad, kolonne) else Slag.AVLEDET


def show(resultat: Resultat, indikator: Indikator) -> str:
    """The figure as it stands in a cell; an unanswered one is empty."""
    if resultat.verdi is None:
        return STATUS_KORT.get(resultat.status, "")
    return format_tall(resultat.verdi, indikator.desimaler)


def edit_text(resultat: Resultat) -> str:
    """The figure as one types it: typed ones as they were typed, computed ones with six decimals at most."""
    if resultat.verdi is None:
        return STATUS_KORT.get(resultat.status, "")
    if resultat.opphav is Opphav.TASTET:
        return format_csv(resultat.verdi)
    rounded = round_half_away(resultat.verdi, _DERIVED_DECIMALS).normalize()
    return format_csv(rounded)


def explain(resultat: Resultat, slag: Slag) -> str:
    """Where the figure comes from, or why there is none."""
    parts = ["låst" if slag is Slag.LAST else "", _ORIGIN.get(resultat.opphav, "")]
    if resultat.verdi is None and resultat.status is not Status.BLANK:
        parts.append(STATUS_TEXT[resultat.status])
    return ", ".join(part for part in parts if part)
