"""Who is at this machine."""

from __future__ import annotations

import getpass
from datetime import datetime

from bvdesk.services.tjenestefil import Bruker


def machine_user() -> Bruker:
    """The person logged in on this machine, and the machine's clock."""
    try:
        navn = getpass.getuser()
    except (KeyError, OSError):
        navn = "ukjent"
    return Bruker(navn, lambda: datetime.now().astimezone())
