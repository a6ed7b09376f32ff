"""The book reads as little as is asked for, and says the same whatever it has read."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.tall.celle import FEW, Block, Celle, Tallbok
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi

OMRADE, YEAR = OmradeId("a"), Periode.year(2025)
KEYS = [f"i{n}" for n in range(6)]


def registered(n: int) -> Registrering:
    return Registrering(Verdi(Decimal(n)))


ALL: Block = {(key, kategori): {YEAR: registered(n)} for n, key in enumerate(KEYS) for kategori in ("", "x")}


class Reader:
    """Counts what is read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def whole(self, _omrade: OmradeId, ar: int) -> Block:
        self.read.append("whole")
        return ALL if ar == YEAR.ar else {}

    def one(self, _omrade: OmradeId, ar: int, indikator: str) -> Block:
        self.read.append(indikator)
        return {rad: row for rad, row in ALL.items() if rad[0] == indikator} if ar == YEAR.ar else {}


def test_a_few_indicators_are_read_one_by_one_and_then_the_rest_at_once() -> None:
    reader = Reader()
    book = Tallbok(reader.whole, reader.one)
    for _ in range(2):
        for key in KEYS:
            assert book.row(key, "", OMRADE, 2025)[YEAR] == registered(KEYS.index(key))
    assert reader.read == [*KEYS[:FEW], "whole"]


@given(st.lists(st.tuples(st.sampled_from(["row", "names", "cells", "put"]), st.sampled_from(KEYS))))
def test_the_book_says_the_same_whatever_it_has_read(asked: list[tuple[str, str]]) -> None:
    reader = Reader()
    thrifty, plain = Tallbok(reader.whole, reader.one), Tallbok(reader.whole)
    for what, key in asked:
        for book in (thrifty, plain):
            if what == "put":
                book.put(Celle(key, "", OMRADE, Periode.quarter(2025, 1)), registered(99))
        assert thrifty.row(key, "x", OMRADE, 2025) == plain.row(key, "x", OMRADE, 2025)
        if what == "names":
            assert thrifty.kategorier(key, OMRADE, 2025) == plain.kategorier(key, OMRADE, 2025)
        if what == "cells":
            assert list(thrifty.cells(OMRADE, 2025)) == list(plain.cells(OMRADE, 2025))
        assert thrifty.row(key, "", OMRADE, 2025) == plain.row(key, "", OMRADE, 2025)
