"""What a figure can be about, and which of these subjects the words of a text name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from bvdesk.domain.kontroll.tekst.ord import canonical, content_stems
from bvdesk.domain.kontroll.tekst.tall import Enhet
from bvdesk.domain.record import record
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.tallformat import format_med_enhet

_NAMED_AT_LEAST = 0.4  # a name of which less is said is not meant, even where its category is said in full
_PARENTES = re.compile(r"\([^)]*\)")
NEAR = frozenset({("utgift", "budsjett"), ("utgift", "ramm"), ("plassert", "institusjon"), ("henlagt", "avslutt")})
_SVAKE = frozenset(canonical(word) for word in "årsverk hjemmet barn tjeneste slutt netto brutto".split())
VERB = frozenset(
    canonical(word)
    for word in "mottatt gjennomført avsluttet behandlet startet konkludert avklart vurdert vurderte fullført".split()
)


@record
class Emne:
    """What a figure can be about: an indicator, or one category of it, with the stems that name it.

    A run of the checker makes each subject once and looks much up by it, so that equality is identity.
    """

    indikator: Indikator
    kategori: str
    stammer: tuple[str, ...]
    kortform: tuple[str, ...] = ()
    kategoristammer: tuple[str, ...] = ()

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @property
    def navn(self) -> str:
        """As a reader sees it: label, and category when there is one."""
        return f"{self.indikator.etikett}: {self.kategori}" if self.kategori else self.indikator.etikett

    @property
    def enhet(self) -> Enhet:
        """The kind of number, as a text writes it."""
        if self.indikator.enhet == "prosent":
            return Enhet.PROSENT
        return Enhet.KRONER if "kr" in self.indikator.enhet else Enhet.ANTALL

    def text(self, verdi: Decimal) -> str:
        """The value as printed, with its unit."""
        return format_med_enhet(verdi, self.indikator.enhet, self.indikator.desimaler)


class Emnesok:
    """Finds subjects by the words that name them; what a word is like is remembered."""

    def __init__(self, emner: Sequence[Emne]) -> None:
        self._emner = emner
        self._likenesses: dict[str, tuple[tuple[str, float], ...]] = {}

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        frequency: dict[str, int] = {}
        for emne in self._emner:
            for stem in {*emne.stammer, *emne.kortform}:
                frequency[stem] = frequency.get(stem, 0) + 1
        total = len(self._emner) + 1
        return {stem: math.log(1 + total / n) * _importance(stem) for stem, n in frequency.items()}

    @property
    def stems(self) -> Iterable[str]:
        """Every stem of a subject's name."""
        return self._by_stem.keys()

    def knows(self, word: str) -> bool:
        """Whether a stem stands for something in the name of a subject."""
        return bool(self._alike(word))

    @cached_property
    def _by_stem(self) -> Mapping[str, tuple[tuple[int, float], ...]]:
        """For each stem: the names that hold it, and its share of the name's weight.

        A name's number is twice its subject's place among `emner`; one more for its short name.
        """
        index: dict[str, list[tuple[int, float]]] = {}
        for at, emne in enumerate(self._emner):
            for form, stems in enumerate((emne.stammer, emne.kortform)):
                whole = sum(self._weights[stem] for stem in stems)
                for stem in stems:
                    index.setdefault(stem, []).append((2 * at + form, self._weights[stem] / whole))
        return {stem: tuple(found) for stem, found in index.items()}

    def find(self, context: Mapping[str, float], least: float = 0.45) -> list[tuple[float, Emne]]:
        """The subjects that the words name, best first; `context` gives each stem's nearness (0–1).

        The score is the share of the label's weight that the words cover.
        """
        matched: dict[str, float] = {}
        for word, nearness in context.items():
            for stem, likeness in self._alike(word):
                matched[stem] = max(matched.get(stem, 0.0), nearness * likeness)
        covered: dict[int, float] = {}
        by_stem = self._by_stem
        for stem, nearness in matched.items():
            for name, share in by_stem[stem]:
                covered[name] = covered.get(name, 0.0) + nearness * share
        worth = min(least, _NAMED_AT_LEAST)
        best: dict[int, float] = {}
        for name, found in covered.items():
            if found > worth - 1e-9:
                # Rounded, so that names that are covered alike stand in the catalogue's order, however the words came.
                share = round(found, 9)
                if share >= worth and share > best.get(name // 2, 0.0):
                    best[name // 2] = share
        scored = ((_score(self._emner[at], best[at], matched), self._emner[at]) for at in sorted(best))
        return sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: -pair[0])

    def _alike(self, word: str) -> tuple[tuple[str, float], ...]:
        """The labels' stems that a word of the text stands for, remembered per word."""
        found = self._likenesses.get(word)
        if found is None:
            near = {stem for stem in self._parts_of(word) if stem in self._by_stem} | self._ending_in.get(word, set())
            pairs = ((stem, _likeness(stem, word)) for stem in sorted(near))
            found = self._likenesses[word] = tuple((stem, likeness) for stem, likeness in pairs if likeness)
        return found

    def _parts_of(self, word: str) -> Iterator[str]:
        """The word itself, its endings and beginnings, and the words it is near in meaning."""
        yield word
        yield from (word[at:] for at in range(1, len(word) - 4))
        yield from (word[:at] for at in range(6, len(word)))
        yield from (stem for stem, other in NEAR if other == word)

    @cached_property
    def _ending_in(self) -> Mapping[str, set[str]]:
        """The labels' compounds by the words they end in."""
        endings: dict[str, set[str]] = {}
        for stem in self._by_stem:
            for at in range(1, len(stem) - 5):
                endings.setdefault(stem[at:], set()).add(stem)
        return endings


def subject(indikator: Indikator) -> Emne:
    """The indicator as a subject, with its short name: a word in parentheses, before a comma, or after a colon."""
    core = _stems(indikator.etikett)
    short = [
        word for inside in _PARENTES.findall(indikator.etikett) if len(inside.split()) <= 2 for word in content_stems(inside)
    ]
    head, mark, rest = indikator.etikett.partition(":")
    if mark:  # «Melder: politi»: what stands before the colon says what kind of split it is
        return Emne(indikator, "", core, _stems(rest))
    if len(short) == 1 and len(short[0]) >= 8:
        return Emne(indikator, "", core, (short[0],))
    head, mark, _ = indikator.etikett.partition(",")
    if mark and len(_stems(head)) == 1:  # «Turnover, faste ansatte»
        return Emne(indikator, "", core, _stems(head))
    return Emne(indikator, "", core, (core[0], *short) if short and core else ())


def category_subject(indikator: Indikator, kategori: str) -> Emne:
    """One category of an indicator as a subject."""
    return Emne(indikator, kategori, _stems(f"{indikator.etikett} {kategori}"), (), tuple(content_stems(kategori)))


def _stems(label: str) -> tuple[str, ...]:
    core = content_stems(_PARENTES.sub("", label))
    return tuple(dict.fromkeys(core or content_stems(label)))


def _importance(stem: str) -> float:
    """What happened to the thing counted matters less than the thing; words that stand everywhere matter less too."""
    return 0.15 if stem in VERB else 0.4 if stem in _SVAKE else 1.0


def _score(emne: Emne, covered: float, matched: Mapping[str, float]) -> float:
    """The share of the name that is covered; nearly all of it when the category is named outright."""
    category = emne.kategoristammer
    named = category and covered >= _NAMED_AT_LEAST and all(matched.get(stem, 0.0) >= 0.95 for stem in category)
    return max(covered, 0.9) if named else covered


def _likeness(stem: str, word: str) -> float:
    """How much a word of the text is the label's word: itself 1, as the last or first part of a compound less."""
    if stem == word:
        return 1.0
    if len(stem) >= 5 and word.endswith(stem):
        return 0.85
    if len(stem) >= 6 and word.startswith(stem):
        return 0.7
    if len(word) >= 6 and (stem.endswith(word) or stem.startswith(word)):
        return 0.5
    return 0.5 if (stem, word) in NEAR else 0.0
