"""Innstillinger: how the window looks and behaves on this machine, and who the service is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.services import innstillinger
from bvdesk.services.tjenestefil import kommuneregister
from bvdesk.ui import theme, window_state
from bvdesk.ui.busy import busy
from bvdesk.ui.desk import Desk
from bvdesk.ui.grid.moving_view import EnterMove
from bvdesk.ui.pages.page import Page
from bvdesk.ui.theme import ThemeName
from bvdesk.ui.widgets import choose_data, heading, labelled, paragraph, quiet_button, refill, row, scrolling_page

_WIDTH = 420
_THEMES = {
    ThemeName.SYSTEM: "Som maskinen ellers",
    ThemeName.LYS: "Lyst",
    ThemeName.MORK: "Mørkt",
    ThemeName.KONTRAST: "Høy kontrast",
}
_SIZES = {
    "1": "Som maskinen ellers",
    "1.25": "Litt større",
    "1.5": "Halvannen gang så stort",
    "2": "Dobbelt så stort",
}
_ENTER = {EnterMove.NED: "Ned til neste celle", EnterMove.HOYRE: "Til høyre", EnterMove.BLI: "Bli i cellen"}
_ID = Qt.ItemDataRole.UserRole


class InnstillingerPage(Page):
    """Everything takes effect at once but another size; there is nothing to save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.theme_box, self.size_box, self.enter_box, self.host = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.name, self.new_kommune, self.year = QLineEdit(), QLineEdit(), QLineEdit()
        self.members = QListWidget()
        self.place = paragraph("", subtle=True)
        self._build()
        for name, text in _THEMES.items():
            self.theme_box.addItem(text, name)
        for size, text in _SIZES.items():
            self.size_box.addItem(text, size)
        for move, text in _ENTER.items():
            self.enter_box.addItem(text, move)
        choose_data(self.theme_box, ThemeName(window_state.read_text("tema", ThemeName.SYSTEM.value)))
        choose_data(self.size_box, window_state.read_text(window_state.SIZE, window_state.NORMAL_SIZE))
        choose_data(self.enter_box, EnterMove(window_state.read_text("enter", EnterMove.NED.value)))
        self._listen()
        self.setFocusProxy(self.theme_box)

    def _build(self) -> None:
        column = scrolling_page(self)
        column.addWidget(heading("Innstillinger"))
        column.addWidget(heading("På denne maskinen", 13))
        self._add(column, "&Farger", self.theme_box)
        self._add(column, "&Størrelse på tekst og knapper", self.size_box)
        self._add(column, "&Enter i tabellen", self.enter_box)
        column.addSpacing(12)
        column.addWidget(heading("Tjenesten", 13))
        self._add(column, "&Navn", self.name)
        self._add(column, "&Vertskommune", self.host)
        self._add(column, "&Kommuner", self.members)
        self.members.setFixedHeight(128)
        self.new_kommune.setPlaceholderText("Navn eller kommunenummer")
        self.new_kommune.setMinimumWidth(240)
        self.year.setPlaceholderText("Fra år")
        self.year.setFixedWidth(88)
        self.add_button, self.end_button = quiet_button("Legg til"), quiet_button("Sett sluttår")
        column.addWidget(row(labelled("Ny k&ommune", self.new_kommune), labelled("&År", self.year)))
        column.addWidget(row(self.add_button, self.end_button))
        column.addSpacing(12)
        column.addWidget(heading("Filen", 13))
        column.addWidget(self.place)
        column.addStretch(1)

    def _add(self, column: QVBoxLayout, text: str, field: QWidget) -> None:
        holder = labelled(text, field)
        holder.setMaximumWidth(_WIDTH)
        column.addWidget(holder)

    def _listen(self) -> None:
        self.theme_box.activated.connect(self.choose_theme)
        self.size_box.activated.connect(self.choose_size)
        self.enter_box.activated.connect(self.choose_enter)
        self.name.editingFinished.connect(self.save_name)
        self.host.activated.connect(self.save_host)
        self.add_button.clicked.connect(self.add_kommune)
        self.end_button.clicked.connect(self.end_membership)

    def refresh(self, _change: object) -> None:
        """Show how things stand."""
        fil = self.desk.file
        self.name.setText(fil.tjeneste.navn)
        refill(self.host, [(omrade.navn, omrade.id) for omrade in fil.deltakere()])
        choose_data(self.host, fil.tjeneste.vertskommune)
        self.members.clear()
        for omrade in fil.deltakere():
            rad = fil.omrader[omrade.id]
            years = f" ({rad.fra_ar or ''}–{rad.til_ar or ''})" if rad.fra_ar or rad.til_ar else ""
            item = QListWidgetItem(f"{omrade.navn}{years}", self.members)
            item.setData(_ID, omrade.id)
        self.place.setText(f"Tjenestens tall ligger i {fil.path}")

    @Slot()
    def choose_theme(self) -> None:
        """Other colours."""
        name = ThemeName(self.theme_box.currentData())
        window_state.write("tema", name.value)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            with busy():
                theme.apply_theme(app, name)
            self.desk.theme_changed.emit()

    @Slot()
    def choose_size(self) -> None:
        """Larger words and buttons; Qt takes the size when it starts."""
        window_state.write(window_state.SIZE, str(self.size_box.currentData()))
        self.desk.notice("Ny størrelse gjelder fra neste gang du åpner bvdesk.")

    @Slot()
    def choose_enter(self) -> None:
        """Where Enter goes."""
        window_state.write("enter", EnterMove(self.enter_box.currentData()).value)
        self.desk.habits_changed.emit()

    @Slot()
    def save_name(self) -> None:
        """Another name for the service."""
        known, written = self.desk.file.tjeneste.navn, self.name.text()
        if written.strip() != known and self.desk.run(innstillinger.rename, written) is None:
            self.name.setText(known)

    @Slot()
    def save_host(self) -> None:
        """Another host."""
        self.desk.run(innstillinger.set_host, OmradeId(str(self.host.currentData())))

    @Slot()
    def add_kommune(self) -> None:
        """A kommune joins."""
        try:
            kommune = kommuneregister().find(self.new_kommune.text().strip())
            year = self._year()
        except UserError as error:
            self.desk.failed.emit(error)
            return
        if self.desk.run(innstillinger.add_kommune, kommune.current_number, year):
            self.new_kommune.clear()
            self.year.clear()

    @Slot()
    def end_membership(self) -> None:
        """The chosen kommune leaves after the year in the field."""
        chosen = self.members.selectedItems()
        try:
            year = self._year()
        except UserError as error:
            self.desk.failed.emit(error)
            return
        if not chosen:
            self.desk.failed.emit(UserError("Ingen kommune er valgt.", "Velg en i listen, og skriv siste år i feltet «År»."))
        elif self.desk.run(innstillinger.end_membership, OmradeId(str(chosen[0].data(_ID))), year):
            self.year.clear()

    def _year(self) -> int | None:
        text = self.year.text().strip()
        if text and not (text.isdigit() and len(text) == len("2025")):
            raise UserError(f"«{text}» er ikke et årstall.", "Skriv fire sifre, eller la feltet stå tomt.")
        return int(text) if text else None
