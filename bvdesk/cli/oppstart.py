"""What every command needs: who is asking, and the file opened and closed again."""

from __future__ import annotations

import contextlib
import getpass
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bvdesk.services.tjenestefil import Bruker, Tjenestefil, open_file


def bruker() -> Bruker:
    """The person logged in on this machine, and the machine's clock."""
    try:
        navn = getpass.getuser()
    except (KeyError, OSError):
        navn = "ukjent"
    return Bruker(navn, lambda: datetime.now().astimezone())


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Tjenestefil]:
    """The file, closed again whatever happens."""
    fil = open_file(path, bruker())
    try:
        yield fil
    finally:
        fil.close()
