"""Entry point: a command goes to the command line, anything else opens the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Run bvdesk; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    from bvdesk.cli.main import commands, run

    args = sys.argv[1:]
    if args and (args[0] in commands() or not _is_file(args[0])):
        return run(args)
    if _no_screen():
        sys.stderr.write("Fant ingen skjerm å åpne vinduet på.\nSkriv «bvdesk --hjelp» for å se kommandoene.\n")
        return 2
    from bvdesk.app import run as open_window

    return open_window(args)


def _is_file(word: str) -> bool:
    """Whether a word names a file to open, rather than a command misspelt."""
    return word.endswith(".bvdesk") or Path(word).exists()


def _no_screen() -> bool:
    """On Linux without a display server, where Qt would abort the process."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return sys.platform.startswith("linux") and not named


if __name__ == "__main__":
    raise SystemExit(main())
