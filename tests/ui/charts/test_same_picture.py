"""Screen and paper show the same picture: painted with Qt and printed with reportlab, then compared pixel by pixel."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from reportlab.pdfgen.canvas import Canvas

from bvdesk import resources
from bvdesk.domain.diagram.layout import good_height, layout
from bvdesk.domain.diagram.primitives import Picture, Text, Weight
from bvdesk.reports.diagram_pdf import draw_picture
from bvdesk.reports.tagged.fonts import _load
from bvdesk.ui.charts.painter import paint_picture
from tests.domain.diagram.charts import ALL, FRISTBRUDD, STYLE

_SMOOTH = Qt.TransformationMode.SmoothTransformation
_GREY = QImage.Format.Format_Grayscale8
DPI = 144
SCALE = DPI / 72

pytestmark = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs poppler's pdftoppm")


def paint(picture: Picture) -> QImage:
    image = QImage(round(picture.width * SCALE), round(picture.height * SCALE), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    paint_picture(painter, picture)
    painter.end()
    return image


def print_on_paper(picture: Picture, folder: Path) -> QImage:
    # The very fonts that reports print with: reportlab cannot hold one typeface under two names in one process.
    cuts = {Weight.REGULAR: "Regular", Weight.SEMIBOLD: "SemiBold"}
    fonts = {weight: _load(resources.path("fonts", f"SourceSans3-{cut}.ttf")).fontName for weight, cut in cuts.items()}
    canvas = Canvas(str(folder / "a.pdf"), pagesize=(picture.width, picture.height))
    draw_picture(canvas, picture, 0, 0, fonts)
    canvas.save()
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", "-singlefile", "a.pdf", "a"], cwd=folder, check=True)
    return QImage(str(folder / "a.png")).convertToFormat(QImage.Format.Format_RGB32)


def darkness(image: QImage, cell: int = 6) -> list[list[float]]:
    """How dark each cell of a grid is, 0–255: forgiving of antialiasing, not of a thing in the wrong place."""
    small = image.scaled(image.width() // cell, image.height() // cell, mode=_SMOOTH).convertToFormat(_GREY)
    return [[255 - small.pixelColor(x, y).red() for x in range(small.width())] for y in range(small.height())]


def agree(one: list[list[float]], other: list[list[float]]) -> bool:
    """Whether less than a quarter of all ink lies elsewhere (antialiasing alone moves up to a fifth)."""
    pairs = list(zip(chain.from_iterable(one), chain.from_iterable(other), strict=True))

    return sum(abs(a - b) for a, b in pairs) < sum(max(a, b) for a, b in pairs) / 4


@pytest.mark.parametrize("name", ALL)
def test_screen_and_paper_agree(name: str, tmp_path: Path) -> None:
    diagram = ALL[name]
    picture = layout(diagram, 400, round(good_height(diagram, 400, STYLE)), STYLE)
    screen, paper = darkness(paint(picture)), darkness(print_on_paper(picture, tmp_path))
    assert agree(screen, paper)


def test_a_word_out_of_place_is_noticed() -> None:
    picture = layout(FRISTBRUDD, 400, 160, STYLE)
    moved = tuple(replace(p, y=p.y + 6) if isinstance(p, Text) else p for p in picture.primitives)
    assert not agree(darkness(paint(picture)), darkness(paint(replace(picture, primitives=moved))))
