"""Entry point: a command goes to the command line, anything else opens the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Run bvdesk; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    from bvdesk.cli.main import commands, run

    args = sys.argv[1:]
    if args and args[0] in commands():
        return run(args)
    from bvdesk.app import run as open_window

    return open_window(args)


if __name__ == "__main__":
    raise SystemExit(main())
