"""Numbers as words that fit in a sentence: «ingen meldinger», «éi melding», «økte med 81», «1,1 prosentpoeng høyere enn»."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.felt.syntaks import Visning
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.tallformat import MINUS, NBSP, format_tall

LARGEST_WORD = 12
POINTS = "prosentpoeng"


@dataclass(frozen=True, slots=True)
class Tellenavn:
    """What is counted, in one written form: the word for one of it, and its singular and plural."""

    en: str
    entall: str
    flertall: str


@dataclass(frozen=True, slots=True)
class Telleord:
    """What each indicator counts."""

    by_prefix: Mapping[Malform, Mapping[str, Tellenavn]]
    by_unit: Mapping[Malform, Mapping[str, Tellenavn]]

    def name(self, indikator: str, enhet: str, malform: Malform) -> Tellenavn | None:
        """The word for what is counted: the longest beginning of the id that fits, else the unit's; None when unknown."""
        prefixes = self.by_prefix[malform]
        fitting = [prefix for prefix in prefixes if indikator.startswith(prefix)]
        return prefixes[max(fitting, key=len)] if fitting else self.by_unit[malform].get(enhet)

    @staticmethod
    def parse(toml: str) -> Telleord:
        """Read `resources/rapport/telleord.toml`."""
        words = tuple(tomllib.loads(toml).values())

        def listed(malform: Malform, key: str) -> dict[str, Tellenavn]:
            return {term: Tellenavn(*word[malform.value]) for word in words for term in word.get(key, ())}

        return Telleord({m: listed(m, "gjelder") for m in Malform}, {m: listed(m, "enhet") for m in Malform})


@dataclass(frozen=True, slots=True)
class Tallenhet:
    """How numbers of one kind are written: unit, decimals, and what is counted when it is a count of something."""

    enhet: str
    desimaler: int | None
    teller: Tellenavn | None = None
    antall: bool = False

    @staticmethod
    def of(indikator: Indikator, teller: Tellenavn | None) -> Tallenhet:
        """The way an indicator's numbers are written."""
        return Tallenhet(indikator.enhet, indikator.desimaler, teller if indikator.is_count else None, indikator.is_count)


PROSENT = Tallenhet("prosent", 1)


class Ordform:
    """Words for numbers in one written language."""

    def __init__(self, ordliste: Ordliste) -> None:
        self.felt: Mapping[str, str] = ordliste.tekster["felt"]
        self.tallord: list[str] = ordliste.tekster["felt"]["tallord"]
        self.unit = ordliste.unit

    def value(self, verdi: Decimal, tekst: str, enhet: Tallenhet, visning: Visning) -> str:
        """A figure (its number and the number as printed): «1 234», «12,5 prosent», «sju», «éi melding»."""
        if visning is Visning.TALL:
            return tekst
        if visning is Visning.RETNING:
            return self._direction(verdi, self.with_unit(tekst.lstrip(MINUS), verdi, enhet), enhet)
        if visning is Visning.ORD:
            return self._number_word(verdi, tekst, enhet.teller)
        if visning is Visning.TELT and enhet.antall:
            return self._counted(verdi, tekst, enhet.teller)
        if visning is Visning.AVRUNDET:
            return self.with_unit(format_tall(verdi, 0), verdi, enhet)
        return self.with_unit(tekst, verdi, enhet)

    def with_unit(self, number: str, verdi: Decimal, enhet: Tallenhet) -> str:
        """The number with its unit: nothing after a plain count, «000 kroner» after thousands."""
        if enhet.enhet == "antall" or (enhet.antall and enhet.teller):
            return number
        if enhet.enhet == "1000 kr":
            return f"{number}{NBSP}000{NBSP}kroner" if verdi else f"{number}{NBSP}kroner"
        return f"{number}{NBSP}{self.unit(enhet.enhet)}"

    def opening(self, text: str) -> str:
        """The first words of a sentence: a capital, and a small number of several as a word («Sju», not «7»)."""
        small = text.isdecimal() and 1 < int(text) <= LARGEST_WORD
        words = self.tallord[int(text) - 2] if small else text
        return words[:1].upper() + words[1:]

    def _number_word(self, verdi: Decimal, tekst: str, teller: Tellenavn | None) -> str:
        """A whole number up to twelve as a word, agreeing with what is counted; larger ones and others as digits."""
        if verdi != verdi.to_integral_value() or not 0 <= verdi <= LARGEST_WORD:
            return tekst
        if verdi == 0:
            return self.felt["ingen"]
        if verdi == 1:
            return teller.en if teller else self.felt["en"]
        return self.tallord[int(verdi) - 2]

    def _counted(self, verdi: Decimal, tekst: str, teller: Tellenavn | None) -> str:
        number = self._number_word(verdi, tekst, teller)
        if teller is None:
            return number
        noun = teller.entall if verdi == 1 else teller.flertall
        return f"{number}{NBSP}{noun}" if number == tekst else f"{number} {noun}"

    def change(self, change: Klarert, enhet: Tallenhet, *, percent: bool) -> str:
        """«økte med 81», «gikk ned 1,1 prosentpoeng», «var uendret»; `change` is the difference, signed."""
        assert change.verdi is not None
        if change.verdi == 0:
            return self.felt["uendret"]
        if _reads_as_zero(change):
            return self.felt["nesten_uendret"]
        size = self.size(change, PROSENT if percent else enhet, percent=percent)
        return self._direction(change.verdi, size, PROSENT if percent else enhet)

    def _direction(self, change: Decimal, size: str, enhet: Tallenhet) -> str:
        if change == 0:
            return self.felt["uendret"]
        verb = "opp" if change > 0 else "ned"
        return self.felt[verb if enhet.enhet == "prosent" else f"{verb}_antall"].format(tall=size)

    def difference(self, difference: Klarert, enhet: Tallenhet) -> str:
        """«81 flere enn», «like mange som», «1,1 prosentpoeng høyere enn»."""
        assert difference.verdi is not None
        if _reads_as_zero(difference):
            return self.felt["like_mange" if enhet.antall else "like_hoyt"]
        more = difference.verdi > 0
        if enhet.teller and abs(difference.verdi) == 1:
            return self.felt["en_flere" if more else "en_faerre"].format(en=enhet.teller.en)
        key = ("flere" if more else "faerre") if enhet.antall else ("hoyere" if more else "lavere")
        return self.felt[key].format(tall=self.size(difference, enhet, percent=False))

    def size(self, change: Klarert, enhet: Tallenhet, *, percent: bool) -> str:
        """The size of a change with its unit; the difference between two percentages is in percentage points."""
        assert change.verdi is not None
        if enhet.enhet == "prosent" and not percent:
            return f"{change.med_enhet}{NBSP}{POINTS}"
        return self.with_unit(change.med_enhet, change.verdi, enhet)

    def listed(self, items: tuple[str, ...]) -> str:
        """«a, b og c»."""
        return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {self.felt['og']} {items[-1]}"


def _reads_as_zero(change: Klarert) -> bool:
    return not any(digit in "123456789" for digit in change.med_enhet)
