"""What an editor shows as one piece, a chip: a live field, a placed table or chart, a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from bvdesk.domain.rapport.felt.syntaks import FIELD
from bvdesk.domain.rapport.tekst.markdown import PICTURE, PLACED

MARK = "\ufffc"
"""Stands for a chip in a text where only the words are looked at."""
_CHIP = re.compile(rf"(?m){FIELD.pattern}|^{PLACED.pattern}$|^{PICTURE.pattern}$")


class Brikkeslag(Enum):
    """What a chip is."""

    FELT = auto()
    DEL = auto()
    BILDE = auto()

    @staticmethod
    def of(kode: str) -> Brikkeslag:
        """The kind of a chip, from how it is written."""
        if kode.startswith("{"):
            return Brikkeslag.FELT
        return Brikkeslag.DEL if kode.startswith("[[") else Brikkeslag.BILDE


def pieces(markdown: str) -> Iterator[tuple[str, bool]]:
    """The text in order, cut into plain stretches and (True) chips."""
    position = 0
    for match in _CHIP.finditer(markdown):
        if match.start() > position:
            yield markdown[position : match.start()], False
        yield match[0], True
        position = match.end()
    if position < len(markdown):
        yield markdown[position:], False


def without_chips(markdown: str) -> str:
    """The text with one sign for each chip, so that lines and words stand where an editor shows them."""
    return "".join(MARK if chip else text for text, chip in pieces(markdown))


def without_parts(markdown: str) -> str:
    """The text without the places of its tables and charts; what stands for one within a line is words like all others."""
    return "".join(text for text, chip in pieces(markdown) if not (chip and Brikkeslag.of(text) is Brikkeslag.DEL))
