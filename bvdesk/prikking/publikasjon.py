"""What an edition prints, as the disclosure control sees it: cells and the linear relations between them.

Nothing here knows a catalogue, a kommune or a database. Every number that any edition prints is a cell; every
sum, alias, difference or rounded share that a reader could reckon with is a relation. The same objects are
read by the engine and by the auditor: they state the problem, they solve nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

from bvdesk.domain.errors import UserError

INGEN: frozenset[str] = frozenset()


class Slag(Enum):
    """How the two sides of a relation compare."""

    LIK = "="
    HOYST = "<="


@dataclass(frozen=True, slots=True)
class Celle:
    """One whole number of one indicator, category, kommune or service, period and version.

    Attributes:
        id: unique in the publication.
        verdi: the true value.
        vekt: what it costs to hide the cell when it is not itself small (higher: keep it).
        last: the reader knows the value already (printed earlier, or published by others); it cannot be
            hidden.
        skjult_for: hidden in an earlier release with this same value; it must stay hidden.
        ovre_grense: the largest value the reader holds possible (for instance the number of children living
            there).
        nedre_grense: the smallest value the reader holds possible; negative for differences.
        gruppe: policy group (privacy class), an index into `Policy.grupper`.
        liten: True or False overrules the threshold of the group; None leaves it to the policy.
        vises: False when no edition prints the cell. It is then a hidden variable of weight 0, and still
            protected.
        kjent_av: names of insiders who know the value (each kommune knows its own figures).
        navn: what to call the cell in texts to the user.
    """

    id: str
    verdi: int
    vekt: float = 1.0
    last: bool = False
    skjult_for: bool = False
    ovre_grense: int | None = None
    nedre_grense: int = 0
    gruppe: str = ""
    liten: bool | None = None
    vises: bool = True
    kjent_av: frozenset[str] = INGEN
    navn: str = ""

    @property
    def omtale(self) -> str:
        """The name shown to the user."""
        return self.navn or self.id


@dataclass(frozen=True, slots=True)
class Relasjon:
    """`sum(coefficient * cell) = konstant`, or `<= konstant`: true, and known to the reader."""

    ledd: tuple[tuple[str, int], ...]
    konstant: int = 0
    slag: Slag = Slag.LIK

    def gap(self, verdier: Mapping[str, int]) -> int:
        """The constant less the left side: 0 if an equation holds, not negative if an inequality does."""
        return self.konstant - sum(koeffisient * verdier[celle] for celle, koeffisient in self.ledd)

    def holds(self, verdier: Mapping[str, int]) -> bool:
        """Whether the relation is true of these values."""
        gap = self.gap(verdier)
        return gap == 0 if self.slag is Slag.LIK else gap >= 0


@dataclass(frozen=True, slots=True)
class Blokk:
    """Cells tied together by relations, directly or through others. Blocks can be protected one by one."""

    celler: tuple[Celle, ...]
    relasjoner: tuple[Relasjon, ...]


@dataclass(frozen=True, slots=True)
class Publikasjon:
    """Everything that all editions print together, checked on creation.

    Raises:
        UserError: two cells with one id, a relation to an unknown cell, a relation that does not hold, or limits
            that exclude the value.
    """

    celler: tuple[Celle, ...]
    relasjoner: tuple[Relasjon, ...] = ()
    _by_id: dict[str, Celle] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {celle.id: celle for celle in self.celler})
        _check_cells(self.celler)
        _check_relations(self)

    def celle(self, celle_id: str) -> Celle:
        """The cell with this id; KeyError when there is none."""
        return self._by_id[celle_id]

    def __contains__(self, celle_id: object) -> bool:
        return celle_id in self._by_id

    def verdier(self) -> dict[str, int]:
        """Every cell's value by id."""
        return {celle.id: celle.verdi for celle in self.celler}

    def blokker(self) -> tuple[Blokk, ...]:
        """The connected parts, in the order of their first cell."""
        root = _Forest(celle.id for celle in self.celler)
        for relasjon in self.relasjoner:
            for (left, _), (right, _) in pairwise(relasjon.ledd):
                root.join(left, right)
        cells: dict[str, list[Celle]] = {}
        for celle in self.celler:
            cells.setdefault(root.find(celle.id), []).append(celle)
        relations: dict[str, list[Relasjon]] = {name: [] for name in cells}
        for relasjon in self.relasjoner:
            if relasjon.ledd:
                relations[root.find(relasjon.ledd[0][0])].append(relasjon)
        return tuple(Blokk(tuple(cells[name]), tuple(relations[name])) for name in cells)


