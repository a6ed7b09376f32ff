"""What every command needs: the file opened and closed again, in the name of whoever is at the machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from bvdesk.services.bruker import machine_user
from bvdesk.services.tjenestefil import Tjenestefil, open_file


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Tjenestefil]:
    """The file, closed again whatever happens."""
    fil = open_file(path, machine_user())
    try:
        yield fil
    finally:
        fil.close()
