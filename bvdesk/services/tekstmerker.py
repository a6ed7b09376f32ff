"""What to look at in a text while it is written: numbers that could be live fields, words that may be misspelt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bvdesk.domain.rapport.tekst.brikker import without_chips
from bvdesk.domain.rapport.tekst.staving import Stavefeil
from bvdesk.services import stavekontroll, tallforslag
from bvdesk.services.tallforslag import Tallforslag
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.tekst_store import Tekststed


class Merkeslag(Enum):
    """Why a stretch of text is marked."""

    TALL = auto()
    AVVIK = auto()
    STAVING = auto()


@dataclass(frozen=True, slots=True)
class Utbedring:
    """A way to mend it: what the menu says, and what goes into the text."""

    tekst: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Tekstmerke:
    """A stretch of a line (0-based, chips counted as one sign each), why it is marked, and the ways to mend it."""

    linje: int
    start: int
    slutt: int
    slag: Merkeslag
    melding: str
    utbedringer: tuple[Utbedring, ...] = ()


def look_over(fil: Tjenestefil, sted: Tekststed, markdown: str) -> tuple[Tekstmerke, ...]:
    """Everything to look at, in reading order; how a word may be spelt is asked for when it is wanted."""
    ordbok = stavekontroll.dictionary(fil, sted.malform)
    lines = enumerate(without_chips(markdown).split("\n"))
    spelling = (_misspelt(number, feil) for number, line in lines for feil in ordbok.misspelt(line))
    numbers = (_number(f) for f in tallforslag.suggest(fil, sted, markdown))
    return tuple(sorted((*numbers, *spelling), key=lambda mark: (mark.linje, mark.start)))


def spellings(fil: Tjenestefil, sted: Tekststed, word: str) -> tuple[Utbedring, ...]:
    """What a misspelt word may have been meant as."""
    return tuple(Utbedring(other, other) for other in stavekontroll.dictionary(fil, sted.malform).suggest(word))


def _misspelt(linje: int, feil: Stavefeil) -> Tekstmerke:
    text = f"«{feil.ord}» står ikke i ordlisten. Ctrl+. viser forslag."
    return Tekstmerke(linje, feil.start, feil.slutt, Merkeslag.STAVING, text)


def _number(f: Tallforslag) -> Tekstmerke:
    mend = (Utbedring(f"Gjør til levende tall: {f.leses}", f.felt.kode),)
    if f.avvik:
        text = f"Tallene sier noe annet om «{f.navn}»: {f.leses}."
        return Tekstmerke(f.linje, f.start, f.slutt, Merkeslag.AVVIK, text, mend)
    text = f"Dette er «{f.navn}». Ctrl+. gjør det til et levende tall, som alltid stemmer med det som er registrert."
    return Tekstmerke(f.linje, f.start, f.slutt, Merkeslag.TALL, text, mend)
