"""Areas: the deltakerkommuner, `tjenesten`, and the areas one compares with."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

from bvdesk.domain.record import record
from bvdesk.domain.tall.periode import Periode

OmradeId = NewType("OmradeId", str)

TJENESTEN = OmradeId("tjenesten")
LANDET = OmradeId("landet")
FYLKET = OmradeId("fylket")


class OmradeSlag(StrEnum):
    """What an area is to the service."""

    DELTAKER = "deltaker"
    TJENESTE = "tjeneste"
    SAMMENLIGNING = "sammenligning"


@record
class Omrade:
    """An area as figures know it: a stable id and the name the reader sees."""

    id: OmradeId
    navn: str
    slag: OmradeSlag


@record
class Deltakelse:
    """A kommune's membership of the service, with its dates (years, both included)."""

    omrade: OmradeId
    fra_ar: int = 0
    til_ar: int = 9999


@record
class Tjeneste:
    """The service: its name, host kommune and members in the order the leader gave them."""

    navn: str
    deltakelser: tuple[Deltakelse, ...]
    vertskommune: OmradeId | None = None

    def members(self, periode: Periode) -> tuple[OmradeId, ...]:
        """The deltakerkommuner in a period."""
        return tuple(d.omrade for d in self.deltakelser if d.fra_ar <= periode.ar <= d.til_ar)
