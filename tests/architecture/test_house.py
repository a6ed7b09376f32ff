"""The rules of the house as failing tests: imports point down, files and functions stay small."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bvdesk"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_MODULE, MAX_FUNCTION, MAX_PARAMETERS = 300, 50, 6


def functions(module: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_imports_point_down() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(ROOT)))
def test_small_modules_and_functions(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE
    for function in functions(module):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= MAX_FUNCTION, f"{function.name} has {length} lines"
        arguments = function.args
        count = len(arguments.args) + len(arguments.kwonlyargs)
        assert count <= MAX_PARAMETERS + 1, f"{function.name} takes {count} parameters"


def test_functions_are_short_on_the_whole() -> None:
    lengths = sorted((f.end_lineno or 0) - f.lineno + 1 for module in MODULES for f in functions(module))
    assert lengths[int(len(lengths) * 0.9)] <= 25


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
def test_no_room_without_a_job(name: str) -> None:
    assert not [m for m in MODULES if name in m.relative_to(ROOT).parts or m.stem == name]


HEAVY = ("PySide6", "numpy", "reportlab", "pyqtgraph", "highspy", "sqlite_utils", "openpyxl")


def test_the_command_line_starts_without_heavy_packages() -> None:
    code = f"import sys; import bvdesk.cli.main; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
