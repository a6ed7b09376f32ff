"""What a grid shows, as plain values, and where its entries go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from bvdesk.domain.tall.verdi import Verdi


class Look(Enum):
    """What a cell is to the user; decides colour and whether it can be written in."""

    INPUT = "kan fylles ut"
    DERIVED = "regnes ut"
    QUIET = "til sammenligning"
    LOCKED = "låst"
    VOID = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: `text` as shown, `plain` as edited and copied (no groups), `spoken` what a screen reader adds.

    An input cell can always be written in; `editable` says whether another one can (a sum whose parts are unknown).
    """

    text: str = ""
    look: Look = Look.VOID
    plain: str = ""
    spoken: str = ""
    comment: bool = False
    warning: bool = False
    editable: bool = False

    @property
    def writable(self) -> bool:
        """Whether the cell can be written in."""
        return self.editable or self.look is Look.INPUT

    @property
    def calculated(self) -> bool:
        """A cell that the program works out: nobody has typed in it, also where one may, while its parts are unknown."""
        return self.look is Look.DERIVED and not (self.editable and self.text)

    @property
    def missing(self) -> bool:
        """A cell that waits for a figure."""
        return self.look is Look.INPUT and not self.text


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: `key` is the source's own; a heading row opens a chapter and holds no cells; `whole`: it counts."""

    key: str
    label: str
    unit: str = ""
    chapter: str = ""
    heading: bool = False
    level: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: `group` is written over neighbours that share it; a quiet column is only looked at.

    `slot` says which columns are alike: each group has one with the same slot, and they move and widen together.
    """

    key: str
    title: str
    group: str = ""
    quiet: bool = False
    emphasis: bool = False
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value on its way into the source; None empties the cell."""

    row: str
    column: str
    verdi: Verdi | None


class GridSource(Protocol):
    """Where a grid's figures live. The grid asks for a cell when it is painted, and never keeps the only copy."""

    @property
    def rows(self) -> Sequence[GridRow]:
        """The rows, headings included, in order."""

    @property
    def columns(self) -> Sequence[GridColumn]:
        """The columns in order."""

    def cell(self, row: str, column: str) -> GridCell:
        """How a cell stands now."""

    def awaits_entry(self, row: str, column: str) -> bool:
        """Whether the cell is an input cell: asked for many, and without a need for what they show."""

    def why_closed(self, row: str, column: str) -> str:
        """Why a cell cannot be written in, and where one writes instead, in sentences."""

    def write(self, entries: Sequence[Entry]) -> bool:
        """Save all entries as one step, durably; False when nothing was saved (the source has said why)."""
