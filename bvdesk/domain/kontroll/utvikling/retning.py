"""Claims of direction and trend without a number of their own («gjekk ned for tredje år på rad») against figures (T02)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import Forbehold, Retning
from bvdesk.domain.kontroll.tekst.tall import Tall
from bvdesk.domain.kontroll.utvikling.endring import stated_changes
from bvdesk.domain.kontroll.utvikling.melding import Sak, contradiction, series_text
from bvdesk.domain.kontroll.utvikling.ordtabeller import (
    AR,
    HVERT_AR,
    JEVNT,
    KOMPARATIV,
    MOT_FJOR,
    PA_RAD,
    count_of,
    direction,
    movements,
    time_span,
    years_back,
)
from bvdesk.domain.kontroll.utvikling.samtale import Samtale, of_share, tells_what_was
from bvdesk.domain.tall.omrade import OmradeId

_DEL = re.compile(r"halvår|kvartal|tertial|\butover i|budsjett|prognose|ramme\w*|måned|månad", re.IGNORECASE)
_BISETNING = re.compile(r"\b(?:fordi|dersom|hvis|viss|når|slik at|for at|til å|å|etter at)\s[^,.;]*$", re.IGNORECASE)
_SUBSTANTIV = re.compile(
    r"(?:øk|auk|sti)n?ing|auken?\b|ned|redu|veks|oppg|opps|tilb|fallet|styrking|minsking", re.IGNORECASE
)
_PARTISIPP = frozenset(
    "redusert økt økende styrket styrka utvidet utvida svekket svekka aukande endret endra kuttet".split()
)
_HJELPEVERB = re.compile(r"\b(?:er|ble|blei|blir|blitt|vart|var|vore|vært|har|hadde|hatt|gjennomgående)\b", re.IGNORECASE)
_OMSTENDIGHET = re.compile(
    r"\b(?:grunn|årsak\w*|følge|tross)\s(?:av|til)\s|\b(?:med|tross|uten|utan|etter|ved|mot)\s(?:[^\W\d]+\s)?$",
    re.IGNORECASE,
)
_TALL = re.compile(r"(?: og | med | på | til )?[^.,;]{0,12}?\s(?!20\d\d\b)\d")
_TIDLIGERE = re.compile(
    r"(?:i\s)?20\d\d|(?:i |de |dei )?(?:tidligere|tidlegare|foregående|siste|forrige)(?: år\w*)?\b", re.IGNORECASE
)
_Verdier = list[tuple[int, Decimal]]


def check_directions(samtale: Samtale, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T02: the way something is said to have gone, over two years or over several."""
    judged = {e.start for e in stated_changes(setning, numbers) if e.tall.forbehold is Forbehold.NOYAKTIG}
    for match in _claims(setning):
        if match.start() in judged:
            continue
        start, end = samtale.clause(setning, match.start())
        words = setning.tekst[start:end]
        went = direction(match)
        if went is None or not tells_what_was(setning, words) or _DEL.search(words) or _aside(setning, match, start):
            continue
        about = samtale.about(setning, (start, end), of_share(words))
        if about is None or not about.sikker:
            continue
        said = (setning, match, (start, end))
        for area in about.omrader:
            found = _judged(samtale, said, about.emner, area)
            if found:
                yield found


def _claims(setning: Setning) -> Iterator[re.Match[str]]:
    """The movements of a sentence, and «færre enn i fjor»."""
    yield from movements(setning.tekst)
    for match in KOMPARATIV.finditer(setning.tekst):
        behind = setning.tekst[match.end() :]
        time = re.match(r"[^.;,]*?\s(?:enn|samanlikna med|sammenlignet med)\s(.{0,30})", behind)
        dated = bool(time) and (MOT_FJOR.match(f"enn {time.group(1)}") or _TIDLIGERE.match(time.group(1))) if time else False
        if dated and not re.search(
            r"\d\s(?:\w+\s)?$|\b(?:to|tre|fire|fem|seks|sju|åtte|ni|ti|éin|eitt|ett|én)\s(?:\w+\s)?$",
            setning.tekst[: match.start()],
        ):
            yield match


def _aside(setning: Setning, match: re.Match[str], start: int) -> bool:
    """Whether the word stands in a subordinate clause, or is itself a cause («på grunn av økt bruk»)."""
    ahead = setning.tekst[start : match.start()]
    if match.group().lower() in _PARTISIPP and not _HJELPEVERB.search(ahead):
        return True  # «redusert saksmengde»
    return bool(_BISETNING.search(ahead) or (_SUBSTANTIV.match(match.group()) and _OMSTENDIGHET.search(ahead)))


def _judged(
    samtale: Samtale, said: tuple[Setning, re.Match[str], tuple[int, int]], emner: tuple[Emne, ...], area: OmradeId
) -> Funn | None:
    """A finding when every subject that may be meant went another way."""
    setning, match, (start, end) = said
    years = _years(samtale, setning, (start, end))
    went = direction(match)
    wrong: list[tuple[Emne, _Verdier]] = []
    for emne in emner:
        values = [(ar, value) for ar in years if (value := samtale.value(emne, area, ar)) is not None]
        if len(values) < max(2, len(years)):
            continue
        if all((b > a) if went is Retning.OPP else (b < a) for (_, a), (_, b) in pairwise(values)):
            return None
        wrong.append((emne, values))
    if not wrong:
        return None
    emne, values = wrong[0]
    number = _TALL.search(setning.tekst, match.end(), end)
    sak = Sak(emne, area, setning, start, number.start() if number else end)
    return contradiction(
        samtale.bilde, "T02", sak, series_text(samtale.bilde, sak, values), (tuple(value for _, value in values), years[-1])
    )


def _years(samtale: Samtale, setning: Setning, span: tuple[int, int]) -> list[int]:
    """The years a claim goes over: all of them for «hvert år» and «på rad», else the first and the last."""
    words, ar = setning.tekst[span[0] : span[1]], samtale.lest.ar
    time = time_span(words, ar)
    if not time.sagt and not AR.search(words):
        time = time_span(setning.tekst, ar)
    row = PA_RAD.search(words)
    if row:
        return list(range(time.til - count_of(row.group("orden") or row.group("n")), time.til + 1))
    first = time.fra
    if HVERT_AR.search(words) or (JEVNT.search(words) and time.til - first > 1):
        known = [year for year in samtale.bilde.ramme.ar if year <= time.til]
        first = first if time.sagt or years_back(words) else min(known, default=first)
        return list(range(first, time.til + 1))
    return [first, time.til]
