"""Stated changes («en økning på 9,2 prosent», «13 færre enn året før») against the figures of the two years (T03, T04)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import Forbehold, Retning, content_stems
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.kontroll.utvikling.melding import Sak, contradiction
from bvdesk.domain.kontroll.utvikling.ordtabeller import (
    AR,
    DEMONSTRATIV,
    KOMPARATIV,
    Tidsrom,
    direction,
    movements,
    time_span,
)
from bvdesk.domain.kontroll.utvikling.samtale import Omtale, Passer, Samtale, of_share, tells_what_was
from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.tallformat import format_tall

HUNDRED = Decimal(100)
_BINDING = re.compile(
    r"^(?P<mellom>[^.,;:\d]{0,80}?)\s(?:på|med|utgjør|utgjorde|utgjer|tilsvarer|tilsvarar|svarer til|svarar til)"
    r"(?:\s(?:hele|heile|om lag|omtrent|ca\.?|rundt|til sammen|til saman|nesten|knapt|drøyt|vel|over|nær|nærmere))*\s$",
    re.IGNORECASE,
)
_RETT_PA = re.compile(r"^\s(?:hele |heile |om lag |ca\.? |rundt |nesten )?$")
_ANNET = re.compile(r"\b(?:og|det|endte|enda|ligg(?:er)?|ender)\b", re.IGNORECASE)
_ARSTALL = re.compile(r"\b20\d\d\b")
_ETTER = re.compile(
    r"^(?:\s[^\W\d]+){0,2}?\s(?:flere|fleire|færre|mer|meir|mindre|høyere|høgare|lavere|lågare)\b", re.IGNORECASE
)
_ELLER = re.compile(r"^(?:\s[^\W\d]+){0,2}(?:,|\s\(|, eller| eller|, det vil si|, altså|, som er)\s?$")
_ANDEL_AV = re.compile(r"(?:prosent|%)\sav\s|\d\sav (?:dei|desse|de|disse|dem)\b", re.IGNORECASE)
_SUBSTANTIV_ER = re.compile(r"^[^.,;:\d]{0,40}?\s(?:er|var)(?:\s(?:om lag|nesten|knapt|drøyt|vel))?\s$")
_BESTEMT = re.compile(r"(?:økning|auk|vekst|oppgang|stigning|nedgang|nedgong|reduksjon|endring)(?:en|a)$", re.IGNORECASE)
_DEL = re.compile(
    r"halvår|kvartal|tertial|budsjett\w*|ramme\w*|prognose|\bmål(?:et|tall\w*|setting\w*)?\b|\bper\s(?:barn|innbyggar|innbygger)",
    re.IGNORECASE,
)
_FRA = re.compile(r"\b(?:fra|frå|mot)\s(?:\w+\s)?$", re.IGNORECASE)
_FRA_TALL = re.compile(r"\b(?:fra|frå|(?<!svarer )(?<!svarar )til)\s(?:\w+\s)?$", re.IGNORECASE)


@record
class Endring:
    """A stated change: its number, the way it went (None: not said), the words from the one to the other."""

    setning: Setning
    tall: Tall
    retning: Retning | None
    start: int
    slutt: int


def stated_changes(setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Endring]:
    """The numbers of a sentence that say how much something changed."""
    text = setning.tekst
    last: Endring | None = None
    for number in numbers:
        found = _before(setning, number) or _after(setning, number)
        if (
            found is None
            and last
            and number.enhet is not last.tall.enhet
            and _ELLER.match(text[last.tall.slutt : number.start])
        ):
            found = Endring(setning, number, last.retning, last.start, max(number.slutt, last.slutt))
        if found:
            yield found
        last = found


def _before(setning: Setning, number: Tall) -> Endring | None:
    """«økte med N», «en nedgang på N», «Nedgangen samlet utgjør N»."""
    ahead = setning.tekst[: number.start]
    words = [word for word in movements(setning.tekst) if word.end() <= number.start]
    if not words or _FRA_TALL.search(ahead):
        return None
    between = _ARSTALL.sub("året", ahead[words[-1].end() :])
    is_so = _BESTEMT.match(words[-1].group()) and _SUBSTANTIV_ER.match(between)
    if not (is_so or _BINDING.match(between) or _RETT_PA.match(between)) or _ANNET.search(between):
        return None
    return Endring(setning, number, direction(words[-1]), words[-1].start(), number.slutt)


def _after(setning: Setning, number: Tall) -> Endring | None:
    """«N flere enn i 2024», «N prosentpoeng mer»; a comparison with a year, or with nothing that is named."""
    behind = setning.tekst[number.slutt :]
    match = _ETTER.match(behind)
    if match is None or number.av:
        return None
    word = KOMPARATIV.search(match.group())
    rest = behind[match.end() : match.end() + 60]
    against = re.match(r"(?:\s[^\W\d]+){0,4}?\s(?:enn|samanlikna|sammenlignet|fra|frå)\b", rest)
    time = time_span(f"enn{rest}", 9999)
    if word is None or (against and not time.sagt):
        return None  # «flere enn i Vik», «mer enn budsjettert»
    bare = not rest.strip(" .") and DEMONSTRATIV.match(setning.tekst)
    if not against and (number.enhet is Enhet.ANTALL or not bare):
        return None  # «2 prosentpoeng lavere andel» may be beside another area
    return Endring(setning, number, direction(word), number.start, number.slutt + match.end())


def check_amounts(samtale: Samtale, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T03 and T04: how much something is said to have changed."""
    for endring in stated_changes(setning, numbers):
        start, end = samtale.clause(setning, endring.start)
        words = setning.tekst[min(start, endring.start) : max(end, endring.slutt)]
        if (
            endring.tall.forbehold is not Forbehold.NOYAKTIG
            or not tells_what_was(setning, words)
            or _DEL.search(setning.tekst)
            or _ANDEL_AV.search(setning.tekst, 0, endring.start)
        ):
            continue
        about = samtale.about(setning, _words_of(endring, numbers, (start, end)), _fitting(endring, words))
        if about and about.sikker and len(about.omrader) == 1:
            yield from _judged(samtale, endring, about, _time(samtale, setning, words))


