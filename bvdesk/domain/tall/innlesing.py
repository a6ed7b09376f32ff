"""What somebody typed or pasted into a cell, read as a value: one function, no guessing.

Norwegian and English decimals are both read, but never where the dots could be groups: «1.000» is refused, not read as 1.
The signs are those of SSB's tables («..», «.», «:») and the program's own short words («k.i.t.», «i.a.», «tilb.»). A lone
dash is «ikke aktuelt», which counts as nothing in a sum without claiming that anybody counted to zero.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.verdi import STATUS_TEXT, Status, Verdi

MAX_DIGITS = 15

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DASHES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-"})
_SIGNS = {
    "-": Status.IKKE_AKTUELT,
    ".": Status.IKKE_AKTUELT,
    "..": Status.IKKE_RAPPORTERT,
    "…": Status.IKKE_RAPPORTERT,
    ":": Status.TILBAKEHOLDT,
}
STATUS_KORT = {
    Status.IKKE_RAPPORTERT: "..",
    Status.KAN_IKKE_TALLFESTES: "k.i.t.",
    Status.IKKE_AKTUELT: "i.a.",
    Status.TILBAKEHOLDT: "tilb.",
}
"""The reasons as they stand in a cell: short, told apart, and readable back."""
_WORDS = {text: status for words in (STATUS_KORT, STATUS_TEXT) for status, text in words.items() if status in STATUS_KORT}
_MONEY = re.compile(r"^(kr\.? ?)?(.*?)( ?(kr\.?|kroner|%|prosent))?$", re.IGNORECASE)
_TERM = re.compile(r"[+-]?[^+-]+")

_SIMPLE = re.compile(rf"[0-9]{{1,{MAX_DIGITS}}}")
"""Nearly all that is typed; pasted, there are hundreds of them."""
_DIGITS = re.compile(r"\d+")
_DECIMAL = re.compile(r"(\d*)[.,](\d+)")
_SPACED = re.compile(r"(\d{1,3}(?: \d{3})+)(?:[.,](\d+))?")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{3}){2,})(?:,(\d+))?|(\d{1,3}(?:\.\d{3})+),(\d+)")
_COMMAED = re.compile(r"(\d{1,3}(?:,\d{3}){2,})(?:\.(\d+))?|(\d{1,3}(?:,\d{3})+)\.(\d+)")
_COMMA_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def parse_inntasting(tekst: str) -> Verdi | None:
    """The value that `tekst` says; None for an empty cell.

    Reads numbers («1 234,5», «1234.5», «−3», «(12)», «12,5 %», «kr 1 200,-»), sums of them («12+5», «=40-3»), the signs
    and the words for the reasons why there is no number.

    Raises:
        UserError: the text is none of these, or could be read in two ways.
    """
    if _SIMPLE.fullmatch(tekst):
        return Verdi(Decimal(tekst))
    cleaned = _SPACES.sub(" ", tekst).strip().translate(_DASHES)
    if not cleaned:
        return None
    status = _SIGNS.get(cleaned) or _WORDS.get(cleaned.casefold())
    if status:
        return Verdi(None, status)
    return Verdi(_read_sum(cleaned.removeprefix("="), tekst.strip()))


def parse_antall(tekst: str) -> Verdi | None:
    """The same for a count, where «1,234» is refused too: it is no part of a child, and an English program writes so."""
    bare = tekst.strip()
    if _COMMA_GROUP.fullmatch(bare):
        plain = bare.replace(",", "")
        raise UserError(
            f"«{bare}» kan leses på to måter.", f"Antall er hele tall. Skriv {plain} hvis kommaet skiller tusener."
        )
    return parse_inntasting(tekst)


def _read_sum(cleaned: str, original: str) -> Decimal:
    bare = _strip_unit(cleaned)
    negative = bare.startswith("(") and bare.endswith(")")
    terms = _TERM.findall(bare[1:-1] if negative else bare)
    if not terms or "".join(terms) != (bare[1:-1] if negative else bare):
        raise _not_a_number(original)
    total = sum((_read_term(term.strip(), original) for term in terms), Decimal(0))
    return -total if negative else total


def _strip_unit(cleaned: str) -> str:
    match = _MONEY.match(cleaned)
    bare = match[2].strip() if match else cleaned
    return bare.removesuffix(",-").removesuffix(".-")


def _read_term(term: str, original: str) -> Decimal:
    sign = -1 if term.startswith("-") else 1
    digits = term.lstrip("+-").strip()
    if not digits.isascii():
        raise _not_a_number(original)
    if _AMBIGUOUS.fullmatch(digits):
        raise _ambiguous(digits)
    number = _plain(digits)
    if number is None:
        raise _not_a_number(original)
    if sum(c.isdigit() for c in number) > MAX_DIGITS:
        raise UserError(f"«{original}» har for mange sifre.", f"Et tall kan ha høyst {MAX_DIGITS} sifre.")
    return sign * Decimal(number)


def _plain(digits: str) -> str | None:
    """The digits with a point for decimals and no groups; None when they are no number."""
    if _DIGITS.fullmatch(digits):
        return digits
    if match := _DECIMAL.fullmatch(digits):
        return f"{match[1] or 0}.{match[2]}"
    for pattern in (_SPACED, _DOTTED, _COMMAED):
        if match := pattern.fullmatch(digits):
            whole, fraction = _used(match)
            bare = re.sub("[ .,]", "", whole)
            return f"{bare}.{fraction}" if fraction else bare
    return None


def _used(match: re.Match[str]) -> tuple[str, str]:
    """Whole and fraction of the alternative that matched."""
    groups = match.groups()
    start = 0 if groups[0] is not None else 2
    return groups[start] or "", groups[start + 1] or ""


def _not_a_number(original: str) -> UserError:
    return UserError(f"«{original}» er ikke et tall.", "Skriv for eksempel 12, 1 234,5 eller 12+5.")


def _ambiguous(digits: str) -> UserError:
    whole, fraction = digits.split(".")
    return UserError(
        f"«{digits}» kan leses på to måter.",
        f"Skriv {whole}{fraction} hvis punktumet skiller tusener, og {whole},{fraction} hvis det er desimaler.",
    )
