"""Sums, shares and parts that a text states itself: do they agree? (V06, V11, V19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, permutations
from math import ceil, floor

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.andelsord import is_rounded
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, counts
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import Forbehold, canonical
from bvdesk.domain.kontroll.tekst.ordene_rundt import is_change
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.tall.tallformat import format_tall, round_half_away

_FORDELT = re.compile(r"\b(?:fordelte? på|fordeler seg på|fordelt mellom|består av|bestående av)\b", re.IGNORECASE)
_HERAV = re.compile(r"\b(?:herav|hvorav|derav)\b", re.IGNORECASE)
_TILSVARER = re.compile(
    r"\b(?:tilsvarer|tilsvarar|svare?r til|svarar til|utgjer|utgjør|utgjorde|tilsvarte|det vil si|dvs\.?)\b", re.IGNORECASE
)
_DETTE_TILSVARER = re.compile(rf"(?:Dette|Det|Noe som|Noko som|Andelen)\b[^.;]{{0,40}}?{_TILSVARER.pattern}", re.IGNORECASE)
_AV_DE = re.compile(r"\bav (?:de |dei |disse |desse |i alt |totalt )?(?:\w+e )?$", re.IGNORECASE)
_AV_DEM = re.compile(
    r"^\sav (?:dem|dei|disse|desse)(?: sakene| sakane)?(?:, | \()(?:det vil si |dvs\.? |eller |altså )?$", re.IGNORECASE
)
_AV_MELLOM = re.compile(r"^\s(?:\w+\s)?av\s(?:\w+\s){0,2}$", re.IGNORECASE)
_ANNET_GRUNNLAG = re.compile(r"\b(?:mot|fr[aå]|enn|økt\w*|auk\w*|ned|opp|20\d\d|mål\w*|landet|fylket)\b", re.IGNORECASE)
HUNDRED = Decimal(100)


def check_arithmetic(lest: Lesning) -> Iterator[Funn]:
    """All findings about sums, shares and parts."""
    for setning, numbers in lest.pairs():
        yield from _distributed(lest, setning, numbers)
        yield from _share_of_base(lest, setning, numbers)
        yield from _count_from_share(setning, numbers)
        yield from _plus_row(setning, numbers)
    yield from _listed_parts(lest)
    yield from _counts_with_shares(lest)


def _distributed(lest: Lesning, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """«244 meldinger, fordelt på 56 … og 188»: the parts must make the whole."""
    match = _FORDELT.search(setning.tekst) or _HERAV.search(setning.tekst)
    if not match:
        return
    parts = [n for n in counts(numbers) if n.start >= match.end() and n.forbehold is Forbehold.NOYAKTIG]
    totals = [n for n in counts(numbers) if n.slutt <= match.start()] or _closing_count(lest, setning)
    if len(parts) < 2 or not totals or not _same_thing(totals[-1], parts):
        return
    total, got = totals[-1], sum((part.verdi for part in parts), Decimal(0))
    loose = bool(_HERAV.match(match.group()))
    if got == total.verdi or (loose and got < total.verdi):
        return
    listed = " + ".join(part.raa for part in parts)
    text = f"{listed} er {format_tall(got)}, men teksten sier {total.raa} i alt. Sjekk delene og summen."
    yield Funn("V06", Niva.ADVARSEL, text, verdier=(total.verdi, got), sted=around(setning, parts[0].start, parts[-1].slutt))


def _closing_count(lest: Lesning, setning: Setning) -> list[Tall]:
    """The count that «Disse er fordelt på» points back at: the last one of the sentence before."""
    before = lest.before(setning)
    if before is None or not re.match(r"(?:Disse|Desse|Dei|De|Dette)\b", setning.tekst):
        return []
    return counts(lest.numbers(before))[-1:]


def _same_thing(total: Tall, parts: list[Tall]) -> bool:
    """Whether total and parts count the same (or the parts name nothing of their own)."""
    names = {canonical(part.navn) for part in parts if part.navn}
    return not names or not total.navn or names == {canonical(total.navn)}


def _share_of_base(lest: Lesning, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """V19: a part, its whole and its share, stated in one or two sentences."""
    whole, part, share, where = _stated_share(lest, setning, numbers)
    if whole is None or part is None or share is None or not whole.verdi:
        return
    exact = HUNDRED * part.verdi / whole.verdi
    if share.fits(exact) or is_rounded(where, (part, whole), share):
        return
    text = f"{part.raa} av {whole.raa} er {format_tall(exact, max(1, share.desimaler))} %, ikke {share.raa} %."
    swapped = next((n for n in _digit_swaps(whole.verdi) if share.fits(HUNDRED * part.verdi / n)), None)
    advice = f" Mente du {format_tall(swapped)}? To siffer kan være byttet." if swapped else " Rett andelen eller antallet."
    values = (whole.verdi, part.verdi, share.verdi)
    forslag = format_tall(swapped) if swapped else ""
    yield Funn(
        "V19", Niva.ADVARSEL, text + advice, verdier=values, sted=around(where, whole.start, part.slutt), forslag=forslag
    )


_Delt = tuple[Tall | None, Tall | None, Tall | None, Setning]


def _stated_share(lest: Lesning, setning: Setning, numbers: tuple[Tall, ...]) -> _Delt:
    """The whole, the part and the share that a sentence (or two) states, and the sentence with the whole."""
    counted = counts(numbers)
    shares = [n for n in numbers if n.enhet is Enhet.PROSENT]
    for part, whole in pairwise(counted):
        share = next((n for n in numbers if n.start >= whole.slutt), None)
        if _AV_MELLOM.match(setning.tekst[part.slutt : whole.start]) and share and share.enhet is Enhet.PROSENT:
            between = setning.tekst[whole.slutt : share.start]
            return (whole, part, share, setning) if not _ANNET_GRUNNLAG.search(between) else (None, None, None, setning)
    bases = [n for n in counted if _AV_DE.search(setning.tekst[: n.start])]
    if bases and len(counted) == 2 and len(shares) == 1:
        return bases[0], next(n for n in counted if n is not bases[0]), shares[0], setning
    before = lest.before(setning)
    if before and len(counted) == len(shares) == 1 and _AV_DEM.match(setning.tekst[counted[0].slutt : shares[0].start]):
        base = _only_count(lest, before)
        return base if base and base.verdi >= counted[0].verdi else None, counted[0], shares[0], setning
    if before is None or not shares or counted or not _DETTE_TILSVARER.match(setning.tekst[: shares[0].start]):
        return None, None, None, setning
    earlier = counts(lest.numbers(before))
    bases = [n for n in earlier if _AV_DE.search(before.tekst[: n.start])]
    if not bases or len(earlier) != 2:
        return None, None, None, setning
    return bases[0], next(n for n in earlier if n is not bases[0]), shares[0], before


def _only_count(lest: Lesning, setning: Setning) -> Tall | None:
    """The one thing a sentence counts, changes aside: what «av dem» in the next one points back at."""
    told = [n for n in counts(lest.numbers(setning)) if not is_change(setning, n) and not n.av]
    return told[0] if len(told) == 1 else None


def _digit_swaps(value: Decimal) -> list[Decimal]:
    digits = str(int(value))
    if not 2 <= len(digits) <= 5:
        return []
    return [Decimal("".join(p)) for p in sorted(set(permutations(digits))) if p[0] != "0" and "".join(p) != digits]


def _count_from_share(setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """V19: «31,1 prosent, noe som tilsvarer 25»: is there any whole that gives this share?"""
    for share, count in pairwise(numbers):
        between = setning.tekst[share.slutt : count.start]
        if share.enhet is not Enhet.PROSENT or count.enhet is not Enhet.ANTALL or not _TILSVARER.search(between):
            continue
        if not share.verdi or count.forbehold is not Forbehold.NOYAKTIG or _possible_base(share, count.verdi):
            continue
        text = (
            f"{count.raa} er ikke {share.raa} % av noe helt antall. Gjelder tallet en annen periode enn andelen? "
            "Oppgi teller, nevner og periode."
        )
        values = (share.verdi, count.verdi)
        yield Funn("V19", Niva.INFO, text, verdier=values, sted=around(setning, share.start, count.slutt, 60))


def _possible_base(share: Tall, count: Decimal) -> bool:
    half = share.presisjon / 2
    low, high = HUNDRED * count / (share.verdi + half), HUNDRED * count / max(share.verdi - half, half)
    return floor(high) >= ceil(low)


def _plus_row(setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """«a + b = c» or a row «a + b c»."""
    match = re.search(r"\d(?:\s?\+\s|\+)\d", setning.tekst)  # « +3» alone is a cell with its sign
    if not match or len(numbers) != 3 or re.search(r"\d\.\d{1,2}(?!\d)", setning.tekst):
        return
    a, b, c = (number.verdi for number in numbers)
    if abs(b) + a != c:
        text = f"{numbers[0].raa} + {numbers[1].raa.lstrip('+ ')} er {format_tall(a + abs(b))}, ikke {numbers[2].raa}."
        yield Funn("V06", Niva.ADVARSEL, text, verdier=(a, b, c), sted=setning.sted())


def _listed_parts(lest: Lesning) -> Iterator[Funn]:
    """V11: a line «helhet: 196» and a list of parts under it."""
    for setning, numbers in lest.pairs():
        total = _ends_with_total(setning, numbers)
        items = _list_below(lest, setning) if total else []
        parts = [_item_count(lest, item) for item in items]
        if total is None or len(parts) < 2 or any(part is None for part in parts):
            continue
        values = [part.verdi for part in parts if part]
        got = sum(values, Decimal(0))
        if got == total.verdi:
            continue
        listed = " + ".join(format_tall(value) for value in values)
        over = got > total.verdi
        close = abs(got - total.verdi) * 5 <= total.verdi
        why = (
            "Delene er flere enn helheten."
            if over
            else f"{format_tall(total.verdi - got)} mangler. Skriv «herav», eller ta med resten."
        )
        text = f"Delene under summerer til {format_tall(got)} ({listed}), men helheten er {total.raa}. {why}"
        level = Niva.ADVARSEL if over or close else Niva.INFO
        yield Funn("V11", level, text, verdier=(total.verdi, got, *values), sted=setning.sted())


def _ends_with_total(setning: Setning, numbers: tuple[Tall, ...]) -> Tall | None:
    counted = counts(numbers)
    if not counted or setning.art is Art.PUNKT:
        return None
    rest = setning.tekst[counted[-1].slutt :]
    return counted[-1] if re.fullmatch(r"\s*(?:\([^)]*%\))?\s*[:,]?\s*", rest) else None


def _list_below(lest: Lesning, setning: Setning) -> list[Setning]:
    items: list[Setning] = []
    for item in lest.setninger[setning.nr + 1 :]:
        if item.art is not Art.PUNKT or item.hode != setning.nr:
            break
        if not items or item.blokk != items[-1].blokk:
            items.append(item)
    return items


def _item_count(lest: Lesning, item: Setning) -> Tall | None:
    """The item's own number: straight after the bullet, or at its end after a colon or year."""
    counted = counts(lest.numbers(item))
    if not counted:
        return None
    first, last = counted[0], counted[-1]
    if not re.search(r"\w", item.tekst[: first.start].lstrip("•-–*o ")):
        return first
    return last if not item.tekst[last.slutt :].strip(" .)") else None


