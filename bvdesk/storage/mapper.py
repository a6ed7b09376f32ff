"""The program's own folder on this machine, outside what OneDrive takes over. Backups live there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "BVDESK_MAPPE"


def data_folder() -> Path:
    """Where the program keeps its own files; the environment variable BVDESK_MAPPE moves it."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    named = _named_folder()
    if named:
        return Path(named, "bvdesk")
    from platformdirs import user_data_path

    return user_data_path("bvdesk", appauthor=False)


def _named_folder() -> str:
    """The folder of programs' data where the environment tells: platformdirs says the same, after 20 ms of every start."""
    system: str = sys.platform
    if system == "win32":
        return os.environ.get("LOCALAPPDATA", "")
    if system == "linux":
        return os.environ.get("XDG_DATA_HOME", "").strip() or str(Path("~/.local/share").expanduser())
    return ""


def backup_folder(path: Path) -> Path:
    """Where the backups of one service file lie: by its place, so that they are found when the file cannot be read."""
    import hashlib  # loads OpenSSL, which opening a file does without

    place = hashlib.sha256(os.path.normcase(path.resolve()).encode()).hexdigest()[:8]
    return data_folder() / "sikkerhetskopier" / f"{path.stem}-{place}"
