"""Save a chart as a picture of its own, with title and source, in the colours of paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.diagram.layout import good_height, layout
from bvdesk.domain.diagram.looks import PAPER
from bvdesk.domain.diagram.primitives import Picture
from bvdesk.domain.diagram.sheet import Style
from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.errors import UserError
from bvdesk.reports.diagram_svg import svg
from bvdesk.ui.charts.painter import paint_picture

_WIDTH = 460.0
_MARGIN = 12
_PNG_SCALE = 3.0


def save_png(path: Path, diagram: Diagram, style: Style) -> None:
    """Save as PNG, some 1 400 pixels wide, with the alternative text as its description.

    Raises:
        UserError: the file could not be written.
    """
    picture = _alone(diagram, style)
    size = round((picture.width + 2 * _MARGIN) * _PNG_SCALE), round((picture.height + 2 * _MARGIN) * _PNG_SCALE)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER.background))
    image.setText("Title", diagram.tittel)
    image.setText("Description", alt_text(diagram, style.malform))
    painter = QPainter(image)
    painter.scale(_PNG_SCALE, _PNG_SCALE)
    painter.translate(_MARGIN, _MARGIN)
    paint_picture(painter, picture)
    painter.end()
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]
        raise _not_written(path)


def save_svg(path: Path, diagram: Diagram, style: Style) -> None:
    """Save as SVG, with title and alternative text inside.

    Raises:
        UserError: the file could not be written.
    """
    document = svg(_alone(diagram, style), diagram.tittel, alt_text(diagram, style.malform))
    try:
        path.write_text(document, encoding="utf-8")
    except OSError as error:
        raise _not_written(path) from error


def _alone(diagram: Diagram, style: Style) -> Picture:
    on_paper = replace(style, palette=PAPER, heading=True)
    height = good_height(diagram, _WIDTH, on_paper)
    return layout(diagram, _WIDTH, height + 3 * on_paper.line_height, on_paper)


def _not_written(path: Path) -> UserError:
    return UserError(f"Bildet ble ikke lagret: {path}", "Velg en annen mappe, eller lukk bildet om det er åpent.")
