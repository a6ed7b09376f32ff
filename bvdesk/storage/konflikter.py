"""Copies that a sync program has left beside a file because two machines changed it."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

from bvdesk.storage.backup import SUFFIX

_MARK = r"konflikt|conflict|motstridende|in conflict|kollisjon"
# «navn (konflikt)», Dropbox «navn (Karis motstridende kopi 2026-01-15)», Nextcloud «navn (conflicted copy 2026-01-15 1432)»,
# ownCloud «navn_conflict-20260115-1432», Syncthing «navn.sync-conflict-20260115-1432-ABC», Google Drive «navn (1)».
_TAIL = re.compile(
    rf"\s*(\([^)]*({_MARK})[^)]*\)|\[[^\]]*({_MARK})[^\]]*\]|[._ -]+(sync-)?({_MARK})\b.*|\s\(\d{{1,2}}\))", re.I
)
_SYNCED = re.compile(r"onedrive|dropbox|nextcloud|owncloud|google drive|icloud", re.I)


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """The files in the same folder that look like a sync program's copy of this one."""
    if not path.parent.is_dir():
        return ()
    others = (other for other in path.parent.glob(f"*{SUFFIX}") if other != path and other.is_file())
    return tuple(sorted(other for other in others if is_conflict_name(path.stem, other.stem)))


def is_conflict_name(stem: str, other: str) -> bool:
    """Whether `other` is `stem` with a sync program's tail. OneDrive adds the name of the machine."""
    if not other.startswith(stem):
        return False
    tail = other.removeprefix(stem)
    return bool(_TAIL.fullmatch(tail)) or tail.casefold() == f"-{platform.node()}".casefold() or _is_machine_name(tail)


def synced_by(path: Path) -> str:
    """The sync program whose folder a file lies in, by its name; empty when there is none."""
    for part in path.resolve().parts:
        found = _SYNCED.search(part)
        if found:
            return part
    onedrive = os.environ.get("ONEDRIVE", "")  # Windows does not tell capitals apart
    return "OneDrive" if onedrive and path.resolve().is_relative_to(onedrive) else ""


def _is_machine_name(tail: str) -> bool:
    # Windows names machines DESKTOP-1A2B3C4, LAPTOP-…, PC12345: capitals and digits.
    return re.fullmatch(r"-[A-Z][A-Z0-9-]{3,14}", tail) is not None and any(c.isdigit() for c in tail)
