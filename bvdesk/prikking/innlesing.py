"""Reading the parts of a model from parsed JSON, with errors that say where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

from bvdesk.domain.errors import UserError
from bvdesk.prikking.policy import Angripere, Gruppevern, Merke, Nuller, Policy, Vern
from bvdesk.prikking.publikasjon import Celle, Relasjon, Slag

Valg = TypeVar("Valg", bound=Enum)

FORMRAD = "Sammenlign med formen som «bvdesk prikk --json» skriver."
NAVNEFELT = ("indikator", "kategori", "omrade", "periode")
STORST, STORST_KOEFFISIENT = 10**11, 10**6
"""Sums of products of these are still exact in the solver's whole numbers."""
FLEST_FORSOK, LENGST = 100, 3600.0
"""So that a rule in a file cannot keep the machine busy for days."""


def object_(data: object, what: str) -> Mapping[str, Any]:
    """A JSON object; UserError when it is something else."""
    if not isinstance(data, dict):
        raise UserError(f"Feil i modellen: {what} må være et JSON-objekt.", FORMRAD)
    return data


def rows(model: Mapping[str, Any], name: str) -> list[object]:
    """A list in the model, empty when absent."""
    found = model.get(name, [])
    if not isinstance(found, list):
        raise UserError(f"Feil i modellen: «{name}» må være en liste.", FORMRAD)
    return found


def whole(value: object, what: str, most: int = STORST) -> int:
    """A whole number no further from 0 than `most`; true and false are none, and neither is 3.0."""
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > most:
            raise UserError(f"Feil i modellen: {what} er for stor.", f"Tallene kan være opptil {most:,}.".replace(",", " "))
        return value
    raise UserError(
        f"Feil i modellen: {what} må være et helt tall.",
        "Tall som ikke er antall, for eksempel kroner, skal ikke være celler.",
    )


def read_cell(data: Mapping[str, Any]) -> Celle:
    """A cell from its JSON object; fields that are not the engine's are let be."""
    name = data.get("id")
    if not isinstance(name, str) or not name:
        raise UserError("Feil i modellen: en celle mangler id.", FORMRAD)
    limits: dict[str, Any] = {
        field: whole(data[field], f"{field} i cellen «{name}»")
        for field in ("ovre_grense", "nedre_grense")
        if data.get(field) is not None
    }
    flags: dict[str, Any] = {
        field: _flag(data[field], f"{field} i cellen «{name}»")
        for field in ("last", "skjult_for", "vises", "liten")
        if data.get(field) is not None
    }
    return Celle(
        name,
        whole(data.get("verdi"), f"verdi i cellen «{name}»"),
        vekt=_number(data.get("vekt", 1.0), f"vekt i cellen «{name}»"),
        gruppe=str(data.get("gruppe", "")),
        kjent_av=frozenset(_names(data.get("kjent_av", []), f"kjent_av i cellen «{name}»")),
        navn=str(data.get("navn", "")) or ", ".join(str(data[field]) for field in NAVNEFELT if data.get(field)),
        **limits,
        **flags,
    )


def read_relation(data: object, place: int) -> Relasjon:
    """A relation from its JSON object."""
    what = f"relasjon nr. {place}"
    tree = object_(data, what)
    terms = []
    for term in rows(tree, "ledd"):
        if not isinstance(term, list) or len(term) != 2 or not isinstance(term[0], str):
            raise UserError(f"Feil i modellen: hvert ledd i {what} må være [id, koeffisient].", FORMRAD)
        terms.append((term[0], whole(term[1], f"koeffisientene i {what}", STORST_KOEFFISIENT)))
    constant = whole(tree.get("konstant", 0), f"konstanten i {what}")
    return Relasjon(tuple(terms), constant, _choice(Slag, tree.get("slag", "="), f"slag i {what}"))


def read_policy(data: Mapping[str, Any]) -> Policy:
    """The rules; switches that are not given keep their defaults."""
    readers: dict[str, Callable[[Any, str], Any]] = {
        "terskel": whole,
        "nuller": lambda value, what: _choice(Nuller, value, what),
        "vern": lambda value, what: _choice(Vern, value, what),
        "merke": lambda value, what: _choice(Merke, value, what),
        "angripere": lambda value, what: _choice(Angripere, value, what),
        "grupper": _groups,
        "vekter": lambda value, what: tuple(_number(item, what) for item in rows({what: value}, what)),
        "margin": whole,
        "fro": whole,
        "forsok": lambda value, what: whole(value, what, FLEST_FORSOK),
        "tidsgrense": lambda value, what: min(_number(value, what), LENGST),
    }
    unknown = sorted(set(data) - set(readers) - {"avtrykk"})
    if unknown:
        raise UserError("Ukjente regler i policy.", "Kjente regler: " + ", ".join(readers) + ".", tuple(unknown))
    given: dict[str, Any] = {
        name: readers[name](value, f"{name} i policy") for name, value in data.items() if name in readers
    }
    return Policy(**given)


def _groups(data: object, what: str) -> tuple[tuple[str, Gruppevern], ...]:
    groups = []
    for name, rule in object_(data, what).items():
        tree = object_(rule, f"gruppen «{name}»")
        terskel = tree.get("terskel")
        groups.append(
            (
                name,
                Gruppevern(
                    None if terskel is None else whole(terskel, f"terskel i gruppen «{name}»"),
                    _choice(Vern, tree.get("vern", "eksakt"), f"vern i gruppen «{name}»"),
                ),
            )
        )
    return tuple(groups)


def _choice(kind: type[Valg], value: object, what: str) -> Valg:
    for option in kind:
        if option.value == value:
            return option
    raise UserError(
        f"Feil i modellen: {what} har en ukjent verdi.", "Velg mellom: " + ", ".join(str(o.value) for o in kind) + "."
    )


def _flag(value: object, what: str) -> bool:
    if isinstance(value, bool):
        return value
    raise UserError(f"Feil i modellen: {what} må være true eller false.", FORMRAD)


def _number(value: object, what: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= STORST:
        return float(value)
    raise UserError(f"Feil i modellen: {what} må være et tall fra 0 til {STORST}.", FORMRAD)


def _names(value: object, what: str) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise UserError(f"Feil i modellen: {what} må være en liste av navn.", FORMRAD)
