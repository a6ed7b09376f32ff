"""The words of a report in one written language, as read from resources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.klarering import Personvernnotat
from bvdesk.domain.tall.tallformat import format_tall


@dataclass(frozen=True, slots=True)
class Setningsform:
    """How an indicator is spoken of, with blanks for `navn`, `verdi`, `nar` and `endring`.

    Attributes:
        tekst: the ordinary form.
        ett, null, fullt: when the figure is exactly one, none, or a hundred per cent.
        negativ: when the figure is below zero; `verdi` then has no sign.
        endring: whether the figure of the year before is told.
    """

    tekst: str
    ett: str = ""
    null: str = ""
    fullt: str = ""
    negativ: str = ""
    endring: bool = True


@dataclass(frozen=True, slots=True)
class Ordliste:
    """The report's own words."""

    malform: Malform
    tekster: Mapping[str, Any]

    @property
    def tallord(self) -> tuple[str, ...]:
        """Small numbers in words, from none."""
        return tuple(self.tekster["tallord"])

    def setning(self, indikator: str) -> Setningsform:
        """The indicator's own form, or the one for all."""
        forms = self.tekster["setning"]
        return Setningsform(**forms.get(indikator, forms["alle"]))

    def __call__(self, key: str, **values: str) -> str:
        """One text with its blanks filled."""
        text: str = self.tekster[key]
        return text.format(**values) if values else text

    def either(self, bokmal: str, nynorsk: str) -> str:
        """What is written in both languages, in this one; bokmål where nynorsk is missing."""
        return nynorsk if self.malform is Malform.NYNORSK and nynorsk else bokmal

    def unit(self, enhet: str) -> str:
        """The unit's word in this language."""
        word: str = self.tekster["enheter"].get(enhet, enhet)
        return word

    def privacy(self, notat: Personvernnotat) -> tuple[str, ...]:
        """The paragraphs on privacy: the rules in plain words, and how many figures are withheld; never which or why."""
        texts = self.tekster["personvern"]
        extent = texts["omfang"][min(notat.antall_skjult, 2)].format(antall=format_tall(notat.antall_skjult))
        rules = (text.format(terskel=notat.terskel) for text in texts["avsnitt"])
        return (*rules, f"{extent} {texts['kontroll'].format(avtrykk=notat.avtrykk)}")

    @staticmethod
    def parse(malform: Malform, toml: str) -> Ordliste:
        """Read `resources/rapport/ord_XX.toml`."""
        return Ordliste(malform, tomllib.loads(toml))
