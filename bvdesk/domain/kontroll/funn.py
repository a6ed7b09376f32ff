"""A finding: what a rule has to say about figures or about a place in a text."""

from __future__ import annotations

import enum
from decimal import Decimal

from bvdesk.domain.record import record


class Niva(enum.IntEnum):
    """How grave a finding is; STOPP blocks approval, ADVARSEL asks for a reason, INFO is worth a look."""

    INFO = 1
    ADVARSEL = 2
    STOPP = 3


@record
class Sted:
    """A place in a checked text: the line it starts on (1-based) and the words themselves."""

    linje: int
    utdrag: str


@record
class Funn:
    """One finding.

    Attributes:
        regel: id of the rule (V01–V41 of the domain map, T01– for texts).
        niva: how grave it is.
        melding: Norwegian, names kommune, indicator, period, the numbers and what to do.
        omrade: the area's name, empty when the finding is about the text as such.
        indikator: the indicator's id, empty when none is meant.
        periode: the period as written in files (`2024`, `2025K3`).
        verdier: the numbers that do not agree.
        sted: where in the text, None for a finding among the figures.
        forslag: what could be written instead (a number or a live field), when the checker knows.
    """

    regel: str
    niva: Niva
    melding: str
    omrade: str = ""
    indikator: str = ""
    periode: str = ""
    verdier: tuple[Decimal, ...] = ()
    sted: Sted | None = None
    forslag: str = ""

    @property
    def nokkel(self) -> str:
        """What identifies the finding from one run to the next, so that an accepted one stays accepted."""
        verdier = "/".join(format(verdi.normalize(), "f") for verdi in self.verdier)
        utdrag = self.sted.utdrag if self.sted else ""
        return "|".join((self.regel, self.omrade, self.indikator, self.periode, verdier, utdrag))
