"""Habits of PySide that cost a third of a start, and how they are spared. Where they cannot be, all works, only later.

It carries a dozen modules of its own as text in a library, and at every start compiles them, runs them all, and then reads
the source of each module imported after it. Qt's constants have a file of their own (`qt_constants`).
"""

from __future__ import annotations

import builtins
import contextlib
import importlib.util
import marshal
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from bvdesk.ui.qt_constants import make_quickly

STUB_MAKER = ("shibokensupport/signature/lib/enum_sig.py", "shibokensupport/signature/lib/pyi_generator.py")
"""Writes type stubs when PySide itself is built, and compiles large patterns for it when imported."""


def import_quickly() -> None:
    """Import PySide, and have it done with less work than it would do by itself."""
    make_quickly()
    with byte_code_kept(Path(importlib.util.cache_from_source(__file__, optimization="pyside"))):
        import PySide6.QtCore  # noqa: F401 - that it is imported is the point
    spare_source_reading()


@contextlib.contextmanager
def byte_code_kept(path: Path) -> Iterator[None]:
    """Keep what PySide's own modules compile to where Python keeps the byte code of modules, and on the same terms.

    It is known by the text itself and by the kind of byte code, so another PySide or Python compiles anew.
    """
    kept = _read(path)
    before, compiled = len(kept), builtins.compile

    def compile_once(source: Any, filename: Any, mode: str, *args: Any, **named: Any) -> Any:
        if args or named or not str(filename).startswith("shibokensupport/"):
            return compiled(source, filename, mode, *args, **named)
        text = b"" if filename in STUB_MAKER else source
        key = (filename, importlib.util.source_hash(text))
        if key not in kept:
            kept[key] = compiled(text, filename, mode)
        return kept[key]

    builtins.compile = compile_once
    try:
        yield
    finally:
        builtins.compile = compiled
    if len(kept) > before and not sys.dont_write_bytecode:
        _write(path, kept)


def _read(path: Path) -> dict[tuple[str, bytes], CodeType]:
    with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
        magic, kept = marshal.loads(path.read_bytes())
        if magic == importlib.util.MAGIC_NUMBER:
            return dict(kept)
    return {}


def _write(path: Path, kept: dict[tuple[str, bytes], CodeType]) -> None:
    unfinished = path.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):  # a folder where only an administrator may write
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(marshal.dumps((importlib.util.MAGIC_NUMBER, kept)))
        unfinished.replace(path)


def spare_source_reading() -> None:
    """Answer from a module's name what PySide asks of each module imported after it: does it use PySide?

    PySide itself reads the whole source to see. It asks for the sake of modules that switch its spelling (`snake_case`);
    none does here, so either answer is right. Should a later PySide ask otherwise, it reads as before.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _is_ours)  # noqa: B010 - a module's private name


def _is_ours(module: ModuleType) -> bool:
    return module.__name__.startswith("bvdesk.")
