"""The actions of one window: made from the table, put into menus and toolbar, switched on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

from bvdesk.ui.actions import ACTIONS, ActionId, ActionSpec, Condition, Menu, Trait, build_action, plain_text
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.pages.page import Page

if TYPE_CHECKING:
    from bvdesk.ui.grid.grid_view import GridView

NAMING_DELAY_MS = 200


class ActionSet(QObject):
    """`wanted` says which action the user chose."""

    wanted = Signal(object)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.by_id: dict[ActionId, QAction] = {}
        self.toolbar = _build_toolbar(window)
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        menus = {menu: window.menuBar().addMenu(menu.value) for menu in Menu}
        for spec in ACTIONS:
            action = group.addAction(build_action(spec, window))
            self.by_id[spec.id] = action
            if Trait.STARTS_GROUP in spec.traits:
                menus[spec.menu].addSeparator()
            menus[spec.menu].addAction(action)
            if Trait.TOOLBAR in spec.traits:
                self.toolbar.addAction(action)
        group.triggered.connect(self.announce)
        self._steps: dict[ActionId, tuple[str, str]] = {}
        # The toolbar lays itself out anew when a button is named otherwise: a little later, so that typing never waits.
        self._naming = delayed(self, NAMING_DELAY_MS, self.name_steps)
        for key in (ActionId.ANGRE, ActionId.GJOR_OM):
            self.by_id[key].setIconText(plain_text(self.by_id[key].text()))

    def announce(self, action: QAction) -> None:
        """An action was chosen from menu, toolbar or keyboard."""
        self.wanted.emit(next(spec for spec in ACTIONS if spec.id is action.data()))

    def give_keys(self, grid: GridView) -> None:
        """The commands on cells work while this grid has the focus, and stand in its context menu."""
        grid.addActions([self.by_id[spec.id] for spec in ACTIONS if spec.in_grid])

    def refresh(self, desk: Desk, page: Page | None) -> None:
        """Switch each on or off, and say what would be undone."""
        undo, redo = desk.undo_text(), desk.redo_text()
        usable = {Condition.ALWAYS}
        usable |= {Condition.FILE} if desk.is_open else set()
        usable |= {Condition.UNDO} if undo else set()
        usable |= {Condition.REDO} if redo else set()
        for spec in ACTIONS:
            on = hasattr(target(spec, page), spec.method) if spec.condition is Condition.PAGE else spec.condition in usable
            self.by_id[spec.id].setEnabled(on)
        self._steps = {ActionId.ANGRE: ("&Angre", undo), ActionId.GJOR_OM: ("&Gjør om", redo)}
        self._naming.start()

    @Slot()
    def name_steps(self) -> None:
        """Menu and tooltip say what would be undone and done again."""
        for key, (verb, what) in self._steps.items():
            text = f"{verb}: {what.replace('&', '&&')}" if what else verb
            self.by_id[key].setText(text)
            self.by_id[key].setToolTip(text.replace("&&", "\0").replace("&", "").replace("\0", "&"))

    def first_tool(self) -> QWidget | None:
        """The first button of the toolbar that can be pressed."""
        tools = (self.toolbar.widgetForAction(action) for action in self.toolbar.actions())
        return next((tool for tool in tools if tool and tool.isEnabled()), None)


def target(spec: ActionSpec, page: Page | None) -> QWidget | None:
    """Whose method an action of a page calls: the page's own, or its grid's."""
    return page.grid_view() if page and spec.in_grid else page


def _build_toolbar(window: QMainWindow) -> QToolBar:
    toolbar = QToolBar("Verktøy", window)
    toolbar.setObjectName("toolbar")
    toolbar.setMovable(False)
    toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    toolbar.toggleViewAction().setVisible(False)
    window.addToolBar(toolbar)
    return toolbar
