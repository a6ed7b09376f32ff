"""The words a chart says, in both written forms."""

from __future__ import annotations

from dataclasses import dataclass

from bvdesk.domain.diagram.spec import Punkt, Slag, Tilstand
from bvdesk.domain.malform import Malform
from bvdesk.domain.tall.tallformat import THIN_DASH


@dataclass(frozen=True, slots=True)
class Words:
    """Words and sentence patterns; `{…}` are filled by the alternative text."""

    slag: dict[Slag, str]
    tilbakeholdt: str
    mangler: str
    enhet: str
    og: str
    fra_til: str
    for_kategorier: str
    ingen_vises: str
    eneste: str
    alle_like: str
    ytterpunkter: str
    av_viste: str
    siste: str
    opp: str
    ned: str
    uendret: str
    sammenlignet: str
    hoyere: str
    lavere: str
    likt: str
    verdier: str
    brudd: str
    deler: str
    i: str
    for_: str


BOKMAL = Words(
    slag={
        Slag.LINJE: "Linjediagram",
        Slag.SOYLE: "Søylediagram",
        Slag.STABLET: "Stablet søylediagram",
        Slag.LIGGENDE: "Liggende søylediagram",
        Slag.SPARK: "Liten trendlinje",
    },
    tilbakeholdt="vises ikke av personvernhensyn",
    mangler="mangler",
    enhet="Enhet",
    og="og",
    fra_til="fra {forste} til {siste}",
    for_kategorier="med {antall} grupper",
    ingen_vises="{navn} har ingen tall som vises.",
    eneste="{navn} har ett tall som vises: {verdi} {sted}.",
    alle_like="{navn} er {verdi} hele veien.",
    ytterpunkter="{navn} er høyest {hoyest} ({maks}) og lavest {lavest} ({min}){forbehold}.",
    av_viste=" av tallene som vises",
    siste="Siste tall er {verdi} {sted}{endring}.",
    opp=", opp fra {verdi} {sted}",
    ned=", ned fra {verdi} {sted}",
    uendret=", det samme som {sted}",
    sammenlignet="Da er {navn} {liste}.",
    hoyere="høyere enn {navn} ({verdi})",
    lavere="lavere enn {navn} ({verdi})",
    likt="lik {navn} ({verdi})",
    verdier="Alle tall for {navn}: {liste}.",
    brudd="Tallene fra og med {liste} kan ikke sammenlignes direkte med dem før.",
    deler="Søylene er delt i {liste}.",
    i="i",
    for_="for",
)
NYNORSK = Words(
    slag={
        Slag.LINJE: "Linjediagram",
        Slag.SOYLE: "Søylediagram",
        Slag.STABLET: "Stabla søylediagram",
        Slag.LIGGENDE: "Liggjande søylediagram",
        Slag.SPARK: "Lita trendlinje",
    },
    tilbakeholdt="blir ikkje vist av omsyn til personvernet",
    mangler="manglar",
    enhet="Eining",
    og="og",
    fra_til="frå {forste} til {siste}",
    for_kategorier="med {antall} grupper",
    ingen_vises="{navn} har ingen tal som blir viste.",
    eneste="{navn} har eitt tal som blir vist: {verdi} {sted}.",
    alle_like="{navn} er {verdi} heile vegen.",
    ytterpunkter="{navn} er høgast {hoyest} ({maks}) og lågast {lavest} ({min}){forbehold}.",
    av_viste=" av tala som blir viste",
    siste="Siste tal er {verdi} {sted}{endring}.",
    opp=", opp frå {verdi} {sted}",
    ned=", ned frå {verdi} {sted}",
    uendret=", det same som {sted}",
    sammenlignet="Då er {navn} {liste}.",
    hoyere="høgare enn {navn} ({verdi})",
    lavere="lågare enn {navn} ({verdi})",
    likt="lik {navn} ({verdi})",
    verdier="Alle tal for {navn}: {liste}.",
    brudd="Tala frå og med {liste} kan ikkje samanliknast direkte med dei før.",
    deler="Søylene er delte i {liste}.",
    i="i",
    for_="for",
)


def words_in(malform: Malform) -> Words:
    """The words of a written form."""
    return NYNORSK if malform is Malform.NYNORSK else BOKMAL


def absence(punkt: Punkt, words: Words) -> str:
    """Why a point has no number."""
    if punkt.tilstand is Tilstand.TILBAKEHOLDT:
        return words.tilbakeholdt
    if punkt.tilstand is Tilstand.INGEN_DEL:
        return THIN_DASH
    return punkt.merknad or words.mangler


def capitalised(text: str) -> str:
    """The text with its first letter large and the rest as it was."""
    return text[:1].upper() + text[1:]
