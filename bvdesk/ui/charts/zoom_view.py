"""A chart to explore: zoom with the wheel or + and −, move with the mouse or the arrow keys. Importing it loads pyqtgraph.

The picture for reading and for paper is `diagram_view`; this one is for looking closely at long series.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.diagram.looks import Palette
from bvdesk.domain.diagram.spec import Diagram, Rolle, Serie
from bvdesk.domain.malform import Malform
from bvdesk.domain.tall.tallformat import format_tall

_SYMBOLS = ("o", "s", "t", "d", "star", "+")
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_STEP, _CLOSER = 0.15, 0.8


class NumberAxis(pg.AxisItem):  # type: ignore[misc]
    """Norwegian numbers, and never a prefix that makes 0,55 into 550."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """«1 234,5», with the decimals the spacing needs."""
        decimals = 0 if spacing >= 1 else 1 if spacing >= 0.1 else 2
        return [format_tall(value * scale, decimals) for value in values]


class LabelAxis(pg.AxisItem):  # type: ignore[misc]
    """The chart's own labels at the whole numbers."""

    labels: tuple[str, ...] = ()

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The label of each place; nothing between places."""
        del scale, spacing
        places = [round(value) if abs(value - round(value)) < 1e-6 else -1 for value in values]
        return [self.labels[at] if 0 <= at < len(self.labels) else "" for at in places]


class ZoomView(pg.PlotWidget):  # type: ignore[misc]
    """One chart that can be zoomed and moved; 0 shows all of it again."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        self._places = LabelAxis("bottom")
        super().__init__(
            parent, background=palette.background, axisItems={"bottom": self._places, "left": NumberAxis("left")}
        )
        self.palette_ = palette
        self._values: list[float] = []
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.getAxis("left").enableAutoSIPrefix(enable=False)
        self.getPlotItem().addLegend(offset=(12, 8), labelTextColor=palette.ink)
        self.showGrid(y=True, alpha=0.25)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(palette.muted)
            axis.setTextPen(palette.ink)
            axis.setStyle(tickFont=QFont(self.font()))

    def show_diagram(self, diagram: Diagram) -> None:
        """Show another chart; gaps stay gaps."""
        self.getPlotItem().clear()
        self._values = [float(value) for serie in diagram.serier for _, value in serie.shown]
        self._places.labels = diagram.x_etiketter
        self.setAccessibleName(diagram.tittel)
        self.setAccessibleDescription(alt_text(diagram, Malform.BOKMAL))
        self.setLabel("left", diagram.enhet, color=self.palette_.ink)
        for number, serie in enumerate(diagram.serier):
            self._plot(number, serie)
        self.show_all()

    def show_all(self) -> None:
        """The whole chart, from zero."""
        self.setXRange(-0.3, len(self._places.labels) - 0.7, padding=0.02)
        self.setYRange(min([0.0, *self._values]), max([*self._values, 0.0]) or 1.0, padding=0.06)

    def _plot(self, number: int, serie: Serie) -> None:
        colour = QColor(self.palette_.series[number % len(self.palette_.series)])
        values = [float("nan") if p.verdi is None else float(p.verdi) for p in serie.verdier]
        pen = pg.mkPen(colour, width=2.5 if serie.rolle is Rolle.HOVED else 1.5, style=_DASHES[number % len(_DASHES)])
        symbol = _SYMBOLS[number % len(_SYMBOLS)]
        self.plot(
            list(range(len(values))),
            values,
            pen=pen,
            connect="finite",
            name=serie.navn,
            symbol=symbol,
            symbolBrush=colour,
            symbolPen=colour,
            symbolSize=8,
            antialias=True,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and move without a mouse."""
        box = self.getViewBox()
        (left, right), (bottom, top) = box.viewRange()
        moves = {
            Qt.Key.Key_Left: (-_STEP * (right - left), 0.0),
            Qt.Key.Key_Right: (_STEP * (right - left), 0.0),
            Qt.Key.Key_Up: (0.0, _STEP * (top - bottom)),
            Qt.Key.Key_Down: (0.0, -_STEP * (top - bottom)),
        }
        key = Qt.Key(event.key())
        if key in moves:
            box.translateBy(moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            factor = _CLOSER if key == Qt.Key.Key_Plus else 1 / _CLOSER
            box.scaleBy((factor, factor))
        elif key == Qt.Key.Key_0:
            self.show_all()
        else:
            super().keyPressEvent(event)
