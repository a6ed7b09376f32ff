import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def start(*args: str) -> subprocess.CompletedProcess[str]:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in screens}
    command = [sys.executable, "main.py", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)


def test_a_misspelt_command_is_said() -> None:
    done = start("importr", "fil.bvdesk")
    assert done.returncode == 2
    assert "importr" in done.stderr
    assert "importer" in done.stderr


def test_no_screen_is_said() -> None:
    done = start()
    assert done.returncode == 2
    assert "skjerm" in done.stderr


def test_help_is_norwegian() -> None:
    done = start("--hjelp")
    assert done.returncode == 0
    assert "bruk: bvdesk" in done.stdout
