"""The program as a screen reader meets it: on a real accessibility bus, with a real window, from a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bvdesk.ui.page_table import PAGES
from tests.ui.every_dialog import DIALOGS

Read = dict[str, list[tuple[str, str, bool, bool]]]
ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"
MERE_FRAMES = {"filler", "layered pane", "menu bar", "panel", "scroll bar", "status bar", "split pane", "label", "separator"}
"""Roles that hold others, or are read as part of them. A label is empty while it has nothing to say."""

SCRIPT = """
Xvfb -displayfd 3 -screen 0 1366x768x24 3>"$1/display" >/dev/null 2>&1 & X=$!
while [ ! -s "$1/display" ]; do sleep 0.1; done
export DISPLAY=":$(cat "$1/display")"
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 & B=$!
"$2" -m $4 "$1/eksempel.bvdesk" >"$1/out" 2>&1 & P=$!
"$3" tests/ui/atspi_reader.py $5
kill $P $B $X
"""


def missing_tools() -> str:
    needed = [name for name in ("Xvfb", "dbus-run-session") if shutil.which(name) is None]
    if not LAUNCHER.exists():
        needed.append("at-spi2-core")
    asked = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    if not Path(SYSTEM_PYTHON).exists() or subprocess.run(asked, capture_output=True, check=False).returncode:
        needed.append("gir1.2-atspi-2.0 and python3-gi")
    return ", ".join(needed)


def read(folder: Path, program: str, asked: str = "") -> Read:
    """What the bus tells of a program: for each page or dialog [role, name, focusable, described] of all that is showing."""
    if missing := missing_tools():
        pytest.skip(f"not on this machine: {missing}")
    environment = {key: value for key, value in os.environ.items() if key not in ("QT_QPA_PLATFORM", "DISPLAY")}
    environment |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    arguments = [str(folder), sys.executable, SYSTEM_PYTHON, program, asked]
    command = ["dbus-run-session", "--", "bash", "-c", SCRIPT, "atspi", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=400, check=False)
    assert done.stdout, (done.stderr, (folder / "out").read_text(encoding="utf-8"))
    found: Read = json.loads(done.stdout)
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("example_path")
def test_a_screen_reader_can_name_everything_in_every_dialog(tmp_path: Path) -> None:
    found = read(tmp_path, "tests.ui.atspi_dialogs", str(len(DIALOGS)))
    assert len(found) == len(DIALOGS)
    assert all(nodes[0][0] in ("dialog", "alert") and nodes[0][1] for nodes in found.values()), "each says what it is"
    assert all(any(focusable for _, _, focusable, _ in nodes) for nodes in found.values())
    nameless = {(nodes[0][1], role) for nodes in found.values() for role, _, _, named in nodes if not named}
    assert not {(dialog, role) for dialog, role in nameless if role not in MERE_FRAMES}


@pytest.mark.slow
@pytest.mark.usefixtures("example_path")
def test_a_screen_reader_can_name_everything_on_every_page(tmp_path: Path) -> None:
    found = read(tmp_path, "bvdesk")
    assert list(found) == [spec.title for spec in PAGES]
    focusable = {page: [node for node in nodes if node[2]] for page, nodes in found.items()}
    assert all(len(nodes) > 15 for nodes in focusable.values())
    assert not [(page, node) for page, nodes in focusable.items() for node in nodes if not node[3]]
    nameless = {(page, role) for page, nodes in found.items() for role, _, _, named in nodes if not named}
    assert not {(page, role) for page, role in nameless if role not in MERE_FRAMES}
    assert len({json.dumps(nodes) for nodes in found.values()}) == len(PAGES)
