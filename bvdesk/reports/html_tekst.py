"""Written text and tables of a report as HTML."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from bvdesk.domain.rapport.modell import Avsnitt, Bilde, Bit, Del, Fotnote, Kolonne, Punkter, Rad, Rute, Tabell
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.reports.html import opening, prose, tag, text

_SCHEMES = ("https://", "http://", "mailto:")
_JPEG = b"\xff\xd8"
WriteCell = Callable[[Rute], str]


def aloud(seen: str, heard: str) -> str:
    """A sign for the eye, and words for those who listen."""
    return tag("span", text(seen), aria_hidden="true") + tag("span", text(heard), class_="opplest")


class Tekstskriver:
    """Paragraphs, lists, notes and pictures; knows which notes the text has pointed to."""

    def __init__(self, ord_: Ordliste) -> None:
        self._ord = ord_
        self._pointed_to: set[str] = set()

    def paragraph(self, avsnitt: Avsnitt) -> str:
        """A paragraph."""
        return tag("p", self.words(avsnitt), class_="ingress" if avsnitt.ingress else None)

    def words(self, avsnitt: Avsnitt) -> str:
        """The words with their looks, links and notes."""
        return "".join(map(self._part, avsnitt.deler))

    def bullets(self, punkter: Punkter) -> str:
        """A list; a list among the items goes into the item before it."""
        items: list[str] = []
        for punkt in punkter.punkter:
            if isinstance(punkt, Avsnitt):
                items.append(self.words(punkt))
            elif items:
                items[-1] += self.bullets(punkt)
            else:
                items.append(self.bullets(punkt))
        return tag("ol" if punkter.nummerert else "ul", *(tag("li", item) for item in items))

    def note(self, fotnote: Fotnote) -> str:
        """A note at the end of its chapter, with a way back to the text."""
        back = None if fotnote.merke not in self._pointed_to else f"#til-note-{fotnote.merke}"
        words = self._ord("tilbake_til_teksten")
        mark = text(f"{fotnote.merke}.")
        link = tag("a", mark, href=back, aria_label=f"{fotnote.merke}. {words}", role="doc-backlink") if back else mark
        return tag("p", link, " ", self.words(fotnote.avsnitt), class_="fotnote", id=f"note-{fotnote.merke}")

    def _part(self, del_: Del) -> str:
        if not isinstance(del_, Bit):
            return prose(del_ if isinstance(del_, str) else del_.tekst)
        if del_.note:
            return self._note_mark(del_)
        made = prose(del_.tekst)
        made = tag("em", made) if del_.kursiv else made
        made = tag("strong", made) if del_.sterk else made
        return tag("a", made, href=del_.lenke) if del_.lenke.startswith(_SCHEMES) else made

    def _note_mark(self, bit: Bit) -> str:
        first = bit.note not in self._pointed_to
        self._pointed_to.add(bit.note)
        place = f"til-note-{bit.note}" if first else None
        link = tag("a", text(bit.tekst), href=f"#note-{bit.note}", id=place, role="doc-noteref")
        return tag("sup", link)


def image(bilde: Bilde, css: str | None = None) -> str:
    """A picture inside the file, with its alternative text and its size, so that the page does not jump."""
    kind = "jpeg" if bilde.innhold.startswith(_JPEG) else "png"
    data = base64.b64encode(bilde.innhold).decode("ascii")
    width, height = bilde.storrelse
    return opening(
        "img",
        src=f"data:image/{kind};base64,{data}",
        alt=bilde.alt,
        width=width or None,
        height=height or None,
        class_=css,
    )


def table(tabell: Tabell, caption: str, write: WriteCell) -> str:
    """A table with its headings marked; it scrolls by itself where the page is narrow."""
    name = f"tabell-{tabell.nummer}"
    made = tag(
        "table",
        tag("caption", tag("span", text(caption)), id=name),
        tag("thead", *_head(tabell.kolonner)),
        *_bodies(tabell, write),
    )
    source = tag("p", text(tabell.kilde), class_="kilde") if tabell.kilde else ""
    return scrolling(made, name) + source


def scrolling(table_: str, named_by: str) -> str:
    """A frame that a wide table scrolls in, also by keyboard."""
    return tag("div", table_, class_="rulle", role="group", tabindex=0, aria_labelledby=named_by)


def _head(kolonner: Sequence[Kolonne]) -> Iterator[str]:
    """One row of headings, or two when columns belong together under a common heading."""
    if not any(k.gruppe for k in kolonner):
        yield tag("tr", *(_column_head(k) for k in kolonner))
        return
    over, under = [], []
    for gruppe, members in groupby(kolonner, key=lambda k: k.gruppe):
        listed = list(members)
        if gruppe:
            over.append(tag("th", text(gruppe), scope="colgroup", colspan=len(listed), class_="gruppe"))
            under += [_column_head(k) for k in listed]
        else:
            over += [_column_head(k, rows=2) for k in listed]
    yield tag("tr", *over)
    yield tag("tr", *under)


def _column_head(kolonne: Kolonne, rows: int | None = None) -> str:
    css = _looks(kolonne)
    if not kolonne.tittel:
        return tag("td", class_=css, rowspan=rows)
    return tag("th", text(kolonne.tittel), scope="col", class_=css, rowspan=rows)


def _bodies(tabell: Tabell, write: WriteCell) -> Iterator[str]:
    """The rows; each heading over rows begins a body of its own, which it is the heading of."""
    rows: list[str] = []
    for rad in tabell.rader:
        if rad.gruppe:
            if rows:
                yield tag("tbody", *rows)
            rows = [tag("tr", tag("th", text(rad.navn), scope="rowgroup", colspan=len(tabell.kolonner)), class_="gruppe")]
        else:
            rows.append(_row(rad, tabell.kolonner, write))
    yield tag("tbody", *rows)


def _row(rad: Rad, kolonner: Sequence[Kolonne], write: WriteCell) -> str:
    cells = [tag("td", write(rute), class_=_looks(kolonne)) for kolonne, rute in zip(kolonner[1:], rad.ruter, strict=False)]
    return tag("tr", tag("th", text(rad.navn), scope="row"), *cells, class_="sum" if rad.sum else None)


def _looks(kolonne: Kolonne) -> str | None:
    named = ("tall" if kolonne.tall else "", "uthevet" if kolonne.uthevet else "")
    return " ".join(filter(None, named)) or None
