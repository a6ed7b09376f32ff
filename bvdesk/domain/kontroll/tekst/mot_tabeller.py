"""Prose against the text's own tables: the cell of the row it names, and sums over some of the rows (V30, V06)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.delsummer import near, plain_amounts, total_after
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, is_plan
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.navngitt import clause
from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.kontroll.tekst.ordene_rundt import is_rate
from bvdesk.domain.kontroll.tekst.tabellsyn import Rad, Rute, Slag, Tabell
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.record import record
from bvdesk.domain.tall.tallformat import format_tall

_NAVN = re.compile(r"[A-ZÆØÅ][^\W\d]+(?:\s[^\W\d]+){0,2}")
_REKKEVIDDE = 25  # lines below a table that still speak of it
_DELT = re.compile(r"\b(?:andre|øvrige|resten|utenom|unntatt|utanom|begge)\b", re.IGNORECASE)


@record
class Navnetabell:
    """A table whose rows are named places or units: what its title and header say, and its rows by name."""

    tabell: Tabell
    stammer: frozenset[str]
    rader: tuple[tuple[Rad, re.Pattern[str]], ...]

    def cell(self, row: Rad, ar: int) -> Rute | None:
        """The row's cell of a year: in the column of that year, or in the only column there is."""
        columns = self.tabell.kolonner
        if len(columns) == 1 and (columns[0].ar or self.tabell.ar) in {0, ar}:
            return row.ruter[0]
        if not all(column.slag is Slag.AR for column in columns):
            return None
        return next((cell for column, cell in zip(columns, row.ruter, strict=True) if column.ar == ar), None)

    def named(self, words: str) -> list[Rad]:
        """The rows that some words name."""
        return [row for row, name in self.rader if name.search(words)]

    def speaks_of(self, number: Tall) -> bool:
        """Whether the table counts what the number counts."""
        return number.enhet is Enhet.ANTALL and bool(number.navn) and number.navn in self.stammer


def check_against_tables(lest: Lesning, tables: Sequence[Tabell]) -> Iterator[Funn]:
    """Sentences below a table that name its rows."""
    for table in filter(None, map(_with_names, tables)):
        last = table.rader[-1][0].setning
        for setning in lest.setninger[last.nr + 1 :]:
            if setning.linje - last.linje > _REKKEVIDDE or setning.overskrift != last.overskrift:
                break
            if setning.art in {Art.TABELLRAD, Art.OVERSKRIFT} or is_plan(setning):
                continue
            amounts = plain_amounts(setning, lest.numbers(setning))
            yield from _cells_told(lest, setning, amounts, table)
            yield from _sums_told(lest, setning, amounts, table)


def _with_names(table: Tabell) -> Navnetabell | None:
    rows = [row for row in table.rader if not row.is_sum and not row.is_part_of_above]
    named = [(row, _as_told(row.merke)) for row in rows if _NAVN.fullmatch(row.merke)]
    if len(named) < 2 or len(named) != len(rows):
        return None
    header = " ".join((table.tittel, *(column.navn for column in table.kolonner)))
    return Navnetabell(table, frozenset(content_stems(header)), tuple(named))


def _as_told(name: str) -> re.Pattern[str]:
    """«Dal», «Dals» and «Dalskontoret» name the row «Dal»."""
    return re.compile(rf"\b{re.escape(name)}s?(?:kontor\w*|avdeling\w*)?\b")


def _cells_told(lest: Lesning, setning: Setning, amounts: Sequence[Tall], table: Navnetabell) -> Iterator[Funn]:
    """«Dal mottok 56 meldinger» where the table says 65."""
    for number in amounts:
        start, end = clause(setning.tekst, number.start, number.slutt)
        rows = table.named(setning.tekst[start:end])
        alone = sum(1 for n in lest.numbers(setning) if start <= n.start < end) == 1
        if len(rows) != 1 or not alone or not table.speaks_of(number) or is_rate(setning, number):
            continue
        cell = table.cell(rows[0], lest.year(setning, number))
        if cell is None or cell.tom or any(number.fits(other.verdi) for other in rows[0].ruter):
            continue
        if _is_slip(number.verdi, cell.verdi):
            text = (
                f"Teksten sier {number.raa}, men tabellen over har {cell.raa} i raden «{rows[0].merke}». "
                "Rett teksten eller tabellen."
            )
            sted = around(setning, number.start, number.slutt, 40)
            yield Funn("V30", Niva.ADVARSEL, text, verdier=(number.verdi, cell.verdi), sted=sted)


def _is_slip(said: Decimal, meant: Decimal) -> bool:
    """So near, or so like in writing, that the one stands for the other: «56» for «66», «26,4» for «24,6»."""
    a, b = format_tall(said, 1), format_tall(meant, 1)
    one_digit = len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return near(said, meant) or (one_digit and said >= 10)


def _sums_told(lest: Lesning, setning: Setning, amounts: Sequence[Tall], table: Navnetabell) -> Iterator[Funn]:
    """«Dal og Vik mottok til sammen 83 meldinger»: the sum of the rows that are named."""
    for total, _ in total_after(setning, amounts):
        rows = table.named(setning.tekst)
        if not 1 < len(rows) < len(table.rader) or _DELT.search(setning.tekst) or not table.speaks_of(total):
            continue
        cells = [table.cell(row, lest.year(setning, total)) for row in rows]
        known = [cell for cell in cells if cell and not cell.tom]
        got = sum((cell.verdi for cell in known), Decimal(0))
        if len(known) < len(rows) or total.fits(got) or not near(got, total.verdi):
            continue
        text = (
            f"Teksten sier {total.raa} til sammen, men {' + '.join(cell.raa for cell in known)} i tabellen over er "
            f"{format_tall(got)}. Rett summen eller tabellen."
        )
        sted = around(setning, total.start, total.slutt, 40)
        yield Funn("V06", Niva.ADVARSEL, text, verdier=(total.verdi, got), sted=sted)
