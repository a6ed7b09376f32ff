"""Pasting a block: which line goes to which row, what is left for the program to work out, and what is told afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.innlesing import parse_inntasting
from bvdesk.domain.tall.verdi import Verdi
from bvdesk.ui.grid.block import ONLY_FIGURES, Placed, Target, has_headings, plan_paste
from bvdesk.ui.grid.grid_model import GridModel

Line = tuple[int, bool]
"""A shown row, and whether it is a heading."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A calculated cell that something was pasted over: what it is called, what it shows now, and what was pasted."""

    name: str
    now: str
    pasted: Verdi

    @property
    def agrees(self) -> bool:
        """Whether what was pasted is what the cell shows, with the decimals it is shown with."""
        shown = parse_inntasting(self.now)
        if shown is None or shown.tall is None or self.pasted.tall is None:
            return shown == self.pasted
        return self.pasted.tall.quantize(shown.tall, ROUND_HALF_UP) == shown.tall


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste did: how many figures it wrote, and the calculated cells it left; `take_kept` types those too.

    `emptied`: the cells a blank took something from, with what it was: «Meldinger henlagt, Namsos (k.i.t.)».
    """

    written: int
    emptied: tuple[str, ...]
    kept: tuple[Kept, ...]
    blank_headings: bool
    take_kept: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a block would do. `blank_headings`: its blank lines are the headings' lines."""

    model: GridModel
    written: tuple[Placed, ...]
    kept: tuple[Placed, ...]
    blank_headings: bool

    def carry_out(self) -> Pasted | None:
        """Write; None when nothing could be saved (the source has said why)."""
        model, entries = self.model, [self.model.entry(p.row, p.column, p.verdi) for p in self.written]
        blanks = [(p.row, p.column, model.cell(p.row, p.column).text) for p in self.written if p.verdi is None]
        if entries and not model.write(entries):
            return None
        # A blank over a cell that still shows the same took nothing: the program works it out.
        lost = [(row, column, before) for row, column, before in blanks if model.cell(row, column).text != before]
        emptied = tuple(f"{model.name(row, column)} ({before})" for row, column, before in lost)
        count = sum(placed.verdi is not None for placed in self.written)
        left = [(p.row, p.column, p.verdi) for p in self.kept if p.verdi is not None]
        kept = tuple(Kept(model.name(row, column), model.cell(row, column).text, verdi) for row, column, verdi in left)
        later = [model.entry(*place) for place, cell in zip(left, kept, strict=True) if not cell.agrees]
        source = model.source  # another sheet may be shown by then
        return Pasted(count, emptied, kept, self.blank_headings, lambda: source.write(later))


def plan(
    model: GridModel, block: Sequence[Sequence[str]], lines: Sequence[Line], columns: Sequence[int], *, own: bool
) -> Plan:
    """Lay a block on the rows and columns from where one stands; `own`: it was copied here, without headings.

    Raises:
        UserError: there is no room for it, or some of it cannot be read or written.
    """
    below = [row for row, heading in lines if not heading]
    rows = (None if own else _along_headings(block, lines)) or below[: len(block)]
    if len(block) > len(rows) or len(block[0]) > len(columns):
        room = f"Fra {model.name(below[0], columns[0])} er det plass til {len(below)} rader og {len(columns)} kolonner."
        raise UserError(
            f"{len(block)} rader og {len(block[0])} kolonner får ikke plass. Ingenting ble limt inn.",
            f"{room} {ONLY_FIGURES}" if has_headings(block) else room,
        )
    matched = [(texts, row) for texts, row in zip(block, rows, strict=True) if row is not None]
    targets = [[_target(model, row, column) for column in columns[: len(block[0])]] for _, row in matched]
    placed = plan_paste([texts for texts, _ in matched], targets)
    written, kept = (tuple(p for p in placed if p.calculated == kind) for kind in (False, True))
    return Plan(model, written, kept, blank_headings=None in rows)


def _along_headings(block: Sequence[Sequence[str]], lines: Sequence[Line]) -> list[int | None] | None:
    """The row of each pasted line, where every heading on the way meets a blank line (None); else nothing at all."""
    rows: list[int | None] = []
    at = 0
    for texts in block:
        if at < len(lines) and lines[at][1]:
            if any(text.strip() for text in texts):
                return None
            rows.append(None)
            while at < len(lines) and lines[at][1]:
                at += 1
        elif at < len(lines):
            rows.append(lines[at][0])
            at += 1
        else:
            return None
    return rows


def _target(model: GridModel, row: int, column: int) -> Target:
    name, whole = model.name(row, column), model.rows[row].whole
    if model.awaits_entry(row, column):
        return Target(row, column, name, editable=True, whole=whole)
    cell = model.cell(row, column)
    why = "" if cell.writable or cell.calculated else model.why_closed(row, column)
    return Target(row, column, name, cell.writable, cell.plain, whole=whole, calculated=cell.calculated, why=why)
