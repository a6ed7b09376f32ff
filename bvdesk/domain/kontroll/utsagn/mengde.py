"""The quantities of a sentence, read as a curious reader would: also «en melding», «ingen», «1–2», «halvparten», «doblet».

Reading too much does no harm here: only what is true of the figures counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto
from itertools import pairwise

from bvdesk.domain.kontroll.tekst.andelsord import share_words
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import RETNINGSORD, Forbehold, forbehold_before
from bvdesk.domain.kontroll.tekst.tall import TALLORD, Enhet, Tall, noun_after

HUNDRED = Decimal(100)


class Slag(Enum):
    """A number of something, a share or growth of something, or how many times as much."""

    ANTALL = auto()
    ANDEL = auto()
    GANGER = auto()


@dataclass(frozen=True, slots=True)
class Mengde:
    """From `lav` to `hoy` (None: no end); shares as parts of one.

    Attributes:
        navn: the stem of the noun counted, if any.
        artikkel: it is «en» or «et», which most often counts nothing.
        endring: the words say that it is how much more or less.
    """

    slag: Slag
    lav: Decimal
    hoy: Decimal | None
    start: int
    slutt: int
    raa: str
    navn: str = ""
    artikkel: bool = False
    endring: bool = False


_ALDER = r"(?:år|åring|måned|mnd|uke|dag|døgn|time|minutt|gang|team|kontor)"
_ORDTALL = re.compile(
    rf"\b(?P<ord>{'|'.join(sorted(TALLORD, key=len, reverse=True))})\b(?!\s{_ALDER})", re.IGNORECASE
)  # fmt: skip
_ETT = re.compile(rf"\b(?:en|et|ei|ein|eit)\s(?:enkelt |eneste |einaste |ny |nytt |enslig )?(?!{_ALDER})\w+", re.IGNORECASE)
_LOST = (
    (re.compile(r"\b(?:et|eit) par\b|\bbegge\b", re.IGNORECASE), 2),
    (re.compile(r"\b(?:den|det) (?:ene|eine|eneste|einaste)\b|\béneste\b", re.IGNORECASE), 1),
    (re.compile(r"\bikk(?:e|je) (?:\w+ )?(?:noen|nokon|nokre|et eneste|en eneste)\b|\buten\b|\binga\b", re.IGNORECASE), 0),
    (re.compile(r"\bet dusin\b", re.IGNORECASE), 12),
)  # fmt: skip
_SPENN = re.compile(r"\s?(?:[-–—−]|til|eller|à)\s?", re.IGNORECASE)
_FRA, _MELLOM = re.compile(r"\bfr[aå]\s$", re.IGNORECASE), re.compile(r"\bmellom\s$", re.IGNORECASE)
_AV = re.compile(r"\s*(?:\w+\s)?av\s(?:de|dei|disse|desse|totalt|i alt|alle|til sammen)?\s?(?:\w+\s)?$", re.IGNORECASE)
_GANGER: dict[str, Decimal | int] = {
    "doblet": 2,
    "dobla": 2,
    "tredoblet": 3,
    "tredobla": 3,
    "firedoblet": 4,
    "halvert": Decimal("0.5"),
    "dobbelt": 2,
}
_GANGERORD = re.compile(
    r"\b(?:for)?(?P<ord>doblet|dobla|tredoblet|tredobla|firedoblet|halvert|dobbelt)\b"
    r"|\b(?P<halv>halvparten|helvta) så\b|\b(?P<n>to|tre|fire|fem|\d+) gang[ea]r (?:så|flere|fleire)\b",
    re.IGNORECASE,
)
_LIKT = re.compile(
    r"\b(?:uendret|uendra|like mange|samme antall|same tal|det samme som|same som|på samme nivå)\b", re.IGNORECASE
)
_SLINGRING = Decimal("0.1")
_MED = re.compile(r"^(?:\s\w+){0,3}\s(?:på|med)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_FLERE = re.compile(r"^\s(?:\w+\s)?(?:flere|fleire|færre|mer|meir|mindre)\b", re.IGNORECASE)


def quantities(setning: Setning, tall: tuple[Tall, ...]) -> list[Mengde]:
    """Every quantity of a sentence, in order."""
    found = [*_numbers(setning.tekst, tall), *_words(setning.tekst, tall), *_shares(setning), *_times(setning.tekst)]
    found += _parts_of_numbers(setning.tekst, found)
    return sorted((_with_change(setning.tekst, m) for m in found), key=lambda m: m.start)


def _with_change(text: str, mengde: Mengde) -> Mengde:
    words = list(RETNINGSORD.finditer(text, 0, mengde.start))
    grown = bool(words) and bool(_MED.match(text[words[-1].end() : mengde.start]))
    return replace(mengde, endring=grown or bool(_FLERE.match(text[mengde.slutt :])))


def _numbers(text: str, tall: tuple[Tall, ...]) -> Iterator[Mengde]:
    spans = {i: _span(text, a, b) for i, (a, b) in enumerate(pairwise(tall))}
    for i, number in enumerate(tall):
        ranged = spans.get(i) or spans.get(i - 1)
        if ranged:
            yield ranged
        elif number.enhet is Enhet.ANTALL:
            yield _count(number)
        elif number.enhet is Enhet.PROSENT:
            yield _percent(number)


def _span(text: str, a: Tall, b: Tall) -> Mengde | None:
    """«1–2», «to eller tre», «mellom 1 og 3»; «fra 3 til 1» is a change and no span."""
    between, ahead = text[a.slutt : b.start] or text[a.slutt : b.start + 1], text[: a.start]
    joined = _SPENN.fullmatch(between) and not _FRA.search(ahead)
    if a.enhet is not b.enhet or b.enhet is Enhet.KRONER:
        return None
    if joined or (b.raa.startswith("-") and not between.strip()) or (_MELLOM.search(ahead) and between.strip() == "og"):
        low, high = sorted((abs(a.verdi), abs(b.verdi)))
        whole = Mengde(Slag.ANTALL, low, high, a.start, b.slutt, text[a.start : b.slutt], b.navn or a.navn)
        share = replace(whole, slag=Slag.ANDEL, lav=low / HUNDRED, hoy=high / HUNDRED)
        return share if b.enhet is Enhet.PROSENT else whole
    return None


def _count(number: Tall) -> Mengde:
    value, low, high = abs(number.verdi), abs(number.verdi), abs(number.verdi)
    match number.forbehold:
        case Forbehold.OVER:
            return _said(number, value, None)
        case Forbehold.UNDER:
            return _said(number, Decimal(0), value - 1)
        case Forbehold.OMTRENT | Forbehold.NESTEN:
            slack = max(number.presisjon, value * Decimal("0.05"))
            low, high = value - slack, value + slack
    return _said(number, low, high)


def _said(number: Tall, low: Decimal, high: Decimal | None) -> Mengde:
    return Mengde(Slag.ANTALL, low, high, number.start, number.slutt, number.raa, number.navn)


def _percent(number: Tall) -> Mengde:
    half = number.presisjon / 2
    slack = half if number.forbehold is Forbehold.NOYAKTIG else max(half, abs(number.verdi) * _SLINGRING)
    value = abs(number.verdi)
    return Mengde(
        Slag.ANDEL, (value - slack) / HUNDRED, (value + slack) / HUNDRED, number.start, number.slutt, f"{number.raa} %"
    )


def _words(text: str, tall: tuple[Tall, ...]) -> Iterator[Mengde]:
    taken = [(n.start, n.slutt) for n in tall]

    def free(match: re.Match[str]) -> bool:
        return not any(start < match.end() and match.start() < slutt for start, slutt in taken)

    for match in filter(free, _ORDTALL.finditer(text)):
        value = Decimal(TALLORD[match["ord"].lower()])
        hedge = forbehold_before(text[: match.start()])
        low, high = (
            (Decimal(0), value - 1) if hedge is Forbehold.UNDER else (value, None if hedge is Forbehold.OVER else value)
        )
        yield Mengde(Slag.ANTALL, low, high, match.start(), match.end(), match.group(), noun_after(text[match.end() :]))
    for match in filter(free, _ETT.finditer(text)):
        noun = noun_after(text[match.start() + len(match.group().split()[0]) :])
        yield Mengde(
            Slag.ANTALL, Decimal(1), Decimal(1), match.start(), match.end(), match.group(), noun or "?", artikkel=True
        )
    for pattern, value_ in _LOST:
        for match in filter(free, pattern.finditer(text)):
            noun = noun_after(text[match.end() :])
            yield Mengde(Slag.ANTALL, Decimal(value_), Decimal(value_), match.start(), match.end(), match.group(), noun)


def _shares(setning: Setning) -> Iterator[Mengde]:
    for said in share_words(setning):
        near = max(Decimal("0.03"), said.andel * Decimal("0.12"))
        raw = setning.tekst[said.start : said.slutt]
        yield Mengde(Slag.ANDEL, said.andel - near, said.andel + near, said.start, said.slutt, raw)


def _times(text: str) -> Iterator[Mengde]:
    """«doblet», «tre ganger så mange»; «like mange» is once as many."""
    for match in _GANGERORD.finditer(text):
        word = (match["ord"] or match["n"] or "").lower()
        factor = Decimal("0.5") if match["halv"] else Decimal(_GANGER.get(word) or TALLORD.get(word) or int(word or 1))
        low, high = factor * (1 - _SLINGRING), factor * (1 + _SLINGRING)
        yield Mengde(Slag.GANGER, low, high, match.start(), match.end(), match.group())
    for match in _LIKT.finditer(text):
        yield Mengde(Slag.GANGER, Decimal(1), Decimal(1), match.start(), match.end(), match.group())


def _parts_of_numbers(text: str, found: list[Mengde]) -> Iterator[Mengde]:
    """«halvparten av de 6»: the share of the number is a number too."""
    numbers = [m for m in found if m.slag is Slag.ANTALL and m.lav == m.hoy]
    for share in found:
        for base in numbers if share.slag is Slag.ANDEL and share.hoy is not None else ():
            if base.start >= share.slutt and _AV.fullmatch(text[share.slutt : base.start]):
                middle = (share.lav + (share.hoy or share.lav)) / 2 * base.lav
                whole = middle.to_integral_value()
                if abs(middle - whole) <= Decimal("0.5"):
                    yield Mengde(
                        Slag.ANTALL, whole, whole, share.start, base.slutt, text[share.start : base.slutt], base.navn
                    )
