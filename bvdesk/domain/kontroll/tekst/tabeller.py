"""Tables in a text: rows under a header of years, total rows, shares that should make 100 (V06, V21)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.record import record
from bvdesk.domain.tall.tallformat import format_tall

_SUM = re.compile(r"^(?:sum|totalt?|i alt|samlet)\b", re.IGNORECASE)
_AR = re.compile(r"\b20\d\d\b")
_MERKE = re.compile(r"^(.*?)\s*(?=[-−+]?\d)")
HUNDRED = Decimal(100)


@record
class Tabellrad:
    """A row: its label and cells; `ar` are the years of its columns, empty when unknown."""

    setning: Setning
    merke: str
    celler: tuple[Tall, ...]
    ar: tuple[int, ...]


def read_tables(lest: Lesning) -> list[list[Tabellrad]]:
    """Rows that stand together, with the years of the header above them."""
    tables: list[list[Tabellrad]] = []
    years: tuple[int, ...] = ()
    current: list[Tabellrad] = []
    for setning, numbers in lest.pairs():
        if setning.art is not Art.TABELLRAD:
            if current:
                tables.append(current)
            current, years = [], ()
            continue
        header = tuple(int(y) for y in _AR.findall(setning.tekst))
        if not numbers and len(header) > 1:
            years = header
            continue
        label = _MERKE.match(setning.tekst)
        fitting = years if len(years) == len(numbers) else ()
        current.append(Tabellrad(setning, label.group(1) if label else "", numbers, fitting))
    if current:
        tables.append(current)
    return tables


def check_tables(lest: Lesning) -> Iterator[Funn]:
    """Column sums against the total row; columns of shares against 100."""
    for rows in read_tables(lest):
        width = len(rows[0].celler)
        if len(rows) < 3 or any(len(row.celler) != width for row in rows):
            continue
        total = rows[-1] if _SUM.match(rows[-1].merke) else None
        parts = rows[:-1] if total else rows
        for column in range(width):
            yield from _column(parts, total, column)


def _column(parts: list[Tabellrad], total: Tabellrad | None, column: int) -> Iterator[Funn]:
    cells = [row.celler[column] for row in parts]
    got = sum((cell.verdi for cell in cells), Decimal(0))
    slack = sum((cell.presisjon for cell in cells), Decimal(0)) / 2
    if all(cell.enhet is Enhet.PROSENT for cell in cells):
        yield from _shares(parts, column, got, slack)
    elif (
        total and total.celler[column].enhet is cells[0].enhet and abs(got - total.celler[column].verdi) > _own_slack(cells)
    ):
        stated = total.celler[column]
        text = f"Kolonne {column + 1} summerer til {format_tall(got)}, men summen i tabellen er {stated.raa}."
        yield Funn("V06", Niva.ADVARSEL, text, verdier=(stated.verdi, got), sted=total.setning.sted())


def _own_slack(cells: list[Tall]) -> Decimal:
    decimals = [cell.presisjon for cell in cells if cell.presisjon < 1]
    return sum(decimals, Decimal(0)) / 2


def _shares(parts: list[Tabellrad], column: int, got: Decimal, slack: Decimal) -> Iterator[Funn]:
    """V21: a whole column of shares near 100: off by more than rounding can make is a fault."""
    if not 80 <= got <= 120 or len(parts) < 4:
        return
    year = str(parts[0].ar[column]) if parts[0].ar else ""
    if abs(got - HUNDRED) > slack:
        text = f"Andelene{' i ' + year if year else ''} summerer til {format_tall(got)} %, mer enn avrunding kan forklare."
        yield Funn("V21", Niva.ADVARSEL, text, periode=year, verdier=(got,), sted=parts[0].setning.sted())
    elif got != HUNDRED:
        text = (
            f"Avrunding gjør at andelene{' i ' + year if year else ''} "
            f"summerer til {format_tall(got)} %. Si det i en fotnote."
        )
        yield Funn("V21", Niva.INFO, text, periode=year, verdier=(got,), sted=parts[0].setning.sted())
