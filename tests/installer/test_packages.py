"""What the packages carry: the right parts of Qt, every licence, a list of parts."""

import ast
import re
from pathlib import Path

import licenses
import pytest
import sbom
import trim

from bvdesk.services import lisenser
from tests.installer.test_pins import INSTALLER, ROOT, pins, plain


def qt_modules_in(folder: Path) -> set[str]:
    """The PySide6 modules that the code imports, wherever in a file."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                found.add((node.module or "").split(".")[1])
    return found


def test_every_part_of_qt_that_the_program_imports_is_kept() -> None:
    assert qt_modules_in(ROOT / "bvdesk") <= set(trim.QT_MODULES)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PySide6/QtWidgets.pyd", True),
        ("PySide6/Qt6Core.dll", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt6Quick.dll", False),
        ("PySide6/designer.exe", False),
        ("PySide6/translations/qtbase_de.qm", False),
        ("numpy/_core/_multiarray_umath.cp313-win_amd64.pyd", True),
        ("numpy/linalg/tests/test_linalg.py", False),
        ("keyring-25.7.0.dist-info/entry_points.txt", True),
        ("keyring-25.7.0.dist-info/RECORD", False),
        ("reportlab/fonts/Vera.ttf", True),
        ("pip/__main__.py", False),
    ],
)
def test_what_a_windows_package_keeps(name: str, kept: bool) -> None:
    assert trim.kept(name) is kept


@pytest.mark.parametrize(
    ("name", "source", "kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/v/PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", "/v/PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("libcrypto.so.3", "/usr/lib/x86_64-linux-gnu/libcrypto.so.3", True),
        ("libglib-2.0.so.0", "/usr/lib/x86_64-linux-gnu/libglib-2.0.so.0", False),
        ("resources/indikatorer.toml", "/b/resources/indikatorer.toml", True),
    ],
)
def test_what_a_linux_package_keeps(name: str, source: str, kept: bool) -> None:
    assert trim.kept_on_linux(name, source) is kept


def test_every_pinned_package_has_its_licence_in_the_program() -> None:
    listed = {plain(part.navn): part.versjon for part in lisenser.parts()}
    for name, versions in pins("requirements.txt").items():
        if name != "pip":  # left out of the packages
            assert name in listed, f"make licenses: {name} is new"
            assert set(versions) == set(listed[name].split(" og ")), f"make licenses: {name} has another version"


def test_every_licence_can_be_read_and_qt_is_lgpl() -> None:
    for part in lisenser.parts():
        assert part.lisens
        assert len(part.text()) > 200
    qt = {part.lisens for part in lisenser.parts() if part.fil == "Qt.txt"}
    assert qt == {"LGPL-3.0"}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (licenses.FOLDER / "LGPL-3.0.txt").read_text()


def test_the_list_of_parts_names_every_pin_with_licence_and_hash() -> None:
    document = sbom.document((INSTALLER / "requirements.txt").read_text())
    components = document["components"]
    assert isinstance(components, list)
    by_name: dict[str, list[str]] = {}
    for component in components:
        assert component["licenses"] or component["name"] == "pip"
        if "purl" in component:
            by_name.setdefault(component["name"], []).append(component["version"])
            assert any(re.fullmatch("[0-9a-f]{64}", p["value"]) for p in component["properties"])
    assert by_name == pins("requirements.txt")
    assert {"Python", "Source Sans 3"} <= {component["name"] for component in components}
