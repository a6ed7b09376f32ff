"""The engine: a pattern for a whole publication, block by block.

A block whose data have not changed since the previous pattern is taken over as it is. A block that was
edited keeps its pattern, and only what broke is repaired. Everything else is solved afresh: cover, improve,
and exactly where the block is small or the policy allows time. Very large blocks are covered in overlapping
parts; that is safe, because a witness found in a part is a witness in the whole.
"""

from __future__ import annotations

from hashlib import blake2b
from time import perf_counter

from bvdesk.prikking.blokkloser import Losning, hidden_anyhow, solve_block
from bvdesk.prikking.deler import solve_in_parts
from bvdesk.prikking.monster import Avbrutt, Avbryt, Blokkmonster, Monster, Tilstand
from bvdesk.prikking.policy import Policy
from bvdesk.prikking.publikasjon import Blokk, Celle, Publikasjon
from bvdesk.prikking.umulig import ways_out

STOR_BLOKK = 1500
"""Blocks with more cells than this are covered in parts."""


def protect(
    publikasjon: Publikasjon, policy: Policy, previous: Monster | None = None, cancel: Avbryt | None = None
) -> Monster:
    """Decide what every cell becomes.

    Args:
        publikasjon: everything that all editions print.
        policy: the rules.
        previous: an earlier pattern of the same publication, for speed and calm; ignored under another
            policy.
        cancel: asked between blocks; when it says True, `Avbrutt` is raised.
    """
    begun = perf_counter()
    fingerprint = policy.fingerprint()
    memory = _Memory(previous if previous is not None and previous.policy == fingerprint else None)
    blocks = []
    for blokk in publikasjon.blokker():
        if cancel is not None and cancel():
            raise Avbrutt
        key = _key(blokk, fingerprint)
        blocks.append(memory.same(key) or _solve(blokk, policy, key, memory.earlier(blokk)))
    hidden = frozenset().union(*(block.skjulte for block in blocks))
    return Monster(
        tilstand={celle.id: _state(celle, policy, hidden) for celle in publikasjon.celler},
        blokker=tuple(blocks),
        policy=fingerprint,
        sekunder=perf_counter() - begun,
    )


class _Memory:
    """The blocks of the previous pattern."""

    def __init__(self, previous: Monster | None) -> None:
        blocks = previous.blokker if previous else ()
        self._by_key = {block.nokkel: block for block in blocks}
        self._by_cell = {name: block for block in blocks for name in block.celler}

    def same(self, key: str) -> Blokkmonster | None:
        """The pattern of a block with exactly these data."""
        return self._by_key.get(key)

    def earlier(self, blokk: Blokk) -> Blokkmonster | None:
        """The pattern of the block as it was before the edit."""
        return self._by_cell.get(blokk.celler[0].id)


def _key(blokk: Blokk, fingerprint: str) -> str:
    digest = blake2b(fingerprint.encode(), digest_size=16)
    for celle in blokk.celler:
        digest.update(repr(_data(celle)).encode())
    for relasjon in blokk.relasjoner:
        digest.update(repr((relasjon.ledd, relasjon.konstant, relasjon.slag.value)).encode())
    return digest.hexdigest()


def _data(celle: Celle) -> tuple[object, ...]:
    limits = (celle.nedre_grense, celle.ovre_grense)
    flags = (celle.last, celle.skjult_for, celle.vises, celle.liten)
    return (celle.id, celle.verdi, celle.vekt, limits, flags, celle.gruppe, sorted(celle.kjent_av))


def _state(celle: Celle, policy: Policy, hidden: frozenset[str]) -> Tilstand:
    if celle.last:
        return Tilstand.LAST
    if celle.id not in hidden:
        return Tilstand.VIST
    return Tilstand.PRIMAER if policy.is_small(celle) else Tilstand.SEKUNDAER


def _solve(blokk: Blokk, policy: Policy, key: str, earlier: Blokkmonster | None) -> Blokkmonster:
    if any(policy.is_small(celle) and not celle.last for celle in blokk.celler):
        solve = solve_in_parts if len(blokk.celler) > STOR_BLOKK else solve_block
        answer = solve(blokk, policy, earlier)
    else:
        answer = Losning(hidden_anyhow(blokk.celler, policy))
    return Blokkmonster(
        nokkel=key,
        celler=frozenset(celle.id for celle in blokk.celler),
        skjulte=answer.skjulte,
        vitner=tuple(sorted(answer.vitner.items())),
        ubeskyttbare=ways_out(blokk, policy, answer),
        kostnad=answer.kostnad,
        nedre_grense=answer.nedre_grense,
        bevist=answer.bevist,
    )
