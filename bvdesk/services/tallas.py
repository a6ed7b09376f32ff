"""Locks on single figures: one that everybody knows already stays shown, one that should not be read is always hidden.

A lock is set by a person who says why; both stand in the change log. A figure is known only as it was: when it is
corrected, its lock as known holds no longer. One that is always hidden is protected as a small one: it cannot be derived.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import Enum

from bvdesk import prikking
from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.services.publikasjon import describe_id
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import innstilling_store

SETTING = "tallas"
LOCK_OPERATION = "personvern"


class Laseslag(Enum):
    """What a lock does with its figure."""

    KJENT = "kjent"
    SKJULT = "skjult"


_DONE = {Laseslag.KJENT: "er kjent fra før og vises", Laseslag.SKJULT: "skjules alltid"}


@dataclass(frozen=True, slots=True)
class Tallas:
    """One lock. `verdi`: the figure that is known; None for one that is hidden, whatever it becomes."""

    id: str
    slag: Laseslag
    grunn: str
    verdi: int | None = None

    def holds(self, celle: prikking.Celle) -> bool:
        """Whether the lock still is about the figure as it stands."""
        return self.slag is Laseslag.SKJULT or self.verdi == celle.verdi

    def rules(self, celle: prikking.Celle) -> bool:
        """Whether it is this lock that decides over a figure of a locked publication."""
        return self.holds(celle) and (celle.last if self.slag is Laseslag.KJENT else not celle.last)

    def explanation(self) -> str:
        """Why the figure is shown or hidden."""
        shown = (
            "Vises, fordi dere har låst tallet som kjent"
            if self.slag is Laseslag.KJENT
            else "Skjult, fordi dere har valgt det"
        )
        return f"{shown}: {self.grunn}"


def locks(fil: Tjenestefil) -> dict[str, Tallas]:
    """All locks by the id of their figure, oldest first."""
    stored = json.loads(innstilling_store.get(fil.database, SETTING, "[]"))
    made = (Tallas(each["id"], Laseslag(each["slag"]), each["grunn"], each["verdi"]) for each in stored)
    return {each.id: each for each in made}


def lock(fil: Tjenestefil, celle: prikking.Celle, slag: Laseslag, grunn: str) -> Change:
    """Lock a figure of a clearing; UserError without a reason, or when it would hide what has been shared."""
    if not grunn.strip():
        raise UserError("Skriv hvorfor tallet skal låses.", "For eksempel: «Tallet står i tallene fra SSB».")
    if slag is Laseslag.SKJULT and celle.last and locks(fil).get(celle.id) is None:
        raise UserError(
            "Tallet er delt før, og kan ikke skjules.", "Ble meldingen aldri delt, kan du si fra på fanen Utgivelser."
        )
    verdi = celle.verdi if slag is Laseslag.KJENT else None
    made = Tallas(celle.id, slag, grunn.strip(), verdi)
    text = f"Låst: {describe_id(fil, celle.id)} {_DONE[slag]} ({made.grunn})"
    return _store(fil, {**locks(fil), celle.id: made}, text)


def unlock(fil: Tjenestefil, celle: str) -> Change:
    """Take a lock away; the rules decide over the figure again."""
    held = locks(fil)
    gone = held.pop(celle)
    return _store(fil, held, f"Låsen er tatt bort: {describe_id(fil, celle)} ({gone.grunn})")


def _store(fil: Tjenestefil, held: dict[str, Tallas], text: str) -> Change:
    plain = [{"id": each.id, "slag": each.slag.value, "grunn": each.grunn, "verdi": each.verdi} for each in held.values()]
    with fil.database.atomic():
        innstilling_store.put(fil.database, SETTING, json.dumps(plain, ensure_ascii=False))
        fil.log(LOCK_OPERATION, text)
    return Change(text, slag=LOCK_OPERATION)


def apply(held: dict[str, Tallas], publikasjon: prikking.Publikasjon) -> prikking.Publikasjon:
    """The publication with its figures locked as chosen. What has been shared stays known, whatever is chosen."""
    if not held:
        return publikasjon
    return prikking.Publikasjon(tuple(locked(held, celle) for celle in publikasjon.celler), publikasjon.relasjoner)


def locked(held: dict[str, Tallas], celle: prikking.Celle) -> prikking.Celle:
    """A figure as its lock demands, itself when it has none."""
    found = held.get(celle.id)
    if found is None or celle.last or not celle.vises or not found.holds(celle):
        return celle
    known = found.slag is Laseslag.KJENT
    return replace(celle, last=True, skjult_for=False) if known else replace(celle, liten=True)
