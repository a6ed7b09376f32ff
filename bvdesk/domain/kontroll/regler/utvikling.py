"""Rules over time: jumps, slips of the hand, breaks in the series (V23, V24, V29, V34)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import permutations

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.regler.regel import Grunn, finding
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.tallformat import format_tall

HUNDRED = Decimal(100)
_PLAN = ("budsjett", "mal", "plan", "sats")


def since_last_year(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterable[Funn]:
    """V23, V24, V29: against the same period last year, looked up once for them all."""
    before = grunn.year_before(celle)
    if before is None or before == verdi:
        return ()
    return (*_v23_jump(grunn, celle, (verdi, before)), *_v24_factor_ten(grunn, celle, (verdi, before)))


def _v23_jump(grunn: Grunn, celle: Celle, values: tuple[Decimal, Decimal]) -> Iterator[Funn]:
    """V23, V29: a jump that chance does not explain, asked about once."""
    verdi, before = values
    indikator = grunn.indikator(celle)
    if not _jumps(grunn, indikator, before, verdi):
        return
    commented = bool(grunn.merknad(celle)) or (celle.indikator, celle.omrade, celle.periode.ar) in grunn.omtalt
    grave = grunn.in_report(celle) and not commented and indikator.is_count
    swapped = _swap_near(before, verdi)
    hint = f"Er sifrene byttet om ({format_tall(swapped)})? " if swapped else ""
    text = (
        f"{grunn.navn(celle)} gikk fra {grunn.tekst(celle, before)} "
        f"til {grunn.tekst(celle, verdi)}{_percent(before, verdi)}. "
        f"{hint}Sjekk tallet, og skriv en kommentar som forklarer spranget."
    )
    rule = "V29" if indikator.enhet == "årsverk" else "V23"
    yield finding(grunn, (rule, Niva.ADVARSEL if grave else Niva.INFO), celle, text, (verdi, before))


def is_plan(indikator: Indikator) -> bool:
    """A budget, a goal or a rate may be what it likes beside last year's."""
    return any(word in indikator.id.split("_") for word in _PLAN)


def _jumps(grunn: Grunn, indikator: Indikator, before: Decimal, now: Decimal) -> bool:
    change, limits = abs(now - before), grunn.terskler
    if indikator.is_count:
        # |x - y| > z·sqrt(x + y): about z standard deviations between two Poisson counts.
        return change >= limits.sprang_minst and change * change > limits.sprang_z**2 * (now + before)
    if not before:
        return False
    relative = HUNDRED * change / abs(before)
    if indikator.enhet == "prosent":
        return change >= 5 and relative >= 40
    if indikator.enhet == "årsverk":
        return relative > limits.arsverk_prosent and change >= 1
    return "kr" in indikator.enhet and relative > limits.kroner_prosent


def _percent(before: Decimal, now: Decimal) -> str:
    if not before:
        return ""
    change = HUNDRED * (now - before) / abs(before)
    return f" ({'+' if change > 0 else ''}{format_tall(change, 0)} %)"


def _swap_near(before: Decimal, now: Decimal) -> Decimal | None:
    """The same digits in another order that would be close to last year: 471 beside 730 is perhaps 741."""
    digits = str(now)
    if not digits.isdigit() or not 2 <= len(digits) <= 4:
        return None
    others = {Decimal("".join(order)) for order in permutations(digits) if order[0] != "0"} - {now}
    near = [other for other in others if abs(other - before) <= abs(before) * Decimal("0.1")]
    return min(near, key=lambda other: abs(other - before), default=None)


def _v24_factor_ten(grunn: Grunn, celle: Celle, values: tuple[Decimal, Decimal]) -> Iterator[Funn]:
    """V24: about ten times, or a tenth of, the year before: a decimal comma or a digit may have slipped."""
    verdi, before = values
    small, large = sorted((abs(before), abs(verdi)))
    if not small or large < 7 * small:
        return
    if grunn.indikator(celle).is_count and (small < 5 or large < 50):
        return
    if 7 <= large / small <= 14 and grunn.typed(celle) is not None:
        text = (
            f"{grunn.navn(celle)} er {grunn.tekst(celle, verdi)}, om lag {'ti ganger' if verdi > before else 'en tidel av'} "
            f"fjoråret ({grunn.tekst(celle, before)}). Har kommaet eller et siffer glidd? Rett tallet."
        )
        yield finding(grunn, ("V24", Niva.ADVARSEL), celle, text, (verdi, before))


def v34_break(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V34: the figure and last year's are not counted alike; say so in a footnote."""
    for broken in grunn.indikator(celle).brudd:
        year = int(broken.fra[:4])
        if celle.periode.ar == year and grunn.in_report(celle):
            before = grunn.year_before(celle)
            if before is not None:
                text = f"{grunn.navn(celle)} kan ikke sammenlignes med {year - 1}: {broken.tekst} Skriv det i en fotnote."
                yield finding(grunn, ("V34", Niva.INFO), celle, text, (verdi, before))
