"""Sums that a sentence makes of its own numbers: «16 … og 12 …, til sammen 28», «381: 297 … og 84 …» (V06)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.andelsord import in_share_words
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import OG, Forbehold, stem
from bvdesk.domain.kontroll.tekst.ordene_rundt import is_change
from bvdesk.domain.kontroll.tekst.tall import Tall
from bvdesk.domain.kontroll.tekst.treff import slip
from bvdesk.domain.tall.tallformat import format_tall

TIL_SAMMEN = re.compile(
    r"\b(?:til ?sam(?:men|an)|i alt|totalt|samlet|samla|sammenlagt|samanlagt|i sum|summen|alt i alt)\b", re.IGNORECASE
)
_HERAV = re.compile(
    r"\b(?:herav|hvorav|derav|av (?:disse|desse|dem|dei|de)|blant annet|mellom anna|inkludert)\b", re.IGNORECASE
)
_ANNET = re.compile(
    r"\b(?:20\d\d|i fjor|året før|førre året|forrige år|mot \d|enn|fr[aå] \d|økning|auke|nedgang|per)\b", re.IGNORECASE
)
_NYTT = re.compile(r",?\s(?:og|men|mens|medan)\s(?:\w+\s){0,4}$")
_AV_ALLE = re.compile(r"^(?:[-•–]\s)?Av\s(?:de\s|dei\s|i alt\s|totalt\s)?$")
_NESTE = re.compile(r"^(?:Til ?sam(?:men|an)|I alt|Totalt|Samlet|Samla|Det (?:gir|gjev|blir|utgjør|er))\b")
_SAMMEN_MED = re.compile(r"(?:Sammen|Saman|I lag) med (?:de |dei )?\d")
_GIR_DET = re.compile(
    r"\s[^\d.;:]*\b(?:gir|gjev|gav|ga|blir|vert|utgjør|utgjer|ble|blei|vart)\s(?:det|dette|de|dei)\s(?:\w+\s){0,2}"
)
_STED = frozenset(stem(word) for word in "utenfor utanfor hjemme heime ble blei fikk fekk gjaldt bor bur resten".split())
_STREKK = 28  # letters from «til sammen» to its number
Tallrad = Sequence[Tall]


def check_sums(lest: Lesning) -> Iterator[Funn]:
    """All findings about totals and the parts that stand beside them in one sentence."""
    for setning, numbers in lest.pairs():
        if len(numbers) < 2 or setning.art in {Art.TABELLRAD, Art.OVERSKRIFT} or is_plan(setning):
            continue
        amounts = plain_amounts(setning, numbers)
        ways = (
            *_summed(setning, amounts),
            *_split_up(setning, amounts),
            *_by_kommune(lest, setning, amounts),
            *_of_these(setning, amounts),
            *_after_comma(setning, amounts),
            *_said_after(lest, setning, amounts),
            *_together_with(lest, setning, amounts),
        )
        for total, parts in ways:
            got = sum((part.verdi for part in parts), Decimal(0))
            if got != total.verdi and near(got, total.verdi):
                yield _finding(setning, total, parts, got)
                break


def plain_amounts(setning: Setning, numbers: Tallrad) -> list[Tall]:
    """The numbers that say how many, exactly: no change, no share in words, no hedge."""
    return [
        n
        for n in numbers
        if n.forbehold is Forbehold.NOYAKTIG and n.verdi > 0 and not is_change(setning, n) and not in_share_words(setning, n)
    ]


def near(got: Decimal, stated: Decimal) -> bool:
    """Whether two numbers are so near, or so like, that the one is a slip for the other and not another thing."""
    return abs(got - stated) <= max(Decimal(2), Decimal("0.15") * max(got, stated)) or bool(slip(stated, got))


def total_after(setning: Setning, amounts: Tallrad) -> Iterator[tuple[Tall, int]]:
    """Each number that is called a total, and where the words that say so begin."""
    for match in TIL_SAMMEN.finditer(setning.tekst):
        after = next((n for n in amounts if n.start >= match.end()), None)
        if (
            after
            and after.start - match.end() <= _STREKK
            and not re.search(r"[,;:.]", setning.tekst[match.end() : after.start])
        ):
            yield after, match.start()
            continue
        before = next((n for n in reversed(amounts) if n.slutt <= match.start()), None)
        if before and re.fullmatch(r"\s(?:\w+\s){0,2}", setning.tekst[before.slutt : match.start()]):
            yield before, match.start()


def _summed(setning: Setning, amounts: Tallrad) -> Iterator[tuple[Tall, list[Tall]]]:
    """«a … og b …, til sammen c»: the run of numbers before the total, unless some of the last of them make it."""
    for total, at in total_after(setning, amounts):
        ahead = [n for n in amounts if n.slutt <= min(at, total.start) and n.enhet is total.enhet]
        if len(ahead) < 2 or _HERAV.search(setning.tekst[: total.start]):
            continue
        if _ANNET.search(setning.tekst[ahead[0].start : total.start]) or _complete(ahead):
            continue
        if _NYTT.search(setning.tekst[:at]) and not {total.navn} & {n.navn for n in ahead}:
            continue  # «12 kurs og 14 møter, og i alt 30 familier»
        tails = (ahead[at:] for at in range(len(ahead) - 1))
        if total.verdi >= max(n.verdi for n in ahead) and not any(
            sum(n.verdi for n in tail) == total.verdi for tail in tails
        ):
            yield total, ahead


def _complete(numbers: Tallrad) -> bool:
    """The first is the sum of the rest already, so the total that follows is of something else."""
    return len(numbers) > 2 and numbers[0].verdi == sum((n.verdi for n in numbers[1:]), Decimal(0))


def _split_up(setning: Setning, amounts: Tallrad) -> Iterator[tuple[Tall, list[Tall]]]:
    """«c …: a … og b …» and «c … (a …, b …)»: everything after the colon, or in the brackets, is a part."""
    for match in re.finditer(r":\s(?P<kolon>[^:;]+)$|\((?P<parentes>[^()]+)\)", setning.tekst):
        start, end = match.span(match.lastgroup or 0)
        inside = [n for n in amounts if start <= n.start < end]
        ahead = [n for n in amounts if n.slutt <= match.start()]
        if len(inside) < 2 or not ahead or _HERAV.search(match.group()) or _ANNET.search(match.group()):
            continue
        same = all(n.enhet is ahead[-1].enhet for n in inside)
        if same and OG.search(match.group()):
            yield ahead[-1], inside


def _by_kommune(lest: Lesning, setning: Setning, amounts: Tallrad) -> Iterator[tuple[Tall, list[Tall]]]:
    """«27 barn …, 24 fra Vik og tre fra Dal»: every kommune of the service has its number, and they make the first."""
    if len(lest.kommuner) < 2 or not all(name in setning.tekst for name in lest.kommuner):
        return
    parts = [bound for name in lest.kommuner if (bound := _bound(setning, amounts, name))]
    first = min((n.start for n in parts), default=0)
    whole = [n for n in amounts if n.slutt <= first and n not in parts]
    if not whole or len({n.start for n in parts}) != len(lest.kommuner):
        return
    told = setning.tekst[whole[-1].start : max(n.slutt for n in parts)]
    if all(n.enhet is whole[-1].enhet for n in parts) and not _ANNET.search(told):
        yield whole[-1], sorted(parts, key=lambda n: n.start)


def _said_after(lest: Lesning, setning: Setning, amounts: Tallrad) -> Iterator[tuple[Tall, list[Tall]]]:
    """«… 95 … og 13 …. Til sammen er det 118 barn.»: the total opens the sentence after its parts."""
    after = lest.setninger[setning.nr + 1] if setning.nr + 1 < len(lest.setninger) else None
    if after is None or after.blokk != setning.blokk or not _NESTE.match(after.tekst) or is_plan(after):
        return
    totals = [total for total, _ in total_after(after, plain_amounts(after, lest.numbers(after)))]
    parts = [n for n in amounts if totals and n.enhet is totals[0].enhet]
    if len(parts) < 2 or _ANNET.search(setning.tekst) or _ANNET.search(after.tekst) or _complete(parts):
        return
    if totals[0].navn in {"", *(n.navn for n in parts)} and totals[0].verdi > max(n.verdi for n in parts):
        yield totals[0], parts


def _together_with(lest: Lesning, setning: Setning, amounts: Tallrad) -> Iterator[tuple[Tall, list[Tall]]]:
    """«Det ble 31 vedtak. Sammen med 12 avtaler gir det 43 flyttinger.»: the sentence before gives the other part."""
    before = lest.before(setning)
    if len(amounts) != 2 or before is None or before.blokk != setning.blokk or not _SAMMEN_MED.match(setning.tekst):
        return
    second, total = amounts
    ahead = [n for n in plain_amounts(before, lest.numbers(before)) if n.enhet is total.enhet]
    if len(ahead) == 1 and _GIR_DET.fullmatch(setning.tekst[second.slutt : total.start]):
        yield total, [ahead[0], second]


def _of_these(setning: Setning, amounts: Tallrad) -> Iterator[tuple[Tall, list[Tall]]]:
    """«Av 152 undersøkelser endte 62 …, 72 … og 18 …»: nearly all of the whole is told, so all of it is meant."""
    if len(amounts) < 4 or not _AV_ALLE.search(setning.tekst[: amounts[0].start]) or _HERAV.search(setning.tekst, 3):
        return
    told = setning.tekst[amounts[1].start :]
    if all(n.enhet is amounts[0].enhet for n in amounts) and not _ANNET.search(told) and _close(amounts[0], amounts[1:]):
        yield amounts[0], list(amounts[1:])


def _after_comma(setning: Setning, amounts: Tallrad) -> Iterator[tuple[Tall, list[Tall]]]:
    """«202 barn hadde tiltak, 153 i hjemmet og 49 utenfor»: two parts straight after the whole, joined by «og»."""
    for total, first, second in zip(amounts, amounts[1:], amounts[2:], strict=False):
        to_first, to_second = setning.tekst[total.slutt : first.start], setning.tekst[first.slutt : second.start]
        joined = re.fullmatch(r"[^\d,;:.]*[,–-]\s", to_first) and re.fullmatch(r"[^\d,;:.]*\sog\s", to_second)
        alike = total.enhet is first.enhet is second.enhet and _unnamed(first, total) and _unnamed(second, total)
        if joined and alike and not _ANNET.search(setning.tekst[total.start :]) and _close(total, (first, second)):
            yield total, [first, second]


def _unnamed(part: Tall, total: Tall) -> bool:
    return part.navn in {"", total.navn} or part.navn in _STED


def _close(total: Tall, parts: Tallrad) -> bool:
    """Whether the parts nearly make the whole, so that they were meant to."""
    got = sum((part.verdi for part in parts), Decimal(0))
    return total.verdi > max(part.verdi for part in parts) and abs(got - total.verdi) * 12 <= total.verdi


def _bound(setning: Setning, amounts: Tallrad, name: str) -> Tall | None:
    """The number said of a kommune: «24 frå Stord», «19 Modum», «13 av barna bor i Dal»."""
    at = setning.tekst.find(name)
    n = next((n for n in reversed(amounts) if n.slutt <= at), None)
    between = setning.tekst[n.slutt : at] if n else ""
    return n if re.fullmatch(r"\s(?:[^\W\d]+\s){0,4}", between) else None


def _finding(setning: Setning, total: Tall, parts: Tallrad, got: Decimal) -> Funn:
    listed = " + ".join(part.raa for part in parts)
    text = (
        f"{listed} er {format_tall(got)}, men teksten sier {total.raa} til sammen. "
        "Sjekk delene mot summen, og rett den som er feil."
    )
    values = (total.verdi, got)
    start, end = min(total.start, parts[0].start), max(total.slutt, parts[-1].slutt)
    return Funn("V06", Niva.ADVARSEL, text, verdier=values, sted=around(setning, start, end, 30))
