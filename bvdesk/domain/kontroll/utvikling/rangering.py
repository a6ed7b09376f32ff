"""Rankings between kommuner and between quarters («Sigdal hadde høyest andel», «flest i tredje kvartal») (T07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import Retning
from bvdesk.domain.kontroll.tekst.tall import Tall
from bvdesk.domain.kontroll.utvikling.melding import Sak, contradiction
from bvdesk.domain.kontroll.utvikling.ordtabeller import (
    AR,
    BEVEGELSE,
    KOMPARATIV,
    MOT_AR,
    NOEN_GANG,
    SUPERLATIV,
    Tidsrom,
    direction,
    movements,
    time_span,
    years_back,
)
from bvdesk.domain.kontroll.utvikling.samtale import Passer, Samtale, of_share, tells_what_was
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode

_ORDEN = {"første": 1, "fyrste": 1, "andre": 2, "tredje": 3, "fjerde": 4, "siste": 4, "1.": 1, "2.": 2, "3.": 3, "4.": 4}
_DEL_AV_AR = re.compile(
    rf"\b(?P<nr>{'|'.join(re.escape(word) for word in _ORDEN)})\s?(?P<slag>kvartal|halvår|kv\.)", re.IGNORECASE
)
_TID = re.compile(r"\b(?:kvartal|halvår|måned|månad|vår|høst|haust|sommer|sumar)\w*", re.IGNORECASE)
_ENN = re.compile(r"\benn\b", re.IGNORECASE)
_FLERTALL = re.compile(
    r"\b(?:mer enn halvparten|meir enn halvparten|over halvparten|godt over halvparten|meir enn"
    r" helvta|over helvta|flertallet"
    r"|fleirtalet|hovedvekten|hovudvekta|de fleste|dei fleste)\b",
    re.IGNORECASE,
)
_IKKE_FORST = re.compile(r"\b(?:nest|blant|av de|av dei)\s?$", re.IGNORECASE)
_OM_ENDRING = re.compile(rf"\s(?:[^\W\d]+\s)?(?:{BEVEGELSE.pattern})", re.IGNORECASE)
_DA = re.compile(r"\s*(?:da|då)\s", re.IGNORECASE)
_MEST_ENDRET = re.compile(
    rf"\b(?:størst|sterkest|kraftigst|kraftigast|raskest|raskast|høyest|høgast)e?\s(?:[^\W\d]+\s)?{BEVEGELSE.pattern}",
    re.IGNORECASE,
)
_VEID = re.compile(
    r"\b(?:målt (?:mot|etter)|(?:sett|holdt|halde) (?:opp )?(?:mot|i forhold til)|i (?:forhold|høve) til|relativt|per"
    r" (?:innbygg\w+|barn|årsverk|hode|hovud|1\s?000|tusen)|etter (?:folke|barne|inn)\w+|prosentvis\w*)\b",
    re.IGNORECASE,
)
_PER_HODE = re.compile(r" per |\bav innbyggere\b|\bi befolkningen\b", re.IGNORECASE)
_HALV = Decimal("0.5")


def check_rankings(samtale: Samtale, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T07: who, or which part of the year, has most or least."""
    for match in SUPERLATIV.finditer(setning.tekst):
        start, end = samtale.clause(setning, match.start())
        if _DA.match(setning.tekst, start) and _DEL_AV_AR.search(setning.tekst, 0, start):
            start = 0  # «… i andre kvartal, da flest …»
        words = setning.tekst[start:end]
        if not tells_what_was(setning, words) or _IKKE_FORST.search(setning.tekst, match.start() - 8, match.start()):
            continue
        if _OM_ENDRING.match(setning.tekst, match.end()):
            continue
        if _DEL_AV_AR.search(words):
            yield from _part_of_year(samtale, (setning, match, (start, end)))
        elif not (MOT_AR.search(words) or years_back(words) or NOEN_GANG.search(words) or _TID.search(words)):
            yield from _among_kommuner(samtale, (setning, match, (start, end)))
    yield from _beside(samtale, setning)
    yield from _fastest(samtale, setning)


Sagt = tuple[Setning, re.Match[str], tuple[int, int]]
"""A sentence, the word that compares in it, and the stretch it compares in."""


