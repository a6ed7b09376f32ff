"""Changes that a text states with its own numbers: direction, difference, growth, percent for percentage points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, counts
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import RETNINGSORD, Forbehold, Retning, canonical, directions_in, retning
from bvdesk.domain.kontroll.tekst.ordene_rundt import is_change
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.tall.tallformat import format_tall

_FRA = re.compile(r"\bfr[aå]\s(?:\w+\s)?$", re.IGNORECASE)
_TIL = re.compile(r"\btil\s(?:\w+\s)?$", re.IGNORECASE)
_PA = re.compile(r"^(?:\s(?!til|er|var)\w+){0,2}\s(?:på|med)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_ANDEL_ORD = re.compile(r"sykefravær|sjukefråvær|fravær|turnover|andel|prosentandel|sykmeldingsprosent|rate", re.IGNORECASE)
_GANGER = {"doblet": Decimal(2), "tredoblet": Decimal(3), "firedoblet": Decimal(4), "halvert": Decimal("0.5")}
_GANGERORD = re.compile(r"\b(mer enn |over |nesten |nærmere )?(for)?(doblet|tredoblet|firedoblet|halvert)\b", re.IGNORECASE)
_TILBAKEVISENDE = re.compile(
    r"^(?:Og |Men )?(?:Det(?:te)?|Den|Slik|Økning|Auk|Vekst|Oppgang|Stigning|Nedgang|Nedgong|Reduksjon|Endring|Forskjell)"
    r"(?:en|a|inga|ingen)?\b"
)
_MENS = re.compile(r"\b(?:mens|medan|men|imens)\s", re.IGNORECASE)
HUNDRED, _MILLION = Decimal(100), Decimal(1_000_000)


def check_changes(lest: Lesning) -> Iterator[Funn]:
    """All findings about stated changes."""
    for setning, numbers in lest.pairs():
        yield from _direction(lest, setning, numbers)
        yield from _amount(lest, setning, numbers)
        yield from _multiple(lest, setning, numbers)
        yield from _factor_ten(lest, setning, numbers)


def stated_pair(lest: Lesning, setning: Setning, numbers: tuple[Tall, ...]) -> tuple[Tall, Tall, Setning] | None:
    """The value before and the value after that a sentence states with «fra A til B» or «redusert til B»."""
    for first, second in pairwise(numbers):
        if first.enhet is not second.enhet:
            continue
        ahead, between = setning.tekst[: first.start], setning.tekst[first.slutt : second.start]
        if _FRA.search(ahead) and _TIL.search(between):
            return first, second, setning
        if _TIL.search(between) and RETNINGSORD.search(between) and first.navn == second.navn:
            return first, second, setning
    return _from_earlier(lest, setning, numbers)


def _from_earlier(lest: Lesning, setning: Setning, numbers: tuple[Tall, ...]) -> tuple[Tall, Tall, Setning] | None:
    """«… 12 brudd, en oppgang fra 7 i 2023»: before is the number after «fra», now is the number said before it."""
    for number in numbers:
        ahead = setning.tekst[: number.start]
        if not _FRA.search(ahead, max(0, len(ahead) - 80)):
            continue
        word = next(reversed(list(RETNINGSORD.finditer(ahead))), None)
        if not word or len(ahead) - word.end() > 30:
            continue
        now = [n for n in numbers if n.slutt <= word.start() and n.enhet is number.enhet]
        if now:
            return number, now[-1], setning
        before = lest.before(setning)
        now = [n for n in lest.numbers(before) if n.enhet is number.enhet and before and not is_change(before, n)]
        if len(now) == 1 and before is not None:  # of several, one cannot say which was meant
            return number, now[0], before
    return None


def _direction(lest: Lesning, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T02: the word says up, the numbers say down."""
    words = directions_in(setning.tekst)
    pair = stated_pair(lest, setning, numbers) if words else None
    if pair is None or len({retning(word) for word in words}) != 1:
        return
    earlier, later, _ = pair
    said = retning(words[0])
    went = Retning.OPP if later.verdi > earlier.verdi else Retning.NED if later.verdi < earlier.verdi else Retning.LIKT
    if said is went or said is Retning.LIKT or words[0].group().lower() in {"flere", "fleire", "færre"}:
        return
    text = f"Teksten sier «{words[0].group()}», men tallet gikk fra {earlier.raa} til {later.raa}. Rett ordet eller tallene."
    start, end = min(words[0].start(), earlier.start), max(words[0].end(), earlier.slutt)
    yield Funn("T02", Niva.ADVARSEL, text, verdier=(earlier.verdi, later.verdi), sted=around(setning, start, end))


