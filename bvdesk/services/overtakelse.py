"""Somebody else has the file: who, and what it means to take it over."""

from __future__ import annotations

import platform
from dataclasses import dataclass

from bvdesk.domain.errors import UserError
from bvdesk.services.tjenestefil import Apning, Tjenestefil, open_file
from bvdesk.storage import las
from bvdesk.storage.las import Holder

SLAG = "overtakelse"


@dataclass(frozen=True, slots=True)
class Innehaver:
    """Who has the file. `gammel`: their machine has not been heard from for a while. `her`: it is this machine."""

    hvem: str
    gammel: bool
    her: bool

    @property
    def folger(self) -> str:
        """What taking over leads to, for the one who is to choose."""
        if self.her:
            return "Filen er åpen i et annet vindu på denne maskinen. Lukk den der, og åpne den på nytt her."
        last = (
            "Maskinen har ikke gitt lyd fra seg på en stund. Filen er trolig ikke lukket ordentlig der."
            if self.gammel
            else "Maskinen ga lyd fra seg nettopp, så filen er trolig i bruk. Spør først."
        )
        return (
            f"{last} Tar du over, kan du skrive her, og der kan filen bare leses fra nå av. Det som er lagret, står. "
            "Har noen skrevet i en kopi som ikke er synkronisert, blir det to utgaver, som kan sammenlignes her på siden."
        )


def holder(fil: Tjenestefil) -> Innehaver | None:
    """Who has a file that may only be read here because somebody else writes in it; None when that is not why."""
    found = las.read_holder(fil.path)
    if not fil.lesegrunn or found is None:
        return None
    return Innehaver(_who(found), not found.is_fresh(fil.bruker.clock()), found.vert == platform.node())


def take_over(fil: Tjenestefil) -> Tjenestefil:
    """The file opened anew, to be written in, although somebody else has it; noted in the log. UserError when it cannot be.

    The one who had it sees it before the next write, and may read on.
    """
    other = holder(fil)
    opened = open_file(fil.path, fil.bruker, Apning(fil.database.tilgang.nokkel, take_over=True))
    if opened.lesegrunn:
        reason = opened.lesegrunn
        opened.close()
        raise UserError("Filen kunne ikke tas over.", reason)
    if other is not None:
        with opened.database.atomic():
            opened.log(SLAG, f"Tok over filen fra {other.hvem}")
    return opened


def _who(found: Holder) -> str:
    return f"{found.person} på {found.vert}"
