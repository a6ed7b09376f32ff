"""`@record`: what `@dataclass(frozen=True, slots=True)` is, made in a fraction of the time and filled in two thirds of it.

Some fifty of the classes that the window needs before its first paint are such records. The standard decorator writes six
or more functions for each as source text and has it compiled; here only `__init__` is, and that when the first one is made.
The fields are the standard ones, found when somebody asks, so `replace`, `fields`, `asdict` and `astuple` work. Not for
inheritance or `field(…)`: those few stay with the standard decorator. A `cached_property` finds room for what it keeps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, FrozenInstanceError, dataclass
from functools import cached_property
from operator import attrgetter, ge, gt, le, lt
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")
Method = Callable[..., Any]

_OF_EVERY_CLASS = ("__dict__", "__weakref__")


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(*, order: bool) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True)
def record(cls: type[T] | None = None, /, *, order: bool = False) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a frozen, slotted class of values with equality and hash; `order` compares as tuples do."""
    return _made(cls) if cls else lambda ordered: _made(ordered, order=order)


def _made(source: type[T], *, order: bool = False) -> type[T]:
    names = tuple(source.__annotations__)
    own = {name: thing for name, thing in source.__dict__.items() if name not in _OF_EVERY_CLASS}
    defaults = {name: own.pop(name) for name in names if name in own}
    if any(isinstance(default, Field) for default in defaults.values()):
        raise TypeError(f"{source.__name__}: `field(…)` is not for a record")
    room = ("__dict__",) if any(isinstance(thing, cached_property) for thing in own.values()) else ()
    content = {
        "__qualname__": source.__qualname__,
        "__slots__": names + room,
        "__match_args__": names,
        "__dataclass_fields__": _Fields(defaults),
        "__init__": _first_init(names, defaults),
        "__repr__": _repr(names),
        "__reduce__": _reduce(names),
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        **_comparisons(names, order=order),
    }
    made: type[T] = type(source.__name__, source.__bases__, content | own)
    return made


class _Fields:
    """In place of the fields until they are asked for: then a plain dataclass tells what they are."""

    def __init__(self, defaults: dict[str, Any]) -> None:
        self._defaults = defaults

    def __get__(self, _instance: object, owner: type) -> dict[str, Field[Any]]:
        plain = type(
            owner.__name__, (), {"__annotations__": owner.__annotations__, "__doc__": owner.__doc__} | self._defaults
        )
        found: dict[str, Field[Any]] = vars(dataclass(init=False, repr=False, eq=False)(plain))["__dataclass_fields__"]
        setattr(owner, "__dataclass_fields__", found)  # noqa: B010 - mypy knows of none
        return found


def _first_init(names: tuple[str, ...], defaults: dict[str, Any]) -> Method:
    def make_first(self: object, *values: Any, **named: Any) -> None:
        cls: Any = type(self)
        cls.__init__ = _init(cls, names, defaults)
        cls.__init__(self, *values, **named)

    return make_first


def _init(cls: type, names: tuple[str, ...], defaults: dict[str, Any]) -> Method:
    """Sets the slots through their descriptors, past the refusal to set."""
    known: dict[str, Any] = {f"default_{name}": default for name, default in defaults.items()}
    known |= {f"set_{name}": cls.__dict__[name].__set__ for name in names}
    heads = [f"{name}=default_{name}" if name in defaults else name for name in names]
    body = [f" set_{name}(self, {name})" for name in names]
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec("\n".join([f"def __init__({', '.join(['self', *heads])}):", *body]), known)
    init: Method = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _repr(names: tuple[str, ...]) -> Method:
    def as_text(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return as_text


def _reduce(names: tuple[str, ...]) -> Method:
    def as_call(self: object) -> tuple[type, tuple[Any, ...]]:
        return type(self), tuple(getattr(self, name) for name in names)

    return as_call


def _comparisons(names: tuple[str, ...], *, order: bool) -> dict[str, Method]:
    values = attrgetter(*names)

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
