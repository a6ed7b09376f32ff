"""Publishing from the command line: freeze, correct, list, print again."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from bvdesk.cli.main import run
from bvdesk.services import eksempel
from bvdesk.services.tjenestefil import Bruker


@pytest.fixture
def path(tmp_path: Path, bruker: Bruker) -> str:
    with eksempel.create(tmp_path / "e.bvdesk", bruker, with_texts=False) as fil:
        return str(fil.path)


def test_publish_correct_list_and_print_again(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish = ["publiser", path, "--periode", "2025", "--omrade", "Nordvik", "--utgave", "intern"]
    assert run([*publish, "--ut", str(tmp_path / "a")]) == 0
    assert "versjon 1 for 2025" in capsys.readouterr().out
    assert run(publish) == 2
    assert "hva som er rettet" in capsys.readouterr().err
    assert run([*publish, "--rettelse", "Nytt navn på kapittel 2."]) == 0
    capsys.readouterr()

    assert run(["publisert", path, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(v["periode"], v["versjon"], v["rettelser"]) for v in listed] == [
        ("2025", 1, []),
        ("2025", 2, ["Nytt navn på kapittel 2."]),
    ]
    assert run(["publisert", path, "--skriv-ut", "1", "--ut", str(tmp_path / "b")]) == 0
    name = listed[0]["filer"][0]["navn"]
    again = (tmp_path / "b" / name).read_bytes()
    assert again == (tmp_path / "a" / name).read_bytes()
    assert sha256(again).hexdigest() == listed[0]["filer"][0]["sha256"]


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--skriv-ut", "7", "--ut", "x"], "Versjon 7 finnes ikke"), (["--skriv-ut", "1"], "mangler --ut"), ([], "")],
)
def test_what_does_not_exist_is_not_printed(
    path: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["publisert", path, *words]) == (2 if said else 0)
    told = capsys.readouterr()
    assert (said or "Ingenting er publisert") in (told.err if said else told.out)
