"""Small numbers about people in running text, and live fields that did not resolve (V39, V40)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, counts
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import stem
from bvdesk.domain.kontroll.tekst.tall import Tall

_MENNESKER = frozenset(
    stem(word) for word in "barn ungdom ungdommer familier saker akuttsaker søsken elever jenter gutter fristbrudd".split()
)
_PEKER = re.compile(
    r"\bi samme familie\b|\bsøsken\b|\b\d{1,2} år gam\w+\b|\bi alderen \d|\b(?:gutt|jente)(?:en|n)?\b|\bbegge\b.*\bår\b",
    re.IGNORECASE,
)
_FODSELSNUMMER = re.compile(r"\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}\s?\d{5}\b")
_FELT = re.compile(r"\{[a-z_][^{}]*\}")


def check_privacy(lest: Lesning) -> Iterator[Funn]:
    """V39: a small number of people together with words that point at them."""
    for setning, numbers in lest.pairs():
        for match in _FODSELSNUMMER.finditer(setning.tekst):
            text = "Teksten inneholder noe som ser ut som et fødselsnummer. Ta det bort."
            yield Funn("V39", Niva.STOPP, text, sted=around(setning, match.start(), match.end(), 10))
        few = [n for n in counts(numbers) if 1 <= n.verdi <= 4 and n.navn in _MENNESKER]
        if few:
            yield from _pointing(lest, setning, few[0])


def _pointing(lest: Lesning, setning: Setning, number: Tall) -> Iterator[Funn]:
    following = lest.setninger[setning.nr + 1] if setning.nr + 1 < len(lest.setninger) else None
    for place in (setning, following):
        hint = _PEKER.search(place.tekst) if place and place.blokk == setning.blokk else None
        if place and hint:
            text = (
                f"«{hint.group()}» står sammen med et lite tall ({number.raa} {number.navn}). Noen kan bli gjenkjent. "
                "Ta bort tallet, alderen eller det som peker ut familien."
            )
            yield Funn("V39", Niva.ADVARSEL, text, verdier=(number.verdi,), sted=around(place, hint.start(), hint.end(), 50))
            return


def check_fields(lest: Lesning) -> Iterator[Funn]:
    """V40: a live field that is printed as its own name."""
    for setning in lest.setninger:
        for match in _FELT.finditer(setning.tekst):
            text = f"Feltet {match.group()} er ikke byttet ut med et tall. Rett navnet på feltet, eller før tallet."
            yield Funn("V40", Niva.ADVARSEL, text, sted=around(setning, match.start(), match.end(), 40))
