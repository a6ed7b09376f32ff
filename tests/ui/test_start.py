"""What the start of the program costs is measured by `bench_start`; here is what it must not do at all."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.bench_start import prepare
from tests.benchmarks.started_window import BARE, WHOLE

ROOT = Path(__file__).resolve().parents[2]
LATER = re.compile(
    r"(reportlab|numpy|pyqtgraph|highspy|openpyxl|docx|lxml|PIL|pypdfium2|sqlite_utils|keyring|platformdirs|tomllib"
    r"|bvdesk\.(cli|prikking|reports|importing|domain\.(rapport|diagram|kontroll))"
    r"|bvdesk\.ui\.(grid|charts|rapport|kontroll|personvern|tekster|start_page)"
    r"|bvdesk\.services\.(kontroll|personvern|rapport|passord|gjenoppretting))\b"
)


@pytest.mark.slow
def test_the_front_page_is_usable_before_what_it_does_without_is_imported(tmp_path: Path) -> None:
    environment = prepare(tmp_path)
    for kind in (BARE, WHOLE, WHOLE):  # the first start parses tables that are kept
        command = [sys.executable, "-X", "importtime", "-m", "tests.benchmarks.started_window", kind, "0"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert set(json.loads(done.stdout)) == {"painted_cpu", "painted_wall", "usable_cpu", "usable_wall"}
    imported = re.findall(r"\|\s+([\w.]+)$", done.stderr, re.MULTILINE)
    assert "bvdesk.ui.oversikt.arshjul_view" in imported
    assert not [name for name in imported if LATER.match(name)]
