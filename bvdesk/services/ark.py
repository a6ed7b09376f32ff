"""The sheets for entering figures: rows by chapter, columns by kommune or by quarter, and the cell where they cross."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cached_property
from types import MappingProxyType

from bvdesk.domain.record import record
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Art, DimensjonSlag, Indikator, Niva
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.services import kapitler
from bvdesk.services.tjenestefil import Tjenestefil


class Rolle(Enum):
    """What a column is for."""

    NA = auto()
    FORRIGE = auto()
    FJOR = auto()
    HITTIL = auto()


@record
class ArkRad:
    """A row: a chapter's heading (no indicator), an indicator, one of its categories, or one month of it."""

    nokkel: str
    etikett: str
    kapittel: str
    indikator: Indikator | None = None
    kategori: str = ""
    maned: int = 0
    """1–3: the month within the quarter."""
    samlet: bool = False
    """The whole of category rows under it, which add up to it."""


@record
class ArkKolonne:
    """A column: an area in a period."""

    nokkel: str
    tittel: str
    gruppe: str
    omrade: OmradeId
    periode: Periode
    rolle: Rolle
    plass: str = ""
    """What it has in common with a column of each other group: its role, or its quarter."""


@record
class Ark:
    """A sheet."""

    tittel: str
    rader: tuple[ArkRad, ...]
    kolonner: tuple[ArkKolonne, ...]

    def celle(self, rad: ArkRad, kolonne: ArkKolonne) -> Celle | None:
        """The figure where a row and a column cross; None where there is none."""
        place = rad.nokkel, kolonne.nokkel
        if place not in self._celler:
            self._celler[place] = self._celle(rad, kolonne)
        return self._celler[place]

    @cached_property
    def _celler(self) -> dict[tuple[str, str], Celle | None]:
        """The figures that have been asked for: each is, several times for every repaint."""
        return {}

    def _celle(self, rad: ArkRad, kolonne: ArkKolonne) -> Celle | None:
        if rad.indikator is None:
            return None
        omrade = _area(rad.indikator, kolonne.omrade)
        periode = self._period(rad, kolonne)
        return None if omrade is None or periode is None else Celle(rad.indikator.id, rad.kategori, omrade, periode)

    @cached_property
    def has_year_columns(self) -> bool:
        """Whether years have columns of their own."""
        return any(kolonne.periode.korn is Korn.AR and kolonne.rolle is not Rolle.HITTIL for kolonne in self.kolonner)

    def _period(self, rad: ArkRad, kolonne: ArkKolonne) -> Periode | None:
        """The figure's period; a year is not shown under its last quarter when it has a column of its own."""
        found = _period(rad, kolonne)
        if not self.has_year_columns or found is None or found.korn is not Korn.AR:
            return found
        return None if kolonne.periode.korn is Korn.KVARTAL else found

    def is_entered(self, rad: ArkRad, kolonne: ArkKolonne) -> bool:
        """Whether the figure is one that somebody is expected to type."""
        indikator = rad.indikator
        if indikator is None or rad.samlet or kolonne.rolle is not Rolle.NA or indikator.art is Art.AVLEDET:
            return False
        if (indikator.niva is Niva.KOMMUNE) == (kolonne.omrade == TJENESTEN):
            return False
        celle = self.celle(rad, kolonne)
        return celle is not None and celle.periode.korn is indikator.entered_korn


Nye = Mapping[str, tuple[str, ...]]
"""Categories that somebody wants to fill in, before they have a figure: indicator to names."""


def kvartalsark(fil: Tjenestefil, kvartal: Periode, nye: Nye = MappingProxyType({})) -> Ark:
    """One quarter: indicators × kommuner and tjenesten, with the quarter before, a year before and the running year."""
    areas = (*fil.tjeneste.members(kvartal), TJENESTEN)
    columns = [column for omrade in areas for column in _quarter_columns(fil, omrade, kvartal)]
    due = [i for i in fil.active() if _due(i, kvartal)]
    return Ark(kvartal.tekst, tuple(_Rader(fil, areas, kvartal, nye, months=True).of(due)), tuple(columns))


def kommuneark(fil: Tjenestefil, omrade: OmradeId, ar: int, nye: Nye = MappingProxyType({})) -> Ark:
    """One kommune (or tjenesten): indicators × the quarters of a year and the year, with the year before."""
    columns = []
    for year, rolle in ((ar - 1, Rolle.FJOR), (ar, Rolle.NA)):
        for periode in (*Periode.year(year).quarters(), Periode.year(year)):
            tittel = periode.kort.replace("kvartal", "kv.") or "Året"
            columns.append(ArkKolonne(periode.kode, tittel, str(year), omrade, periode, rolle, periode.kode[4:] or "AR"))
    kept = [i for i in fil.active() if omrade == TJENESTEN or i.niva is Niva.KOMMUNE]
    rows = _Rader(fil, (omrade,), Periode.year(ar), nye, months=False).of(kept)
    return Ark(f"{fil.name(omrade)} {ar}", tuple(rows), tuple(columns))


def comparisons(ark: Ark) -> frozenset[Rolle]:
    """What a sheet has columns to compare with."""
    return frozenset(kolonne.rolle for kolonne in ark.kolonner) - {Rolle.NA}


def empty_roles(fil: Tjenestefil, ark: Ark) -> frozenset[Rolle]:
    """The comparisons for which no figure at all has been entered: what one sees there would be blank, or said twice."""
    return frozenset(rolle for rolle in comparisons(ark) if not _has_figures(fil, ark, rolle))


