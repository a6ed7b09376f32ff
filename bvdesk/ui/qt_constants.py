"""Qt's constants made quickly: PySide has Python's `enum` make thousands of them, which is a fifth of a start."""

from __future__ import annotations

import sys
from enum import Enum, EnumType, IntEnum
from typing import Any

TRIED_UP_TO = (3, 14)
"""A later Python may prepare its constants in another way, and makes them itself."""
_TAKEN = {name for base in IntEnum.__mro__ for name in vars(base)} | {"mro"}
_standard = EnumType._create_  # type: ignore[attr-defined]
_patterns: dict[type, dict[str, Any]] = {}


def make_quickly() -> None:
    """From now on, classes of constants that are given as pairs of a name and a number are made after one pattern.

    `enum` prepares each class anew, puts each constant into it three times, and looks through all base classes for its
    name. What is made here is the same to the last attribute; all that is not as plain goes the ordinary way.
    """
    if sys.version_info < TRIED_UP_TO:
        EnumType._create_ = _create  # type: ignore[attr-defined]


def _create(cls: Any, class_name: str, names: Any, *, module: str | None = None, **options: Any) -> Any:
    module = module or sys._getframe(2).f_globals.get("__name__")  # noqa: SLF001 - as `enum` finds it
    special = options.get("type") or options.get("qualname") or not isinstance(names, list)
    if special or cls not in (Enum, IntEnum) or not all(map(_is_plain, names)):
        return _standard(cls, class_name, names, module=module, **options)
    if cls not in _patterns:
        _patterns[cls] = dict(vars(_standard(cls, "Pattern", [], module=module)))
    content = {name: thing.copy() if isinstance(thing, list | dict) else thing for name, thing in _patterns[cls].items()}
    made: Any = type.__new__(EnumType, class_name, (cls,), content | {"__module__": module})
    _fill(made, names)
    return made


def _is_plain(pair: Any) -> bool:
    match pair:
        case (str(name), int(value)):
            return type(value) is int and name not in _TAKEN and not name.startswith("_")
    return False


def _fill(made: Any, names: list[tuple[str, int]]) -> None:
    """Put the constants in, a second name of a number as another name of the same constant."""
    by_name, by_value, order = made._member_map_, made._value2member_map_, made._member_names_
    new = int.__new__ if issubclass(made, int) else lambda kind, _value: object.__new__(kind)
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = new(made, value)
            member._value_, member._name_, member.__objclass__, member._sort_order_ = value, name, made, len(order)
            order.append(name)
        by_name[name] = member
        type.__setattr__(made, name, member)
    vars(made).get("_hashable_values_", []).extend(by_value)  # Python 3.13 and later
