"""A small, safe formula language: numbers, indicator ids, + − * / and parentheses. Nothing is ever executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache

from bvdesk.domain.errors import UserError
from bvdesk.domain.record import record

_TOKEN = re.compile(r"\s*(?:(\d+(?:[.,]\d+)?)|([a-z][a-z0-9_]*)|([-+*/()]))")
_MAX_LENGTH, _MAX_DEPTH = 2000, 40
ZERO, ONE = Decimal(0), Decimal(1)

Lookup = Callable[[str], Decimal]


class DivisionByZeroError(ArithmeticError):
    """The denominator is 0: the value is blank, not 0 (domain remark «R»)."""


@record
class Konstant:
    """A number in the formula."""

    verdi: Decimal


@record
class Ledd:
    """An indicator id in the formula."""

    id: str


@record
class Regneledd:
    """An operation on two parts: `+`, `-`, `*` or `/`."""

    tegn: str
    venstre: Node
    hoyre: Node


Node = Konstant | Ledd | Regneledd


@record
class Formel:
    """A parsed formula."""

    tekst: str
    rot: Node

    @staticmethod
    def parse(tekst: str) -> Formel:
        """Read a formula; UserError when it is not understood."""
        return _parse(tekst)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The indicators it uses, in order of appearance, each once."""
        return tuple(dict.fromkeys(_ids(self.rot)))

    def evaluate(self, lookup: Lookup) -> Decimal:
        """The value; `lookup` gives each operand. DivisionByZeroError when a denominator is 0."""
        return _evaluate(self.rot, lookup)

    def linear(self) -> Mapping[str, Decimal] | None:
        """Coefficient per indicator (the constant under the empty id), or None when it is not a linear sum."""
        return self._coefficients

    @cached_property
    def _coefficients(self) -> Mapping[str, Decimal] | None:
        return linear(self.rot)

    def share(self) -> tuple[Decimal, Node, Node] | None:
        """(factor, numerator, denominator) of `factor*a/b` or `a/b`; None for other shapes."""
        if not isinstance(self.rot, Regneledd) or self.rot.tegn != "/":
            return None
        top, bottom = self.rot.venstre, self.rot.hoyre
        if isinstance(top, Regneledd) and top.tegn == "*" and isinstance(top.venstre, Konstant):
            return top.venstre.verdi, top.hoyre, bottom
        return ONE, top, bottom


def _ids(node: Node) -> list[str]:
    match node:
        case Konstant():
            return []
        case Ledd(id=name):
            return [name]
        case Regneledd(venstre=left, hoyre=right):
            return _ids(left) + _ids(right)


def _evaluate(node: Node, lookup: Lookup) -> Decimal:
    match node:
        case Konstant(verdi=value):
            return value
        case Ledd(id=name):
            return lookup(name)
        case Regneledd(tegn=sign, venstre=left, hoyre=right):
            return _apply(sign, _evaluate(left, lookup), _evaluate(right, lookup))


def _apply(sign: str, a: Decimal, b: Decimal) -> Decimal:
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b
    if sign == "*":
        return a * b
    if b == 0:
        raise DivisionByZeroError
    return a / b


def linear(node: Node) -> dict[str, Decimal] | None:
    """Coefficient per indicator of a part of a formula, or None when it is not a linear sum."""
    match node:
        case Konstant(verdi=value):
            return {"": value}
        case Ledd(id=name):
            return {name: ONE}
        case Regneledd(tegn=sign, venstre=left, hoyre=right):
            return _combine(sign, linear(left), linear(right))


def _combine(sign: str, a: dict[str, Decimal] | None, b: dict[str, Decimal] | None) -> dict[str, Decimal] | None:
    if a is None or b is None:
        return None
    if sign in "+-":
        factor = ONE if sign == "+" else -ONE
        return {key: a.get(key, ZERO) + factor * b.get(key, ZERO) for key in {**a, **b}}
    if sign == "*":
        a, b = (b, a) if set(a) <= {""} else (a, b)
    constant = b.get("", ZERO)
    if set(b) - {""} or (sign == "/" and constant == 0):
        return None
    factor = constant if sign == "*" else ONE / constant
    return {key: value * factor for key, value in a.items()}


@lru_cache(maxsize=1024)
def _parse(tekst: str) -> Formel:
    if len(tekst) > _MAX_LENGTH:
        raise UserError("Formelen er for lang.", f"En formel kan ha høyst {_MAX_LENGTH} tegn.")
    parser = _Parser(tekst)
    root = parser.sum(0)
    if parser.number or parser.name or parser.sign:
        raise parser.error()
    return Formel(tekst, root)


class _Parser:
    """Recursive descent over the tokens; one token of look-ahead."""

    def __init__(self, tekst: str) -> None:
        self.tekst = tekst
        self.position = 0
        self.number = self.name = self.sign = ""
        self.advance()

    def advance(self) -> None:
        match = _TOKEN.match(self.tekst, self.position)
        if not match:
            self.number = self.name = self.sign = ""
            if self.tekst[self.position :].strip():
                raise self.error()
            return
        self.position = match.end()
        self.number, self.name, self.sign = (part or "" for part in match.groups())

    def error(self) -> UserError:
        return UserError(
            f"Formelen «{self.tekst}» kan ikke leses.",
            "Bruk tall, indikatornavn, + - * / og parenteser, for eksempel 100*a/(a+b).",
        )

    def sum(self, depth: int) -> Node:
        if depth > _MAX_DEPTH:
            raise self.error()
        node = self.product(depth)
        while self.sign in ("+", "-"):
            sign = self.sign
            self.advance()
            node = Regneledd(sign, node, self.product(depth))
        return node

    def product(self, depth: int) -> Node:
        node = self.atom(depth)
        while self.sign in ("*", "/"):
            sign = self.sign
            self.advance()
            node = Regneledd(sign, node, self.atom(depth))
        return node

    def atom(self, depth: int) -> Node:
        number, name, sign = self.number, self.name, self.sign
        self.advance()
        if number:
            return Konstant(Decimal(number.replace(",", ".")))
        if name:
            return Ledd(name)
        if sign == "-" and depth < _MAX_DEPTH:
            return Regneledd("-", Konstant(ZERO), self.atom(depth + 1))
        if sign != "(":
            raise self.error()
        node = self.sum(depth + 1)
        if self.sign != ")":
            raise self.error()
        self.advance()
        return node
