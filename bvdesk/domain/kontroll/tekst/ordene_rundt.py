"""The words around a number: which are its own, which belong to the sentence, and when it is not a figure of its own."""

from __future__ import annotations

import re
from functools import lru_cache

from bvdesk.domain.kontroll.emner import VERB, Emne
from bvdesk.domain.kontroll.tallbilde import Tallbilde, best_area
from bvdesk.domain.kontroll.tekst.lesning import Lesning, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import Forbehold, content_stems, directions_in
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.omrade import FYLKET, LANDET, TJENESTEN, OmradeId

_DER = re.compile(r"\W*(?:(?:og|men)\s)?(?:der|her)\s", re.IGNORECASE)
_ANDEL_AV = re.compile(r"(?:prosent|%)\sav\s", re.IGNORECASE)
_REFERANSE = (
    (FYLKET, re.compile(r"\bfylke(?:t|ts|ssnitt\w*|sgjennomsnitt\w*)?\b", re.IGNORECASE)),
    (LANDET, re.compile(r"\bland(?:et|ssnitt\w*|sgjennomsnitt\w*|sbasis)\b|\bnasjonalt\b", re.IGNORECASE)),
)
_FASTE = frozenset((TJENESTEN, FYLKET, LANDET))
_SKILLE = re.compile(r"[,;()|]| og (?=\d|det )| men | mens | mot | noe som | hvorav | herav ")
_ENDRING = re.compile(r"^(?:\s\w+){0,3}\s(?:på|med)\s(?:\w+\s){0,2}$", re.IGNORECASE)
# A part of something said before («47 av disse»), unlike «74 av meldingene», which names its own whole.
_AV_NOE_NEVNT = re.compile(r"\s+(?:\w+\s)?av\s(?:disse|desse|dei|dem|sakene|barna|de|\d+|to|tre|fire|fem|ti)\b")
# A month that ends no quarter: the figures are not kept that fine.
_EN_MANED = re.compile(r"\b(?:januar|februar|april|mai|juli|august|oktober|november)\b", re.IGNORECASE)
_PARENTES = re.compile(r"\([^)]*\)")
_FLERE_ENN = re.compile(
    r"^\s(?:flere|færre|fleire|mindre|mer|meir)\b(?:\s[^\W\d]+){0,6}\s(?:enn|frå|fra)\s(?:i\s)?"
    r"(?:fjor|20\d\d|året før|forrige år|førre året|et{1,2} år|eit år)\b",
    re.IGNORECASE,
)
_BASISAR = re.compile(
    r"^(?:\s[^\s\d.;,()]+){0,6}?\s(?:fra|frå|siden|sidan|mot|enn|sammenlignet med|i forhold til)\s(?:i\s)?(20\d\d)\b"
    r"(?:\stil\s(20\d\d))?",
    re.IGNORECASE,
)
_TIDSROM = r"(?:kvartal|måned|månad|uke|veke|dag|døgn)"
_PER_TID = re.compile(
    rf"^(?:\s[^\s\d.;,()]+){{0,3}}?\s(?:(?:per|pr\.?|hver|kvar|kvart|hvert)\s{_TIDSROM}\b|i (?:{_TIDSROM}[ea][nt]|veka)\b)",
    re.IGNORECASE,
)
_PER_NOE = re.compile(r"^(?:\s[^\s\d.;,()]+){0,3}?\s(?:per|pr\.?)\s(?!\d{1,2}\.)\w", re.IGNORECASE)
_I_SNITT = re.compile(rf"\b(?:i (?:gjennom)?snitt|(?:per|pr\.?) {_TIDSROM})\b[^.;,]*$", re.IGNORECASE)
_BASISAR_FORAN = re.compile(
    r"\b(?:auken?|økningen?|nedgangen?|veksten?|reduksjonen?|endringen?)\s(?:fra|frå|siden|sidan)\s(20\d\d)\s[^\d.,;]*$",
    re.IGNORECASE,
)
_FRA_TIL = re.compile(r"\bfr[aå]\s(20\d\d)\stil\s(20\d\d)\b", re.IGNORECASE)
_SERIE = re.compile(r"\b20\d\d\b|\b(?:tilsvarende|tidligere)\b", re.IGNORECASE)
TOM = frozenset("tilsvarend tidligere tidlig tilsvarende samm".split())