def _among_kommuner(samtale: Samtale, said: Sagt) -> Iterator[Funn]:
    """«Andelen var høyest i Sigdal»: against each kommune's own figure."""
    setning, match, (start, end) = said
    words = setning.tekst[start:end]
    named = [area for area in samtale.named_areas(words) if area in samtale.bilde.deltakere]
    if len(named) != 1 or len(samtale.bilde.deltakere) < 2:
        return
    about = samtale.about(setning, (start, end), of_rate(words))
    if about is None or not about.sikker:
        return
    ar = year_said(words, samtale.lest.ar)
    wrong: list[tuple[Emne, OmradeId, Decimal, Decimal]] = []
    for emne in about.emner:
        values = {area: value for area in samtale.bilde.deltakere if (value := samtale.value(emne, area, ar)) is not None}
        if len(values) < len(samtale.bilde.deltakere):
            continue
        first = (max if direction(match) is Retning.OPP else min)(values, key=lambda area: values[area])
        if values[first] == values[named[0]]:
            return
        wrong.append((emne, first, values[first], values[named[0]]))
    if wrong:
        emne, first, best, own = wrong[0]
        why = (
            f"{emne.navn.lower()} i {ar} er {emne.text(own)} for {samtale.bilde.area_name(named[0])} og {emne.text(best)} "
            f"for {samtale.bilde.area_name(first)}"
        )
        yield contradiction(samtale.bilde, "T07", Sak(emne, named[0], setning, start, end), why, ((own, best), ar))


def _fastest(samtale: Samtale, setning: Setning) -> Iterator[Funn]:
    """«Vik hadde den sterkeste veksten»: against how much each kommune changed, in number and in percent."""
    for match in _MEST_ENDRET.finditer(setning.tekst) if movements(setning.tekst) else ():
        start, end = samtale.clause(setning, match.start())
        words = setning.tekst[start:end]
        named = [area for area in samtale.named_areas(words) if area in samtale.bilde.deltakere]
        time, went = time_span(words, samtale.lest.ar), direction(match)
        if len(named) != 1 or went is None or not tells_what_was(setning, words) or _TID.search(words):
            continue
        about = samtale.about(setning, (start, end), lambda emne: emne.indikator.is_count)
        for emne in about.emner if about and about.sikker and len(about.emner) == 1 else ():
            pairs = _both_years(samtale, emne, time)
            if len(pairs) == len(samtale.bilde.deltakere) > 1 and not _changed_most(pairs, named[0], went):
                yield _not_fastest(samtale, Sak(emne, named[0], setning, start, end), pairs, (time, went))


_Par = dict[OmradeId, tuple[Decimal, Decimal]]


def _both_years(samtale: Samtale, emne: Emne, time: Tidsrom) -> _Par:
    value = samtale.value
    values = {a: (value(emne, a, time.fra), value(emne, a, time.til)) for a in samtale.bilde.deltakere}
    return {area: (one, two) for area, (one, two) in values.items() if one and two is not None}


def _growth(pairs: _Par, went: Retning) -> dict[OmradeId, Decimal]:
    way = 1 if went is Retning.OPP else -1
    return {area: way * (two - one) / one for area, (one, two) in pairs.items()}


def _changed_most(pairs: _Par, area: OmradeId, went: Retning) -> bool:
    """Whether an area went furthest that way, counted either way."""
    way = 1 if went is Retning.OPP else -1
    plain = {area: way * (two - one) for area, (one, two) in pairs.items()}
    return any(found[area] == max(found.values()) for found in (plain, _growth(pairs, went)))


def _not_fastest(samtale: Samtale, sak: Sak, pairs: _Par, how: tuple[Tidsrom, Retning]) -> Funn:
    time, went = how
    growth = _growth(pairs, went)
    first = max(growth, key=lambda area: growth[area])
    told = [
        f"fra {sak.emne.text(pairs[area][0])} til {sak.emne.text(pairs[area][1])} for {samtale.bilde.area_name(area)}"
        for area in (sak.omrade, first)
    ]
    why = f"{sak.emne.navn.lower()} gikk {' og '.join(told)} ({time.fra}–{time.til})"
    return contradiction(samtale.bilde, "T07", sak, why, ((*pairs[first], *pairs[sak.omrade]), time.til))


def of_rate(words: str) -> Passer:
    """Subjects that may be ranked so: where the words weigh by size, only what is counted per inhabitant or the like."""
    weighed, share = bool(_VEID.search(words)), of_share(words)
    return lambda emne: share(emne) and (not weighed or bool(_PER_HODE.search(emne.navn)))


