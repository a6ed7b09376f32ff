import json
from pathlib import Path

import pytest

from bvdesk import resources
from bvdesk.storage import tabellager

TABLES = (("indikatorer.toml",), ("rapport", "indikatorer_nn.toml"), ("rapport", "disposisjon.toml"))


@pytest.mark.parametrize("parts", TABLES)
def test_what_is_kept_is_what_was_parsed(parts: tuple[str, ...], datamappe: Path) -> None:
    parsed = tabellager.read(*parts)
    assert (datamappe / tabellager.FOLDER / f"{parts[-1]}.json").exists()
    assert tabellager.read(*parts) == parsed


def test_a_table_that_was_changed_is_parsed_anew(tmp_path: Path, datamappe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "resources" / "tall.toml"
    source.parent.mkdir()
    monkeypatch.setattr(resources, "path", lambda *parts: source)
    for text, expected in (("a = 1", 1), ("a = 2", 2)):
        source.write_text(text)
        assert tabellager.read("tall.toml") == {"a": expected}
        assert tabellager.read("tall.toml") == {"a": expected}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"kontrollsum": 1}', "null"])
def test_what_is_kept_may_be_damaged(datamappe: Path, content: str) -> None:
    right = tabellager.read("indikatorer.toml")
    (datamappe / tabellager.FOLDER / "indikatorer.toml.json").write_text(content)
    assert tabellager.read("indikatorer.toml") == right
    kept = (datamappe / tabellager.FOLDER / "indikatorer.toml.json").read_text()
    assert json.loads(kept.partition("\n")[2]) == right


def test_a_table_with_another_meaning_is_not_believed(datamappe: Path) -> None:
    right = tabellager.read("indikatorer.toml")
    place = datamappe / tabellager.FOLDER / "indikatorer.toml.json"
    place.write_bytes(place.read_bytes().replace(b'"kv": "S"', b'"kv": "B"', 1))
    assert tabellager.read("indikatorer.toml") == right


def test_a_folder_that_cannot_be_written_in_is_no_fault(datamappe: Path) -> None:
    (datamappe / tabellager.FOLDER).write_text("a file is in the way")
    assert "indikator" in tabellager.read("indikatorer.toml")
