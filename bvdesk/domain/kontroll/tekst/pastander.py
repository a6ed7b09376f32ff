"""Claims in words against the figures: direction, comparison, both kommuner, change over time (T02, T07–T09)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import RETNINGSORD, Retning, content_stems, directions_in, retning
from bvdesk.domain.kontroll.tekst.ordene_rundt import share_explained
from bvdesk.domain.kontroll.tekst.tall import Enhet
from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import FYLKET, LANDET, TJENESTEN, OmradeId

_TENKT = re.compile(
    r"\b(?:kan|vil|skal|bør|må|dersom|hvis|ønsker|mål|målet|behov for|for å|forvent\w*|burde|kunne|ville|risiko|fare|unngå|"
    r"redusere|øke|styrke|kreves|krever|hindre|enn noen gang|generell\w*|demografisk\w*|indikator\w*)\b",
    re.IGNORECASE,
)
_ENN = re.compile(r"\b(?:enn|sammenlignet med|samanlikna med|i forhold til)\b", re.IGNORECASE)
_REFERANSE = {
    FYLKET: re.compile(r"\bfylke(?:t|ts|ssnitt\w*|sgjennomsnitt\w*)\b", re.IGNORECASE),
    LANDET: re.compile(r"\bland(?:et|ssnitt\w*|sgjennomsnitt\w*)\b", re.IGNORECASE),
}
_VIDERE = re.compile(r"^(?:Samtidig|Derimot|I tillegg|Også|På den andre siden|Samtidig som|Likevel)\b")
_KODE = re.compile(r"\b(2[345]\d)0?\b")
_BEGGE = re.compile(r"\b(?:både .{3,30} og|begge (?:kommune\w*)?|alle (?:tre |fire |fem |seks )?kommune\w*)", re.IGNORECASE)
_OVER_TID = re.compile(
    r"sammenlignet med|fra 20\d\d|siden 20\d\d|\bi fjor\b|forrige år|året før|i forhold til|enn i 20\d\d", re.IGNORECASE
)
_FRA_TIL = re.compile(r"\bfr[aå]\b[^.]*?\b(20\d\d)\b[^.]*?\btil\b[^.]*?\b(20\d\d)\b", re.IGNORECASE)
_SIKKER, _MARGIN = 0.6, 0.08
_FLERE_AR = re.compile(r"siste årene|seneste år|flere år|over tid|de senere år", re.IGNORECASE)
_VAGUE = frozenset("høyere høgare lavere lågare flere fleire færre".split())
_PROSENTVIS = re.compile(r"prosentvis|\bandel\w*|prosentandel", re.IGNORECASE)
_TIDSORD = frozenset(
    "sammenlign forhold fjor halv kvart period uttrykk grad visar antal betydel liten stor mark svak kraft".split()
)
_FOR_VIDE = frozenset("barn sak grupp tall funksjon utvikling arbeid situasjon fag tid uke".split())
_DELPERIODE = re.compile(r"halvår|halvdel|kvartal|tertial|utover i", re.IGNORECASE)
_SKILLE = re.compile(r"[,;](?!\d)| men | mens | samtidig | hvilket | noe som | og dette ")


@record
class Pastand:
    """A claim of direction: the word, its clause and what the clause is about."""

    setning: Setning
    ord: str
    retning: Retning
    start: int
    slutt: int
    stammer: frozenset[str]
    hovedord: tuple[str, ...]
    enkelt: bool


def check_claims(lest: Lesning, bilde: Tallbilde) -> Iterator[Funn]:
    """All findings about claims without a number of their own."""
    for claim in claims(lest):
        reference = _reference(lest, bilde, claim.setning)
        if reference is not None:
            yield from _compared(lest, bilde, claim, reference)
        elif not _comparative_only(claim):
            yield from _over_time(lest, bilde, claim)


def claims(lest: Lesning) -> Iterator[Pastand]:
    """Every word of direction in a sentence that tells what has happened."""
    for setning in lest.setninger:
        directions = directions_in(setning.tekst)
        if not directions or setning.art in {Art.OVERSKRIFT, Art.TABELLRAD} or is_plan(setning):
            continue
        for match in directions:
            start, end = _clause(setning.tekst, match)
            clause = setning.tekst[start:end]
            if is_wish(clause):
                continue
            stems, heads = _topic(setning.tekst, match, (start, end))
            lone = len(list(RETNINGSORD.finditer(clause))) == 1
            yield Pastand(setning, match.group(), retning(match), start, end, stems, heads, lone)


@lru_cache(maxsize=2048)
def is_wish(clause: str) -> bool:
    """Whether a clause tells what may, should or must be, rather than what has been."""
    return bool(_TENKT.search(clause))


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    start = max((m.end() for m in _SKILLE.finditer(text, 0, match.start())), default=0)
    end = next((m.start() for m in _SKILLE.finditer(text, match.end())), len(text))
    return start, end


def _topic(text: str, match: re.Match[str], clause: tuple[int, int]) -> tuple[frozenset[str], tuple[str, ...]]:
    """What the direction is said of: the stems around it, and the nouns that carry them («meldinger og tiltak»)."""
    after = text[match.end() : clause[1]]
    noun_form = re.match(r"\s(?:i|av|på antall|for)\s(.{3,70})", after)
    if noun_form:
        said = noun_form.group(1)
        heads = _heads(re.split(r"\s(?:i|av|på|for|fra|til|med|som|både|de|sammenlignet)\s", said)[0])
        return frozenset(content_stems(said)) - _TIDSORD, heads
    ahead = text[clause[0] : match.start()]
    phrase = re.split(r"\b(?:at|viser|ser|hatt)\b", ahead)[-1]
    return frozenset(content_stems(f"{ahead} {after[:60]}")) - _TIDSORD, _heads(
        re.split(r"\s(?:i|av|på|for|fra|til)\s", phrase)[0]
    )


def _heads(phrase: str) -> tuple[str, ...]:
    """The nouns of a phrase: each side of «og», last word first thing."""
    nouns = (noun for side in re.split(r"\sog\s|\seller\s", phrase) for noun in content_stems(side)[-1:])
    return tuple(noun for noun in nouns if noun not in _TIDSORD | _FOR_VIDE)


def _comparative_only(claim: Pastand) -> bool:
    """«høyere», «lavere», «flere», «færre», «stabilt» say nothing over time unless the clause names two times."""
    vague = claim.ord.lower() in _VAGUE
    return vague and not _OVER_TID.search(claim.setning.tekst[claim.start : claim.slutt])


def _reference(lest: Lesning, bilde: Tallbilde, setning: Setning) -> OmradeId | None:
    """The area a sentence compares with; «Samtidig …» goes on with the one of the sentence before."""
    against = _ENN.search(setning.tekst)
    for area, pattern in _REFERANSE.items():
        if against and pattern.search(setning.tekst, against.end()):
            return area
    for area in bilde.sammenligning:
        if re.search(rf"\benn {re.escape(bilde.navn[area])}\b", setning.tekst):
            return area
    before = lest.before(setning)
    if before is not None and before.blokk == setning.blokk and _VIDERE.match(setning.tekst):
        return _reference(lest, bilde, before)
    return None


def _subjects(bilde: Tallbilde, claim: Pastand, least: float) -> list[tuple[float, Emne]]:
    """The subjects a claim names; a function code in the sentence must stand in the subject's label or id."""
    found = bilde.sok.find(dict.fromkeys(claim.stammer, 1.0), least)
    codes = _KODE.findall(claim.setning.tekst)
    if codes:
        found = [(s, e) for s, e in found if any(code in e.indikator.id or code in e.navn for code in codes)]
    if _PROSENTVIS.search(claim.setning.tekst[claim.start : claim.slutt]):
        found = [(s, e) for s, e in found if e.enhet is Enhet.PROSENT]
    return found


