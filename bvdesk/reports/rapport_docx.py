"""A report as a Word file with real headings, tables, notes and alternative texts. The figures arrive cleared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bvdesk.domain.diagram.alt import numbers_text
from bvdesk.domain.diagram.layout import good_height, layout
from bvdesk.domain.diagram.spec import Diagram, Slag
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
    Tabell,
    heading_level,
)
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.reports.diagram_figure import paper_style
from bvdesk.reports.diagram_png import png_files
from bvdesk.reports.docx_bilde import Bildeskriver
from bvdesk.reports.docx_pakke import Fakta, Pakke
from bvdesk.reports.docx_tabell import TEXT_WIDTH, table
from bvdesk.reports.docx_tekst import Tekstskriver, notes_of
from bvdesk.reports.docx_xml import field, paragraph, part, w
from bvdesk.reports.tagged import FontFiles, Fonts
from bvdesk.reports.tagged.style import ACCENT

_WIDTH = TEXT_WIDTH / 20
_LONE, _TIGHT = 110.0, 84.0
_SPARK = 76.0, 14.0
_LOGO = 147.0, 51.0
_POINTS_PER_PIXEL = 72 / 150
_COVER_GAP = 900
_KEEP, _NEW_PAGE = w("keepNext"), w("pageBreakBefore")
_SECTION = w("pgSz", w_=11906, h=16838) + w(
    "pgMar", top=1361, right=1247, bottom=1247, left=1361, header=624, footer=567, gutter=0
)


@dataclass(frozen=True, slots=True)
class Wordsats:
    """What every Word report is made with: the style sheet and the settings, the fonts of charts, and the report's words."""

    styles: str
    settings: str
    fonts: FontFiles
    ordliste: Ordliste


def render_docx(rapport: Rapport, sats: Wordsats) -> bytes:
    """The report as a Word file. The same report gives the same bytes."""
    return _Dokument(rapport, sats).file()


