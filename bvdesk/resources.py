"""The one door to the files under `resources/`."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


def path(*parts: str) -> Path:
    """Where a resource file lies: `resources/` beside the package, in a checkout and in an installed program alike."""
    return _root().joinpath("resources", *parts)


@cache
def _root() -> Path:
    return Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))


def text(*parts: str) -> str:
    """The text of a resource file (UTF-8)."""
    return path(*parts).read_text(encoding="utf-8")
