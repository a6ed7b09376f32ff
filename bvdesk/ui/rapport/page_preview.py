"""The pages of a report, one under another; a page is drawn when it comes into sight."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bvdesk.reports.sidebilder import Sidebilde, Sidebilder
from bvdesk.ui import theme

MAX_IMAGES = 12
MIN_SCALE, MAX_SCALE = 0.5, 1.5
GAP = 16


class PagePreview(QScrollArea):
    """Scrolls through one PDF; Page Up and Page Down move by nearly a screen."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: Sidebilder | None = None
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._scale = 1.0
        self._title = ""
        self.setWidgetResizable(True)
        self.setAccessibleName("Forhåndsvisning av rapporten")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(200)
        self.clear()

    def show_pdf(self, pdf: bytes, title: str, skip: int = 0) -> None:
        """Show another report; the first `skip` pages (cover and contents) are left out.

        A report with the same title is the same one made anew: one stays where one was in it.
        """
        same, count, before = title == self._title, self.page_count(), self.verticalScrollBar().value()
        self._close()
        self._pages, self._title = Sidebilder(pdf), title
        self.setAccessibleDescription(f"{title}, {len(self._pages)} sider")
        self._fit()
        if same and count == len(self._pages):
            self.viewport().update()
            return
        body, column = _column()
        for number in range(min(skip, len(self._pages) - 1), len(self._pages)):
            column.addWidget(PageWidget(self, number), 0, Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(body)
        if same:
            QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(before))

    def clear(self) -> None:
        """Show nothing."""
        self._close()
        self._title = ""
        self.setWidget(_column()[0])

    def page_size(self, number: int) -> QSize:
        """How large a page is on the screen."""
        if self._pages is None:
            return QSize(0, 0)
        width, height = self._pages.size(number)
        return QSize(round(width * self._scale), round(height * self._scale))

    def page_count(self) -> int:
        """Number of pages."""
        return len(self._pages) if self._pages else 0

    def image(self, number: int, ratio: float) -> QImage:
        """A page's picture; the last few are kept."""
        key = (number, self._scale * ratio)
        if key not in self._images and self._pages is not None:
            self._images[key] = as_image(self._pages.image(number, self._scale * ratio), ratio)
            while len(self._images) > MAX_IMAGES:
                self._images.popitem(last=False)
        return self._images.get(key, QImage())

    def _fit(self) -> None:
        """As large as the width allows, within reason."""
        if self._pages is not None:
            width = self.width() - self.verticalScrollBar().sizeHint().width() - GAP
            self._scale = max(MIN_SCALE, min(MAX_SCALE, width / self._pages.size(0)[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pages follow the width."""
        super().resizeEvent(event)
        self._fit()
        for page in self.findChildren(PageWidget):
            page.fit()

    def _close(self) -> None:
        self._images.clear()
        if self._pages is not None:
            self._pages.close()
            self._pages = None


class PageWidget(QWidget):
    """One page."""

    def __init__(self, preview: PagePreview, number: int) -> None:
        super().__init__()
        self._preview = preview
        self._number = number
        self.fit()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Side {number + 1} av {preview.page_count()}")

    def fit(self) -> None:
        """Take the size that the preview gives."""
        self.setFixedSize(self._preview.page_size(self._number))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page with a thin frame."""
        painter = QPainter(self)
        painter.drawImage(0, 0, self._preview.image(self._number, self.devicePixelRatioF()))
        painter.setPen(QColor(theme.tokens().hairline))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def as_image(page: Sidebilde, ratio: float = 1.0) -> QImage:
    """A page's pixels as a Qt picture of its own."""
    image = QImage(page.piksler, page.bredde, page.hoyde, page.stride, QImage.Format.Format_BGR888).copy()
    image.setDevicePixelRatio(ratio)
    return image


def _column() -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, GAP)
    column.setSpacing(GAP)
    column.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    return body, column
