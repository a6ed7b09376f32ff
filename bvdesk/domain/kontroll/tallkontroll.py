"""Runs the rules for figures: over everything in the frame, or only over what a change touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.kontroll.regler import deler, merknader, summer, utvikling, verdier
from bvdesk.domain.kontroll.regler.regel import Grunn, Tallregel
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode

TALLREGLER: tuple[Tallregel, ...] = (
    verdier.v01_whole_and_positive,
    verdier.v02_percent,
    verdier.v22_sudden_zero,
    verdier.v33_future,
    summer.sums,
    summer.v19_ratio,
    summer.v21_shares,
    deler.v03_limits,
    deler.v03_of_these,
    deler.v05_balance,
    deler.v09_overlapping,
    deler.v17_summed_stock,
    deler.v18_falling_accounts,
    deler.v20_unique_bounds,
    utvikling.v23_jump,
    utvikling.v24_factor_ten,
    utvikling.v34_break,
    merknader.v10_started,
    merknader.v25_breach_comment,
    merknader.v27_extended,
    merknader.v28_visits,
    merknader.v31_unit,
)


def check_all(grunn: Grunn) -> list[Funn]:
    """Every rule on every figure in the frame."""
    return _run(grunn, _cells(grunn))


def check_change(grunn: Grunn, celler: Iterable[Celle]) -> list[Funn]:
    """Every rule on the cells that a change touches: themselves, what rests on them, their limits, and next year."""
    return _run(grunn, dict.fromkeys(near for celle in celler for near in touched(grunn, celle)))


def touched(grunn: Grunn, celle: Celle) -> Iterator[Celle]:
    """The cells whose findings may differ after a change of one."""
    areas = dict.fromkeys((celle.omrade, TJENESTEN if celle.omrade in grunn.bilde.deltakere else celle.omrade))
    keys = grunn.katalog.affected_by(celle.indikator) | _partners(grunn, celle.indikator)
    for area in areas:
        for periode in _periods(grunn, celle):
            for key in keys:
                yield Celle(key, celle.kategori if key == celle.indikator else "", area, periode)


def _partners(grunn: Grunn, indikator: str) -> frozenset[str]:
    limits = {limit.del_ for limit in grunn.katalog.grenser if limit.hel == indikator}
    stocks = {b.slutt for b in grunn.katalog.balanser if indikator in {b.slutt, b.inn, b.ut}}
    return frozenset(limits | stocks)


def _periods(grunn: Grunn, celle: Celle) -> Iterable[Periode]:
    """The period, the longer ones that hold it, and the ones that are compared with it."""
    p = celle.periode
    longer = (Periode.year(p.ar), Periode(p.ar, 1, 6), Periode(p.ar, 7, 12), grunn.bilde.ramme.periode)
    nexts = (p.next(), Periode(p.ar + 1, p.forste, p.siste))
    return dict.fromkeys((p, *(longer_one for longer_one in longer if p in longer_one), *nexts))


def _cells(grunn: Grunn) -> Iterator[Celle]:
    """Every registered cell, and the service's figure for the report's period where it is computed."""
    bok = grunn.bilde.beregning.bok
    seen: set[Celle] = set()
    for ar in grunn.bilde.ramme.ar:
        for omrade in grunn.bilde.navn:
            for celle, _ in bok.cells(omrade, ar):
                seen.add(celle)
                yield celle
    for emne in grunn.bilde.emner:
        celle = Celle(emne.indikator.id, emne.kategori, TJENESTEN, grunn.bilde.ramme.periode)
        if celle not in seen:
            yield celle


def _run(grunn: Grunn, celler: Iterable[Celle]) -> list[Funn]:
    found: dict[str, Funn] = {}
    for celle in celler:
        verdi: Decimal | None = grunn.verdi(celle)
        if verdi is None:
            continue
        for regel in TALLREGLER:
            for funn in regel(grunn, celle, verdi):
                found.setdefault(funn.nokkel, funn)
    return list(found.values())
