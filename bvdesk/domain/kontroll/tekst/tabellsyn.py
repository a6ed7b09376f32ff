"""Tables in a text as a reader sees them: what each column is, what each row is called, and the numbers in the cells."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.record import record


class Slag(enum.Enum):
    """What a column holds: the figures of a year, quarter or kommune, their sum, a change, a share."""

    AR = "år"
    KVARTAL = "kvartal"
    OMRADE = "område"
    SUM = "sum"
    ENDRING = "endring"
    ANDEL = "andel"
    BUDSJETT = "budsjett"
    REGNSKAP = "regnskap"
    ANNET = "annet"


@record
class Kolonne:
    """A column: its kind, its name in the header, and its year (0 when it gives none)."""

    slag: Slag
    navn: str = ""
    ar: int = 0


@record
class Rute:
    """A cell: its value, the size of the last digit given, as written, whether it is a percent, or a dash for nothing."""

    verdi: Decimal
    presisjon: Decimal
    raa: str
    prosent: bool
    tom: bool = False


@record
class Rad:
    """A row: its label and cells."""

    setning: Setning
    merke: str
    ruter: tuple[Rute, ...]

    @property
    def is_sum(self) -> bool:
        """Whether the row calls itself a total."""
        return bool(_SUMRAD.search(self.merke))

    @property
    def is_part_of_above(self) -> bool:
        """«Av disse etter fristen»: the row says something about those above, and is none of them."""
        return bool(_AV_DISSE.match(self.merke))


@record
class Tabell:
    """A table: the words over it, its columns and rows, and the year its title gives (0 for none).

    Every row has a cell for every column.
    """

    tittel: str
    kolonner: tuple[Kolonne, ...]
    rader: tuple[Rad, ...]
    ar: int = 0


_SUMRAD = re.compile(
    r"^(?:sum\b|total\w*\b|i alt\b|til ?sam|samlet|samla\b|begge\b|alle\b|hele tjenesten|heile tenesta|tjenesten$|tenesta$)"
    r"|\b(?:i alt|totalt|til ?sam(?:men|an))$",
    re.IGNORECASE,
)
_AV_DISSE = re.compile(r"^(?:-\s)?(?:her)?av(?: disse| desse| dette| dem| dei)?\b", re.IGNORECASE)
_SLAG = (
    (Slag.AR, r"20\d\d"),
    (Slag.KVARTAL, r"[1-4]\.?\s?(?:kv\b\.?|kvartal)|[kq][1-4]|(?:første|andre|tredje|fjerde)\s(?:kv\b\.?|kvartal)"),
    (Slag.SUM, r"sum|totalt?|i alt|til ?sam(?:men|an)|samlet|samla|(?:hele |heile )?året|begge|tjenesten|tenesta|alle"),
    (Slag.ENDRING, r"endring(?:\si\s(?:%|prosent))?|differanse|diff\.?|avvik|forskjell|skilnad|økning|auke|\+/[-−–]"),
    (Slag.ANDEL, r"andel|del|prosent|pst\.?|%|i %|dekning|\(%\)"),
    (Slag.BUDSJETT, r"budsjett(?:\s20\d\d)?"),
    (Slag.REGNSKAP, r"(?:regnskap|rekneskap)(?:\s20\d\d)?"),
    (Slag.ANNET, r"antall|tal|talet"),
)
_TALL = r"(?:[-−+]?\d[\d.]*(?:,\d+)?|[-–—](?=\s|$))"
_BAK = re.compile(rf"(?:^|(?<=\s))(?:{_TALL}\s?(?:%|kr)?\s*)+\.?$")
_ETT = re.compile(rf"({_TALL})\s?(%)?")
_FUNKSJON = re.compile(r"^2[345]\d0?$")
_AR = re.compile(r"^20[0-4]\d$")
_OVERSKRIFTLINJER, _OVERSKRIFTLENGDE = 4, 220
_Bit = tuple[str, bool]


def read_tables(lest: Lesning) -> Iterator[Tabell]:
    """Every run of rows that stands under a header with known columns."""
    rows: list[Setning] = []
    for setning in (*lest.setninger, None):
        if setning and setning.art is Art.TABELLRAD and _BAK.search(setning.tekst) and not _is_header(setning.tekst):
            rows.append(setning)
            continue
        if len(rows) > 1:
            yield from _table(lest, rows)
        rows = []


def _is_header(text: str) -> bool:
    """«Kommune 2023 2024 2025»: a row of years alone."""
    found = _BAK.search(text)
    return found is not None and all(_AR.match(bit) for bit in found.group().split())


def _table(lest: Lesning, rows: Sequence[Setning]) -> Iterator[Tabell]:
    above = _above(lest, rows[0])
    columns, title = _columns(above, tuple(lest.kommuner))
    read = [_bits(setning.tekst) for setning in rows]
    coded = sum(bool(bits) and bool(_FUNKSJON.match(bits[0][0])) for _, bits in read) * 2 > len(read)
    read = [_without_label(label, bits, coded=coded) for label, bits in read]
    width = _width(columns, [bits for _, bits in read])
    if not width:
        return
    kinds = (*(Kolonne(Slag.ANNET) for _ in range(width - len(columns))), *columns[-width:])
    filled = [
        Rad(setning, label, cells)
        for setning, (label, bits) in zip(rows, read, strict=True)
        if (cells := _cells(bits, width))
    ]
    if len(filled) > 1:
        dropped = [column.ar for column in columns[: len(columns) - width] if column.ar]
        named = [*(int(year) for year in re.findall(r"\b20\d\d\b", title)[-1:]), *dropped]
        yield Tabell(title, kinds, tuple(filled), named[-1] if named else 0)


def _above(lest: Lesning, first: Setning) -> str:
    """The words over a table: its header and, before that, its title."""
    found = ""
    for steps in range(1, 12):
        before = lest.before(first, steps)
        if before is None or first.linje - before.linje > _OVERSKRIFTLINJER or len(found) > _OVERSKRIFTLENGDE:
            break
        if before.art is Art.TABELLRAD and not _is_header(before.tekst):
            break
        found = f"{before.tekst} {found}"
    return found.strip()


def _columns(header: str, kommuner: tuple[str, ...]) -> tuple[tuple[Kolonne, ...], str]:
    """The columns a header ends in, from the last one backwards, and the words before them."""
    found: list[Kolonne] = []
    rest = header.rstrip(" .:")
    last_column = _last_column(kommuner)
    while (match := last_column.search(rest)) is not None:
        name = match.group(match.lastgroup or 0)
        year = re.search(r"20\d\d", name)
        found.append(Kolonne(Slag[match.lastgroup or "ANNET"], name, int(year.group()) if year else 0))
        rest = rest[: match.start()].rstrip(" |")
    return tuple(reversed(found)), rest


@lru_cache(maxsize=8)
def _last_column(kommuner: tuple[str, ...]) -> re.Pattern[str]:
    areas = "|".join(re.escape(name) for name in kommuner) or r"(?!)"
    kinds = "|".join(f"(?P<{kind.name}>{words})" for kind, words in _SLAG)
    return re.compile(rf"(?:^|(?<=[\s|]))(?:(?P<OMRADE>{areas})|{kinds})$", re.IGNORECASE)


def _bits(text: str) -> tuple[str, list[_Bit]]:
    """A row's label and the written numbers that follow it."""
    found = _BAK.search(text)
    if found is None:
        return text, []
    return text[: found.start()].strip(), [(raw, bool(percent)) for raw, percent in _ETT.findall(found.group())]


