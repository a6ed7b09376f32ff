"""A report taken apart into its smallest parts, each with a place of its own; and the cell behind each point of a chart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Avsnitt, Blokk, Figur, Figurgruppe, Kapittel, Punkter, Rapport, Tabell
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator, Niva
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services.tjenestefil import Tjenestefil

T = TypeVar("T")
MARK = re.compile(r"^Om (\S+)\. ")


@dataclass
class Deler:
    """Sentences, figures of tables, whole rows, and charts, by place."""

    merkede: dict[str, str] = field(default_factory=dict)
    ord: dict[str, str] = field(default_factory=dict)
    tall: dict[str, Klarert] = field(default_factory=dict)
    rader: dict[str, tuple[object, ...]] = field(default_factory=dict)
    figurer: dict[str, Figur] = field(default_factory=dict)


def take_apart(rapport: Rapport) -> Deler:
    """The parts. A sentence that begins with «Om X.» is known by X."""
    found = Deler()
    for kapittel in _every_chapter(rapport.kapitler):
        for blokk in kapittel.innhold:
            _take(found, kapittel.tittel, blokk)
    return found


def _every_chapter(kapitler: tuple[Kapittel, ...]) -> Iterator[Kapittel]:
    for kapittel in kapitler:
        yield kapittel
        yield from _every_chapter(kapittel.under)


def _take(found: Deler, tittel: str, blokk: Blokk | Punkter) -> None:
    match blokk:
        case Avsnitt():
            mark = MARK.match(blokk.tekst)
            if mark:
                found.merkede[mark[1]] = blokk.tekst
            else:
                _put(found.ord, f"{tittel}: avsnitt", blokk.tekst)
        case Punkter(punkter=parts) | Figurgruppe(figurer=parts):
            for part in parts:
                _take(found, tittel, part)
        case Tabell():
            _take_table(found, tittel, blokk)
        case Figur():
            _put(found.figurer, f"{tittel}: {blokk.kode or blokk.tittel}", replace(blokk, nummer=0))


def _take_table(found: Deler, tittel: str, tabell: Tabell) -> None:
    for rad in tabell.rader:
        place = _put(found.rader, f"{tittel}: {tabell.tittel}: {rad.navn}", (rad.navn, *rad.ruter))
        for rute in rad.ruter:
            if isinstance(rute, Klarert) and rute.celle:
                _put(found.tall, f"{place}: {rute.celle}", rute)


def _put(into: dict[str, T], place: str, what: T) -> str:
    """Under a place of its own: the second of the same name gets a number."""
    names = (place if n == 1 else f"{place} ({n})" for n in range(1, len(into) + 2))
    free = next(name for name in names if name not in into)
    into[free] = what
    return free


@dataclass(frozen=True)
class Diagramleser:
    """Finds the cell behind each point of a chart from nothing but what the chart says: title, names and labels."""

    fil: Tjenestefil
    omrade: OmradeId
    ar: int

    def points(self, figur: Figur) -> Iterator[tuple[Celle, object]]:
        """(cell, number) of every point that shows one."""
        diagram, drawn = figur.diagram, self._drawn(figur)
        for serie in diagram.serier:
            for at, number in serie.shown:
                yield self._cell(drawn, serie.navn, diagram.x_etiketter[at]), number

    def _drawn(self, figur: Figur) -> list[Indikator]:
        subject, katalog = figur.kode.rpartition(":")[2], self.fil.katalog
        if subject in katalog:
            return [katalog[subject]]
        parts = [katalog[k.indikator] for d in katalog.dimensjoner if d.id == subject for k in d.kategorier]
        named = [i for i in katalog.indikatorer.values() if figur.diagram.tittel.startswith(i.etikett)]
        return parts or [max(named, key=lambda i: len(i.etikett))]

    def _cell(self, drawn: list[Indikator], serie: str, label: str) -> Celle:
        indikator = next((i for i in drawn if _short(i) in (serie, label)), drawn[0])
        return Celle(indikator.id, "", self._area(indikator, serie, label), self._period(serie, label))

    def _area(self, indikator: Indikator, serie: str, label: str) -> OmradeId:
        known = {"Tjenesten": TJENESTEN, "Landet": LANDET} | {o.navn: o.id for o in self.fil.deltakere()}
        home = {Niva.TJENESTE: TJENESTEN, Niva.NASJONAL: LANDET}.get(indikator.niva, self.omrade)
        return known.get(label) or known.get(serie) or home

    def _period(self, serie: str, label: str) -> Periode:
        quarter = re.match(r"([1-4])\. kv\.", label)
        if quarter:
            return Periode.quarter(int(serie) if serie.isdigit() else self.ar, int(quarter[1]))
        return Periode.year(int(label) if label.isdigit() else self.ar)


def _short(indikator: Indikator) -> str:
    head, mark, tail = indikator.etikett.partition(": ")
    return tail[:1].upper() + tail[1:] if mark else head
