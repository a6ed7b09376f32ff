"""Goals and measures, and what became of last year's: the two tables of the chapter on what will be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bvdesk.domain.rapport.modell import Avsnitt, Blokk, Kolonne, Rad, Rute, Tabell
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
        rows = [_followed_up(u, t) for t in fjorarets]
        yield _without_blanks(table(u, u.ord("innsats_fjor_tittel", ar=str(u.periode.ar)), columns, rows))
    if nye:
        columns = _columns(
            u, "innsats_mal", "innsats_tiltak", "innsats_maltall", "innsats_ansvarlig", "innsats_frist", "innsats_status"
        )
        planned = [_planned(u, t) for t in nye]
        yield _without_blanks(table(u, u.ord("innsats_tittel", ar=str(u.periode.ar + 1)), columns, planned))


def _without_blanks(tabell: Tabell) -> Tabell:
    """The table without the columns nobody has filled in."""
    kept = [i for i in range(len(tabell.kolonner) - 1) if any(rad.ruter[i] for rad in tabell.rader)]
    columns = (tabell.kolonner[0], *(tabell.kolonner[i + 1] for i in kept))
    return replace(tabell, kolonner=columns, rader=tuple(Rad(r.navn, tuple(r.ruter[i] for i in kept)) for r in tabell.rader))


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
