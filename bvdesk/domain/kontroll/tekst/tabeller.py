"""The arithmetic of tables in a text: totals of rows and columns, changes, shares, and shares that make 100 (V06, V19, V21).

What the header calls a column must hold; where it says little, the other rows show what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.delsummer import near
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.mot_tabeller import check_against_tables
from bvdesk.domain.kontroll.tekst.tabellsyn import Rad, Rute, Slag, Tabell, read_tables
from bvdesk.domain.tall.tallformat import format_tall

HUNDRED = Decimal(100)
_DELER = (frozenset({Slag.OMRADE}), frozenset({Slag.KVARTAL}))


def check_tables(lest: Lesning) -> Iterator[Funn]:
    """All findings about tables by their own numbers."""
    tables = tuple(read_tables(lest))
    yield from check_against_tables(lest, tables)
    for table in tables:
        yield from _row_totals(table)
        for column in range(len(table.kolonner)):
            yield from _column_total(table, column)
            if table.kolonner[column].slag is Slag.ENDRING:
                yield from _changes(table, column)
            elif column and _is_share(table, column):
                yield from _shares_of(table, column)
            yield from _whole_of_shares(table, column)


def _row_totals(table: Tabell) -> Iterator[Funn]:
    """A column «Sum» after the kommuner or the quarters is their sum in every row."""
    for at, column in enumerate(table.kolonner):
        before = table.kolonner[:at]
        if column.slag is not Slag.SUM or len(before) < 2 or frozenset(c.slag for c in before) not in _DELER:
            continue
        for row in table.rader:
            parts, total = row.ruter[:at], row.ruter[at]
            if not total.prosent and not any(cell.prosent for cell in parts) and _unlike(parts, total):
                yield _finding(row, parts, total, f"i raden «{row.merke}»" if row.merke else "i raden")


def _column_total(table: Tabell, column: int) -> Iterator[Funn]:
    """A row «Sum» is the sum of the rows above it, in columns of counts and kroner."""
    start = 0
    for at, row in enumerate(table.rader):
        if not row.is_sum:
            continue
        above = [r for r in table.rader[start:at] if not r.is_part_of_above]
        start = at + 1
        parts, total = [r.ruter[column] for r in above], row.ruter[column]
        share = table.kolonner[column].slag is Slag.ANDEL
        if len(parts) < 2 or share or total.prosent or any(cell.prosent for cell in parts) or not _unlike(parts, total):
            continue
        others = [c for c in range(len(table.kolonner)) if c != column and not row.ruter[c].prosent]
        holds = any(not _unlike([r.ruter[c] for r in above], row.ruter[c]) for c in others)
        if holds or near(sum((p.verdi for p in parts), Decimal(0)), total.verdi):
            name = table.kolonner[column].navn or f"{column + 1}"
            yield _finding(row, parts, total, f"i kolonne {name}")


def _unlike(parts: Sequence[Rute], total: Rute) -> bool:
    """Whether the parts do not make the total, by more than the rounding of decimals can explain.

    What is no more than its largest part is a level and no sum: a rate, an average, a stock at the end of the year.
    """
    if any(cell.tom for cell in (*parts, total)) or _is_level(parts, total):
        return False
    slack = sum((cell.presisjon for cell in (*parts, total) if cell.presisjon < 1), Decimal(0)) / 2
    return abs(sum((cell.verdi for cell in parts), Decimal(0)) - total.verdi) > slack


def _is_level(parts: Sequence[Rute], total: Rute) -> bool:
    got = sum((cell.verdi for cell in parts), Decimal(0))
    if total.verdi == HUNDRED and abs(got - total.verdi) <= len(parts):
        return True  # shares, each rounded
    known = [cell.verdi for cell in parts]
    return min(known) > 0 and total.verdi <= max(known) and 2 * got > 3 * total.verdi


def _finding(row: Rad, parts: Sequence[Rute], total: Rute, where: str) -> Funn:
    got = sum((cell.verdi for cell in parts), Decimal(0))
    listed = " + ".join(cell.raa for cell in parts)
    text = f"Delene {where} er {listed} = {format_tall(got)}, men tabellen sier {total.raa}. Rett delene eller summen."
    return Funn("V06", Niva.ADVARSEL, text, verdier=(total.verdi, got), sted=row.setning.sted())


def _changes(table: Tabell, column: int) -> Iterator[Funn]:
    """«2024 2025 Endring»: the change is between the two columns before; the rows show from which to which."""
    if column < 2:
        return
    ways = ([_misses(way, row.ruter[column - 2 : column + 1]) for row in table.rader] for way in ("etter", "for", "vekst"))
    wrong = min(ways, key=sum)
    if 2 * sum(wrong) >= len(table.rader):
        return
    for row, missed in zip(table.rader, wrong, strict=True):
        first, second, change = row.ruter[column - 2 : column + 1]
        if missed:
            got = second.verdi - first.verdi
            text = (
                f"I raden «{row.merke}» er endringen fra {first.raa} til {second.raa} "
                f"{format_tall(got)}, men tabellen sier {change.raa}. Rett endringen eller tallene."
            )
            yield Funn("T03", Niva.ADVARSEL, text, verdier=(change.verdi, got), sted=row.setning.sted())


def _misses(way: str, cells: Sequence[Rute]) -> bool:
    """Whether a change is not what it is counted as: later less earlier, the other way, or the growth in percent."""
    first, second, change = cells
    if any(cell.tom for cell in cells):
        return False
    difference = second.verdi - first.verdi
    slack = (first.presisjon + second.presisjon + change.presisjon) / 2 if change.presisjon < 1 else Decimal(0)
    if way == "vekst":
        growth = HUNDRED * difference / first.verdi if first.verdi else change.verdi
        return abs(growth - change.verdi) > change.presisjon * Decimal("0.51")
    return abs((difference if way == "etter" else -difference) - change.verdi) > slack


def _is_share(table: Tabell, column: int) -> bool:
    return all(row.ruter[column].prosent for row in table.rader) or table.kolonner[column].slag is Slag.ANDEL


def _shares_of(table: Tabell, column: int) -> Iterator[Funn]:
    """A column of percent beside counts: of the neighbour, or of the column's total, whichever most rows show."""
    total = next((row for row in table.rader if row.is_sum), None)
    ways: list[list[tuple[Rad, Decimal, Decimal]]] = []
    counted = [c for c in range(column) if not any(row.ruter[c].prosent for row in table.rader)]
    for part in counted:
        wholes = [[row.ruter[c].verdi for row in table.rader] for c in counted if c != part]
        if total:
            wholes.append([total.ruter[part].verdi] * len(table.rader))
        ways += [
            [(row, row.ruter[part].verdi, whole) for row, whole in zip(table.rader, column_wholes, strict=True)]
            for column_wholes in wholes
        ]
    fitting = [[triple for triple in way if not _fits(triple, column)] for way in ways]
    if not fitting:
        return
    wrong = min(fitting, key=len)
    if 2 * len(wrong) >= len(table.rader):
        return
    for row, part_value, whole in wrong:
        share = row.ruter[column]
        right = format_tall(HUNDRED * part_value / whole, max(1, -int(share.presisjon.log10()))) if whole else "ukjent"
        text = (
            f"{format_tall(part_value)} av {format_tall(whole)} er {right} %, men raden «{row.merke}» sier "
            f"{share.raa} %. Rett andelen eller antallene."
        )
        yield Funn("V19", Niva.ADVARSEL, text, verdier=(share.verdi, part_value, whole), sted=row.setning.sted())


