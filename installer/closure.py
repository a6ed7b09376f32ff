"""Proof that a Windows tree brings every DLL it loads, save those that Windows itself has."""

from __future__ import annotations

from pathlib import Path

from parts import INSTALLER, run

_SYSTEM = INSTALLER / "windows" / "system-libraries.txt"
_WINDOWS_OWN = frozenset(" ".join(_SYSTEM.read_text().splitlines()[1:]).split())
_BINARIES = (".dll", ".pyd", ".exe")


def missing_libraries(tree: Path) -> dict[str, list[str]]:
    """Libraries nobody brings, with the files that load them."""
    binaries = sorted(path for path in tree.rglob("*") if path.suffix.lower() in _BINARIES)
    brought = {path.name.lower() for path in binaries}
    missing: dict[str, list[str]] = {}
    for binary in binaries:
        for needed in _imports(binary):
            if needed not in brought and not _windows_has(needed):
                missing.setdefault(needed, []).append(binary.name)
    return missing


def _imports(binary: Path) -> set[str]:
    lines = run("objdump", "-p", binary).splitlines()
    return {line.split(":", 1)[1].strip().lower() for line in lines if "DLL Name:" in line}


def _windows_has(name: str) -> bool:
    return name.startswith(("api-ms-win-", "ext-ms-")) or name.removesuffix(".dll") in _WINDOWS_OWN
