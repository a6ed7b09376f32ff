"""Why a cell is hidden, in words for the preview. These words name small figures' places: never print them."""

from __future__ import annotations

from collections.abc import Sequence

from bvdesk.domain.oppramsing import enumerate_names
from bvdesk.prikking.monster import Monster, Tilstand
from bvdesk.prikking.publikasjon import Publikasjon

VIST = "Vises."
LAST = "Vises, fordi tallet allerede er kjent."
PRIMAER = "Skjult, fordi antallet er så lite at det kan vise til enkeltpersoner."
SKJULT_FOR = "Skjult, fordi tallet var skjult i en tidligere utgivelse."
IKKE_TRYKT = "Trykkes ikke i noen utgave."
FRA_FOR = "Skjult fra før. «Beregn på nytt» kan gi færre skjulte tall."
MANGLER = "Kan ikke beskyttes slik reglene krever. "
NEVNES = 3
"""How many protected cells are named before the rest are counted."""


def explain_all(publikasjon: Publikasjon, monster: Monster) -> dict[str, str]:
    """One or two sentences on what becomes of each cell and why, by id."""
    protects = monster.protects()
    ways = {item.celle: item.utveier for item in monster.ubeskyttbare}
    texts: dict[str, str] = {}
    for celle in publikasjon.celler:
        state = monster.tilstand[celle.id]
        if state is Tilstand.SEKUNDAER:
            smalls = [publikasjon.celle(name).omtale for name in protects.get(celle.id, ())]
            texts[celle.id] = _secondary(smalls, printed=celle.vises, before=celle.skjult_for)
        else:
            texts[celle.id] = {Tilstand.VIST: VIST, Tilstand.LAST: LAST, Tilstand.PRIMAER: PRIMAER}[state]
        if celle.id in ways:
            texts[celle.id] += " " + MANGLER + ways[celle.id][0]
    return texts


def _secondary(smalls: Sequence[str], *, printed: bool, before: bool) -> str:
    if before:
        return SKJULT_FOR
    if not printed:
        return IKKE_TRYKT
    return f"Skjult for å beskytte {_enumerate(smalls)}." if smalls else FRA_FOR


def _enumerate(names: Sequence[str]) -> str:
    shown = list(names[:NEVNES])
    if len(names) > NEVNES:
        return f"{', '.join(shown)} og {len(names) - NEVNES} til"
    return enumerate_names(shown)
