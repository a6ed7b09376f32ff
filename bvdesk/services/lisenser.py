"""The licences of what the program is made of, as collected into `resources/licenses/`."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from bvdesk import resources

FOLDER = "licenses"


@dataclass(frozen=True, slots=True)
class Lisens:
    """One part of the program: its name, version, licence in short, and the file with the whole text."""

    navn: str
    versjon: str
    lisens: str
    fil: str

    def text(self) -> str:
        """The whole licence text, in the language it was given."""
        return resources.text(FOLDER, self.fil)


def parts() -> tuple[Lisens, ...]:
    """Everything that is shipped with the program, in order of name."""
    rows = csv.DictReader(resources.text(FOLDER, "oversikt.csv").splitlines(), delimiter=";")
    return tuple(Lisens(row["navn"], row["versjon"], row["lisens"], row["fil"]) for row in rows)
