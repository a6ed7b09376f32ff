"""Lists, bulleted or numbered, in each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bvdesk.reports.tagged.boxes import Box, TextBox, Workshop, labelled_box, text_box
from bvdesk.reports.tagged.inline import Text
from bvdesk.reports.tagged.lines import plain_ink
from bvdesk.reports.tagged.structure import Element

_BULLETS = ("•", "–", "·")


def sign_of(number: int, depth: int, *, numbered: bool) -> str:
    """What stands before item `number` of a list that is `depth` lists deep."""
    return f"{number}." if numbered else _BULLETS[min(depth, len(_BULLETS) - 1)]


@dataclass(frozen=True, slots=True)
class Item:
    """An item with a list of its own under it."""

    text: Text
    items: BulletList


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list; items are texts, or `Item` for a text with a list under it. Items may be broken over pages."""

    items: Sequence[Text | Item]
    numbered: bool = False
    language: str | None = None

    def boxes(self, workshop: Workshop, width: float) -> Iterator[Box]:
        """A box for every item, with more air after the last; no first or last item stands alone on a page."""
        made = list(self.lay_out(workshop, width, workshop.root, 0))
        if made:
            made[-1].after = workshop.style.list_after
            for box in {made[0], made[-2]} if len(made) > 1 else ():
                box.joins_next = True
        return iter(made)

    def lay_out(self, workshop: Workshop, width: float, parent: Element, depth: int) -> Iterator[TextBox]:
        """The items' boxes, for a list that stands `depth` lists deep inside `parent`."""
        if not self.items:
            return
        whole = Element("L", parent, Lang=self.language)
        whole.attributes = f"<</O/List/ListNumbering/{'Decimal' if self.numbered else 'Disc'}>>"
        style, indent = workshop.style.list_item, workshop.style.list_indent
        for number, item in enumerate(self.items, start=1):
            element = Element("LI", whole)
            sign = sign_of(number, depth, numbered=self.numbered)
            ink = plain_ink(style, Element("Lbl", element), workshop.fonts)
            body = Element("LBody", element)
            text, owner = (item.text, Element("P", body)) if isinstance(item, Item) else (item, body)
            hanging = indent * (1 + depth)
            box = labelled_box(text_box(workshop, text, style, width - hanging, owner), ink, sign, indent)
            box.indent = hanging
            yield box
            if isinstance(item, Item):
                yield from item.items.lay_out(workshop, width, body, depth + 1)
