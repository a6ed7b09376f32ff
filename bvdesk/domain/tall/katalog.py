"""The catalogue: every indicator the service uses, its dimensions and the relations declared between them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from bvdesk.domain.errors import UserError
from bvdesk.domain.record import record
from bvdesk.domain.tall.formel import Formel
from bvdesk.domain.tall.indikator import (
    Art,
    Balanse,
    Brudd,
    Dimensjon,
    DimensjonSlag,
    Grense,
    Indikator,
    Kategori,
    Kom,
    Kv,
    Niva,
)
from bvdesk.domain.tall.periode import Korn

CSV_COLUMNS = tuple("id etikett enhet korn niva type formel kv kom pv kap fro kilde kjerne dimensjon".split())  # noqa: SIM905
NYNORSK_COLUMN = "etikett_nn"
"""May stand last in the CSV of own indicators: the name in nynorsk reports."""
Table = Mapping[str, Any]
_Choice = TypeVar("_Choice", bound=StrEnum)
_ID = re.compile(r"[a-z][a-z0-9_]*")
_CHAPTER = re.compile(r"[1-8](\.\d{1,2})?")


@record
class Katalog:
    """Indicators by id, in reading order, with the relations between them."""

    indikatorer: Mapping[str, Indikator]
    dimensjoner: tuple[Dimensjon, ...] = ()
    grenser: tuple[Grense, ...] = ()
    balanser: tuple[Balanse, ...] = ()

    def __getitem__(self, indikator: str) -> Indikator:
        return self.indikatorer[indikator]

    def __contains__(self, indikator: str) -> bool:
        return indikator in self.indikatorer

    def affected_by(self, indikator: str) -> frozenset[str]:
        """The indicator itself and everything that is computed from it."""
        return self._used_by.get(indikator, frozenset({indikator}))

    @cached_property
    def _used_by(self) -> Mapping[str, frozenset[str]]:
        return _closure(self.indikatorer, self.partitions)

    @cached_property
    def partitions(self) -> Mapping[str, tuple[str, ...]]:
        """Whole → parts, for partitions that no formula already says."""
        return {
            d.hel: tuple(k.indikator for k in d.kategorier)
            for d in self.dimensjoner
            if d.slag is DimensjonSlag.DELER and d.hel and self.indikatorer[d.hel].formel is None
        }

    @cached_property
    def composed(self) -> frozenset[str]:
        """The indicators that are made of others: by a formula, of parts, or of categories."""
        made = (key for key, i in self.indikatorer.items() if i.formel or i.dimensjon)
        return frozenset((*made, *self.partitions))

    @cached_property
    def grenser_for(self) -> Mapping[str, tuple[Grense, ...]]:
        """The limits an indicator takes part in, as part or as whole."""
        found: dict[str, list[Grense]] = {}
        for grense in self.grenser:
            for key in (grense.del_, grense.hel):
                found.setdefault(key, []).append(grense)
        return {key: tuple(grenser) for key, grenser in found.items()}

    @cached_property
    def balanser_for(self) -> Mapping[str, tuple[Balanse, ...]]:
        """The balances an indicator takes part in."""
        found: dict[str, list[Balanse]] = {}
        for balanse in self.balanser:
            for key in dict.fromkeys((balanse.slutt, balanse.inn, balanse.ut)):
                found.setdefault(key, []).append(balanse)
        return {key: tuple(balanser) for key, balanser in found.items()}

    def with_own(self, egne: Iterable[Indikator]) -> Katalog:
        """The catalogue with a service's own indicators added; UserError on a known id, unknown operand or circle."""
        added = tuple(egne)
        if not added:
            return self
        merged = dict(self.indikatorer)
        for egen in added:
            if egen.id in self.indikatorer and not self.indikatorer[egen.id].egen:
                raise UserError(
                    f"Indikatoren «{egen.id}» finnes allerede i katalogen.", "Gi den egne indikatoren en annen id."
                )
            merged[egen.id] = replace(egen, egen=True)
        _check_formulas(merged)
        return replace(self, indikatorer=merged)

    def with_kv(self, choices: Mapping[str, Kv]) -> Katalog:
        """The catalogue where the service has chosen another way from quarters to year (accounts «kun kvartalet»)."""
        changed = {key: replace(self.indikatorer[key], kv=kv) for key, kv in choices.items() if key in self.indikatorer}
        if not changed:
            return self
        return replace(self, indikatorer={**self.indikatorer, **changed})

    @staticmethod
    def from_tables(data: Table, nynorsk: Table = MappingProxyType({})) -> Katalog:
        """The catalogue in `resources/indikatorer.toml`, with the names in `resources/rapport/indikatorer_nn.toml`."""
        names = {kind: nynorsk.get(kind, {}) for kind in ("indikator", "kilde", "brudd", "dimensjon")}
        indikatorer = {row["id"]: _from_table(row, names) for row in data["indikator"]}
        _check_formulas(indikatorer)
        return Katalog(
            indikatorer,
            tuple(_dimensjon(row, names["dimensjon"]) for row in data.get("dimensjon", ())),
            tuple(Grense(row["del"], row["hel"], row["niva"]) for row in data.get("grense", ())),
            tuple(Balanse(row["slutt"], row["inn"], row["ut"], row["niva"]) for row in data.get("balanse", ())),
        )


