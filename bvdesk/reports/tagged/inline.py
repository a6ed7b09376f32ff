"""Text with emphasis, links, other languages and words for the ear: plain values, never markup.

A text is a string or a sequence of strings and runs. Nothing in a string is interpreted, so what people have
written needs no escaping. A line break in a string is kept; other white space is one space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_WHITE = re.compile(r"[ \t\r\f\v]+")
_AROUND_BREAK = re.compile(r" ?\n ?")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that differs from the text around it.

    Attributes:
        text: what is printed.
        strong: semibold.
        emphasis: italic.
        raised: small and raised, for note numbers.
        link: a URI, or `#key` of a heading or note in the document.
        language: language tag when it is not the document's.
        spoken: what a screen reader says instead of the text, for signs that do not read well.
        colour: overrides the colour of the text around.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    raised: bool = False
    link: str | None = None
    language: str | None = None
    spoken: str | None = None
    colour: str | None = None

    def __post_init__(self) -> None:
        if self.link is not None and self.spoken is not None:
            raise ValueError("a run is either a link or spoken otherwise, not both")

    @property
    def tag(self) -> str | None:
        """The structure element this run needs of its own, if any."""
        if self.link is not None:
            return "Link"
        return "Span" if self.language or self.spoken else None


Text = str | Run | Sequence[str | Run]


def strong(text: str) -> Run:
    """Semibold."""
    return Run(text, strong=True)


def emphasis(text: str) -> Run:
    """Italic."""
    return Run(text, emphasis=True)


def link(text: str, target: str) -> Run:
    """A link to a URI, or to `#key` in the document."""
    return Run(text, link=target)


def note_mark(number: str, key: str) -> Run:
    """A raised note number that leads to the note with that key."""
    return Run(number, raised=True, link=f"#{key}")


def spoken(text: str, instead: str) -> Run:
    """Print `text`, but have `instead` read aloud: `spoken(":", "not shown")`."""
    return Run(text, spoken=instead)


def in_language(text: str, language: str) -> Run:
    """A passage in another language: `in_language("bring home", "en")`."""
    return Run(text, language=language)


def runs_of(text: Text) -> list[Run]:
    """The text as runs, white space tidied."""
    parts = [text] if isinstance(text, str | Run) else list(text)
    runs = [Run(part) if isinstance(part, str) else part for part in parts if part]
    return [_tidied(run) for run in runs if run.text]


def plain(text: Text) -> str:
    """The text as printed, without emphasis."""
    return "".join(run.text for run in runs_of(text))


def tidied(text: str) -> str:
    """The text with white space tidied."""
    # Most texts are tidy, and looking for single signs is quicker than any pattern.
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text:
        return _AROUND_BREAK.sub("\n", _WHITE.sub(" ", text))
    return text


def _tidied(run: Run) -> Run:
    text = tidied(run.text)
    return run if text is run.text else replace(run, text=text)
