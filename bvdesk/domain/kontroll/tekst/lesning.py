"""A report as the checker has read it: sentences with their numbers, years and areas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bvdesk.domain.kontroll.funn import Sted
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning, read_sentences
from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall, find_numbers

_AR = re.compile(r"\b(19[89]\d|20[0-4]\d)\b")
_FJORARET = re.compile(
    r"\b(?:i fjor|fjoråret|forrige år|førre år|året før|førre året|et{1,2} år tidligere|eit{1,2} år tidlegare"
    r"|(?:forrige|førre) årsskifte)\b",
    re.IGNORECASE,
)
_GRUNNLAG = re.compile(
    r"\b(?:sammenlignet med|i forhold til|målt mot|enn(?: i)?|mot|fra|frå|siden|sidan)\s(?:i\s)?$", re.IGNORECASE
)
_AR_FOR = re.compile(
    r"^(?:\s(?!fra|frå|enn|som|mot)\w+)?\s(?:året før|i fjor|forrige år|førre året|ved (?:forrige"
    r"|førre) årsskifte|et{1,2} år tidligere|eit{1,2} år tidlegare)\b",
    re.IGNORECASE,
)
_RETT_FORAN = re.compile(r"\bi ((?:19|20)\d\d) $")
_ETTER = re.compile(r"^\s*[^\d.;|,]{0,40}?\b(?:i|for|fra|frå|per|pr\.?)\s(?:\w+\s)?((?:19|20)\d\d)\b")
_FORAN = re.compile(
    r"(?:((?:19|20)\d\d)\s?:\s*$|(?:\bi|\bfor|,|\bog|^)\s(?:\w+\s)?((?:19|20)\d\d)\s(?:\w+\s){0,3}$|((?:19|20)\d\d)\s?\)?\s?[:=]?\s*$)"
)
_ENDTE = re.compile(r",?\s(?:og|til)\s(?:[^\W\d]+\s){0,5}$")
_PLAN = re.compile(
    r"budsjettert|budsjetteres|planlagt|prognose|tatt høyde|forvent|\bmål\b|målet|stipulert|legges til grunn"
    r"|\d\s?(?:%|[^\W\d]+)?\seller\s(?:lavere|lågare|høyere|høgare|færre|mer|meir|mindre|flere|fleire|bedre|betre)\b",
    re.IGNORECASE,
)
_PLANKAPITTEL = re.compile(r"^(?:[\d.]+\s)?(?:mål\b|målene?\b|planer\b|veien videre|vegen vidare)", re.IGNORECASE)


@dataclass(frozen=True)
class Lesning:
    """A read text with its frame.

    Attributes:
        setninger: the sentences in order.
        tall: the numbers of each sentence.
        ar: the report's year, taken for a number that names none.
        kommuner: names of the deltakerkommuner.
        dato: the period's last day as a reader writes it, proposed where a date is missing.
    """

    setninger: tuple[Setning, ...]
    tall: tuple[tuple[Tall, ...], ...]
    ar: int
    kommuner: tuple[str, ...] = ()
    dato: str = ""

    @staticmethod
    def of(text: str, ar: int, kommuner: tuple[str, ...] = (), dato: str = "") -> Lesning:
        """Read a text."""
        sentences = tuple(read_sentences(text))
        numbers = tuple(tuple(find_numbers(s.tekst, separate=_is_row(s))) for s in sentences)
        return Lesning(sentences, numbers, ar, kommuner, dato or f"31.12.{ar}")

    def pairs(self) -> Iterator[tuple[Setning, tuple[Tall, ...]]]:
        """Each sentence with its numbers."""
        return zip(self.setninger, self.tall, strict=True)

    def before(self, setning: Setning, steps: int = 1) -> Setning | None:
        """The sentence that stands `steps` before, None at the start."""
        return self.setninger[setning.nr - steps] if setning.nr >= steps else None

    def numbers(self, setning: Setning | None) -> tuple[Tall, ...]:
        """The numbers of a sentence."""
        return self.tall[setning.nr] if setning else ()

    def year(self, setning: Setning, tall: Tall) -> int:
        """The year a number belongs to: named beside it, else in its sentence, else the report's."""
        return self.named_year(setning, tall) or self.ar

    def named_year(self, setning: Setning, tall: Tall) -> int | None:
        """The year the sentence gives for a number, None when it gives none."""
        ahead = setning.tekst[: tall.start]
        straight = _RETT_FORAN.search(ahead)
        if straight:
            return int(straight.group(1))
        after = _ETTER.match(setning.tekst[tall.slutt :])
        if after:
            return int(after.group(1))
        if _AR_FOR.match(setning.tekst[tall.slutt :]):
            return max((int(year) for year in _AR.findall(ahead)), default=self.ar) - 1
        before = _FORAN.search(ahead)
        if before:
            return int(next(group for group in before.groups() if group))
        column = self._column_years.get((setning.nr, tall.start))
        return column or self._sentence_year(setning, tall, ahead)

    def _sentence_year(self, setning: Setning, tall: Tall, ahead: str) -> int | None:
        """The last year before the number, else the first after it unless another number stands between."""
        years = [int(m.group()) for m in _AR.finditer(ahead) if not _gone_on(ahead, m)]
        if years:
            return years[-1]
        later = _AR.search(setning.tekst, tall.slutt)
        between = (n for n in self.tall[setning.nr] if later and tall.slutt <= n.start < later.start())
        if later and not any(between) and not _GRUNNLAG.search(setning.tekst[: later.start()]):
            return int(later.group(1))
        last_year = _FJORARET.search(setning.tekst)
        if any(n is not tall and _AR_FOR.match(setning.tekst[n.slutt :]) for n in self.tall[setning.nr]):
            return None  # «opp fra 16,1 prosent året før» says when that one was
        return self.ar - 1 if last_year and not _GRUNNLAG.search(setning.tekst[: last_year.start()]) else None

    @cached_property
    def _column_years(self) -> dict[tuple[int, int], int]:
        """The year of each cell under a header of years, by sentence and position."""
        found: dict[tuple[int, int], int] = {}
        header: list[int] = []
        for setning, numbers in self.pairs():
            if setning.art is not Art.TABELLRAD:
                header = []
            elif not numbers:
                header = [int(year) for year in _AR.findall(setning.tekst)]
            elif len(header) == len(numbers):
                found |= {(setning.nr, number.start): year for number, year in zip(numbers, header, strict=True)}
        return found

    def areas(self, setning: Setning) -> frozenset[str]:
        """The kommuner a sentence speaks of: named in it, else in its heading; empty means the service."""
        return self._areas[setning.nr]

    @cached_property
    def _areas(self) -> tuple[frozenset[str], ...]:
        headings = {heading: self._named(heading) for heading in {s.overskrift for s in self.setninger}}
        return tuple(self._named(s.tekst) or headings[s.overskrift] for s in self.setninger)

    def _named(self, text: str) -> frozenset[str]:
        """The kommuner named in a text; all of them together are the service, which is none."""
        named = frozenset(name for name in self.kommuner if name in text and _as_word(name).search(text))
        return frozenset() if len(named) == len(self.kommuner) > 1 else named

    @cached_property
    def name_stems(self) -> frozenset[str]:
        """The stems of the kommuner's names."""
        return frozenset(stem for name in self.kommuner for stem in content_stems(name))

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """The meaning-bearing stems of each sentence."""
        return tuple(frozenset(content_stems(s.tekst)) for s in self.setninger)


