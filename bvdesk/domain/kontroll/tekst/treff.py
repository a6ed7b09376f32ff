"""What the figures say about a number in a text, and how a hand may have slipped."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode

HUNDRED = Decimal(100)
_TIL_OG_MED = re.compile(r"til og med|hittil|t\.o\.m", re.IGNORECASE)
_HALVAR = ((1, re.compile(r"\bførste halvår|1\. halvår", re.I)), (2, re.compile(r"\bandre halvår|2\. halvår", re.I)))
_KVARTAL = re.compile(r"\b(første|andre|tredje|fjerde|[1-4]\.)\s?kvartal", re.IGNORECASE)
_ORDEN = r"første|andre|tredje|fjerde|[1-4]\."
_VINDU = re.compile(
    rf"(?:(?:til og med|t\.o\.m\.|per|pr\.?)\s|\b({_ORDEN})\s?(?:kvartal\s)?(?:til(?: og med)?|og|[–-])\s?)"
    rf"({_ORDEN})\s?kvartal",
    re.IGNORECASE,
)
_KVARTALER = re.compile(r"\better (ett|to|tre) kvartal|\bde (?:første (to|tre)|(to|tre) første) kvartal", re.IGNORECASE)
_ANTALL = {"ett": 1, "to": 2, "tre": 3}
_KVARTALSORD = {"første": 1, "andre": 2, "tredje": 3, "fjerde": 4, "1.": 1, "2.": 2, "3.": 3, "4.": 4}


class Dom(enum.Enum):
    """What the figures say about a number in a text."""

    BEKREFTET = "bekreftet"
    AVLEDET = "avledet"
    NESTEN = "nesten"
    AVVIK = "avvik"
    ENDRING = "feil endring"
    UKJENT = "ukjent"


@record
class Treff:
    """A number in the text and what it was held against.

    `verdi` is the figure, None when unknown; of a change it is the difference, and `fra` the year it is counted from.
    """

    dom: Dom
    tall: Tall
    setning: Setning
    emne: Emne | None = None
    omrade: OmradeId = TJENESTEN
    periode: Periode | None = None
    verdi: Decimal | None = None
    fra: int = 0


def slip(written: Decimal, meant: Decimal) -> str:
    """How a hand may have turned the one number into the other; empty when no slip explains it."""
    a, b = (format(abs(x).normalize(), "f").replace(".", "") for x in (written, meant))
    if a != b and len(a) > 1 and sorted(a) == sorted(b):
        return "sifrene er byttet om"
    if meant and written and written / meant in {Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01")}:
        return "kommaet er flyttet"
    return ""


def kind_of_miss(number: Tall, value: Decimal) -> Dom:
    """A slip of the hand is a near miss; anything else is a deviation."""
    return Dom.NESTEN if slip(number.verdi, value) else Dom.AVVIK


def agrees(number: Tall, value: Decimal, emne: Emne) -> bool:
    """The text's number is the figure; a share or rate in the figures may be given with fewer decimals than the text."""
    return number.fits(value) or _coarser(number, value, emne)


def agreeing(number: Tall, emne: Emne, figures: Iterable[tuple[Periode, Decimal]]) -> tuple[Periode, Decimal] | None:
    """The first of a subject's figures that the text's number is."""
    low, high = number.bounds()
    for periode, value in figures:
        if low <= value <= high or _coarser(number, value, emne):
            return periode, value
    return None


def _coarser(number: Tall, value: Decimal, emne: Emne) -> bool:
    """Whether the figures give a share or rate with fewer decimals than the text, and they agree as far as they go."""
    if emne.indikator.is_count or not number.desimaler:
        return False
    exponent = value.as_tuple().exponent
    coarse = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    return abs(number.verdi - value) <= coarse


def stated_as(number: Tall, emne: Emne, values: tuple[Decimal, Decimal]) -> tuple[Decimal, ...]:
    """What a number may say of two values: their difference, or in per cent the growth; of two shares both are said."""
    now, earlier = values
    growth = (HUNDRED * (now - earlier) / earlier,) if earlier else ()
    if number.enhet is not Enhet.PROSENT:
        return (now - earlier,)
    return (*growth, now - earlier) if emne.enhet is Enhet.PROSENT else growth


def stated_span(setning: Setning, ar: int) -> Periode | None:
    """The half-year or quarter a sentence names, None when it names none or says «til og med»."""
    months = _named_months(setning.tekst)
    return Periode(ar, *months) if months else None


@lru_cache(maxsize=1024)
def _named_months(text: str) -> tuple[int, int] | None:
    window = _VINDU.search(text)
    if window:
        first, last = (_KVARTALSORD.get((word or "1.").lower(), 1) for word in window.groups())
        return (3 * first - 2, 3 * last) if first < last else None
    so_far = _KVARTALER.search(text)
    if so_far:
        return 1, 3 * _ANTALL[next(filter(None, so_far.groups())).lower()]
    if _TIL_OG_MED.search(text):
        return None
    for half, pattern in _HALVAR:
        if pattern.search(text):
            return 6 * half - 5, 6 * half
    match = _KVARTAL.search(text)
    quarter = _KVARTALSORD[match.group(1).lower()] if match else 0
    return (3 * quarter - 2, 3 * quarter) if quarter else None
