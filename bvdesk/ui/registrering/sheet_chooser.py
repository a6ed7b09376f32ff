"""Which sheet: one quarter for all kommuner, or one kommune through the year; and what to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QWidget

from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kvartalstatus
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.flow_layout import FlowLayout
from bvdesk.ui.registrering.comparisons import Comparisons
from bvdesk.ui.widgets import Button, choose_data, choose_if_there, refill

_ON = True


class View(Enum):
    """The two ways to look."""

    KVARTAL = "kvartal"
    KOMMUNE = "kommune"


class SheetChooser(QWidget):
    """A row of choices; `changed` when another sheet is wanted, `columns_changed` when other columns are."""

    changed = Signal()
    columns_changed = Signal()
    only_missing_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.view = View.KVARTAL
        self._buttons = {View.KVARTAL: _toggle("Alle kommuner"), View.KOMMUNE: _toggle("Én kommune")}
        self._group = QButtonGroup(self)
        self.quarter = QComboBox()
        self.area = QComboBox()
        self.year = QComboBox()
        self.only_missing = _toggle("Bare manglende")
        self.panel = _toggle("Status og kommentar")
        self.compare = Comparisons()
        self._build()
        self._listen()

    def _build(self) -> None:
        layout = FlowLayout(self)
        for view in View:
            self._group.addButton(self._buttons[view])
            layout.addWidget(self._buttons[view])
        self._buttons[self.view].setChecked(_ON)
        for name, field in (("Kvartal", self.quarter), ("Kommune", self.area), ("År", self.year)):
            field.setAccessibleDescription(name)
            field.setToolTip(name)
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            layout.addWidget(field)
        layout.addWidget(self.compare)
        layout.addWidget(self.only_missing)
        layout.addWidget(self.panel)
        self._show_fields()

    def _listen(self) -> None:
        self._group.buttonClicked.connect(self.note_view)
        self.quarter.activated.connect(self.changed)
        self.area.activated.connect(self.changed)
        self.year.activated.connect(self.changed)
        self.compare.changed.connect(self.columns_changed)
        self.only_missing.toggled.connect(self.only_missing_changed)

    def fill(self, fil: Tjenestefil, today: Periode) -> None:
        """The quarters, kommuner and years of a file; the chosen ones stay chosen."""
        chosen = self.quarter.currentData()
        refill(self.quarter, [(q.tekst, q) for q in kvartalstatus.quarters(fil, today)])
        refill(self.area, [(fil.name(key), key) for key in (*fil.tjeneste.members(today), TJENESTEN)])
        refill(self.year, [(str(year), year) for year in kvartalstatus.years(fil, today)])
        if chosen is None:
            choose_data(self.quarter, today.previous())
            choose_data(self.year, today.previous().ar)

    def chosen_quarter(self) -> Periode:
        """The quarter chosen."""
        found = self.quarter.currentData()
        return found if isinstance(found, Periode) else Periode.quarter(2025, 1)

    def chosen_area(self) -> OmradeId:
        """The area chosen."""
        return OmradeId(str(self.area.currentData()))

    def chosen_year(self) -> int:
        """The year chosen."""
        return int(self.year.currentData())

    def period(self) -> Periode:
        """The sheet's own period."""
        return self.chosen_quarter() if self.view is View.KVARTAL else Periode.year(self.chosen_year())

    def quarter_of(self, periode: Periode) -> Periode:
        """The quarter whose status is shown beside a figure: the sheet's own, or that of its column."""
        return self.chosen_quarter() if self.view is View.KVARTAL else kvartalstatus.quarter_of(periode)

    def follow(self, periode: Periode | None) -> bool:
        """Choose a quarter or a year that was chosen elsewhere: of another year, its newest quarter. False: nothing new."""
        before = self.period()
        if periode is None or periode == before:
            return False
        self._align(periode)
        return self.period() != before

    def _align(self, periode: Periode) -> None:
        """The same year in both views."""
        choose_if_there(self.year, periode.ar)
        quarters: list[Periode] = [self.quarter.itemData(at) for at in range(self.quarter.count())]
        of_year = [quarter for quarter in quarters if quarter.ar == periode.ar]
        if periode in of_year or self.chosen_quarter() not in of_year:
            choose_if_there(self.quarter, periode if periode in of_year else next(iter(of_year), None))

    def choose(self, view: View, *, quarter: Periode | None = None, area: OmradeId | None = None) -> None:
        """Ask for a sheet."""
        self.view = view
        self._buttons[view].setChecked(_ON)
        if quarter is not None:
            choose_data(self.quarter, quarter)
            choose_data(self.year, quarter.ar)
        if area is not None:
            choose_data(self.area, area)
        self._show_fields()
        self.changed.emit()

    def switch(self, *, quarter: Periode | None = None, area: OmradeId | None = None) -> None:
        """The other view, of the same year."""
        self._align(self.period())
        self.choose(View.KOMMUNE if self.view is View.KVARTAL else View.KVARTAL, quarter=quarter, area=area)

    def position(self) -> list[int]:
        """The choices, in numbers."""
        return [list(View).index(self.view), *(box.currentIndex() for box in (self.quarter, self.area, self.year))]

    def return_to(self, place: Sequence[int]) -> None:
        """Ask for the sheet with these choices."""
        view, *numbers = place
        for box, number in zip((self.quarter, self.area, self.year), numbers, strict=True):
            if 0 <= number < box.count():
                box.setCurrentIndex(number)
        self.choose(list(View)[view % len(View)])

    @Slot()
    def note_view(self) -> None:
        """A view button was pressed: the other view of the same year."""
        self._align(self.period())
        self.choose(next(view for view, button in self._buttons.items() if button.isChecked()))

    def _show_fields(self) -> None:
        by_quarter = self.view is View.KVARTAL
        self.quarter.setVisible(by_quarter)
        self.area.setVisible(not by_quarter)
        self.year.setVisible(not by_quarter)


def _toggle(text: str) -> QPushButton:
    button = Button(text)
    button.setCheckable(_ON)
    return button