def _has_figures(fil: Tjenestefil, ark: Ark, rolle: Rolle) -> bool:
    """Any at all in the period; of the running year, in one of the quarters before."""
    for kolonne in (kolonne for kolonne in ark.kolonner if kolonne.rolle is rolle):
        first, last = kolonne.periode.forste, kolonne.periode.siste - (3 if rolle is Rolle.HITTIL else 0)
        areas = (kolonne.omrade, *(fil.tjeneste.members(kolonne.periode) if kolonne.omrade == TJENESTEN else ()))
        rows = (row for omrade in areas for _, row in fil.bok.rows(omrade, kolonne.periode.ar))
        if any(first <= periode.siste <= last for row in rows for periode in row):
            return True
    return False


def _quarter_columns(fil: Tjenestefil, omrade: OmradeId, kvartal: Periode) -> Iterator[ArkKolonne]:
    span = Periode(kvartal.ar, 1, kvartal.siste)
    wanted = [(kvartal.year_before(), Rolle.FJOR), (kvartal.previous(), Rolle.FORRIGE), (kvartal, Rolle.NA)]
    if kvartal.forste > 1:
        wanted.append((span, Rolle.HITTIL))
    for periode, rolle in wanted:
        tittel = f"{periode.kort.replace('kvartal', 'kv.')} {periode.ar}"
        if rolle is Rolle.HITTIL:
            tittel = "Hittil i år" if periode.siste < 12 else "Hele året"
        yield ArkKolonne(f"{omrade}|{rolle.name}", tittel, fil.name(omrade), omrade, periode, rolle, rolle.name)


_MONTHS_BETWEEN = dict.fromkeys(Korn, 12) | {Korn.MANED: 3, Korn.KVARTAL: 3, Korn.HALVAR: 6}


def _due(indikator: Indikator, kvartal: Periode) -> bool:
    """Whether an indicator is reported in a quarter: half-years in the 2nd and 4th, years in the 4th."""
    return kvartal.siste % _MONTHS_BETWEEN[indikator.entered_korn] == 0


@record
class _Rader:
    """Makes the rows of a sheet."""

    fil: Tjenestefil
    areas: tuple[OmradeId, ...]
    periode: Periode
    nye: Nye
    months: bool

    def of(self, indikatorer: Sequence[Indikator]) -> Iterator[ArkRad]:
        """The indicators under their chapters."""
        chapter = ""
        for indikator in sorted(indikatorer, key=lambda i: kapitler.sort_key(i.kapittel)):
            if indikator.kapittel != chapter:
                chapter = indikator.kapittel
                yield ArkRad(f"kap {chapter}", kapitler.overskrift(chapter), f"kap {chapter}")
            yield from self._indicator(indikator)

    def _indicator(self, indikator: Indikator) -> Iterator[ArkRad]:
        chapter = f"kap {indikator.kapittel}"
        categories = self._categories(indikator)
        whole = bool(categories) and indikator.dimensjon_slag is DimensjonSlag.DELER
        yield ArkRad(indikator.id, indikator.etikett, chapter, indikator, samlet=whole)
        if self.months and indikator.entered_korn is Korn.MANED:
            for number, month in enumerate(self.periode.month_periods(), 1):
                yield ArkRad(f"{indikator.id}|{number}", month.kort.capitalize(), chapter, indikator, maned=number)
        for kategori in categories:
            yield ArkRad(f"{indikator.id}|{kategori}", kategori, chapter, indikator, kategori)

    def _categories(self, indikator: Indikator) -> tuple[str, ...]:
        """Those in use this year or the last, and those that wait for their first figure."""
        if not indikator.dimensjon:
            return ()
        find = self.fil.beregning.relasjoner.categories
        years = (self.periode.year_before(), self.periode)
        used = (name for span in years for area in self.areas for name in find(indikator.id, area, span))
        return tuple(dict.fromkeys((*used, *self.nye.get(indikator.id, ()))))


def _area(indikator: Indikator, omrade: OmradeId) -> OmradeId | None:
    """Where a row's figure lies in a column's area: national rates at landet, the service's own only at tjenesten."""
    if indikator.niva is Niva.KOMMUNE:
        return omrade
    if omrade != TJENESTEN:
        return None
    return TJENESTEN if indikator.niva is Niva.TJENESTE else LANDET


def _period(rad: ArkRad, kolonne: ArkKolonne) -> Periode | None:
    """The figure's period: the column's, its month, or the half-year or year that ends with it."""
    periode = kolonne.periode
    indikator = rad.indikator
    if indikator is None:
        return None
    if rad.maned:
        return periode.month_periods()[rad.maned - 1] if periode.korn is Korn.KVARTAL else None
    if periode.korn is Korn.KVARTAL:
        return due_period(indikator, periode)
    return periode if kolonne.rolle is not Rolle.HITTIL or indikator.entered_korn is not Korn.AR else None


def due_period(indikator: Indikator, kvartal: Periode) -> Periode | None:
    """What a figure that is reported with a quarter is for: the quarter, or the half-year or year that ends with it."""
    if indikator.entered_korn in (Korn.MANED, Korn.KVARTAL):
        return kvartal
    length = 6 if indikator.entered_korn is Korn.HALVAR else 12
    return Periode(kvartal.ar, kvartal.siste - length + 1, kvartal.siste) if kvartal.siste % length == 0 else None
