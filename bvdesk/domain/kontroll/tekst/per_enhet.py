"""Averages and rates in a text («48,3 meldinger per kvartal», «19 853 kroner per barn») against the figures (V30)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art
from bvdesk.domain.kontroll.tekst.navngitt import clause, named, value_of, where
from bvdesk.domain.kontroll.tekst.ordene_rundt import is_change
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff, slip
from bvdesk.domain.record import record
from bvdesk.domain.tall.indikator import Kv
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.tallformat import format_tall

_TUSEN = r"(?:(?P<tusen>1[ .]?000|tusen)\s|(?P<hundre>100|hundre)\s)?"
_PER = re.compile(
    rf"\b(?:(?:per|pr\.?|for hver[t]?|for kvart?|hver[t]?|kvart?)\s{_TUSEN}(?P<enhet>\w+)"
    r"|i (?P<tid>måneden|månaden|kvartalet|uk[ea]n?|veka)\b|(?P<lig>månedlig|månadleg|kvartalsvis|ukentlig)\b)",
    re.IGNORECASE,
)
# What the words after «per» count, as indicators; the text may mean any of them.
_NEVNERE = (
    (re.compile(r"barn|unge", re.I), (
        "folketall_0_17", "barn_med_melding", "barn_undersokelse_eller_tiltak", "barn_med_tiltak_aret", "barn_plassert_aret",
        "barn_hjelpetiltak_aret", "barn_i_fosterhjem_aret", "barn_i_institusjon_aret",
    )),
    (re.compile(r"plasser|uten?for", re.I), ("barn_plassert_aret",)),
    (re.compile(r"ungdom|unge", re.I), ("barn_i_institusjon_aret", "ettervern_aret")),
    (re.compile(r"fosterh", re.I), ("barn_i_fosterhjem_aret",)),
    (re.compile(r"innb", re.I), ("folketall_0_17", "folketall_i_alt", "folketall_0_24")),
    (re.compile(r"årsverk|stilling|fagstilling", re.I), ("arsverk_i_alt", "arsverk_244", "arsverk_fagutdanning")),
    (re.compile(r"ansatt|tilsett|medarbeid|kontaktperson|saksbeh", re.I), (
        "faste_ansatte_snitt", "arsverk_244", "arsverk_i_alt",
    )),
    (re.compile(r"undersøk", re.I), ("undersokelser_avsluttet", "undersokelser_startet")),
    (re.compile(r"melding", re.I), ("meldinger_mottatt",)),
)  # fmt: skip
_TIDER = ((re.compile(r"måned|månad|mnd", re.I), Decimal(1)), (re.compile(r"kvartal", re.I), Decimal(3)))
_KOMMUNE = re.compile(r"kommune", re.IGNORECASE)
_UKE = re.compile(r"uk[ea]|veke", re.IGNORECASE)
_DET_GIR = re.compile(r"^\s*(?:det|dette)\s(?:gir|gjev|gav|ga|blir|vert|utgjør|utgjer)\s", re.IGNORECASE)
_NAER = Decimal("1.6")
_KOSTER = re.compile(r"kost|utgift|brukt|pris", re.IGNORECASE)


@record
class Rate:
    """A value that the words may mean, and how it is reckoned."""

    verdi: Decimal
    regning: str
    indikator: str


def check_rates(lest: Lesning, bilde: Tallbilde, hits: list[Treff]) -> Iterator[Funn]:
    """Every number said per something that the figures hold, where none of the readings gives it."""
    for hit in hits:
        number, setning = hit.tall, hit.setning
        if hit.dom is Dom.BEKREFTET or setning.art in {Art.TABELLRAD, Art.OVERSKRIFT} or is_plan(setning):
            continue
        if number.enhet not in {Enhet.ANTALL, Enhet.KRONER} or is_change(setning, number):
            continue
        stretch = clause(setning.tekst, number.start, number.slutt)
        match = _said_per(setning.tekst, number, stretch)
        area = where(lest, bilde, setning, stretch) if match else None
        if match is None or area is None:
            continue
        words = f"{setning.tekst[stretch[0] : match.start()]} {setning.tekst[match.end() : stretch[1]]}"
        words = _DET_GIR.sub(" ", words)
        rates = list(_rates(bilde, (number, words, match), (area, lest.year(setning, number))))
        if rates and not any(number.fits(rate.verdi) for rate in rates):
            yield from _finding(bilde, hit, min(rates, key=lambda rate: _distance(number, rate)), area)


def _said_per(text: str, number: Tall, stretch: tuple[int, int]) -> re.Match[str] | None:
    """«per …» after the number with at most a few words between, else in the clause before it."""
    after = _PER.search(text, number.slutt, stretch[1])
    if after and not re.search(r"\d", text[number.slutt : after.start()]) and after.start() - number.slutt <= 45:
        return after
    before = [m for m in _PER.finditer(text, stretch[0], number.start) if not re.search(r"\d", text[m.end() : number.start])]
    return before[-1] if before else None


def _rates(bilde: Tallbilde, said: tuple[Tall, str, re.Match[str]], when: tuple[OmradeId, int]) -> Iterator[Rate]:
    number, words, match = said
    factor = Decimal(1000 if match.group("tusen") else 100 if match.group("hundre") else 1)
    parts = list(_divisors(bilde, match, when))
    for key, name, amount in _amounts(bilde, (number, words), when):
        for divisor, unit in parts:
            if divisor:
                shown = (
                    f"{format_tall(amount)} / {format_tall(divisor)}{f' × {factor}' if factor != 1 else ''} ({name} {unit})"
                )
                yield Rate(factor * amount / divisor, shown, key)


def _amounts(bilde: Tallbilde, said: tuple[Tall, str], when: tuple[OmradeId, int]) -> Iterator[tuple[str, str, Decimal]]:
    """What is counted: the subjects the words name; for kroner without more, all that was spent."""
    number, words = said
    for hit in named(bilde, words, 0.6):
        value = bilde.year_value(hit.emne, *when)
        flow = hit.emne.indikator.kv is not Kv.FORHOLD
        if value is not None and flow and hit.emne.enhet is number.enhet:
            yield hit.emne.indikator.id, hit.emne.navn.lower(), value
    spent = value_of(bilde, "netto_drift_barnevern", *when)
    if number.enhet is Enhet.KRONER and spent is not None and _KOSTER.search(words):
        yield "netto_drift_barnevern", "netto driftsutgifter", spent


def _divisors(bilde: Tallbilde, match: re.Match[str], when: tuple[OmradeId, int]) -> Iterator[tuple[Decimal, str]]:
    unit = match.group("enhet") or match.group("tid") or match.group("lig")
    months = Decimal(bilde.ramme.periode.months if bilde.ramme.periode.ar == when[1] else 12)
    for words, length in _TIDER:
        if words.match(unit):
            yield months / length, f"per {'måned' if length == 1 else 'kvartal'}"
    if _KOMMUNE.match(unit) and when[0] == TJENESTEN:
        yield Decimal(len(bilde.deltakere)), "per kommune"
    if _UKE.match(unit):
        yield months * 52 / 12, "per uke"
    for words, keys in _NEVNERE:
        for key in keys if words.match(unit) else ():
            value = value_of(bilde, key, *when)
            if value:
                yield value, f"per {unit}"


def _distance(number: Tall, rate: Rate) -> Decimal:
    low, high = sorted((abs(number.verdi), abs(rate.verdi)))
    return high / low if low else Decimal(1000)


def _finding(bilde: Tallbilde, hit: Treff, rate: Rate, area: OmradeId) -> Iterator[Funn]:
    number = hit.tall
    if _distance(number, rate) > _NAER and not slip(number.verdi, round(rate.verdi, number.desimaler)):
        return
    text = (
        f"Teksten sier {number.raa}, men tallene for {bilde.area_name(area)} gir "
        f"{format_tall(rate.verdi, max(number.desimaler, 0 if number.verdi >= 100 else 1))}: {rate.regning}. "
        "Rett teksten eller tallene."
    )
    sted = around(hit.setning, number.start, number.slutt, 40)
    yield Funn("V30", Niva.ADVARSEL, text, bilde.area_name(area), rate.indikator, "", (number.verdi, rate.verdi), sted)