class _Dokument:
    """Turns the parts of a report into paragraphs and tables, in reading order."""

    def __init__(self, rapport: Rapport, sats: Wordsats) -> None:
        self.rapport = rapport
        self.sats = sats
        self.ord = sats.ordliste
        self.language = f"{rapport.malform}-NO"
        self.pakke = Pakke()
        self.tekst = Tekstskriver(self.pakke, notes_of(rapport.kapitler), self.language)
        self.bilder = Bildeskriver(self.pakke)
        self.charts = _Tegninger(rapport, sats.fonts)
        self._bookmarks = 0

    def file(self) -> bytes:
        """The whole file."""
        r = self.rapport
        title = f"{r.tittel} {r.periode} – {r.undertittel}"
        self.pakke.add("styles", self._filled(self.sats.styles))
        self.pakke.add("settings", self._filled(self.sats.settings))
        body = "".join((*self._cover(), self._contents(), *(b for k in r.kapitler for b in self._chapter(k, 1))))
        self.pakke.add("numbering", self.tekst.numbering())
        self.pakke.add("footnotes", self.tekst.footnotes())
        document = part("document", w("body", body, self._section(title)))
        return self.pakke.file(document, Fakta(title, r.periode, r.avsender, r.dato, self.language))

    def _filled(self, template: str) -> bytes:
        farge = (self.rapport.farge or ACCENT).removeprefix("#").upper()
        return template.replace("@FARGE@", farge).replace("@SPRAK@", self.language).encode("utf-8")

    def _text(self, style: str, words: str, extra: str = "") -> str:
        return paragraph(style, self.tekst.run(words), extra=extra)

    def _cover(self) -> Iterator[str]:
        r = self.rapport
        yield self._text("Subtitle", r.undertittel)
        yield self._text("Title", r.tittel)
        yield self._text("Subtitle", r.periode)
        lines = [(self.tekst.run(f"{label}: ", w("b")), self.tekst.run(words)) for label, words in r.kolofon]
        logo = [(self.bilder.picture(r.logo.innhold, r.logo.alt, _inside(r.logo, *_LOGO)),)] if r.logo else []
        for i, content in enumerate((*logo, *lines)):
            yield paragraph("Kolofon", *content, extra=w("spacing", before=_COVER_GAP) if i == 0 else "")

    def _contents(self) -> str:
        """Chapters and sub-chapters as a field: filled in already, and Word can fill it anew with page numbers."""
        listed = [(k, level) for top in self.rapport.kapitler for k, level in ((top, 1), *((u, 2) for u in top.under))]
        links = [
            f'<w:hyperlink w:anchor="{_anchor(k)}" w:history="1">{self.tekst.run(k.overskrift)}</w:hyperlink>'
            for k, _ in listed
        ]
        whole = field('TOC \\o "1-2" \\h \\z \\u', "\0")
        begin, end = whole.split("\0")
        links[0] = begin + links[0]
        links[-1] += end
        entries = (paragraph(f"TOC{level}", link) for link, (_, level) in zip(links, listed, strict=True))
        gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
        heading = self._text("TOCHeading", self.ord("innhold"), _NEW_PAGE)
        return w("sdt", w("sdtPr", gallery), w("sdtContent", heading, *entries))

    def _chapter(self, kapittel: Kapittel, level: int) -> Iterator[str]:
        """Chapters follow on: nobody knows how full a page is until Word has filled it, and one line might stand alone."""
        yield self._heading(kapittel.overskrift, level, _anchor(kapittel), new_page=kapittel == self.rapport.kapitler[0])
        reached = level
        for at, blokk in enumerate(kapittel.innhold):
            if isinstance(blokk, Mellomtittel):
                reached = heading_level(level, reached, blokk.niva)
                yield self._text(f"Heading{reached}", blokk.tekst)
            elif isinstance(blokk, Avsnitt):
                yield self.tekst.paragraph(blokk, _KEEP * _leads(kapittel.innhold, at))
            else:
                yield from self._block(blokk)
        for under in kapittel.under:
            yield from self._chapter(under, level + 1)

    def _heading(self, words: str, level: int, anchor: str, *, new_page: bool) -> str:
        self._bookmarks += 1
        start = w("bookmarkStart", id_=self._bookmarks, name=anchor)
        marked = (start, self.tekst.run(words), w("bookmarkEnd", id_=self._bookmarks))
        return paragraph(f"Heading{level}", *marked, extra=_NEW_PAGE * new_page)

    def _block(self, blokk: Blokk) -> Iterator[str]:
        match blokk:
            case Punkter():
                yield from self.tekst.bullets(blokk)
            case Fotnote():
                yield from self.tekst.left_over(blokk)
            case Bilde():
                size = _inside(blokk, min(_WIDTH, blokk.storrelse[0] * _POINTS_PER_PIXEL), 640.0)
                yield self._caption("figur", blokk.nummer, blokk.tittel)
                yield paragraph("Figur", self.bilder.picture(blokk.innhold, blokk.alt, size))
            case Tabell():
                yield from self._table(blokk)
            case Figur():
                yield from self._figure(blokk)
            case Figurgruppe(figurer=figurer):
                for figur in figurer:
                    yield from self._figure(figur)

    def _table(self, tabell: Tabell) -> Iterator[str]:
        yield self._caption("tabell", tabell.nummer, tabell.tittel)
        yield table(tabell, tabell.tittel, self._spark, self.language)
        yield self._text("Kilde", tabell.kilde) if tabell.kilde else paragraph("Etterpaa")

    def _caption(self, kind: str, number: int, title: str) -> str:
        word = self.ord(kind)
        counted = field(f"SEQ {word} \\* ARABIC", self.tekst.run(str(number)))
        return paragraph("Caption", self.tekst.run(f"{word} "), counted, self.tekst.run(f". {title}".rstrip()), extra=_KEEP)

    def _figure(self, figur: Figur) -> Iterator[str]:
        yield self._caption("figur", figur.nummer, figur.tittel)
        content, size = self.charts.drawn(figur.diagram)
        source = figur.diagram.kilde
        yield paragraph("Figur", self.bilder.picture(content, figur.alt, size), extra=_KEEP * bool(source))
        if source:
            yield self._text("Kilde", source)

    def _spark(self, diagram: Diagram) -> str:
        content, size = self.charts.drawn(diagram)
        return self.bilder.picture(content, numbers_text(diagram, self.rapport.malform), size)

    def _section(self, title: str) -> str:
        """Page size, margins, and what stands on every page; the cover has only the stamp."""
        stamp = self._text("Stempel", self.rapport.merke) if self.rapport.merke else ""
        name, pages = self.tekst.run(self.rapport.avsender), self._page_number()
        parts = {
            ("header", "default", "header1"): stamp + self._text("Header", title),
            ("header", "first", "header2"): stamp or paragraph("Normal"),
            ("footer", "default", "footer1"): paragraph("Footer", name, w("r", w("tab")), pages),
            ("footer", "first", "footer2"): paragraph("Footer"),
        }
        references = []
        for (kind, which, file_name), content in parts.items():
            key = self.pakke.add(file_name, part("hdr" if kind == "header" else "ftr", content))
            references.append(f'<w:{kind}Reference w:type="{which}" r:id="{key}"/>')
        return w("sectPr", *references, _SECTION, w("titlePg"))

    def _page_number(self) -> str:
        before, between, _ = self.ord("side_av").split("#")
        run = self.tekst.run
        return run(before) + field("PAGE", run("1")) + run(between) + field("NUMPAGES", run("1"))


