"""Which text to write: the period, whose text it is, the written language, and the chapter."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bvdesk.domain.malform import Malform
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.services import skriving
from bvdesk.services.skriving import Skrivekapittel
from bvdesk.services.tekst import COMMON
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.desk import Desk
from bvdesk.ui.period_box import PeriodBox
from bvdesk.ui.tekster.chapter_numbers import ChapterNumbers
from bvdesk.ui.widgets import labelled, refill

WIDTH = 216
_LEFT_OUT = "ikke med i meldingen ennå: verken tekst eller tall"
_DATA = Qt.ItemDataRole.UserRole


class PlaceChooser(QWidget):
    """`chosen` when another text is asked for, `headed` with the chapter's heading when its number has changed."""

    chosen = Signal()
    headed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._printed: dict[str, str] = {}
        self.period, self.area, self.language = PeriodBox(desk), QComboBox(), QComboBox()
        self.chapters = QListWidget()
        self.chapters.setAccessibleName("Kapitler")
        self.chapters.setMinimumHeight(60)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for text, malform in (("Bokmål", Malform.BOKMAL), ("Nynorsk", Malform.NYNORSK)):
            self.language.addItem(text, malform)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        for name, box in (("&Periode", self.period), ("&Gjelder", self.area), ("&Språk", self.language)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            column.addWidget(labelled(name, box))
            box.currentIndexChanged.connect(self.announce)
        column.addWidget(labelled("&Kapittel", self.chapters), 1)
        self.chapters.currentRowChanged.connect(self.announce)
        self.numbers = ChapterNumbers(desk, self)
        self.numbers.counted.connect(self.show_numbers)

    def fill(self, fil: Tjenestefil) -> None:
        """What the file has to choose from; what was chosen stays chosen, and nobody is told."""
        self.period.fill(fil)
        own = [(o.navn, o.id) for o in fil.deltakere()]
        refill(self.area, [("Alle kommuner (felles)", COMMON), *own, (fil.name(TJENESTEN), TJENESTEN)])
        row_before = max(0, self.chapters.currentRow())
        with QSignalBlocker(self.chapters):
            self.chapters.clear()
            for kapittel in skriving.chapters(fil, Malform(self.language.currentData())):
                item = QListWidgetItem()
                item.setData(_DATA, kapittel)
                self.chapters.addItem(item)
            self.chapters.setCurrentRow(min(row_before, self.chapters.count() - 1))
        self.show_numbers(self._printed)
        self.numbers.look_at(self.place())

    @Slot(object)
    def show_numbers(self, printed: dict[str, str]) -> None:
        """The chapters with their numbers on paper; one that is not on it, says so."""
        before, self._printed = self.heading(), printed
        with QSignalBlocker(self.chapters):
            for row in range(self.chapters.count()):
                item = self.chapters.item(row)
                kapittel = item.data(_DATA)
                heading = self._heading(kapittel)
                left_out = bool(printed) and kapittel.nummer not in printed
                item.setText("    " * (kapittel.niva - 1) + heading)
                item.setToolTip(f"{heading} – {_LEFT_OUT}" if left_out else heading)
                font = item.font()
                font.setItalic(left_out)
                item.setFont(font)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{heading}, {_LEFT_OUT}" if left_out else heading)
        if self.heading() != before:
            self.headed.emit(self.heading())

    def heading(self) -> str:
        """Number and title of the chosen chapter."""
        kapittel = self.chapter()
        return self._heading(kapittel) if kapittel else ""

    def _heading(self, kapittel: Skrivekapittel) -> str:
        return f"{self._printed.get(kapittel.nummer, '')} {kapittel.tittel}".strip()

    def number(self) -> str:
        """The chosen chapter's number on paper; empty while it is not on it."""
        kapittel = self.chapter()
        return self._printed.get(kapittel.nummer, "") if kapittel else ""

    def chapter(self) -> Skrivekapittel | None:
        """The chosen chapter."""
        item = self.chapters.currentItem()
        return item.data(_DATA) if item else None

    def place(self) -> Tekststed | None:
        """The chosen text."""
        kapittel = self.chapter()
        if kapittel is None:
            return None
        language = Malform(self.language.currentData())
        return Tekststed(self.period.currentData(), self.area.currentData(), language, kapittel.nummer)

    def choose(self, nummer: str) -> None:
        """Go to a chapter."""
        rows = (row for row in range(self.chapters.count()) if self.chapters.item(row).data(_DATA).nummer == nummer)
        self.chapters.setCurrentRow(next(rows, 0))

    @Slot()
    def announce(self) -> None:
        """Another text is asked for."""
        self.numbers.look_at(self.place())
        self.chosen.emit()
