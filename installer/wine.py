"""Windows programs on Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from parts import BUILD

# Debian keeps it out of the way.
PROGRAM = shutil.which("wine64") or "/usr/lib/wine/wine64"
PREFIX = BUILD / "wine"


def windows_path(path: Path) -> str:
    """The path as a Windows program sees it."""
    return "Z:" + str(path).replace("/", "\\")


def run(*words: str | Path, prefix: Path = PREFIX) -> str:
    """Run a Windows program that must succeed; returns what it printed. Its streams must be pipes, never a terminal."""
    if not Path(PROGRAM).exists():
        raise SystemExit("Please run: apt-get install wine64")
    env = {**os.environ, "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "DISPLAY": ""}
    command = [PROGRAM, *(str(word) for word in words)]
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=600)
    text = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode:
        raise SystemExit(f"{command}: exit code {done.returncode}\n{text[:3000]}")
    return text
