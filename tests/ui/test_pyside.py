"""PySide is imported with less work, and is the same all the same."""

from __future__ import annotations

import builtins
import marshal
import subprocess
import sys
from pathlib import Path

import pytest

from bvdesk.ui.pyside import byte_code_kept

ROOT = Path(__file__).resolve().parents[2]
NAME = "shibokensupport/one.py"
STILL_WHOLE = """
from bvdesk.ui.pyside import import_quickly
import_quickly()
from PySide6.QtCore import QObject
try:
    QObject().setObjectName(1, 2)
except TypeError as error:
    assert "QObject.setObjectName" in str(error), error
from PySide6.support.signature import get_signature
assert "name" in str(get_signature(QObject.setObjectName))
"""


@pytest.fixture(autouse=True)
def _bytes_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def value(path: Path, text: bytes, filename: str = NAME) -> object:
    """What `a` is after the text has been compiled and run, as PySide does it."""
    names: dict[str, object] = {}
    with byte_code_kept(path):
        exec(builtins.compile(text, filename, "exec"), names)
    return names.get("a")


def test_what_is_kept_belongs_to_the_text_and_not_to_its_name(tmp_path: Path) -> None:
    path = tmp_path / "made" / "kept.pyc"
    assert value(path, b"a = 1") == 1
    assert value(path, b"a = 2") == 2
    before = path.read_bytes()
    assert value(path, b"a = 1") == 1
    assert path.read_bytes() == before
    assert builtins.compile.__module__ == "builtins"


def test_kept_byte_code_is_used(tmp_path: Path) -> None:
    path = tmp_path / "kept.pyc"
    value(path, b"a = 1")
    magic, kept = marshal.loads(path.read_bytes())
    path.write_bytes(marshal.dumps((magic, dict.fromkeys(kept, compile("a = 'kept'", NAME, "exec")))))
    assert value(path, b"a = 1") == "kept"
    path.write_bytes(marshal.dumps((b"another Python", kept)))
    assert value(path, b"a = 1") == 1


@pytest.mark.parametrize("content", [b"", b"no byte code", b"\xe9\x01\x00\x00\x00", b"N"])
def test_a_file_that_is_no_byte_code_is_written_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kept.pyc"
    path.write_bytes(content)
    assert value(path, b"a = 1") == 1
    assert path.read_bytes() != content


def test_modules_that_are_not_pysides_are_let_alone(tmp_path: Path) -> None:
    assert value(tmp_path / "kept.pyc", b"a = 1", "elsewhere.py") == 1
    assert not (tmp_path / "kept.pyc").exists()


def test_where_nothing_may_be_written_all_works(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert value(tmp_path / "file" / "kept.pyc", b"a = 1") == 1


def test_pyside_explains_a_wrong_call_and_tells_its_signatures(tmp_path: Path) -> None:
    for _ in range(2):  # compiled, then kept
        subprocess.run([sys.executable, "-X", f"pycache_prefix={tmp_path}", "-c", STILL_WHOLE], cwd=ROOT, check=True)
