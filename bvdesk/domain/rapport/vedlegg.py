"""The appendix with every figure of the period, area by area, in the order of the chapters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from bvdesk.domain.rapport.modell import Kapittel, Kolonne, Rad, Rute, Tabell
from bvdesk.domain.rapport.spalter import Linje, Spalte, part_columns, period_column, rows, useful
from bvdesk.domain.rapport.tabeller import table
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Korn, Periode

MAX_AREAS, FEW_FIGURES = 6, 2
Nokkel = tuple[str, str, Periode]
"""Indicator, category and period."""


def all_figures(u: Utsnitt) -> Iterator[Kapittel]:
    """A sub-chapter per area with every figure of the period, then the areas one compares with."""
    for omrade in (u.omrade, *u.kommuner):
        tables = tuple(_Vedlegg(u.at(omrade)).tables())
        if tables:
            yield Kapittel("", u.navn(omrade), tables)
    others = tuple(_others(u))
    if others:
        yield Kapittel("", u.ord("sammenligning"), others)


def in_chapters(u: Utsnitt, linjer: Sequence[Linje], spalter: Sequence[Spalte]) -> list[Rad]:
    """The lines in the order of the chapters, each chapter under its title."""
    made: list[Rad] = []
    for chapter, members in groupby(
        sorted(linjer, key=lambda x: u.disposisjon.place(x[0].kapittel)), lambda x: x[0].kapittel
    ):
        found = rows(u, list(members), spalter)
        made += [Rad(u.disposisjon.title(chapter, u.ord.malform), gruppe=True), *found] if found else []
    return made


class _Vedlegg:
    """One area's figures in as few tables as there are sets of periods."""

    def __init__(self, u: Utsnitt) -> None:
        self.u = u
        shown = (i for i in u.indikatorer if u.home(i) == u.omrade or u.omrade not in u.members)
        self.linjer: list[Linje] = [(i, k) for i in shown for k in ("", *u.categories(i), *self._ahead_categories(i))]

    def _ahead_categories(self, indikator: Indikator) -> tuple[str, ...]:
        ahead = self.u.ahead(Periode.year(self.u.periode.ar))
        known = self.u.categories(indikator)
        return tuple(k for k in self.u.categories(indikator, ahead) if k not in known) if ahead else ()

    def tables(self) -> Iterator[Tabell]:
        """Quarters and the whole; the year where the report is about less; halves; months; and other spans."""
        u, quarters = self.u, tuple(q for q in self.u.quarters() if q != self.u.periode)
        year = Periode.year(u.periode.ar)
        shown = {i.id: u.shown_period(i) for i, _ in self.linjer}
        now = [lin for lin in self.linjer if shown[lin[0].id] == u.periode]
        used = useful(part_columns(u, quarters), now)
        yield from self._table(u.periode, now, [*used, period_column(u, u.periode, now=True)])
        yield from self._yearly(year, [lin for lin in self.linjer if shown[lin[0].id] != u.periode])
        yield from self._entered(u.halves(), "per_halvar")
        yield from self._entered(u.periode.month_periods(), "per_maned")
        for span in self._spans():
            lines = [lin for lin in self._with_entry((span,)) if not self._printed(lin, span)]
            yield from self._table(span, lines, [period_column(u, span)])

    def _yearly(self, year: Periode, linjer: Sequence[Linje]) -> Iterator[Tabell]:
        """What is known by year only in a report on less than a year; and what is planned for the next."""
        u, ahead = self.u, self.u.ahead(year)
        if year != u.periode:
            yield from self._table(year, linjer, [period_column(u, year, now=True)])
        if ahead:
            yield from self._table(ahead, self.linjer, [period_column(u, ahead)], "planlagt")

    def _table(
        self, periode: Periode, linjer: Sequence[Linje], spalter: Sequence[Spalte], key: str = "alle_tall"
    ) -> Iterator[Tabell]:
        body = in_chapters(self.u, linjer, spalter)
        if body:
            title = self.u.ord(key, omrade=self.u.navn(self.u.omrade), periode=periode.tekst)
            columns = [Kolonne(self.u.ord("indikator"), tall=False), *(s.kolonne for s in spalter)]
            yield table(self.u, title, columns, body)

    def _entered(self, periods: Sequence[Periode], key: str) -> Iterator[Tabell]:
        linjer = self._with_entry(periods)
        if not linjer or len(periods) < 2:
            return
        columns = part_columns(self.u, periods, partial(_short, self.u))
        body = in_chapters(self.u, linjer, columns)
        title = self.u.ord(key, tema=self.u.navn(self.u.omrade), periode=self.u.periode.tekst)
        heads = [Kolonne(self.u.ord("indikator"), tall=False), *(s.kolonne for s in columns)]
        yield table(self.u, title, heads, body)

    def _printed(self, linje: Linje, span: Periode) -> bool:
        """Whether the figure of a span stands in the period's own column, as far as the period has come."""
        u, (indikator, kategori) = self.u, linje
        whole = u.figure(indikator, u.shown_period(indikator), kategori)
        return whole.celle == u.figure(indikator, span, kategori).celle

    def _with_entry(self, periods: Iterable[Periode]) -> list[Linje]:
        u, listed = self.u, tuple(periods)
        return [(i, k) for i, k in self.linjer if any(u.entered(i, p, k) for p in listed)]

    def _spans(self) -> tuple[Periode, ...]:
        """Windows of quarters that figures were entered for as such."""
        u = self.u
        areas = {u.home(i) for i, _ in self.linjer}
        found = {c.periode for a in areas for c, _ in u.beregning.bok.cells(a, u.periode.ar)}
        return tuple(sorted(p for p in found if p.korn is Korn.VINDU and p in u.periode and p != u.periode))


