"""The window: navigation to the left, one page at a time, notices over it, and the line that says when it was saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.errors import UserError
from bvdesk.ui import files, window_state
from bvdesk.ui.actions import ACTIONS, ActionId, ActionSpec, Condition, Menu, Trait, build_action
from bvdesk.ui.desk import Desk
from bvdesk.ui.navigation import Navigation, focus_next
from bvdesk.ui.notices import NoticeBar, NoticeKind
from bvdesk.ui.page_table import PAGES, PageId
from bvdesk.ui.pages.page import Page

MIN_WIDTH, MIN_HEIGHT = 880, 500


class MainWindow(QMainWindow):
    """Assembles actions, navigation, pages and notices; knows no figures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.actions_by_id: dict[ActionId, QAction] = {}
        self._pages: dict[PageId, Page] = {}
        self._build_actions()
        self._build_body()
        self._build_status()
        self._listen()
        self.setMinimumSize(MIN_WIDTH, MIN_HEIGHT)
        if not self.restoreGeometry(window_state.read_bytes("vindu")):
            self.resize(1200, 760)
        self.show_file()

    def _build_actions(self) -> None:
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        menus = {menu: self.menuBar().addMenu(menu.value) for menu in Menu}
        toolbar = self._build_toolbar()
        for spec in ACTIONS:
            action = group.addAction(build_action(spec, self))
            self.actions_by_id[spec.id] = action
            if Trait.STARTS_GROUP in spec.traits:
                menus[spec.menu].addSeparator()
            menus[spec.menu].addAction(action)
            if Trait.TOOLBAR in spec.traits:
                toolbar.addAction(action)
        group.triggered.connect(self.run_action)

    def _build_toolbar(self) -> QToolBar:
        toolbar = QToolBar("Verktøy", self)
        toolbar.setObjectName("toolbar")
        toolbar.setMovable(False)
        toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        toolbar.toggleViewAction().setVisible(False)
        self.addToolBar(toolbar)
        return toolbar

    def _build_body(self) -> None:
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self.notice_bar = NoticeBar()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice_bar)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(_beside(self.navigation, content))

    def _build_status(self) -> None:
        self.saved_label = QLabel()
        self.saved_label.setAccessibleName("Lagring")
        self.statusBar().addPermanentWidget(self.saved_label)
        self.statusBar().setSizeGripEnabled(False)

    def _listen(self) -> None:
        self.navigation.page_chosen.connect(self.show_page)
        self.desk.opened.connect(self.show_file)
        self.desk.saved.connect(self.saved_label.setText)
        self.desk.changed.connect(self.refresh_actions)
        self.desk.noticed.connect(self.show_notice)
        self.desk.failed.connect(self.show_failure)
        self.desk.going.connect(self.go)

    def current_page(self) -> Page | None:
        """The page shown, if any."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def page(self, page_id: PageId) -> Page:
        """The page, made on the first visit."""
        if page_id not in self._pages:
            spec = next(spec for spec in PAGES if spec.id is page_id)
            page = spec.build(self.desk)
            page.setAccessibleName(spec.title)
            self._pages[page_id] = page
            grid = page.grid_view()
            if grid is not None:
                grid.addActions([self.actions_by_id[spec.id] for spec in ACTIONS if spec.in_grid])
            self.stack.addWidget(page)
        return self._pages[page_id]

    @Slot(object)
    def show_page(self, page_id: PageId) -> None:
        """Show a page; what was said of another page is no longer said."""
        self.stack.setCurrentWidget(self.page(page_id))
        self.notice_bar.hide()
        self.refresh_actions()

    @Slot(object, object)
    def go(self, page_id: PageId, place: object) -> None:
        """Show a page at a place it knows."""
        self.navigation.choose(page_id)
        page = self.page(page_id)
        if place is not None:
            page.go_to(place)
        page.setFocus()

    @Slot()
    def show_file(self) -> None:
        """The file that is open, in title, navigation and actions."""
        opened = self.desk.is_open
        self.navigation.setVisible(opened)
        self.setWindowTitle(f"{self.desk.title} – bvdesk" if opened else "bvdesk")
        self.saved_label.setText("Alle endringer er lagret" if opened else "")
        if opened:
            self.navigation.choose(PAGES[0].id)
            self.page(PAGES[0].id).setFocus()
        else:
            self._show_start_page()
        self.refresh_actions()

    def _show_start_page(self) -> None:
        from bvdesk.ui.start_page import StartPage

        start = StartPage(self.desk)
        self.stack.addWidget(start)
        self.stack.setCurrentWidget(start)

    @Slot()
    @Slot(object)
    def refresh_actions(self, _change: object = None) -> None:
        """Switch each action on or off, and say what would be undone."""
        page = self.current_page()
        for spec in ACTIONS:
            self.actions_by_id[spec.id].setEnabled(self._is_enabled(spec, page))
        for action_id, word, what in (
            (ActionId.ANGRE, "Angre", self.desk.undo_text()),
            (ActionId.GJOR_OM, "Gjør om", self.desk.redo_text()),
        ):
            self.actions_by_id[action_id].setToolTip(f"{word}: {what}" if what else word)

    def _is_enabled(self, spec: ActionSpec, page: Page | None) -> bool:
        match spec.condition:
            case Condition.ALWAYS:
                return True
            case Condition.FILE:
                return self.desk.is_open
            case Condition.UNDO:
                return bool(self.desk.undo_text())
            case Condition.REDO:
                return bool(self.desk.redo_text())
            case Condition.PAGE:
                return hasattr(self._target(spec, page), spec.method)

    def _target(self, spec: ActionSpec, page: Page | None) -> QWidget | None:
        """Whose method an action calls: the window's, the page's or the page's grid's."""
        if spec.condition is not Condition.PAGE:
            return self
        return page.grid_view() if page and spec.in_grid else page

    @Slot(QAction)
    def run_action(self, action: QAction) -> None:
        """Do what an action says, on the window or on the page shown."""
        spec = next(spec for spec in ACTIONS if spec.id is action.data())
        getattr(self._target(spec, self.current_page()), spec.method)()

    @Slot(object, str, str)
    def show_notice(self, kind: NoticeKind, text: str, action: str) -> None:
        """Say something over the page."""
        self.notice_bar.show_notice(kind, text, action)

    @Slot(object)
    def show_failure(self, error: UserError) -> None:
        """Say what the user can mend."""
        self.notice_bar.show_user_error(error)

    @Slot()
    def new_file(self) -> None:
        """Make a new service."""
        files.new_file(self.desk, self)

    @Slot()
    def open_file(self) -> None:
        """Open another file."""
        files.open_file(self.desk, self)

    @Slot()
    def open_example(self) -> None:
        """Make and open the example service."""
        files.open_example(self.desk, self)

    @Slot()
    def undo(self) -> None:
        """Undo the last change, whoever made it and whenever."""
        self.desk.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was undone."""
        self.desk.redo()

    @Slot()
    def next_region(self) -> None:
        """Move the focus to the next part of the window: navigation, page, toolbar. The way out of the grid."""
        focus_next((self.navigation, self.stack.currentWidget(), self._first_tool()))

    def _first_tool(self) -> QWidget | None:
        toolbar = self.findChild(QToolBar, "toolbar")
        tools = [toolbar.widgetForAction(action) for action in toolbar.actions()] if toolbar else []
        return next((tool for tool in tools if tool and tool.isEnabled()), None)

    @Slot()
    def show_shortcuts(self) -> None:
        """The list of shortcuts."""
        from bvdesk.ui.dialogs import ShortcutDialog

        ShortcutDialog(self).exec()

    @Slot()
    def show_about(self) -> None:
        """What the program is, and its licences."""
        from bvdesk.ui.dialogs import AboutDialog

        AboutDialog(self).exec()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for jobs, remember the window's place."""
        self.desk.close()
        window_state.write("vindu", self.saveGeometry())
        super().closeEvent(event)


def _beside(left: QWidget, right: QWidget) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(left)
    layout.addWidget(right, 1)
    return holder
