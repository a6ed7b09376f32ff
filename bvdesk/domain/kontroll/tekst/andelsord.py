"""Shares and multiples in words («halvparten», «hver femte», «dobbelt så mange») against figures (V19, T03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.andelsgrunnlag import share_of_service, shares_meant
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, counts, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import Forbehold, content_stems, forbehold_before
from bvdesk.domain.kontroll.tekst.ordene_rundt import areas_meant, share_explained
from bvdesk.domain.kontroll.tekst.pastander import is_wish
from bvdesk.domain.kontroll.tekst.tall import TALLORD, Enhet, Tall
from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.tallformat import format_tall

HUNDRED = Decimal(100)
_ORDENSTALL = {
    "annen": 2, "andre": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "sjuende": 7, "åttende": 8, "niende": 9,
    "tiende": 10, "sjuande": 7, "åttande": 8, "niande": 9, "tiande": 10,
}  # fmt: skip
_DELER = {
    **{name: at for name, at in _ORDENSTALL.items() if at > 2},
    "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "åtte": 8, "ni": 9, "ti": 10,
}  # fmt: skip
_TID = r"(?:uke|veke|måned|månad|gang|dag|år|kvartal|time|halvår|natt|helg|mandag|tirsdag|onsdag|torsdag|fredag)"
_ETT = "|".join(("en", "ein", "éin", *(word for word, value in TALLORD.items() if 1 <= value <= 9)))
_FLERE = "|".join((*(word for word, value in TALLORD.items() if 2 <= value <= 10), "10", "5", "4", "3"))
_ANDEL = re.compile(
    r"\b(?:(?P<halv>halvparten|halvdelen|halvdel|helvta|annenhver|annakvart?)(?! så)"
    rf"|(?:hver|hvert|kvar|kvart) (?P<hver>{'|'.join(_ORDENSTALL)})\b(?! {_TID})"
    rf"|(?P<teller>{_ETT}) (?P<del>{'|'.join(_DELER)})(?:del|deler|delar|delen|delene)"
    r"|(?P<flest>(?:et |eit )?(?:fler|fleir)tal+et?|(?:de|dei) fleste|majoriteten|hovedparten|hovuddelen|mesteparten)"
    rf"|(?P<av>{_ETT}|[1-9]) av (?P<totalt>{_FLERE}))\b(?! {_TID})",
    re.IGNORECASE,
)
_GANGER = re.compile(
    r"\b(?:(?P<halv>halvparten)|(?P<dobbelt>dobbelt)|(?P<n>tre|fire|fem) gang[ea]r) så (?:mange|mye|mykje|høy\w*|stor\w*)\b",
    re.IGNORECASE,
)
_BRUDD = re.compile(r"[;:.]| mens | men | medan | samtidig |, og | og ")
_AV_TALL = re.compile(r"\bav (?:\w+ ){0,2}$", re.IGNORECASE)
_FJOR = re.compile(r"\b(?:som|enn|mot) (?:i fjor|året før|forrige år|i (?P<ar>20\d\d))\b", re.IGNORECASE)
_SIKKER = 0.7


@record
class Andelsord:
    """A share in words: the part of one it says, its hedge and where it stands."""

    andel: Decimal
    forbehold: Forbehold
    start: int
    slutt: int

    def bears(self, share: Decimal) -> bool:
        """Whether a reader would let the words stand for this share; words of this kind are always rounded."""
        near = max(Decimal("0.03"), self.andel * Decimal("0.12"))
        if self.forbehold is Forbehold.OVER:
            return share >= self.andel - Decimal("0.005")
        if self.forbehold is Forbehold.UNDER:
            return share <= self.andel + Decimal("0.005")
        if self.forbehold is Forbehold.NESTEN:
            return self.andel - 2 * near <= share <= self.andel + Decimal("0.01")
        return abs(share - self.andel) <= near


def share_words(setning: Setning) -> tuple[Andelsord, ...]:
    """The shares that a sentence says in words."""
    return _share_words(setning.tekst)


def in_share_words(setning: Setning, number: Tall) -> bool:
    """Whether a number is a word of a share («ti» in «åtte av ti»), which counts nothing by itself."""
    return any(number.start < said.slutt and said.start < number.slutt for said in share_words(setning))


def is_rounded(setning: Setning, said: tuple[Tall, Tall], share: Tall) -> bool:
    """«Fire av fem (81,3 prosent)»: a share in words is rounded, and right when the percent rounds to it."""
    part, whole = said
    in_words = any(words.start <= part.start and whole.slutt <= words.slutt for words in share_words(setning))
    return in_words and round(share.verdi * whole.verdi / HUNDRED) == part.verdi


@lru_cache(maxsize=1024)
def _share_words(text: str) -> tuple[Andelsord, ...]:
    said = ((match, _value(match)) for match in _ANDEL.finditer(text))
    return tuple(
        Andelsord(share, _hedge(text, match), match.start(), match.end())
        for match, share in said
        if share is not None and share < 1
    )


def _hedge(text: str, match: re.Match[str]) -> Forbehold:
    """The hedge before the words; «de fleste» says more than half by itself."""
    return Forbehold.OVER if match.group("flest") else forbehold_before(text[: match.start()])


def _value(match: re.Match[str]) -> Decimal | None:
    said = {name: word.lower() for name, word in match.groupdict().items() if word}
    if "halv" in said or "flest" in said:
        return Decimal("0.5")
    if "hver" in said:
        return 1 / Decimal(_ORDENSTALL[said["hver"]])
    if "del" in said:
        return Decimal(TALLORD.get(said["teller"], 1)) / _DELER[said["del"]]
    part, whole = (
        Decimal(word) if word.isdigit() else Decimal(TALLORD.get(word, 1)) for word in (said["av"], said["totalt"])
    )
    return part / whole if whole else None


def check_share_words(lest: Lesning) -> Iterator[Funn]:
    """V19 and T03: shares and multiples in words against the numbers of their own sentence."""
    for setning, numbers in _told(lest):
        for said in share_words(setning):
            share = _stated(setning, numbers, said)
            if share is not None and not said.bears(share):
                yield _finding(setning, said, (share, f"tallene i setningen gir {_percent(share)} %"))
        yield from _multiples(setning, numbers)


def _told(lest: Lesning) -> Iterator[tuple[Setning, tuple[Tall, ...]]]:
    """The sentences that tell what was, and say a share or a multiple in words."""
    for setning, numbers in lest.pairs():
        if not share_words(setning) and not _names_a_multiple(setning.tekst):
            continue
        if setning.art not in {Art.OVERSKRIFT, Art.TABELLRAD} and not is_plan(setning) and not is_wish(setning.tekst):
            yield setning, numbers


@lru_cache(maxsize=1024)
def _names_a_multiple(text: str) -> bool:
    return bool(_GANGER.search(text))


def _stated(setning: Setning, numbers: tuple[Tall, ...], said: Andelsord) -> Decimal | None:
    """The share by the sentence's own numbers: a percent close by, or a part and the whole it is «av»."""
    others = [n for n in numbers if n.slutt <= said.start or n.start >= said.slutt]
    shares = [n for n in others if n.enhet is Enhet.PROSENT and _beside(setning, n, said)]
    if len(shares) == 1:
        return shares[0].verdi / HUNDRED
    counted = counts(tuple(others))
    wholes = [n for n in counted if _AV_TALL.search(setning.tekst[: n.start])]
    parts = [n for n in counted if n not in wholes]
    if len(wholes) == len(parts) == 1 and not shares and 0 < parts[0].verdi <= wholes[0].verdi:
        return parts[0].verdi / wholes[0].verdi
    return None