def _counts_with_shares(lest: Lesning) -> Iterator[Funn]:
    """V19: «771 (47,1 %)» against the whole it is taken of, where the text gives that whole nearby."""
    pairs = list(_share_pairs(lest))
    for setning, count, share in pairs:
        bases = _nearby(lest, setning, count.verdi)
        bases |= {count.verdi + other.verdi for near, other, _ in pairs if abs(near.linje - setning.linje) < 40}
        exact = {base: HUNDRED * count.verdi / base for base in bases if base}
        if (
            not share.verdi
            or share.forbehold is not Forbehold.NOYAKTIG
            or any(share.fits(value) for value in exact.values())
        ):
            continue
        slips = [base for base, value in exact.items() if abs(value - share.verdi) <= share.presisjon]
        if slips:
            base = slips[0]
            right = format_tall(round_half_away(exact[base], share.desimaler), share.desimaler)
            text = (
                f"{count.raa} av {format_tall(base)} er {right} %, men "
                f"teksten sier {share.raa} %. Tallet er kuttet, ikke avrundet."
            )
            values = (count.verdi, base, share.verdi)
            yield Funn(
                "V19", Niva.INFO, text, verdier=values, sted=setning.sted(count.start, share.slutt + 1), forslag=f"{right} %"
            )


def _share_pairs(lest: Lesning) -> Iterator[tuple[Setning, Tall, Tall]]:
    for setning, numbers in lest.pairs():
        for count, share in pairwise(numbers):
            kinds = (count.enhet, share.enhet) == (Enhet.ANTALL, Enhet.PROSENT)
            if kinds and re.fullmatch(r"[^\d(]{0,30}\(\s?", setning.tekst[count.slutt : share.start]):
                yield setning, count, share


def _nearby(lest: Lesning, setning: Setning, least: Decimal) -> set[Decimal]:
    """Counts within forty lines that are large enough to be the whole."""
    found = set()
    for other, numbers in lest.pairs():
        if abs(other.linje - setning.linje) <= 40:
            found |= {number.verdi for number in counts(numbers) if number.verdi >= least}
    return found
