"""Cells as text for the clipboard: bare figures, so that they can be pasted back, or a whole sheet with its names."""

from __future__ import annotations

from collections.abc import Sequence

from bvdesk.ui.grid.block import format_block
from bvdesk.ui.grid.grid_model import GridModel


def bare_text(model: GridModel, rows: Sequence[int], columns: Sequence[int]) -> str:
    """The figures and nothing else."""
    return format_block([[model.cell(row, column).plain for column in columns] for row in rows])


def named_text(model: GridModel, rows: Sequence[int], columns: Sequence[int]) -> str:
    """The figures under the headings of their columns, after the names and units of their rows."""
    headings = [model.columns[column] for column in columns]
    top = ["", *(f"{heading.group} {heading.title}".strip() for heading in headings)]
    lines = [[_label(model, row), *(model.cell(row, column).plain for column in columns)] for row in rows]
    return format_block([top, *lines])


def _label(model: GridModel, row: int) -> str:
    line = model.rows[row]
    return f"{line.label} ({line.unit})" if line.unit else line.label
