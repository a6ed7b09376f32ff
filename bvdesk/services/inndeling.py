"""How fine the public tables are: a choice stored with the file, logged, and taken back when it did not help."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from bvdesk.domain.change import Change
from bvdesk.domain.rapport.tabellvalg import Grovhet, Tabellvalg
from bvdesk.domain.tall.periode import Periode
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import innstilling_store

CHOSEN, BEFORE = "tabellvalg", "tabellvalg_for"
TABLES_OPERATION = "personvern"


def coarseness(fil: Tjenestefil) -> frozenset[Grovhet]:
    """How coarse the service has chosen its public tables to be."""
    return _stored(fil, CHOSEN)


def table_choice(fil: Tjenestefil, periode: Periode, valgt: Iterable[Grovhet] | None = None) -> Tabellvalg:
    """A choice of tables (the stored one when none is given) for a period of this file."""
    parts = frozenset(k.indikator for d in fil.katalog.dimensjoner if d.hel for k in d.kategorier)
    chosen = coarseness(fil) if valgt is None else frozenset(valgt)
    return Tabellvalg(chosen, periode, frozenset(fil.tjeneste.members(periode)), parts)


def choose(fil: Tjenestefil, valgt: Collection[Grovhet]) -> Change:
    """Make the public tables this coarse, from the next edition on."""
    return _choose(fil, frozenset(valgt), "Inndelingen av offentlige tabeller")


def can_undo(fil: Tjenestefil) -> bool:
    """Whether there is another choice to go back to."""
    return bool(innstilling_store.get(fil.database, BEFORE)) and _stored(fil, BEFORE) != coarseness(fil)


def undo(fil: Tjenestefil) -> Change:
    """Go back to the choice before the last; done twice, it is back where it was."""
    return _choose(fil, _stored(fil, BEFORE), "Angret inndelingen av offentlige tabeller")


def _choose(fil: Tjenestefil, valgt: frozenset[Grovhet], what: str) -> Change:
    before = coarseness(fil)
    text = f"{what}: {Tabellvalg(valgt, Periode.year(fil.bruker.clock().year)).navn}"
    with fil.database.atomic():
        innstilling_store.put(fil.database, BEFORE, json.dumps(sorted(before)))
        innstilling_store.put(fil.database, CHOSEN, json.dumps(sorted(valgt)))
        fil.log(TABLES_OPERATION, text)
    return Change(text, slag=TABLES_OPERATION)


def _stored(fil: Tjenestefil, name: str) -> frozenset[Grovhet]:
    known = {g.value for g in Grovhet}
    return frozenset(Grovhet(key) for key in json.loads(innstilling_store.get(fil.database, name, "[]")) if key in known)
