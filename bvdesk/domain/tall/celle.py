"""A cell: one figure's place, and the book where registered figures lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering


class Celle(NamedTuple):
    """The key of a figure. `kategori` is empty for the indicator itself.

    A tuple, so that hashing and comparing run no Python code: figures are looked up by their cells all the time.
    Not to be kept in an item of Qt, which makes a list of it.
    """

    indikator: str
    kategori: str
    omrade: OmradeId
    periode: Periode

    def at(self, periode: Periode) -> Celle:
        """The same row in another period."""
        return Celle(self.indikator, self.kategori, self.omrade, periode)


Rad = tuple[str, str]
Block = Mapping[Rad, Mapping[Periode, Registrering]]
LoadBlock = Callable[[OmradeId, int], Block]
LoadIndicator = Callable[[OmradeId, int, str], Block]

_NOTHING: Mapping[Periode, Registrering] = MappingProxyType({})
FEW = 3
"""So many indicators of a block are read one by one; who asks for more wants the whole block."""


class Tallbok:
    """Registered figures by area and year, loaded a block (area, year) at a time when first asked for.

    `load_indicator` reads one indicator of a block: a chart that sums a whole country is then not a reading of its file.
    """

    def __init__(self, load: LoadBlock, load_indicator: LoadIndicator | None = None) -> None:
        self._load = load
        self._load_indicator = load_indicator
        self._blocks: dict[tuple[OmradeId, int], dict[Rad, dict[Periode, Registrering]]] = {}
        self._parts: dict[tuple[OmradeId, int], dict[str, Block]] = {}

    def get(self, celle: Celle) -> Registrering | None:
        """The registered row, or None when the cell is blank."""
        periode = celle.periode
        block: Block | None = self._blocks.get((celle.omrade, periode.ar))
        if block is None:
            block = self._around(celle.indikator, celle.omrade, periode.ar)
        row = block.get((celle.indikator, celle.kategori))
        return row.get(periode) if row else None

    def row(self, indikator: str, kategori: str, omrade: OmradeId, ar: int) -> Mapping[Periode, Registrering]:
        """Everything registered for one indicator (and category) in one area and year."""
        block: Block | None = self._blocks.get((omrade, ar))
        if block is None:
            block = self._around(indikator, omrade, ar)
        return block.get((indikator, kategori), _NOTHING)

    def kategorier(self, indikator: str, omrade: OmradeId, ar: int) -> tuple[str, ...]:
        """The categories with something registered, in the order they came."""
        return tuple(kategori for key, kategori in self._around(indikator, omrade, ar) if key == indikator and kategori)

    def rows(self, omrade: OmradeId, ar: int) -> Iterator[tuple[Rad, Mapping[Periode, Registrering]]]:
        """Everything registered in one area and year, by indicator and category."""
        yield from self._block(omrade, ar).items()

    def cells(self, omrade: OmradeId, ar: int) -> Iterator[tuple[Celle, Registrering]]:
        """Everything registered in one area and year."""
        for (indikator, kategori), row in self.rows(omrade, ar):
            for periode, registrering in row.items():
                yield Celle(indikator, kategori, omrade, periode), registrering

    def put(self, celle: Celle, registrering: Registrering | None) -> None:
        """Keep the book in step with a change that is already stored."""
        block = self._block(celle.omrade, celle.periode.ar)
        row = block.setdefault((celle.indikator, celle.kategori), {})
        if registrering is None:
            row.pop(celle.periode, None)
            if not row:
                del block[(celle.indikator, celle.kategori)]
        else:
            row[celle.periode] = registrering

    def _around(self, indikator: str, omrade: OmradeId, ar: int) -> Block:
        """The block an indicator is in, or as much of it as holds the indicator."""
        key = (omrade, ar)
        if key in self._blocks or self._load_indicator is None:
            return self._block(omrade, ar)
        parts = self._parts.setdefault(key, {})
        if indikator not in parts:
            if len(parts) >= FEW:
                return self._block(omrade, ar)
            parts[indikator] = self._load_indicator(omrade, ar, indikator)
        return parts[indikator]

    def _block(self, omrade: OmradeId, ar: int) -> dict[Rad, dict[Periode, Registrering]]:
        key = (omrade, ar)
        if key not in self._blocks:
            self._blocks[key] = {rad: dict(row) for rad, row in self._load(omrade, ar).items()}
            self._parts.pop(key, None)
        return self._blocks[key]
