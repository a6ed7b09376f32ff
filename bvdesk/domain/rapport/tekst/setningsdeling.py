"""Where sentences end in running text that holds fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bvdesk.domain.rapport.modell import Bit

FIELD_MARK = "\ufffc"
_END = re.compile(rf"[.!?…][\"»)]*\s+(?=[«\"(–]?[A-ZÆØÅ{FIELD_MARK}])")
_ABBREVIATIONS = frozenset(
    "f.eks bl.a jf ca nr kap pkt mill mrd pst kl dvs tlf evt inkl ekskl st prop meld dok art ift ang".split()  # noqa: SIM905
)
_LAST_WORD = re.compile(r"[\w.]*$")


def sentences(runs: Sequence[Bit]) -> tuple[tuple[Bit, ...], ...]:
    """The runs cut into sentences; put together again they are the same text."""
    plain = "".join(FIELD_MARK if run.felt else run.tekst for run in runs)
    cuts = [match.end() for match in _END.finditer(plain) if not _goes_on(plain, match.start())]
    found: list[tuple[Bit, ...]] = []
    rest = list(runs)
    taken = 0
    for cut in cuts:
        sentence, rest = _split(rest, cut - taken)
        taken = cut
        found.append(tuple(sentence))
    return (*found, tuple(rest)) if rest else tuple(found)


def _goes_on(plain: str, at: int) -> bool:
    """Whether the full stop belongs to an abbreviation, or to a number before a field («1. {periode}»)."""
    if plain[at] != ".":
        return False
    match = _LAST_WORD.search(plain[:at])
    word = match[0] if match else ""
    ordinal = word.isdigit() and len(word) < 3 and plain[at + 1 :].lstrip().startswith(FIELD_MARK)
    return word.casefold() in _ABBREVIATIONS or ordinal


def _split(runs: list[Bit], length: int) -> tuple[list[Bit], list[Bit]]:
    head: list[Bit] = []
    for i, run in enumerate(runs):
        size = 1 if run.felt else len(run.tekst)
        if size > length:
            cut = [replace(run, tekst=run.tekst[:length])] if length else []
            return head + cut, [replace(run, tekst=run.tekst[length:]), *runs[i + 1 :]]
        head.append(run)
        length -= size
    return head, []
