"""Backups in words."""

from __future__ import annotations

from bvdesk.services.sikkerhetskopi import KIND_TEXT
from bvdesk.storage.backup import Kopi


def describe_copy(kopi: Kopi) -> str:
    """«15.1.2026 14.32 – daglig»."""
    return f"{copy_time(kopi)} – {KIND_TEXT[kopi.slag].lower()}"


def copy_time(kopi: Kopi) -> str:
    """«15.1.2026 14.32»."""
    return f"{kopi.tid.day}.{kopi.tid.month}.{kopi.tid.year} {kopi.tid:%H.%M}"