def _compared(lest: Lesning, bilde: Tallbilde, claim: Pastand, reference: OmradeId) -> Iterator[Funn]:
    """T07: «høyere enn fylket» against both values."""
    ar = lest.ar
    for _, emne in _subjects(bilde, claim, 0.3):
        own, other = bilde.year_value(emne, bilde.ramme.omrade, ar), bilde.year_value(emne, reference, ar)
        if own is None or other is None:
            continue
        yield from _both_named(lest, bilde, claim, emne)
        if (claim.retning is Retning.OPP and own < other) or (claim.retning is Retning.NED and own > other):
            text = (
                f"Teksten sier «{claim.ord}», men {emne.navn.lower()} i {ar} er {emne.text(own)} for "
                f"{bilde.area_name(bilde.ramme.omrade)} og {emne.text(other)} "
                f"for {bilde.area_name(reference)}. Rett ordet eller tallene."
            )
            yield _about(claim, "T07", (Niva.ADVARSEL, text), emne, (own, other))
        return


def _both_named(lest: Lesning, bilde: Tallbilde, claim: Pastand, emne: Emne) -> Iterator[Funn]:
    """T08: said of each kommune, known only for the service."""
    if not _BEGGE.search(claim.setning.tekst):
        return
    missing = [bilde.navn[k] for k in bilde.deltakere if bilde.year_value(emne, k, lest.ar) is None]
    value = bilde.year_value(emne, TJENESTEN, lest.ar)
    if missing and value is not None:
        text = (
            f"Påstanden gjelder hver kommune, men {emne.navn.lower()} i {lest.ar} finnes bare samlet ({emne.text(value)}). "
            f"Før tall for {' og '.join(missing)}, eller si at tallet er felles."
        )
        yield _about(claim, "T08", (Niva.INFO, text), emne, (value,))


