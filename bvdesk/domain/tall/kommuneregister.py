"""All kommuner of the country: their names and numbers through the years, and what an area to compare with may be called."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.omrade import FYLKET, LANDET, Omrade, OmradeId, OmradeSlag

_GENERAL = {
    "landet": LANDET,
    "landet uten oslo": OmradeId("landet uten oslo"),
    "fylket": FYLKET,
    "regionen": OmradeId("regionen"),
    "vaktområdet": OmradeId("vaktområdet"),
}
_STILL_VALID = 9999
_KOSTRA_GROUP = re.compile(r"kostra-gruppe (\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kommune:
    """A kommune whose identity survives renumbering: `numre` holds (number, first year, last year)."""

    id: OmradeId
    navn: str
    offisielt_navn: str
    fylke: str
    numre: tuple[tuple[str, int, int], ...]

    @property
    def current_number(self) -> str:
        """The number it has now."""
        return next(number for number, _, last in reversed(self.numre) if last == _STILL_VALID)

    def number(self, ar: int) -> str | None:
        """Its own kommunenummer in a year, or None when it had none (merged or not yet split off)."""
        valid = [number for number, first, last in self.numre if first <= ar <= last]
        return valid[0] if len(valid) == 1 else None


@dataclass(frozen=True)
class Kommuneregister:
    """All 357 kommuner with their numbers since 2013 (SSB KLASS 131), and the fylker."""

    kommuner: tuple[Kommune, ...]
    distrikter: tuple[str, ...] = ()
    _by_name: Mapping[str, tuple[Kommune, ...]] = field(init=False, repr=False)
    _by_number: Mapping[str, tuple[Kommune, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names: dict[str, list[Kommune]] = {}
        numbers: dict[str, list[Kommune]] = {}
        for kommune in self.kommuner:
            for name in _name_forms(kommune):
                names.setdefault(name, []).append(kommune)
            for number, _, _ in kommune.numre:
                numbers.setdefault(number, []).append(kommune)
        object.__setattr__(self, "_by_name", {name: tuple(found) for name, found in names.items()})
        object.__setattr__(self, "_by_number", {number: tuple(found) for number, found in numbers.items()})

    def find(self, tekst: str, ar: int | None = None) -> Kommune:
        """The kommune with this name or number (a number must be valid in the year, when one is given)."""
        found = self._by_number.get(tekst) if tekst.isdigit() else self._by_name.get(tekst.casefold())
        if found and len(found) > 1:
            numbers = ", ".join(f"{k.navn} ({k.current_number})" for k in found)
            raise UserError(f"«{tekst}» kan være flere kommuner.", f"Bruk kommunenummeret: {numbers}.")
        if not found:
            raise UserError(f"Fant ingen kommune som heter «{tekst}».", self._suggestion(tekst))
        kommune = found[0]
        if tekst.isdigit() and ar and not any(n == tekst and fra <= ar <= til for n, fra, til in kommune.numre):
            raise UserError(
                f"Kommunenummer {tekst} gjaldt ikke i {ar}.",
                f"{kommune.navn} hadde nummer {kommune.number(ar) or 'ikke eget nummer'} i {ar}.",
            )
        return kommune

    def get(self, omrade: OmradeId) -> Kommune | None:
        """The kommune with this stable id."""
        return next((k for k in self.kommuner if k.id == omrade), None)

    def fylker(self) -> tuple[str, ...]:
        """The names of the fylker."""
        return tuple(sorted({k.fylke for k in self.kommuner}))

    def comparison(self, tekst: str, ar: int | None = None) -> Omrade:
        """An area to compare with: landet, fylket, a fylke, a KOSTRA-gruppe, a district or any kommune."""
        lowered = tekst.casefold()
        if lowered in _GENERAL:
            return Omrade(_GENERAL[lowered], tekst, OmradeSlag.SAMMENLIGNING)
        if _KOSTRA_GROUP.fullmatch(tekst) or any(lowered == n.casefold() for n in (*self.distrikter, *self._fylke_names())):
            return Omrade(OmradeId(lowered), tekst, OmradeSlag.SAMMENLIGNING)
        kommune = self.find(tekst, ar)
        return Omrade(kommune.id, kommune.navn, OmradeSlag.SAMMENLIGNING)

    def _fylke_names(self) -> Iterable[str]:
        # Oslo is both a fylke and a kommune; the kommune is what services compare with.
        return (name for name in self.fylker() if name != "Oslo")

    def _suggestion(self, tekst: str) -> str:
        import difflib  # slow to import, and few names are misspelt

        names = [k.navn for k in self.kommuner]
        close = difflib.get_close_matches(tekst, names, n=3, cutoff=0.7)
        return f"Mente du {' eller '.join(close)}?" if close else "Sjekk skrivemåten, eller bruk kommunenummeret."

    @staticmethod
    def parse(kommuner_csv: str, distrikter: str = "") -> Kommuneregister:
        """Read `resources/kommuner.csv` (one row per number and span of years) and the list of districts."""
        rows: dict[str, list[dict[str, str]]] = {}
        for row in csv.DictReader(kommuner_csv.splitlines(), delimiter=";"):
            rows.setdefault(row["id"], []).append(row)
        return Kommuneregister(
            tuple(_kommune(group) for group in rows.values()),
            tuple(line for line in distrikter.splitlines() if line and not line.startswith("#")),
        )


def _kommune(rows: list[dict[str, str]]) -> Kommune:
    last = rows[-1]
    numbers = tuple((r["nummer"], int(r["gyldig_fra"] or 0), int(r["gyldig_til"] or _STILL_VALID)) for r in rows)
    return Kommune(OmradeId(last["id"]), last["navn"], last["offisielt_navn"], last["fylke"], numbers)


def _name_forms(kommune: Kommune) -> set[str]:
    forms = {kommune.navn, kommune.offisielt_navn, *kommune.offisielt_navn.split(" – ")}
    forms |= {re.sub(r"\s*\(.*\)$", "", form) for form in forms}
    return {form.casefold() for form in forms}