def _without_label(label: str, bits: list[_Bit], *, coded: bool) -> tuple[str, list[_Bit]]:
    """«244 18 940 000 …»: the code, or the year, that a row begins with is its label."""
    if bits and not label and (_AR.match(bits[0][0]) or (coded and _FUNKSJON.match(bits[0][0]))):
        return bits[0][0], bits[1:]
    return label, bits


def _width(columns: Sequence[Kolonne], rows: list[list[_Bit]]) -> int:
    """How many cells the rows have: as many as there are columns, where the numbers can be read so; else 0.

    A header that says nothing («Enhet Årsverk») leaves it to the rows, when all of them have as many numbers.
    """
    for width in range(len(columns), 1, -1):
        if all(_cells(bits, width) for bits in rows):
            return width
    least = min(len(bits) for bits in rows)
    grouped = all(any(_follows(a, b) for (a, _), (b, _) in pairwise(bits)) for bits in rows)
    same = all(len(bits) == least for bits in rows)
    if not same or grouped:
        return 0
    return least if least == 1 or least > len(columns) else 0


def _follows(a: str, b: str) -> bool:
    """Whether `b` may be the next three digits of the number `a`."""
    return len(b.partition(",")[0]) == 3 and b[0].isdigit() and a.lstrip("+-−").isdigit()


def _cells(bits: list[_Bit], width: int) -> tuple[Rute, ...]:
    """The numbers as `width` cells, thousands put together; the most even way where there are several, else none."""
    ways = list(_ways([bit for bit, _ in bits], width)) if width <= len(bits) <= 4 * width else []
    if not ways:
        return ()
    # Of equally even ways the one with the larger numbers first: a difference stands last.
    sizes = min(ways, key=lambda way: (max(way) - min(way), tuple(-size for size in way)))
    cells, at = [], 0
    for size in sizes:
        group = bits[at : at + size]
        cells.append(_cell(" ".join(raw for raw, _ in group), percent=group[-1][1]))
        at += size
    return tuple(cells)


def _ways(bits: list[str], width: int) -> Iterator[tuple[int, ...]]:
    if width == 1:
        if len(bits) > 1 and bits[0][0] == "0":
            return
        if all(_follows(bits[0] if at == 0 else "0", bit) for at, bit in enumerate(bits[1:])) and len(bits[0]) <= 4:
            yield (len(bits),)
        elif len(bits) == 1:
            yield (1,)
        return
    if len(bits[0]) > 1 and bits[0].isdigit() and bits[0][0] == "0":
        return  # «000» only goes on with a number
    for size in range(1, min(4, len(bits) - width + 1) + 1):
        if size > 1 and not (_follows(bits[size - 2], bits[size - 1]) and len(bits[0].lstrip("+-−")) <= 3):
            return
        yield from ((size, *rest) for rest in _ways(bits[size:], width - 1))


def _cell(raw: str, *, percent: bool) -> Rute:
    if not any(character.isdigit() for character in raw):
        return Rute(Decimal(0), Decimal(1), raw, prosent=False, tom=True)
    clean = re.sub(r"(?<=\d)[ .](?=\d{3}\b)", "", raw.replace("−", "-").replace("+", "")).replace(",", ".")
    whole, _, decimals = clean.partition(".")
    value = Decimal(f"{whole}.{decimals}") if decimals.isdigit() else Decimal(whole)
    return Rute(value, Decimal(1).scaleb(-len(decimals)), raw, percent)
