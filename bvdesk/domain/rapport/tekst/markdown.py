"""The blocks of a text in Markdown: headings, paragraphs, lists, tables, pictures, footnotes and placed parts.

A dialect of its own, because a live field holds bars and braces that no Markdown knows. The parts come out as those of a
report, with their fields not yet filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bvdesk.domain.rapport.felt.syntaks import FIELD
from bvdesk.domain.rapport.modell import Avsnitt, Bilde, Blokk, Fotnote, Kolonne, Mellomtittel, Punkter, Rad, Tabell
from bvdesk.domain.rapport.tekst.lopende import parse_runs

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_ITEM = re.compile(r"(\s*)(?:([-*+])|(\d{1,3})[.)])\s+(.*)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]:\s*(.*)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(bilde:([\w-]{1,64})(?:\s+\"([^\"]*)\")?\)")
PLACED = re.compile(r"\[\[([a-z0-9_:.-]{1,80})\]\]")
_RULE_CELL = re.compile(r":?-+:?")
_BAR = re.compile(r"(?<!\\)\|")
MAX_NESTING = 6


@dataclass(frozen=True, slots=True)
class Plassert:
    """The place in a text where a table or chart of the template stands."""

    kode: str


Tekstblokk = Blokk | Plassert


def parse_text(markdown: str) -> tuple[Tekstblokk, ...]:
    """The blocks in order, footnotes last."""
    lines = markdown.replace("\r\n", "\n").replace("\t", "    ").split("\n")
    blocks = tuple(_Leser(lines).blocks())
    notes = tuple(b for b in blocks if isinstance(b, Fotnote))
    return (*(b for b in blocks if not isinstance(b, Fotnote)), *notes)


class _Leser:
    """Reads lines from the top, one block at a time."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.at = 0

    def blocks(self) -> Iterator[Tekstblokk]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
            else:
                yield self._block(line.strip())

    def _block(self, line: str) -> Tekstblokk:
        single = _single(line)
        if single:
            self.at += 1
            return single
        if _ITEM.fullmatch(self.lines[self.at]):
            return self._list()
        if self._at_table():
            return self._table()
        note = _NOTE.fullmatch(line)
        if note:
            self.at += 1
            return Fotnote(note[1], Avsnitt(parse_runs(" ".join((note[2], *self._paragraph_lines())))))
        return Avsnitt(parse_runs(" ".join(self._paragraph_lines())))

    def _paragraph_lines(self) -> Iterator[str]:
        first = self.at
        while self.at < len(self.lines) and (line := self.lines[self.at].strip()):
            if self.at > first and (_single(line) or _starts_block(self.lines[self.at]) or self._at_table()):
                return
            self.at += 1
            yield line

    def _list(self) -> Punkter:
        items: list[tuple[int, bool, list[str]]] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            match = _ITEM.fullmatch(line)
            if match and items and len(match[1]) <= items[0][0] + 1 and (match[3] is not None) != items[0][1]:
                break  # bullets after numbers: another list
            if match:
                items.append((len(match[1]), match[3] is not None, [match[4]]))
            elif line.strip() and not _starts_block(line) and not _single(line.strip()):
                items[-1][2].append(line.strip())
            elif line.strip() or not self._list_goes_on():
                break
            self.at += 1
        return _nested([(indent, numbered, " ".join(text)) for indent, numbered, text in items], MAX_NESTING)

    def _list_goes_on(self) -> bool:
        """Whether the line after a blank one is another item."""
        return self.at + 1 < len(self.lines) and _ITEM.fullmatch(self.lines[self.at + 1]) is not None

    def _at_table(self) -> bool:
        here = self.lines[self.at].strip()
        below = self.lines[self.at + 1].strip() if self.at + 1 < len(self.lines) else ""
        return "|" in here and "|" in below and all(_RULE_CELL.fullmatch(cell) for cell in _cells(below))

    def _table(self) -> Tabell:
        head, rule = _cells(self.lines[self.at]), _cells(self.lines[self.at + 1])
        self.at += 2
        rows = []
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            cells = (*_cells(self.lines[self.at]), *[""] * len(head))[: len(head)]
            rows.append(Rad(cells[0], tuple(cells[1:])))
            self.at += 1
        columns = tuple(Kolonne(title, tall=_right(rule, i)) for i, title in enumerate(head))
        return Tabell(self._caption(), columns, tuple(rows))

    def _caption(self) -> str:
        if self.at < len(self.lines) and self.lines[self.at].startswith(": "):
            self.at += 1
            return self.lines[self.at - 1][2:].strip()
        return ""


def _single(line: str) -> Tekstblokk | None:
    """A block that is always one line: a heading, a picture or a placed part."""
    heading, picture, placed = _HEADING.fullmatch(line), PICTURE.fullmatch(line), PLACED.fullmatch(line)
    if heading:
        return Mellomtittel(heading[2], 1 if len(heading[1]) < 3 else 2)
    if picture:
        return Bilde(picture[2], picture[1].strip(), picture[3] or "")
    return Plassert(placed[1]) if placed else None


def _starts_block(line: str) -> bool:
    return _ITEM.fullmatch(line) is not None or _NOTE.fullmatch(line.strip()) is not None


def _nested(items: Sequence[tuple[int, bool, str]], depth: int) -> Punkter:
    """Items with a deeper indent as lists under the item before."""
    base, numbered = items[0][0], items[0][1]
    parts: list[Avsnitt | Punkter] = []
    i = 0
    while i < len(items):
        indent, _, text = items[i]
        if i and indent > base + 1 and depth > 1:
            end = next((j for j in range(i, len(items)) if items[j][0] <= base + 1), len(items))
            parts.append(_nested(items[i:end], depth - 1))
            i = end
        else:
            parts.append(Avsnitt(parse_runs(text)))
            i += 1
    return Punkter(tuple(parts), numbered)


def _cells(line: str) -> tuple[str, ...]:
    masked = FIELD.sub(lambda field: field[0].replace("|", "\0"), line.strip())
    return tuple(cell.strip().replace("\0", "|") for cell in _BAR.split(masked.removeprefix("|").removesuffix("|")))


def _right(rule: Sequence[str], column: int) -> bool:
    """A column whose rule ends in a colon holds numbers."""
    return column < len(rule) and rule[column].endswith(":")
