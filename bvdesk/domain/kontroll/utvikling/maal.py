"""A level held against another: fylket, landet, the group one compares with, and the service's own targets (T07, T10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.kontroll.utvikling.melding import Sak, contradiction
from bvdesk.domain.kontroll.utvikling.ordtabeller import KOMPARATIV
from bvdesk.domain.kontroll.utvikling.rangering import Sagt, held_against, year_said
from bvdesk.domain.kontroll.utvikling.samtale import Omtale, Samtale, of_share
from bvdesk.domain.tall.omrade import OmradeId

_OVER_UNDER = re.compile(
    r"\b(?:ligg(?:er)?|låg|lå|er|var|har|hadde|kom|havnet|hamna)\b[^.;]{0,40}?\b(?P<ord>(?P<opp>over|oppom)|(?P<ned>under))\b"
    r"(?=[^.;]{0,25}?(?:snitt|gjennomsnitt|fylke|land|nivå|tall|tal\b|gruppe))",
    re.IGNORECASE,
)
_ENN = re.compile(r"\benn\b", re.IGNORECASE)
_MAL = re.compile(
    r"\b(?:mål(?:et|tallet|talet|settingen)?|norm(?:tallet|talet|en)?|krav(?:et)?)\b(?:\s(?:vårt|om|på|er|for 20\d\d))*"
    r"(?:\s(?:minst|maks|under|høyst|høgst|over|inntil))?\s$",
    re.IGNORECASE,
)
_NADD = re.compile(
    r"\b(?:nådd|nådde|nådd[ed]e|oppnådd|oppnådde|innfridd|innfritt|innfridde|oppfylt|oppfylte|passert|passerte)\b",
    re.IGNORECASE,
)
_NEKTET = re.compile(r"\b(?:ikke|ikkje|verken|ingen|nesten|langt fra|langt frå)\b", re.IGNORECASE)
_TAK = re.compile(r"fristbrudd|sykefravær|turnover|brudd|venter|avvik|overforbruk|merforbruk|per årsverk", re.IGNORECASE)
_UNDER_MAL = re.compile(r"\b(?:under|høyst|høgst|maks\w*|inntil|ikke mer enn|ikkje meir enn)\s", re.IGNORECASE)


def check_references(samtale: Samtale, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T07: over or under fylket, landet or the group one compares with."""
    if setning.art in {Art.OVERSKRIFT, Art.TABELLRAD}:
        return
    for match, rest in _comparisons(setning):
        others = [area for area in samtale.named_areas(rest) if area not in samtale.bilde.deltakere]
        start, end = samtale.clause(setning, match.start())
        about = _own(samtale, setning, (start, max(end, match.end())), setning.tekst[start:end])
        if others and (about is None or not about.sikker):
            about = _by_reference(samtale, numbers, others[0])
        if about is None or not about.sikker:
            continue
        for other in others:
            yield from _beside(samtale, (setning, match, (start, max(end, match.end()))), about, other)


def _comparisons(setning: Setning) -> Iterator[tuple[re.Match[str], str]]:
    """The words of comparison, each with what stands after it."""
    for match in _OVER_UNDER.finditer(setning.tekst):
        yield match, setning.tekst[match.end() :]
    for match in KOMPARATIV.finditer(setning.tekst):
        enn = _ENN.search(setning.tekst, match.end(), match.end() + 70)
        if enn:
            yield match, setning.tekst[enn.end() : enn.end() + 45]


def _own(samtale: Samtale, setning: Setning, span: tuple[int, int], words: str) -> Omtale | None:
    about = samtale.about(setning, span, of_share(words))
    if about is None:
        return None
    own = samtale.named_areas(setning.tekst[: span[1]])
    kommuner = tuple(area for area in own if area in samtale.bilde.deltakere)
    frame = (samtale.bilde.ramme.omrade,)
    return Omtale(about.emner, kommuner if len(kommuner) == 1 else frame, hver=False, sikker=about.sikker)


def _by_reference(samtale: Samtale, numbers: tuple[Tall, ...], other: OmradeId) -> Omtale | None:
    """The one subject that has the number of the sentence for the area it is held against."""
    ar, bilde = samtale.lest.ar, samtale.bilde
    kept = {emne for emne in bilde.emner if (other, ar) in bilde.registrert.get((emne.indikator.id, emne.kategori), ())}
    found = [
        emne
        for emne in bilde.emner
        if emne in kept and (value := samtale.value(emne, other, ar)) is not None and any(n.fits(value) for n in numbers)
    ]
    return Omtale(tuple(found), (bilde.ramme.omrade,), hver=False, sikker=True) if len(found) == 1 else None


def _beside(samtale: Samtale, said: Sagt, about: Omtale, other: OmradeId) -> Iterator[Funn]:
    setning, match, (start, end) = said
    if not about.omrader:
        return
    ar = year_said(setning.tekst[start:end], samtale.lest.ar)
    yield from held_against(samtale, (setning, match, (match.start(), end)), about.emner, (about.omrader[0], other, ar))


def check_targets(samtale: Samtale, setning: Setning, numbers: tuple[Tall, ...]) -> Iterator[Funn]:
    """T10: «Målet på 60 familieråd ble nådd» against the year's figure."""
    reached = _NADD.search(setning.tekst)
    if reached is None or setning.art in {Art.OVERSKRIFT, Art.TABELLRAD}:
        return
    for number in numbers:
        ahead = setning.tekst[: number.start]
        if not _MAL.search(ahead) and not re.search(r"\bmål\w*\b[^.;\d]{0,40}$", ahead, re.IGNORECASE):
            continue
        yield from _target(samtale, setning, number, reached)


def _target(samtale: Samtale, setning: Setning, number: Tall, reached: re.Match[str]) -> Iterator[Funn]:
    ar = samtale.lest.ar
    enhet = Enhet.PROSENT if number.enhet is Enhet.PROSENT else Enhet.ANTALL

    def fits(emne: Emne) -> bool:
        return emne.enhet is enhet and "Mål for" not in emne.navn

    about = samtale.about(setning, (0, len(setning.tekst)), fits)
    if about is None or not about.sikker or len(about.omrader) != 1:
        return
    start, end = samtale.clause(setning, reached.start())
    said = not _NEKTET.search(setning.tekst, start, end)
    wrong = []
    for emne in about.emner:
        value = samtale.value(emne, about.omrader[0], ar)
        if value is None:
            continue
        low = bool(_TAK.search(emne.navn)) or bool(_UNDER_MAL.search(setning.tekst[: number.start]))
        if (value <= number.verdi if low else value >= number.verdi) is said:
            return
        wrong.append((emne, value))
    if wrong:
        emne, value = wrong[0]
        sak = Sak(emne, about.omrader[0], setning, 0, reached.end())
        area = samtale.bilde.area_name(sak.omrade)
        why = f"{emne.navn.lower()} for {area} i {ar} er {emne.text(value)}, mot målet {number.raa}"
        yield contradiction(samtale.bilde, "T10", sak, why, ((number.verdi, value), ar))