def _part_of_year(samtale: Samtale, said: Sagt) -> Iterator[Funn]:
    """«Det var flest meldinger i tredje kvartal»: against the other quarters or halves of the year."""
    setning, match, (start, end) = said
    words = setning.tekst[start:end]
    part = _DEL_AV_AR.search(words)
    about = samtale.about(setning, (start, end), of_share(words))
    if part is None or about is None or not about.sikker or len(about.omrader) != 1:
        return
    ar, area = year_said(words, samtale.lest.ar), about.omrader[0]
    parts = _parts(part.group("slag").lower(), ar)
    meant = parts[min(_ORDEN[part.group("nr").lower()], len(parts)) - 1]
    wrong = []
    for emne in about.emner:
        values = {p: value for p in parts if (value := samtale.bilde.verdi(emne, area, p)) is not None}
        if len(values) < len(parts):
            continue
        first = (max if direction(match) is Retning.OPP else min)(values, key=lambda p: values[p])
        if values[first] == values[meant]:
            return
        wrong.append((emne, first, values[first], values[meant]))
    if wrong:
        emne, first, best, own = wrong[0]
        why = (
            f"{emne.navn.lower()} for {samtale.bilde.area_name(area)} var {emne.text(own)} i "
            f"{meant.tekst} og {emne.text(best)} "
            f"i {first.tekst}"
        )
        yield contradiction(samtale.bilde, "T07", Sak(emne, area, setning, start, end), why, ((own, best), ar))


def _parts(kind: str, ar: int) -> list[Periode]:
    months = 6 if kind == "halvår" else 3
    return [Periode(ar, first, first + months - 1) for first in range(1, 13, months)]


def _beside(samtale: Samtale, setning: Setning) -> Iterator[Funn]:
    """«høyere på Stord enn i Fitjar»: one kommune beside another."""
    for match in KOMPARATIV.finditer(setning.tekst):
        start, end = samtale.clause(setning, match.start())
        words = setning.tekst[start:end]
        enn = _ENN.search(words, match.end() - start)
        if enn is None or not tells_what_was(setning, words):
            continue
        left, right = samtale.named_areas(words[: enn.start()]), samtale.named_areas(words[enn.end() :])
        if len(left) != 1 or len(right) != 1 or left == right or not {*left, *right} <= set(samtale.bilde.deltakere):
            continue
        if re.search(r"\d", words[: match.start() - start]):
            continue
        about = samtale.about(setning, (start, end), of_rate(words))
        if about and about.sikker:
            who = (left[0], right[0], samtale.lest.ar)
            yield from held_against(samtale, (setning, match, (start, end)), about.emner, who)


def held_against(
    samtale: Samtale, said: Sagt, emner: tuple[Emne, ...], who: tuple[OmradeId, OmradeId, int]
) -> Iterator[Funn]:
    """T07: «høyere» or «lavere» of one area than of another in a year, when no subject that may be meant bears it out."""
    setning, match, (start, end) = said
    one, other, ar = who
    wrong = []
    for emne in emner:
        a, b = samtale.value(emne, one, ar), samtale.value(emne, other, ar)
        if a is None or b is None:
            continue
        if (a > b) if direction(match) is Retning.OPP else (a < b):
            return
        wrong.append((emne, a, b))
    if wrong:
        emne, a, b = wrong[0]
        why = (
            f"{emne.navn.lower()} i {ar} er {emne.text(a)} for {samtale.bilde.area_name(one)} og {emne.text(b)} for "
            f"{samtale.bilde.area_name(other)}"
        )
        yield contradiction(samtale.bilde, "T07", Sak(emne, one, setning, start, end), why, ((a, b), ar))


def check_majority(samtale: Samtale, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T07: «mer enn halvparten av meldingene kom fra Vik»."""
    ar = samtale.lest.ar
    for match in _FLERTALL.finditer(setning.tekst):
        start, end = samtale.clause(setning, match.start())
        words = setning.tekst[start:end]
        named = [area for area in samtale.named_areas(words) if area in samtale.bilde.deltakere]
        if len(named) != 1 or re.search(r"\d", words) or not tells_what_was(setning, words):
            continue
        if not re.search(
            rf"\b(?:fra|frå|i|på|gjaldt|gjeld\w*)\s(?:barn (?:i|på|frå|fra) )?{re.escape(samtale.bilde.navn[named[0]])}",
            words,
        ):
            continue
        about = samtale.about(setning, (match.end(), end), lambda emne: emne.indikator.is_count)
        shares = [
            (emne, own, whole)
            for emne in (about.emner if about and about.sikker else ())
            if (own := samtale.value(emne, named[0], ar)) is not None
            and (whole := samtale.value(emne, samtale.bilde.ramme.omrade, ar))
        ]
        if shares and all(own <= _HALV * whole for _, own, whole in shares):
            emne, own, whole = shares[0]
            area = samtale.bilde.area_name(named[0])
            why = f"{emne.navn.lower()} i {ar} er {emne.text(own)} for {area} av {emne.text(whole)} i alt"
            yield contradiction(samtale.bilde, "T07", Sak(emne, named[0], setning, start, end), why, ((own, whole), ar))


def year_said(words: str, ar: int) -> int:
    """The one year that the words name; `ar` when they name none or more."""
    years = {int(year) for year in AR.findall(words)}
    return years.pop() if len(years) == 1 else ar
