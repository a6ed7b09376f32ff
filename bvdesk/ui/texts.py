"""Dates and times as the window writes them."""

from __future__ import annotations

from datetime import datetime


def timestamp(iso: str) -> str:
    """«17.5.2025 14.32»."""
    moment = datetime.fromisoformat(iso)
    return f"{moment.day}.{moment.month}.{moment.year} {moment:%H.%M}"