def _amount(lest: Lesning, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T03: «økning på 81», «vekst på nærmere 50 %», «nedgang på 1,7 %» against the values the text gives around it."""
    for number in numbers:
        ahead = setning.tekst[: number.start]
        words = [w for w in directions_in(setning.tekst) if w.end() <= number.start and retning(w) is not Retning.LIKT]
        if not words or not _PA.match(ahead[words[-1].end() :]):
            continue
        candidates = [value for value in _values_near(lest, setning, number) if value is not number]
        if number.enhet is Enhet.PROSENT:
            yield from _percent(setning, number, candidates)
            yield from _growth(lest, setning, number)
        elif number.enhet is Enhet.ANTALL:
            yield from _difference(setning, number, candidates)
        elif number.enhet is Enhet.KRONER:
            yield from _money(lest, setning, number)


def _values_near(lest: Lesning, setning: Setning, number: Tall) -> list[Tall]:
    """The numbers of this sentence and the two before it, later ones first."""
    found: list[Tall] = []
    for step in range(3):
        other = lest.before(setning, step)
        if (
            other is None
            or lest.areas(other) != lest.areas(setning)
            or (step and other.blokk != setning.blokk and setning.nr - other.nr > 1)
        ):
            break
        found += reversed(lest.numbers(other))
    return found


def _percent(setning: Setning, number: Tall, candidates: list[Tall]) -> Iterator[Funn]:
    shares = [c for c in candidates if c.enhet is Enhet.PROSENT][:8]
    point = any(_is_points(number, a, b) for i, a in enumerate(shares) for b in shares[i + 1 :])
    if point or (not shares and _ANDEL_ORD.search(setning.tekst)) or (len(shares) == 1 and _refers_to_share(setning)):
        yield points_finding(setning, number)


def _growth(lest: Lesning, setning: Setning, number: Tall) -> Iterator[Funn]:
    """T03: «en økning på 12 %» where the sentence, or the one before, gives the two amounts."""
    for step in (0, 1):
        place = lest.before(setning, step)
        if step and place and not _goes_on(lest, setning, place):
            return
        pair = stated_pair(lest, place, lest.numbers(place)) if place else None
        if pair is None or pair[0].enhet is Enhet.PROSENT or not pair[0].verdi or number.forbehold is Forbehold.OVER:
            continue
        if place is setning and _MENS.search(setning.tekst, pair[1].slutt, number.start):
            continue
        right = HUNDRED * abs(pair[1].verdi - pair[0].verdi) / pair[0].verdi
        if not number.fits(right):
            text = (
                f"Fra {pair[0].raa} til {pair[1].raa} er en endring på {format_tall(right, max(1, number.desimaler))} %, "
                f"ikke {number.raa} %. Rett prosenten eller tallene."
            )
            values = (number.verdi, pair[0].verdi, pair[1].verdi)
            yield Funn("T03", Niva.ADVARSEL, text, verdier=values, sted=around(setning, number.start, number.slutt))
        return


def _goes_on(lest: Lesning, setning: Setning, before: Setning) -> bool:
    """Whether a sentence points back at the one before, and not at something, or somewhere, of its own."""
    return bool(_TILBAKEVISENDE.match(setning.tekst.lstrip(" -•–*"))) and lest.areas(setning) == lest.areas(before)


def _refers_to_share(setning: Setning) -> bool:
    return bool(re.match(r"(?:Det|Dette|Den)\b", setning.tekst)) or bool(_ANDEL_ORD.search(setning.tekst))


def _is_points(number: Tall, a: Tall, b: Tall) -> bool:
    """Whether the stated percent is the plain difference of two shares, and not the relative change."""
    if not a.verdi or not b.verdi or a.verdi == b.verdi:
        return False
    relative = HUNDRED * abs(a.verdi - b.verdi) / b.verdi
    return number.fits(abs(a.verdi - b.verdi)) and not number.fits(relative)


def points_finding(setning: Setning, number: Tall) -> Funn:
    """T04: percent written for percentage points."""
    text = (
        f"«{setning.tekst[number.start : number.slutt].strip()}» er endringen i en andel. "
        f"Forskjellen mellom to prosenttall er prosentpoeng: skriv {number.raa} prosentpoeng."
    )
    sted = around(setning, number.start, number.slutt, 30)
    return Funn("T04", Niva.INFO, text, verdier=(number.verdi,), sted=sted, forslag=f"{number.raa} prosentpoeng")


def _difference(setning: Setning, number: Tall, candidates: list[Tall]) -> Iterator[Funn]:
    alike = [
        c for c in counts(tuple(candidates)) if not c.navn or not number.navn or canonical(c.navn) == canonical(number.navn)
    ]
    if len(alike) < 2 or number.forbehold is not Forbehold.NOYAKTIG:
        return
    if any(abs(a.verdi - b.verdi) == number.verdi for i, a in enumerate(alike) for b in alike[i + 1 :]):
        return
    if len(alike) == 2 and alike[0].navn == alike[1].navn:
        a, b = alike[0].verdi, alike[1].verdi
        text = (
            f"Endringen fra {format_tall(b)} til {format_tall(a)} er "
            f"{format_tall(abs(a - b))}, men teksten sier {number.raa}."
        )
        yield Funn(
            "T03", Niva.ADVARSEL, text, verdier=(number.verdi, a, b), sted=around(setning, number.start, number.slutt)
        )


def _money(lest: Lesning, setning: Setning, number: Tall) -> Iterator[Funn]:
    """T03: «steg med 4,1 millioner, fra 60,0 til 63,1 millioner»: the two amounts stand in the sentence itself."""
    others = tuple(other for other in lest.numbers(setning) if other is not number)
    pair = stated_pair(lest, setning, others)
    if pair is None or pair[2] is not setning or pair[0].enhet is not Enhet.KRONER or number.forbehold is Forbehold.OVER:
        return
    right = abs(pair[1].verdi - pair[0].verdi)
    if number.fits(right) or abs(number.verdi - right) <= max(n.presisjon for n in (*pair[:2], number)) * Decimal("1.01"):
        return
    text = (
        f"Teksten sier en endring på {number.raa}, men fra {pair[0].raa} til {pair[1].raa} er {_amount_text(right)}. "
        "Rett beløpet eller endringen."
    )
    values = (number.verdi, pair[0].verdi, pair[1].verdi)
    yield Funn("T03", Niva.ADVARSEL, text, verdier=values, sted=around(setning, number.start, number.slutt))


def _amount_text(kroner: Decimal) -> str:
    return f"{format_tall(kroner / _MILLION, 1)} millioner kroner" if kroner >= _MILLION else f"{format_tall(kroner)} kroner"


def _multiple(lest: Lesning, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T03: «doblet», «halvert» against the two values given."""
    match = _GANGERORD.search(setning.tekst) if numbers else None
    pair = stated_pair(lest, setning, numbers) if match else None
    if match is None or pair is None or not pair[0].verdi:
        return
    factor = _GANGER[match.group(3).lower()]
    got = pair[1].verdi / pair[0].verdi
    if factor * Decimal("0.8") <= got <= factor * Decimal("1.5"):
        return
    text = f"«{match.group()}» stemmer ikke: fra {pair[0].raa} til {pair[1].raa} er {format_tall(got, 1)} ganger."
    sted = around(setning, match.start(), match.end())
    yield Funn("T03", Niva.ADVARSEL, text, verdier=(pair[0].verdi, pair[1].verdi), sted=sted)


def _factor_ten(lest: Lesning, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """V24: a share beside last year's («4,6 % (40,2 % i 2023)»), one about ten times the other."""
    for a, b in pairwise(numbers):
        between = setning.tekst[a.slutt : b.start]
        if a.enhet is not Enhet.PROSENT or b.enhet is not Enhet.PROSENT or not re.fullmatch(r"[^.;%]{0,30}", between):
            continue
        years = {lest.year(setning, a), lest.year(setning, b)}
        small, large = sorted((abs(a.verdi), abs(b.verdi)))
        if len(years) == 2 and small and 7 <= large / small <= 14:
            text = f"{a.raa} % og {b.raa} % er om lag ti ganger forskjellige. Har kommaet glidd i et av tallene?"
            yield Funn("V24", Niva.ADVARSEL, text, verdier=(a.verdi, b.verdi), sted=around(setning, a.start, b.slutt, 40))
