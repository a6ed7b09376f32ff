"""The JSON of `bvdesk prikk`: cells and relations in, states and verdict out.

Input: `{"policy": {...}, "celler": [{"id", "verdi", ...}], "relasjoner": [{"ledd": [[id, koeffisient]], "konstant"}]}`.
Output: the same, with `tilstand` and `forklaring` on every cell, the whole policy, and `revisjon`. Output can be given
as input again. Figures that are not whole numbers (money) are not cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from json import JSONDecodeError, dumps, loads
from typing import Any

from bvdesk.domain.errors import UserError
from bvdesk.prikking.forklaring import explain_all
from bvdesk.prikking.funn import Revisjon
from bvdesk.prikking.innlesing import FORMRAD, object_, read_cell, read_policy, read_relation, rows
from bvdesk.prikking.monster import Monster
from bvdesk.prikking.policy import Policy
from bvdesk.prikking.publikasjon import Celle, Publikasjon, Relasjon, Slag

Tre = dict[str, Any]
Felt = Mapping[str, Mapping[str, object]]
"""Per cell id, what else to say of the cell: indikator, kategori, omrade, periode."""


def run_text(text: str) -> Tre:
    """`run_model` of the text of a JSON file."""
    try:
        data = loads(text)
        dumps(data, ensure_ascii=False).encode()
    except JSONDecodeError as error:
        place = f"Linje {error.lineno}, tegn {error.colno}."
        raise UserError("Modellen er ikke gyldig JSON.", FORMRAD, (place,)) from error
    except (RecursionError, ValueError) as error:
        raise UserError(
            "Modellen kan ikke leses: for mange nivåer, for mange sifre, eller tegn som ikke kan skrives.", FORMRAD
        ) from error
    return run_model(data)


def run_model(data: object) -> Tre:
    """Protect and audit a model.

    Args:
        data: the parsed JSON.

    Raises:
        UserError: the model is not of the form above, or its relations do not hold.
    """
    from bvdesk.prikking.motor import protect
    from bvdesk.prikking.revisjon import audit

    publikasjon, policy, said = read_model(data)
    monster = protect(publikasjon, policy)
    verdict = audit(publikasjon, monster.skjulte, policy)
    return write_model(publikasjon, policy, (monster, verdict), said)


def read_model(data: object) -> tuple[Publikasjon, Policy, Felt]:
    """The cells, the relations, the rules, and every cell as it was given.

    Raises:
        UserError: the model is not of the form above, or its relations do not hold.
    """
    model = object_(data, "modellen")
    cells = [object_(cell, f"celle nr. {place}") for place, cell in enumerate(rows(model, "celler"), 1)]
    if not cells:
        raise UserError("Modellen har ingen celler.", FORMRAD)
    relations = [read_relation(row, place) for place, row in enumerate(rows(model, "relasjoner"), 1)]
    policy = read_policy(object_(model.get("policy", {}), "policy"))
    publikasjon = Publikasjon(tuple(read_cell(cell) for cell in cells), tuple(relations))
    return publikasjon, policy, {str(cell["id"]): cell for cell in cells}


def write_model(publikasjon: Publikasjon, policy: Policy, answer: tuple[Monster, Revisjon], said: Felt) -> Tre:
    """The model with its answer.

    Args:
        publikasjon: what was protected.
        policy: the rules used.
        answer: the pattern and the verdict on it.
        said: what else to say of each cell.
    """
    monster, verdict = answer
    texts = explain_all(publikasjon, monster)
    return {
        "policy": _policy(policy),
        "celler": [
            _cell(celle)
            | dict(said.get(celle.id, {}))
            | {"tilstand": monster.tilstand[celle.id].value, "forklaring": texts[celle.id]}
            for celle in publikasjon.celler
        ],
        "relasjoner": [_relation(relasjon) for relasjon in publikasjon.relasjoner],
        "revisjon": _verdict(monster, verdict),
    }


def _policy(policy: Policy) -> Tre:
    grupper = {name: {"terskel": rule.terskel, "vern": rule.vern.value} for name, rule in policy.grupper}
    plain = {field.name: getattr(policy, field.name) for field in fields(policy)}
    shown = {name: getattr(value, "value", value) for name, value in plain.items()}
    return shown | {"grupper": grupper, "vekter": list(policy.vekter), "avtrykk": policy.fingerprint()}


def _cell(celle: Celle) -> Tre:
    """The id and the value, and whatever is not as by default."""
    usual = Celle(celle.id, celle.verdi)
    changed = {
        field.name: getattr(celle, field.name)
        for field in fields(celle)
        if getattr(celle, field.name) != getattr(usual, field.name)
    }
    insiders = {"kjent_av": sorted(celle.kjent_av)} if celle.kjent_av else {}
    return {"id": celle.id, "verdi": celle.verdi} | changed | insiders


def _relation(relasjon: Relasjon) -> Tre:
    tree: Tre = {"ledd": [list(term) for term in relasjon.ledd], "konstant": relasjon.konstant}
    return tree if relasjon.slag is Slag.LIK else tree | {"slag": relasjon.slag.value}


def _verdict(monster: Monster, verdict: Revisjon) -> Tre:
    return {
        "avslort": list(verdict.avslorte_celler),
        "godkjent": verdict.godkjent,
        "funn": [
            {"id": found.celle, "angriper": found.angriper, "lav": found.lav, "hoy": found.hoy} for found in verdict.avslort
        ],
        "intervaller": {name: list(interval) for name, interval in verdict.intervaller.items()},
        "kjente": list(verdict.kjente),
        "svake": list(verdict.svake),
        "bortkastede": list(verdict.bortkastede),
        "ubeskyttbare": [
            {"id": item.celle, "angriper": item.angriper, "laser": list(item.laser), "utveier": list(item.utveier)}
            for item in monster.ubeskyttbare
        ],
        "kostnad": monster.kostnad,
        "nedre_grense": monster.nedre_grense,
        "bevist": monster.bevist,
        "sekunder": round(monster.sekunder + verdict.sekunder, 3),
    }
