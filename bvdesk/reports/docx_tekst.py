"""Written text as WordprocessingML: paragraphs with links and notes, lists in lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bvdesk.domain.rapport.modell import Avsnitt, Bit, Del, Fotnote, Kapittel, Punkter
from bvdesk.reports.docx_pakke import Pakke, Relasjoner
from bvdesk.reports.docx_xml import paragraph, part, run, w

_BULLETS, _NUMBERS = 0, 1
_DEEPEST = 3
_STRONG, _EMPHASIS = w("b"), w("i")
_LINK = w("rStyle", val="Hyperlink")
_RAISED = w("rStyle", val="FootnoteReference")


class Tekstskriver:
    """Paragraphs, lists and notes; every numbered list begins at 1."""

    def __init__(self, pakke: Pakke, notes: Mapping[str, Avsnitt], language: str) -> None:
        self.pakke = pakke
        self.language = language
        self._notes = notes
        self._used: dict[str, int] = {}
        self._numbered = 0

    def paragraph(self, avsnitt: Avsnitt, extra: str = "") -> str:
        """A paragraph; `extra` as for `docx_xml.paragraph`."""
        return paragraph("Ingress" if avsnitt.ingress else "BodyText", self.words(avsnitt), extra=extra)

    def words(self, avsnitt: Avsnitt) -> str:
        """The words with their looks, links and notes."""
        return "".join(self._part(d, self.pakke.relasjoner) for d in avsnitt.deler)

    def bullets(self, punkter: Punkter) -> Iterator[str]:
        """A list, as paragraphs."""
        return self._items(punkter, 1)

    def left_over(self, fotnote: Fotnote) -> Iterator[str]:
        """A note that the text does not point to stands where it is; the others are at the foot of their pages."""
        if fotnote.merke not in self._used:
            yield paragraph("FootnoteText", self.words(fotnote.avsnitt))

    def _items(self, punkter: Punkter, level: int) -> Iterator[str]:
        kind = "ListNumber" if punkter.nummerert else "ListBullet"
        number = self._next_list() if punkter.nummerert else 1
        style = kind if level == 1 else f"{kind}{min(level, _DEEPEST)}"
        place = w("numPr", w("ilvl", val=min(level, _DEEPEST) - 1), w("numId", val=number))
        for punkt in punkter.punkter:
            if isinstance(punkt, Avsnitt):
                yield paragraph(style, self.words(punkt), extra=place)
            else:
                yield from self._items(punkt, level + 1)

    def _next_list(self) -> int:
        self._numbered += 1
        return self._numbered + 1

    def _part(self, del_: Del, links: Relasjoner) -> str:
        if not isinstance(del_, Bit):
            return self.run(del_ if isinstance(del_, str) else del_.tekst)
        if del_.note:
            return self._note_mark(del_)
        looks = (_STRONG,) * del_.sterk + (_EMPHASIS,) * del_.kursiv
        if not del_.lenke:
            return self.run(del_.tekst, *looks)
        key = links.add("hyperlink", del_.lenke, outside=True)
        return f'<w:hyperlink r:id="{key}">{self.run(del_.tekst, _LINK, *looks)}</w:hyperlink>'

    def run(self, text: str, *looks: str) -> str:
        """A stretch of text in the document's language."""
        return run(text, *looks, language=self.language)

    def _note_mark(self, bit: Bit) -> str:
        """The first mark carries the note; a later one to the same note only shows its number."""
        if bit.note in self._used or bit.note not in self._notes:
            return self.run(bit.tekst, _RAISED)
        self._used[bit.note] = len(self._used) + 1
        return w("r", w("rPr", _RAISED), w("footnoteReference", id_=self._used[bit.note]))

    def footnotes(self) -> bytes:
        """The part with the notes, after the two lines that Word wants first."""
        rules = (
            w("footnote", w("p", w("r", w(kind))), type=kind, id_=number)
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        made = (self._footnote(number, self._notes[mark]) for mark, number in self._used.items())
        return part("footnotes", "".join((*rules, *made)))

    def _footnote(self, number: int, avsnitt: Avsnitt) -> str:
        mark = w("r", w("rPr", _RAISED), w("footnoteRef"))
        words = "".join(self._part(d, self.pakke.notelenker) for d in avsnitt.deler)
        return w("footnote", paragraph("FootnoteText", mark, self.run(" "), words), id_=number)

    def numbering(self) -> bytes:
        """The part with the kinds of list."""
        kinds = (_abstract(_BULLETS, "•–·"), _abstract(_NUMBERS, ""))
        lists = [w("num", w("abstractNumId", val=_BULLETS), numId=1)]
        for number in range(2, self._numbered + 2):
            starts = (w("lvlOverride", w("startOverride", val=1), ilvl=level) for level in range(_DEEPEST))
            lists.append(w("num", w("abstractNumId", val=_NUMBERS), *starts, numId=number))
        return part("numbering", "".join((*kinds, *lists)))


def _abstract(number: int, bullets: str) -> str:
    """Three levels of bullets, or of numbers where there are no bullets."""
    levels = []
    for level in range(_DEEPEST):
        indent = w("pPr", w("ind", left=360 * (level + 1), hanging=360))
        mark = bullets[level] if bullets else f"%{level + 1}."
        kind = w("numFmt", val="bullet" if bullets else "decimal")
        levels.append(w("lvl", w("start", val=1), kind, w("lvlText", val=mark), w("lvlJc", val="left"), indent, ilvl=level))
    return w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=number)


def notes_of(kapitler: Iterable[Kapittel]) -> dict[str, Avsnitt]:
    """Every note by its mark."""
    found: dict[str, Avsnitt] = {}
    for kapittel in kapitler:
        found |= {b.merke: b.avsnitt for b in kapittel.innhold if isinstance(b, Fotnote)}
        found |= notes_of(kapittel.under)
    return found
