"""The chapters that indicators are grouped in, with their titles: those of the report's outline."""

from __future__ import annotations

from functools import lru_cache

from bvdesk.storage import tabellager


@lru_cache(maxsize=1)
def titler() -> dict[str, str]:
    """Chapter number to title in bokmål."""
    outline = tabellager.read("rapport", "disposisjon.toml")
    return {row["nummer"]: row["tittel"]["nb"] for row in outline["kapittel"]}


def overskrift(kapittel: str) -> str:
    """«4.2 Meldinger»."""
    return f"{kapittel} {titler().get(kapittel, '')}".strip()


@lru_cache(maxsize=256)
def sort_key(kapittel: str) -> tuple[int, ...]:
    """Order of chapters: 4.2 before 4.10."""
    return tuple(int(part) for part in kapittel.split("."))
