"""The two written forms of Norwegian a report can speak."""

from __future__ import annotations

from enum import StrEnum


class Malform(StrEnum):
    """A written form; the value is its BCP 47 language tag, as PDF and HTML want it."""

    BOKMAL = "nb"
    NYNORSK = "nn"
