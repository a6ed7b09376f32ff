"""The program's own folder on this machine, outside what OneDrive takes over. Backups live there."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

VARIABLE = "BVDESK_MAPPE"


def data_folder() -> Path:
    """Where the program keeps its own files; the environment variable BVDESK_MAPPE moves it."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("bvdesk", appauthor=False)


def backup_folder(path: Path) -> Path:
    """Where the backups of one service file lie: by its place, so that they are found when the file cannot be read."""
    place = hashlib.sha256(os.path.normcase(path.resolve()).encode()).hexdigest()[:8]
    return data_folder() / "sikkerhetskopier" / f"{path.stem}-{place}"
