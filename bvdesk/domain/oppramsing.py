"""Names in a row, as one writes them: «Namsos, Overhalla og Flatanger»."""

from __future__ import annotations

from collections.abc import Sequence


def enumerate_names(names: Sequence[str]) -> str:
    """Commas, and «og» before the last; empty for none."""
    return " og ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
