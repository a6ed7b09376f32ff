"""How wide the columns of a table are."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

_NARROW = 60
_AIR = 8

Need = tuple[int, int, float, float]
"""A cell's column, how many columns it covers, the width of its longest word, and its width on one line."""


def column_widths(needs: Sequence[Need], shares: Sequence[float], width: float) -> list[float]:
    """The widths of the columns, which together are `width`.

    Given shares are followed. Otherwise content decides: when all of it fits on one line, narrow columns
    become equally wide and get some air, and what is left goes to the first, so that numbers stand in an even
    rhythm to the right; when not, the widest columns wrap.
    """
    if shares:
        return [width * share / sum(shares) for share in shares]
    least, natural = _by_column(needs)
    if sum(natural) > width:
        return _squeezed(least, natural, width)
    even = _evened(natural)
    if sum(even) > width:
        even = natural
    air = min(_AIR, (width - sum(even)) / 2 / max(1, len(even) - 1))
    others = [column + air for column in even[1:]]
    return [width - sum(others), *others]


def _evened(natural: Sequence[float]) -> list[float]:
    narrow = max((column for column in natural[1:] if column <= _NARROW), default=0)
    return [natural[0], *(max(column, narrow) for column in natural[1:])]


def _by_column(needs: Sequence[Need]) -> tuple[list[float], list[float]]:
    count = max(column + covered for column, covered, _, _ in needs)
    least, natural = [0.0] * count, [0.0] * count
    for column, covered, word, whole in sorted(needs, key=itemgetter(1)):
        if covered == 1:
            least[column] += max(0.0, word - least[column])
            natural[column] += max(0.0, whole - natural[column])
            continue
        reach = range(column, column + covered)
        for target, wanted in ((least, word), (natural, whole)):
            lack = wanted - sum(target[c] for c in reach)
            if lack > 0:
                for c in reach:
                    target[c] += lack / covered
    return least, natural


def _squeezed(least: Sequence[float], natural: Sequence[float], width: float) -> list[float]:
    """Narrow columns keep their content on one line; the widest share what is left."""
    if sum(least) >= width:
        return [width * part / sum(least) for part in least]
    widths = list(least)
    left, waiting = width, sorted(range(len(least)), key=lambda column: natural[column])
    while waiting:
        column = waiting.pop(0)
        others = sum(least[other] for other in waiting)
        fair = max(least[column], min(left / (len(waiting) + 1), left - others))
        widths[column] = min(natural[column], fair) if waiting else left
        left -= widths[column]
    return widths