def is_series(setning: Setning) -> bool:
    """A line of bare years and values («2021: 9,3 % | 2022: 9,1 %») or «Tilsvarende …» goes on with what was said."""
    return not set(content_stems(setning.tekst)) - TOM and bool(_SERIE.search(setning.tekst))


def words_around(lest: Lesning, setning: Setning) -> dict[str, float]:
    """The stems around a number with their nearness: the sentence, its list's head, the one before, the heading."""
    before = lest.before(setning)
    near: dict[str, float] = dict.fromkeys(content_stems(setning.overskrift), 0.75 if setning.art is Art.TABELLRAD else 0.5)
    if before is not None and (before.blokk == setning.blokk or before.tekst.endswith(":")):
        near |= dict.fromkeys(lest.stems[before.nr], 0.5)
    if setning.hode is not None:
        near |= dict.fromkeys(lest.stems[setning.hode], 0.7)
    return near | dict.fromkeys(lest.stems[setning.nr], 1.0)


def areas_meant(lest: Lesning, bilde: Tallbilde, setning: Setning) -> tuple[OmradeId, ...]:
    """The areas a sentence may speak of: one it compares with, one it names, then the report's own."""
    for area, pattern in _REFERANSE:
        if pattern.search(setning.tekst):
            return (area, bilde.ramme.omrade)
    others = [
        bilde.navn[key] for key in bilde.sammenligning if re.search(rf"\b{re.escape(bilde.navn[key])}\b", setning.tekst)
    ]
    named = best_area(bilde, others or sorted(lest.areas(setning)))
    return tuple(dict.fromkeys((*named, bilde.ramme.omrade)))


def area_beside(lest: Lesning, bilde: Tallbilde, setning: Setning, number: Tall) -> OmradeId | None:
    """The one area named among a number's own words, or before its parenthesis: «fylket (12,9)»."""
    own = stretch(lest, setning, number)
    ahead = setning.tekst[: number.start].rstrip()
    if ahead.endswith("("):
        breaks = [match.end() for match in _SKILLE.finditer(ahead[:-1])]
        own = f"{re.split(r' og ', ahead[max(breaks, default=0) : -1])[-1]} {own}"
    for words in (own[: len(own) - len(following(lest, setning, number))], own):
        found = {area for area, pattern in _REFERANSE if pattern.search(words)}
        found |= {key for key, name in bilde.navn.items() if key not in _FASTE and name in words}
        if len(found) == 1:
            return found.pop()
    return None


def own_words(lest: Lesning, setning: Setning, number: Tall) -> frozenset[str]:
    """The stems that belong to one number; those of what stands over it, where its own only say which kommune."""
    own = _own_words(lest, setning, number)
    if not own or not own <= lest.name_stems:
        return own
    return lest.stems[setning.hode] if setning.hode is not None else frozenset(content_stems(setning.overskrift))


def _own_words(lest: Lesning, setning: Setning, number: Tall) -> frozenset[str]:
    """A row's label, or all that stands before the number, when it has no words of its own."""
    if setning.art is Art.TABELLRAD:
        return lest.stems[setning.nr]
    ahead = setning.tekst[: number.start]
    if ahead.rstrip().endswith(":"):
        return frozenset(content_stems(_PARENTES.sub("", ahead)))
    own = content_stems(stretch(lest, setning, number))
    return frozenset(own or content_stems(ahead))


def _after_noun(text: str, number: Tall) -> int:
    """Where the words of a number end: after the noun it counts."""
    noun = re.match(r"\s\w+", text[number.slutt :]) if number.navn else None
    return number.slutt + (noun.end() if noun else 0)


def stretch(lest: Lesning, setning: Setning, number: Tall) -> str:
    """The words that belong to one number: from the last break or number before it to the next one after it."""
    text = setning.tekst
    start = max((m.end() for m in _SKILLE.finditer(text) if m.end() <= number.start), default=0)
    start = max([start, *(_after_noun(text, n) for n in lest.numbers(setning) if n.slutt <= number.start)])
    return text[start : number.start] + following(lest, setning, number)


