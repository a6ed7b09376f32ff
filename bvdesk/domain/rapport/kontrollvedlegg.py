"""The appendix «Kontroll» of the internal edition: what the checker found and somebody accepted, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bvdesk.domain.rapport.modell import Avsnitt, Blokk, Kolonne, Rad, Tabell
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.periode import date_in_words

_QUESTION = re.compile(r"(?<=[.!])\s+[^.!?]*\?")


@dataclass(frozen=True, slots=True)
class Godtatt:
    """A finding that stands with a reason. `dato` is the ISO date it was accepted."""

    melding: str
    grunn: str
    person: str
    dato: str


def accepted_findings(u: Utsnitt, listed: Sequence[Godtatt]) -> Iterator[Blokk]:
    """A table of the accepted findings; nothing at all when there are none."""
    if not listed:
        return
    yield Avsnitt((u.ord("kontroll_ingress"),))
    columns = tuple(
        Kolonne(u.ord(key), tall=False) for key in ("kontroll_funn", "kontroll_grunn", "kontroll_person", "kontroll_dato")
    )
    rows = tuple(Rad(_seen(g.melding), (g.grunn, g.person, date_in_words(g.dato))) for g in listed)
    yield Tabell(u.ord("kontroll_tittel"), columns, rows)


def _seen(melding: str) -> str:
    """What was found, without the question and the advice to whoever was to mend it."""
    asked = _QUESTION.search(melding)
    return melding[: asked.start()].rstrip() if asked else melding
