"""A chart saved as a picture: for the public with cleared figures only, or for the house with every figure and a stamp."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.klarering import Personvernnotat, Slipp, SlippAlt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import diagram, personvern, trykking
from bvdesk.services.diagram import NOT_CLEARED, Diagramvalg
from bvdesk.services.leserregning import cell_id
from bvdesk.services.personvern import Fortalt, Frigivelse
from bvdesk.services.tjenestefil import Tjenestefil

SUFFIXES = (".png", ".svg")


@dataclass(slots=True)
class _Medlest:
    """A clearing that remembers which figures it was asked for: whoever asks is about to draw."""

    slipp: Slipp
    spurt: set[Celle] = field(default_factory=set)

    @property
    def stempel(self) -> str:
        return self.slipp.stempel

    @property
    def notat(self) -> Personvernnotat | None:
        return self.slipp.notat

    def hides(self, celle: Celle) -> bool:
        self.spurt.add(celle)
        return self.slipp.hides(celle)

    def leaves_out(self, celle: Celle) -> bool:
        return self.slipp.leaves_out(celle)


@dataclass(frozen=True, slots=True)
class Bilde:
    """A chart ready to be saved, and what must be noted in the ledger when it is.

    Attributes:
        fortalt: what the figures that it shows, hides or is computed from tell the public; None for an internal chart, and
            for one that no figure of can point at a person.
    """

    diagram: Diagram
    fortalt: Fortalt | None = None


def sensitive(fil: Tjenestefil, valg: Diagramvalg) -> bool:
    """Whether the indicator's figures can point at a person."""
    return fil.katalog[valg.indikator].pv > 0


def internal(fil: Tjenestefil, valg: Diagramvalg) -> Bilde:
    """Every figure, and a stamp where nobody has checked what they give away. UserError when there is nothing to draw."""
    made = _drawn(fil, valg, None)
    stamped = replace(made, kilde=f"{made.kilde}. {NOT_CLEARED}".lstrip(". ")) if sensitive(fil, valg) else made
    return Bilde(stamped)


def public(fil: Tjenestefil, valg: Diagramvalg) -> Bilde:
    """Only what the public editions of the same year show; the rest is a hatched gap. Takes seconds.

    Raises:
        UserError: there is nothing to draw, or something small can be derived from what has been shown before.
    """
    if not sensitive(fil, valg):
        return Bilde(_drawn(fil, valg, SlippAlt("")))
    clearing = _cleared(fil, Periode.year(valg.periode.ar))
    read = _Medlest(clearing)
    made = _drawn(fil, valg, read)
    return Bilde(made, personvern.told(fil, clearing, frozenset(map(cell_id, read.spurt))))


def _cleared(fil: Tjenestefil, periode: Periode) -> Frigivelse:
    try:
        return personvern.clear_for_print(fil, periode)
    except UserError as fault:
        advice = "Se siden Personvern for veier ut, eller lagre et bilde til intern bruk."
        raise UserError("Bildet er ikke laget. Noen små tall kan regnes ut.", advice, fault.details) from fault


def _drawn(fil: Tjenestefil, valg: Diagramvalg, slipp: Slipp | None) -> Diagram:
    made = diagram.build_diagram(fil, valg, slipp)
    if made is None:
        raise UserError("Diagrammet har ingen tall som kan vises.", "Velg en annen periode eller andre områder.")
    return made


def as_file(bilde: Bilde, path: Path) -> bytes:
    """The picture as a file, PNG or SVG by its name."""
    if path.suffix.casefold() not in SUFFIXES:
        raise UserError(f"Bildet kan ikke lagres som {path.name}.", f"La navnet slutte på {' eller '.join(SUFFIXES)}.")
    return trykking.picture(bilde.diagram, path.suffix.casefold())


def save(fil: Tjenestefil, bilde: Bilde, path: Path, content: bytes) -> None:
    """Write the picture; a public one is noted in the ledger, with its own figures only."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise UserError(
            f"Bildet ble ikke lagret: {path}", "Velg en annen mappe, eller lukk bildet om det er åpent."
        ) from fault
    if bilde.fortalt is not None:
        personvern.record(fil, bilde.fortalt, ((path.name, sha256(content).hexdigest()),))
