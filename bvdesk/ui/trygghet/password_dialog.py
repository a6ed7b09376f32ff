"""Passwords: opening a locked file, choosing a new password, and the recovery key to print."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.services import passord
from bvdesk.services.tjenestefil import Apning, Tjenestefil, open_file
from bvdesk.storage.kryptering import Nokkel
from bvdesk.ui.desk import Desk
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.notices import NoticeBar
from bvdesk.ui.screen import FittingDialog
from bvdesk.ui.widgets import heading, labelled, page_layout, paragraph, primary_button, quiet_button, row

_WIDTH = 560


class UnlockDialog(FittingDialog):
    """Asks for the password of a locked file; `opened` is the file when it was right."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path = path
        self.opened: Tjenestefil | None = None
        self.trying = LatestJob(desk)
        self.trying.finished.connect(self.take_key)
        self.trying.stopped.connect(self.take_stop)
        self.trying.failed.connect(self.show_fault)
        self.setWindowTitle("Åpne med passord")
        self.setMinimumWidth(_WIDTH)
        self.word = _secret()
        self.remember = QCheckBox("&Husk på denne maskinen")
        self.notice = NoticeBar()
        self.open_button = primary_button("Åpne")
        self.open_button.clicked.connect(self.unlock)
        cancel = quiet_button("Avbryt")
        cancel.clicked.connect(self.reject)
        layout = page_layout(self)
        layout.addWidget(heading(f"{path.name} er låst", 15))
        layout.addWidget(self.notice)
        layout.addWidget(labelled("&Passord", self.word))
        layout.addWidget(self.remember)
        layout.addWidget(paragraph("Har du glemt det, skriv gjenopprettingsnøkkelen i stedet.", subtle=True))
        layout.addWidget(row(self.open_button, cancel))
        self.open_button.setDefault(True)  # only now does the dialog own it
        self.word.setFocus()

    @Slot()
    def unlock(self) -> None:
        """Try what is written, in another thread: a password is made hard to guess by being slow to try."""
        if self.trying.working:
            return
        path, word = self._path, self.word.text()
        self._show_state(working=True)
        self.trying.start(lambda _job: passord.unlock(path, word))

    def _show_state(self, *, working: bool) -> None:
        self.open_button.setText("Åpner …" if working else "Åpne")
        self.open_button.setEnabled(not working)
        self.word.setReadOnly(working)

    @Slot(object)
    def take_key(self, nokkel: Nokkel) -> None:
        """It was right."""
        try:
            self.opened = open_file(self._path, self._desk.bruker, Apning(nokkel))
        except UserError as error:
            self.take_stop()
            self.show_fault(error)
            return
        if self.remember.isChecked():
            passord.remember(self.opened)
        self.accept()

    @Slot()
    def take_stop(self) -> None:
        """The word opened nothing."""
        self._show_state(working=False)

    @Slot(object)
    def show_fault(self, error: UserError) -> None:
        """A wrong word is said here, and the file is untouched."""
        self.notice.show_user_error(error)
        self.adjustSize()
        self.word.selectAll()
        self.word.setFocus()

    def done(self, result: int) -> None:
        """Nobody waits for a word that is being tried."""
        self.trying.blockSignals(True)  # noqa: FBT003 - Qt's own name
        self.trying.cancel()
        super().done(result)


class NewPasswordDialog(FittingDialog):
    """Asks for a new password twice; `word` is the password when both were alike."""

    def __init__(self, parent: QWidget | None, *, change: bool) -> None:
        super().__init__(parent)
        self.word = ""
        self.setWindowTitle("Bytt passord" if change else "Lås med passord")
        self.setMinimumWidth(_WIDTH)
        self.first, self.second = _secret(), _secret()
        self.notice = NoticeBar()
        lock = primary_button("Bytt passord" if change else "Lås filen")
        lock.clicked.connect(self.choose)
        cancel = quiet_button("Avbryt")
        cancel.clicked.connect(self.reject)
        layout = page_layout(self)
        layout.addWidget(heading(self.windowTitle(), 15))
        layout.addWidget(
            paragraph(
                "Filen og alle sikkerhetskopiene krypteres. Uten passordet eller gjenopprettingsnøkkelen kan ingen lese "
                "dem, heller ikke vi. Du får nøkkelen på neste side. Navnet på filen er ikke skjult. Det som lå åpent på "
                "disken før, kan fagfolk finne igjen til plassen er brukt på nytt: lås filen tidlig."
            )
        )
        layout.addWidget(self.notice)
        layout.addWidget(labelled("&Nytt passord, minst 10 tegn", self.first))
        layout.addWidget(labelled("&Gjenta passordet", self.second))
        layout.addWidget(row(lock, cancel))
        lock.setDefault(True)
        self.first.setFocus()

    @Slot()
    def choose(self) -> None:
        """Accept two equal passwords of good length."""
        try:
            passord.require_good(self.first.text(), self.second.text())
        except UserError as error:
            self.notice.show_user_error(error)
            return
        self.word = self.first.text()
        self.accept()


class RecoveryKeyDialog(FittingDialog):
    """The recovery key, to print or copy. It is shown here and written nowhere."""

    def __init__(self, key: str, service: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._key = key
        self._service = service
        self.setWindowTitle("Gjenopprettingsnøkkel")
        self.setMinimumWidth(_WIDTH)
        shown = QLabel(self._lines("\n"))
        font = shown.font()
        font.setPointSize(14)
        shown.setFont(font)
        shown.setAccessibleName("Gjenopprettingsnøkkel")
        print_button, copy, done = primary_button("Skriv ut …"), quiet_button("Kopier"), quiet_button("Ferdig")
        print_button.clicked.connect(self.print_key)
        copy.clicked.connect(self.copy_key)
        done.clicked.connect(self.accept)
        layout = page_layout(self)
        layout.addWidget(heading("Skriv ut gjenopprettingsnøkkelen", 15))
        layout.addWidget(
            paragraph(
                "Glemmer du passordet, er dette den eneste veien inn. Legg arket et trygt sted, ikke sammen med maskinen. "
                "Bytter du passord, får du en ny nøkkel, og denne slutter å virke."
            )
        )
        layout.addWidget(shown)
        layout.addWidget(row(print_button, copy, done))

    def _lines(self, separator: str) -> str:
        groups = self._key.split("-")
        return separator.join(" – ".join(groups[at : at + 5]) for at in range(0, len(groups), 5))

    @Slot()
    def copy_key(self) -> None:
        """Put the key on the clipboard."""
        QGuiApplication.clipboard().setText(self._key)

    @Slot()
    def print_key(self) -> None:
        """One sheet with the key in large letters."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            self.sheet().print_(printer)

    def sheet(self) -> QTextDocument:
        """What is printed."""
        document = QTextDocument()
        document.setHtml(
            "<h1>Gjenopprettingsnøkkel</h1>"
            f"<p>For bvdesk-filen til {self._service}.</p><h2>{self._lines('<br>')}</h2>"
            "<p>Skriv nøkkelen i feltet for passord når passordet er glemt. Store og små bokstaver, mellomrom og streker "
            "spiller ingen rolle. Oppbevar arket låst, og ikke sammen med maskinen.</p>"
        )
        return document


def _secret() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
