from pathlib import Path

import pytest

from bvdesk.cli.main import run


def test_a_printed_mistake_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "t.bvdesk"
    assert run(["eksempel", str(fil), "kristiansand"]) == 0
    assert run(["rapport", str(fil), "--periode", "2024", "--omrade", "Lillesand", "--ut", str(tmp_path / "ut")]) == 0
    said = capsys.readouterr()
    assert "kvalitetsmelding-lillesand-2024.pdf" in said.out
    assert "ikke kan stemme" in said.err
    assert "Lillesand" in said.err
