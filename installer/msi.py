"""The all-users package for Intune and the like, written by wixl so that two builds are alike."""

from __future__ import annotations

import re
import shutil
import uuid
from pathlib import Path

from parts import DIST, INSTALLER, VERSION, epoch, run

# Windows counts time in steps of 100 ns from 1601.
_FROM_1601, _STEPS = 11_644_473_600, 10_000_000


def write(stage: Path) -> Path:
    """The package of a staged tree."""
    path, folder = DIST / f"bvdesk-{VERSION}.msi", stage.parent
    names = [file.relative_to(folder).as_posix() for file in sorted(stage.rglob("*")) if file.is_file()]
    (folder / "files.txt").write_text("\n".join(names) + "\n")
    heat = f"wixl-heat --win64 --component-group Files --directory-ref INSTALLDIR --var var.Stage --prefix {stage.name}/"
    (folder / "files.wxs").write_text(_steady_ids(run("sh", "-c", f"{heat} <files.txt", cwd=folder)))
    shutil.copyfile(INSTALLER / "windows" / "bvdesk.wxs", folder / "bvdesk.wxs")
    values = {
        "Version": VERSION,
        "Product": _number("product"),
        "Package": _number("package"),
        "Stage": stage.name,
        "Win64": "yes",
    }
    settings = [word for name, value in values.items() for word in ("-D", f"{name}={value}")]
    # wixl finds files by names relative to where it runs.
    run("wixl", "--arch", "x64", *settings, "--output", path, "bvdesk.wxs", "files.wxs", cwd=folder)
    _steady_summary(path)
    return path


def _number(part: str) -> uuid.UUID:
    """A number for a part of this build, the same whoever builds it."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"bvdesk-{VERSION}-{epoch()}-{part}")


def _steady_ids(listing: str) -> str:
    """Folders numbered as they come: wixl-heat names them by chance."""
    numbers: dict[str, str] = {}
    return re.sub(r"\bdir[0-9A-F]{32}\b", lambda found: numbers.setdefault(found[0], f"dir{len(numbers):04}"), listing)


def _steady_summary(path: Path) -> None:
    """The summary with the time and a number of this version: wixl writes the hour and a number by chance."""
    content = bytearray(path.read_bytes())
    start = content.index(b"Installation Database") - 512
    summary = bytes(content[start : start + 2048])
    summary = re.sub(rb"\{[0-9A-F-]{36}\}", f"{{{_number('summary')}}}".upper().encode(), summary)
    time = ((epoch() + _FROM_1601) * _STEPS).to_bytes(8, "little")
    # A time is marked by the type 64 before it, and by its own high bytes.
    summary = re.sub(rb"(?s)(\x40\0\0\0).{6}[\xdc-\xff]\x01", lambda found: found[1] + time, summary)
    content[start : start + 2048] = summary
    path.write_bytes(content)
