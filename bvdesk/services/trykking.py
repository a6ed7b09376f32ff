"""A report model as files: one function per kind of file. Everything here takes plain values, so it may run in a worker."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bvdesk import resources
from bvdesk.domain.diagram.advances import Measure, measure_from
from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.diagram.layout import good_height, layout
from bvdesk.domain.diagram.sheet import Style
from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Rapport, Tallrad
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.domain.tall.tallformat import format_csv, plain_number
from bvdesk.importing import tall_csv

if TYPE_CHECKING:
    from bvdesk.reports.tagged import FontFiles


class Filformat(StrEnum):
    """The kinds of file; the value is the suffix."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"


class UnfitReportError(Exception):
    """A rendered report failed the check of accessibility or archive."""

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"{name}: {len(faults)} faults, first: {faults[0]}")
        self.faults = faults


def parse_formats(names: str) -> tuple[Filformat, ...]:
    """«pdf,html» as formats; UserError for one that does not exist."""
    wanted = [name.strip().casefold() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in set(Filformat)]
    if unknown or not wanted:
        raise UserError(f"Filformatet «{(unknown or [names])[0]}» finnes ikke.", f"Velg blant {', '.join(Filformat)}.")
    return tuple(Filformat(name) for name in dict.fromkeys(wanted))


def render(rapport: Rapport, fmt: Filformat = Filformat.PDF) -> bytes:
    """The report as a file. The same report gives the same bytes."""
    return _RENDERERS[fmt](rapport)


def checked(pdf: bytes, name: str) -> bytes:
    """The file, once it is proved to be PDF/UA-1 and PDF/A-2a; a file that is not is a bug and never written."""
    from bvdesk.reports.tagged import check

    faults = check(pdf)
    if faults:
        raise UnfitReportError(name, tuple(str(fault) for fault in faults))
    return pdf


@lru_cache(maxsize=2)
def words(malform: Malform) -> Ordliste:
    """The report's own words."""
    return Ordliste.parse(malform, resources.text("rapport", f"ord_{malform}.toml"))


@cache
def font_measure() -> Measure:
    """The widths of letters in charts, as the bundled fonts have them."""
    return measure_from(_font("Regular").read_bytes(), _font("SemiBold").read_bytes())


def _font(cut: str) -> Path:
    return resources.path("fonts", f"SourceSans3-{cut}.ttf")


_PICTURE_WIDTH, _PICTURE_MARGIN = 460.0, 12.0
_AT_THE_PRESS = Lock()
"""One at a time: reportlab keeps each font's letters in one place for all, so two prints at once spoil one another."""


def _fonts() -> FontFiles:
    from bvdesk.reports.tagged import FontFiles

    return FontFiles(_font("Regular"), _font("SemiBold"), _font("Bold"), _font("Regular_Italic"))


def _pdf(rapport: Rapport) -> bytes:
    from bvdesk.reports.rapport_pdf import Trykkeri, render_pdf

    icc = resources.path("srgb.icc").read_bytes()
    with _AT_THE_PRESS:
        return render_pdf(rapport, Trykkeri(_fonts(), icc, words(rapport.malform)))


def _docx(rapport: Rapport) -> bytes:
    from bvdesk.reports.rapport_docx import Wordsats, render_docx

    styles, settings = (resources.text("rapport", "docx", f"{name}.xml") for name in ("styles", "settings"))
    with _AT_THE_PRESS:
        return render_docx(rapport, Wordsats(styles, settings, _fonts(), words(rapport.malform)))


def _html(rapport: Rapport) -> bytes:
    from bvdesk.reports.rapport_html import Nettsats, render_html

    return render_html(rapport, Nettsats(resources.text("rapport", "rapport.css"), font_measure(), words(rapport.malform)))


def picture(diagram: Diagram, suffix: str) -> bytes:
    """A chart alone, with title and source in the colours of paper: «.svg», else PNG; its alternative text is inside."""
    style = Style(font_measure(), heading=True)
    height = good_height(diagram, _PICTURE_WIDTH, style) + 3 * style.line_height
    drawn, alt = layout(diagram, _PICTURE_WIDTH, height, style), alt_text(diagram)
    if suffix == ".svg":
        from bvdesk.reports.diagram_svg import svg

        return svg(drawn, diagram.tittel, alt).encode("utf-8")
    from bvdesk.reports.diagram_png import png_files

    with _AT_THE_PRESS:
        return png_files([drawn], _fonts(), (("Title", diagram.tittel), ("Description", alt)), _PICTURE_MARGIN)[0]


def _xlsx(rapport: Rapport) -> bytes:
    from bvdesk.reports.tall_xlsx import write_figures

    return write_figures(rapport, words(rapport.malform))


def _csv(rapport: Rapport) -> bytes:
    """The figures of the report's tables, marked as UTF-8 so that spreadsheets read å as å."""
    header = tuple(map(words(rapport.malform), _CSV_COLUMNS))
    rows = (
        (*map(tall_csv.for_spreadsheet, (r.indikator, r.kategori, r.omrade, r.periode)), *_number(r)) for r in rapport.tall
    )
    return codecs.BOM_UTF8 + tall_csv.write(rows, header)


def _number(rad: Tallrad) -> tuple[str, str, str]:
    number = plain_number(rad.tekst)
    safe = tall_csv.for_spreadsheet
    return rad.tekst if number is None else format_csv(number), safe(rad.enhet), safe(rad.forklaring)


_CSV_COLUMNS = ("indikator", "kategori", "omrade", "periode", "tall", "enhet", "forklaring")
_RENDERERS: Mapping[Filformat, Callable[[Rapport], bytes]] = {
    Filformat.PDF: _pdf,
    Filformat.DOCX: _docx,
    Filformat.HTML: _html,
    Filformat.XLSX: _xlsx,
    Filformat.CSV: _csv,
}