def _fits(triple: tuple[Rad, Decimal, Decimal], column: int) -> bool:
    row, part, whole = triple
    share = row.ruter[column]
    return bool(whole) and abs(HUNDRED * part / whole - share.verdi) <= share.presisjon * Decimal("0.51")


def _whole_of_shares(table: Tabell, column: int) -> Iterator[Funn]:
    """V21: a whole column of shares near 100: off by more than rounding can make is a fault."""
    rows = [row for row in table.rader if not row.is_sum]
    cells = [row.ruter[column] for row in rows]
    got = sum((cell.verdi for cell in cells), Decimal(0))
    if len(cells) < 4 or not all(cell.prosent for cell in cells) or not 80 <= got <= 120 or got == HUNDRED:
        return
    year = str(table.kolonner[column].ar or table.ar or "")
    when = f" i {year}" if year else ""
    if abs(got - HUNDRED) > sum((cell.presisjon for cell in cells), Decimal(0)) / 2:
        text = f"Andelene{when} summerer til {format_tall(got)} %, mer enn avrunding kan forklare."
        yield Funn("V21", Niva.ADVARSEL, text, periode=year, verdier=(got,), sted=rows[0].setning.sted())
    else:
        text = f"Avrunding gjør at andelene{when} summerer til {format_tall(got)} %. Si det i en fotnote."
        yield Funn("V21", Niva.INFO, text, periode=year, verdier=(got,), sted=rows[0].setning.sted())