def _from_table(row: Table, nynorsk: Table) -> Indikator:
    kilde = row.get("kilde", "")
    return Indikator(
        id=row["id"],
        etikett=row["etikett"],
        enhet=row["enhet"],
        korn=tuple(Korn(k) for k in row["korn"]),
        niva=Niva(row["niva"]),
        art=Art(row["type"]),
        kv=Kv(row["kv"]),
        kom=Kom(row["kom"]),
        pv=row["pv"],
        kapittel=row["kapittel"],
        kilde=kilde,
        formel=Formel.parse(row["formel"]) if row.get("formel") else None,
        valgfri=row.get("valgfri", False),
        brudd=tuple(Brudd(str(b["fra"]), b["tekst"], nynorsk["brudd"].get(b["tekst"], "")) for b in row.get("brudd", ())),
        fast_desimaler=row.get("desimaler"),
        etikett_nn=nynorsk["indikator"].get(row["id"], ""),
        kilde_nn=nynorsk["kilde"].get(kilde, ""),
    )


def _dimensjon(row: Table, nynorsk: Table) -> Dimensjon:
    return Dimensjon(
        id=row["id"],
        navn=row["navn"],
        slag=DimensjonSlag(row["slag"]),
        kategorier=tuple(Kategori(k["indikator"], tuple(k["koder"])) for k in row["kategorier"]),
        hel=row.get("hel", ""),
        navn_nn=nynorsk.get(row["id"], ""),
    )


def parse_own(text: str, filnavn: str) -> tuple[Indikator, ...]:
    """A service's own indicators from CSV (`;`, the catalogue's columns plus `dimensjon`, and perhaps `etikett_nn`).

    UserError names the rows that are wrong.
    """
    reader = csv.DictReader(text.splitlines(), delimiter=";")
    if tuple(reader.fieldnames or ()) not in (CSV_COLUMNS, (*CSV_COLUMNS, NYNORSK_COLUMN)):
        raise UserError(
            f"{filnavn} har feil overskrift.",
            f"Første linje skal være: {';'.join(CSV_COLUMNS)}. Til slutt kan du legge til {NYNORSK_COLUMN}.",
        )
    found: dict[str, Indikator] = {}
    faults = []
    for line, row in enumerate(reader, 2):
        try:
            indikator = from_row(row)
            if indikator.id in found:
                raise ValueError(f"indikatoren «{indikator.id}» står to ganger")
            found[indikator.id] = indikator
        except (ValueError, UserError) as fault:
            faults.append(f"{filnavn}, rad {line}: {fault}")
    if faults:
        raise UserError(
            "Tilleggsindikatorene er ikke lest inn.", "Rett radene og prøv igjen. Ingenting er endret.", tuple(faults)
        )
    return tuple(found.values())


