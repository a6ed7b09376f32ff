"""A text held against the figures: paste it, and go from a finding to its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.kontroll.funn import Funn
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kontroll, personvern, rapport, tekstvern
from bvdesk.services.kontroll import Kontrolltekst, Merknad
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.kontroll.findings_view import FindingsView
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.widgets import labelled_row, paragraph, primary_button, quiet_button, refill

_ABOUT = (
    "Lim inn en tekst, eller hent den som er skrevet i rapporten. "
    "Tall, ord som «økte» og andeler holdes opp mot tallene som er registrert."
)
_NOT_CHECKED = ("Ingen tekst er kontrollert ennå", "Lim inn en tekst over, eller hent den som er skrevet i rapporten.")
_NOTHING_FOUND = ("Ingen funn", "Tallene i teksten stemmer med dem som er registrert.")


class TextCheck(QWidget):
    """The text stays in the window only; nothing of it is stored."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._period: Periode | None = None
        self.area = QComboBox()
        self.area.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Teksten som skal kontrolleres")
        self.text.setPlaceholderText(_ABOUT)
        self.text.setTabChangesFocus(True)
        self.check = primary_button("Kontroller teksten")
        self.fetch = quiet_button("&Hent teksten i rapporten")
        self.state = paragraph("", subtle=True)
        self.findings = FindingsView(desk, "Funn i teksten", "Gå til setningen")
        self.job = LatestJob(desk)
        choices = flowing(labelled_row("&Meldingen gjelder", self.area), self.fetch, self.check)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.text)
        halves.addWidget(self.findings)
        halves.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(choices)
        layout.addWidget(self.state)
        layout.addWidget(halves, 1)
        self.text.setMinimumHeight(48)
        self.findings.show_findings((), *_NOT_CHECKED)
        self.check.clicked.connect(self.check_text)
        self.fetch.clicked.connect(self.fetch_text)
        self.findings.jumped.connect(self.go_to_sentence)
        self.job.finished.connect(self.take_result)
        self.job.stopped.connect(self.take_stop)
        self.job.failed.connect(self._desk.failed)

    def refresh(self, periode: Periode | None) -> None:
        """Other figures or another period: a text that was checked is checked again."""
        self._period = periode
        fil = self._desk.file
        refill(self.area, [("Tjenesten", TJENESTEN), *((o.navn, o.id) for o in fil.deltakere())])
        if self.state.text():
            self.check_text()

    @Slot()
    def fetch_text(self) -> None:
        """Bring in what is written for the report of the chosen area, and check it; live fields are shown as «…»."""
        if self._period is None:
            return
        omrade = OmradeId(str(self.area.currentData()))
        typed = rapport.typed_words(self._desk.file, omrade, Rapportvalg((omrade,), self._period))
        if not typed.tekst.strip():
            self._desk.notice(f"Det er ikke skrevet noe for {self.area.currentText()} i {self._period.tekst} ennå.")
            return
        self.text.setPlainText(typed.tekst)
        self.check_text()

    @Slot()
    def check_text(self) -> None:
        """Check it."""
        words, periode = self.text.toPlainText(), self._period
        if not words.strip() or periode is None:
            self._desk.failed.emit(UserError("Det er ingen tekst å kontrollere.", "Lim inn teksten først."))
            return
        tekst = Kontrolltekst(words, OmradeId(str(self.area.currentData())))
        self.state.setText("Kontrollerer teksten …")
        self.job.start_reading(lambda fil, _job: _check(fil, periode, tekst))

    @Slot(object)
    def take_result(self, found: Sequence[Merknad]) -> None:
        """Show what was found."""
        self.state.setText(f"{len(found)} funn i teksten." if found else "Ingen funn i teksten.")
        self.findings.show_findings(found, *_NOTHING_FOUND)

    @Slot()
    def take_stop(self) -> None:
        """Something was wrong."""
        self.state.setText("")

    @Slot(object)
    def go_to_sentence(self, funn: Funn) -> None:
        """Mark the words, or the line when they are spread over several."""
        if funn.sted is None:
            return
        block = self.text.document().findBlockByNumber(funn.sted.linje - 1)
        cursor = QTextCursor(block)
        at = block.text().find(funn.sted.utdrag)
        cursor.setPosition(block.position() + max(at, 0))
        length = len(funn.sted.utdrag) if at >= 0 else len(block.text())
        cursor.setPosition(cursor.position() + length, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.setFocus()


def _check(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst) -> Sequence[Merknad]:
    """What is wrong in the text itself, after what it must not say in a public edition."""
    hidden = tekstvern.hidden_numbers(fil, periode, tekst, personvern.current(fil, periode))
    return (*hidden, *(m for m in kontroll.run(fil, periode, tekst).merknader if m.funn.sted))
