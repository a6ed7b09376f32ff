"""The tables of a chapter, made from the indicators that have something to show: as few as tell it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bvdesk.domain.rapport.modell import Kolonne, Rad, Tabell
from bvdesk.domain.rapport.spalter import (
    Linje,
    Spalte,
    area_column,
    change_column,
    part_columns,
    period_column,
    rows,
    useful,
)
from bvdesk.domain.rapport.tegn import legend
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.indikator import Indikator, Kv, Niva
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Korn, Periode

MAX_AREAS = 8
MAX_TOGETHER = 6
FEW = 1
"""So few categories are rows of the chapter's table and no table of their own."""
MANY = 5
"""With so many areas a single figure is told down the page."""
WIDE = 9
"""A figure of more characters than this leaves no room for quarters."""


def chapter_tables(u: Utsnitt, tema: str, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """Periods, then areas side by side, then months; one table for each period the figures are about."""
    plain = [i for i in indikatorer if not _monthly(u, i)]
    shown = {i.id: u.shown_period(i) for i in plain}
    for now in dict.fromkeys(shown.values()):
        lines = [line for i in plain if shown[i.id] == now for line in _lines(u, i, now, indikatorer)]
        yield from coded("tabell:tall" if now == u.periode else "tabell:ar", _Emne(u, tema, now, lines).tables())
    yield from coded("tabell:maned", _month_tables(u, tema, [i for i in indikatorer if _monthly(u, i)]))


def coded(kode: str, tables: Iterable[Tabell]) -> Iterator[Tabell]:
    """The tables with the name a text places them by; the second of a kind gets a number."""
    for i, tabell in enumerate(tables):
        yield replace(tabell, kode=f"{kode}:{i + 1}" if i else kode)


def _lines(u: Utsnitt, indikator: Indikator, now: Periode, kin: Sequence[Indikator]) -> list[Linje]:
    """The indicator itself; one that is only known in a category or two gives each of them."""
    if not indikator.dimensjon:
        return [(indikator, "")]
    return [(indikator, name) for name in u.categories(indikator, now)] if is_small(u, indikator, kin) else []


def is_small(u: Utsnitt, indikator: Indikator, kin: Sequence[Indikator]) -> bool:
    """Whether so few categories are known, here and among those of its kind, that they are rows of another table."""
    alike = [i for i in kin if i.dimensjon.casefold() == indikator.dimensjon.casefold()]
    return all(len(u.categories(i, u.shown_period(i))) <= FEW for i in alike)


def table(u: Utsnitt, tittel: str, kolonner: Iterable[Kolonne], rader: Iterable[Rad]) -> Tabell:
    """A table with the explanation of the signs that stand in it."""
    made = Tabell(tittel, tuple(kolonner), tuple(rader))
    return Tabell(tittel, made.kolonner, made.rader, legend(u.ord, made.figures))


def figures_table(u: Utsnitt, tittel: str, linjer: Sequence[Linje], spalter: Sequence[Spalte]) -> Iterator[Tabell]:
    """A table of lines and columns; none when there is nothing in it."""
    made = rows(u, linjer, spalter)
    if made:
        yield table(u, tittel, [Kolonne(u.ord("indikator"), tall=False), *(s.kolonne for s in spalter)], made)


@dataclass(frozen=True, slots=True)
class _Emne:
    """What one chapter says about one period."""

    u: Utsnitt
    tema: str
    now: Periode
    linjer: list[Linje]

    def tables(self) -> Iterator[Tabell]:
        """One table when everything has room in it, else one of periods and one of areas."""
        u, periods = self.u, self._periods()
        before, after = self._areas()
        if len(periods) <= 1:
            own = [self._named(s) for s in periods] if before or after else periods
            yield from self._table(self._title_alone(before), self.linjer, [*before, *own, *after])
        elif len(periods) + len(before) + len(after) <= MAX_TOGETHER and not self._parts() and not self._wide():
            own = [s.under(u.short_name(u.omrade)) for s in periods]
            others = [s.under(u.ord("sammenlignet_gruppe", periode=u.heading(self.now))) for s in [*before, *after]]
            yield from self._table(self._title(), self.linjer, [*own, *others] if others else periods)
        else:
            yield from self._table(self._title(), self.linjer, periods)
            yield from self._area_table([*before, area_column(u, u.omrade, self.now, strong=True), *after])

    def _named(self, spalte: Spalte) -> Spalte:
        """The one column of the table's own figures under the area's name, when they are all that area's."""
        homes = {self.u.home(indikator) for indikator, _ in self.linjer}
        name = self.u.short_name(self.u.omrade)
        return replace(spalte, kolonne=replace(spalte.kolonne, tittel=name)) if homes == {self.u.omrade} else spalte

    def _area_table(self, areas: list[Spalte]) -> Iterator[Tabell]:
        """Areas across; down when there are many and one figure."""
        lines = self._compared([s for s in areas if not s.kolonne.uthevet])
        columns = useful(areas, lines)
        made = rows(self.u, lines, columns)
        if len(made) == 1 and len(columns) >= MANY:
            body = [Rad(s.kolonne.tittel, (s.figure(lines[0]),), sum=s.kolonne.uthevet) for s in columns]
            heads = (Kolonne(self.u.ord("omrade"), tall=False), Kolonne(made[0].navn))
            yield table(self.u, self._area_title(), heads, body)
        else:
            yield from self._table(self._area_title(), lines, columns)

    def _table(self, title: str, linjer: Sequence[Linje], spalter: Sequence[Spalte]) -> Iterator[Tabell]:
        return figures_table(self.u, title, linjer, spalter)

    def _wide(self) -> bool:
        return any(len(self.u.figure(i, self.now, k).tekst) > WIDE for i, k in self.linjer)

    def _parts(self) -> tuple[Periode, ...]:
        """The quarters, or for what is counted twice a year the halves, that are worth a column."""
        if self.now != self.u.periode or self._wide():
            return ()
        for parts, least in ((self.u.quarters(), 2), (self.u.halves(), 1)):
            counted = self._counted if least > 1 else self._entered
            if len(parts) > 1 and any(counted(linje, parts) >= least for linje in self.linjer):
                return parts
        return ()

    def _counted(self, linje: Linje, parts: Sequence[Periode]) -> int:
        known = sum(self.u.known(linje[0], p, linje[1]) for p in parts)
        alone = known and not self.u.known(linje[0], self.now, linje[1])
        return 2 if alone else known

    def _entered(self, linje: Linje, parts: Sequence[Periode]) -> int:
        """How many are registered as such; where the quarters are left out, how many are known."""
        quarter = self.u.cell(linje[0], self.u.quarters()[0], linje[1])
        has = self.u.known if self.u.port.left_out(quarter) else self.u.entered
        return sum(has(linje[0], p, linje[1]) for p in parts)

    def _periods(self) -> list[Spalte]:
        """Years before, parts of this one, this one, the year ahead, and the change."""
        u, parts = self.u, self._parts()
        count = 2 if parts or self._wide() else 4
        years = u.years_known((i for i, _ in self.linjer), self.now)[:-1][-count:]
        columns = [period_column(u, p) for p in years]
        columns += part_columns(u, parts)
        columns.append(period_column(u, self.now, now=True))
        ahead = u.ahead(self.now)
        columns += [period_column(u, ahead)] if ahead and not parts else []
        change, columns = change_column(u, self.now), useful(columns, self.linjer)
        return [*columns, change] if any(map(change.has_number, self.linjer)) else columns

    def _areas(self) -> tuple[list[Spalte], list[Spalte]]:
        """The columns of kommuner that make up the service, and of areas to compare with."""
        u = self.u
        kommuner = u.kommuner if len(u.kommuner) <= MAX_AREAS else ()
        ordinary = [linje for linje in self.linjer if linje[0].niva is not Niva.NASJONAL]
        before = useful((area_column(u, k, self.now) for k in kommuner), ordinary)
        others = [area_column(u, TJENESTEN, self.now)] if u.omrade != TJENESTEN else []
        others += [area_column(u, o, self.now) for o in u.sammenligninger]
        return before, useful(others, ordinary)[:MAX_AREAS]

    def _compared(self, columns: Sequence[Spalte]) -> list[Linje]:
        """The lines worth a table of areas: in a kommune's own report shares and what others have."""
        u = self.u
        ordinary = [linje for linje in self.linjer if linje[0].niva is not Niva.NASJONAL]
        found = [linje for linje in ordinary if any(s.filled(linje) for s in columns)]
        if u.omrade == TJENESTEN:
            return found
        strangers = [s for s in columns if s.kolonne.tittel != u.short_name(TJENESTEN)]
        return [
            linje
            for linje in found
            if linje[0].niva is Niva.KOMMUNE and (linje[0].kv is Kv.FORHOLD or any(s.filled(linje) for s in strangers))
        ]

    def _title(self) -> str:
        parts = self._parts()
        if parts:
            return self.u.ord("per_kvartal" if parts[0].korn is Korn.KVARTAL else "per_halvar", tema=self.tema)
        return self.u.ord("per_ar" if self.now.korn is Korn.AR else "i_perioden", tema=self.tema, periode=self.now.tekst)

    def _title_alone(self, kommuner: Sequence[Spalte]) -> str:
        key = "per_kommune" if kommuner else "i_perioden"
        return self.u.ord(key, tema=self.tema, periode=self.now.tekst)

    def _area_title(self) -> str:
        key = "per_kommune" if self._areas()[0] else "sammenlignet"
        return self.u.ord(key, tema=self.tema, periode=self.now.tekst)


def _monthly(u: Utsnitt, indikator: Indikator) -> bool:
    return Korn.MANED in indikator.korn and any(_months_known(u, indikator, year) for year in _years(u))


def _years(u: Utsnitt) -> tuple[Periode, ...]:
    """The period of the report, and the whole year before it."""
    return u.periode, Periode.year(u.periode.ar - 1)


def _months_known(u: Utsnitt, indikator: Indikator, year: Periode) -> bool:
    return any(u.known(indikator, m) for m in year.month_periods())


def _month_tables(u: Utsnitt, tema: str, indikatorer: Sequence[Indikator]) -> Iterator[Tabell]:
    """Months down and indicators across."""
    for year in _years(u):
        shown = [i for i in indikatorer if _months_known(u, i, year)]
        if shown:
            columns = [Kolonne(u.ord("maned"), tall=False), *(Kolonne(u.label(i)) for i in shown)]
            body = [Rad(m.kort.capitalize(), tuple(u.figure(i, m) for i in shown)) for m in year.month_periods()]
            body.append(Rad(u.ord("sum"), tuple(u.figure(i, year) for i in shown), sum=True))
            yield table(u, u.ord("per_maned", tema=tema, periode=year.tekst), columns, body)