def from_row(row: Mapping[str, str | None]) -> Indikator:
    """One own indicator from its CSV columns; ValueError says which column is wrong."""
    cells = {key: value or "" for key, value in row.items() if key}
    if None in row or not set(CSV_COLUMNS) <= set(cells) <= {*CSV_COLUMNS, NYNORSK_COLUMN} or None in row.values():
        raise ValueError("feil antall kolonner")
    if not _ID.fullmatch(cells["id"]):
        raise ValueError(f"id «{cells['id']}» kan bare ha små bokstaver, tall og understrek")
    if not cells["etikett"] or not cells["enhet"]:
        raise ValueError("etikett og enhet må fylles ut")
    if not _CHAPTER.fullmatch(cells["kap"]):
        raise ValueError(f"kapittel «{cells['kap']}» finnes ikke")
    if cells["pv"] not in ("0", "1", "2"):
        raise ValueError(f"personvernklasse «{cells['pv']}» må være 0, 1 eller 2")
    if (cells["type"] == "A") != bool(cells["formel"]):
        raise ValueError("en avledet indikator (type A) skal ha formel, andre skal ikke")
    navn, _, slag = cells["dimensjon"].partition("|")
    return Indikator(
        id=cells["id"],
        etikett=cells["etikett"],
        enhet=cells["enhet"],
        korn=tuple(_choice(Korn, k, "korn") for k in cells["korn"].split(",")),
        niva=_choice(Niva, cells["niva"], "nivå"),
        art=_choice(Art, cells["type"], "type"),
        kv=_choice(Kv, cells["kv"], "kv"),
        kom=_choice(Kom, cells["kom"], "kom"),
        pv=int(cells["pv"]),
        kapittel=cells["kap"],
        kilde=cells["kilde"],
        formel=Formel.parse(cells["formel"]) if cells["formel"] else None,
        valgfri=cells["kjerne"] != "1",
        egen=True,
        dimensjon=navn,
        dimensjon_slag=_choice(DimensjonSlag, slag or DimensjonSlag.DELER, "dimensjon"),
        etikett_nn=cells.get(NYNORSK_COLUMN, ""),
    )


def to_row(indikator: Indikator) -> dict[str, str]:
    """The CSV columns of an own indicator, the opposite of `from_row`; the nynorsk name only where there is one."""
    slag = "" if indikator.dimensjon_slag is DimensjonSlag.DELER else f"|{indikator.dimensjon_slag}"
    return {
        "id": indikator.id,
        "etikett": indikator.etikett,
        "enhet": indikator.enhet,
        "korn": ",".join(indikator.korn),
        "niva": indikator.niva,
        "type": indikator.art,
        "formel": indikator.formel.tekst if indikator.formel else "",
        "kv": indikator.kv,
        "kom": indikator.kom,
        "pv": str(indikator.pv),
        "kap": indikator.kapittel,
        "fro": "",
        "kilde": indikator.kilde,
        "kjerne": "0" if indikator.valgfri else "1",
        "dimensjon": indikator.dimensjon + slag,
        **({NYNORSK_COLUMN: indikator.etikett_nn} if indikator.etikett_nn else {}),
    }


def _choice(kind: type[_Choice], tekst: str, kolonne: str) -> _Choice:
    try:
        return kind(tekst)
    except ValueError:
        allowed = ", ".join(str(member.value) for member in kind)
        raise ValueError(f"{kolonne} «{tekst}» må være en av {allowed}") from None


def _check_formulas(indikatorer: Mapping[str, Indikator]) -> None:
    for indikator in indikatorer.values():
        for operand in indikator.formel.ids if indikator.formel else ():
            if operand not in indikatorer:
                raise UserError(
                    f"Formelen til «{indikator.etikett}» bruker «{operand}», som ikke finnes.",
                    "Rett formelen, eller legg til indikatoren først.",
                )
    for start in indikatorer:
        _walk(start, indikatorer, ())


def _walk(key: str, indikatorer: Mapping[str, Indikator], trail: tuple[str, ...]) -> None:
    if key in trail:
        raise UserError(f"Formelen til «{indikatorer[key].etikett}» går i ring.", f"Ringen er: {' → '.join((*trail, key))}.")
    formel = indikatorer[key].formel
    for operand in formel.ids if formel else ():
        _walk(operand, indikatorer, (*trail, key))


def _closure(indikatorer: Mapping[str, Indikator], partitions: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Per indicator: itself and all that rests on it, through formulas and partitions."""

    def rests_on(key: str) -> tuple[str, ...]:
        formel = indikatorer[key].formel
        return (*(formel.ids if formel else ()), *partitions.get(key, ()))

    used: dict[str, set[str]] = {key: {key} for key in indikatorer}
    for key in indikatorer:
        stack = list(rests_on(key))
        while stack:
            operand = stack.pop()
            used[operand].add(key)
            stack.extend(rests_on(operand))
    return {key: frozenset(users) for key, users in used.items()}
