"""How a claim that the figures contradict is told: kommune, indicator, years, both numbers and what to do."""

from __future__ import annotations

from decimal import Decimal

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.record import record
from bvdesk.domain.tall.omrade import OmradeId


@record
class Sak:
    """What a claim is about: a subject in an area, and where in the text it is made."""

    emne: Emne
    omrade: OmradeId
    setning: Setning
    start: int
    slutt: int


def series_text(bilde: Tallbilde, sak: Sak, values: list[tuple[int, Decimal]]) -> str:
    """«bekymringsmeldinger mottatt for Vik var 120 i 2024 og 188 i 2025»."""
    told = [f"{sak.emne.text(value)} i {ar}" for ar, value in values]
    listed = " og ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    return f"{sak.emne.navn.lower()} for {bilde.area_name(sak.omrade)} var {listed}"


def contradiction(bilde: Tallbilde, regel: str, sak: Sak, why: str, what: tuple[tuple[Decimal, ...], int]) -> Funn:
    """A finding: the words, what the figures say instead, and what to do; `what` is the numbers and the year."""
    values, ar = what
    said = sak.setning.tekst[sak.start : sak.slutt].strip(" ,.;:")
    return Funn(
        regel,
        Niva.ADVARSEL,
        f"Teksten sier «{said}», men {why}. Rett ordene eller tallene.",
        bilde.area_name(sak.omrade),
        sak.emne.indikator.id,
        str(ar) if ar else "",
        values,
        sak.setning.sted(sak.start, sak.slutt),
    )
