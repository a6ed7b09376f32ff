"""A registered value: a number, or one of the reasons why there is none."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from bvdesk.domain.record import record


class Status(StrEnum):
    """What stands in a cell. The first five can be entered; the last three only come out of a calculation."""

    TALL = ""
    IKKE_RAPPORTERT = "ikke_rapportert"
    KAN_IKKE_TALLFESTES = "kan_ikke_tallfestes"
    IKKE_AKTUELT = "ikke_aktuelt"
    TILBAKEHOLDT = "tilbakeholdt"
    UFULLSTENDIG = "ufullstendig"
    UDEFINERT = "udefinert"
    BLANK = "mangler"


ENTERED = frozenset(
    {Status.TALL, Status.IKKE_RAPPORTERT, Status.KAN_IKKE_TALLFESTES, Status.IKKE_AKTUELT, Status.TILBAKEHOLDT}
)

STATUS_TEXT = {
    Status.IKKE_RAPPORTERT: "ikke rapportert",
    Status.KAN_IKKE_TALLFESTES: "kan ikke tallfestes",
    Status.IKKE_AKTUELT: "ikke aktuelt",
    Status.TILBAKEHOLDT: "tilbakeholdt",
    Status.UFULLSTENDIG: "ufullstendig",
    Status.UDEFINERT: "kan ikke regnes ut",
    Status.BLANK: "mangler",
}


@record
class Verdi:
    """A number (`tall`) exactly when `status` is TALL."""

    tall: Decimal | None
    status: Status = Status.TALL

    def __post_init__(self) -> None:
        if (self.tall is None) == (self.status is Status.TALL):
            raise ValueError("a value is either a number or a status")
        if self.status not in ENTERED:
            raise ValueError("this status cannot be entered")


@record
class Registrering:
    """One entered row: the value with its note, its source and whether it is preliminary (foreløpig)."""

    verdi: Verdi
    merknad: str = ""
    kilde: str = ""
    forelopig: bool = False
