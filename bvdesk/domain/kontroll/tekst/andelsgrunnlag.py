"""The shares that the figures give for what a clause speaks of, and percents in a text held against them (V19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.emner import VERB, Emne
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.navngitt import clause, named, subject_of, where, wholes_of
from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.kontroll.tekst.ordene_rundt import is_change
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff, stated_span
from bvdesk.domain.record import record
from bvdesk.domain.tall.indikator import Kv
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.tallformat import format_tall

HUNDRED = Decimal(100)
_MULIG, _SIKKER = 0.6, 0.65
_STO_FOR = re.compile(r"\b(?:st[oå]d? for|står for|utgj\w+|kjem fr[aå]|kom fr[aå]|gjaldt|gjeld)\b", re.IGNORECASE)
_NAER = Decimal("1.5")


@record
class Andel:
    """A share that the figures give: its value as a part of one, what it is of, and how well the words name it."""

    verdi: Decimal
    emne: Emne
    navn: str
    fit: float


def shares_meant(bilde: Tallbilde, words: str, when: tuple[OmradeId, int]) -> list[Andel]:
    """The shares that words may mean, best named first: a percent of that name, or a count of its declared whole."""
    own = frozenset(content_stems(words))
    if len(own - bilde.navnestammer) < 2:
        return []
    return [share for hit in named(bilde, words, _MULIG) for share in _shares_of(bilde, hit.emne, (own, hit.fit), when)]


def _shares_of(
    bilde: Tallbilde, emne: Emne, said: tuple[frozenset[str], float], when: tuple[OmradeId, int]
) -> Iterator[Andel]:
    own, fit = said
    value = None if emne.kategori else bilde.year_value(emne, *when)
    if value is None:
        return
    if emne.enhet is Enhet.PROSENT:
        yield Andel(value / HUNDRED, emne, emne.navn.lower(), fit)
        return
    for whole in wholes_of(bilde, emne.indikator.id):
        base, total = _known(bilde, whole, when)
        if total and value <= total and (set(whole.stammer) - VERB) & own:
            yield Andel(value / total, emne, f"{emne.navn.lower()} av {base.navn.lower()}", fit)


def _known(bilde: Tallbilde, whole: Emne, when: tuple[OmradeId, int]) -> tuple[Emne, Decimal | None]:
    """The whole's figure; where it has none, what came in of what it says went out («konkludert» of «mottatt»)."""
    value = bilde.year_value(whole, *when)
    for balance in bilde.beregning.katalog.balanser_for.get(whole.indikator.id, ()) if value is None else ():
        came = subject_of(bilde, balance.inn)
        if came and balance.ut == whole.indikator.id:
            return came, bilde.year_value(came, *when)
    return whole, value


def share_of_service(bilde: Tallbilde, setning: Setning, words: str, when: tuple[OmradeId, int]) -> list[Andel]:
    """«Modum sto for 76 prosent av meldingene»: what one kommune, or a quarter, has of the service's or the year's."""
    area, ar = when
    span = stated_span(setning, ar)
    if not _STO_FOR.search(words) or (span is None and not _is_one_of_many(bilde, area, words)):
        return []
    found = []
    for hit in named(bilde, words, _SIKKER):
        emne = hit.emne
        if emne.enhet is Enhet.PROSENT or emne.indikator.kv is Kv.FORHOLD:
            continue
        part = bilde.verdi(emne, area, span) if span else bilde.year_value(emne, area, ar)
        whole = bilde.year_value(emne, area if span else TJENESTEN, ar)
        if part is not None and whole:
            of = f"{bilde.area_name(area)}s del av " if not span else "kvartalets del av "
            found.append(Andel(part / whole, emne, of + emne.navn.lower(), hit.fit))
    return found


def _is_one_of_many(bilde: Tallbilde, area: OmradeId, words: str) -> bool:
    return area in bilde.deltakere and len(bilde.deltakere) > 1 and bilde.navn[area] in words


def check_shares_in_figures(lest: Lesning, bilde: Tallbilde, hits: list[Treff]) -> Iterator[Funn]:
    """V19: a percent that no figure of that name gives, against the counts that its clause names."""
    for hit in hits:
        number, setning = hit.tall, hit.setning
        if number.enhet is not Enhet.PROSENT or hit.dom is Dom.AVLEDET or is_plan(setning):
            continue
        if setning.art in {Art.TABELLRAD, Art.OVERSKRIFT} or is_change(setning, number):
            continue
        stretch = clause(setning.tekst, number.start, number.slutt)
        area = where(lest, bilde, setning, stretch)
        of_another = hit.omrade == TJENESTEN and area in bilde.deltakere  # the service's share, said of a kommune
        if hit.dom is Dom.BEKREFTET and not (of_another and bilde.navn.get(area or hit.omrade, "") in setning.tekst):
            continue
        if area is None or sum(1 for n in lest.numbers(setning) if n.enhet is Enhet.PROSENT and _within(n, stretch)) != 1:
            continue
        when = (area, lest.year(setning, number))
        words = f"{setning.tekst[stretch[0] : number.start]} {setning.tekst[number.slutt : stretch[1]]}"
        shares = share_of_service(bilde, setning, words, when) or shares_meant(bilde, words, when)
        if shares and shares[0].fit >= _SIKKER and not any(number.fits(HUNDRED * share.verdi) for share in shares):
            yield from _finding(bilde, hit, shares[0], when)


def _within(number: Tall, stretch: tuple[int, int]) -> bool:
    return stretch[0] <= number.start < stretch[1]


def _finding(bilde: Tallbilde, hit: Treff, share: Andel, when: tuple[OmradeId, int]) -> Iterator[Funn]:
    number, got = hit.tall, HUNDRED * share.verdi
    low, high = sorted((abs(number.verdi), got))
    if not low or high / low > _NAER:
        return
    text = (
        f"Teksten sier {number.raa} prosent, men {share.navn} for {bilde.area_name(when[0])} i {when[1]} er "
        f"{format_tall(got, max(1, number.desimaler))} prosent etter tallene. Rett andelen eller tallene."
    )
    sted = around(hit.setning, number.start, number.slutt, 40)
    name = bilde.area_name(when[0])
    yield Funn("V19", Niva.ADVARSEL, text, name, share.emne.indikator.id, str(when[1]), (number.verdi, got), sted)