class _Tegninger:
    """Every chart of a report as a picture, all drawn in one go."""

    def __init__(self, rapport: Rapport, fonts: FontFiles) -> None:
        self._style = paper_style(Fonts(fonts), rapport.malform)
        wanted = dict(_diagrams(rapport.kapitler))
        sizes = {
            diagram: (_SPARK if height == _SPARK[1] else (_WIDTH, self._height(diagram, height)))
            for diagram, height in wanted.items()
        }
        pictures = [layout(diagram, *size, self._style) for diagram, size in sizes.items()]
        files = png_files(pictures, fonts)
        self._made = {d: (content, size) for (d, size), content in zip(sizes.items(), files, strict=True)}

    def _height(self, diagram: Diagram, wanted: float) -> float:
        return wanted if diagram.slag in (Slag.LINJE, Slag.SOYLE) else good_height(diagram, _WIDTH, self._style)

    def drawn(self, diagram: Diagram) -> tuple[bytes, tuple[float, float]]:
        """The PNG and its size in points."""
        return self._made[diagram]


def _diagrams(kapitler: tuple[Kapittel, ...]) -> Iterator[tuple[Diagram, float]]:
    """Every chart with the height that suits its place."""
    for kapittel in kapitler:
        for blokk in kapittel.innhold:
            match blokk:
                case Figur():
                    yield blokk.diagram, _LONE
                case Figurgruppe(figurer=figurer, tett=tight):
                    yield from ((figur.diagram, _TIGHT if tight else _LONE) for figur in figurer)
                case Tabell():
                    yield from ((rute, _SPARK[1]) for rad in blokk.rader for rute in rad.ruter if isinstance(rute, Diagram))
        yield from _diagrams(kapittel.under)


def _inside(bilde: Bilde, width: float, height: float) -> tuple[float, float]:
    """The picture's size in a box, its shape kept."""
    across, down = bilde.storrelse
    scale = min(width / across, height / down)
    return across * scale, down * scale


def _leads(innhold: Sequence[Blokk], at: int) -> bool:
    """Whether a paragraph stays with what follows: its list, or the table or chart that it opens a chapter with."""
    here, following = innhold[at], next(iter(innhold[at + 1 :]), None)
    if isinstance(following, Punkter):
        return isinstance(here, Avsnitt) and here.tekst.endswith(":")
    return at == 0 and isinstance(following, Tabell | Figur)


def _anchor(kapittel: Kapittel) -> str:
    return f"_Toc_{kapittel.nummer.replace('.', '_')}"
