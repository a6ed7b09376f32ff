"""Runs the rules for figures: over everything in the frame, or only over what a change touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.kontroll.regler import deler, importerte, merknader, summer, utvikling, verdier
from bvdesk.domain.kontroll.regler.regel import Grunn, Tallregel
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import DimensjonSlag, Indikator, Kv
from bvdesk.domain.tall.katalog import Katalog
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode

Gjelder = Callable[[Katalog, Indikator], bool]


def _always(katalog: Katalog, indikator: Indikator) -> bool:
    return True


def _limited(katalog: Katalog, indikator: Indikator) -> bool:
    return indikator.id in katalog.grenser_for


def _balanced(katalog: Katalog, indikator: Indikator) -> bool:
    return indikator.id in katalog.balanser_for


def _overlapped(katalog: Katalog, indikator: Indikator) -> bool:
    return any(d.hel == indikator.id and d.slag is DimensjonSlag.OVERLAPPER for d in katalog.dimensjoner)


TALLREGLER: tuple[tuple[Tallregel, Gjelder], ...] = (
    (verdier.v01_whole_and_positive, _always),
    (verdier.v02_percent, lambda _, i: i.enhet == "prosent"),
    (verdier.v22_sudden_zero, lambda _, i: i.is_count),
    (verdier.v33_future, _always),
    (summer.sums, _always),
    (summer.v19_ratio, lambda _, i: i.formel is not None),
    (summer.v21_shares, lambda _, i: bool(i.dimensjon) and i.enhet == "prosent"),
    (deler.v03_limits, _limited),
    (deler.v03_of_these, lambda _, i: i.egen),
    (deler.v05_balance, _balanced),
    (deler.v09_overlapping, _overlapped),
    (deler.v17_summed_stock, lambda _, i: i.kv is Kv.BEHOLDNING),
    (deler.v18_falling_accounts, lambda _, i: i.kv is Kv.HITTIL),
    (deler.v20_unique_bounds, lambda _, i: i.kv is Kv.UNIKE),
    (utvikling.since_last_year, lambda _, i: not utvikling.is_plan(i)),
    (utvikling.v34_break, lambda _, i: bool(i.brudd)),
    (merknader.v10_started, lambda _, i: i.id == merknader.STARTET),
    (merknader.v25_breach_comment, lambda _, i: i.id in merknader.FRISTBRUDD),
    (merknader.v27_extended, lambda _, i: i.id == merknader.UTVIDET),
    (merknader.v28_visits, lambda _, i: i.id in merknader.KRAV),
    (importerte.v36_benchmark, _always),
    (merknader.v31_unit, lambda _, i: merknader.named_otherwise(i)),
)
"""Every rule for figures, with the indicators it has anything to say about."""


def check_all(grunn: Grunn) -> list[Funn]:
    """Every rule on every figure in the frame."""
    return _check(grunn, _figures(grunn, tuple(grunn.bilde.navn)))


def check_area(grunn: Grunn, omrade: OmradeId) -> list[Funn]:
    """What `check_all` finds in one area: a rule speaks of the area of the cell it looks at."""
    return _check(grunn, _figures(grunn, (omrade,)))


def check_cells(grunn: Grunn, celler: Iterable[Celle]) -> list[Funn]:
    """Every rule on these cells, and on no others."""
    return _check(grunn, ((celle, grunn.verdi(celle)) for celle in celler))


def touched(grunn: Grunn, celle: Celle) -> Iterator[Celle]:
    """The cells whose findings may differ after a change of one: itself, what rests on it, its limits, and next year."""
    areas = dict.fromkeys((celle.omrade, TJENESTEN if celle.omrade in grunn.bilde.deltakere else celle.omrade))
    keys = grunn.katalog.affected_by(celle.indikator) | _partners(grunn, celle.indikator)
    for area in areas:
        for periode in _periods(grunn, celle):
            for key in keys:
                yield Celle(key, celle.kategori if key == celle.indikator else "", area, periode)


def _partners(grunn: Grunn, indikator: str) -> frozenset[str]:
    limits = (pair for limit in grunn.katalog.grenser if indikator in (pair := {limit.del_, limit.hel}))
    stocks = {b.slutt for b in grunn.katalog.balanser_for.get(indikator, ())}
    return frozenset(stocks.union(*limits))


def _periods(grunn: Grunn, celle: Celle) -> Iterable[Periode]:
    """The period, the longer ones that hold it, and the ones that are compared with it."""
    p = celle.periode
    longer = (Periode.year(p.ar), Periode(p.ar, 1, 6), Periode(p.ar, 7, 12), grunn.bilde.ramme.periode)
    nexts = (p.next(), Periode(p.ar + 1, p.forste, p.siste))
    return dict.fromkeys((p, *(longer_one for longer_one in longer if p in longer_one), *nexts))


def _figures(grunn: Grunn, omrader: tuple[OmradeId, ...]) -> Iterator[tuple[Celle, Decimal | None]]:
    """Every registered figure of these areas, and the service's for the report's period where it is computed."""
    bok = grunn.bilde.beregning.bok
    for ar in grunn.bilde.ramme.ar:
        for omrade in omrader:
            for celle, registrering in bok.cells(omrade, ar):
                yield celle, registrering.verdi.tall
    for emne in grunn.bilde.emner if TJENESTEN in omrader else ():
        celle = Celle(emne.indikator.id, emne.kategori, TJENESTEN, grunn.bilde.ramme.periode)
        if bok.get(celle) is None:
            yield celle, grunn.verdi(celle)


def _check(grunn: Grunn, figures: Iterable[tuple[Celle, Decimal | None]]) -> list[Funn]:
    found: dict[str, Funn] = {}
    rules: dict[str, tuple[Tallregel, ...]] = {}
    for celle, verdi in figures:
        if verdi is None:
            continue
        if celle.indikator not in rules:
            rules[celle.indikator] = _rules_for(grunn.katalog, grunn.indikator(celle))
        for regel in rules[celle.indikator]:
            for funn in regel(grunn, celle, verdi):
                found.setdefault(funn.nokkel, funn)
    return list(found.values())


def _rules_for(katalog: Katalog, indikator: Indikator) -> tuple[Tallregel, ...]:
    return tuple(regel for regel, applies in TALLREGLER if applies(katalog, indikator))