def _words_of(endring: Endring, numbers: tuple[Tall, ...], clause: tuple[int, int]) -> tuple[int, int]:
    """The stretch that names what changed: the clause, up to the next number."""
    start, end = min(clause[0], endring.start), max(clause[1], endring.slutt)
    later = (number.start for number in numbers if number.start >= endring.slutt)
    return start, min([end, *later])


def _time(samtale: Samtale, setning: Setning, words: str) -> Tidsrom:
    ar = samtale.lest.ar
    here = time_span(words, ar)
    return here if here.sagt or AR.search(words) else time_span(setning.tekst, ar)


def _fitting(endring: Endring, words: str) -> Passer:
    share = of_share(words)
    enhet, fte = endring.tall.enhet, endring.tall.navn == "årsverk"
    noun = "" if fte or enhet is not Enhet.ANTALL else next(iter(content_stems(endring.tall.navn)), "")

    def fits(emne: Emne) -> bool:
        if enhet is Enhet.PROSENTPOENG:
            return emne.enhet is Enhet.PROSENT
        if enhet is Enhet.PROSENT:
            return share(emne)
        if emne.enhet is not enhet or (fte and emne.indikator.enhet != "årsverk"):
            return False
        return not noun or any(noun in known or known in noun for known in (*emne.stammer, *emne.kortform))

    return fits


def _judged(samtale: Samtale, endring: Endring, about: Omtale, time: Tidsrom) -> Iterator[Funn]:
    """Contradicted when no subject that may be meant, from no year that may be, gives the number."""
    (area,) = about.omrader
    wrong: list[tuple[Emne, Decimal, Decimal]] = []
    for emne in about.emner:
        now, before = samtale.value(emne, area, time.til), samtale.value(emne, area, time.fra)
        if now is None or before is None:
            continue
        if _bears(endring, emne, (before, now)):
            return
        if not _starts_from(samtale, endring, emne, before):
            continue
        wrong.append((emne, before, now))
    if wrong and any(_bears(endring, emne, pair) for emne, pair in _alternatives(samtale, endring, about, time)):
        return
    if wrong and (time.sagt or not _explained_by_another_year(samtale, endring, (wrong[0][0], area), time)):
        emne, before, now = wrong[0]
        yield _finding(samtale, endring, Sak(emne, area, endring.setning, endring.start, endring.slutt), time, (before, now))


