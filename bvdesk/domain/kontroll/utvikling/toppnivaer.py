"""Superlatives and multiples over time («det høyeste siden 2022», «doblet») against the figures (T02, T03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import Forbehold, Retning, forbehold_before
from bvdesk.domain.kontroll.tekst.ordene_rundt import is_change
from bvdesk.domain.kontroll.tekst.tall import Tall
from bvdesk.domain.kontroll.utvikling.melding import Sak, contradiction, series_text
from bvdesk.domain.kontroll.utvikling.ordtabeller import (
    ALDRI,
    AR,
    MOT_AR,
    NOEN_GANG,
    SUPERLATIV,
    direction,
    time_span,
    years_back,
)
from bvdesk.domain.kontroll.utvikling.samtale import Samtale, of_share, tells_what_was
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.tallformat import format_tall

_REKORD = re.compile(r"\b(?:(?P<ned>bunnrekord|botnrekord|rekordlav\w*|rekordfå)|(?P<opp>rekord\w*))\b", re.IGNORECASE)
_GANGER = re.compile(
    r"\b(?P<hedge>mer enn |meir enn |godt over |over |nesten |nærmere |nær |tilnærmet |nøyaktig |nøyaktigt )?"
    r"(?:(?P<to>(?:for)?dobl(?:et|a|ing\w*)|dobbelt så|dobla seg)|(?P<tre>tredobl(?:et|a|ing\w*)|tre"
    r" gang[ea]r så|tre gonger så)"
    r"|(?P<fire>firedobl(?:et|a|ing\w*)|fire gang[ea]r så|fire gonger så)"
    r"|(?P<halv>halver(?:t|a|ing\w*)|halvparten så|(?:redusert|reduserte|falt|sunket) til (?:det"
    r" )?(?:halve|halvparten)))(?![a-zæøå])",
    re.IGNORECASE,
)
_FAKTOR = {"to": Decimal(2), "tre": Decimal(3), "fire": Decimal(4), "halv": Decimal("0.5")}
_PERIODE = re.compile(r"\b(?:i (?:åra|årene|perioden|perioda)|mellom|fra|frå)\s(20\d\d)\s?(?:[–-]|til|og)\s?(20\d\d)\b")
_TALLET_VAR = re.compile(
    r"\W*I (?P<ar>20\d\d) (?:låg|lå|var|endte|enda) (?:det |tilsvarende |tilsvarande )?"
    r"(?:talet|tallet|antallet|andelen|nivået|summen) (?:på )?",
)
_DEL = re.compile(r"halvår|kvartal|tertial|måned|månad|budsjett", re.IGNORECASE)


def check_peaks(samtale: Samtale, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T02: highest or lowest of some years."""
    for match in _superlatives(setning):
        start, end = samtale.clause(setning, match.start())
        words = setning.tekst[start:end]
        years = _window(samtale, words)
        if not years or _DEL.search(words) or not tells_what_was(setning, words):
            continue
        about = samtale.about(setning, (start, end), of_share(words))
        if about is None or not about.sikker:
            continue
        for area in about.omrader:
            yield from _peak(samtale, (setning, match, (start, end)), (about.emner, area), years)


