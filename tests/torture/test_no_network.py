"""The program speaks to nobody: no internet socket is opened in a whole journey, window and command line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEADER = "indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n"

JOURNEY = """
import socket, sys
opened = []
def watch(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6) or event in (
        "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "http.client.connect"
    ):
        opened.append((event, arguments[1:]))
sys.addaudithook(watch)
from pathlib import Path
from bvdesk.cli.main import run
folder = Path(sys.argv[1])
fil, tall, question, out = (str(folder / name) for name in ("t.bvdesk", "tall.csv", "sporsmal.csv", "ut.csv"))
assert run(["eksempel", fil]) == 0
for words in (
    ["importer", fil, tall], ["oppslag", fil, question], ["eksporter", fil, "--ut", out], ["kopi", fil], ["kopier", fil],
    ["kontroll", fil, "--periode", "2025"], ["helse", fil], ["logg", fil, "--ut", out], ["sammenlign", fil, fil],
    ["gjenopprett", fil, "--vis"], ["--selftest"],
):
    assert run(words) == 0, words
assert not opened, opened
print("JOURNEY DONE")
"""


@pytest.mark.slow
def test_no_socket_is_opened(tmp_path: Path) -> None:
    (tmp_path / "tall.csv").write_text(f"{HEADER}meldinger_mottatt;;Nordvik;2031K1;7;;;\n", encoding="utf-8")
    question = "indikator;kategori;omrade;periode;type\nmeldinger_mottatt;;Nordvik;2025;verdi\n"
    (tmp_path / "sporsmal.csv").write_text(question, encoding="utf-8")
    trace = tmp_path / "trace"
    command = [sys.executable, "-c", JOURNEY, str(tmp_path)]
    if shutil.which("strace"):  # also what Qt and other C code would do
        command = ["strace", "-f", "-o", str(trace), "-e", "trace=socket,connect", *command]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if trace.exists() and "Operation not permitted" in done.stderr:
        pytest.skip("strace may not be used here")
    assert "JOURNEY DONE" in done.stdout, done.stdout[-2000:] + done.stderr[-2000:]
    if trace.exists():
        assert "AF_INET" not in trace.read_text()