def _short(u: Utsnitt, periode: Periode) -> str:
    return periode.kort[:3] if periode.korn is Korn.MANED else u.part_heading(periode)


def _others(u: Utsnitt) -> Iterator[Tabell]:
    """What is registered for the areas one compares with: side by side, or down the page when they are many with little."""
    found = {o: keys for o in u.sammenligninger if (keys := _registered(u, o))}
    every = {key for keys in found.values() for key in keys}
    if len(found) > MAX_AREAS and len(every) <= FEW_FIGURES:
        ordered = _in_order(u, every)
        columns = [Kolonne(u.ord("omrade"), tall=False), *(Kolonne(f"{_name(u, k)}, {k[2].tekst}") for k in ordered)]
        body = [Rad(u.short_name(o), tuple(_other(u, key, o) for key in ordered)) for o in found]
        yield table(u, u.ord("sammenligning_tall", periode=u.periode.tekst), columns, body)
        return
    for start in range(0, len(found), MAX_AREAS):
        some = list(found)[start : start + MAX_AREAS]
        columns = [Kolonne(u.ord("indikator"), tall=False), Kolonne(u.ord("periode"), tall=False)]
        columns += [Kolonne(u.short_name(o)) for o in some]
        listed = _in_order(u, {key for o in some for key in found[o]})
        body = [Rad(_name(u, key), (key[2].tekst, *(_other(u, key, o) for o in some))) for key in listed]
        yield table(u, u.ord("sammenligning_tall", periode=u.periode.tekst), columns, body)


def _in_order(u: Utsnitt, keys: Iterable[Nokkel]) -> list[Nokkel]:
    order = {key: place for place, key in enumerate(u.beregning.katalog.indikatorer)}
    return sorted(keys, key=lambda key: (order[key[0]], key[1], key[2]))


def _registered(u: Utsnitt, omrade: OmradeId) -> set[Nokkel]:
    cells = (celle for celle, _ in u.beregning.bok.cells(omrade, u.periode.ar))
    year = Periode.year(u.periode.ar)
    return {(c.indikator, c.kategori, c.periode) for c in cells if c.periode in u.periode or c.periode == year}


def _name(u: Utsnitt, key: Nokkel) -> str:
    label = u.label(u.beregning.katalog[key[0]])
    return f"{label}: {key[1]}" if key[1] else label


def _other(u: Utsnitt, key: Nokkel, omrade: OmradeId) -> Rute:
    celle = Celle(key[0], key[1], omrade, key[2])
    return u.port.clear(celle) if u.beregning.bok.get(celle) else ""
