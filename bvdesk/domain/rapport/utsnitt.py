"""What a report looks at: one area and period, with the figures behind the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bvdesk.domain.rapport.disposisjon import Disposisjon
from bvdesk.domain.rapport.klarering import Klarert, Port
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import COUNT_UNITS, Dimensjon, Indikator, Niva
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.verdi import Status

YEARS_BACK = 5
SHORT = 17
"""The longest name, in letters, that stands over a column."""


@dataclass(frozen=True, slots=True)
class Utsnitt:
    """An area's figures in a period.

    Attributes:
        omrade: a deltakerkommune or tjenesten.
        indikatorer: those in use, in reading order.
        sammenligninger: the areas to compare with that have figures.
        navn: what the reader calls an area.
        merknader: the service's own definition notes, by indicator.
        framover: whether the year after holds nothing but plans, so that they belong in this report.
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
    framover: bool = False

    @property
    def beregning(self) -> Beregning:
        """The resolver behind the gate; for asking whether there is something to show, never for what to print."""
        return self.port.beregning

    @property
    def members(self) -> tuple[OmradeId, ...]:
        """The kommuner of the service."""
        return self.beregning.tjeneste.members(self.periode)

    @property
    def kommuner(self) -> tuple[OmradeId, ...]:
        """The kommuner that the report may show side by side: all for tjenesten, none for a kommune's own report."""
        return self.members if self.omrade == TJENESTEN else ()

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
        """The indicator's name with its unit, where the name does not tell it."""
        name, unit = self.name_of(indikator), self.ord.unit(indikator.enhet)
        return name if indikator.enhet in COUNT_UNITS or unit in name.casefold() else f"{name}, {unit}"

    def name_of(self, indikator: Indikator) -> str:
        """The indicator's name in the report's written language."""
        return self.ord.either(indikator.etikett, indikator.etikett_nn)

    def dimension_name(self, dimensjon: Dimensjon) -> str:
        """The dimension's name in the report's written language."""
        return self.ord.either(dimensjon.navn, dimensjon.navn_nn)

    def short_label(self, indikator: Indikator) -> str:
        """The name without the words it shares with its kin («Melder: skole» → «Skole»)."""
        head, mark, tail = self.name_of(indikator).partition(": ")
        return tail[:1].upper() + tail[1:] if mark else head

    def shared_heading(self, indikator: Indikator) -> str:
        """The dimension's name for an indicator that shares the start of its name with its kin; else empty."""
        if ": " not in self.name_of(indikator):
            return ""
        dimensions = self.beregning.katalog.dimensjoner
        found = (d for d in dimensions if any(k.indikator == indikator.id for k in d.kategorier))
        return next((self.dimension_name(d) for d in found), "")

    def short_name(self, omrade: OmradeId) -> str:
        """The area's name where there is little room."""
        name = self.navn(omrade)
        return self.ord("tjenesten") if omrade == TJENESTEN and len(name) > SHORT else name[:1].upper() + name[1:]

    def known(self, indikator: Indikator, periode: Periode, kategori: str = "") -> bool:
        """Whether there is a figure, or an entered reason why not."""
        celle = self.cell(indikator, periode, kategori)
        if not self.beregning.rader.may_have_figures(celle) or self.port.left_out(celle):
            return False
        if indikator.only_yearly and celle.periode.korn is not Korn.AR:
            return self.beregning.bok.get(celle) is not None
        result = self.beregning.resolve(celle)
        return result.status not in (Status.BLANK, Status.UFULLSTENDIG) or self.beregning.running(celle) is not None

    def has_number(self, indikator: Indikator, periode: Periode, kategori: str = "") -> bool:
        """Whether there is a number in a period, or in the part of it that has come."""
        celle = self.cell(indikator, periode, kategori)
        if not self.beregning.rader.may_have_figures(celle):
            return False
        known = self.beregning.resolve(celle).verdi is not None or self.beregning.running(celle) is not None
        return known and not self.port.left_out(celle)

    def entered(self, indikator: Indikator, periode: Periode, kategori: str = "") -> bool:
        """Whether somebody has registered this very figure, and it has a place in the tables."""
        celle = self.cell(indikator, periode, kategori)
        return self.beregning.bok.get(celle) is not None and not self.port.left_out(celle)

    def quarters(self) -> tuple[Periode, ...]:
        """The quarters of the period."""
        return self.periode.quarters()

    def halves(self) -> tuple[Periode, ...]:
        """The whole half-years of the period, when there is more than one."""
        halves = tuple(Periode(self.periode.ar, first, first + 5) for first in (1, 7))
        return halves if self.periode.korn is Korn.AR else ()

    def shown_period(self, indikator: Indikator) -> Periode:
        """The period an indicator is shown for: the report's, or its whole year for what is only known by year.

        What is known for other quarters of the year is not: the year would tell of a quarter that is not the report's.
        """
        year = Periode.year(self.periode.ar)
        if indikator.only_yearly or self.periode == year:
            return year
        spans = (self.periode, *year.quarters(), *self.periode.month_periods())
        only_year = not any(self.known(indikator, p) for p in spans) and self.known(indikator, year)
        return year if only_year else self.periode

    def ahead(self, now: Periode) -> Periode | None:
        """The year after a year, when all that is registered for it is planned (a budget)."""
        return now.next() if self.framover and now.korn is Korn.AR else None

    def past(self, now: Periode | None = None) -> tuple[Periode, ...]:
        """The same period in the last years, oldest first, itself last."""
        found = [now or self.periode]
        while len(found) < YEARS_BACK:
            found.append(found[-1].year_before())
        return tuple(reversed(found))

    def years_known(self, indikatorer: Iterable[Indikator], now: Periode | None = None) -> tuple[Periode, ...]:
        """The past periods in which any of the indicators has a figure, without gaps at the start."""
        listed, past = tuple(indikatorer), self.past(now)
        first = next((i for i, p in enumerate(past) if any(self.known(x, p) for x in listed)), len(past) - 1)
        return past[first:]

    def categories(self, indikator: Indikator, periode: Periode | None = None) -> tuple[str, ...]:
        """The categories of an indicator that have something registered."""
        return self.beregning.relasjoner.categories(indikator.id, self.home(indikator), periode or self.periode)

    def heading(self, periode: Periode) -> str:
        """A period over a column: «2025», «1. halvår 2025», «1.–3. kv. 2025»."""
        return periode.tekst.replace("kvartal", "kv.")

    def part_heading(self, periode: Periode) -> str:
        """A part of the year over a column: «1. kv.», «1. halvår»."""
        return periode.kort.replace("kvartal", "kv.")
