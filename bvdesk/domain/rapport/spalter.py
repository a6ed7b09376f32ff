"""The columns of a table: a heading, and how the figure of a line is found for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bvdesk.domain.rapport.klarering import Klarert, Tegn
from bvdesk.domain.rapport.modell import Kolonne, Rad, Rute
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import DimensjonSlag, Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode

Linje = tuple[Indikator, str]
"""What a row shows: an indicator and one of its categories, or the indicator itself (an empty category)."""


@dataclass(frozen=True, slots=True)
class Spalte:
    """One column of figures. An empty text stands where a line has no such figure at all."""

    kolonne: Kolonne
    figure: Callable[[Linje], Rute]

    def under(self, gruppe: str) -> Spalte:
        """The same column under a common heading."""
        return Spalte(replace(self.kolonne, gruppe=gruppe), self.figure)

    def filled(self, linje: Linje) -> bool:
        """Whether something is known for the line here."""
        return is_filled(self.figure(linje))

    def has_number(self, linje: Linje) -> bool:
        """Whether a number stands here for the line."""
        rute = self.figure(linje)
        return isinstance(rute, Klarert) and rute.verdi is not None


def is_filled(rute: Rute) -> bool:
    """Whether a cell says something: a number, or a reason why there is none."""
    return rute.tegn is not Tegn.BLANK if isinstance(rute, Klarert) else bool(rute)


def period_column(u: Utsnitt, periode: Periode, *, now: bool = False) -> Spalte:
    """The figures of one period; `now` is the period the table is about."""
    kolonne = Kolonne(u.heading(periode), uthevet=now)
    return Spalte(kolonne, lambda linje: u.figure(linje[0], periode, linje[1]))


def part_columns(u: Utsnitt, parts: Sequence[Periode], heading: Callable[[Periode], str] | None = None) -> list[Spalte]:
    """The quarters or half-years of the period; empty for a line that is not counted so often."""
    counted: dict[tuple[str, str], bool] = {}

    def figure(part: Periode, linje: Linje) -> Rute:
        indikator, kategori = linje
        key = (indikator.id, kategori)
        if key not in counted:
            counted[key] = any(u.known(indikator, p, kategori) for p in parts)
        return u.figure(indikator, part, kategori) if counted[key] else ""

    return [Spalte(Kolonne((heading or u.part_heading)(part)), partial(figure, part)) for part in parts]


def change_column(u: Utsnitt, now: Periode) -> Spalte:
    """The change from the year before; empty where one of the two is unknown, and beside a figure that is withheld."""

    def figure(linje: Linje) -> Rute:
        change = u.port.change(u.cell(linje[0], now, linje[1]))
        withheld = change.skjult and u.figure(linje[0], now, linje[1]).skjult
        return "" if withheld or change.tegn is Tegn.BLANK else change

    return Spalte(Kolonne(u.ord("endring")), figure)


def area_column(u: Utsnitt, omrade: OmradeId, now: Periode, *, strong: bool = False) -> Spalte:
    """The figures of another area; empty where nothing is known, or where the figure is the whole service's."""

    def figure(linje: Linje) -> Rute:
        indikator, kategori = linje
        if omrade != u.home(indikator) and omrade in (TJENESTEN, *u.members) and indikator.niva is not Niva.KOMMUNE:
            return ""
        if omrade == TJENESTEN == u.home(indikator) != u.omrade:
            return ""
        figure = u.port.clear(Celle(indikator.id, kategori, omrade, now))
        return "" if figure.tegn is Tegn.BLANK else figure

    return Spalte(Kolonne(u.short_name(omrade), uthevet=strong), figure)


def useful(spalter: Iterable[Spalte], linjer: Sequence[Linje]) -> list[Spalte]:
    """The columns in which at least one line has something."""
    return [s for s in spalter if any(s.filled(linje) for linje in linjer)]


def rows(u: Utsnitt, linjer: Sequence[Linje], spalter: Sequence[Spalte]) -> list[Rad]:
    """The lines that have something to show: counts first, then shares, then what is grouped under a heading."""
    cells = {(i.id, kategori): tuple(s.figure((i, kategori)) for s in spalter) for i, kategori in linjer}
    shown = [(i, kategori) for i, kategori in linjer if any(map(is_filled, cells[i.id, kategori]))]
    totals = _totals(u, shown)
    made: list[Rad] = []
    for heading, members in _grouped(u, shown):
        made += [Rad(heading, gruppe=True)] if heading else []
        for i, kategori in members:
            label = _label(u, (i, kategori), heading)
            made.append(Rad(label, cells[i.id, kategori], sum=i.id in totals and not kategori))
    return made


def _totals(u: Utsnitt, linjer: Sequence[Linje]) -> set[str]:
    """The indicators that are the whole of others among the lines."""
    here = {indikator.id for indikator, _ in linjer}
    dimensions = (d for d in u.beregning.katalog.dimensjoner if d.slag is DimensjonSlag.DELER and d.hel in here)
    return {d.hel for d in dimensions if any(k.indikator in here for k in d.kategorier)}


def is_total(u: Utsnitt, indikator: Indikator) -> bool:
    """Whether an indicator is the whole of a partition."""
    dimensions = u.beregning.katalog.dimensjoner
    return any(d.hel == indikator.id and d.slag is DimensjonSlag.DELER for d in dimensions)


def _grouped(u: Utsnitt, linjer: Sequence[Linje]) -> list[tuple[str, list[Linje]]]:
    own, under, service = list[Linje](), dict[str, list[Linje]](), list[Linje]()
    for linje in linjer:
        heading = u.shared_heading(linje[0])
        if u.home(linje[0]) == TJENESTEN != u.omrade:
            service.append(linje)
        elif heading:
            under.setdefault(heading, []).append(linje)
        else:
            own.append(linje)
    own.sort(key=lambda linje: linje[0].desimaler or 0)
    groups = [("", own), *under.items(), (u.ord("hele_tjenesten"), service)]
    return [(heading, members) for heading, members in groups if members]


def _label(u: Utsnitt, linje: Linje, heading: str) -> str:
    indikator, kategori = linje
    if heading and u.shared_heading(indikator) == heading:
        return u.short_label(indikator)
    return f"{u.label(indikator)}: {kategori}" if kategori else u.label(indikator)
