"""How fine the tables of public editions are: what is left out so that more of the rest can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Korn, Periode


class Grovhet(StrEnum):
    """One way to make the tables coarser; several can be chosen together."""

    HALVAR_KOMMUNE = "halvar_kommune"
    PERIODE_KOMMUNE = "periode_kommune"
    FORDELING_KOMMUNE = "fordeling_kommune"
    KVARTAL_FORDELING = "kvartal_fordeling"
    TO_AR = "to_ar"

    @property
    def tekst(self) -> str:
        """What it means, for the leader."""
        return _TEKST[self]


_TEKST = {
    Grovhet.HALVAR_KOMMUNE: "Kommunene får halvår, ikke kvartaler",
    Grovhet.PERIODE_KOMMUNE: "Kommunene får bare hele perioden, ikke kvartalene",
    Grovhet.FORDELING_KOMMUNE: "Fordelinger bare for tjenesten",
    Grovhet.KVARTAL_FORDELING: "Kvartaler bare for totaler",
    Grovhet.TO_AR: "Bare i år og i fjor",
}


@dataclass(frozen=True, slots=True)
class Tabellvalg:
    """What the public editions of a period leave out.

    Attributes:
        kommuner: the areas that are deltakerkommuner.
        fordelinger: the indicators that are parts of a whole.
    """

    valgt: frozenset[Grovhet]
    periode: Periode
    kommuner: frozenset[OmradeId] = frozenset()
    fordelinger: frozenset[str] = frozenset()

    @property
    def navn(self) -> str:
        """The choice in words."""
        return " · ".join(g.tekst for g in Grovhet if g in self.valgt) or "Full inndeling"

    def leaves_out(self, celle: Celle) -> bool:
        """Whether the figure is not printed at all."""
        return any(self._left_out_by(grovhet, celle) for grovhet in self.valgt)

    def _left_out_by(self, grovhet: Grovhet, celle: Celle) -> bool:
        own = celle.omrade in self.kommuner
        part_year = celle.periode.months < self.periode.months
        part = bool(celle.kategori) or celle.indikator in self.fordelinger
        match grovhet:
            case Grovhet.HALVAR_KOMMUNE:
                return own and part_year and celle.periode.korn is not Korn.HALVAR
            case Grovhet.PERIODE_KOMMUNE:
                return own and part_year
            case Grovhet.FORDELING_KOMMUNE:
                return own and part
            case Grovhet.KVARTAL_FORDELING:
                return part and part_year
            case Grovhet.TO_AR:
                return celle.periode.ar < self.periode.ar - 1
