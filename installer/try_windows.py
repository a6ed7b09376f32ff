"""Try the Windows packages under Wine as far as it goes: install, run without a window, upgrade, remove, keep the data.

Wine 8 cannot load Qt or numpy (it lacks libraries that Windows 10 has): the window must be tried on Windows, see README.md.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import wine
from parts import BUILD, DIST, VERSION, fresh

from bvdesk.reports.tagged import check as check_pdf

PREFIX = BUILD / "wine-trial"
HOME = PREFIX / "drive_c" / "users"
# Wine lacks libraries that numpy, the PDF validator and Python's question for the Windows version need.
# An internal report needs no solver, and the validator of this machine judges the files afterwards.
AS_WINE_CAN = """import sys, types
sys.modules["numpy"] = sys.modules["_wmi"] = None
later = types.SimpleNamespace(failures=(), is_compliant=True)
sys.modules["page"] = types.SimpleNamespace(validate_pdf_bytes=lambda *_, **__: later, PageError=OSError)
sys.argv = ["bvdesk", *{args!r}]
from bvdesk.__main__ import main
sys.exit(main())"""


def main() -> None:
    """Each step stops the trial when it fails."""
    shutil.rmtree(PREFIX, ignore_errors=True)
    call("wineboot", "-i")
    try_setup()
    try_msi()
    print("Set-up, zip tree and MSI: installed, ran without a window, upgraded, removed. The user's file was kept.")


def try_setup() -> None:
    """The per-user set-up, twice, and its removal."""
    setup = wine.windows_path(DIST / f"bvdesk-{VERSION}-setup.exe")
    call(setup, "/S")
    user = next(HOME.glob("*/AppData/Local/Programs")).parent
    folder = user / "Programs" / "bvdesk"
    check(folder / "python" / "pythonw.exe", there=True)
    check(next(HOME.glob("*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs")) / "bvdesk.lnk", there=True)
    assert "bvdesk.tjenestefil" in call("reg", "query", r"HKCU\Software\Classes\.bvdesk")
    run_program(folder, user / "bvdesk" / "min.bvdesk")

    left_over = folder / "lib" / "fra_forrige_versjon.py"
    left_over.write_text("")
    call(setup, "/S")
    check(left_over, there=False)
    run_program(folder, user / "bvdesk" / "etter.bvdesk")

    # `_?=` keeps the uninstaller where it is, so that it can be waited for; then it cannot remove itself.
    inside = "C:" + str(folder).split("drive_c")[1].replace("/", "\\")
    call(f"{inside}\\avinstaller.exe", "/S", f"_?={inside}")
    (folder / "avinstaller.exe").unlink(missing_ok=True)
    assert not folder.exists() or not any(folder.iterdir()), sorted(folder.iterdir())
    check(user / "bvdesk" / "min.bvdesk", there=True)
    assert "bvdesk" not in call("reg", "query", r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall", "/s")


def try_msi() -> None:
    """The all-users package and its removal."""
    package = wine.windows_path(DIST / f"bvdesk-{VERSION}.msi")
    folder = PREFIX / "drive_c" / "Program Files" / "bvdesk"
    call("msiexec", "/i", package, "/qn")
    check(folder / "python" / "pythonw.exe", there=True)
    assert "main.py" in call("reg", "query", r"HKLM\Software\Classes\bvdesk.tjenestefil\shell\open\command")
    run_program(folder, PREFIX / "drive_c" / "fra_msi.bvdesk")
    call("msiexec", "/x", package, "/qn")
    check(folder / "python" / "pythonw.exe", there=False)
    check(PREFIX / "drive_c" / "fra_msi.bvdesk", there=True)


def run_program(folder: Path, file: Path) -> None:
    """Make an example file, print a report and write the figures out again, all with the installed program."""
    file.parent.mkdir(parents=True, exist_ok=True)
    reports = fresh(BUILD / "wine-reports")
    figures = reports / "tall.csv"
    for args in (
        ["eksempel", wine.windows_path(file)],
        [
            "rapport",
            wine.windows_path(file),
            "--periode",
            "2025",
            "--alle",
            "--utgave",
            "intern",
            "--ut",
            wine.windows_path(reports),
        ],
        ["eksporter", wine.windows_path(file), "--ut", wine.windows_path(figures)],
    ):
        print(call(str(folder / "python" / "python.exe"), "-c", AS_WINE_CAN.format(args=args)).strip())
    printed = sorted(reports.glob("*.pdf"))
    assert len(printed) == 4
    faults = [str(fault) for path in printed for fault in check_pdf(path.read_bytes())]
    assert not faults, faults
    assert len(figures.read_text("utf-8").splitlines()) > 100


def call(*words: str) -> str:
    """Run a Windows program on the trial's own Windows."""
    return wine.run(*words, prefix=PREFIX)


def check(path: Path, *, there: bool) -> None:
    """Stop when a file is missing, or still there."""
    if path.exists() is not there:
        raise SystemExit(f"{path} is {'missing' if there else 'still there'}")


if __name__ == "__main__":
    main()
