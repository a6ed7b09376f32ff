from pathlib import Path

import pytest

from bvdesk.cli.main import run


def test_a_printed_mistake_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "t.bvdesk"
    assert run(["eksempel", str(fil), "kristiansand"]) == 0
    command = ["rapport", str(fil), "--periode", "2024", "--omrade", "Lillesand", "--ut", str(tmp_path / "ut")]
    assert run([*command, "--format", "html,pdf"]) == 0
    said = capsys.readouterr()
    assert "tilstandsrapport-lillesand-2024.html" in said.out
    assert "tilstandsrapport-lillesand-2024.pdf" in said.out
    assert "ikke kan stemme" in said.err
    assert "Lillesand" in said.err


def test_a_kind_of_file_that_does_not_exist_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "t.bvdesk"
    assert run(["ny", str(fil), "--tjeneste", "T", "--kommune", "Namsos"]) == 0
    command = ["rapport", str(fil), "--periode", "2024", "--alle", "--ut", str(tmp_path / "ut")]
    assert run([*command, "--format", "pdf,wps"]) == 2
    assert "«wps» finnes ikke" in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()
