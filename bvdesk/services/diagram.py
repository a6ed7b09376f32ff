"""Charts of any indicator: over time, kommuner side by side, with what one compares with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bvdesk.domain.diagram.spec import Diagram, Punkt, Rolle, Serie, Slag
from bvdesk.domain.rapport.figurdeler import point
from bvdesk.domain.rapport.klarering import Port, Slipp, SlippAlt
from bvdesk.domain.rapport.utsnitt import YEARS_BACK
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.services.tjenestefil import Tjenestefil

NOT_CLEARED = "Intern bruk. Ikke kontrollert for personvern."
MAX_SERIES = 6
MOST_QUARTERS = 12


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


def build_diagram(fil: Tjenestefil, valg: Diagramvalg, slipp: Slipp | None = None) -> Diagram | None:
    """The chart; None when there is no figure to show.

    `slipp`: what decides which figures may be seen; then it goes no further back than the public editions do.
    """
    indikator = fil.katalog[valg.indikator]
    make = _kommuner if valg.tidsrom is Tidsrom.KOMMUNER else _over_time
    utsyn = _Utsyn(fil, indikator, Port(fil.beregning, slipp or SlippAlt("")), public=slipp is not None)
    diagram = make(utsyn, valg)
    return diagram if diagram is not None and any(serie.shown for serie in diagram.serier) else None


@dataclass(frozen=True, slots=True)
class _Utsyn:
    """An indicator's figures behind the gate."""

    fil: Tjenestefil
    indikator: Indikator
    port: Port
    public: bool

    def point(self, omrade: OmradeId, periode: Periode) -> Punkt:
        """One figure as a point of the chart."""
        return point(self.port.clear(Celle(self.indikator.id, "", omrade, periode)))

    def spans(self, valg: Diagramvalg) -> list[Periode]:
        """What stands along the chart."""
        years = [year for year in self.fil.years() if year <= valg.periode.ar]
        if valg.tidsrom is not Tidsrom.KVARTAL:
            return [Periode.year(year) for year in (years[-YEARS_BACK:] if self.public else years)]
        quarters = (q for year in years for q in Periode.year(year).quarters() if q <= valg.periode)
        return [q for q in quarters if not self.public or q.ar >= valg.periode.ar - 1][-MOST_QUARTERS:]


def suggest(fil: Tjenestefil, indikator: Indikator, omrader: Sequence[OmradeId]) -> tuple[Tidsrom, ...]:
    """The ways that make sense for an indicator."""
    quarterly = indikator.entered_korn in (Korn.MANED, Korn.KVARTAL)
    over_time = (Tidsrom.KVARTAL, Tidsrom.AR) if quarterly else (Tidsrom.AR,)
    return (*over_time, Tidsrom.KOMMUNER) if indikator.niva is Niva.KOMMUNE and len(omrader) > 1 else over_time


def _over_time(utsyn: _Utsyn, valg: Diagramvalg) -> Diagram | None:
    spans, indikator = utsyn.spans(valg), utsyn.indikator
    if not spans or not valg.omrader:
        return None
    serier = _lines(utsyn, valg.omrader, spans)
    if not serier:
        return None
    labels = tuple(span.tekst.replace("kvartal", "kv.") for span in spans)
    title = f"{indikator.etikett}, {spans[0].ar}–{spans[-1].ar}"
    slag = Slag.LINJE if len(spans) > 2 else Slag.SOYLE
    return Diagram(
        slag, title, unit_title(indikator), labels, serier, kilde=_source(indikator), desimaler=indikator.desimaler
    )


def _lines(utsyn: _Utsyn, omrader: Sequence[OmradeId], spans: Sequence[Periode]) -> tuple[Serie, ...]:
    """One line for each area that has a figure; the first is what the chart is about."""
    made = [_serie(utsyn, omrade, spans) for omrade in omrader]
    shown = [serie for serie in made if serie.shown][:MAX_SERIES]
    return tuple(replace(serie, rolle=Rolle.HOVED) if at == 0 else serie for at, serie in enumerate(shown))


def _serie(utsyn: _Utsyn, omrade: OmradeId, spans: Sequence[Periode]) -> Serie:
    points = tuple(utsyn.point(omrade, span) for span in spans)
    own = omrade == TJENESTEN or omrade in utsyn.fil.tjeneste.members(spans[-1])
    return Serie(utsyn.fil.name(omrade), points, Rolle.ANNEN if own else Rolle.SAMMENLIGNING)


def _kommuner(utsyn: _Utsyn, valg: Diagramvalg) -> Diagram | None:
    indikator = utsyn.indikator
    points = [(utsyn.fil.name(o), utsyn.point(o, valg.periode)) for o in valg.omrader]
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


def unit_title(indikator: Indikator) -> str:
    """The unit as the title of an axis."""
    return indikator.enhet.capitalize()


def _source(indikator: Indikator) -> str:
    return f"Kilde: {indikator.kilde}" if indikator.kilde else ""
