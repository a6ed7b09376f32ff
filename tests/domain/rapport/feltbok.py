"""A small book of figures with a field source over it, for tests of fields and texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.felt.oppslag import Feltkilde
from bvdesk.domain.rapport.klarering import Port, Slipp
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle, Tallbok
from bvdesk.domain.tall.omrade import LANDET, TJENESTEN, Deltakelse, OmradeId, Tjeneste
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.services import mal, rapport
from bvdesk.services.felt import counted_words
from bvdesk.services.tjenestefil import katalog

NAVN = {"a": "Nordvik", "b": "Elvedal", TJENESTEN: "Fjordbygda barnevernstjeneste", LANDET: "landet"}
Rad = tuple[str, str, str, object]


@dataclass(frozen=True)
class Skjuler:
    """Hides the figures of these indicators in an area."""

    indikatorer: Collection[str] = ()
    omrade: str = "a"
    stempel: str = ""
    notat: None = None

    def hides(self, celle: Celle) -> bool:
        return celle.indikator in self.indikatorer and celle.omrade == self.omrade

    def leaves_out(self, celle: Celle) -> bool:
        del celle
        return False


def kilde(
    rader: Iterable[Rad],
    *,
    skjult: Collection[str] = (),
    malform: Malform = Malform.BOKMAL,
    omrade: str = "a",
    periode: str = "2025",
) -> Feltkilde:
    """A field source for two kommuner, «a» and «b». Each row: indicator, area, period, number or status."""
    bok = Tallbok(lambda _omrade, _ar: {})
    for indikator, area, span, value in rader:
        verdi = Verdi(None, value) if isinstance(value, Status) else Verdi(Decimal(str(value)))
        bok.put(Celle(indikator, "", OmradeId(area), Periode.parse(span)), Registrering(verdi))
    beregning = Beregning(katalog(), Tjeneste(NAVN[TJENESTEN], (Deltakelse(OmradeId("a")), Deltakelse(OmradeId("b")))), bok)
    slipp: Slipp = Skjuler(skjult)
    utsnitt = Utsnitt(
        port=Port(beregning, slipp),
        omrade=OmradeId(omrade),
        periode=Periode.parse(periode),
        indikatorer=tuple(katalog().indikatorer.values()),
        sammenligninger=(),
        navn=lambda key: NAVN[key],
        ord=rapport.words(malform),
        disposisjon=mal.standard(),
        merknader={},
    )
    return Feltkilde(utsnitt, counted_words(), find_area)


def find_area(navn: str) -> OmradeId:
    for key, name in NAVN.items():
        if navn in (name, key):
            return OmradeId(key)
    raise UserError(f"Fant ingen kommune som heter «{navn}».")
