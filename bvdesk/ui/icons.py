"""The window's own line icons: SVG files drawn in the colour of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from bvdesk import resources
from bvdesk.ui import theme

SIZE = 20
SCALES = (1.0, 2.0)


def icon(name: str) -> QIcon:
    """The icon `resources/icons/<name>.svg` in the text colour of the theme in use."""
    return _drawn(name, theme.tokens().text, theme.tokens().border)


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, disabled: str) -> QIcon:
    result = QIcon()
    for scale in SCALES:
        result.addPixmap(_pixmap(name, colour, scale))
        result.addPixmap(_pixmap(name, disabled, scale), QIcon.Mode.Disabled)
    return result


def _pixmap(name: str, colour: str, scale: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    svg = resources.text("icons", f"{name}.svg").replace("currentColor", colour)
    pixmap = QPixmap(int(SIZE * scale), int(SIZE * scale))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
