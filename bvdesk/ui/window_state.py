"""What belongs to this machine and not to the file: the window's place, the theme, the way Enter goes, the last files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from bvdesk.storage import mapper

MAX_RECENT = 6
SIZE, NORMAL_SIZE = "storrelse", "1"


def user_folder() -> Path:
    """The program's own folder on this machine (log, window state)."""
    return mapper.data_folder()


def settings() -> QSettings:
    """The one file of window state."""
    return QSettings(str(user_folder() / "vindu.ini"), QSettings.Format.IniFormat)


def read_bytes(key: str) -> QByteArray:
    """A stored geometry; empty when there is none."""
    value = settings().value(key)
    return value if isinstance(value, QByteArray) else QByteArray()


def read_text(key: str, default: str = "") -> str:
    """A stored word."""
    value = settings().value(key)
    return value if isinstance(value, str) else default


def read_list(key: str) -> list[str]:
    """A stored list of words (Qt writes a list of one as a word)."""
    value = settings().value(key)
    if isinstance(value, list):
        return [str(item) for item in value]
    return [value] if isinstance(value, str) and value else []


def write(key: str, value: QByteArray | str | list[str]) -> None:
    """Remember a geometry, a word or a list."""
    settings().setValue(key, value)


def recent_files() -> list[Path]:
    """The last files that were open and still exist, newest first."""
    return [path for text in read_list("siste_filer") if (path := Path(text)).exists()]


def remember_file(path: Path) -> None:
    """Put a file first in the list of recent files."""
    others = [str(other) for other in recent_files() if other != path]
    write("siste_filer", [str(path), *others][:MAX_RECENT])
