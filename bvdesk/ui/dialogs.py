"""The few dialogs: shortcuts and about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from bvdesk import __version__, resources
from bvdesk.ui.actions import shortcut_list
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.widgets import heading, page_layout, paragraph, quiet_button, row

_ABOUT_WIDTH = 520
IN_THE_GRID = (
    ("Neste celle nedover, eller bortover (velg i Innstillinger)", "Enter"),
    ("Neste og forrige celle som kan fylles ut", "Tab, Shift+Tab"),
    ("Rediger cellen", "F2"),
    ("Hopp over en blokk med tall", "Ctrl+piltast"),
    ("Merk flere celler", "Shift+piltast, Ctrl+A"),
    ("Slå sammen eller vis et kapittel", "Pil venstre, pil høyre på overskriften"),
    ("Gå ut av tabellen", "F6 eller Ctrl+Tab"),
    ("Summer mens du skriver", "12+5"),
)
IN_THE_TEXTS = (
    ("Neste ord eller tall med strek under, i teksten", "F7"),
    ("Rett det, eller gjør tallet levende", "Ctrl+."),
    ("Åpne et levende tall, en figur eller et bilde", "Alt+Enter"),
    ("Flytt avsnittet eller figuren", "Alt+pil opp, Alt+pil ned"),
    ("Fet og kursiv skrift", "Ctrl+B, Ctrl+I"),
)


class ShortcutDialog(FittingDialog):
    """Every shortcut, from the same table as the menus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hurtigtaster")
        resize_on_screen(self, 560, 560)
        rows = [*shortcut_list(), *IN_THE_GRID, *IN_THE_TEXTS]
        table = QTableWidget(len(rows), 2)
        table.setAccessibleName("Hurtigtaster")
        table.setHorizontalHeaderLabels(["Hva", "Taster"])
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        for line, (what, keys) in enumerate(rows):
            table.setItem(line, 0, QTableWidgetItem(what))
            table.setItem(line, 1, QTableWidgetItem(keys))
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setHighlightSections(False)
        layout = page_layout(self)
        layout.addWidget(table)
        layout.addWidget(close_buttons(self))


class AboutDialog(FittingDialog):
    """What the program is and what it is made of."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Om bvdesk")
        layout = page_layout(self)
        layout.addWidget(heading(f"bvdesk {__version__}"))
        layout.addWidget(paragraph(resources.text("om.txt").strip()))
        self.licenses_button = quiet_button("Vis lisenser")
        self.licenses_button.clicked.connect(self.show_licenses)
        layout.addWidget(row(self.licenses_button))
        layout.addWidget(close_buttons(self))
        resize_on_screen(self, _ABOUT_WIDTH, layout.totalHeightForWidth(_ABOUT_WIDTH))

    @Slot()
    def show_licenses(self) -> None:
        """The parts of the program and their terms."""
        from bvdesk.ui.license_dialog import LicenseDialog

        LicenseDialog(self).open()


def close_buttons(dialog: QDialog) -> QDialogButtonBox:
    """The one button of a dialog that only shows something."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.button(QDialogButtonBox.StandardButton.Close).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    buttons.rejected.connect(dialog.reject)
    return buttons
