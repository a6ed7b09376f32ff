"""Rules that follow from the law and from good practice: V10, V25, V27, V28, V31."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.regler.regel import Grunn, finding
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator

TIL_UNDERSOKELSE, STARTET = "meldinger_til_undersokelse", "undersokelser_startet"
FRISTBRUDD = ("meldinger_fristbrudd", "undersokelser_fristbrudd")
UTVIDET = "undersokelser_utvidet_frist"
FOSTERHJEM = "omsorg_fosterhjem_slutt"
KRAV = ("oppfolging_barn_krav", "tilsyn_barn_krav")
TELT = ("barn", "saker", "vedtak", "familier", "plasseringer", "flyttinger")


def v10_started(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V10: meldinger sent on and undersøkelser started differ much; one child may have several meldinger."""
    if celle.indikator != STARTET or celle.kategori:
        return
    sent = grunn.verdi(Celle(TIL_UNDERSOKELSE, "", celle.omrade, celle.periode))
    if sent is None or abs(sent - verdi) <= 3 or abs(sent - verdi) * 10 <= max(sent, verdi):
        return
    text = (
        f"{grunn.tekst(celle, sent)} meldinger gikk til undersøkelse, "
        f"men {grunn.tekst(celle, verdi)} undersøkelser ble startet. "
        "Det kan stemme (flere meldinger om samme barn). Se over tallene."
    )
    yield finding(grunn, ("V10", Niva.INFO), celle, text, (verdi, sent))


def v25_breach_comment(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V25 (bvl. §§ 2-1, 2-2): fristbrudd are explained: why, and what is done about it."""
    if celle.indikator not in FRISTBRUDD or verdi <= 0 or not grunn.in_report(celle) or grunn.typed(celle) is None:
        return
    if grunn.merknad(celle) or (celle.indikator, celle.omrade, celle.periode.ar) in grunn.nevnt:
        return
    text = f"{grunn.navn(celle)} er {grunn.tekst(celle, verdi)}. Skriv en kommentar om årsak og tiltak."
    yield finding(grunn, ("V25", Niva.ADVARSEL), celle, text, (verdi,))


def v27_extended(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V27 (bvl. § 2-2): an extended undersøkelse is a fristbrudd only after six months."""
    if celle.indikator != UTVIDET or verdi <= 0 or not grunn.in_report(celle):
        return
    breaches = grunn.verdi(Celle(FRISTBRUDD[1], "", celle.omrade, celle.periode))
    if breaches:
        text = (
            f"{grunn.tekst(celle, verdi)} undersøkelser har utvidet frist, "
            f"og {grunn.tekst(celle, breaches)} er ført som fristbrudd. "
            "Sjekk at de utvidede bare er med når de varte over seks måneder."
        )
        yield finding(grunn, ("V27", Niva.INFO), celle, text, (verdi, breaches))


def v28_visits(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V28: children in fosterhjem, but none with a right to visits or supervision."""
    if celle.indikator not in KRAV or verdi != 0:
        return
    stock = grunn.verdi(Celle(FOSTERHJEM, "", celle.omrade, celle.periode))
    if stock:
        text = f"{grunn.navn(celle)} er 0, men {grunn.tekst(celle, stock)} barn bor i fosterhjem. Se over kravet."
        yield finding(grunn, ("V28", Niva.INFO), celle, text, (verdi, stock))


def named_otherwise(indikator: Indikator) -> bool:
    """Whether the label's first counted thing is another than the unit."""
    return indikator.enhet in TELT and _first_counted(indikator) not in {"", indikator.enhet}


def _first_counted(indikator: Indikator) -> str:
    first = indikator.etikett.lower().removeprefix("antall ").split()[0].strip(",.:;")
    return first if first in TELT else ""


def v31_unit(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V31: the label's first counted thing is the unit («Saker …» counted in barn is not)."""
    indikator = grunn.indikator(celle)
    if named_otherwise(indikator) and grunn.in_report(celle):
        text = (
            f"Etiketten «{indikator.etikett}» sier {_first_counted(indikator)}, men enheten er {indikator.enhet}. "
            "Rett etiketten eller enheten."
        )
        yield finding(grunn, ("V31", Niva.INFO), celle, text, (verdi,))
