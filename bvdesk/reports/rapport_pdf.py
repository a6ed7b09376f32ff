"""A report as an accessible, archivable PDF. Knows pages; the figures arrive cleared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from bvdesk.domain.diagram.spec import Diagram, Slag
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import (
    Avsnitt,
    Bilde,
    Blokk,
    Figur,
    Figurgruppe,
    Fotnote,
    Kapittel,
    Kolonne,
    Mellomtittel,
    Punkter,
    Rad,
    Rapport,
    Rute,
    Tabell,
    heading_level,
)
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.domain.rapport.tegn import printed, spoken
from bvdesk.reports.diagram_figure import diagram_figure, painter, paper_style
from bvdesk.reports.rapport_forside import MARGINS, cover, cover_look, cover_style
from bvdesk.reports.tagged import (
    Align,
    Beside,
    Block,
    Cell,
    Contents,
    Document,
    Figure,
    FontFiles,
    Fonts,
    Heading,
    Metadata,
    PageBreak,
    PageLook,
    Paragraph,
    Role,
    Table,
    Vertical,
)
from bvdesk.reports.tekst_pdf import bullet_list, image, note, runs

_SPARK_WIDTH, _SPARK_HEIGHT = 76.0, 14.0
_GAP = 16.0
_TIGHT, _LONE = 88.0, 124.0
_ENOUGH_ROOM = 0.25
"""A chapter that asks for a new page stays on the old one when so much of it is free; never one that leads pages."""
_OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True, slots=True)
class Trykkeri:
    """What every report is printed with: fonts, colour profile and the report's own words."""

    fonts: FontFiles
    icc_profile: bytes
    ordliste: Ordliste


def render_pdf(rapport: Rapport, trykkeri: Trykkeri) -> bytes:
    """The report as PDF/UA-1 and PDF/A-2a. The same report gives the same bytes."""
    title = f"{rapport.tittel} {rapport.periode} – {rapport.undertittel}"
    inner = PageLook(margins=MARGINS, header=title, footer=rapport.avsender)
    created = datetime.combine(date.fromisoformat(rapport.dato), time(12), tzinfo=_OSLO)
    document = Document(
        Metadata(title, rapport.avsender, created, language=f"{rapport.malform}-NO", creator="bvdesk"),
        trykkeri.fonts,
        trykkeri.icc_profile,
        style=cover_style(rapport.farge),
        look=cover_look(rapport.farge),
        stamp=rapport.merke,
    )
    return document.render(_Story(rapport, trykkeri, inner).blocks())


class _Story:
    """Turns the parts of a report into blocks, in reading order."""

    def __init__(self, rapport: Rapport, trykkeri: Trykkeri, look: PageLook) -> None:
        self.rapport = rapport
        self.ord = trykkeri.ordliste
        self.look = look
        self.width = look.text_width
        self.fonts = Fonts(trykkeri.fonts)
        self.chart_style = paper_style(self.fonts, rapport.malform)

    def blocks(self) -> Iterator[Block]:
        yield from cover(self.rapport)
        yield PageBreak(self.look)
        yield Heading(self.ord("innhold"), key="innhold", listed=False)
        yield Contents(levels=2)
        yield PageBreak()
        for kapittel in self.rapport.kapitler:
            yield from self._chapter(kapittel, 1)

    def _chapter(self, kapittel: Kapittel, level: int) -> Iterator[Block]:
        if kapittel.ny_side:
            leads_pages = any(under.ny_side for under in kapittel.under)
            yield PageBreak(unless_room=_ENOUGH_ROOM if level == 1 and not leads_pages else 1)
        yield Heading(kapittel.overskrift, level=level, key=f"{level} {kapittel.overskrift}")
        reached = level
        for i, blokk in enumerate(kapittel.innhold):
            if isinstance(blokk, Mellomtittel):
                reached = heading_level(level, reached, blokk.niva)
                yield Heading(blokk.tekst, level=reached, key=f"{level} {kapittel.overskrift} {i}", listed=False)
            else:
                yield from self._block(blokk, kapittel.innhold[i + 1 : i + 2])
        for under in kapittel.under:
            yield from self._chapter(under, level + 1)

    def _block(self, blokk: Blokk, following: Sequence[Blokk]) -> Iterator[Block]:
        match blokk:
            case Avsnitt():
                leads = bool(following) and isinstance(following[0], Punkter) and blokk.tekst.endswith(":")
                yield Paragraph(runs(blokk), Role.LEAD if blokk.ingress else Role.BODY, leads=leads)
            case Punkter():
                yield bullet_list(blokk)
            case Fotnote():
                yield note(blokk)
            case Bilde():
                yield image(blokk, self.width, f"{self.ord('figur')} {blokk.nummer}. {blokk.tittel}".strip())
            case Tabell():
                yield self._table(blokk)
            case Figur():
                lone = blokk.diagram.slag in (Slag.LINJE, Slag.SOYLE)
                yield self._figure(blokk, self.width, _LONE if lone else None)
            case Figurgruppe():
                column = (self.width - _GAP) / 2
                height = _TIGHT if blokk.tett else None
                yield Beside([self._figure(figur, column, height) for figur in blokk.figurer], gap=_GAP)

    def _table(self, tabell: Tabell) -> Table:
        texts = sum(not k.tall for k in tabell.kolonner) > 2
        return Table(
            head=_head(tabell.kolonner),
            body=[self._row(rad, len(tabell.kolonner)) for rad in tabell.rader],
            caption=f"{self.ord('tabell')} {tabell.nummer}. {tabell.tittel}".strip(),
            source=tabell.kilde,
            widths=tabell.bredder or None,
            align=[Align.RIGHT if k.tall else Align.LEFT for k in tabell.kolonner],
            strong_columns=[i for i, k in enumerate(tabell.kolonner) if k.uthevet],
            vertical=Vertical.TOP if texts else Vertical.MIDDLE,
        )

    def _row(self, rad: Rad, columns: int) -> list[Cell]:
        if rad.gruppe:
            return [Cell(rad.navn, columns=columns, strong=True, align=Align.LEFT)]
        return [Cell(rad.navn, strong=rad.sum), *(self._cell(rute, strong=rad.sum) for rute in rad.ruter)]

    def _cell(self, rute: Rute, *, strong: bool) -> Cell:
        if isinstance(rute, Klarert):
            return Cell(printed(rute), spoken=spoken(self.ord, rute), strong=strong)
        if isinstance(rute, Diagram):
            draw = painter(rute, self.fonts, self.chart_style)
            return Cell(Figure(draw, None, _SPARK_HEIGHT, _SPARK_WIDTH))
        return Cell(rute, strong=strong)

    def _figure(self, figur: Figur, width: float, height: float | None = None) -> Figure:
        caption = f"{self.ord('figur')} {figur.nummer}. {figur.tittel}"
        figure = diagram_figure(figur.diagram, width, self.fonts, self.chart_style, caption=caption, alt=figur.alt)
        return replace(figure, height=height or figure.height)


def _head(kolonner: tuple[Kolonne, ...]) -> list[list[Cell]]:
    """One row of headings, or two when columns belong together under a common heading."""
    if not any(k.gruppe for k in kolonner):
        return [[Cell(k.tittel) for k in kolonner]]
    over, under = [], []
    for gruppe, members in groupby(kolonner, key=lambda k: k.gruppe):
        listed = list(members)
        if gruppe:
            over.append(Cell(gruppe, columns=len(listed), align=Align.CENTRE))
            under += [Cell(k.tittel) for k in listed]
        else:
            over += [Cell(k.tittel, rows=2) for k in listed]
    return [over, under]
