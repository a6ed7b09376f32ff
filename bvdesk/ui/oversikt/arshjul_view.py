"""What is due next, with a date one can change and a way to the place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.periode import Korn
from bvdesk.services import arshjul
from bvdesk.services.arshjul import Oppgave
from bvdesk.ui.desk import Desk
from bvdesk.ui.icons import icon
from bvdesk.ui.page_table import PageId
from bvdesk.ui.widgets import heading, labelled_row, lay_out, quiet_button, row

_OPPGAVE = Qt.ItemDataRole.UserRole
_SHOWN = 4


class ArshjulView(QWidget):
    """The next tasks of the year; Enter goes there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.list = QListWidget()
        self.list.setAccessibleName("Det neste som skal gjøres")
        self.list.setMinimumHeight(48)
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(16, 16))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.frist = QLineEdit()
        self.frist.setMaximumWidth(140)
        self.done = quiet_button("Merk som ferdig")
        layout = lay_out(self, heading("Det neste som skal gjøres", 13), spacing=4)
        layout.addWidget(self.list, 1)
        layout.addWidget(row(labelled_row("&Frist", self.frist), self.done))
        layout.addStretch()
        self.list.currentItemChanged.connect(self.show_task)
        self.list.itemActivated.connect(self.open_task)
        self.frist.editingFinished.connect(self.change_date)
        self.done.clicked.connect(self.tick)

    def refresh(self) -> None:
        """Look anew at what is due."""
        today = self.desk.bruker.clock().date()
        at = max(self.list.currentRow(), 0)
        self.list.clear()
        for oppgave in arshjul.ahead(self.desk.file, today, _SHOWN):
            sign = icon("advarsel" if oppgave.frist < today else "endringslogg")
            item = QListWidgetItem(sign, f"{oppgave.tittel} – {oppgave.when(today)}", self.list)
            item.setData(_OPPGAVE, oppgave)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setMaximumHeight(max(self.list.minimumHeight(), rows + 2 * self.list.frameWidth()))

    @Slot(QListWidgetItem)
    def show_task(self, _item: QListWidgetItem | None) -> None:
        """The date of the task that is chosen."""
        oppgave = self.current()
        self.frist.setText(f"{oppgave.frist:%d.%m.%Y}" if oppgave else "")
        self.done.setVisible(bool(oppgave and oppgave.kan_hakes))

    @Slot(QListWidgetItem)
    def open_task(self, _item: QListWidgetItem) -> None:
        """Go where the task is done."""
        oppgave = self.current()
        if oppgave:
            self.desk.go(PageId.REGISTRERING if oppgave.periode.korn is Korn.KVARTAL else PageId.RAPPORT)

    @Slot()
    def change_date(self) -> None:
        """Keep another date for the task."""
        oppgave = self.current()
        if oppgave is None or self.frist.text() == f"{oppgave.frist:%d.%m.%Y}":
            return
        try:
            arshjul.set_date(self.desk.file, oppgave.nokkel, self.frist.text())
        except UserError as error:
            self.desk.failed.emit(error)
        self.refresh()

    @Slot()
    def tick(self) -> None:
        """The task is done."""
        oppgave = self.current()
        if oppgave:
            arshjul.set_done(self.desk.file, oppgave.nokkel, ferdig=True)
            self.refresh()

    def current(self) -> Oppgave | None:
        """The task that is chosen."""
        item = self.list.currentItem()
        return item.data(_OPPGAVE) if item else None
