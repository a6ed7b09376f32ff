"""The layer's own words, and the rules for words that stand in for something seen."""

from __future__ import annotations

import re
from typing import NamedTuple


class Phrases(NamedTuple):
    """The few words the layer itself adds to a document.

    Attributes:
        page: page number in the footer; may use `{page}` and `{pages}`.
        page_alone: page number after a heading in the contents; uses `{page}`.
        link: what a link to the web is called for a screen reader; uses `{target}`.
        goto: what a link inside the document is called; uses `{target}`.
        continued: added to a table's caption on its following pages.
    """

    page: str
    page_alone: str
    link: str
    goto: str
    continued: str


_PHRASES = {
    "nb": Phrases("Side {page} av {pages}", "side {page}", "Lenke til {target}", "Gå til {target}", "forts."),
    "nn": Phrases("Side {page} av {pages}", "side {page}", "Lenkje til {target}", "Gå til {target}", "framh."),
    "en": Phrases("Page {page} of {pages}", "page {page}", "Link to {target}", "Go to {target}", "cont."),
}

_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|pdf|tiff?|bmp|webp|docx?|xlsx?)", re.IGNORECASE)


def phrases_for(language: str) -> Phrases:
    """The phrases for a language tag such as `nb-NO`; English when the language is not known here."""
    return _PHRASES.get(language.split("-")[0].lower(), _PHRASES["en"])


def check_description(text: str) -> str:
    """The text itself, or `ValueError` when it describes nothing: blank, or only a file's name.

    Validators accept both ("IMG_2041.png" passes veraPDF as a description), so the rule stands here.
    """
    if not text.strip():
        raise ValueError("a description for those who cannot see must not be blank")
    if _FILE_NAME.fullmatch(text.strip()):
        raise ValueError(f"a file name describes nothing: {text!r}")
    return text
