"""The words of a report model in reading order, written without a look at any renderer: what every file must say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import (
    Avsnitt,
    Bilde,
    Figur,
    Figurgruppe,
    Fotnote,
    Kapittel,
    Mellomtittel,
    Punkter,
    Rapport,
    Tabell,
)
from bvdesk.domain.rapport.tegn import printed
from bvdesk.services.trykking import words


def tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def model_text(rapport: Rapport) -> list[str]:
    """Cover, then chapters; notes are left out, they stand in different places in different files."""
    cover = [rapport.undertittel, rapport.tittel, rapport.periode]
    cover += [f"{label} {text}" for label, text in rapport.kolofon]
    found = [*cover, *(t for k in rapport.kapitler for t in _Teller(rapport).chapter(k))]
    return [tidy(text) for text in found if text.strip()]


def notes(rapport: Rapport) -> list[str]:
    def inside(kapitler: tuple[Kapittel, ...]) -> Iterator[str]:
        for kapittel in kapitler:
            yield from (tidy(b.avsnitt.tekst) for b in kapittel.innhold if isinstance(b, Fotnote))
            yield from inside(kapittel.under)

    return list(inside(rapport.kapitler))


class _Teller:
    def __init__(self, rapport: Rapport) -> None:
        self.ord = words(rapport.malform)

    def chapter(self, kapittel: Kapittel) -> Iterator[str]:
        yield kapittel.overskrift
        for blokk in kapittel.innhold:
            yield from self.block(blokk)
        for under in kapittel.under:
            yield from self.chapter(under)

    def block(self, blokk: object) -> Iterator[str]:
        match blokk:
            case Avsnitt():
                yield blokk.tekst
            case Mellomtittel():
                yield blokk.tekst
            case Punkter():
                for punkt in blokk.punkter:
                    yield from self.block(punkt)
            case Tabell():
                yield from self.table(blokk)
            case Figur() | Bilde():
                yield f"{self.ord('figur')} {blokk.nummer}. {blokk.tittel}"
                yield blokk.diagram.kilde if isinstance(blokk, Figur) else ""
            case Figurgruppe():
                for figur in blokk.figurer:
                    yield from self.block(figur)

    def table(self, tabell: Tabell) -> Iterator[str]:
        yield f"{self.ord('tabell')} {tabell.nummer}. {tabell.tittel}"
        seen = ""
        if any(k.gruppe for k in tabell.kolonner):
            for kolonne in tabell.kolonner:
                yield kolonne.tittel if not kolonne.gruppe else kolonne.gruppe if kolonne.gruppe != seen else ""
                seen = kolonne.gruppe
            yield from (k.tittel for k in tabell.kolonner if k.gruppe)
        else:
            yield from (k.tittel for k in tabell.kolonner)
        for rad in tabell.rader:
            yield rad.navn
            for rute in rad.ruter:
                yield "" if isinstance(rute, Diagram) else printed(rute) if isinstance(rute, Klarert) else rute
        yield tabell.kilde
