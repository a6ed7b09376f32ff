"""Goals and measures, and what became of last year's: the two tables of the chapter on what will be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bvdesk.domain.rapport.modell import Avsnitt, Blokk, Kolonne, Rad, Rute
from bvdesk.domain.rapport.tabeller import table
from bvdesk.domain.rapport.utsnitt import Utsnitt


class Tiltaksstatus(StrEnum):
    """How far a measure has come."""

    PLANLAGT = "planlagt"
    I_GANG = "i_gang"
    GJENNOMFORT = "gjennomfort"
    FORSINKET = "forsinket"
    AVSLUTTET = "avsluttet"


@dataclass(frozen=True, slots=True)
class Tiltak:
    """A goal and what is done to reach it.

    Attributes:
        indikator: the figure that shows whether the goal is reached, empty for none.
        maltall: what the figure should become, as written.
        frist: when, as written («31.12.2026», «høsten»).
        oppfolging: what came of it, written the year after.
    """

    mal: str
    tiltak: str
    indikator: str = ""
    maltall: str = ""
    ansvarlig: str = ""
    frist: str = ""
    status: Tiltaksstatus = Tiltaksstatus.PLANLAGT
    oppfolging: str = ""


def measures(u: Utsnitt, nye: Sequence[Tiltak], fjorarets: Sequence[Tiltak]) -> Iterator[Blokk]:
    """What became of last year's measures, then the new ones; nothing when there are none."""
    if fjorarets:
        yield Avsnitt((u.ord("innsats_fjor_ingress", ar=str(u.periode.ar)),))
        columns = _columns(u, "innsats_mal", "innsats_tiltak", "innsats_tall", "innsats_status", "innsats_oppfolging")
        yield table(u, u.ord("innsats_fjor_tittel", ar=str(u.periode.ar)), columns, [_followed_up(u, t) for t in fjorarets])
    if nye:
        columns = _columns(
            u, "innsats_mal", "innsats_tiltak", "innsats_maltall", "innsats_ansvarlig", "innsats_frist", "innsats_status"
        )
        yield table(u, u.ord("innsats_tittel", ar=str(u.periode.ar + 1)), columns, [_planned(u, t) for t in nye])


def _columns(u: Utsnitt, *keys: str) -> list[Kolonne]:
    return [Kolonne(u.ord(key), tall=False) for key in keys]


def _planned(u: Utsnitt, t: Tiltak) -> Rad:
    return Rad(t.mal, (t.tiltak, _target(u, t), t.ansvarlig, t.frist, u.ord(f"innsats_status_{t.status}")))


def _followed_up(u: Utsnitt, t: Tiltak) -> Rad:
    return Rad(t.mal, (t.tiltak, _reached(u, t), u.ord(f"innsats_status_{t.status}"), t.oppfolging))


def _target(u: Utsnitt, t: Tiltak) -> str:
    name = u.name_of(u.beregning.katalog[t.indikator]) if t.indikator in u.beregning.katalog else ""
    return f"{name}: {t.maltall}" if name and t.maltall else name or t.maltall


def _reached(u: Utsnitt, t: Tiltak) -> Rute:
    """The figure as it has become, behind the gate."""
    if t.indikator not in u.beregning.katalog:
        return ""
    return u.figure(u.beregning.katalog[t.indikator])
