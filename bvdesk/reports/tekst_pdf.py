"""Written text as blocks of the tagged PDF: paragraphs with links and notes, lists in lists, headings, pictures."""

from __future__ import annotations

from bvdesk.domain.rapport.modell import Avsnitt, Bilde, Bit, Del, Fotnote, Punkter
from bvdesk.reports.tagged import BulletList, Item, Note, Run, Text, note_mark, picture
from bvdesk.reports.tagged.figures import Figure

_POINTS_PER_PIXEL = 72 / 150


def runs(avsnitt: Avsnitt) -> Text:
    """The paragraph's words with their looks."""
    return [_run(d) for d in avsnitt.deler]


def bullet_list(punkter: Punkter) -> BulletList:
    """The list; a list among the items goes under the item before it."""
    items: list[Text | Item] = []
    for punkt in punkter.punkter:
        if isinstance(punkt, Avsnitt):
            items.append(runs(punkt))
        else:
            last = items.pop() if items else ""
            items.append(Item("" if isinstance(last, Item) else last, bullet_list(punkt)))
    return BulletList(items, numbered=punkter.nummerert)


def note(fotnote: Fotnote) -> Note:
    """The note at the end of its chapter."""
    return Note(fotnote.merke, runs(fotnote.avsnitt), key=_key(fotnote.merke))


def image(bilde: Bilde, width: float, caption: str) -> Figure:
    """The picture, no wider than the page and no larger than its pixels bear (150 dots per inch)."""
    wide = min(width, bilde.storrelse[0] * _POINTS_PER_PIXEL) if bilde.storrelse[0] else width
    return picture(bilde.innhold, bilde.alt, wide, caption=caption)


def _run(del_: Del) -> str | Run:
    if isinstance(del_, str):
        return del_
    if not isinstance(del_, Bit):
        return del_.tekst
    if del_.note:
        return note_mark(del_.tekst, _key(del_.note))
    return Run(del_.tekst, strong=del_.sterk, emphasis=del_.kursiv, link=del_.lenke or None)


def _key(mark: str) -> str:
    return f"note-{mark}"
