"""A form for one kommune and one quarter, as data: what is asked, what it means, what it was last year."""

from __future__ import annotations

from dataclasses import dataclass

from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Verdi

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Skjemarad:
    """One question. `nokkel` identifies the cell when the form comes back; `enhet` is empty for what is counted."""

    nokkel: str
    kapittel: str
    etikett: str
    enhet: str
    forklaring: str
    fjor: Verdi | None
    verdi: Verdi | None


@dataclass(frozen=True, slots=True)
class Skjema:
    """The whole form."""

    tjeneste: str
    omrade: OmradeId
    omrade_navn: str
    periode: Periode
    rader: tuple[Skjemarad, ...]

    @property
    def tittel(self) -> str:
        """«Tall for Namsos, 3. kvartal 2025»."""
        return f"Tall for {self.omrade_navn}, {self.periode.tekst}"
