"""The window's own line icons: SVG files drawn in the colours of the theme in use, whenever they are painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from bvdesk import resources
from bvdesk.ui import theme

TEXT, ACCENT = "text", "accent"
"""The colours of a theme that icons are drawn in."""


@lru_cache(maxsize=256)
def icon(name: str, colour: str = TEXT) -> QIcon:
    """The icon `resources/icons/<name>.svg` in a colour of the theme."""
    return QIcon(SvgEngine(name, colour))


class SvgEngine(QIconEngine):
    """Draws an icon at whatever size and scale is asked for; asks the theme each time, so that icons follow it."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        """Another like it (Qt asks when icons are copied)."""
        return SvgEngine(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw into a rectangle."""
        _draw(painter, rect, self._name, self._ink(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """A picture of the icon, `size` in real pixels."""
        return _pixmap(self._name, self._ink(mode), size.width(), size.height())

    def _ink(self, mode: QIcon.Mode) -> str:
        colours = theme.tokens()
        return colours.disabled if mode is QIcon.Mode.Disabled else str(getattr(colours, self._colour))


def _draw(painter: QPainter, rect: QRect, name: str, ink: str) -> None:
    # QtSvg is imported here: a window that shows no icon at all does without it.
    from PySide6.QtSvg import QSvgRenderer

    svg = resources.text("icons", f"{name}.svg").replace("currentColor", ink)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(rect))


@lru_cache(maxsize=512)
def _pixmap(name: str, ink: str, width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _draw(painter, QRect(0, 0, width, height), name, ink)
    painter.end()
    return pixmap
