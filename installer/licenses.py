"""Collect the licences of all that a package carries into `resources/licenses/`, where the program shows them.

Run after a change of pinned packages (`make licenses`). The list is committed, so that a test can hold it against the pins.
"""

from __future__ import annotations

import csv
import email
import importlib.metadata
import shutil
import zipfile
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import build_windows
import parts
from parts import BUILD, INSTALLER, ROOT

FOLDER = ROOT / "resources" / "licenses"
COLUMNS = ("navn", "versjon", "lisens", "fil")
# Packages whose own data name no licence in the usual form; read in their files.
NAMED = {
    "backports.tarfile": "MIT",
    "click-default-group": "Public domain (Unlicense)",
    "colorama": "BSD-3-Clause",
    "jaraco.classes": "MIT",
    "reportlab": "BSD-3-Clause",
    "rl_accel": "BSD-3-Clause",
    "pywin32-ctypes": "BSD-3-Clause",
    "sqlcipher3": "Zlib; SQLCipher BSD-3-Clause; OpenSSL Apache-2.0",
    "sqlite-fts4": "Apache-2.0",
}
# Qt's wheels carry no licence text at all, so the notice must.
QT = ("pyside6_essentials", "shiboken6")
_WORDS = ("LICEN", "COPYING", "NOTICE", "THIRD_PARTY")


@dataclass(frozen=True)
class Entry:
    """One line of the list."""

    navn: str
    versjon: str
    lisens: str
    fil: str


def main() -> None:
    """Write the texts and the list."""
    parts.fresh(FOLDER)
    entries = sorted([*_others(), *_packages()], key=lambda entry: entry.navn.lower())
    with (FOLDER / "oversikt.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((e.navn, e.versjon, e.lisens, e.fil) for e in entries)
    print(f"{len(entries)} licences in {FOLDER.relative_to(ROOT)}")


def read_list() -> list[Entry]:
    """The committed list."""
    with (FOLDER / "oversikt.csv").open(encoding="utf-8", newline="") as file:
        return [Entry(*row) for row in list(csv.reader(file, delimiter=";"))[1:]]


def _packages() -> list[Entry]:
    """The pinned packages of both platforms. A package that differs between them is listed with both versions."""
    found: dict[str, tuple[list[str], Message, list[Path]]] = {}
    for platform, python in (("x86_64-manylinux_2_36", "3.11"), (build_windows.PLATFORM, build_windows.PYTHON)):
        tree = parts.fresh(BUILD / "licenses" / platform)
        parts.install_packages(tree, platform, python)
        for metadata in sorted(tree.glob("*.dist-info/METADATA")):
            about = email.message_from_string(metadata.read_text("utf-8"))
            versions, _, files = found.setdefault(about["Name"].lower(), ([], about, []))
            if about["Version"] not in versions:
                versions.append(about["Version"])
            files[:] = files or _license_files(metadata.parent)
    return [_entry(" og ".join(versions), about, files) for name, (versions, about, files) in found.items() if name != "pip"]


def _license_files(folder: Path) -> list[Path]:
    return sorted(
        p for p in folder.rglob("*") if p.is_file() and any(word in str(p.relative_to(folder)).upper() for word in _WORDS)
    )


def _entry(version: str, about: Message, files: list[Path]) -> Entry:
    name = about["Name"]
    lisens = NAMED.get(name) or NAMED.get(name.lower()) or about["License-Expression"] or about["License"]
    if not lisens or len(lisens) > 80:
        raise SystemExit(f"{name}: which licence? Name it in {__file__}")
    if name.lower() in QT:
        return Entry(name, version, "LGPL-3.0", "Qt.txt")
    if not files:
        raise SystemExit(f"{name} carries no licence text")
    headings = [f"--- {path.name} ---\n\n" if len(files) > 1 else "" for path in files]
    texts = [heading + path.read_text("utf-8", "replace").strip() for heading, path in zip(headings, files, strict=True)]
    (FOLDER / f"{name}.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    return Entry(name, version, lisens, f"{name}.txt")


def _others() -> list[Entry]:
    """What is not a package: Python, typeface, word lists, what starts the Linux folder, the texts Qt's notice points to."""
    for name in ("LGPL-3", "GPL-3"):
        shutil.copyfile(Path("/usr/share/common-licenses") / name, FOLDER / f"{name}.0.txt")
    shutil.copyfile(ROOT / "LICENSE", FOLDER / "bvdesk.txt")
    shutil.copyfile(INSTALLER / "qt-notice.txt", FOLDER / "Qt.txt")
    shutil.copyfile(ROOT / "resources" / "fonts" / "OFL.txt", FOLDER / "Source Sans 3.txt")
    for name in ("Norsk ordbank", "Wiktionary nynorsk"):
        shutil.copyfile(ROOT / "resources" / "ordlister" / f"{name}.txt", FOLDER / f"{name}.txt")
    with zipfile.ZipFile(build_windows.pinned_python(parts.fresh(BUILD / "python"))) as python:
        (FOLDER / "Python.txt").write_bytes(python.read("cp313/LICENSE.txt").replace(b"\r\n", b"\n"))
    starter = importlib.metadata.distribution("pyinstaller")
    (FOLDER / "PyInstaller.txt").write_text(starter.read_text("licenses/COPYING.txt") or "", encoding="utf-8")
    return [
        Entry("Python", "3.13.2 (Windows), 3.11 (Linux)", "PSF-2.0", "Python.txt"),
        Entry("PyInstaller", f"{starter.version} (Linux)", "GPL-2.0 med unntak for det som pakkes", "PyInstaller.txt"),
        Entry("Source Sans 3", "3.052", "OFL-1.1", "Source Sans 3.txt"),
        Entry("Norsk ordbank, bokmål", "2005 (27.06.2018)", "CC-BY-4.0", "Norsk ordbank.txt"),
        Entry("Wiktionary og UniMorph, nynorsk", "simplemma 2.0.0", "CC-BY-SA-4.0", "Wiktionary nynorsk.txt"),
        Entry("bvdesk", parts.VERSION, "MIT", "bvdesk.txt"),
    ]


if __name__ == "__main__":
    main()