def _alternatives(
    samtale: Samtale, endring: Endring, about: Omtale, time: Tidsrom
) -> Iterator[tuple[Emne, tuple[Decimal, Decimal]]]:
    """The figures of what else the sentence, and the one before, tell of: the change may be theirs."""
    setning = endring.setning
    told = samtale.told_of(setning)
    areas = dict.fromkeys((*about.omrader, *samtale.named_areas(setning.tekst), samtale.bilde.ramme.omrade))
    for emne, area in ((emne, area) for emne in (*about.emner, *told) for area in areas):
        now, before = samtale.value(emne, area, time.til), samtale.value(emne, area, time.fra)
        if now is not None and before is not None:
            yield emne, (before, now)


def _starts_from(samtale: Samtale, endring: Endring, emne: Emne, before: Decimal) -> bool:
    """Whether the value the sentence counts from («fra 366 i 2024»), if it gives one, is the subject's."""
    text = endring.setning.tekst
    given = [
        number
        for number in samtale.lest.numbers(endring.setning)
        if number is not endring.tall and number.enhet is emne.enhet and _FRA.search(text[: number.start])
    ]
    return not given or any(number.fits(before) for number in given)


def _bears(endring: Endring, emne: Emne, values: tuple[Decimal, Decimal]) -> bool:
    """Whether the two figures give the change, the way the words say it went."""
    before, now = values
    change = now - before
    if endring.retning is not None and change and (change > 0) != (endring.retning is Retning.OPP):
        return False
    return any(_near(endring.tall, abs(got)) for got in _readings(endring.tall, emne, values))


def _readings(number: Tall, emne: Emne, values: tuple[Decimal, Decimal]) -> Iterator[Decimal]:
    before, now = values
    if number.enhet is not Enhet.PROSENT:
        yield now - before
    elif before:
        yield HUNDRED * (now - before) / before


def _near(number: Tall, got: Decimal) -> bool:
    """The same when both are rounded as the text rounds; a share's own rounding is borne."""
    return abs(number.verdi - got) <= number.presisjon * Decimal("0.6") + (Decimal("0.06") if number.desimaler else 0)


def _explained_by_another_year(samtale: Samtale, endring: Endring, what: tuple[Emne, OmradeId], time: Tidsrom) -> bool:
    """Where no year is named, the change may be counted from an earlier one."""
    emne, area = what
    now = samtale.value(emne, area, time.til)
    earlier = (samtale.value(emne, area, ar) for ar in samtale.bilde.ramme.ar if ar < time.til)
    return now is not None and any(_bears(endring, emne, (value, now)) for value in earlier if value is not None)


def _is_shorthand(endring: Endring, emne: Emne) -> bool:
    """«ned 1,7 %» of a rate is read as points by most; «andelen økte med 6,1 prosent» is not."""
    return "%" in endring.setning.tekst[endring.tall.start : endring.tall.slutt] and not emne.navn.startswith("Andel")


def _finding(samtale: Samtale, endring: Endring, sak: Sak, time: Tidsrom, values: tuple[Decimal, Decimal]) -> Funn:
    before, now = values
    change, emne = now - before, sak.emne
    went = "opp" if change > 0 else "ned"
    where = (
        f"{emne.navn.lower()} for {samtale.bilde.area_name(sak.omrade)} gikk {went} fra {emne.text(before)} i {time.fra} "
        f"til {emne.text(now)} i {time.til}"
    )
    growth = f"{format_tall(HUNDRED * abs(change) / before, 1)} prosent" if before else ""
    numbers = (endring.tall.verdi, abs(change))
    if emne.enhet is Enhet.PROSENT:
        points = f"{format_tall(abs(change), 1)} prosentpoeng"
        if endring.tall.enhet is Enhet.PROSENT and _near(endring.tall, abs(change)):
            found = contradiction(samtale.bilde, "T04", sak, f"{where}: {points}, som er {growth}", (numbers, time.til))
            return replace(found, niva=Niva.INFO) if _is_shorthand(endring, emne) else found
        return contradiction(samtale.bilde, "T03", sak, f"{where}, {points}", (numbers, time.til))
    told = growth if endring.tall.enhet is Enhet.PROSENT else emne.text(abs(change))
    right = round(HUNDRED * abs(change) / before, 1) if endring.tall.enhet is Enhet.PROSENT and before else abs(change)
    return contradiction(samtale.bilde, "T03", sak, f"{where}, det er {told}", ((endring.tall.verdi, right), time.til))