def _over_time(lest: Lesning, bilde: Tallbilde, claim: Pastand) -> Iterator[Funn]:
    """T02 and T09: a change said of something, against the figures of the two years."""
    now, earlier = _years(lest, claim)
    area = _area(lest, bilde, claim.setning)
    if not claim.stammer or now > lest.ar or area is None or _DELPERIODE.search(claim.setning.tekst):
        return
    meant = []
    for score, emne in _subjects(bilde, claim, 0.5):
        fit = score * share_explained(bilde, claim.stammer, emne)
        after = bilde.year_value(emne, area, now)
        before = _value_before(bilde, claim, (emne, area), (now, earlier))
        if after is not None and before is not None:
            meant.append((fit, emne, (before, (now, after))))
    best = max((fit for fit, _, _ in meant), default=0.0)
    likely = [row for row in meant if best - row[0] <= _MARGIN]
    if likely and all(_contradicts(claim, emne, before[1], after[1]) for _, emne, (before, after) in likely):
        fit, emne, values = max(likely, key=lambda row: row[0])
        yield _wrong_way(claim, emne, values, sure=fit >= _SIKKER)
        return
    yield from _one_period(bilde, claim, (area, now, earlier))


def _value_before(
    bilde: Tallbilde, claim: Pastand, what: tuple[Emne, OmradeId], years: tuple[int, int]
) -> tuple[int, Decimal] | None:
    """The value to compare with: of the named or last year; «de siste årene» goes as far back as figures go."""
    emne, area = what
    now, earlier = years
    span = range(now - 5, now) if _FLERE_AR.search(claim.setning.tekst) else (earlier,)
    values = [(year, value) for year in span if (value := bilde.year_value(emne, area, year)) is not None]
    return values[0] if len(values) >= min(2, len(span)) else None


