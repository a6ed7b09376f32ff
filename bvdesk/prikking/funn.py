"""What the auditor reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Funn:
    """A small figure that a reader can narrow down further than the policy allows.

    Attributes:
        celle: id of the cell.
        angriper: name of the insider; empty for readers from outside.
        lav: the smallest possible value.
        hoy: the largest possible value; equal to `lav` when the figure is known exactly.
    """

    celle: str
    angriper: str
    lav: int
    hoy: int


@dataclass(frozen=True, slots=True)
class Revisjon:
    """The verdict on one pattern.

    Attributes:
        intervaller: smallest and largest possible value of every small hidden cell, for readers from outside.
        avslort: what is disclosed; nothing may be printed unless this is empty.
        kjente: small cells that are shown because readers know them already.
        svake: small cells that are protected, but that a reader can tell are small.
        bortkastede: cells hidden in vain: a reader can reckon them out, so they might as well be shown.
        lp: linear programs solved.
        milp: integer programs solved.
        sekunder: time used.
    """

    intervaller: Mapping[str, tuple[int, int]]
    avslort: tuple[Funn, ...]
    kjente: tuple[str, ...]
    svake: tuple[str, ...]
    bortkastede: tuple[str, ...]
    lp: int
    milp: int
    sekunder: float

    @property
    def godkjent(self) -> bool:
        """Whether nothing small can be derived."""
        return not self.avslort

    @property
    def avslorte_celler(self) -> tuple[str, ...]:
        """Ids of the disclosed cells, each once, in order of id."""
        return tuple(sorted({finding.celle for finding in self.avslort}))
