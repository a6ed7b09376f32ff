"""The operators of one page: which are somebody's content, and which are decoration."""

from __future__ import annotations

from collections.abc import Iterable

_PAINTING = frozenset(["f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "ET", "EI"])
_SHOWING_TEXT = (" Tj", " TJ")


class UntaggedTextError(ValueError):
    """Text was drawn outside every element and every artifact: a screen reader would never find it."""


class Opening(str):
    """The operator that opens a marked sequence; what follows is spoken for until `Closing`."""

    __slots__ = ()


class Closing(str):
    """The operator that closes a marked sequence."""

    __slots__ = ()


class Marked(str):
    """A whole marked sequence, from the operator that opens it to the one that closes it."""

    __slots__ = ()


def seal(code: Iterable[str], *, page: int) -> list[str]:
    """The page's operators with everything that is left over marked as artifact.

    Lines and surfaces nobody spoke for are decoration. Text nobody spoke for is a mistake:
    `UntaggedTextError`.
    """
    sealed: list[str] = []
    loose: list[str] = []
    inside = False
    for operator in code:
        kind = type(operator)
        if kind is str:
            (sealed if inside else loose).append(operator)
            continue
        if loose:
            sealed += _as_artifact(loose, page)
            loose = []
        sealed.append(operator)
        inside = kind is Opening
    return sealed + _as_artifact(loose, page)


def _as_artifact(operators: list[str], page: int) -> list[str]:
    if not operators:
        return operators
    painting = [i for i, operator in enumerate(operators) if not _PAINTING.isdisjoint(operator.split())]
    if not painting:
        return operators
    for i in painting:
        if any(sign in operators[i] for sign in _SHOWING_TEXT):
            raise UntaggedTextError(f"untagged text on page {page}: {operators[i][:120]!r}")
    first, last = painting[0], painting[-1] + 1
    return [*operators[:first], "/Artifact BMC", *operators[first:last], "EMC", *operators[last:]]
