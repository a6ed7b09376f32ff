"""`@record` is `@dataclass(frozen=True, slots=True)` in all that the program asks of it."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.record import record


@record
class Punkt:
    x: int
    navn: str = ""
    vekt: bytes = b""

    @property
    def dobbel(self) -> int:
        return 2 * self.x


@dataclass(frozen=True, slots=True)
class Vanlig:
    x: int
    navn: str = ""
    vekt: bytes = b""


@record(order=True)
class Rekke:
    forst: int
    sa: str


@record
class Positiv:
    tall: int

    def __post_init__(self) -> None:
        if self.tall < 0:
            raise ValueError("negative")


values = st.builds(Punkt, st.integers(0, 3), st.sampled_from("ab"), st.sampled_from((b"", b"x")))
pairs = st.builds(Rekke, st.integers(0, 3), st.sampled_from("ab"))


def usual(punkt: Punkt) -> Vanlig:
    return Vanlig(punkt.x, punkt.navn, punkt.vekt)


@given(values, values)
def test_it_compares_hashes_and_shows_itself_as_the_standard_one(one: Punkt, other: Punkt) -> None:
    assert (one == other) == (usual(one) == usual(other))
    assert one != other or hash(one) == hash(other)
    assert repr(one) == repr(usual(one)).replace("Vanlig", "Punkt")
    assert one != usual(one)


@given(values)
def test_the_standard_functions_and_copies_take_it(one: Punkt) -> None:
    assert asdict(one) == asdict(usual(one))
    assert astuple(one) == astuple(usual(one))
    assert [(f.name, f.type, f.default) for f in fields(one)] == [(f.name, f.type, f.default) for f in fields(usual(one))]
    assert replace(one, x=9) == Punkt(9, one.navn, one.vekt)
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert astuple(again) == astuple(one)


@given(pairs, pairs)
def test_the_order_is_that_of_tuples(one: Rekke, other: Rekke) -> None:
    a, b = astuple(one), astuple(other)
    assert [one < other, one <= other, one > other, one >= other] == [a < b, a <= b, a > b, a >= b]


def test_nothing_can_be_changed_or_added() -> None:
    punkt: Any = Punkt(1)
    with pytest.raises(FrozenInstanceError):
        punkt.x = 2
    with pytest.raises(FrozenInstanceError):
        del punkt.x
    with pytest.raises(FrozenInstanceError):
        punkt.z = 2
    assert not hasattr(punkt, "__dict__")
    assert punkt.dobbel == 2


def test_wrong_arguments_are_refused_by_name() -> None:
    kind: Any = Punkt
    with pytest.raises(TypeError, match=r"Punkt\.__init__.*'x'"):
        kind()
    with pytest.raises(TypeError, match="y"):
        kind(1, y=2)
    with pytest.raises(TypeError, match="not supported"):
        assert kind(1) < kind(2)


def test_the_check_after_filling_is_made() -> None:
    with pytest.raises(ValueError, match="negative"):
        Positiv(-1)


def test_what_it_is_not_for_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="not for a record"):

        @record
        class Liste:
            alle: list[int] = field(default_factory=list)


def test_it_is_matched_by_place_and_by_name() -> None:
    match Punkt(3, "a"):
        case Punkt(x, navn, vekt=b""):
            assert (x, navn) == (3, "a")
        case _:
            pytest.fail("not matched")


def test_what_is_found_once_is_kept() -> None:
    @record
    class Sum:
        ledd: tuple[int, ...]

        @cached_property
        def svar(self) -> list[int]:
            return [sum(self.ledd)]

    en = Sum((1, 2))
    assert en.svar == [3]
    assert en.svar is en.svar
    assert en == Sum((1, 2))
    assert replace(en, ledd=(4,)).svar == [4]
