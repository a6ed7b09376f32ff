"""`@record`: what `@dataclass(frozen=True, slots=True)` is, made in a fifth of the time and filled in two thirds of it.

Some fifty of the classes that the window needs before its first paint are such records. The standard decorator writes six
or more functions for each as source text and has it compiled; here only `__init__` is, the others are shared or closures.
The fields are the standard ones, so `replace`, `fields`, `asdict` and `astuple` work. Not for inheritance, `kw_only` or
`default_factory`: those few stay with the standard decorator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter, ge, gt, le, lt
from typing import Any, TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")
Method = Callable[..., Any]

_fields_only = dataclass(init=False, repr=False, eq=False, slots=True)


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(*, order: bool) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T] | None = None, /, *, order: bool = False) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a frozen, slotted class of values with equality and hash; `order` compares as tuples do."""
    return _made(cls) if cls else lambda ordered: _made(ordered, order=order)


def _made(source: type[T], *, order: bool = False) -> type[T]:
    cls = cast("type[T]", _fields_only(source))
    of_class = fields(cast("Any", cls))
    methods = {"__init__": _init(cls, of_class), "__repr__": _repr(of_class), "__reduce__": _reduce(of_class)}
    methods |= _comparisons(of_class, order=order)
    for name, method in (methods | {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}).items():
        if name not in source.__dict__:
            setattr(cls, name, method)
    return cls


def _init(cls: type, of_class: tuple[Field[Any], ...]) -> Method:
    """Sets the slots through their descriptors, past the refusal to set."""
    names: dict[str, Any] = {}
    heads, body = ["self"], []
    for each in of_class:
        if each.default_factory is not MISSING or each.kw_only or not each.init:
            raise TypeError(f"{cls.__name__}.{each.name}: not for a record")
        if each.default is not MISSING:
            names[f"default_{each.name}"] = each.default
        heads.append(each.name if each.default is MISSING else f"{each.name}=default_{each.name}")
        names[f"set_{each.name}"] = cls.__dict__[each.name].__set__
        body.append(f" set_{each.name}(self, {each.name})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec("\n".join([f"def __init__({', '.join(heads)}):", *body]), names)
    init: Method = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _repr(of_class: tuple[Field[Any], ...]) -> Method:
    shown = [each.name for each in of_class if each.repr]

    def as_text(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return as_text


def _reduce(of_class: tuple[Field[Any], ...]) -> Method:
    names = [each.name for each in of_class]

    def as_call(self: object) -> tuple[type, tuple[Any, ...]]:
        return type(self), tuple(getattr(self, name) for name in names)

    return as_call


def _comparisons(of_class: tuple[Field[Any], ...], *, order: bool) -> dict[str, Method]:
    values = attrgetter(*(each.name for each in of_class if each.compare))

    def equals(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    def compared(by: Method) -> Method:
        return lambda self, other: by(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    ordered = {f"__{by.__name__}__": compared(by) for by in (lt, le, gt, ge)} if order else {}
    return {"__eq__": equals, "__hash__": hashed, **ordered}


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
