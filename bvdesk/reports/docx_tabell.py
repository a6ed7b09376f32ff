"""Tables as WordprocessingML: a style of their own, heading rows that come again on every page, widths in fixed columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Kolonne, Rad, Rute, Tabell
from bvdesk.domain.rapport.tegn import printed
from bvdesk.reports.docx_xml import attribute, paragraph, run, w

TEXT_WIDTH = 9298
"""The width between the margins, in twentieths of a point."""
_PER_LETTER, _PER_DIGIT, _PADDING = 112, 98, 230
_SPARK, _LEAST, _LONGEST, _LONGEST_TITLE = 2150, 680, 44, 20
_TOGETHER, _LEAST_ROWS = 7, 4
"""A table of so few rows is kept on one page; of a larger one, so many rows at least stand on each."""
_SHADE = w("shd", val="clear", color="auto", fill="EEF4F5")
WriteSpark = Callable[[Diagram], str]


def table(tabell: Tabell, title: str, spark: WriteSpark, language: str) -> str:
    """The table, without its caption and source; `title` is its name for those who listen."""
    widths = column_widths(tabell)
    grid = w("tblGrid", *(w("gridCol", w_=width) for width in widths))
    return w("tbl", _properties(title), grid, *_Skriver(tabell, widths, spark, language).rows())


def _properties(title: str) -> str:
    look = w("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1)
    name = f"<w:tblCaption w:val={attribute(title)}/>"
    width, layout = w("tblW", w_=TEXT_WIDTH, type="dxa"), w("tblLayout", type="fixed")
    return w("tblPr", w("tblStyle", val="Rapporttabell"), width, layout, look, name)


class _Skriver:
    def __init__(self, tabell: Tabell, widths: Sequence[int], spark: WriteSpark, language: str) -> None:
        self.tabell = tabell
        self.widths = widths
        self.spark = spark
        self.language = language

    def rows(self) -> Iterator[str]:
        yield from self._head()
        count = len(self.tabell.rader)
        for i, rad in enumerate(self.tabell.rader):
            yield self._row(rad, w("keepNext") * self._stays(i, count - 1))

    def _stays(self, at: int, last: int) -> bool:
        """Whether a row stands on the page of the next; the last one on the page of the source."""
        if at == last:
            return bool(self.tabell.kilde)
        outer = at < _LEAST_ROWS - 1 or at > last - _LEAST_ROWS
        return self.tabell.rader[at].gruppe or last < _TOGETHER or outer

    def _head(self) -> Iterator[str]:
        """One row of headings, or two when columns belong together under a common heading."""
        kolonner = self.tabell.kolonner
        if not any(k.gruppe for k in kolonner):
            yield _head_row(self._title(k, i) for i, k in enumerate(kolonner))
            return
        over, under, at = [], [], 0
        for gruppe, members in groupby(kolonner, key=lambda k: k.gruppe):
            listed = list(enumerate(members, at))
            if gruppe:
                width = sum(self.widths[i] for i, _ in listed)
                words = self._paragraph(gruppe, "TabelloverskriftMidt", w("keepNext"))
                over.append(_cell(width, words, w("gridSpan", val=len(listed))))
                under += [self._title(k, i) for i, k in listed]
            else:
                over += [self._title(k, i, w("vMerge", val="restart")) for i, k in listed]
                under += [_cell(self.widths[i], paragraph("Tabelltekst"), w("vMerge")) for i, _ in listed]
            at += len(listed)
        yield _head_row(over)
        yield _head_row(under)

    def _title(self, kolonne: Kolonne, at: int, merge: str = "") -> str:
        style = "TabelloverskriftTall" if kolonne.tall else "Tabelloverskrift"
        return _cell(
            self.widths[at], self._paragraph(kolonne.tittel, style, w("keepNext")), merge + w("vAlign", val="bottom")
        )

    def _row(self, rad: Rad, keep: str) -> str:
        if rad.gruppe:
            words = self._paragraph(rad.navn, "Tabelltekst", keep, strong=True)
            cells = [_cell(TEXT_WIDTH, words, w("gridSpan", val=len(self.widths)) + _SHADE)]
        else:
            cells = [_cell(self.widths[0], self._paragraph(rad.navn, "Tabelltekst", keep, strong=rad.sum))]
            cells += [
                _cell(width, self._content(rute, kolonne, keep, strong=rad.sum or kolonne.uthevet))
                for rute, kolonne, width in zip(rad.ruter, self.tabell.kolonner[1:], self.widths[1:], strict=True)
            ]
        return w("tr", w("trPr", w("cantSplit")), *cells)

    def _content(self, rute: Rute, kolonne: Kolonne, keep: str, *, strong: bool) -> str:
        style = "Tabelltall" if kolonne.tall else "Tabelltekst"
        if isinstance(rute, Diagram):
            return paragraph(style, self.spark(rute), extra=keep)
        return self._paragraph(printed(rute) if isinstance(rute, Klarert) else rute, style, keep, strong=strong)

    def _paragraph(self, text: str, style: str, keep: str = "", *, strong: bool = False) -> str:
        words = run(text, w("b") * strong, language=self.language) if text else ""
        return paragraph(style, words, extra=keep)


def _head_row(cells: Iterator[str] | Sequence[str]) -> str:
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _cell(width: int, content: str, properties: str = "") -> str:
    return w("tc", w("tcPr", w("tcW", w_=width, type="dxa"), properties), content)


def column_widths(tabell: Tabell) -> list[int]:
    """The columns' widths, together as wide as the text: shares where the table has them, else what the words need."""
    columns = range(len(tabell.kolonner))
    if len(tabell.bredder) == len(columns):
        widths = [int(TEXT_WIDTH * share / sum(tabell.bredder)) for share in tabell.bredder]
    else:
        least, wanted = zip(*(_needs(tabell, i) for i in columns), strict=True)
        widths = _shared(least, wanted, alone=all(k.tall for k in tabell.kolonner[1:]))
    widths[0] += TEXT_WIDTH - sum(widths)
    return widths


