"""The gate: nothing is cut off. Finds texts that do not fit their widget, and widgets that do not fit their parent."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

SLACK = 2
MAX_ITEMS = 200


def clipped(root: QWidget) -> list[str]:
    """What is cut off among the visible widgets under `root`, in words for the one who mends it."""
    seen = [widget for widget in root.findChildren(QWidget) if widget.isVisible()]
    return [fault for widget in seen for fault in _faults(widget, root)]


def _faults(widget: QWidget, root: QWidget) -> Iterator[str]:
    if not _is_inner(widget):
        yield from _outside(widget, root)
    needed = _needed(widget)
    if needed.width() > widget.width() + SLACK or needed.height() > widget.height() + SLACK:
        yield f"{_describe(widget)}: needs {_size(needed)}, has {_size(widget.size())}"
    if isinstance(widget, QTabBar):
        yield from _cut_tabs(widget)
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        yield from _cut_items(widget)


def _is_inner(widget: QWidget) -> bool:
    """Qt's own parts of a widget, and what a scroll bar can bring into sight."""
    parent = widget.parentWidget()
    scrolled = parent is not None and parent.objectName() == "qt_scrollarea_viewport"
    return (
        scrolled
        or widget.objectName().startswith("qt_")
        or isinstance(parent, QAbstractScrollArea | QTabBar | QComboBox | QHeaderView)
    )


def _outside(widget: QWidget, root: QWidget) -> Iterator[str]:
    """A widget that sticks out of its parent, or of the part of a scroll area that can be reached."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return
    area = _scroll_area(parent)
    if area is not None:
        never = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if never and parent.width() > area.viewport().width() + SLACK:
            yield f"{_describe(area)}: content is {parent.width()} wide, {area.viewport().width()} can be seen"
        return
    if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry()):
        yield f"{_describe(widget)}: {_rect(widget.geometry())} sticks out of {_describe(parent)} {_size(parent.size())}"
    for sibling in parent.children():
        if isinstance(sibling, QWidget) and _overlaps(widget, sibling):
            yield f"{_describe(widget)} lies over {_describe(sibling)}"


def _overlaps(one: QWidget, other: QWidget) -> bool:
    placed = one is not other and other.isVisible() and not other.isWindow() and not _is_inner(other)
    common = one.geometry() & other.geometry()
    same = one.parentWidget()
    managed = same is not None and same.layout() is not None
    return placed and managed and common.width() > SLACK and common.height() > SLACK


def _scroll_area(parent: QWidget) -> QScrollArea | None:
    viewport = parent.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    return area if isinstance(area, QScrollArea) and area.widget() is parent else None


def _needed(widget: QWidget) -> QSize:
    """The room that the widget's words need."""
    if isinstance(widget, QLabel) and widget.text():
        wraps = widget.wordWrap()
        return QSize(0, widget.heightForWidth(widget.width())) if wraps else widget.sizeHint()
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return QSize()
    if isinstance(widget, QCheckBox | QRadioButton) or (isinstance(widget, QAbstractButton) and widget.text()):
        return widget.sizeHint()
    if isinstance(widget, QComboBox):
        return QSize(widget.fontMetrics().horizontalAdvance(widget.currentText()) + 36, widget.minimumSizeHint().height())
    if isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
        return QSize(widget.fontMetrics().horizontalAdvance(widget.placeholderText()) + 20, 0)
    return QSize()


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    """Tabs whose names are shortened; where arrows move them, each is whole when it is in sight."""
    moves = bar.usesScrollButtons() and bar.elideMode() == Qt.TextElideMode.ElideNone
    for at in range(bar.count()):
        text, rect = bar.tabText(at).replace("&", ""), bar.tabRect(at)
        if not moves and bar.fontMetrics().horizontalAdvance(text) > rect.width():
            yield f"tab «{text}» is cut"
    if bar.count() and not bar.usesScrollButtons() and not bar.rect().contains(bar.tabRect(bar.count() - 1)):
        yield f"the last tab of {_describe(bar)} is out of sight"


def _cut_items(view: QAbstractItemView) -> Iterator[str]:
    """Items whose text is shortened with dots, where no tooltip tells the rest; and headings of columns."""
    model = view.model()
    if model is None or view.itemDelegate() is None:
        return
    rows, columns = min(model.rowCount(QModelIndex()), MAX_ITEMS), _columns(view)
    for row in range(rows):
        for column in range(columns):
            index = model.index(row, column)
            rect, text = view.visualRect(index), index.data()
            wraps = view.wordWrap() if hasattr(view, "wordWrap") else False
            if not isinstance(text, str) or rect.isEmpty() or wraps or index.data(Qt.ItemDataRole.ToolTipRole):
                continue
            scrolls = not isinstance(view, QTableView) and view.horizontalScrollBar().maximum() > 0
            if not scrolls and view.fontMetrics().horizontalAdvance(text) > rect.width():
                yield f"{_describe(view)}: «{text[:40]}» is cut ({rect.width()} wide)"
    if isinstance(view, QTableView) and view.horizontalHeader().isVisible():
        yield from _cut_headings(view)


def _columns(view: QAbstractItemView) -> int:
    return view.model().columnCount(QModelIndex()) if isinstance(view, QTableView | QTreeView) else 1


def _cut_headings(view: QTableView) -> Iterator[str]:
    header, model = view.horizontalHeader(), view.model()
    for column in range(_columns(view)):
        text = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        widest = max((header.fontMetrics().horizontalAdvance(line) for line in text.split("\n")), default=0)
        if type(header) is QHeaderView and not header.isSectionHidden(column) and widest > header.sectionSize(column):
            yield f"{_describe(view)}: heading «{text}» is cut ({header.sectionSize(column)} wide)"


def _describe(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = text() if callable(text) else ""
    said = words or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} «{str(said)[:40]}»"


def _size(size: QSize) -> str:
    return f"{size.width()}×{size.height()}"


def _rect(rect: QRect) -> str:
    return f"{_size(rect.size())} at {_point(rect.topLeft())}"


def _point(point: QPoint) -> str:
    return f"({point.x()}, {point.y()})"