def following(lest: Lesning, setning: Setning, number: Tall) -> str:
    """The words after a number, to the next break or number."""
    stops = [m.start() for m in _SKILLE.finditer(setning.tekst, number.slutt)]
    stops += [n.start for n in lest.numbers(setning) if n.start >= number.slutt]
    return setning.tekst[number.slutt : min(stops, default=len(setning.tekst))]


def share_explained(bilde: Tallbilde, own: frozenset[str], emne: Emne) -> float:
    """The share of the number's own meaning-bearing words that the subject accounts for."""
    label = set(emne.stammer) | set(emne.kortform) | set(content_stems(emne.indikator.etikett))
    words = own - bilde.navnestammer - (VERB - label)
    hit = sum(word in label or any(_same_thing(word, known) for known in label) for word in words)
    return hit / len(words) if words else 0.0


def _same_thing(word: str, known: str) -> bool:
    """The label's word, or a compound with it; «barnevernvakt» is no «barn»."""
    return word.endswith(known) or known.endswith(word) or (known != "barn" and word.startswith(known))


def is_loose(lest: Lesning, setning: Setning, number: Tall) -> bool:
    """Numbers one may not hold against a figure: plans, hedges, parts, small number words, stated changes."""
    if setning.art is Art.TABELLRAD and lest.named_year(setning, number) is None:
        return True
    if setning.art is Art.OVERSKRIFT or is_plan(setning) or (number.ord and not number.navn):
        return True
    if number.av and len(lest.areas(setning)) != 1 and _AV_NOE_NEVNT.match(setning.tekst[number.slutt :]):
        return True
    if names_a_month(setning.tekst) or is_average(setning, number):
        return True
    vague = number.forbehold in {Forbehold.OVER, Forbehold.UNDER}
    return vague or is_change(setning, number) or number.verdi < 5


@lru_cache(maxsize=1024)
def names_a_month(text: str) -> bool:
    """Whether a sentence speaks of a month that ends no quarter."""
    return bool(_EN_MANED.search(text))


def is_average(setning: Setning, number: Tall) -> bool:
    """«54,3 meldinger per kvartal», «i snitt 18 i måneden»: not how many there were in the year."""
    return _PER_TID.match(setning.tekst[number.slutt :]) is not None or bool(_I_SNITT.search(setning.tekst[: number.start]))


def is_counted_so(number: Tall, indikator: Indikator) -> bool:
    """Whether an indicator is counted as the number is: årsverk as årsverk, and whole things without decimals."""
    fte = indikator.enhet == "årsverk"
    return fte is (number.navn == "årsverk") and not (number.desimaler and indikator.is_count and not fte)


def is_rate(setning: Setning, number: Tall) -> bool:
    """«44,3 meldinger per 1000 barn»: so many for each of something."""
    return _PER_NOE.match(setning.tekst[number.slutt :]) is not None


def change_is_of_another(setning: Setning, number: Tall) -> bool:
    """Whether a change is of a place pointed back at («Der …»), or of a part («2 prosent av meldingene, en økning på …»)."""
    return bool(_DER.match(setning.tekst) or _ANDEL_AV.search(setning.tekst, 0, number.start))


def is_change(setning: Setning, number: Tall) -> bool:
    """«økningen på 81», «12 flere enn året før»: the number is how much, not how many."""
    if number.enhet is Enhet.PROSENTPOENG or _FLERE_ENN.match(setning.tekst[number.slutt :]):
        return True
    words = [word for word in directions_in(setning.tekst) if word.end() <= number.start]
    return bool(words) and bool(_ENDRING.match(setning.tekst[words[-1].end() : number.start]))


def change_years(lest: Lesning, setning: Setning, number: Tall, ar: int) -> tuple[int, int]:
    """The year a stated change ends in and the one it is counted from: «siden 2022» says the latter."""
    span = _FRA_TIL.search(setning.tekst)
    if span and span.group(1) < span.group(2):
        return int(span.group(2)), int(span.group(1))
    said = _BASISAR.match(setning.tekst[number.slutt :])
    ahead = _BASISAR_FORAN.search(setning.tekst[: number.start])
    if ahead and said is None and int(ahead.group(1)) < lest.ar:
        return lest.ar, int(ahead.group(1))
    if said is None or not is_change(setning, number):
        return ar, ar - 1
    now, earlier = int(said.group(2) or lest.ar), int(said.group(1))
    return (now, earlier) if earlier < now else (ar, ar - 1)
