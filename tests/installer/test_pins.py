"""The pinned packages: complete, hashed, and without an address."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "installer"
FILES = ["requirements.txt", "requirements-dev.txt", "python-runtime.txt"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: str) -> dict[str, list[str]]:
    """Name to the versions it is pinned to."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;]+)", (INSTALLER / file).read_text()):
        found.setdefault(plain(name), []).append(version)
    return found


@pytest.mark.parametrize("file", FILES)
def test_pins_hold_no_address(file: str) -> None:
    assert not re.findall(r"\w+://|--(?:extra-)?index-url|--find-links", (INSTALLER / file).read_text())


@pytest.mark.parametrize("file", FILES)
def test_every_pin_has_a_hash(file: str) -> None:
    blocks = re.split(r"\n(?=[A-Za-z])", "\n" + (INSTALLER / file).read_text())
    bare = [block.splitlines()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert not bare


@pytest.mark.parametrize(("file", "extra"), [("requirements.txt", None), ("requirements-dev.txt", "dev")])
def test_all_that_the_project_asks_for_is_pinned(file: str, extra: str | None) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    names = {plain(re.split(r"[\[<>=~! ]", line)[0]) for line in asked}
    assert names <= set(pins(file))


def test_the_tools_run_on_the_same_packages_as_the_program() -> None:
    program, tools = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tools[name] for name in program} == program


def test_windows_and_linux_each_get_what_they_need() -> None:
    text = (INSTALLER / "requirements.txt").read_text()
    assert "pywin32-ctypes" in text
    assert "secretstorage" in text


def test_pyside_is_the_one_that_does_not_abort_on_python_3_11() -> None:
    assert pins("requirements.txt")["pyside6-essentials"] == ["6.11.3"]
