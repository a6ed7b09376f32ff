"""`bvdesk prikk --modell` on odd models: the right answer, or one clear error and exit code 2; never a fault."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bvdesk.cli.main import run
from bvdesk.prikking.modell import run_model

EQUAL = [{"ledd": [[x, 1], [y, -1]]} for x, y in ("ab", "bc", "ca")]
APART = {"ledd": [["a", 1], ["b", -1], ["s", -1]]}
SUM = {"ledd": [["a", 1], ["b", 1], ["s", -1]]}


def cell(key: str, value: object, **more: object) -> dict[str, object]:
    return {"id": key, "verdi": value, **more}


def model(*cells: dict[str, object], relasjoner: object = (), **policy: object) -> str:
    return json.dumps({"policy": policy, "celler": cells, "relasjoner": list(relasjoner)})  # type: ignore[call-overload]


THREE = (cell("a", 2), cell("b", 9), cell("s", 11))
ODD = {
    "nothing": "",
    "no object": "[]",
    "no cells": "{}",
    "not a number": '{"celler": [{"id": "a", "verdi": NaN}]}',
    "endless weight": '{"celler": [{"id": "a", "verdi": 2, "vekt": Infinity}]}',
    "a fraction": model(cell("a", 2.5)),
    "true": model(cell("a", True)),
    "below zero": model(cell("a", -2)),
    "the same id": model(cell("a", 2), cell("a", 2)),
    "no id": model({"verdi": 2}),
    "an id that is a number": model(cell("a", 2) | {"id": 7}),
    "an id that cannot be written": '{"celler": [{"id": "\\ud800", "verdi": 2}]}',
    "an unknown cell": model(cell("a", 2), relasjoner=[{"ledd": [["x", 1]]}]),
    "a sum that is false": model(cell("a", 2), relasjoner=[{"ledd": [["a", 1]], "konstant": 3}]),
    "an empty sum that is false": model(cell("a", 2), relasjoner=[{"ledd": [], "konstant": 1}]),
    "a coefficient with decimals": model(*THREE, relasjoner=[{"ledd": [["a", 1.5]]}]),
    "terms that are no pairs": model(cell("a", 2), relasjoner=[{"ledd": {"a": 1}}]),
    "an unknown kind": model(*THREE, relasjoner=[SUM | {"slag": ">="}]),
    "a limit below the figure": model(cell("a", 2, ovre_grense=1)),
    "locked both ways": model(cell("a", 2, last=True, skjult_for=True)),
    "a huge figure": model(cell("a", 10**30)),
    "a huge coefficient": model(*THREE, relasjoner=[{"ledd": [["a", 10**20]], "konstant": 2 * 10**20}]),
    "a huge limit": model(cell("a", 2, nedre_grense=-(10**40))),
    "a huge weight": model(cell("a", 2, vekt=10**400)),
    "a weight below zero": model(cell("a", 2, vekt=-1)),
    "too many digits": '{"celler": [{"id": "a", "verdi": ' + "9" * 5000 + "}]}",
    "too deep": "[" * 100_000,
    "an unknown rule": model(cell("a", 2), tersel=3),
    "a threshold in words": model(cell("a", 2), terskel="tre"),
    "a huge threshold": model(cell("a", 2), terskel=10**21),
    "a seed below zero": model(*THREE, fro=-1),
    "days of attempts": model(*THREE, relasjoner=[SUM], forsok=100_000),
    "no weights": model(cell("a", 2), vekter=[]),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_model_is_one_clear_error(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "modell.json"
    path.write_text(ODD[name], encoding="utf-8")
    assert run(["prikk", "--modell", str(path), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) >= 1
    assert "Traceback" not in told.err


def verdict(text: str) -> dict[str, Any]:
    found: dict[str, Any] = run_model(json.loads(text))["revisjon"]
    return found


@pytest.mark.parametrize(
    ("text", "disclosed"),
    [
        (model(cell("a", 2), relasjoner=[{"ledd": [["a", 1]], "konstant": 2}]), ["a"]),
        (model(cell("a", 2), relasjoner=[{"ledd": []}]), []),
        (model(cell("a", 2), cell("b", 4), relasjoner=[{"ledd": [["a", 1], ["a", 1], ["b", -1]]}]), []),
        (model(cell("a", 2), relasjoner=[{"ledd": [["a", 1], ["a", -1]]}]), []),
        (model(*(cell(key, 2) for key in "abc"), relasjoner=EQUAL), []),
        (
            model(
                cell("a", 2),
                cell("b", 3),
                relasjoner=[{"ledd": [["a", 1], ["b", 1]], "konstant": 5}, {"ledd": [["a", 1], ["b", -1]], "konstant": -1}],
            ),
            ["a", "b"],
        ),
        (model(cell("a", 2), cell("b", 9, last=True), cell("s", 11, last=True), relasjoner=[SUM]), ["a"]),
        (model(cell("a", 2, ovre_grense=2, nedre_grense=2)), ["a"]),
        (model(*(c | {"vekt": 0} for c in THREE), relasjoner=[SUM]), []),
        (model(cell("a", 2, last=True)), []),
        (model(cell("a", 10**10), cell("b", 2), cell("s", 10**10 + 2), relasjoner=[SUM]), []),
        (model(cell("a", 2), cell("b", 9), cell("s", -7, nedre_grense=-99), relasjoner=[APART]), []),
    ],
)  # fmt: skip
def test_a_strange_but_possible_model_gets_its_right_answer(text: str, disclosed: list[str]) -> None:
    assert verdict(text)["avslort"] == disclosed


def possible(cells: list[dict[str, Any]], relations: list[dict[str, Any]], hidden: set[str]) -> dict[str, set[int]]:
    """Every value each hidden cell can have, by trying all tables within the limits."""
    fixed = {c["id"]: c["verdi"] for c in cells if c["id"] not in hidden}
    free = [c for c in cells if c["id"] in hidden]
    found: dict[str, set[int]] = {c["id"]: set() for c in free}
    for values in product(*(range(c.get("nedre_grense", 0), c["ovre_grense"] + 1) for c in free)):
        table = fixed | dict(zip((c["id"] for c in free), values, strict=True))
        sides = [(sum(k * table[n] for n, k in r["ledd"]), r) for r in relations]
        if all(side == r["konstant"] if r.get("slag", "=") == "=" else side <= r["konstant"] for side, r in sides):
            for c in free:
                found[c["id"]].add(table[c["id"]])
    return found


def random_model(random: Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A few cells in two levels with coefficients other than one, some limits, some locks, some inequalities."""
    count, top = random.randint(2, 4), random.randint(4, 6)
    cells: list[dict[str, Any]] = [
        {"id": f"c{i}", "verdi": random.randint(0, top), "ovre_grense": top, "vekt": random.choice([0, 1, 3])}
        for i in range(count)
    ]
    relations: list[dict[str, Any]] = []
    for level in range(random.randint(1, 2)):
        parts = random.sample(cells, random.randint(2, min(3, len(cells))))
        terms = [[c["id"], random.choice([1, 1, 1, 2, -1, 3])] for c in parts]
        total = sum(k * next(c["verdi"] for c in cells if c["id"] == n) for n, k in terms)
        if random.random() < 0.7:
            span = {"nedre_grense": min(0, total), "ovre_grense": max(total, top)}
            cells.append({"id": f"s{level}", "verdi": total, "vekt": 6, "last": random.random() < 0.15, **span})
            relations.append({"ledd": [*terms, [f"s{level}", -1]], "konstant": 0})
        else:
            slack = random.randint(0, 2)
            relations.append({"ledd": terms, "konstant": total + slack, "slag": "<=" if slack else "="})
    return cells, relations


def test_600_random_models_agree_with_trying_every_table() -> None:
    random, judged, hidden_cells = Random(11), 0, 0
    for _ in range(600):
        cells, relations = random_model(random)
        answer = run_model({"policy": {"terskel": 2, "margin": 50}, "celler": cells, "relasjoner": relations})
        hidden = {c["id"] for c in answer["celler"] if c["tilstand"] in ("primaer", "sekundaer")}
        values = possible(cells, relations, hidden)
        small = {c["id"] for c in cells if 1 <= c["verdi"] <= 2 and not c.get("last")}
        assert small <= hidden
        assert sorted(name for name in small if len(values[name]) < 2) == answer["revisjon"]["avslort"]
        for name in small:
            assert answer["revisjon"]["intervaller"][name] == [min(values[name]), max(values[name])]
        given_up = {item["id"] for item in answer["revisjon"]["ubeskyttbare"]}
        assert set(answer["revisjon"]["avslort"]) <= given_up
        judged, hidden_cells = judged + len(small), hidden_cells + len(hidden)
    assert judged > 300
    assert hidden_cells > judged
