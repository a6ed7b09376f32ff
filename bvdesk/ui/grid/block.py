"""Blocks of cells as text: tabs between columns, line breaks between rows, quotes as Excel and LibreOffice write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.innlesing import parse_antall, parse_inntasting
from bvdesk.domain.tall.verdi import Verdi

MAX_CELLS = 200_000
ONLY_FIGURES = "Ta bare med tallene, uten overskrifter og navn, og lim inn på nytt."


@dataclass(frozen=True, slots=True)
class Target:
    """A cell that a paste would fall on: its position, its name in a message, what it holds, and whether it counts.

    `plain` and `why` are asked for where it cannot be written in; `calculated`: the program works it out.
    """

    row: int
    column: int
    name: str
    editable: bool
    plain: str = ""
    whole: bool = False
    calculated: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A value with the position it goes to; `calculated`: the program works that cell out."""

    row: int
    column: int
    verdi: Verdi | None
    calculated: bool = False


def parse_block(text: str) -> list[list[str]]:
    """The cells of pasted text; ragged rows are filled up with blanks. Empty when there is nothing."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not unified.strip("\n"):
        return []
    if unified.count("\t") + unified.count("\n") > MAX_CELLS:
        raise UserError("Det du limer inn, er for stort.", f"Lim inn høyst {MAX_CELLS} celler om gangen.")
    delimited = io.StringIO(unified, newline="")
    rows = (
        list(csv.reader(delimited, delimiter="\t")) if '"' in unified else [line.split("\t") for line in unified.split("\n")]
    )
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]


def format_block(cells: Sequence[Sequence[str]]) -> str:
    """Cells as text for the clipboard."""
    return "\n".join("\t".join(row) for row in cells) + "\n"


def plan_paste(block: Sequence[Sequence[str]], targets: Sequence[Sequence[Target]]) -> list[Placed]:
    """What a paste would write: `block` laid on `targets` of the same shape.

    Raises:
        UserError: some text cannot be read, or falls on a cell that cannot be written in; names every such cell.
    """
    placed: list[Placed] = []
    faults: list[str] = []
    for texts, row in zip(block, targets, strict=True):
        for text, target in zip(texts, row, strict=True):
            _place(text, target, placed, faults)
    if faults:
        advice = ONLY_FIGURES if has_headings(block) else "Rett cellene og lim inn på nytt."
        raise UserError("Ingenting ble limt inn.", advice, tuple(faults))
    return placed


def has_headings(block: Sequence[Sequence[str]]) -> bool:
    """Whether the first row or the first column of a block is words, as when headings or names were copied too."""
    return _only_words(block[0]) or _only_words([row[0] for row in block[1:] or block])


def _only_words(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return bool(filled) and all(_is_word(text) for text in filled)


def _is_word(text: str) -> bool:
    try:
        parse_inntasting(text)
    except UserError:
        return any(letter.isalpha() for letter in text)
    return False


def _place(text: str, target: Target, placed: list[Placed], faults: list[str]) -> None:
    try:
        verdi = parse_antall(text) if target.whole else parse_inntasting(text)
    except UserError as error:
        faults.append(f"{target.name}: {error.text}")
        return
    if target.calculated:
        placed += [Placed(target.row, target.column, verdi, calculated=True)] if verdi is not None else []
    elif target.editable:
        placed.append(Placed(target.row, target.column, verdi))
    elif verdi is not None and verdi != _held(target):
        faults.append(f"{target.name}: «{text.strip()}» kan ikke limes inn her. {target.why}".rstrip())


def _held(target: Target) -> Verdi | None:
    try:
        return parse_inntasting(target.plain)
    except UserError:
        return None
