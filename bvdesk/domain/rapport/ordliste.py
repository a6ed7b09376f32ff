"""The words of a report in one written language, and the outline of its chapters, as read from resources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bvdesk.domain.malform import Malform


@dataclass(frozen=True, slots=True)
class Ordliste:
    """The report's own words."""

    malform: Malform
    tekster: Mapping[str, Any]

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

    @staticmethod
    def parse(malform: Malform, toml: str) -> Ordliste:
        """Read `resources/rapport/ord_XX.toml`."""
        return Ordliste(malform, tomllib.loads(toml))


@dataclass(frozen=True, slots=True)
class Diagramvalg:
    """A chart the outline asks for: its kind, and the indicator or dimension it shows."""

    slag: str
    indikator: str = ""
    dimensjon: str = ""


@dataclass(frozen=True, slots=True)
class Nokkeltallvalg:
    """A key figure, and whether high or low is good («hoy», «lav», or empty for neither)."""

    indikator: str
    best: str = ""


@dataclass(frozen=True, slots=True)
class Kapittelvalg:
    """A chapter of the outline. `innhold` names what the program writes besides the chapter's own figures."""

    nummer: str
    titler: Mapping[str, str]
    innhold: str = ""
    ingress: tuple[str, ...] = ()
    diagram: tuple[Diagramvalg, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposisjon:
    """The outline: key figures and chapters in order."""

    nokkeltall: tuple[Nokkeltallvalg, ...]
    kapitler: tuple[Kapittelvalg, ...]

    @staticmethod
    def parse(toml: str) -> Disposisjon:
        """Read `resources/rapport/disposisjon.toml`."""
        data = tomllib.loads(toml)
        return Disposisjon(
            tuple(Nokkeltallvalg(**row) for row in data["nokkeltall"]),
            tuple(
                Kapittelvalg(
                    row["nummer"],
                    row["tittel"],
                    row.get("innhold", ""),
                    tuple(row.get("ingress", ())),
                    tuple(Diagramvalg(**valg) for valg in row.get("diagram", ())),
                )
                for row in data["kapittel"]
            ),
        )