def _years(lest: Lesning, claim: Pastand) -> tuple[int, int]:
    span = _FRA_TIL.search(claim.setning.tekst, claim.start, claim.slutt)
    if span and span.group(1) < span.group(2):
        return int(span.group(2)), int(span.group(1))
    years = sorted({int(y) for y in re.findall(r"\b20\d\d\b", claim.setning.tekst)})
    now = lest.ar if lest.ar in years or not years else years[-1]
    if now < lest.ar and _OVER_TID.search(claim.setning.tekst):
        return lest.ar, now
    others = [y for y in years if y < now]
    if others and _OVER_TID.search(claim.setning.tekst):
        return now, others[0]
    return now, now - 1


def _area(lest: Lesning, bilde: Tallbilde, setning: Setning) -> OmradeId | None:
    names = lest.areas(setning)
    if len(names) == 1:
        return next((key for key, name in bilde.navn.items() if name in names), None)
    return bilde.ramme.omrade


def _contradicts(claim: Pastand, emne: Emne, before: Decimal, after: Decimal) -> bool:
    if claim.retning is Retning.LIKT:
        limit = Decimal(2) if emne.enhet is Enhet.PROSENT else max(Decimal(3), abs(before) * Decimal("0.1"))
        return abs(after - before) > limit
    return after <= before if claim.retning is Retning.OPP else after >= before


def _wrong_way(claim: Pastand, emne: Emne, values: tuple[tuple[int, Decimal], tuple[int, Decimal]], *, sure: bool) -> Funn:
    (earlier, before), (now, after) = values
    text = (
        f"Teksten sier «{claim.ord}», men {emne.navn.lower()} var {emne.text(before)} i {earlier} og "
        f"{emne.text(after)} i {now}. Rett ordet, eller si hva påstanden gjelder."
    )
    level = Niva.ADVARSEL if sure and claim.enkelt and claim.retning is not Retning.LIKT else Niva.INFO
    return _about(claim, "T02", (level, text), emne, (before, after))


def _one_period(bilde: Tallbilde, claim: Pastand, when: tuple[OmradeId, int, int]) -> Iterator[Funn]:
    """T09: what the claim names is known for one of the two years only, so no reader can see the change."""
    area, now, earlier = when
    span = range(now - 5, now) if _FLERE_AR.search(claim.setning.tekst) else (earlier,)
    for family in (_family(bilde, noun) for noun in claim.hovedord):
        current = [e for e in family if bilde.year_value(e, area, now) is not None]
        if not current or any(bilde.year_value(e, area, year) is not None for e in family for year in span):
            continue
        emne = max(current, key=lambda e: len(set(e.stammer) & claim.stammer))
        value = bilde.year_value(emne, area, now) or Decimal(0)
        text = (
            f"Teksten sier «{claim.ord}», men det finnes ikke tall for {earlier} å sammenligne med "
            f"({emne.navn.lower()} er {emne.text(value)} i {now}). Før tallet for {earlier}, eller ta bort påstanden."
        )
        stated = bool(_OVER_TID.search(claim.setning.tekst))
        yield _about(claim, "T09", (Niva.ADVARSEL if stated else Niva.INFO, text), emne, (value,))
        return


def _family(bilde: Tallbilde, stem: str) -> list[Emne]:
    """The subjects whose label holds this very word, or ends a compound with it, counted or in kroner."""
    same = {known for known in bilde.sok.stems if _same_thing(known, stem)}
    return [emne for emne in bilde.emner if not same.isdisjoint(emne.stammer)]


def _same_thing(a: str, b: str) -> bool:
    """The same word, or one a compound that ends in the other («hjelpetiltak», «tiltak»)."""
    return a == b or (len(b) >= 5 and a.endswith(b)) or (len(a) >= 6 and b.endswith(a))


def _about(claim: Pastand, regel: str, what: tuple[Niva, str], emne: Emne, values: tuple[Decimal, ...]) -> Funn:
    sted = around(claim.setning, claim.start, claim.slutt, 0)
    return Funn(regel, what[0], what[1], indikator=emne.indikator.id, verdier=values, sted=sted)
