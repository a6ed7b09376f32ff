"""Small widgets with the look of the house: headings, paragraphs, buttons, rows of buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from bvdesk.ui import theme
from bvdesk.ui.icons import ACCENT, TEXT, icon

_YES = True


class Button(QPushButton):
    """A button that Enter presses too, and not only Space, wherever it stands."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Return."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring inside the focus frame of a filled button: the frame alone would melt into the colour of the button."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("primary"):
            painter = QPainter(self)
            painter.setPen(QPen(QColor(theme.tokens().background), 2))
            painter.drawRoundedRect(self.rect().adjusted(3, 3, -3, -3), 2, 2)
            painter.end()


class Tabs(QTabWidget):
    """Tabs that need no more room than their smallest: the made pages scroll, and would ask for all their height."""

    def hasHeightForWidth(self) -> bool:
        """The height does not follow from the width."""
        return False

    def minimumSizeHint(self) -> QSize:
        """What the page that is shown cannot do without at the width it has, with its texts wrapped."""
        least, page = super().minimumSizeHint(), self.currentWidget()
        layout = page.layout() if page is not None else None
        if layout is not None and layout.hasHeightForWidth():
            wrapped = layout.totalMinimumHeightForWidth(page.width()) + self.tabBar().height()
            least.setHeight(max(least.height(), wrapped))
        return least


def heading(text: str, points: int = 18) -> QLabel:
    """A heading."""
    label = QLabel(text)
    label.setFont(theme.heading_font(points))
    label.setWordWrap(True)
    return label


def paragraph(text: str, *, subtle: bool = False) -> QLabel:
    """Running text that wraps."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("subtle", subtle)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def primary_button(text: str) -> QPushButton:
    """The one button of a page that does its main job."""
    button = Button(text)
    button.setProperty("primary", _YES)
    return button


def quiet_button(text: str, *, icon_name: str = "", name: str = "") -> QPushButton:
    """A button that looks like a link; `name` is what a screen reader says where there is only an icon."""
    button = Button(text)
    button.setProperty("quiet", _YES)
    if icon_name:
        button.setIcon(icon(icon_name, ACCENT if text else TEXT))
    if name:
        button.setAccessibleName(name)
        button.setToolTip(name)
    return button


def card(*widgets: QWidget) -> QFrame:
    """A framed group of widgets, one under another."""
    frame = QFrame()
    frame.setProperty("card", _YES)
    lay_out(frame, *widgets, margins=(16, 16, 16, 16))
    return frame


def row(*widgets: QWidget) -> QWidget:
    """Widgets beside one another, to the left."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return holder


def closing_row(dialog: QDialog, do: QPushButton) -> QWidget:
    """How every dialog that asks something ends: the button that does it, and «Avbryt»; Enter presses the first."""
    cancel = quiet_button("Avbryt")
    cancel.clicked.connect(dialog.reject)
    holder = row(do, cancel)
    holder.setParent(dialog)
    do.setDefault(True)  # only now does the dialog own it
    return holder


def scrolled(body: QWidget) -> QScrollArea:
    """A column that scrolls up and down where there is no room for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return area


def labelled(text: str, field: QWidget) -> QWidget:
    """A field with its label over it; the label is the field's accessible name too."""
    label = QLabel(text)
    label.setBuddy(field)
    holder = QWidget()
    lay_out(holder, label, field, spacing=4)
    return holder


def labelled_row(text: str, field: QWidget) -> QWidget:
    """A field with its label before it."""
    label = QLabel(text)
    label.setBuddy(field)
    return row(label, field)


def lay_out(
    widget: QWidget, *parts: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8
) -> QVBoxLayout:
    """Lay parts out in a widget, one under another; the layout, for what is added later."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for part in parts:
        layout.addWidget(part)
    return layout


def page_layout(widget: QWidget, *parts: QWidget) -> QVBoxLayout:
    """The layout of a page or a dialog: the house's margins and spacing."""
    return lay_out(widget, *parts, margins=(24, 16, 24, 16), spacing=12)


def scrolling_page(page: QWidget) -> QVBoxLayout:
    """The layout of a page that scrolls where there is no room for it."""
    area, body = QScrollArea(), QWidget()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    lay_out(page, area)
    return page_layout(body)


def refill(box: QComboBox, items: Sequence[tuple[str, object]]) -> None:
    """Fill a drop-down with (text, data); what was chosen stays chosen, and nobody is told."""
    chosen = box.currentData()
    blocker = QSignalBlocker(box)
    box.clear()
    for text, data in items:
        box.addItem(text, data)
    choose_data(box, chosen)
    blocker.unblock()


def choose_data(box: QComboBox, data: object) -> None:
    """Choose the item that carries `data` (Qt's own search does not know equality of Python values), else the first."""
    found = [at for at in range(box.count()) if box.itemData(at) == data]
    box.setCurrentIndex(found[0] if found else 0)


def choose_if_there(box: QComboBox, data: object) -> bool:
    """Choose the item that carries `data`; False, and nothing chosen anew, when there is none."""
    found = [at for at in range(box.count()) if data is not None and box.itemData(at) == data]
    if found:
        box.setCurrentIndex(found[0])
    return bool(found)
