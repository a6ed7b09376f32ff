"""Modules that others import at once, but that few documents need: loaded when something in them is first asked for.

The standard library's `LazyLoader` does the same, but two threads that ask at the same moment may meet a module that is
half loaded.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

_LOADING = RLock()


class _Later(ModuleType):
    """Stands in a module's place, and becomes it."""

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is not there: anything before the loading, nothing after it.
        with _LOADING:
            spec = self.__dict__.pop("_waiting", None)
            if spec is not None:
                spec.loader.exec_module(self)
        try:
            return self.__dict__[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


def put_off(name: str) -> None:
    """Load the module `package.name` only when it is used; nothing happens when it is loaded already."""
    if name in sys.modules:
        return
    spec = find_spec(name)
    assert isinstance(spec, ModuleSpec), name
    module = _Later(name)
    real = module_from_spec(spec)
    module.__dict__.update(real.__dict__, _waiting=spec)
    package, _, own = name.rpartition(".")
    sys.modules[name] = module
    setattr(sys.modules[package], own, module)


put_off("PIL.Image")  # reportlab imports it for the sake of pictures
