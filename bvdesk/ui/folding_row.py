"""The parts of a page beside one another, or under one another in a narrow window: at 250 % on a small screen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QWidget

SPACING = 16
FOLDED_HEIGHT = 200
"""Of a list, a table or a chart: enough to read and choose in; the page scrolls."""
_FREE = 16_777_215
"""Qt's own QWIDGETSIZE_MAX, which Python does not get."""
_BESIDE, _UNDER = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class FoldingRow(QBoxLayout):
    """Folds where it is narrower than `need`: then a part of fixed width is as wide as the page, and none below `least`."""

    def __init__(self, need: int, spacing: int = SPACING, least: int = FOLDED_HEIGHT) -> None:
        super().__init__(_BESIDE)
        self._need, self._least = need, least
        self._fixed: dict[QWidget, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def minimumSize(self) -> QSize:
        """No wider than the widest part: it can fold."""
        margins = self.contentsMargins()
        width = max((item.minimumSize().width() for item in self._shown()), default=0) + margins.left() + margins.right()
        return QSize(width, self._folded_height(width) if self._folded() else super().minimumSize().height())

    def heightForWidth(self, width: int) -> int:
        """Of a row with texts that wrap."""
        return self._folded_height(width) if self._folded() else super().heightForWidth(width)

    def minimumHeightForWidth(self, width: int) -> int:
        """The same, with the parts as low as they can be."""
        return self._folded_height(width) if self._folded() else super().minimumHeightForWidth(width)

    def setGeometry(self, rect: QRect) -> None:
        """Fold or unfold, and place the parts."""
        wanted = _UNDER if rect.width() < self._need else _BESIDE
        if self.direction() is not wanted:
            self._turn(wanted)
        super().setGeometry(rect)
        if self._folded():
            self._place_under(self.contentsRect())

    def _folded(self) -> bool:
        return self.direction() is _UNDER

    def _shown(self) -> list[QLayoutItem]:
        items = (self.itemAt(at) for at in range(self.count()))
        return [item for item in items if item is not None and not item.isEmpty()]

    def _widgets(self) -> list[QWidget]:
        """Those shown and those not."""
        items = (self.itemAt(at) for at in range(self.count()))
        return [part for item in items if item is not None and (part := item.widget()) is not None]

    def _folded_height(self, width: int) -> int:
        margins = self.contentsMargins()
        heights = [self._height(item, width - margins.left() - margins.right()) for item in self._shown()]
        return sum(heights) + self.spacing() * max(len(heights) - 1, 0) + margins.top() + margins.bottom()

    def _height(self, item: QLayoutItem, width: int) -> int:
        needed = item.minimumHeightForWidth(width) if item.hasHeightForWidth() else item.minimumSize().height()
        return max(needed, self._least)

    def _place_under(self, rect: QRect) -> None:
        """Each gets what it needs, and what is left is shared: a box layout would let the greedy one have it."""
        shown = self._shown()
        spare = max(self.geometry().height() - self._folded_height(self.geometry().width()), 0) // max(len(shown), 1)
        top = rect.top()
        for item in shown:
            height = self._height(item, rect.width()) + spare
            item.setGeometry(QRect(rect.left(), top, rect.width(), height))
            top += height + self.spacing()

    def _turn(self, wanted: QBoxLayout.Direction) -> None:
        self.setDirection(wanted)
        parts = self._widgets()
        if wanted is _UNDER:
            self._fixed = {part: part.minimumWidth() for part in parts if part.minimumWidth() == part.maximumWidth()}
        for part, width in self._fixed.items():
            part.setMinimumWidth(0 if wanted is _UNDER else width)
            part.setMaximumWidth(_FREE if wanted is _UNDER else width)
        self.update()
