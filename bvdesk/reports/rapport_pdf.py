"""A report as an accessible, archivable PDF. Knows pages; the figures arrive cleared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bvdesk.domain.diagram.layout import good_height, layout
from bvdesk.domain.diagram.primitives import Weight
from bvdesk.domain.diagram.sheet import Style as ChartStyle
from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import (
    Avsnitt,
    Blokk,
    Figur,
    Figurgruppe,
    Kapittel,
    Punkter,
    Rad,
    Rapport,
    Rute,
    Tabell,
)
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.domain.rapport.tegn import printed, spoken
from bvdesk.reports.diagram_pdf import draw_picture
from bvdesk.reports.tagged import (
    MM,
    Align,
    Beside,
    Block,
    BulletList,
    Cell,
    Contents,
    Document,
    Face,
    Figure,
    FontFiles,
    Fonts,
    Heading,
    Margins,
    Metadata,
    PageBreak,
    PageLook,
    Paragraph,
    Role,
    Space,
    Style,
    Table,
    TaggedCanvas,
    Text,
    Title,
    Vertical,
    strong,
)
from bvdesk.reports.tagged.style import ACCENT

_MARGINS = Margins(top=24 * MM, right=22 * MM, bottom=22 * MM, left=24 * MM)
_SPARK_WIDTH, _SPARK_HEIGHT = 84.0, 16.0
_GAP = 18.0
_OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True, slots=True)
class Trykkeri:
    """What every report is printed with: fonts, colour profile and the report's own words."""

    fonts: FontFiles
    icc_profile: bytes
    chart_style: ChartStyle
    ordliste: Ordliste


def render_pdf(rapport: Rapport, trykkeri: Trykkeri) -> bytes:
    """The report as PDF/UA-1 and PDF/A-2a. The same report gives the same bytes."""
    title = f"{rapport.tittel} – {rapport.undertittel}"
    inner = PageLook(margins=_MARGINS, header=title, footer=rapport.avsender)
    created = datetime.combine(date.fromisoformat(rapport.dato), time(12), tzinfo=_OSLO)
    document = Document(
        Metadata(title, rapport.avsender, created, language=f"{rapport.malform}-NO", creator="bvdesk"),
        trykkeri.fonts,
        trykkeri.icc_profile,
        style=Style(),
        look=PageLook(margins=_MARGINS, numbered=False, backdrop=_cover),
        stamp=rapport.stempel,
    )
    return document.render(_Story(rapport, trykkeri, inner).blocks())


def _cover(canvas: TaggedCanvas, width: float, height: float) -> None:
    """A quiet band of colour on the cover."""
    canvas.setFillColor(ACCENT)
    canvas.rect(0, height - 14 * MM, width, 14 * MM, stroke=0, fill=1)
    canvas.rect(_MARGINS.left, height - 70 * MM, 26 * MM, 1.6, stroke=0, fill=1)


class _Story:
    """Turns the parts of a report into blocks, in reading order."""

    def __init__(self, rapport: Rapport, trykkeri: Trykkeri, look: PageLook) -> None:
        self.rapport = rapport
        self.trykkeri = trykkeri
        self.ord = trykkeri.ordliste
        self.look = look
        self.width = look.text_width
        fonts = Fonts(trykkeri.fonts)
        self.faces: Mapping[Weight, str] = {
            Weight.REGULAR: fonts.name(Face.REGULAR),
            Weight.SEMIBOLD: fonts.name(Face.SEMIBOLD),
        }

    def blocks(self) -> Iterator[Block]:
        yield from self._front()
        for kapittel in self.rapport.kapitler:
            yield PageBreak()
            yield from self._chapter(kapittel, 1)

    def _front(self) -> Iterator[Block]:
        yield Space(52 * MM)
        yield Title(self.rapport.tittel)
        yield Paragraph(self.rapport.undertittel, Role.SUBTITLE)
        yield Space(70 * MM)
        for label, text in self.rapport.kolofon:
            yield Paragraph([strong(f"{label}: "), text])
        yield PageBreak(self.look)
        yield Heading(self.ord("innhold"), key="innhold", listed=False)
        yield Contents(levels=2)

    def _chapter(self, kapittel: Kapittel, level: int) -> Iterator[Block]:
        yield Heading(kapittel.overskrift, level=level, key=f"{level} {kapittel.overskrift}")
        for blokk in kapittel.innhold:
            yield from self._block(blokk)
        for i, under in enumerate(kapittel.under):
            if under.ny_side and (i or kapittel.innhold):
                yield PageBreak()
            yield from self._chapter(under, level + 1)

    def _block(self, blokk: Blokk) -> Iterator[Block]:
        match blokk:
            case Avsnitt():
                yield Paragraph(_text(blokk), Role.LEAD if blokk.ingress else Role.BODY)
            case Punkter():
                yield BulletList([_text(p) for p in blokk.punkter], numbered=blokk.nummerert)
            case Tabell():
                yield self._table(blokk)
            case Figur():
                yield self._figure(blokk, self.width)
            case Figurgruppe():
                column = (self.width - _GAP) / 2
                yield Beside([self._figure(figur, column) for figur in blokk.figurer], gap=_GAP)

    def _table(self, tabell: Tabell) -> Table:
        align = [Align.RIGHT if k.tall else Align.LEFT for k in tabell.kolonner]
        texts = sum(not k.tall for k in tabell.kolonner) > 2
        return Table(
            head=[[k.tittel for k in tabell.kolonner]],
            body=[self._row(rad) for rad in tabell.rader],
            caption=f"{self.ord('tabell')} {tabell.nummer}. {tabell.tittel}",
            source=tabell.kilde,
            align=align,
            strong_columns=[i for i, k in enumerate(tabell.kolonner) if k.uthevet],
            vertical=Vertical.TOP if texts else Vertical.MIDDLE,
        )

    def _row(self, rad: Rad) -> list[Cell]:
        return [Cell(rad.navn, strong=rad.sum), *(self._cell(rute, strong=rad.sum) for rute in rad.ruter)]

    def _cell(self, rute: Rute, *, strong: bool) -> Cell:
        if isinstance(rute, Klarert):
            return Cell(printed(rute), spoken=spoken(self.ord, rute), strong=strong)
        if isinstance(rute, Diagram):
            return Cell(Figure(self._painter(rute), None, _SPARK_HEIGHT, _SPARK_WIDTH))
        return Cell(rute, strong=strong)

    def _figure(self, figur: Figur, width: float) -> Figure:
        return Figure(
            self._painter(figur.diagram),
            figur.alt,
            good_height(figur.diagram, width, self.trykkeri.chart_style),
            width,
            caption=f"{self.ord('figur')} {figur.nummer}. {figur.tittel}",
            source=figur.kilde,
        )

    def _painter(self, diagram: Diagram) -> Callable[[TaggedCanvas, float, float], None]:
        def paint(canvas: TaggedCanvas, width: float, height: float) -> None:
            draw_picture(canvas, layout(diagram, width, height, self.trykkeri.chart_style), 0, 0, self.faces)

        return paint


def _text(avsnitt: Avsnitt) -> Text:
    return "".join(del_ if isinstance(del_, str) else del_.tekst for del_ in avsnitt.deler)
