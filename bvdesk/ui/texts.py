"""Dates, times and shares as the window writes them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bvdesk.domain.tall.tallformat import NBSP, format_tall


def timestamp(iso: str) -> str:
    """«17.5.2025 14.32». An entry that was lost in a damaged file has no time."""
    if not iso:
        return "ukjent tid"
    moment = datetime.fromisoformat(iso)
    return f"{moment.day}.{moment.month}.{moment.year} {moment:%H.%M}"


def percent(share: float) -> str:
    """«62 %» of a share from 0 to 1; never 100 before it is all."""
    whole = round(share * 100)
    return f"{format_tall(Decimal(99 if whole == 100 and share < 1 else whole), 0)}{NBSP}%"
