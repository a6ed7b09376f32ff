"""A report as one accessible HTML file that needs nothing else. The figures arrive cleared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bvdesk.domain.diagram.advances import Measure
from bvdesk.domain.diagram.looks import DARK
from bvdesk.domain.diagram.sheet import Style
from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.kontrast import contrast
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import (
    Avsnitt,
    Bilde,
    Blokk,
    Figur,
    Figurgruppe,
    Fotnote,
    Kapittel,
    Mellomtittel,
    Punkter,
    Rapport,
    Rute,
    Tabell,
    heading_level,
)
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.domain.rapport.tegn import printed, spoken
from bvdesk.reports.html import opening, prose, tag, text
from bvdesk.reports.html_diagram import chart, dark_colours, figures, spark
from bvdesk.reports.html_tekst import Tekstskriver, aloud, image, scrolling, table

ACCENT = "#0b5d6b"
_READABLE = 5.5
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Nettsats:
    """What every HTML report is made with: the style sheet, the widths of letters in charts, and the report's words."""

    css: str
    measure: Measure
    ordliste: Ordliste


def render_html(rapport: Rapport, sats: Nettsats) -> bytes:
    """The report as one file. The same report gives the same bytes."""
    return _Side(rapport, sats).document().encode("utf-8")


class _Side:
    """Turns the parts of a report into HTML, in reading order."""

    def __init__(self, rapport: Rapport, sats: Nettsats) -> None:
        self.rapport = rapport
        self.ord = sats.ordliste
        self.css = sats.css
        self.style = Style(sats.measure, malform=rapport.malform)
        self.tekst = Tekstskriver(sats.ordliste)

    def document(self) -> str:
        """The whole file."""
        parts = (
            tag("a", text(self.ord("hopp_til_innhold")), href="#meldingen", class_="hopp"),
            self._cover(),
            tag("div", self._contents(), self._main(), class_="spalter"),
            tag("footer", tag("p", text(self.rapport.avsender)), *self._stamp()),
        )
        page = tag("html", self._head(), tag("body", *(f"\n{part}" for part in parts)), lang=self.rapport.malform.value)
        return f"<!DOCTYPE html>\n{page}\n"

    def _head(self) -> str:
        r = self.rapport
        title = f"{r.tittel} {r.periode} – {r.undertittel}"
        meta = {"viewport": "width=device-width, initial-scale=1", "author": r.avsender, "generator": "bvdesk"}
        meta |= {"dcterms.date": r.dato, "color-scheme": "light dark"}
        return tag(
            "head",
            opening("meta", charset="utf-8"),
            opening("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            *(opening("meta", name=name, content=content) for name, content in meta.items()),
            tag("title", text(title)),
            tag("style", self._style()),
        )

    def _style(self) -> str:
        farge = self.rapport.farge or ACCENT
        light = f":root{{--farge:{farge};--lenke:{farge}}}"
        dark = f":root{{--lenke:{_readable(farge, DARK.background)}}}\n{dark_colours()}"
        wanted = "@media screen and (prefers-color-scheme: dark) and (forced-colors: none)"
        return f"\n{self.css}\n{light}\n{wanted}{{\n{dark}\n}}\n{self._on_every_page()}"

    def _on_every_page(self) -> str:
        """The stamp over every page on paper, which has no element to stand in."""
        plain = (letter if letter.isalnum() or letter == " " else f"\\{ord(letter):06x}" for letter in self.rapport.merke)
        words = "".join(plain)
        looks = "font-size: 9pt; font-weight: 600; color: #b3541e"
        return f'@media print {{ @page {{ @top-right {{ content: "{words}"; {looks} }} }} }}\n' if words else ""

    def _stamp(self) -> Iterator[str]:
        if self.rapport.merke:
            yield tag("p", text(self.rapport.merke), class_="stempel")

    def _cover(self) -> str:
        r = self.rapport
        named = tag(
            "div",
            tag("p", text(r.undertittel), class_="om"),
            tag("h1", text(r.tittel)),
            tag("p", text(r.periode), class_="om"),
            class_="tittel",
        )
        logo = (image(r.logo, "logo"),) if r.logo else ()
        lines = (tag("div", tag("dt", text(label)), tag("dd", text(words))) for label, words in r.kolofon)
        return tag("header", *self._stamp(), named, *logo, tag("dl", *lines))

    def _contents(self) -> str:
        heading = tag("h2", text(self.ord("innhold")), id="innhold")
        return tag("nav", heading, _entries(self.rapport.kapitler), aria_labelledby="innhold")

    def _main(self) -> str:
        chapters = (self._chapter(k, 1) for k in self.rapport.kapitler)
        return tag("main", *chapters, id="meldingen", tabindex=-1)

    def _chapter(self, kapittel: Kapittel, level: int) -> str:
        """A chapter at level 1 has a heading of level 2, under the report's own."""
        parts = [tag(f"h{level + 1}", text(kapittel.overskrift), id=_anchor(kapittel))]
        reached = level
        for blokk in kapittel.innhold:
            if isinstance(blokk, Mellomtittel):
                reached = heading_level(level, reached, blokk.niva)
                parts.append(tag(f"h{reached + 1}", text(blokk.tekst)))
            else:
                parts.append(self._block(blokk))
        parts += [self._chapter(under, level + 1) for under in kapittel.under]
        return tag("section", *(f"\n{part}" for part in parts), aria_labelledby=_anchor(kapittel))

    def _block(self, blokk: Blokk) -> str:
        match blokk:
            case Avsnitt():
                return self.tekst.paragraph(blokk)
            case Punkter():
                return self.tekst.bullets(blokk)
            case Fotnote():
                return self.tekst.note(blokk)
            case Bilde():
                caption = f"{self.ord('figur')} {blokk.nummer}. {blokk.tittel}".strip()
                return tag("figure", tag("figcaption", text(caption)), image(blokk))
            case Tabell():
                caption = f"{self.ord('tabell')} {blokk.nummer}. {blokk.tittel}".strip()
                return table(blokk, caption, self._cell)
            case Figur():
                return self._figure(blokk)
            case Figurgruppe(figurer=made, tett=tight):
                return tag("div", *(self._figure(figur, half=True, tight=tight) for figur in made), class_="par")
        return ""

    def _figure(self, figur: Figur, *, half: bool = False, tight: bool = False) -> str:
        number = f"{self.ord('figur')} {figur.nummer}"
        told = self.ord("tallene_i", hva=number.casefold())
        summary = tag("summary", text(told), id=f"tall-{figur.nummer}")
        behind = scrolling(figures(figur.diagram, f"{told}: {figur.tittel}", self.ord), f"tall-{figur.nummer}")
        return tag(
            "figure",
            tag("figcaption", text(f"{number}. {figur.tittel}")),
            chart(figur.diagram, figur.alt, self.style, half=half, tight=tight),
            tag("p", text(figur.diagram.kilde), class_="kilde") if figur.diagram.kilde else "",
            tag("details", summary, behind),
        )

    def _cell(self, rute: Rute) -> str:
        if isinstance(rute, Diagram):
            return spark(rute, self.style)
        if isinstance(rute, str):
            return prose(rute)
        return self._number(rute)

    def _number(self, figure: Klarert) -> str:
        heard = spoken(self.ord, figure)
        return aloud(printed(figure), heard) if heard else text(printed(figure))


def _entries(kapitler: tuple[Kapittel, ...], levels: int = 2) -> str:
    """The contents: chapters and their sub-chapters."""
    items = []
    for kapittel in kapitler:
        link = tag("a", text(kapittel.overskrift), href=f"#{_anchor(kapittel)}")
        deeper = levels > 1 and kapittel.under
        items.append(tag("li", link, _entries(kapittel.under, levels - 1) if deeper else ""))
    return tag("ul", *items)


def _anchor(kapittel: Kapittel) -> str:
    return f"kap-{kapittel.nummer.replace('.', '-')}"


def _readable(farge: str, background: str) -> str:
    """The colour, made lighter until it can be read on a dark background."""
    parts = [int(farge[i : i + 2], 16) for i in (1, 3, 5)]
    while contrast(made := "#" + "".join(f"{part:02x}" for part in parts), background) < _READABLE:
        parts = [part + (255 - part + 9) // 10 for part in parts]
    return made