def _beside(setning: Setning, number: Tall, said: Andelsord) -> bool:
    between = setning.tekst[min(number.slutt, said.slutt) : max(number.start, said.start)]
    return len(between) <= 45 and not _BRUDD.search(between)


def _multiples(setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """«dobbelt så mange … (84 mot 40)»: the two numbers that stand with «mot»."""
    for match in _GANGER.finditer(setning.tekst):
        pairs = [
            (a, b)
            for a, b in pairwise(numbers)
            if a.enhet is b.enhet and re.search(r"\bmot\b", setning.tekst[a.slutt : b.start])
        ]
        if len(pairs) == 1 and pairs[0][1].verdi:
            now, before = (n.verdi for n in pairs[0])
            if not _is_multiple(setning, match, now / before):
                yield _wrong_multiple(setning, match, (now, before))


def _is_multiple(setning: Setning, match: re.Match[str], got: Decimal) -> bool:
    factor = _factor(match)
    hedge = forbehold_before(setning.tekst[: match.start()])
    if hedge is Forbehold.OVER:
        return got >= factor * Decimal("0.99")
    if hedge is Forbehold.UNDER:
        return got <= factor * Decimal("1.01")
    return factor * Decimal("0.85") <= got <= factor * Decimal("1.2")


def _factor(match: re.Match[str]) -> Decimal:
    if match.group("halv"):
        return Decimal("0.5")
    return Decimal(2) if match.group("dobbelt") else Decimal(TALLORD[match.group("n").lower()])


def _wrong_multiple(
    setning: Setning, match: re.Match[str], values: tuple[Decimal, Decimal], emne: Emne | None = None
) -> Funn:
    now, before = values
    text = (
        f"«{match.group()}» stemmer ikke: {format_tall(now)} mot {format_tall(before)} er "
        f"{format_tall(now / before, 1)} ganger. Rett ordene eller tallene."
    )
    sted = around(setning, match.start(), match.end(), 40)
    return Funn("T03", Niva.ADVARSEL, text, indikator=emne.indikator.id if emne else "", verdier=values, sted=sted)


def check_share_words_in_figures(lest: Lesning, bilde: Tallbilde) -> Iterator[Funn]:
    """V19 and T03: the same, where the sentence gives no numbers, against the service's figures."""
    for setning, numbers in _told(lest):
        if len(lest.areas(setning)) > 1:
            continue
        area = areas_meant(lest, bilde, setning)[0]
        years = {int(year) for year in re.findall(r"\b20\d\d\b", setning.tekst)}
        ar = years.pop() if len(years) == 1 else lest.ar
        for said in share_words(setning):
            words = _clause(setning, said)
            known = [] if _stated(setning, numbers, said) else share_of_service(bilde, setning, words, (area, ar))
            known = known or ([] if _stated(setning, numbers, said) else shares_meant(bilde, words, (area, ar)))
            if known and known[0].fit >= _SIKKER and not any(said.bears(share.verdi) for share in known):
                name = f"{known[0].navn} for {bilde.area_name(area)} i {ar}"
                yield _finding(setning, said, (known[0].verdi, f"{name} gir {_percent(known[0].verdi)} %"), known[0].emne)
        for match in _GANGER.finditer(setning.tekst):
            yield from _multiple_in_figures(bilde, setning, match, (area, lest.ar))


def _clause(setning: Setning, said: Andelsord) -> str:
    """The clause around a share, without the share's own words."""
    text = setning.tekst
    start = max((m.end() for m in _BRUDD.finditer(text, 0, said.start)), default=0)
    end = next((m.start() for m in _BRUDD.finditer(text, said.slutt)), len(text))
    return f"{text[start : said.start]} {text[said.slutt : end]}"


def _multiple_in_figures(
    bilde: Tallbilde, setning: Setning, match: re.Match[str], when: tuple[OmradeId, int]
) -> Iterator[Funn]:
    """«dobbelt så mange meldinger som i fjor»: the figure of the year against the one of the year named."""
    earlier = _FJOR.search(setning.tekst, match.end())
    if earlier is None or not re.search(r"\bsom\b", earlier.group()):
        return
    area, ar = when
    own = frozenset(content_stems(setning.tekst[match.end() : earlier.start()]))
    before_year = int(earlier.group("ar") or ar - 1)
    for score, emne in bilde.sok.find(dict.fromkeys(own, 1.0), _SIKKER):
        now, before = bilde.year_value(emne, area, ar), bilde.year_value(emne, area, before_year)
        if now is None or not before or score * share_explained(bilde, own, emne) < _SIKKER:
            continue
        if not _is_multiple(setning, match, now / before):
            yield _wrong_multiple(setning, match, (now, before), emne)
        return


def _percent(share: Decimal) -> str:
    return format_tall(HUNDRED * share, 1)


def _finding(setning: Setning, said: Andelsord, got: tuple[Decimal, str], emne: Emne | None = None) -> Funn:
    words = setning.tekst[said.start : said.slutt]
    hedge = {Forbehold.OVER: "over ", Forbehold.UNDER: "under ", Forbehold.NESTEN: "nesten "}.get(said.forbehold, "")
    text = f"Teksten sier «{hedge}{words}» ({_percent(said.andel)} %), men {got[1]}. Rett ordene eller tallene."
    sted = around(setning, said.start, said.slutt, 40)
    values = (HUNDRED * said.andel, HUNDRED * got[0])
    return Funn("V19", Niva.ADVARSEL, text, indikator=emne.indikator.id if emne else "", verdier=values, sted=sted)
