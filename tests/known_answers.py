"""The engine and the auditor, remembering what they have been asked: both give the same answer to the same question."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from threading import Lock

from bvdesk.prikking import motor, revisjon
from bvdesk.prikking.funn import Revisjon
from bvdesk.prikking.monster import Avbrutt, Avbryt, Blokkmonster, Monster
from bvdesk.prikking.policy import Policy
from bvdesk.prikking.publikasjon import Publikasjon

_REMEMBERED = 100
_solve, _attack = motor.protect, revisjon.audit
_one_solves = Lock()
"""Whoever asks the same at the same time waits for the answer."""


def protect(
    publikasjon: Publikasjon, policy: Policy, previous: Monster | None = None, cancel: Avbryt | None = None
) -> Monster:
    """As `motor.protect`; an answer that is known can be cancelled too."""
    if cancel is not None and cancel():
        raise Avbrutt
    memory = (previous.policy, previous.blokker) if previous else None
    asked = _Unasked(cancel)
    try:
        with _one_solves:
            return _protect(publikasjon, policy, memory, asked)
    finally:
        asked.cancel = None  # remembered with the question: whoever asked, a job with Qt behind it, must not live on in it


def audit(publikasjon: Publikasjon, skjulte: Collection[str], policy: Policy) -> Revisjon:
    """As `revisjon.audit`."""
    return _audit(publikasjon, frozenset(skjulte), policy)


class _Unasked:
    """Who may cancel is no part of the question."""

    def __init__(self, cancel: Avbryt | None) -> None:
        self.cancel: Avbryt | None = cancel

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unasked)

    def __hash__(self) -> int:
        return 0


@lru_cache(_REMEMBERED)
def _protect(
    publikasjon: Publikasjon, policy: Policy, memory: tuple[str, tuple[Blokkmonster, ...]] | None, asked: _Unasked
) -> Monster:
    previous = Monster({}, memory[1], memory[0], 0.0) if memory else None
    return _solve(publikasjon, policy, previous, asked.cancel)


@lru_cache(_REMEMBERED)
def _audit(publikasjon: Publikasjon, skjulte: frozenset[str], policy: Policy) -> Revisjon:
    return _attack(publikasjon, skjulte, policy)
