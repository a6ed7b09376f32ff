"""The ledger: everything ever published, and what it does to the next publication.

What was shown stays known. A figure that was hidden and has not changed stays hidden. A corrected figure is a new
cell; the old one and the relations it stood in remain known to readers, so that two editions put side by side give no
more away than either.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bvdesk.prikking.policy import Merke, Nuller, Policy
from bvdesk.prikking.publikasjon import Celle, Publikasjon, Relasjon


@dataclass(frozen=True, slots=True)
class FrigittCelle:
    """One cell as a release left it: `celle` with what readers then knew of its limits, and how it was printed."""

    celle: Celle
    vist: bool
    skjult: bool


@dataclass(frozen=True, slots=True)
class Utgivelse:
    """What one release told its readers; `navn` is unique among releases."""

    navn: str
    celler: tuple[FrigittCelle, ...]
    relasjoner: tuple[Relasjon, ...]


def release(navn: str, publikasjon: Publikasjon, skjulte: Collection[str], policy: Policy) -> Utgivelse:
    """Record what is printed now.

    Args:
        navn: name of the release.
        publikasjon: the publication itself, before `Protokoll.bind` tied earlier ones to it.
        skjulte: ids printed as the marker.
        policy: the rules in force, which tell readers something about what is hidden.
    """
    cells = tuple(_freed(celle, celle.id in skjulte, policy) for celle in publikasjon.celler)
    return Utgivelse(navn, cells, publikasjon.relasjoner)


def _freed(celle: Celle, hidden: bool, policy: Policy) -> FrigittCelle:  # noqa: FBT001 - the marker or the figure
    known = celle.last or (celle.vises and not hidden)
    marked = celle.vises and not known
    return FrigittCelle(_with_limits(celle, policy) if marked else celle, vist=known, skjult=marked)


def _with_limits(celle: Celle, policy: Policy) -> Celle:
    """The cell with what its marker tells."""
    terskel = policy.rule(celle).terskel
    low, high = celle.nedre_grense, celle.ovre_grense
    if policy.nuller is Nuller.VIS and low == 0:
        low = 1
    if policy.merke is Merke.DELT and terskel is not None:
        if celle.verdi <= terskel:
            high = terskel if high is None else min(high, terskel)
        else:
            low = max(low, terskel + 1)
    return replace(celle, nedre_grense=min(low, celle.verdi), ovre_grense=high)


Versjon = tuple[str, int]
"""An id and the value it had."""


@dataclass(frozen=True, slots=True)
class Protokoll:
    """All releases, oldest first."""

    utgivelser: tuple[Utgivelse, ...] = ()

    def bind(self, publikasjon: Publikasjon) -> Publikasjon:
        """The next publication with all that earlier releases told its readers."""
        history = _History(self.utgivelser, publikasjon)
        cells = (*(history.lock(celle) for celle in publikasjon.celler), *history.old_cells())
        relations = dict.fromkeys((*publikasjon.relasjoner, *history.old_relations()))
        return Publikasjon(cells, tuple(relations))


class _History:
    """The versions of every cell, seen from the publication that comes next."""

    def __init__(self, releases: tuple[Utgivelse, ...], following: Publikasjon) -> None:
        self._releases = releases
        self._following = following
        self._freed: dict[Versjon, list[FrigittCelle]] = {}
        self._names: dict[Versjon, str] = {}
        for past in releases:
            for freed in past.celler:
                version = (freed.celle.id, freed.celle.verdi)
                self._freed.setdefault(version, []).append(freed)
                self._names.setdefault(version, self._name(version, past.navn))

    def _name(self, version: Versjon, release_: str) -> str:
        name, value = version
        current = name in self._following and self._following.celle(name).verdi == value
        return name if current else f"{name}@{release_}"

    def lock(self, celle: Celle) -> Celle:
        """A cell of the following publication, locked as its past demands."""
        return _locked(celle, self._freed.get((celle.id, celle.verdi), ()))

    def old_cells(self) -> tuple[Celle, ...]:
        """Earlier versions, and cells that are not printed again: known or hidden as they were, and of no weight."""
        return tuple(
            _locked(replace(freed[0].celle, id=self._names[version], vekt=0.0, vises=False, last=False), freed)
            for version, freed in self._freed.items()
            if self._names[version] != version[0]
        )

    def old_relations(self) -> tuple[Relasjon, ...]:
        """What earlier releases told, about the versions of then."""
        return tuple(
            Relasjon(tuple((names[name], k) for name, k in relasjon.ledd), relasjon.konstant, relasjon.slag)
            for past, names in ((past, self._names_in(past)) for past in self._releases)
            for relasjon in past.relasjoner
        )

    def _names_in(self, past: Utgivelse) -> Mapping[str, str]:
        return {freed.celle.id: self._names[freed.celle.id, freed.celle.verdi] for freed in past.celler}


def _locked(celle: Celle, past: Collection[FrigittCelle]) -> Celle:
    if celle.last or any(freed.vist for freed in past):
        return replace(celle, last=True, skjult_for=False)
    hidden = [freed.celle for freed in past if freed.skjult]
    if not hidden:
        return celle
    highs = [cell.ovre_grense for cell in (celle, *hidden) if cell.ovre_grense is not None]
    return replace(
        celle,
        skjult_for=True,
        nedre_grense=max(cell.nedre_grense for cell in (celle, *hidden)),
        ovre_grense=min(highs, default=None),
    )
