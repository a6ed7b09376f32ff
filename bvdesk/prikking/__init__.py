"""Disclosure control («prikking»): nothing that identifies a child can be worked out from what is printed.

`protect` decides what to hide, `audit` judges it, and the two share no code. The package knows cells and
linear relations only. The solver is loaded when one of these functions is first called, never at start-up.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bvdesk.prikking.funn import Funn, Revisjon
from bvdesk.prikking.monster import Avbrutt, Avbryt, Monster, Tilstand, Ubeskyttbar
from bvdesk.prikking.policy import Angripere, Gruppevern, Merke, Nuller, Policy, Vern
from bvdesk.prikking.publikasjon import (
    Celle,
    Publikasjon,
    Relasjon,
    Slag,
    with_level_weights,
)

if TYPE_CHECKING:
    from bvdesk.prikking.revisjon import Revisor

__all__ = [
    "Angripere",
    "Avbrutt",
    "Celle",
    "Funn",
    "Gruppevern",
    "Merke",
    "Monster",
    "Nuller",
    "Policy",
    "Publikasjon",
    "Relasjon",
    "Revisjon",
    "Slag",
    "Tilstand",
    "Ubeskyttbar",
    "Vern",
    "audit",
    "auditor",
    "protect",
    "with_level_weights",
]


def protect(
    publikasjon: Publikasjon,
    policy: Policy,
    previous: Monster | None = None,
    cancel: Avbryt | None = None,
) -> Monster:
    """Decide what every cell becomes.

    Args:
        publikasjon: everything that all editions print.
        policy: the rules.
        previous: an earlier pattern of the same publication, for speed and calm; ignored under another
            policy.
        cancel: asked between blocks; when it says True, `Avbrutt` is raised.
    """
    from bvdesk.prikking.motor import protect as run

    return run(publikasjon, policy, previous, cancel)


def auditor() -> Revisor:
    """An auditor with a memory, for looking while figures are edited; what is printed is judged by `audit`."""
    from bvdesk.prikking.revisjon import Revisor as Made

    return Made()


def audit(publikasjon: Publikasjon, skjulte: Collection[str], policy: Policy) -> Revisjon:
    """Attack a pattern; nothing may be printed unless the answer is `godkjent`.

    Args:
        publikasjon: every cell and relation that readers can reckon with.
        skjulte: ids of the cells printed as the marker; cells that nobody prints are unknown anyhow.
        policy: what is small, what protects it, and who the readers are.
    """
    from bvdesk.prikking.revisjon import audit as run

    return run(publikasjon, skjulte, policy)
