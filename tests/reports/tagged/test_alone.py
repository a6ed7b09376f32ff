"""The layer could be a package of its own: it leans on nothing here and knows no word of the trade."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import bvdesk.reports.tagged

ROOM = Path(bvdesk.reports.tagged.__file__).parent
MODULES = sorted(ROOM.glob("*.py"))
TRADE = re.compile(r"barn|kommun|melding|fosterhjem|tiltak|prikk|kvartal|bvdesk(?!\.reports\.tagged)", re.IGNORECASE)


def imported(module: Path) -> set[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return names | {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_it_stands_alone(module):
    ours = {name for name in imported(module) if name.startswith("bvdesk")}
    assert all(name.startswith("bvdesk.reports.tagged") for name in ours)
    assert not TRADE.findall(module.read_text(encoding="utf-8"))


def test_reading_back_is_never_imported_by_the_layer_itself():
    tests_only = {"proof", "readback"}
    for module in MODULES:
        if module.stem not in tests_only:
            assert not {name.rpartition(".")[2] for name in imported(module)} & {*tests_only, "pikepdf", "pypdf"}
