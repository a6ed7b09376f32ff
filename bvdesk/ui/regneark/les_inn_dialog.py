"""Read a spreadsheet: see what is new, changed and rejected before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from bvdesk.domain.tall.celle import Celle
from bvdesk.importing.regneark import Regneark
from bvdesk.services import radnavn, regnearkvalg, skjema
from bvdesk.services.skjema import Forhandsvisning, Lest, Utfall
from bvdesk.ui.desk import Desk
from bvdesk.ui.page_table import PageId
from bvdesk.ui.regneark.column_choice import ColumnChoice
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.widgets import heading, page_layout, paragraph, primary_button, quiet_button, row

_COLUMNS = ("Hvor", "Tall", "Fra", "Til", "Hva skjer", "Hvorfor")
_UNKNOWN_ADVICE = "Noen rader har navn som ikke er kjent her. Trykk «Knytt navn …» og velg hva de er."
_WORDS = {Utfall.NY: "+ ny", Utfall.ENDRET: "± endres", Utfall.UENDRET: "= som før", Utfall.AVVIST: "× avvist"}


class LesInnDialog(FittingDialog):
    """The preview of a spreadsheet, with a choice of columns when it is not one of our own forms."""

    def __init__(self, desk: Desk, path: Path, sheets: Sequence[Regneark], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.path, self.sheets = desk, path, sheets
        self.setWindowTitle("Les inn regneark")
        resize_on_screen(self, 860, 600)
        self.shown = Forhandsvisning(path.name, ())
        self.choice = None if skjema.is_form(sheets) else ColumnChoice(desk, sheets, path.stem)
        self.summary = paragraph("")
        self.table = QTableWidget(0, len(_COLUMNS))
        self.names_button = quiet_button("&Knytt navn …")
        self.read_button = primary_button("Les inn")
        self.cancel_button = quiet_button("Avbryt")
        self._build()
        self.read_button.clicked.connect(self.read)
        self.cancel_button.clicked.connect(self.reject)
        self.names_button.clicked.connect(self.choose_names)
        self.table.activated.connect(self.choose_names)
        self.preview()

    def _build(self) -> None:
        layout = page_layout(self)
        layout.addWidget(heading(self.path.name))
        if self.choice is not None:
            layout.addWidget(self.choice)
            self.choice.changed.connect(self.preview)
        self.table.setAccessibleName("Tall i filen")
        self.table.setHorizontalHeaderLabels(_COLUMNS)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(row(self.read_button, self.names_button, self.cancel_button))

    @Slot()
    def preview(self) -> None:
        """Show what reading would do, with the columns as chosen now."""
        if self.choice is None:
            self.shown = skjema.preview_form(self.desk.file, self.path)
        else:
            self.shown = regnearkvalg.preview_sheet(self.desk.file, self.sheets, self.choice.valg, self.path.name)
        self._show()

    def _show(self) -> None:
        wanted = self.shown.count(Utfall.NY) + self.shown.count(Utfall.ENDRET)
        if self.choice is not None and not self.choice.valg.kommuner:
            self.summary.setText("Velg hvilken kolonne som er hvilken kommune.")
        else:
            unknown = any(line.grunn == regnearkvalg.UKJENT_NAVN for line in self.shown.linjer)
            advice = f" {_UNKNOWN_ADVICE}" if unknown else ""
            self.summary.setText(f"{self.shown.tekst}. Ingenting er skrevet ennå.{advice}")
        self.names_button.setVisible(bool(self._nameable()))
        self.read_button.setText(f"Les inn {wanted} tall")
        self.read_button.setEnabled(wanted > 0)
        lines = [line for line in self.shown.linjer if line.tekst or line.utfall is not Utfall.UENDRET]
        self.table.setRowCount(len(lines))
        for at, line in enumerate(lines):
            self._show_line(at, line)

    def _nameable(self) -> tuple[str, ...]:
        """The names of rows that the user may say what are."""
        if self.choice is None or not self.choice.valg.kommuner:
            return ()
        return regnearkvalg.foreign_names(self.desk.file, self.sheets, self.choice.valg)

    @Slot()
    def choose_names(self) -> None:
        """Say what the unknown names are; what reading would do follows each choice."""
        names = self._nameable()
        if names and self.choice is not None:
            from bvdesk.ui.regneark.name_dialog import NameDialog

            before = radnavn.remembered(self.desk.file) | dict(self.choice.valg.navn)
            dialog = NameDialog(self.desk, names, before, self)
            dialog.chosen.connect(self.choice.take_names)
            dialog.exec()

    def _show_line(self, at: int, line: Lest) -> None:
        for column, text in enumerate((line.sted, line.navn, line.for_tekst, line.tekst, _WORDS[line.utfall], line.grunn)):
            item = QTableWidgetItem(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text or "tom")
            self.table.setItem(at, column, item)

    @Slot()
    def read(self) -> None:
        """Write what is new and changed, as one step that can be undone."""
        if self.desk.run(skjema.accept, self.shown) is not None:
            if self.choice is not None:
                regnearkvalg.remember_columns(self.desk.file, self.sheets, self.choice.valg)
            self.accept()
            self.desk.go(PageId.REGISTRERING, self._first_cell())
            self.desk.notice(f"Leste inn {self.path.name}: {self.shown.tekst}. Angre med Ctrl+Z.")

    def _first_cell(self) -> Celle | None:
        """Where the sheet that was read begins."""
        read = (line.celle for line in self.shown.linjer if line.utfall in (Utfall.NY, Utfall.ENDRET))
        return next((celle for celle in read if celle), None)
