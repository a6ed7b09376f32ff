"""From a report's text to lines, blocks and sentences that know where they stand."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import replace

from bvdesk.domain.kontroll.funn import Sted
from bvdesk.domain.record import record


class Art(enum.Enum):
    """What a line of a report is."""

    OVERSKRIFT = "overskrift"
    PUNKT = "punkt"
    TABELLRAD = "tabellrad"
    TEKST = "tekst"


@record
class Linje:
    """One line that is not blank: number in the source (1-based), text with single spaces, blank lines before it."""

    nr: int
    tekst: str
    art: Art
    blanke_for: int


@record
class Setning:
    """A sentence, list item, table row or heading.

    Attributes:
        nr: its place in the document's sequence.
        tekst: the words, spaces collapsed, as the source writes them.
        linje: line number of its first word.
        art: what kind of line it comes from.
        blokk: the block (paragraph, item, row) it belongs to.
        overskrift: the nearest heading above.
        hode: for a list item, the number of the sentence that introduces the list.
    """

    nr: int
    tekst: str
    linje: int
    art: Art
    blokk: int
    overskrift: str = ""
    hode: int | None = None

    def sted(self, start: int = 0, slutt: int | None = None) -> Sted:
        """Return the place of a stretch of the sentence; the whole sentence when none is given."""
        return Sted(self.linje, self.tekst[start : len(self.tekst) if slutt is None else slutt].strip())


_PUNKT = re.compile(r"^(?:[•▪◦●·*]|[-–](?=\s)|o (?=[A-ZÆØÅ])|\(?\d{1,2}[.)](?=\s)(?!\s(?:kvartal|halvår|januar)))\s*")
_TALLBIT = r"(?:[-−+]?\d[\d.,]*\s?(?:%|kr|mill\.)?|[-–—](?=\s|$))"
_MERKE = r"[1-4]\.\skv\w*\.?|(?:2[345]\d0?\s)?[A-ZÆØÅ][^\d:]*?(?:\(\d+\))?"
_RAD = re.compile(rf"^(?P<merke>(?:{_MERKE})?)\s*(?P<tall>{_TALLBIT}(?:\s+{_TALLBIT})+)$")
_ENKEL_RAD = re.compile(r"^(?:(?P<sum>Sum|Totalt?|I alt|Til ?sam(?:men|an))|[A-ZÆØÅ][^\d.,:;()]{1,40})\s\d[\d ]*(?:,\d+)?$")
_MINST_RADER = 2
_SVAR = re.compile(r":\s*\d[\d ,.]*(?:%|kr|kroner)?(?:\s*\([^)]*\))?$")
_NETTADRESSE = re.compile(r"^(?:https?://|www\.)\S+$")
_UNDERKAPITTEL = re.compile(r"^\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÆØÅ]")
_KAPITTEL = re.compile(r"^(\d{1,2})\.\s+[A-ZÆØÅ].{2,60}$")
_KAPITTEL_UTEN_PUNKT = re.compile(r"^\d{1,2}\s[A-ZÆØÅ][a-zæøå][^\d.,:;]{1,50}(?:\s20\d\d)?$")
_MAX_SENTENCE = 1_000
_FORKORTELSER = re.compile(
    r"(?:^|[\s(])(?:ca|jf|bl\.a|f\.eks|nr|mill|mrd|kl|pr|kap|m\.m|mv|osv|e\.l|inkl|eks|evt|dvs|tlf|st|prop|art|ev|o\.l|ol|pkt)\.$",
    re.IGNORECASE,
)
_SETNINGSSLUTT = re.compile(
    r"(?=\s)(?:(?<=[.!?])(?<!\d\.)\s+(?=[A-ZÆØÅ«“\"(\d])|(?<=\d\.)\s+(?=[A-ZÆØÅ«“\"(])|(?<=-\d\.)\s+(?=\d)"
    r"|(?<=\s20\d\d\.)\s+(?=\d)|(?<=\d,\d\.)\s+(?=\d))"  # «… enn i 2024. 27 av dem»
)
_BINDEORD = frozenset("og eller i på av for fra til med om ved som at en et den det de er har samt mot under over".split())


def read_lines(text: str) -> list[Linje]:
    """Split a text into lines that are not blank, each with its kind."""
    lines: list[Linje] = []
    blank = 0
    for number, raw in enumerate(text.replace("\f", "\n").split("\n"), start=1):
        clean = " ".join(_without_bars(raw).split())
        if clean and not _NETTADRESSE.match(clean):
            lines.append(Linje(number, clean, Art.TEKST, blank))
            blank = 0
        else:
            blank += 1
    width = _usual_width(lines)
    kinds = [_kind(line.tekst, lines[at + 1].tekst if at + 1 < len(lines) else "", width) for at, line in enumerate(lines)]
    for at in _single_columns(lines):
        kinds[at] = Art.TABELLRAD
    return [
        replace(line, art=Art.OVERSKRIFT if _is_lone_chapter(lines, at) else kind)
        for at, (line, kind) in enumerate(zip(lines, kinds, strict=True))
    ]


def _single_columns(lines: list[Linje]) -> Iterator[int]:
    """The lines of a table with one number a row: a run of names with a number each, closed by their sum."""
    run: list[int] = []
    for at, line in enumerate(lines):
        match = _ENKEL_RAD.match(line.tekst)
        if match is None or (run and line.blanke_for):
            run = []
        if match is None:
            continue
        run.append(at)
        if match.group("sum"):
            yield from run if len(run) > _MINST_RADER else ()
            run = []


def _without_bars(raw: str) -> str:
    """A row of a table whose cells stand between bars, with spaces instead; its line of dashes is nothing."""
    if raw.count("|") < 2 or ":" in raw.strip("|:- "):
        return raw
    return "" if not raw.strip("|:-+ ") else raw.replace("|", " ")


def _is_lone_chapter(lines: list[Linje], at: int) -> bool:
    """«4. Lillesand og Birkenes» with no item 3 or 5 near it is a chapter, not an item of a list."""
    match = _KAPITTEL.match(lines[at].tekst)
    if not match or lines[at].tekst[-1] in ".,:;":
        return False
    near = (_KAPITTEL.match(line.tekst) for line in lines[max(0, at - 6) : at + 7] if line is not lines[at])
    return not any(other and abs(int(other.group(1)) - int(match.group(1))) == 1 for other in near)


def _usual_width(lines: list[Linje]) -> int:
    widths = sorted(len(line.tekst) for line in lines if len(line.tekst) > 20)
    return widths[len(widths) * 3 // 4] if widths else 80


def _kind(text: str, following: str, width: int) -> Art:
    if _RAD.match(text):
        return Art.TABELLRAD
    if _is_heading(text, following, width):
        return Art.OVERSKRIFT
    return Art.PUNKT if _PUNKT.match(text) else Art.TEKST


def _is_heading(text: str, following: str, width: int) -> bool:
    if text[-1] in ".,;:-–" or len(text) > 120 or not any(char.isalpha() for char in text):
        return False
    if _UNDERKAPITTEL.match(text) or _KAPITTEL_UTEN_PUNKT.match(text):
        return True
    if _KAPITTEL.match(text):
        return False
    letters = [char for char in text if char.isalpha()]
    if len(letters) > 3 and all(char.isupper() for char in letters):
        return True
    short = len(text) < min(60, 0.62 * width) and len(text.split()) <= 8
    last = text.split()[-1].lower()
    return (
        short and text[0].isupper() and not following[:1].islower() and last not in _BINDEORD and not re.search(r"\d", text)
    )


def read_sentences(text: str) -> list[Setning]:
    """Read a text into sentences; wrapped lines are joined, list items and table rows stand alone."""
    lines = read_lines(text)
    width = _usual_width(lines)
    paragraph_gap = 2 if _is_double_spaced(lines) else 1
    sentences: list[Setning] = []
    heading, head = "", None
    for block, group in enumerate(_blocks(lines, width, paragraph_gap)):
        first = group[0]
        if first.art is Art.OVERSKRIFT:
            heading = " ".join(line.tekst for line in group)
        for line_number, piece in _split(group):
            intro = head if first.art is Art.PUNKT else None
            sentences.append(Setning(len(sentences), piece, line_number, first.art, block, heading, intro))
        if first.art is not Art.PUNKT:
            head = sentences[-1].nr if first.art is Art.TEKST else None
    return sentences


def _is_double_spaced(lines: list[Linje]) -> bool:
    return len(lines) > 4 and sum(line.blanke_for == 1 for line in lines) > 0.6 * len(lines)


def _blocks(lines: list[Linje], width: int, paragraph_gap: int) -> Iterator[list[Linje]]:
    group: list[Linje] = []
    for line in lines:
        if group and not _continues(group[-1], line, width, paragraph_gap):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(before: Linje, line: Linje, width: int, paragraph_gap: int) -> bool:
    """Whether a line goes on with the sentence or paragraph of the line before."""
    if line.art in {Art.PUNKT, Art.TABELLRAD} or before.art is Art.TABELLRAD:
        return False
    if Art.OVERSKRIFT in {line.art, before.art}:
        return False
    open_ended = before.tekst[-1] not in ".!?:" and not _SVAR.search(before.tekst)
    if line.tekst[0].islower() and (open_ended or before.tekst[-1] == "-"):
        return True
    if line.blanke_for >= paragraph_gap and not (open_ended and line.blanke_for == 1 and paragraph_gap == 2):
        return open_ended and _ends_midway(before.tekst, width) and line.blanke_for <= paragraph_gap
    if open_ended:
        return _ends_midway(before.tekst, width)
    if _SVAR.search(before.tekst):
        return False
    return before.tekst[-1] != ":" and len(before.tekst) > 0.6 * width


def _ends_midway(text: str, width: int) -> bool:
    last = text.rsplit(None, 1)[-1].lower()
    return last in _BINDEORD or text[-1] in ",(§" or len(text) > 0.72 * width


def _split(group: list[Linje]) -> Iterator[tuple[int, str]]:
    """Split a block into sentences, each with the number of the line it starts on."""
    text, starts = "", []
    for line in group:
        starts.append((len(text) + (1 if text else 0), line.nr))
        text = f"{text} {line.tekst}" if text else line.tekst
    begin = 0
    for match in _SETNINGSSLUTT.finditer(text):
        if _FORKORTELSER.search(text[max(0, match.start() - 20) : match.start()]) or _is_list_number(
            text[begin : match.start()]
        ):
            continue
        yield from _pieces(starts, text, begin, match.start())
        begin = match.end()
    if text[begin:].strip():
        yield from _pieces(starts, text, begin, len(text))


def _pieces(starts: list[tuple[int, int]], text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """A sentence as it is; what is far too long to be one (a pasted table, rubbish) in parts that can be read in time."""
    while end - begin > _MAX_SENTENCE:
        cut = text.rfind(" ", begin + 1, begin + _MAX_SENTENCE)
        cut = cut if cut > begin else begin + _MAX_SENTENCE
        yield _line_at(starts, begin), text[begin:cut]
        begin = cut
    yield _line_at(starts, begin), text[begin:end]


def _is_list_number(text: str) -> bool:
    return bool(re.fullmatch(r"\(?\d{1,2}(?:\.\d{1,2})*[.)]", text.strip()))


def _line_at(starts: list[tuple[int, int]], position: int) -> int:
    return max((line for start, line in starts if start <= position), default=starts[0][1])
