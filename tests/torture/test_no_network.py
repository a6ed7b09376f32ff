"""The program speaks to nobody: no internet socket in a whole journey, but for Linux' own print service when one prints."""

import os
import re
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
from PySide6.QtTest import QTest
from bvdesk import app
from bvdesk.domain.malform import Malform
from bvdesk.services import passord, stavekontroll
from bvdesk.services.bruker import machine_user
from bvdesk.ui.desk import Desk
from bvdesk.ui.handbok_window import HandbokWindow
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.page_table import PageId
app.build_application([])
passord.recall(Path(fil))
desk = Desk(machine_user())
window = MainWindow(desk)
desk.open_path(Path(fil))
window.show()
for page_id in PageId:
    window.go(page_id, None)
    QTest.qWait(300)
HandbokWindow(window).show()
assert list(stavekontroll.dictionary(desk.file, Malform.BOKMAL).misspelt("Barnvernet skrev en rapprt."))
window.close()
assert not opened, opened
print("JOURNEY DONE")
"""

PRINTING = """
import sys
from pathlib import Path
from bvdesk import app
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.periode import Periode
from bvdesk.reports.sidebilder import Sidebilder
from bvdesk.services import eksempel, rapport
from bvdesk.services.bruker import machine_user
from bvdesk.services.rapport import Rapportvalg
folder = Path(sys.argv[1])
app.build_application([])
with eksempel.create(folder / "utskrift.bvdesk", machine_user()) as fil:
    valg = Rapportvalg((TJENESTEN,), Periode.parse("2025"), Utgave.INTERN)
    made = rapport.print_all(fil, valg, folder / "rapporter")
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from bvdesk.ui.rapport.printing import draw_documents
printer = QPrinter(QPrinter.PrinterMode.HighResolution)
printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
printer.setOutputFileName(str(folder / "skriver.pdf"))
printer.setFromTo(1, 2)
pages, parent = Sidebilder(made[0].read_bytes()), QWidget()
assert draw_documents([('Tjenesten', pages)], printer, parent) == 1
pages.close()
assert (folder / "skriver.pdf").stat().st_size > 10_000
print("JOURNEY DONE")
"""
PRINT_SERVICE = re.compile(r'htons\(631\).*(?:"::1"|"127\.0\.0\.1")')
"""Linux prints through a service on this machine, which listens on this port."""


def traced(code: str, folder: Path) -> list[str]:
    """Run a journey; the internet sockets it (and what Qt and other C code in it) opened, as far as that can be seen."""
    trace = folder / "trace"
    command = [sys.executable, "-c", code, str(folder)]
    if shutil.which("strace"):
        command = ["strace", "-f", "-o", str(trace), "-e", "trace=socket,connect,sendto", *command]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "BVDESK_MAPPE": str(folder / "mappe")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if trace.exists() and "Operation not permitted" in done.stderr:
        pytest.skip("strace may not be used here")
    assert "JOURNEY DONE" in done.stdout, done.stdout[-2000:] + done.stderr[-2000:]
    return [line for line in trace.read_text().splitlines() if "AF_INET" in line] if trace.exists() else []


@pytest.mark.slow
def test_no_socket_is_opened(tmp_path: Path) -> None:
    (tmp_path / "tall.csv").write_text(f"{HEADER}meldinger_mottatt;;Nordvik;2031K1;7;;;\n", encoding="utf-8")
    question = "indikator;kategori;omrade;periode;type\nmeldinger_mottatt;;Nordvik;2025;verdi\n"
    (tmp_path / "sporsmal.csv").write_text(question, encoding="utf-8")
    assert traced(JOURNEY, tmp_path) == []


@pytest.mark.slow
def test_printing_asks_only_the_print_service_of_the_machine(tmp_path: Path) -> None:
    calls = [line for line in traced(PRINTING, tmp_path) if "connect(" in line or "sendto(" in line]
    assert [line for line in calls if not PRINT_SERVICE.search(line)] == []
