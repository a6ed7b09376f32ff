"""What the program says without stopping anybody: a strip under the page, and what a page says when it is empty."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.ui.icons import icon
from bvdesk.ui.widgets import heading, lay_out, paragraph, quiet_button

MAX_DETAILS = 8
LOW, FEW_LINES = 420, 5
"""A window so low, as at 200 % on a small screen, has room for so many lines of a notice."""


class NoticeKind(Enum):
    """How grave; the word is also the name of the look in style.qss."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


_ICONS = {
    NoticeKind.INFO: ("info", "Opplysning"),
    NoticeKind.SUCCESS: ("suksess", "Utført"),
    NoticeKind.WARNING: ("advarsel", "Advarsel"),
    NoticeKind.ERROR: ("feil", "Feil"),
}


class NoticeBar(QFrame):
    """One notice at a time, with an optional button; it goes away when closed or replaced."""

    action_clicked = Signal(str)
    """With the button's text."""

    def __init__(self) -> None:
        super().__init__()
        self._passing = False
        self._do: Callable[[], object] | None = None
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = quiet_button("")
        self._close = quiet_button("", icon_name="lukk", name="Lukk meldingen")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._action.clicked.connect(self.act)
        self._close.clicked.connect(self.hide)
        self.hide()

    def show_notice(self, kind: NoticeKind, text: str, action: str = "") -> None:
        """Say something; `action` is the text of the button, if any."""
        sign, word = _ICONS[kind]
        self._sign.setPixmap(icon(sign).pixmap(20, 20))
        self._sign.setAccessibleName(word)
        shown = _shortened(text) if self.window().height() < LOW else text
        self._text.setText(shown)
        self._text.setToolTip(text if shown != text else "")
        self.setAccessibleName(f"{word}: {text}")
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._passing = kind is NoticeKind.INFO and not action
        self._do = None
        self.setProperty("notice", kind.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    @Slot(str, str, object)
    def show_offer(self, text: str, action: str, do: Callable[[], object]) -> None:
        """Say something, with a button that does `do` and ends the notice."""
        self.show_notice(NoticeKind.WARNING, text, action)
        self._do = do

    @Slot()
    def act(self) -> None:
        """The button was pressed."""
        if self._do is None:
            self.action_clicked.emit(self._action.text())
        else:
            self.hide()
            self._do()

    @Slot()
    def withdraw(self) -> None:
        """The file closes: what was offered was about it and no other."""
        if self._do is not None:
            self._do = None
            self.hide()

    def show_user_error(self, error: UserError) -> None:
        """Say what went wrong, with its first details and the advice."""
        details = list(error.details[:MAX_DETAILS])
        if len(error.details) > MAX_DETAILS:
            details.append(f"… og {len(error.details) - MAX_DETAILS} til")
        self.show_notice(NoticeKind.ERROR, "\n".join(part for part in (error.text, *details, error.advice) if part))

    @Slot(object)
    def show_refusal(self, error: UserError) -> None:
        """Say why what was just typed or pasted was not taken, until something is."""
        self.show_user_error(error)
        self._passing = True

    @Slot()
    def settle(self) -> None:
        """Something was saved: a refusal is over, and so is the news of what was saved before; all else stays."""
        if self._passing:
            self.hide()

    def text(self) -> str:
        """What is being said; empty when nothing is."""
        return "" if self.isHidden() else self._text.text()


def _shortened(text: str) -> str:
    """The first lines and the last, which is the advice; all of it is in the tooltip, and is what a screen reader says."""
    lines = text.split("\n")
    return text if len(lines) <= FEW_LINES else "\n".join([*lines[: FEW_LINES - 2], "…", lines[-1]])


class EmptyState(QWidget):
    """What stands where there is nothing yet: a heading, what to do next, and perhaps a button. Shown by `say`."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading, self.text, self.button = heading("", 13), paragraph(""), quiet_button("")
        self.button.clicked.connect(self.clicked)
        layout = lay_out(self, self.heading, self.text, margins=(8, 16, 8, 8))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def say(self, title: str, text: str, button: str = "") -> None:
        """What is the matter, and what to do."""
        self.heading.setText(title)
        self.text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