def check_earlier_levels(samtale: Samtale, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T02: «I 2022 var tallet 261», said of what the sentence before tells of."""
    match = _TALLET_VAR.match(setning.tekst)
    number = next((n for n in numbers if match and n.start == match.end()), None)
    if match is None or number is None or number.forbehold is not Forbehold.NOYAKTIG or is_change(setning, number):
        return
    ar, span = int(match.group("ar")), (0, number.slutt)
    about = samtale.about(setning, span, lambda emne: emne.enhet is number.enhet)
    if about is None or not about.sikker or len(about.omrader) != 1 or not tells_what_was(setning, match.group()):
        return
    (area,) = about.omrader
    values = [(emne, value) for emne in about.emner if (value := samtale.value(emne, area, ar)) is not None]
    if values and not any(number.fits(value) for _, value in values):
        emne, value = values[0]
        sak = Sak(emne, area, setning, *span)
        yield contradiction(
            samtale.bilde, "T02", sak, series_text(samtale.bilde, sak, [(ar, value)]), ((number.verdi, value), ar)
        )


def _superlatives(setning: Setning) -> Iterator[re.Match[str]]:
    for pattern in (SUPERLATIV, _REKORD, ALDRI):
        yield from pattern.finditer(setning.tekst)


def _window(samtale: Samtale, words: str) -> list[int]:
    """The years a superlative is taken over; none when the words do not say that it is over time."""
    ar, known = samtale.lest.ar, sorted(year for year in samtale.bilde.ramme.ar if year <= samtale.lest.ar)
    since = MOT_AR.search(words)
    if since and int(since.group(1)) < ar:
        return list(range(int(since.group(1)) + 1, ar + 1))  # lower than in any year after that one
    period = _PERIODE.search(words)
    if period:
        return list(range(int(period.group(1)), ar + 1)) if int(period.group(1)) < int(period.group(2)) == ar else []
    back = years_back(words)
    if back:
        return list(range(ar - back + 1, ar + 1))
    ever = NOEN_GANG.search(words) or _REKORD.search(words) or ALDRI.search(words)
    return known if ever and not AR.search(words) else []


def _peak(
    samtale: Samtale,
    said: tuple[Setning, re.Match[str], tuple[int, int]],
    what: tuple[tuple[Emne, ...], OmradeId],
    years: list[int],
) -> Iterator[Funn]:
    """Contradicted when, for every subject that may be meant, some other year goes beyond the last one."""
    setning, match, (start, end) = said
    emner, area = what
    wrong = []
    for emne in emner:
        values = [(ar, value) for ar in years if (value := samtale.value(emne, area, ar)) is not None]
        if len(values) < 2 or values[-1][0] != years[-1]:
            continue
        now = values[-1][1]
        others = [value for _, value in values[:-1]]
        beyond = [value for value in others if (value > now if direction(match) is Retning.OPP else value < now)]
        if not beyond:
            return
        wrong.append((emne, values))
    if wrong:
        emne, values = wrong[0]
        sak = Sak(emne, area, setning, start, end)
        yield contradiction(
            samtale.bilde, "T02", sak, series_text(samtale.bilde, sak, values), (tuple(v for _, v in values), years[-1])
        )


def check_multiples(samtale: Samtale, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T03: «doblet», «mer enn halvert»."""
    for match in _GANGER.finditer(setning.tekst):
        start, end = samtale.clause(setning, match.start())
        words = setning.tekst[start:end]
        time = time_span(words, samtale.lest.ar)
        if not time.sagt and not AR.search(words):
            time = time_span(setning.tekst, samtale.lest.ar)
        if _DEL.search(words) or not tells_what_was(setning, words):
            continue
        if " så" in match.group() and not time.sagt:
            continue  # «dobbelt så mange som i Vik»
        about = samtale.about(setning, (start, end), of_share(words))
        if about is None or not about.sikker:
            continue
        for area in about.omrader:
            yield from _multiple(samtale, (setning, match, (start, end)), (about.emner, area), (time.fra, time.til))


def _multiple(
    samtale: Samtale,
    said: tuple[Setning, re.Match[str], tuple[int, int]],
    what: tuple[tuple[Emne, ...], OmradeId],
    years: tuple[int, int],
) -> Iterator[Funn]:
    setning, match, (start, end) = said
    emner, area = what
    wrong = []
    for emne in emner:
        before, now = (samtale.value(emne, area, ar) for ar in years)
        if not before or now is None:
            continue
        if _bears(match, now / before):
            return
        wrong.append((emne, before, now))
    if wrong:
        emne, before, now = wrong[0]
        sak = Sak(emne, area, setning, start, end)
        values = [(years[0], before), (years[1], now)]
        why = f"{series_text(samtale.bilde, sak, values)}, det er {format_tall(now / before, 2)} ganger"
        yield contradiction(samtale.bilde, "T03", sak, why, ((before, now), years[1]))


def _bears(match: re.Match[str], got: Decimal) -> bool:
    """Whether a reader would let the word stand for this factor."""
    factor = next(value for name, value in _FAKTOR.items() if match.group(name))
    hedge = forbehold_before((match.group("hedge") or "").replace("godt over", "over"))
    if hedge is Forbehold.OVER:
        return got > factor * Decimal("0.98") if factor > 1 else got < factor * Decimal("1.02")
    return factor * Decimal("0.85") <= got <= factor * Decimal("1.2")
