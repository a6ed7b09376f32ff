import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.formel import DivisionByZeroError, Formel

D = Decimal


def value(tekst: str, **operands: int) -> Decimal:
    return Formel.parse(tekst).evaluate(lambda key: D(operands[key]))


def test_precedence_and_parentheses() -> None:
    assert value("1+2*3") == 7
    assert value("(1+2)*3") == 9
    assert value("10-4-3") == 3
    assert value("100*a/(a+b)", a=1, b=3) == 25
    assert value("-a+5", a=2) == 3


def test_linear_form() -> None:
    assert Formel.parse("a+b-c").linear() == {"a": 1, "b": 1, "c": -1}
    assert Formel.parse("100-2*a").linear() == {"": 100, "a": -2}
    assert Formel.parse("a/4").linear() == {"a": D("0.25")}
    assert Formel.parse("a*b").linear() is None
    assert Formel.parse("100*a/b").linear() is None


def test_division_by_zero_is_its_own_thing() -> None:
    with pytest.raises(DivisionByZeroError):
        value("1/a", a=0)


@pytest.mark.parametrize(
    "tekst", ["", "1+", "a b", "__import__", "a.b", "f(1)", "1;2", "((1)", "A", "1" * 3000, "(" * 60 + "1" + ")" * 60]
)
def test_anything_else_is_refused(tekst: str) -> None:
    with pytest.raises(UserError):
        Formel.parse(tekst)


@given(st.text(max_size=40))
def test_no_text_makes_it_crash(tekst: str) -> None:
    with contextlib.suppress(UserError):
        Formel.parse(tekst)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-9, 9)), min_size=1, max_size=6), st.data())
def test_linear_form_agrees_with_evaluation(terms: list[tuple[str, int]], data: st.DataObject) -> None:
    formel = Formel.parse("+".join(f"({c})*{name}" if c >= 0 else f"(0-{-c})*{name}" for name, c in terms))
    operands = {name: D(data.draw(st.integers(-50, 50))) for name in "abc"}
    linear = formel.linear()
    assert linear is not None
    assert sum(c * operands.get(name, D(1)) for name, c in linear.items()) == formel.evaluate(operands.__getitem__)
