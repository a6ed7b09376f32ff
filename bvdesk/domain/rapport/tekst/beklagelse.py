"""What stands where a figure cannot be told: plainly that it is not there, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bvdesk.domain.rapport.felt.oppslag import Mangel
from bvdesk.domain.rapport.felt.ordform import Ordform


def apology(ordform: Ordform, mangler: Sequence[Mangel]) -> str:
    """A sentence for each reason, in which no name and no period is said twice."""
    reasons = dict.fromkeys(m.grunn for m in mangler)
    return " ".join(_sentence(ordform, [m for m in mangler if m.grunn == reason]) for reason in reasons)


def _sentence(ordform: Ordform, mangler: Sequence[Mangel]) -> str:
    asked = _figures(mangler)
    told = {(name, place) for names, place, _ in asked for name in names}
    others = dict.fromkeys(m.hva for m in mangler if not m.periode and (m.navn, m.sted) not in told)
    count = sum(len(names) * len(periods) for names, _, periods in asked) + len(others)
    words = [
        ordform.felt["hva"].format(navn=ordform.listed(names), sted=place, periode=ordform.listed(periods))
        for names, place, periods in asked
    ]
    pattern = ordform.felt["mangler_ett" if count == 1 else "mangler_flere"]
    return pattern.format(hva=ordform.listed((*words, *others)), grunn=ordform.felt[f"grunn_{mangler[0].grunn}"])


_Asked = tuple[tuple[str, ...], str, tuple[str, ...]]
"""Names, where they belong, and periods: every name was asked for in every period."""


def _figures(mangler: Iterable[Mangel]) -> list[_Asked]:
    """The plain figures. A change goes without saying where the figure itself is said not to be there."""
    periods: dict[tuple[str, str], dict[str, None]] = {}
    for m in mangler:
        if m.periode:
            periods.setdefault((m.navn, m.sted), {})[m.periode] = None
    names: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (name, place), spans in periods.items():
        names.setdefault((place, tuple(spans)), []).append(name)
    return [(tuple(listed), place, spans) for (place, spans), listed in names.items()]
