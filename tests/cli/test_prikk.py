import json
from pathlib import Path

import pytest

from bvdesk.cli.main import run

MODEL = {
    "celler": [{"id": "a", "verdi": 1}, {"id": "b", "verdi": 9}, {"id": "c", "verdi": 12}, {"id": "t", "verdi": 22}],
    "relasjoner": [{"ledd": [["a", 1], ["b", 1], ["c", 1], ["t", -1]], "konstant": 0}],
}


def test_a_model_is_protected_and_audited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "modell.json"
    path.write_text(json.dumps(MODEL))
    assert run(["prikk", "--modell", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    states = {c["id"]: c["tilstand"] for c in answer["celler"]}
    assert states["a"] == "primaer"
    assert states["t"] == "vist"
    assert sum(state == "sekundaer" for state in states.values()) == 1
    assert answer["revisjon"]["avslort"] == []


@pytest.mark.parametrize("text", ["", "[]", '{"celler": 1}', '{"celler": [{"id": "a", "verdi": 1.5}]}'])
def test_a_model_that_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    path = tmp_path / "modell.json"
    path.write_text(text)
    assert run(["prikk", "--modell", str(path), "--json"]) == 2
    assert capsys.readouterr().err


def test_a_service_gives_cells_with_names_and_states(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "t.bvdesk"
    assert run(["eksempel", str(fil), "midtre_namdal"]) == 0
    capsys.readouterr()
    assert run(["prikk", str(fil), "--periode", "2025K1-K3", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    flatanger = {c["indikator"]: c for c in answer["celler"] if c["omrade"] == "Flatanger" and c["periode"] == "2025K1-K3"}
    assert flatanger["meldinger_mottatt"]["tilstand"] == "vist"
    assert flatanger["meldinger_i_pagaende_undersokelse"]["tilstand"] == "primaer"
    assert answer["revisjon"]["avslort"] == []
    assert run(["prikk", str(fil), "--periode", "2025K1-K3"]) == 0
    assert "vises ikke av personvernhensyn" in capsys.readouterr().out


def test_file_and_period_go_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["prikk", "--json"]) == 2
    assert "--periode" in capsys.readouterr().err
