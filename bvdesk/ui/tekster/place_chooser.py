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
from bvdesk.ui.period_box import PeriodBox
from bvdesk.ui.widgets import labelled, refill

WIDTH = 216
_DATA = Qt.ItemDataRole.UserRole


class PlaceChooser(QWidget):
    """`chosen` when another text is asked for."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.period, self.area, self.language = PeriodBox(), QComboBox(), QComboBox()
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

    def fill(self, fil: Tjenestefil) -> None:
        """What the file has to choose from; what was chosen stays chosen, and nobody is told."""
        self.period.fill(fil)
        own = [(o.navn, o.id) for o in fil.deltakere()]
        refill(self.area, [("Alle kommuner (felles)", COMMON), *own, (fil.name(TJENESTEN), TJENESTEN)])
        row_before = max(0, self.chapters.currentRow())
        with QSignalBlocker(self.chapters):
            self.chapters.clear()
            for kapittel in skriving.chapters(fil, Malform(self.language.currentData())):
                item = QListWidgetItem("    " * (kapittel.niva - 1) + kapittel.tittel)
                item.setData(_DATA, kapittel)
                item.setToolTip(kapittel.tittel)
                self.chapters.addItem(item)
            self.chapters.setCurrentRow(min(row_before, self.chapters.count() - 1))

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
        self.chosen.emit()
