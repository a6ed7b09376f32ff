"""Characters that can be shown, printed and stored in every format we write."""

from __future__ import annotations

import re
import unicodedata

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def plain_letters(text: str) -> str:
    """Small letters without accents, in ASCII: «Nærøy» gives «naeroy»."""
    folded = text.casefold().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()


def printable(text: str) -> str:
    """A text without what no paper can show; Word's and the web's own line ends become plain ones."""
    return UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))
