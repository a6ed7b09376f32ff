"""Spelling: a word list that stands sorted in memory as it lies in its file, and what Norwegian makes of its words.

A word is known when it is in the list, is the genitive of one that is, or is put together of words that are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

WORD = re.compile(r"(?<![\w@/.])[^\W\d_]+(?:[-'’][^\W\d_]+)*-?(?![\w@])")
_SKIPPED = re.compile(r"\]\([^)]*\)|\[\^[^\]]*\]|https?://\S+|\S+@\S+|^\[\^[^\]]+\]:|`[^`]*`")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s|[«\"(]|^\W+)\s*$")
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøåéô"
_SHORT_HEADS = frozenset("år mål råd lov sak fag tid hus dag ung bil bu by arv små kjøp mor far".split())  # noqa: SIM905
_NEVER = ("barnvern",)
"""What the words could be put together to, and nobody means."""
_HEAD, _TAIL, MAX_SUGGESTIONS, CLOSE = 4, 4, 5, 0.75


@dataclass(frozen=True, slots=True)
class Stavefeil:
    """A word of a line that is not known: where it starts and ends."""

    start: int
    slutt: int
    ord: str


@dataclass(frozen=True)
class Ordbok:
    """The words of one written language.

    Attributes:
        sortert: words in UTF-8, one a line, sorted by their bytes.
        egne: words besides them: the closed classes, those of the program and the service's own.
    """

    sortert: bytes
    egne: frozenset[str]

    def knows(self, word: str) -> bool:
        """Whether a word is spelt as it should be; capitals at the start and all through are allowed."""
        if len(word) == 1 or word.isupper():
            return True
        lowered = word[:1].lower() + word[1:]
        if lowered.startswith(_NEVER):
            return False
        return any(self._inflected(form) for form in {word, lowered, word.lower()}) or self._joined(lowered)

    def misspelt(self, line: str) -> Iterator[Stavefeil]:
        """The unknown words of a line. A name is let be: an unknown word with a capital inside a sentence."""
        readable = _SKIPPED.sub(lambda match: " " * len(match[0]), line)
        for match in WORD.finditer(readable):
            word = match[0]
            name = word[:1].isupper() and not _SENTENCE_START.search(readable[: match.start()].replace("*", ""))
            if not name and not (self._begins(word[:-1]) if word.endswith("-") else self.knows(word)):
                yield Stavefeil(match.start(), match.end(), word)

    def _begins(self, word: str) -> bool:
        """Whether a word that is left open («barne- og ungdomsarbeid») is known."""
        return self.knows(word) or self._head(word.lower())

    def suggest(self, word: str) -> tuple[str, ...]:
        """The likeliest words instead, best first."""
        lowered = word.lower()
        changed = {other for other in _one_change(lowered) if not other.startswith(_NEVER)} - {lowered}
        near = sorted(changed, key=lambda other: self._rank(lowered, other))
        found = [other for other in near if self._inflected(other)]
        found += get_close_matches(lowered, self._own_lowered, n=3, cutoff=CLOSE)
        found += [f"{a} {b}" for a, b in _cuts(lowered, 2) if self._listed(a) and self._listed(b)][:1]
        found += [] if found else [other for other in near if self._compound(other)]
        kept = tuple(dict.fromkeys(found))[:MAX_SUGGESTIONS]
        return tuple(other[:1].upper() + other[1:] for other in kept) if word[:1].isupper() else kept

    def _rank(self, word: str, other: str) -> tuple[bool, bool, bool, str]:
        """Words of the trade first, then turned letters and doubled ones, then those that begin alike."""
        turned = sorted(word) == sorted(other)
        return other not in self.egne, not turned and set(word) != set(other), word[:2] != other[:2], other

    @cached_property
    def _own_lowered(self) -> tuple[str, ...]:
        return tuple(sorted({word.lower() for word in self.egne if len(word) > _HEAD}))

    def _inflected(self, word: str) -> bool:
        """In the list, or the genitive of a word that is."""
        return self._listed(word) or (word.endswith("s") and len(word) > _HEAD and self._listed(word[:-1]))

    def _joined(self, word: str) -> bool:
        """Put together with hyphens, or without."""
        if "-" in word:
            return all(len(part) < _HEAD or self.knows(part) or self._head(part) for part in word.split("-"))
        return self._compound(word)

    def _compound(self, word: str) -> bool:
        return any(self._inflected(tail) and self._head(head) for head, tail in _cuts(word, _TAIL))

    def _head(self, head: str) -> bool:
        """The first part of a compound: a word, perhaps with a binding «s» or «e», perhaps a compound itself."""
        if len(head) < _HEAD:
            return head in _SHORT_HEADS
        bare = head[:-1] if head[-1] in "se" else head
        return any(self._listed(form) for form in {head, bare}) or self._compound(bare)

    def _listed(self, word: str) -> bool:
        return word in self.egne or self._in_list(word.encode())

    def _in_list(self, wanted: bytes) -> bool:
        """Search the sorted lines from the middle."""
        low, high = 0, len(self.sortert)
        while low < high:
            middle = (low + high) // 2
            start = self.sortert.rfind(b"\n", low, middle) + 1 or low
            end = self.sortert.find(b"\n", middle, high)
            end = high if end < 0 else end
            line = self.sortert[start:end]
            if line == wanted:
                return True
            low, high = (end + 1, high) if line < wanted else (low, start - 1)
        return False


def _cuts(word: str, least: int) -> Iterator[tuple[str, str]]:
    """The word cut in two, the longest second part first."""
    return ((word[:at], word[at:]) for at in range(2, len(word) - least + 1))


def _one_change(word: str) -> Iterator[str]:
    """Every word one slip away: two letters turned, one too many, one wrong, one missing."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
    yield from (a + b[1:] for a, b in cuts if b)
    yield from (a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS)
    yield from (a + letter + b for a, b in cuts for letter in _LETTERS)
