"""The JSON of the command line: form, errors, and that output is input."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.prikking.modell import run_model, run_text

MODELL: dict[str, Any] = {
    "policy": {"terskel": 3},
    "celler": [
        {"id": "alle", "verdi": 49, "vekt": 30, "indikator": "plassering", "omrade": "holmestrand", "periode": "2024"},
        {"id": "fosterhjem", "verdi": 32, "indikator": "plassering", "kategori": "fosterhjem"},
        {"id": "institusjon", "verdi": 2},
        {"id": "hybel", "verdi": 5},
        {"id": "annet", "verdi": 10},
    ],
    "relasjoner": [
        {"ledd": [["alle", -1], ["fosterhjem", 1], ["institusjon", 1], ["hybel", 1], ["annet", 1]], "konstant": 0}
    ],
}


def states(answer: dict[str, Any]) -> dict[str, str]:
    return {cell["id"]: cell["tilstand"] for cell in answer["celler"]}


def with_cell(**fields: object) -> dict[str, Any]:
    return MODELL | {"celler": [*MODELL["celler"][:2], MODELL["celler"][2] | fields, *MODELL["celler"][3:]]}


def test_the_answer_has_states_explanations_rules_and_verdict() -> None:
    answer = run_text(json.dumps(MODELL))
    assert states(answer) == {
        "alle": "vist",
        "fosterhjem": "vist",
        "institusjon": "primaer",
        "hybel": "sekundaer",
        "annet": "vist",
    }
    assert answer["policy"]["terskel"] == 3
    assert answer["policy"]["nuller"] == "kan_skjules"
    assert answer["revisjon"]["avslort"] == []
    assert answer["revisjon"]["intervaller"] == {"institusjon": [0, 7]}
    assert answer["celler"][3]["forklaring"] == "Skjult for å beskytte institusjon."
    assert answer["celler"][0]["omrade"] == "holmestrand"


def test_the_answer_can_be_asked_again() -> None:
    first = run_model(with_cell(last=False, ovre_grense=40, kjent_av=["holmestrand"]))
    again = run_model(json.loads(json.dumps(first)))
    assert states(again) == states(first)
    assert again["relasjoner"] == MODELL["relasjoner"]
    assert again["policy"] == first["policy"]


def test_locks_are_kept_and_their_harm_reported() -> None:
    locked = {cell["id"]: dict(cell, last=cell["id"] not in ("institusjon",)) for cell in MODELL["celler"]}
    answer = run_model(MODELL | {"celler": list(locked.values())})
    assert states(answer)["hybel"] == "last"
    assert answer["revisjon"]["avslort"] == ["institusjon"]
    (impossible,) = answer["revisjon"]["ubeskyttbare"]
    assert impossible["id"] == "institusjon"
    assert len(impossible["laser"]) == 1
    assert impossible["utveier"][0].startswith("Opphev låsen på ")


def test_a_share_is_an_inequality() -> None:
    """3 of 8 printed as 38 %: the hidden 3 is given away again."""
    cells = [{"id": "n", "verdi": 8}, {"id": "x", "verdi": 3}, {"id": "y", "verdi": 5, "vekt": 5}]
    sums = {"ledd": [["n", -1], ["x", 1], ["y", 1]], "konstant": 0}
    shares = [
        {"ledd": [["n", 75], ["x", -200]], "konstant": 0, "slag": "<="},
        {"ledd": [["x", 200], ["n", -77]], "konstant": -1, "slag": "<="},
    ]
    free = run_model({"celler": cells, "relasjoner": [sums]})
    assert states(free) == {"n": "sekundaer", "x": "primaer", "y": "vist"}
    bound = run_model({"celler": [cells[0] | {"last": True}, *cells[1:]], "relasjoner": [sums, *shares]})
    assert bound["revisjon"]["avslort"] == ["x"]


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("[]", "JSON-objekt"),
        ("{", "gyldig JSON"),
        ('{"celler": []}', "ingen celler"),
        ('{"celler": {}}', "liste"),
        ('{"celler": [{"verdi": 1}]}', "mangler id"),
        ('{"celler": [{"id": "a"}]}', "helt tall"),
        ('{"celler": [{"id": "a", "verdi": 2.5}]}', "helt tall"),
        ('{"celler": [{"id": "a", "verdi": true}]}', "helt tall"),
        ('{"celler": [{"id": "a", "verdi": -1}]}', "grenser"),
        ('{"celler": [{"id": "a", "verdi": 1, "last": "ja"}]}', "true eller false"),
        ('{"celler": [{"id": "a", "verdi": 1, "vekt": -1}]}', "tall fra 0"),
        ('{"celler": [{"id": "a", "verdi": 9, "ovre_grense": 8}]}', "grenser"),
        ('{"celler": [{"id": "a", "verdi": 1}, {"id": "a", "verdi": 2}]}', "flere ganger"),
        ('{"celler": [{"id": "a", "verdi": 1}], "relasjoner": [{"ledd": [["b", 1]], "konstant": 1}]}', "ikke finnes"),
        ('{"celler": [{"id": "a", "verdi": 1}], "relasjoner": [{"ledd": [["a", 1]], "konstant": 2}]}', "stemmer ikke"),
        ('{"celler": [{"id": "a", "verdi": 1}], "relasjoner": [{"ledd": [["a", 0.5]]}]}', "helt tall"),
        ('{"celler": [{"id": "a", "verdi": 1}], "relasjoner": [{"ledd": ["a"]}]}', "[id, koeffisient]"),
        ('{"celler": [{"id": "a", "verdi": 1}], "policy": {"tærskel": 3}}', "Ukjente regler"),
        ('{"celler": [{"id": "a", "verdi": 1}], "policy": {"nuller": "noen"}}', "ukjent verdi"),
        ('{"celler": [{"id": "a", "verdi": 1}], "policy": {"terskel": -1}}', "utenfor det mulige"),
        ('{"celler": [{"id": "a", "verdi": 1}], "policy": {"merke": "delt"}}', "Sterkt vern"),
    ],
)
def test_a_bad_model_is_refused_in_plain_words(model: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        run_text(model)
    assert words in str(caught.value)
    assert caught.value.advice


def test_groups_have_rules_of_their_own() -> None:
    sensitive = run_model(with_cell(verdi=4, gruppe="pv2") | {"relasjoner": []})
    assert states(sensitive)["institusjon"] == "primaer"
    plain = run_model(with_cell(verdi=4) | {"relasjoner": []})
    assert states(plain)["institusjon"] == "vist"
    own = MODELL | {"policy": {"grupper": {"x": {"terskel": 40}}}, "relasjoner": []}
    cells = [cell | {"gruppe": "x"} for cell in MODELL["celler"]]
    assert states(run_model(own | {"celler": cells}))["fosterhjem"] == "primaer"
