"""Sentences to start from: written beforehand for the commonest figures, made for the rest. All numbers are fields."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bvdesk.domain.rapport.felt.oppslag import Feltkilde
from bvdesk.domain.rapport.felt.syntaks import Felt, fields_in
from bvdesk.domain.rapport.modell import Avsnitt
from bvdesk.domain.rapport.tekst.fylling import Fyller
from bvdesk.domain.rapport.tekst.lopende import parse_runs
from bvdesk.domain.tall.indikator import Indikator, Niva


@dataclass(frozen=True, slots=True)
class Forslag:
    """A suggestion: what goes into the text, and how it reads now."""

    markdown: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Setningsbank:
    """The sentences written beforehand: (chapter, sentence per written form), and the patterns for other indicators."""

    setninger: tuple[tuple[str, Mapping[str, str]], ...]
    monstre: Mapping[str, str]

    @staticmethod
    def parse(toml: str) -> Setningsbank:
        """Read `resources/rapport/forslag.toml`."""
        data = tomllib.loads(toml)
        return Setningsbank(tuple((row["kapittel"], row) for row in data["forslag"]), data["generelt"])


def suggestions(kilde: Feltkilde, bank: Setningsbank, kapittel: str) -> tuple[Forslag, ...]:
    """The sentences of a chapter that every figure is there for, then one for each other indicator of the chapter."""
    malform = kilde.utsnitt.ord.malform
    ready = [row[malform] for chapter, row in bank.setninger if chapter == kapittel]
    own = [f for text in ready if (f := _filled(kilde, text))]
    said = {felt.navn for text in ready for felt in _fields(kilde, text)}
    others = (i for i in kilde.utsnitt.indikatorer if i.kapittel == kapittel and i.id not in said and _simple(i))
    return (*own, *(f for i in others if (f := general(kilde, bank, i))))


def general(kilde: Feltkilde, bank: Setningsbank, indikator: Indikator) -> Forslag | None:
    """A plain sentence about any indicator: this period and the year before, or just this period."""
    malform = kilde.utsnitt.ord.malform
    patterns = (bank.monstre[malform], bank.monstre[f"bare_i_ar_{malform}"])
    return next((f for pattern in patterns if (f := _filled(kilde, _for(kilde, pattern, indikator)))), None)


def figure_text(kilde: Feltkilde, bank: Setningsbank, indikator: Indikator) -> Forslag | None:
    """What to write by a chart of an indicator; None when its figures are not there to show."""
    pattern = bank.monstre[f"figur_{kilde.utsnitt.ord.malform}"]
    return _filled(kilde, _for(kilde, pattern, indikator)) or general(kilde, bank, indikator)


def _for(kilde: Feltkilde, pattern: str, indikator: Indikator) -> str:
    name = kilde.utsnitt.name_of(indikator)
    inside = name[:1].lower() + name[1:] if not name[1:2].isupper() else name
    shown = name if pattern.startswith("{navn}") else inside
    return pattern.replace("{navn}", shown).replace("{x", "{" + indikator.id)


def _filled(kilde: Feltkilde, markdown: str) -> Forslag | None:
    fyller = Fyller(kilde)
    text = Avsnitt(fyller.paragraph(parse_runs(markdown))).tekst
    return None if fyller.mangler or fyller.feil else Forslag(markdown, text)


def _fields(kilde: Feltkilde, markdown: str) -> Iterator[Felt]:
    return (felt for _, _, felt in fields_in(markdown, kilde.kjente) if isinstance(felt, Felt))


def _simple(indikator: Indikator) -> bool:
    return not indikator.dimensjon and indikator.niva is not Niva.NASJONAL
