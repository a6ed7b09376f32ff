"""Running text in Markdown: `**strong**`, `*emphasis*`, `[link](address)`, `[^note]` and `{field}`.

Nothing else is special, a backslash takes away special meaning, and what is not closed stands as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bvdesk.domain.rapport.felt.syntaks import FIELD
from bvdesk.domain.rapport.modell import Bit

_ADDRESS = r"(?:https?://|mailto:)[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*"
_SPECIAL = re.compile(
    rf"\\(?P<literal>[\\*_\[\]{{}}|#!.\-+~>])"
    rf"|(?P<field>{FIELD.pattern})"
    r"|\[\^(?P<note>[^\]\s]{1,20})\]"
    rf"|\[(?P<label>[^\[\]]+)\]\((?P<address>{_ADDRESS})\)"
    r"|\*\*(?P<strong>(?=\S).+?(?<=\S))\*\*(?!\*)"
    r"|\*(?P<star>(?=[^\s*]).*?(?<=[^\s*]))\*(?!\*)"
    r"|(?<!\w)_(?P<under>(?=[^\s_]).*?(?<=[^\s_]))_(?!\w)"
)


def parse_runs(tekst: str) -> tuple[Bit, ...]:
    """The text as stretches with the same looks; a field is a stretch without words yet."""
    return tuple(_joined(_runs(tekst, Bit(""))))


def _runs(tekst: str, looks: Bit) -> Iterator[Bit]:
    position = 0
    for match in _SPECIAL.finditer(tekst):
        yield replace(looks, tekst=tekst[position : match.start()])
        yield from _special(match, looks)
        position = match.end()
    yield replace(looks, tekst=tekst[position:])


def _special(match: re.Match[str], looks: Bit) -> Iterator[Bit]:
    if match["literal"]:
        yield replace(looks, tekst=match["literal"])
    elif match["field"]:
        yield replace(looks, felt=match["field"])
    elif match["note"]:
        yield replace(looks, tekst=match["note"], note=match["note"])
    elif match["label"]:
        yield from _runs(match["label"], replace(looks, lenke=match["address"]))
    elif match["strong"]:
        yield from _runs(match["strong"], replace(looks, sterk=True))
    else:
        yield from _runs(match["star"] or match["under"], replace(looks, kursiv=True))


def _joined(runs: Iterator[Bit]) -> Iterator[Bit]:
    """Neighbours with the same looks as one; empty ones left out."""
    held: Bit | None = None
    for run in runs:
        if not run.tekst and not run.felt:
            continue
        if held and not (held.felt or run.felt or held.note or run.note) and replace(held, tekst=run.tekst) == run:
            held = replace(held, tekst=held.tekst + run.tekst)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held
