"""The one Norwegian number format: decimal comma, U+00A0 between groups, U+2212 minus, half away from zero.

Source: Språkrådet on numbers; SSB's tables group from 1 000 and round «kommersielt» (half away from zero).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

NBSP = "\u00a0"
MINUS = "\u2212"
THIN_DASH = "–"

_UNIT_DECIMALS = {"prosent": 1, "årsverk": 1, "kroner": 0, "1000 kr": 0}
_SHORT_UNITS = {"antall": "", "prosent": "%", "kroner": "kr"}
_NO_SUFFIX = frozenset({"antall", ""})


def unit_decimals(enhet: str) -> int | None:
    """Fixed number of decimals for a unit; None where the number's own decimals are kept (up to two)."""
    return _UNIT_DECIMALS.get(enhet)


def short_unit(enhet: str) -> str:
    """A unit as it stands beside a row: «kr», «1000 kr», «%», «årsverk»; empty for what is counted."""
    return _SHORT_UNITS.get(enhet, enhet)


def round_half_away(verdi: Decimal, desimaler: int) -> Decimal:
    """Round to `desimaler` places, half away from zero."""
    return verdi.quantize(_place(desimaler), ROUND_HALF_UP)


@cache
def _place(desimaler: int) -> Decimal:
    return Decimal(1).scaleb(-desimaler)


def format_tall(verdi: Decimal | int | float, desimaler: int | None = None) -> str:
    """«1 234,5» with U+00A0. `desimaler=None` keeps the number's own decimals, at most two."""
    exact = verdi if isinstance(verdi, Decimal) else Decimal(str(verdi))
    if not desimaler and exact == exact.to_integral_value():  # most are, and need no rounding
        return f"{int(exact):,}".replace(",", NBSP).replace("-", MINUS)
    rounded = _own_decimals(exact) if desimaler is None else round_half_away(exact, desimaler)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", NBSP)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def _own_decimals(verdi: Decimal) -> Decimal:
    rounded = round_half_away(verdi, 2).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def format_med_enhet(verdi: Decimal, enhet: str, desimaler: int | None = None) -> str:
    """The number with its unit in words: «12,5 prosent», «81», «15,4 årsverk», «1 234 kroner»."""
    return med_enhet(format_tall(verdi, unit_decimals(enhet) if desimaler is None else desimaler), enhet)


def med_enhet(tall: str, enhet: str) -> str:
    """A formatted number with its unit in words."""
    if enhet in _NO_SUFFIX:
        return tall
    return f"{tall}{NBSP}000{NBSP}kroner" if enhet == "1000 kr" else f"{tall}{NBSP}{enhet}"


def format_endring(verdi: Decimal, desimaler: int | None = None) -> str:
    """A change with its sign: «+81», «−1,7», «0»."""
    tall = format_tall(verdi, desimaler)
    return f"+{tall}" if verdi > 0 and any(c in "123456789" for c in tall) else tall


def plain_number(tekst: str) -> Decimal | None:
    """The number of a printed text, as exact as it is printed and no more; None when it is no number."""
    try:
        return Decimal(tekst.replace(NBSP, "").replace(MINUS, "-").replace(",", "."))
    except InvalidOperation:
        return None


def format_csv(verdi: Decimal) -> str:
    """The number for a data file: decimal comma, plain minus, no groups, the decimals it was entered with."""
    return f"{verdi:f}".replace(".", ",")
