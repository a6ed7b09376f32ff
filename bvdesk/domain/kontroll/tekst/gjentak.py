"""The same fact given twice in a text with different values (V30)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, counts, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import Forbehold, canonical, content_stems
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.record import record

_ETIKETT = re.compile(
    r"^(?:[•\-–*]\s*)?((?:antall|andel)[^:.\d]*?(?:\d+\s?[–-]\s?\d+ år[^:.\d]*?)?)(?:\s\d{4})?"
    r"(?:\s?\([^)]*\))?\s*(?::|er|var)\s*(?:på\s)?$",
    re.IGNORECASE,
)
_NAVNELEDD = re.compile(r"^(?:/\w+)?\s((?:i|på|under|utenfor|med|uten|til)\s[a-zæøå][^.,;:()\d]{2,50})", re.IGNORECASE)
_KUTT = re.compile(r"\s(?:og|eller|som|der|men|i løpet|ved|per|pr|i \d{4}|for|av|fra|var|er|ble|har|hadde)\b.*$")
TELTE = frozenset(
    canonical(word)
    for word in """barn meldinger undersøkelser saker vedtak akuttvedtak plasseringer årsverk ansatte stillinger
    hasteflyttinger brudd fristbrudd familieråd avvik klager tiltak hjelpetiltak studenter drøftinger besøk henvendelser
    omsorgsovertakelser familier ungdom""".split()
)


@record
class Opplysning:
    """A fact: what it is about (stems), year, areas, and where it was said."""

    hva: frozenset[str]
    ar: int
    omrader: frozenset[str]
    tall: Tall
    setning: Setning


def check_repeats(lest: Lesning) -> Iterator[Funn]:
    """Facts about the same thing in the same year and area that do not agree."""
    groups: dict[tuple[frozenset[str], int, frozenset[str], Enhet], list[Opplysning]] = defaultdict(list)
    for fact in facts(lest):
        groups[(fact.hva, fact.ar, fact.omrader, fact.tall.enhet)].append(fact)
    for same in groups.values():
        first = same[0]
        for other in same[1:]:
            if not _agree(first.tall, other.tall):
                yield _finding(first, other)


def facts(lest: Lesning) -> Iterator[Opplysning]:
    """The counted things that a text states plainly enough to be compared: «antall X: N» and «N X i Y»."""
    for setning, numbers in lest.pairs():
        if setning.art is Art.TABELLRAD or is_plan(setning):
            continue
        for number in counts(numbers):
            subject = _subject(setning, number)
            if (
                len(lest.areas(setning)) <= 1
                and len(subject) >= 2
                and number.forbehold is Forbehold.NOYAKTIG
                and not number.av
            ):
                yield Opplysning(subject, lest.year(setning, number), lest.areas(setning), number, setning)


def _subject(setning: Setning, number: Tall) -> frozenset[str]:
    label = _ETIKETT.match(setning.tekst[: number.start])
    if label:
        return frozenset(content_stems(label.group(1)))
    text = setning.tekst[number.slutt :]
    head = re.match(r"\s([a-zæøå]+)", text, re.IGNORECASE)
    phrase = _NAVNELEDD.match(text[head.end() :]) if head else None
    if head is None or phrase is None:
        return frozenset()
    counted = canonical(head.group(1))
    return frozenset({counted, *content_stems(_KUTT.sub("", phrase.group(1)))}) if counted in TELTE else frozenset()


def _agree(a: Tall, b: Tall) -> bool:
    return a.fits(b.verdi) or b.fits(a.verdi)


def _finding(first: Opplysning, other: Opplysning) -> Funn:
    text = (
        f"Samme opplysning har to verdier for {other.ar}: {first.tall.raa} på linje {first.setning.linje} "
        f"og {other.tall.raa} her. Rett den ene, eller si hva som skiller dem."
    )
    sted = around(other.setning, other.tall.start, other.tall.slutt, 40)
    return Funn("V30", Niva.ADVARSEL, text, periode=str(other.ar), verdier=(first.tall.verdi, other.tall.verdi), sted=sted)
