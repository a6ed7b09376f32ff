"""A part that is larger than its whole, as a text states both: «39 undersøkelser …, hjelpetiltak i 47 av disse» (V03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.gjentak import TELTE
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, counts, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import Forbehold, canonical
from bvdesk.domain.kontroll.tekst.ordene_rundt import is_change
from bvdesk.domain.kontroll.tekst.tall import Tall

_DERAV = re.compile(
    r"\b(?:hvorav|herav|derav|kor av|av (?:disse|desse|dem|dei))(?:\s(?!20\d\d)[^\W\d]+){0,2}?\s$", re.IGNORECASE
)
_AV_ALLE = re.compile(r"(?:^|[.;:]\s|[-•–]\s)Av\s(?:de\s|dei\s|i alt\s|totalt\s)?$")
_VERB = re.compile(r"\s[^\d.;:]{0,60}?\b(?:var|er|hadde|har|fikk|fekk|ble|blei|vart|bodde|budde|gikk|gjekk|endte|gjaldt)\s$")


def check_subsets(lest: Lesning) -> Iterator[Funn]:
    """Every number that is said to be a part of something smaller."""
    for setning, numbers in lest.pairs():
        told = [n for n in counts(numbers) if not is_change(setning, n)]
        if not told or is_plan(setning):
            continue
        for part, whole in (*_of_these(lest, setning, told), *_of_which(setning, told), *_of_all(setning, told)):
            if part.verdi > whole.verdi:
                yield _finding(setning, part, whole)
                break


_Par = tuple[Tall, Tall]


def _of_these(lest: Lesning, setning: Setning, told: list[Tall]) -> Iterator[_Par]:
    """«47 av disse»: of the last thing counted, here or in the sentence before."""
    for number in told:
        if number.av and not number.ord:
            ahead = [n for n in told if n.slutt <= number.start and not n.av]
            whole = ahead[-1] if ahead else _largest_count(lest, lest.before(setning))
            if whole and not _names_other(setning, number, whole):
                yield number, whole


def _of_which(setning: Setning, told: list[Tall]) -> Iterator[_Par]:
    """«31 flyttinger, hvorav 37 …»: a part of the largest number that the sentence counts before it."""
    for number in told:
        ahead = [n for n in told if n.slutt <= number.start and not n.ord and not n.av]
        if ahead and _DERAV.search(setning.tekst[: number.start]) and number.forbehold is Forbehold.NOYAKTIG:
            whole = max(ahead, key=lambda n: n.verdi)
            if _is_of(number, whole):
                yield number, whole


def _of_all(setning: Setning, told: list[Tall]) -> Iterator[_Par]:
    """«Av 24 barn på institusjon var 26 over 15 år»."""
    for whole, number in pairwise(told):
        between = setning.tekst[whole.slutt : number.start]
        if _AV_ALLE.search(setning.tekst[: whole.start]) and _VERB.fullmatch(between) and _is_of(number, whole):
            yield number, whole


def _largest_count(lest: Lesning, setning: Setning | None) -> Tall | None:
    """The largest number a sentence counts: «152 undersøkelser, to færre enn året før» counts 152."""
    counted = [n for n in counts(lest.numbers(setning)) if setning and not is_change(setning, n)]
    return max(counted, key=lambda n: n.verdi, default=None)


def _names_other(setning: Setning, number: Tall, whole: Tall) -> bool:
    """«2 av sakene» names what it is part of; that must be what the number before counted."""
    match = re.match(r"\s*(?:\w+\s)?av\s(\w+)", setning.tekst[number.slutt :])
    named = canonical(match.group(1)) if match else ""
    return named not in {"", "disse", "diss", "desse", "dess", "dei", "dem", "de", canonical(whole.navn or "disse")}


def _is_of(number: Tall, whole: Tall) -> bool:
    """Whether a number counts what the whole counts: it names nothing else that is counted («hvorav 12 familier»)."""
    named = canonical(number.navn)
    return bool(whole.navn) and (named == canonical(whole.navn) or named not in TELTE)


def _finding(setning: Setning, part: Tall, whole: Tall) -> Funn:
    text = f"{part.raa} av {whole.raa} kan ikke stemme: delen er større enn helheten. Er tallene byttet om?"
    first = whole.start if whole.slutt <= part.start else part.start
    sted = around(setning, first, part.slutt, 40)
    return Funn("V03", Niva.STOPP, text, verdier=(part.verdi, whole.verdi), sted=sted)
