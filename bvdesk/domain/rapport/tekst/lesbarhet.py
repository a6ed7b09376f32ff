"""How heavy a text is to read: LIX, the mean length of sentences plus the share of long words (Björnsson 1968)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bvdesk.domain.rapport.felt.syntaks import FIELD

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_END = re.compile(r"[.!?:]+(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)")
LONG_WORD, FEW_WORDS = 6, 30
_LEVELS = ((35, "lett å lese"), (45, "middels"), (55, "tung"))


@dataclass(frozen=True, slots=True)
class Lesbarhet:
    """The LIX number and the number of words it rests on."""

    lix: int
    ord: int

    @property
    def tekst(self) -> str:
        """In words; empty when there are too few words to say anything."""
        if self.ord < FEW_WORDS:
            return ""
        level = next((name for limit, name in _LEVELS if self.lix < limit), "svært tung")
        return f"Lesbarhet (LIX): {self.lix}, {level}"


def readability(markdown: str) -> Lesbarhet:
    """The readability of a text; a field counts as one short word."""
    plain = re.sub(r"\]\([^)]*\)|\[\[[^\]]*\]\]|[#*_|\[\]]", " ", FIELD.sub("tall", markdown))
    words = _WORD.findall(plain)
    if not words:
        return Lesbarhet(0, 0)
    sentences = max(1, sum(1 for part in _END.split(plain) if _WORD.search(part)))
    long_words = sum(len(word) > LONG_WORD for word in words)
    return Lesbarhet(round(len(words) / sentences + 100 * long_words / len(words)), len(words))
