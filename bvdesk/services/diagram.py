"""Charts of any indicator for the screen: over time, kommuner side by side, with what one compares with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bvdesk.domain.diagram.spec import MANGLER, Diagram, Punkt, Rolle, Serie, Slag, vist
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.verdi import Status
from bvdesk.services.tjenestefil import Tjenestefil

NOT_CLEARED = "Intern bruk. Ikke kontrollert for personvern."
MAX_SERIES = 6


class Tidsrom(StrEnum):
    """What stands along the chart."""

    KVARTAL = "kvartal"
    AR = "ar"
    KOMMUNER = "kommuner"


@dataclass(frozen=True, slots=True)
class Diagramvalg:
    """What to draw. `periode` is the last one of a series, or the one in which kommuner are compared."""

    indikator: str
    omrader: tuple[OmradeId, ...]
    tidsrom: Tidsrom
    periode: Periode


def drawable(fil: Tjenestefil) -> tuple[Indikator, ...]:
    """The indicators in use, in reading order."""
    return fil.active()


def areas(fil: Tjenestefil, indikator: Indikator, periode: Periode) -> tuple[OmradeId, ...]:
    """The areas that can have figures: kommuner, tjenesten and what one compares with."""
    own = fil.tjeneste.members(periode) if indikator.niva is Niva.KOMMUNE else ()
    return (*own, TJENESTEN, *(omrade.id for omrade in fil.comparisons()))


def build_diagram(fil: Tjenestefil, valg: Diagramvalg) -> Diagram | None:
    """The chart; None when there is no figure to show."""
    indikator = fil.katalog[valg.indikator]
    make = _kommuner if valg.tidsrom is Tidsrom.KOMMUNER else _over_time
    diagram = make(fil, indikator, valg)
    return diagram if diagram is not None and any(serie.shown for serie in diagram.serier) else None


def suggest(fil: Tjenestefil, indikator: Indikator, omrader: Sequence[OmradeId]) -> tuple[Tidsrom, ...]:
    """The ways that make sense for an indicator."""
    quarterly = indikator.entered_korn in (Korn.MANED, Korn.KVARTAL)
    over_time = (Tidsrom.KVARTAL, Tidsrom.AR) if quarterly else (Tidsrom.AR,)
    return (*over_time, Tidsrom.KOMMUNER) if indikator.niva is Niva.KOMMUNE and len(omrader) > 1 else over_time


def _over_time(fil: Tjenestefil, indikator: Indikator, valg: Diagramvalg) -> Diagram | None:
    years = [year for year in fil.years() if year <= valg.periode.ar]
    spans = [Periode.year(year) for year in years]
    if valg.tidsrom is Tidsrom.KVARTAL:
        spans = [quarter for year in spans for quarter in year.quarters() if quarter <= valg.periode][-12:]
    if not spans or not valg.omrader:
        return None
    serier = _lines(fil, indikator, valg.omrader, spans)
    if not serier:
        return None
    labels = tuple(span.tekst.replace("kvartal", "kv.") for span in spans)
    title = f"{indikator.etikett}, {spans[0].ar}–{spans[-1].ar}"
    slag = Slag.LINJE if len(spans) > 2 else Slag.SOYLE
    return Diagram(
        slag, title, unit_title(indikator), labels, serier, kilde=_source(indikator), desimaler=indikator.desimaler
    )


def _lines(
    fil: Tjenestefil, indikator: Indikator, omrader: Sequence[OmradeId], spans: Sequence[Periode]
) -> tuple[Serie, ...]:
    """One line for each area that has a figure; the first is what the chart is about."""
    made = [_serie(fil, indikator, omrade, spans) for omrade in omrader]
    shown = [serie for serie in made if serie.shown][:MAX_SERIES]
    return tuple(replace(serie, rolle=Rolle.HOVED) if at == 0 else serie for at, serie in enumerate(shown))


def _serie(fil: Tjenestefil, indikator: Indikator, omrade: OmradeId, spans: Sequence[Periode]) -> Serie:
    points = tuple(_point(fil, Celle(indikator.id, "", omrade, span)) for span in spans)
    own = omrade == TJENESTEN or omrade in fil.tjeneste.members(spans[-1])
    return Serie(fil.name(omrade), points, Rolle.ANNEN if own else Rolle.SAMMENLIGNING)


def _kommuner(fil: Tjenestefil, indikator: Indikator, valg: Diagramvalg) -> Diagram | None:
    points = [(fil.name(o), _point(fil, Celle(indikator.id, "", o, valg.periode))) for o in valg.omrader]
    if not points:
        return None
    labels, values = tuple(name for name, _ in points), tuple(point for _, point in points)
    title = f"{indikator.etikett}, {valg.periode.tekst}"
    serie = Serie(valg.periode.tekst, values, Rolle.HOVED)
    return Diagram(
        Slag.LIGGENDE,
        title,
        unit_title(indikator),
        labels,
        (serie,),
        kilde=_source(indikator),
        desimaler=indikator.desimaler,
        tidsakse=False,
    )


def _point(fil: Tjenestefil, celle: Celle) -> Punkt:
    resultat = fil.beregning.resolve(celle)
    if resultat.verdi is not None:
        return vist(resultat.verdi)
    running = fil.beregning.running(celle) if resultat.status is Status.UFULLSTENDIG else None
    if running is not None and running[1].verdi is not None:
        return vist(running[1].verdi, running[0].til_og_med)
    return MANGLER


def unit_title(indikator: Indikator) -> str:
    """The unit as the title of an axis."""
    return indikator.enhet.capitalize()


def _source(indikator: Indikator) -> str:
    return f"Kilde: {indikator.kilde}" if indikator.kilde else ""
