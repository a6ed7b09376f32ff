"""An indicator of the service's own, described in plain words."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.indikator import Art, Kom, Kv, Niva
from bvdesk.domain.tall.katalog import NYNORSK_COLUMN
from bvdesk.domain.tall.periode import Korn
from bvdesk.services import indikatorer, kapitler
from bvdesk.services.indikatorer import KORN_NAVN, KV_NAVN, NIVA_NAVN
from bvdesk.ui.desk import Desk
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.notices import NoticeBar
from bvdesk.ui.pages.indikatorer_page import PRIVACY
from bvdesk.ui.screen import FittingDialog, add_scrolling, resize_on_screen
from bvdesk.ui.widgets import heading, labelled, page_layout, primary_button, quiet_button, row

UNITS = ("antall", "prosent", "kroner", "personer", "barn", "dager", "måneder", "årsverk", "timer")
CHAPTERS = ("3", *(f"4.{n}" for n in range(1, 15)))
_GRAINS = (Korn.KVARTAL, Korn.AR, Korn.HALVAR, Korn.MANED)
_WAYS = (Kv.SUM, Kv.BEHOLDNING, Kv.UNIKE)
_HARMLESS = "0"


class NewIndicatorDialog(FittingDialog):
    """Answers become a row of the catalogue; the service checks it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.made = ""
        self.setWindowTitle("Ny egen indikator")
        resize_on_screen(self, 720, 580)
        self.label, self.nynorsk, self.dimension, self.formula = (QLineEdit() for _ in range(4))
        self.nynorsk.setPlaceholderText("La stå tomt når ingen av kommunene har nynorsk")
        self.dimension.setPlaceholderText("La stå tomt, eller skriv for eksempel Team")
        self.formula.setPlaceholderText("La stå tomt for tall som skrives inn")
        self.unit = _box([(unit, unit) for unit in UNITS])
        self.unit.setEditable(True)
        field = self.unit.lineEdit()
        if field is not None:
            field.setAccessibleName("Enhet")
        self.level = _box([(NIVA_NAVN[n].capitalize(), n) for n in (Niva.KOMMUNE, Niva.TJENESTE)])
        self.grain = _box([(KORN_NAVN[k].capitalize(), k) for k in _GRAINS])
        self.way = _box([(KV_NAVN[kv], kv) for kv in _WAYS])
        self.chapter = _box([(kapitler.overskrift(number), number) for number in CHAPTERS])
        self.privacy = _box([(text, str(level)) for level, text in PRIVACY.items()])
        self.privacy.setCurrentIndex(1)
        self.notice = NoticeBar()
        self._build()
        self.label.setFocus()

    def _build(self) -> None:
        layout = page_layout(self, heading("Ny egen indikator"), self.notice)
        form = add_scrolling(layout)
        form.addWidget(labelled("&Navn, slik det skal stå i rapporten", self.label))
        form.addWidget(labelled("Navn på n&ynorsk", self.nynorsk))
        fields = {
            "&Enhet": self.unit,
            "&Gjelder": self.level,
            "&Hvor ofte": self.grain,
            "Å&ret": self.way,
            "&Kapittel": self.chapter,
            "&Personvern": self.privacy,
            "&Fordeles på": self.dimension,
            "F&ormel": self.formula,
        }
        parts = [labelled(text, field) for text, field in fields.items()]
        for left, right in zip(parts[::2], parts[1::2], strict=True):
            beside = FoldingRow(need=540, spacing=12, least=0)
            beside.addWidget(left, 1)
            beside.addWidget(right, 1)
            form.addLayout(beside)
        save, cancel = primary_button("Legg til"), quiet_button("Avbryt")
        save.setDefault(True)
        save.clicked.connect(self.save)
        cancel.clicked.connect(self.reject)
        layout.addWidget(row(save, cancel))

    def answers(self) -> dict[str, str]:
        """The catalogue's columns."""
        formula = self.formula.text().strip()
        grain, quarterly = Korn(self.grain.currentData()), Korn(self.grain.currentData()) is not Korn.AR
        way = Kv.FORHOLD if formula else Kv(self.way.currentData()) if quarterly else Kv.INGEN
        level = Niva(self.level.currentData())
        across = Kom.INGEN if level is Niva.TJENESTE else Kom.FORHOLD if formula else Kom.SUM
        return {
            "id": indikatorer.suggest_id(self._desk.file, self.label.text()),
            "etikett": self.label.text().strip(),
            "enhet": self.unit.currentText().strip(),
            "korn": grain,
            "niva": level,
            "type": Art.AVLEDET if formula else Art.TASTET,
            "formel": formula,
            "kv": way,
            "kom": across,
            "pv": str(self.privacy.currentData() or _HARMLESS),
            "kap": str(self.chapter.currentData()),
            "fro": "",
            "kilde": "",
            "kjerne": "0",
            "dimensjon": self.dimension.text().strip(),
            NYNORSK_COLUMN: self.nynorsk.text().strip(),
        }

    @Slot()
    def save(self) -> None:
        """Add it; what is wrong is said here."""
        answers = self.answers()
        try:
            change = indikatorer.add_own(self._desk.file, answers)
        except UserError as error:
            self.notice.show_user_error(error)
            return
        self.made = answers["id"]
        self._desk.tell(change)
        self.accept()


def _box(items: list[tuple[str, object]]) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    for text, data in items:
        box.addItem(text, data)
    return box
