"""What every command needs: the file opened and closed again, in the name of whoever is at the machine."""

from __future__ import annotations

import contextlib
import getpass
import sys
from collections.abc import Iterator
from pathlib import Path

from bvdesk.domain.errors import UserError
from bvdesk.services import passord, sikkerhetskopi
from bvdesk.services.bruker import machine_user
from bvdesk.services.tjenestefil import Apning, Tjenestefil, needs_password, open_file


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Tjenestefil]:
    """The file, closed again whatever happens. The password is asked for; a file that was changed gets its daily backup."""
    locked = needs_password(path)
    apning = Apning(passord.recall(path) or passord.unlock(path, ask("Passord: "))) if locked else None
    fil = open_file(path, machine_user(), apning)
    before = path.stat().st_mtime_ns
    try:
        yield fil
        if path.is_file() and path.stat().st_mtime_ns != before:
            _back_up(fil)
    finally:
        fil.close()


def ask(question: str) -> str:
    """A secret from the keyboard, unseen; from a pipe when there is no keyboard."""
    return getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _back_up(fil: Tjenestefil) -> None:
    try:
        sikkerhetskopi.daily(fil)
    except UserError as fault:
        sys.stderr.write(f"{fault}\n")
