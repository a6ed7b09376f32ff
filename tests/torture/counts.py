"""How much is tried: little in CI, all of it with BVDESK_TORTURE=1 (`make torture`)."""

import os

FULL = os.environ.get("BVDESK_TORTURE") == "1"


def times(full: int, quick: int) -> int:
    """The number of tries in this run."""
    return full if FULL else quick
