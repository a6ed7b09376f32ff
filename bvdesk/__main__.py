"""Entry point: a command goes to the command line, anything else opens the window."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path


def main() -> int:
    """Run bvdesk; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    args = sys.argv[1:]
    if not _asks_for_window(args):
        from bvdesk.cli.main import run

        return run(args)
    if _no_screen():
        sys.stderr.write("Fant ingen skjerm å åpne vinduet på.\nSkriv «bvdesk --hjelp» for å se kommandoene.\n")
        return 2
    return _open_window(args)


def _open_window(args: list[str]) -> int:
    # Nothing that is made while the window opens is rubbish: looking for it waits until the window is there (`app.run`).
    gc.disable()
    from bvdesk.ui.pyside import import_quickly

    import_quickly()
    from bvdesk.app import run

    return run(args)


def _asks_for_window(args: list[str]) -> bool:
    """Whether there is no word, or the first names a file to open rather than a command, well or badly spelt."""
    if not args or args[0].endswith(".bvdesk"):
        return True
    # Only now: the command line is all of the program but its window, and the window shall not wait for it.
    from bvdesk.cli.main import commands

    return args[0] not in commands() and Path(args[0]).exists()


def _no_screen() -> bool:
    """On Linux without a display server, where Qt would abort the process."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return sys.platform.startswith("linux") and not named


if __name__ == "__main__":
    raise SystemExit(main())
