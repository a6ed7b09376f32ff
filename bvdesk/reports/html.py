"""Writing HTML safely: every text is escaped, every attribute quoted."""

from __future__ import annotations

import re
from html import escape

_SECTION = re.compile(r"§\s\d+[a-z]?-\d+")


def text(words: str) -> str:
    """Words as they stand in HTML."""
    return escape(words, quote=False)


def prose(words: str) -> str:
    """Running words: the number of a section of the law stays on one line."""
    return _SECTION.sub(lambda found: tag("span", found[0], class_="hel"), text(words))


def tag(name: str, /, *content: str, **attributes: str | int | None) -> str:
    """An element around content that is HTML already.

    An attribute's name is written with `_` for `-` and a `_` at its end where Python needs one; None leaves it out.
    """
    return f"{opening(name, **attributes)}{''.join(content)}</{name}>"


def opening(name: str, /, **attributes: str | int | None) -> str:
    """The start of an element, or the whole of one that has no end."""
    written = (
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{''.join(written)}>"
