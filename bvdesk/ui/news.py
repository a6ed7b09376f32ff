"""What is new after an upgrade: one line over the page, said once, with the way to the manual's page about it."""

from __future__ import annotations

from bvdesk import __version__
from bvdesk.ui import window_state

SEE = "Se hva som er nytt"
PAGE = "nytt"
_SEEN = "sett_versjon"


def unseen() -> str:
    """What to say of this version; empty when it has been said, and the first time the program is used at all."""
    before = window_state.read_text(_SEEN)
    if not before:
        mark_seen()
    if before in ("", __version__):
        return ""
    from bvdesk.services import handbok

    return f"bvdesk er oppdatert til versjon {__version__}. {handbok.news_of(__version__)}".strip()


def mark_seen() -> None:
    """It has been said."""
    window_state.write(_SEEN, __version__)
