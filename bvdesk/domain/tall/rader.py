"""Which rows can have figures at all: most rows of most services are blank, and nothing need be looked for in them."""

from __future__ import annotations

from bvdesk.domain.tall.celle import Celle, Tallbok
from bvdesk.domain.tall.katalog import Katalog
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.relasjon import Relasjoner


class Rader:
    """Tells of a row (indicator, category, area and year) whether anything is registered that a figure can come of."""

    def __init__(self, katalog: Katalog, relasjoner: Relasjoner, bok: Tallbok) -> None:
        self._katalog = katalog
        self._relasjoner = relasjoner
        self._bok = bok
        self._memo: dict[tuple[str, str, OmradeId, int], bool] = {}

    def forget(self) -> None:
        """Something was registered or removed."""
        self._memo.clear()

    def may_have_figures(self, celle: Celle) -> bool:
        """False: in no period of the cell's year has its row a number, or a reason why there is none."""
        key = (celle.indikator, celle.kategori, celle.omrade, celle.periode.ar)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._look(celle, frozenset())
        return found

    def _look(self, celle: Celle, asking: frozenset[str]) -> bool:
        """`asking`: the indicators that wait for this answer; nothing comes of itself."""
        if celle.indikator in asking:
            return False
        members = self._relasjoner.tjeneste.members(celle.periode) if celle.omrade == TJENESTEN else ()
        areas, ar = (celle.omrade, *members), celle.periode.ar
        if any(self._bok.row(celle.indikator, celle.kategori, omrade, ar) for omrade in areas):
            return True
        if celle.kategori:
            return False
        asking |= {celle.indikator}
        parts = (celle._replace(indikator=part) for part in self._katalog.partitions.get(celle.indikator, ()))
        return (
            any(self._bok.kategorier(celle.indikator, omrade, ar) for omrade in areas)
            or any(self._look(part, asking) for part in parts)
            or self._may_be_reckoned(celle, asking)
        )

    def _may_be_reckoned(self, celle: Celle, asking: frozenset[str]) -> bool:
        """A formula needs every one of its operands."""
        formel = self._katalog[celle.indikator].formel
        if formel is None:
            return False
        coefficients = formel.linear()
        keys = formel.ids if coefficients is None else filter(None, coefficients)
        return all(self._look(self._relasjoner.operand(key, celle), asking) for key in keys)
