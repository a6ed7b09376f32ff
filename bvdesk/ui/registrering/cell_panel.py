"""Beside the grid: what the current cell means, its comment and source, and what has happened to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QWidget

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import endringslogg, indikatorer, innskriving
from bvdesk.services.arkcelle import Arkcelle, Slag
from bvdesk.ui.desk import Desk
from bvdesk.ui.leaving_text_edit import LeavingTextEdit
from bvdesk.ui.registrering.status_box import StatusBox
from bvdesk.ui.texts import timestamp
from bvdesk.ui.widgets import heading, labelled, lay_out, paragraph, quiet_button

WIDTH = 296
MAX_HISTORY = 12


class CellPanel(QScrollArea):
    """Shows one cell; comment and source are saved when the field is left."""

    category_wanted = Signal(str, str)
    finished = Signal()
    """Escape, or Enter in the last field: back to the figures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._celle: Celle | None = None
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.status = StatusBox(desk)
        self.name = heading("", 13)
        self.state = paragraph("", subtle=True)
        self.finding = paragraph("")
        self.calculate = quiet_button("La programmet regne")
        self.definition = paragraph("")
        self.local = paragraph("")
        self.source_line = paragraph("", subtle=True)
        self.comment = LeavingTextEdit()
        self.comment.setTabChangesFocus(True)
        self.comment.setFixedHeight(64)
        self.source = QLineEdit()
        self.history = paragraph("", subtle=True)
        self.category = QLineEdit()
        self._category_label = QLabel()
        self._category_label.setBuddy(self.category)
        self._build()
        self.category.returnPressed.connect(self.ask_for_category)
        self.status.handed_on.connect(self.bring_status)
        self.calculate.clicked.connect(self.let_calculate)
        self.comment.left.connect(self.save_note)
        self.source.editingFinished.connect(self.save_note)
        self.source.returnPressed.connect(self.finished)
        desk.closing.connect(self.leave)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.finished)

    def _build(self) -> None:
        body = QWidget()
        fields = (labelled("&Kommentar", self.comment), labelled("K&ilde", self.source))
        history_title = QLabel("Endringer")
        self._of_a_figure = (*fields, history_title, self.history)
        parts = (
            self.status, self.name, self.state, self.finding, self.calculate, self.definition, self.local,
            self.source_line, self._category_label, self.category, *fields, history_title, self.history,
        )  # fmt: skip
        lay_out(body, *parts, margins=(16, 0, 8, 8)).addStretch(1)
        self.setWidget(body)

    def show_cell(self, celle: Celle, indikator: Indikator, arkcelle: Arkcelle) -> None:
        """Show a cell; what stood in the fields of the one before is saved first."""
        self.save_note()
        self._celle = celle
        fil = self._desk.file
        self.name.setText(f"{indikator.etikett}{f' ({celle.kategori})' if celle.kategori else ''}")
        value = arkcelle.tekst or "ikke fylt ut"
        explained = f" – {arkcelle.forklaring}" if arkcelle.forklaring else ""
        self.state.setText(f"{fil.name(celle.omrade)}, {celle.periode.tekst}: {value}{explained}")
        self.definition.setText(indikatorer.definition(fil.katalog, indikator))
        note = fil.valg[indikator.id].merknad if indikator.id in fil.valg else ""
        self.local.setText(f"Hos oss: {note}" if note else "")
        self.local.setVisible(bool(note))
        self.source_line.setText(f"Kilde: {indikator.kilde}" if indikator.kilde else "")
        registrering = fil.bok.get(celle)
        self.calculate.setVisible(arkcelle.slag is Slag.AVLEDET and registrering is not None and arkcelle.kan_skrives)
        self.comment.setPlainText(registrering.merknad if registrering else "")
        self.source.setText(registrering.kilde if registrering else "")
        for field in (self.comment, self.source):
            field.setEnabled(arkcelle.kan_skrives)
        self._show_dimension(indikator)
        self._show_history(celle)
        for part in self._of_a_figure:
            part.show()

    def show_finding(self, text: str) -> None:
        """What the checker says of the cell; nothing when it is content."""
        self.finding.setText(f"Kontroll: {text}" if text else "")
        self.finding.setVisible(bool(text))

    def show_status(self, omrade: OmradeId, kvartal: Periode) -> None:
        """Show how far the area of the cell has come."""
        self.status.show_quarter(omrade, kvartal)

    @Slot()
    def bring_status(self) -> None:
        """What the press of a button has come to is seen."""
        self.ensureWidgetVisible(self.status)

    def clear(self) -> None:
        """No figure, and nothing to fill in for one; what stood in the fields of the one before is saved first."""
        self.save_note()
        self._celle = None
        self.show_finding("")
        self.calculate.hide()
        for label in (self.name, self.state, self.definition, self.local, self.source_line, self.history):
            label.setText("")
        self.comment.setPlainText("")
        self.source.clear()
        self.comment.setEnabled(False)
        self.source.setEnabled(False)
        for part in (*self._of_a_figure, self._category_label, self.category):
            part.hide()

    def _show_dimension(self, indikator: Indikator) -> None:
        """A place to write the name of a new category, for an indicator that is shared out on something."""
        self._category_label.setText(f"&Ny rad ({indikator.dimensjon.casefold()})")
        for widget in (self._category_label, self.category):
            widget.setVisible(bool(indikator.dimensjon))

    @Slot()
    def ask_for_category(self) -> None:
        """A row for a category that has no figure yet."""
        name = self.category.text().strip()
        if name and self._celle is not None:
            self.category.clear()
            self.category_wanted.emit(self._celle.indikator, name)

    @Slot()
    def let_calculate(self) -> None:
        """What is typed in a calculated cell is taken away."""
        self.save_note()
        if self._celle is not None:
            self._desk.run(innskriving.write_values, [(self._celle, None)])
        self.finished.emit()

    def _show_history(self, celle: Celle) -> None:
        lines = endringslogg.history(self._desk.file, celle)
        shown = [f"{timestamp(line.tid)} {line.person}: {line.fra} → {line.til}" for line in lines[:MAX_HISTORY]]
        self.history.setText("\n".join(shown) if shown else "Ingen ennå.")

    @Slot()
    def leave(self) -> None:
        """The file closes: what stands in the fields is saved while it can be."""
        self.save_note()
        self._celle = None

    @Slot()
    def save_note(self) -> None:
        """Save comment and source when they have changed."""
        celle = self._celle
        if celle is None or not self.comment.isEnabled():
            return
        before = self._desk.file.bok.get(celle)
        stored = (before.merknad, before.kilde) if before else ("", "")
        written = (self.comment.toPlainText().strip(), self.source.text().strip())
        if written != stored:
            self._desk.run(innskriving.write_note, celle, *written)