def _gone_on(ahead: str, year: re.Match[str]) -> bool:
    """«… gikk ned fra 2023, og endte på 12»: the year compared with is not that of where it ended."""
    return bool(_ENDTE.match(ahead, year.end()) and _GRUNNLAG.search(ahead[: year.start()]))


@lru_cache(maxsize=256)
def _as_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name)}s?\b")


def _is_row(setning: Setning) -> bool:
    return setning.art is Art.TABELLRAD


def is_plan(setning: Setning) -> bool:
    """Whether the sentence, or the chapter it stands in, tells what is planned or budgeted rather than what happened."""
    return _tells_a_plan(setning.tekst) or _is_about_plans(setning.overskrift)


@lru_cache(maxsize=256)
def _is_about_plans(heading: str) -> bool:
    return bool(_PLANKAPITTEL.match(heading))


@lru_cache(maxsize=1024)
def _tells_a_plan(text: str) -> bool:
    return bool(_PLAN.search(text))


def counts(numbers: tuple[Tall, ...]) -> list[Tall]:
    """The numbers that count something (no percent, no kroner)."""
    return [number for number in numbers if number.enhet is Enhet.ANTALL]


def around(setning: Setning, start: int, slutt: int, width: int = 70) -> Sted:
    """The place of a stretch with some words on each side, cut at words."""
    text = setning.tekst
    left = text.rfind(" ", 0, max(0, start - width)) + 1 if start > width else 0
    right = text.find(" ", min(len(text), slutt + width))
    return setning.sted(left, right if right > 0 else len(text))
