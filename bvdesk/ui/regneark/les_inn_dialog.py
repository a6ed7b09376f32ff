"""Read a spreadsheet: see what is new, changed and rejected before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.importing.regneark import Regneark
from bvdesk.services import regnearkvalg, skjema
from bvdesk.services.regnearkvalg import Kolonnevalg
from bvdesk.services.skjema import Forhandsvisning, Lest, Utfall
from bvdesk.ui.desk import Desk
from bvdesk.ui.regneark.skjema_dialog import recent_quarters
from bvdesk.ui.widgets import choose_data, heading, labelled, paragraph, primary_button, quiet_button, refill, row

_COLUMNS = ("Hvor", "Tall", "Fra", "Til", "Hva skjer", "Hvorfor")
_WORDS = {Utfall.NY: "+ ny", Utfall.ENDRET: "± endres", Utfall.UENDRET: "= som før", Utfall.AVVIST: "× avvist"}
_NOT_HERE = -1


class LesInnDialog(QDialog):
    """The preview of a spreadsheet, with a choice of columns when it is not one of our own forms."""

    def __init__(self, desk: Desk, path: Path, sheets: Sequence[Regneark], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.path, self.sheets = desk, path, sheets
        self.setWindowTitle("Les inn regneark")
        self.resize(860, 600)
        self.shown = Forhandsvisning(path.name, ())
        self.valg: Kolonnevalg | None = None
        self.kvartal = QComboBox()
        self.kommuner: dict[OmradeId, QComboBox] = {}
        self.summary = paragraph("")
        self.table = QTableWidget(0, len(_COLUMNS))
        self.read_button = primary_button("Les inn")
        self.cancel_button = quiet_button("Avbryt")
        self._build()
        self.read_button.clicked.connect(self.read)
        self.cancel_button.clicked.connect(self.reject)
        self.preview()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(heading(self.path.name))
        if not skjema.is_form(self.sheets):
            layout.addWidget(self._choices())
        self.table.setAccessibleName("Tall i filen")
        self.table.setHorizontalHeaderLabels(_COLUMNS)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(row(self.read_button, self.cancel_button))

    def _choices(self) -> QWidget:
        """The quarter, and which column is which kommune."""
        refill(self.kvartal, [(p.tekst, p) for p in recent_quarters(self.desk)])
        self.valg = regnearkvalg.guess_columns(self.desk.file, self.sheets, self.kvartal.currentData())
        fields = [labelled("Kvar&tal", self.kvartal)]
        self.kvartal.currentIndexChanged.connect(self.preview)
        if self.valg is not None:
            heads = self.sheets[self.valg.ark].rader[self.valg.overskrift]
            columns: list[tuple[str, object]] = [("ikke i filen", _NOT_HERE)]
            columns += [(text or f"kolonne {at + 1}", at) for at, text in enumerate(heads)]
            chosen = {omrade: at for at, omrade in self.valg.kommuner}
            for omrade in self.desk.file.deltakere():
                box = self.kommuner[omrade.id] = QComboBox()
                refill(box, columns)
                choose_data(box, chosen.get(omrade.id, _NOT_HERE))
                box.currentIndexChanged.connect(self.preview)
                fields.append(labelled(omrade.navn, box))
        return row(*fields)

    @Slot()
    def preview(self) -> None:
        """Show what reading would do, with the columns as chosen now."""
        if skjema.is_form(self.sheets):
            self.shown = skjema.preview_form(self.desk.file, self.path)
        elif self.valg is not None:
            columns = tuple((box.currentData(), omrade) for omrade, box in self.kommuner.items())
            named = tuple((at, omrade) for at, omrade in columns if at != _NOT_HERE)
            self.valg = replace(self.valg, kommuner=named, periode=self.kvartal.currentData())
            self.shown = regnearkvalg.preview_sheet(self.desk.file, self.sheets, self.valg, self.path.name)
        self._show()

    def _show(self) -> None:
        wanted = self.shown.count(Utfall.NY) + self.shown.count(Utfall.ENDRET)
        if self.valg is None and not skjema.is_form(self.sheets):
            self.summary.setText("Fant ingen kolonne med navnet på en av kommunene. Skriv kommunenavnene i øverste rad.")
        else:
            self.summary.setText(f"{self.shown.tekst}. Ingenting er skrevet ennå.")
        self.read_button.setText(f"Les inn {wanted} tall")
        self.read_button.setEnabled(wanted > 0)
        lines = [line for line in self.shown.linjer if line.tekst or line.utfall is not Utfall.UENDRET]
        self.table.setRowCount(len(lines))
        for at, line in enumerate(lines):
            self._show_line(at, line)

    def _show_line(self, at: int, line: Lest) -> None:
        for column, text in enumerate((line.sted, line.navn, line.for_tekst, line.tekst, _WORDS[line.utfall], line.grunn)):
            self.table.setItem(at, column, QTableWidgetItem(text))

    @Slot()
    def read(self) -> None:
        """Write what is new and changed, as one step that can be undone."""
        if self.desk.run(skjema.accept, self.shown) is not None:
            if self.valg is not None:
                regnearkvalg.remember_columns(self.desk.file, self.sheets, self.valg)
            self.desk.notice(f"Leste inn {self.path.name}: {self.shown.tekst}. Angre med Ctrl+Z.")
            self.accept()
