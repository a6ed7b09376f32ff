"""Qt's constants, made quickly, are what Python's `enum` makes of them."""

from __future__ import annotations

import enum
import pickle
import types
from enum import Enum, EnumType, Flag, IntEnum
from typing import Any

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

from bvdesk.ui import qt_constants

Pairs = list[tuple[str, int]]


def all_of_qt() -> dict[str, tuple[type, Pairs]]:
    """Every class of plain constants in the parts of Qt that the window uses, as PySide has them made."""
    owners = [owner for part in (QtCore, QtGui, QtWidgets) for owner in (getattr(part, name) for name in dir(part))]
    found = {}
    for owner in filter(lambda owner: isinstance(owner, type), owners):
        for kind in vars(owner).values():
            if isinstance(kind, EnumType) and kind.__base__ in (Enum, IntEnum):
                pairs = [(name, member.value) for name, member in kind.__members__.items()]
                found[f"{owner.__name__}.{kind.__name__}"] = (kind.__base__, pairs)
    return found


def make(monkeypatch: pytest.MonkeyPatch, way: Any, base: Any, pairs: Any) -> Any:
    with monkeypatch.context() as patch:
        patch.setattr(EnumType, "_create_", way)
        return base("Made", pairs, module=__name__, boundary=enum.KEEP)


def looks(made: Any) -> object:
    """All that can be seen of a class and its members, without the addresses of what is not shared."""
    members = [
        (
            name,
            m.name,
            m.value,
            repr(m),
            str(m),
            f"{m}",
            hash(m),
            str(vars(m)),
            made(m.value) is m,
            made[name] is m,
            m in made,
        )
        for name, m in made.__members__.items()
    ]
    attributes = {name: str(thing) for name, thing in vars(made).items() if " at 0x" not in str(thing)}
    return members, [m.name for m in made], len(made), dir(made), set(vars(made)), attributes


def test_all_of_qt_looks_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    found = all_of_qt()
    assert {"Qt.Key", "QEvent.Type", "QLocale.Language", "QStyle.PixelMetric"} <= set(found)
    for name, (base, pairs) in found.items():
        quick, standard = (make(monkeypatch, way, base, pairs) for way in (qt_constants._create, qt_constants._standard))
        assert looks(quick) == looks(standard), name


@pytest.mark.parametrize("base", [Enum, IntEnum, Flag, enum.IntFlag])
@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [("A", 1), ("B", 2), ("AGAIN", 1)],
        [("name", 1), ("value", 2)],
        [("a", 2**40), ("b", 0)],
        "A B",
        {"A": 1},
        ["A", "B"],
    ],
)
def test_what_is_not_plain_goes_the_ordinary_way(monkeypatch: pytest.MonkeyPatch, base: Any, pairs: Any) -> None:
    quick, standard = (make(monkeypatch, way, base, pairs) for way in (qt_constants._create, qt_constants._standard))
    assert looks(quick) == looks(standard)


def test_two_classes_share_nothing_and_neither_can_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (make(monkeypatch, qt_constants._create, Enum, [(name, 1)]) for name in ("A", "B"))
    assert [*one.__members__, *other.__members__] == ["A", "B"]
    assert one(1) is one.A
    with pytest.raises(ValueError, match="2"):
        one(2)
    with pytest.raises(AttributeError, match="A"):
        one.A = 2
    with pytest.raises(TypeError):
        types.new_class("More", (one,))
    monkeypatch.setitem(globals(), "Made", one)
    assert pickle.loads(pickle.dumps(one.A)) is one.A