class _Forest:
    """Union-find with path halving."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}

    def find(self, name: str) -> str:
        parent = self._parent
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(self, left: str, right: str) -> None:
        self._parent[self.find(right)] = self.find(left)


def _check_cells(celler: Sequence[Celle]) -> None:
    twice = sorted(name for name, count in Counter(celle.id for celle in celler).items() if count > 1)
    if twice:
        raise UserError("Samme celle står flere ganger i publikasjonen.", "Gi hver celle sin egen id.", tuple(twice))
    outside = [celle.omtale for celle in celler if not _inside_limits(celle)]
    if outside:
        raise UserError(
            "Noen celler har en verdi utenfor sine egne grenser.",
            "Rett verdien eller grensen. Antall kan ikke være negative.",
            tuple(outside),
        )
    torn = [celle.omtale for celle in celler if celle.last and celle.skjult_for]
    if torn:
        raise UserError("Noen celler er låst både som vist og som skjult.", "Fjern en av de to låsene.", tuple(torn))


def _inside_limits(celle: Celle) -> bool:
    return celle.nedre_grense <= celle.verdi and (celle.ovre_grense is None or celle.verdi <= celle.ovre_grense)


def _check_relations(publikasjon: Publikasjon) -> None:
    unknown = sorted({name for relasjon in publikasjon.relasjoner for name, _ in relasjon.ledd if name not in publikasjon})
    if unknown:
        raise UserError(
            "En relasjon viser til celler som ikke finnes.",
            "Ta cellene med, eller fjern leddet.",
            tuple(unknown),
        )
    values = publikasjon.verdier()
    false = [relasjon for relasjon in publikasjon.relasjoner if not relasjon.holds(values)]
    if false:
        raise UserError(
            "Noen summer stemmer ikke med tallene.",
            "Rett tallene først: prikking av tall som ikke stemmer, kan ikke kontrolleres.",
            tuple(_spell(relasjon, publikasjon) for relasjon in false),
        )


def _spell(relasjon: Relasjon, publikasjon: Publikasjon) -> str:
    terms = " ".join(f"{koeffisient:+d}·{publikasjon.celle(name).omtale}" for name, koeffisient in relasjon.ledd)
    return f"{terms} {relasjon.slag.value} {relasjon.konstant}"


def with_level_weights(publikasjon: Publikasjon, vekter: Sequence[float]) -> Publikasjon:
    """The publication with each cell weighed by how many ways it sums others.

    A cell is a sum in an equation where it alone has its sign against two or more others. A leaf gets
    `vekter[0]`, a one-way sum `vekter[1]`, and so on; the last weight serves all higher levels.
    """
    level = Counter(total for relasjon in publikasjon.relasjoner if (total := _total_of(relasjon)) is not None)
    celler = tuple(replace(celle, vekt=vekter[min(level[celle.id], len(vekter) - 1)]) for celle in publikasjon.celler)
    return Publikasjon(celler, publikasjon.relasjoner)


def _total_of(relasjon: Relasjon) -> str | None:
    if relasjon.slag is not Slag.LIK or len(relasjon.ledd) < 3:
        return None
    below = [name for name, koeffisient in relasjon.ledd if koeffisient < 0]
    above = [name for name, koeffisient in relasjon.ledd if koeffisient > 0]
    for alone, others in ((below, above), (above, below)):
        if len(alone) == 1 and len(others) >= 2:
            return alone[0]
    return None
