"""`bvdesk --selftest` tells the truth about an installation."""

import subprocess
import sys
from pathlib import Path

import pytest

from bvdesk.cli import selftest


@pytest.mark.slow
def test_a_checkout_passes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bvdesk", "--selftest"], capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("  ok    ") == 6


def test_a_fault_is_told_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def _broken(_folder: Path) -> str:
        raise FileNotFoundError("LGPL-3.0.txt")

    assert not selftest._passes(_broken, tmp_path)
    assert "FEIL  broken: FileNotFoundError: LGPL-3.0.txt" in capsys.readouterr().out
