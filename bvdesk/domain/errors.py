"""The two kinds of error: what the user can mend, and everything else (a bug)."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend.

    Attributes:
        text: what happened, in Norwegian, naming file, row, kommune or indicator where it can.
        advice: what to do about it, in Norwegian.
        details: one line per offending row or cell, shown under the text.
    """

    def __init__(self, text: str, advice: str = "", details: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.advice = advice
        self.details = details

    def __str__(self) -> str:
        return "\n".join(part for part in (self.text, *self.details, self.advice) if part)
