"""What a report looks at: one area and period, with the figures behind the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bvdesk.domain.rapport.disposisjon import Disposisjon
from bvdesk.domain.rapport.klarering import Klarert, Port
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Dimensjon, Indikator, Niva
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.verdi import Status

YEARS_BACK = 5


@dataclass(frozen=True, slots=True)
class Utsnitt:
    """An area's figures in a period.

    Attributes:
        omrade: a deltakerkommune or tjenesten.
        indikatorer: those in use, in reading order.
        sammenligninger: the areas to compare with that have figures.
        navn: what the reader calls an area.
        merknader: the service's own definition notes, by indicator.
    """

    port: Port
    omrade: OmradeId
    periode: Periode
    indikatorer: tuple[Indikator, ...]
    sammenligninger: tuple[OmradeId, ...]
    navn: Callable[[OmradeId], str]
    ord: Ordliste
    disposisjon: Disposisjon
    merknader: dict[str, str]

    @property
    def beregning(self) -> Beregning:
        """The resolver behind the gate; for asking whether there is something to show, never for what to print."""
        return self.port.beregning

    @property
    def kommuner(self) -> tuple[OmradeId, ...]:
        """The kommuner that the report may show side by side: all for tjenesten, none for a kommune's own report."""
        return self.beregning.tjeneste.members(self.periode) if self.omrade == TJENESTEN else ()

    def at(self, omrade: OmradeId) -> Utsnitt:
        """The same for another area."""
        return replace(self, omrade=omrade)

    def home(self, indikator: Indikator) -> OmradeId:
        """Where an indicator's figure is: the service's and the country's figures are not the kommune's own."""
        if indikator.niva is Niva.NASJONAL:
            return LANDET
        return TJENESTEN if indikator.niva is Niva.TJENESTE else self.omrade

    def cell(self, indikator: Indikator, periode: Periode | None = None, kategori: str = "") -> Celle:
        """The cell of an indicator in this view; a span of quarters is the whole year for what has only yearly figures."""
        period = periode or self.periode
        if indikator.only_yearly and period.korn is Korn.VINDU:
            period = Periode.year(period.ar)
        return Celle(indikator.id, kategori, self.home(indikator), period)

    def figure(self, indikator: Indikator, periode: Periode | None = None, kategori: str = "") -> Klarert:
        """The cleared figure, with a reservation when it is for the whole year and the column is not."""
        celle = self.cell(indikator, periode, kategori)
        figure = self.port.clear(celle)
        whole_year = celle.periode != (periode or self.periode) and figure.verdi is not None
        return replace(figure, merknad=celle.periode.kode) if whole_year else figure

    def label(self, indikator: Indikator) -> str:
        """The indicator's name with its unit, and a reminder when the figure is not the kommune's own."""
        name = self.name_of(indikator)
        counted = indikator.enhet in _COUNTED or indikator.enhet in name.casefold()
        unit = "" if counted else f", {self.ord.unit(indikator.enhet)}"
        own = self.home(indikator) == self.omrade
        return name + unit if own or indikator.niva is Niva.NASJONAL else f"{name}{unit} ({self.ord('hele_tjenesten')})"

    def name_of(self, indikator: Indikator) -> str:
        """The indicator's name in the report's written language."""
        return self.ord.either(indikator.etikett, indikator.etikett_nn)

    def dimension_name(self, dimensjon: Dimensjon) -> str:
        """The dimension's name in the report's written language."""
        return self.ord.either(dimensjon.navn, dimensjon.navn_nn)

    def known(self, indikator: Indikator, periode: Periode, kategori: str = "") -> bool:
        """Whether there is a figure, or an entered reason why not."""
        celle = self.cell(indikator, periode, kategori)
        result = self.beregning.resolve(celle)
        return result.status not in (Status.BLANK, Status.UFULLSTENDIG) or self.beregning.running(celle) is not None

    def has_number(self, indikator: Indikator, periode: Periode, kategori: str = "") -> bool:
        """Whether there is a number in a period."""
        return self.beregning.resolve(self.cell(indikator, periode, kategori)).verdi is not None

    def quarters(self) -> tuple[Periode, ...]:
        """The quarters of the period."""
        return self.periode.quarters()

    def halves(self) -> tuple[Periode, ...]:
        """The whole half-years of the period, when there is more than one."""
        halves = tuple(Periode(self.periode.ar, first, first + 5) for first in (1, 7))
        return halves if self.periode.korn is Korn.AR else ()

    def past(self) -> tuple[Periode, ...]:
        """The same period in the last years, oldest first, with the report's own last."""
        found = [self.periode]
        while len(found) < YEARS_BACK:
            found.append(found[-1].year_before())
        return tuple(reversed(found))

    def years_known(self, indikatorer: Iterable[Indikator]) -> tuple[Periode, ...]:
        """The past periods in which any of the indicators has a figure, without gaps at the start."""
        listed = tuple(indikatorer)
        past = self.past()
        first = next((i for i, p in enumerate(past) if any(self.known(x, p) for x in listed)), len(past) - 1)
        return past[first:]

    def categories(self, indikator: Indikator, periode: Periode | None = None) -> tuple[str, ...]:
        """The categories of an indicator that have something registered."""
        return self.beregning.relasjoner.categories(indikator.id, self.home(indikator), periode or self.periode)

    def period_name(self, periode: Periode) -> str:
        """A period as a column heading: the year for a year, «1. kv.» for a quarter."""
        if periode.korn is Korn.KVARTAL:
            return f"{periode.siste // 3}. kv."
        if periode == self.periode and periode.korn is Korn.VINDU:
            return f"{self.ord('hittil')} {periode.ar}"
        return periode.kort or str(periode.ar)

    def year_name(self, periode: Periode) -> str:
        """A period in a row of years: the year, with what part of it when it is not whole."""
        return str(periode.ar) if periode.korn is Korn.AR else f"{periode.kort} {periode.ar}"


_COUNTED = frozenset({"antall", "personer", "barn", "stillinger", "familier"})
