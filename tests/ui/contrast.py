"""Measures the contrast of text as it is painted: each piece of text in a window against the ground it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QRegion, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from bvdesk.domain.kontrast import contrast

SCALE = 2
MOST_CELLS = 80
CHIP = "\ufffc"
_FRAME = 3
_FEW = 3
"""Pixels of a colour that may come of chance: smoothing where strokes meet."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and where it stands in the window."""

    text: str
    place: QRect


@dataclass(frozen=True, slots=True)
class Measured:
    """A piece of text with its colours and their contrast."""

    text: str
    ink: str
    ground: str
    contrast: float


def measure(window: QWidget) -> list[Measured]:
    """Every text that can be seen in a window and is not switched off."""
    pixels = painted(window, window.rect())
    return [found for piece in _pieces(window) if (found := _measure(piece, pixels)) is not None]


def painted(window: QWidget, area: QRect) -> np.ndarray:
    """The pixels of a part of a window, at twice their size."""
    image = QImage(area.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    painter = QPainter(image)
    window.render(painter, QPoint(), QRegion(area))
    painter.end()
    rows = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return rows[:, : image.width()].copy() & 0xFFFFFF


def seen_change(before: np.ndarray, after: np.ndarray, least: float) -> int:
    """How many pixels have got another colour, with at least some contrast to the one before."""
    other = before != after
    pairs, counts = np.unique(np.stack([before[other], after[other]]), axis=1, return_counts=True)
    clear = [contrast(f"#{one:06x}", f"#{two:06x}") >= least for one, two in pairs.T]
    return int(counts[np.array(clear, dtype=bool)].sum())


def _measure(piece: Piece, pixels: np.ndarray) -> Measured | None:
    place = piece.place
    cut = pixels[
        max(place.top(), 0) * SCALE : (place.bottom() + 1) * SCALE,
        max(place.left(), 0) * SCALE : (place.right() + 1) * SCALE,
    ]
    colours, counts = np.unique(cut, return_counts=True)
    if not len(colours):
        return None
    ground = f"#{colours[counts.argmax()]:06x}"
    inks = [f"#{colour:06x}" for colour in colours[counts > _FEW]]
    ink = max(inks, key=lambda colour: contrast(colour, ground))
    return Measured(piece.text, ink, ground, contrast(ink, ground))


def _pieces(window: QWidget) -> Iterator[Piece]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        for text, rect in _texts(widget):
            seen = QRect(widget.mapTo(window, rect.topLeft()), rect.size()) & seen_of(widget, window)
            if text.strip() and seen.height() > 6 and seen.width() > 6:
                yield Piece(text, seen)


def seen_of(widget: QWidget, window: QWidget) -> QRect:
    """What the parents of a widget let one see of it."""
    seen = window.rect()
    up = widget
    while up is not None and up is not window:
        seen &= QRect(up.mapTo(window, QPoint()), up.size())
        up = up.parentWidget()
    return seen


def _texts(widget: QWidget) -> Iterator[tuple[str, QRect]]:
    inside = widget.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
    if isinstance(widget, QHeaderView):
        return
    if isinstance(widget, QAbstractItemView):
        yield from _cells(widget)
    elif isinstance(widget, QTabBar):
        yield from ((widget.tabText(at), widget.tabRect(at)) for at in range(widget.count()))
    elif isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return
    elif isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text(), inside
    elif isinstance(widget, QComboBox):
        yield widget.currentText(), inside.adjusted(0, 0, -24, 0)
    elif isinstance(widget, QLineEdit):
        yield widget.text() or widget.placeholderText(), inside
    elif isinstance(widget, QTextEdit):
        yield widget.toPlainText() or widget.placeholderText(), inside
        yield from _chips(widget)


def _chips(editor: QTextEdit) -> Iterator[tuple[str, QRect]]:
    """The live figures in a text, each on its plate; Qt writes U+FFFC where something is drawn."""
    port, text = editor.viewport(), editor.toPlainText()
    for at in (at for at, sign in enumerate(text) if sign == CHIP):
        before, after = QTextCursor(editor.document()), QTextCursor(editor.document())
        before.setPosition(at)
        after.setPosition(at + 1)
        left, right = editor.cursorRect(before), editor.cursorRect(after)
        if left.top() == right.top() and port.rect().contains(left | right):
            yield CHIP, QRect(port.mapTo(editor, left.topLeft()), port.mapTo(editor, right.bottomRight()))


def _cells(view: QAbstractItemView) -> Iterator[tuple[str, QRect]]:
    model, port = view.model(), view.viewport()
    columns = 1 if isinstance(view, QListView) else model.columnCount()
    places = [(r, c) for r in range(min(model.rowCount(), MOST_CELLS)) for c in range(columns)]
    for row, column in places[:MOST_CELLS]:
        index = model.index(row, column)
        text = model.data(index, Qt.ItemDataRole.DisplayRole)
        rect = view.visualRect(index) & port.rect()
        on = model.flags(index) & Qt.ItemFlag.ItemIsEnabled
        if text and on and rect.height() > 10:
            yield str(text), QRect(port.mapTo(view, rect.topLeft()), rect.size()).adjusted(2, 2, -2, -2)
