"""The window's own line icons: SVG files drawn in the colours of the theme when they are first seen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from bvdesk import resources
from bvdesk.ui import theme


def icon(name: str) -> QIcon:
    """The icon `resources/icons/<name>.svg` in the text colour of the theme in use."""
    return _icon(name, theme.tokens().text, theme.tokens().disabled)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    return QIcon(SvgEngine(name, colour, disabled))


class SvgEngine(QIconEngine):
    """Draws an icon at whatever size and scale is asked for."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._disabled = disabled

    def clone(self) -> QIconEngine:
        """Another like it (Qt asks when icons are copied)."""
        return SvgEngine(self._name, self._colour, self._disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw into a rectangle."""
        # QtSvg is imported here: a window that shows no icon at all does without it.
        from PySide6.QtSvg import QSvgRenderer

        colour = self._disabled if mode is QIcon.Mode.Disabled else self._colour
        svg = resources.text("icons", f"{self._name}.svg").replace("currentColor", colour)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of the icon, `size` in real pixels."""
        return _pixmap(self, size.width(), size.height(), mode, state)


@lru_cache(maxsize=512)
def _pixmap(engine: SvgEngine, width: int, height: int, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    engine.paint(painter, QRect(0, 0, width, height), mode, state)
    painter.end()
    return pixmap
