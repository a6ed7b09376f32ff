"""A habit of PySide that costs a start, and how it is spared."""

from __future__ import annotations

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - brings the module that is looked up below


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