def _shared(least: Sequence[int], wanted: Sequence[int], *, alone: bool) -> list[int]:
    """Columns that want too much give up what is more than their longest word; room to spare is shared.

    `alone`: the first column is the only one of words, and takes all that is to spare.
    """
    total, want = sum(least), sum(wanted)
    if total >= TEXT_WIDTH:
        return [n * TEXT_WIDTH // total for n in least]
    if want > TEXT_WIDTH:
        share = (TEXT_WIDTH - total) / (want - total)
        return [low + int((high - low) * share) for low, high in zip(least, wanted, strict=True)]
    return list(wanted) if alone else [n * TEXT_WIDTH // want for n in wanted]


def _needs(tabell: Tabell, at: int) -> tuple[int, int]:
    """Room for the longest word, and for the longest text within reason."""
    kolonne = tabell.kolonner[at]
    rows = [rad for rad in tabell.rader if not rad.gruppe]
    if at and any(isinstance(rad.ruter[at - 1], Diagram) for rad in rows):
        return _SPARK, _SPARK
    cells = [_shown(rad, at) for rad in rows]
    words = [word for text in (kolonne.tittel, *(() if kolonne.tall else cells)) for word in text.split(" ")]
    least = max(_room(max(map(len, words))), *(_room(len(text), _PER_DIGIT) for text in cells if kolonne.tall), 0)
    sharing = sum(k.gruppe == kolonne.gruppe for k in tabell.kolonner)
    title = min(max(len(kolonne.tittel), len(kolonne.gruppe) // sharing), _LONGEST_TITLE)
    most = max((title, *(min(len(text), _LONGEST) for text in cells if not kolonne.tall)))
    return least, max(least, _room(most))


def _room(letters: int, each: int = _PER_LETTER) -> int:
    return max(letters * each + _PADDING, _LEAST)


def _shown(rad: Rad, at: int) -> str:
    if at == 0:
        return rad.navn
    rute = rad.ruter[at - 1]
    return printed(rute) if isinstance(rute, Klarert) else rute if isinstance(rute, str) else ""
