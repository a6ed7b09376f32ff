"""What the engine takes a reader to know of one cell, and what a small cell needs."""

from __future__ import annotations

from bvdesk.prikking.policy import Merke, Nuller, Policy, Vern
from bvdesk.prikking.publikasjon import Celle


def limits(celle: Celle, policy: Policy) -> tuple[int, int]:
    """The smallest and largest value that a reader from outside holds possible, if the cell is hidden."""
    terskel = policy.rule(celle).terskel or 0
    low = celle.nedre_grense
    high = celle.verdi + max(celle.verdi, policy.margin, terskel + 1)
    marked = celle.vises or celle.skjult_for
    if marked and policy.nuller is Nuller.VIS and low == 0:
        low = 1
    if marked and policy.merke is Merke.DELT and policy.rule(celle).terskel is not None:
        if celle.verdi <= terskel:
            high = terskel
        else:
            low = max(low, terskel + 1)
    if celle.ovre_grense is not None:
        high = min(high, celle.ovre_grense)
    return min(low, celle.verdi), max(high, celle.verdi)


def requirement(celle: Celle, policy: Policy) -> tuple[bool, int]:
    """Whether the cell must be able to go up, and how far it must be able to move."""
    rule = policy.rule(celle)
    if rule.vern is Vern.STERK and rule.terskel is not None and celle.verdi <= rule.terskel:
        return True, rule.terskel + 1 - celle.verdi
    return False, 2 if rule.vern is Vern.BREDDE else 1


def hideable(celle: Celle, policy: Policy) -> bool:
    """Whether the marker may be printed instead of the figure."""
    if celle.last:
        return False
    shown_zero = policy.nuller is Nuller.VIS and celle.verdi == 0 and celle.vises
    return not shown_zero or celle.skjult_for or policy.is_small(celle)
