"""The window: navigation to the left, one page at a time, notices under it, and the line that says when it was saved.

Notices come and go under the page: what one points at and types in, does not move.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from bvdesk.domain.errors import UserError
from bvdesk.ui import files, news, theme, window_state
from bvdesk.ui.action_set import ActionSet, target
from bvdesk.ui.actions import ActionSpec, Condition
from bvdesk.ui.desk import Desk
from bvdesk.ui.navigation import Navigation, focus_next
from bvdesk.ui.notices import NoticeBar, NoticeKind
from bvdesk.ui.page_stack import PageArea
from bvdesk.ui.page_table import PAGES, PageId
from bvdesk.ui.pages.page import Page
from bvdesk.ui.screen import resize_on_screen
from bvdesk.ui.trygghet.doorkeeper import Doorkeeper
from bvdesk.ui.trygghet.keeper import Keeper
from bvdesk.ui.trygghet.place_keeper import Places

MIN_WIDTH, MIN_HEIGHT = 480, 220  # a little less than 1366 × 768 at 250 %
ROOM_FOR_NAMES, ROOM_FOR_TOOLS = 800, 360


class MainWindow(QMainWindow):
    """Assembles actions, navigation, pages and notices; knows no figures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme.dress(self)
        self.desk = desk
        self._pages: dict[PageId, Page] = {}
        self.actions_of_window = ActionSet(self)
        self._build_body()
        self._build_status()
        self._listen()
        self._doorkeeper = Doorkeeper(desk, self)
        self._keeper = Keeper(desk, Places(self.place, self.return_to), self)
        self.setMinimumSize(MIN_WIDTH, MIN_HEIGHT)
        if not self.restoreGeometry(window_state.read_bytes("vindu")):
            resize_on_screen(self, 1200, 760)
        if desk.is_open:
            self.show_file()

    def _build_body(self) -> None:
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self.notice_bar = NoticeBar()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageArea(self.stack), 1)
        column.addWidget(self.notice_bar)
        self.setCentralWidget(_beside(self.navigation, content))

    def _build_status(self) -> None:
        self.saved_label = QLabel()
        self.saved_label.setAccessibleName("Lagring")
        self.statusBar().addPermanentWidget(self.saved_label)
        self.statusBar().setSizeGripEnabled(False)

    def _listen(self) -> None:
        self.navigation.page_chosen.connect(self.show_page)
        self.actions_of_window.wanted.connect(self.run_action)
        self.desk.opened.connect(self.show_file)
        self.desk.saved.connect(self.saved_label.setText)
        self.desk.changed.connect(self.refresh_actions)
        self.desk.noticed.connect(self.show_notice)
        self.desk.offered.connect(self.notice_bar.show_offer)
        self.desk.closing.connect(self.notice_bar.withdraw)
        self.desk.failed.connect(self.show_failure)
        self.desk.refused.connect(self.notice_bar.show_refusal)
        self.desk.saved.connect(self.notice_bar.settle)
        self.desk.going.connect(self.go)
        self.notice_bar.action_clicked.connect(self.follow_notice)

    def place(self) -> list[str]:
        """Where the user is: the page by its name, and a place on it in numbers."""
        page = self.current_page()
        if page is None:
            return []
        name = next(key.name for key, known in self._pages.items() if known is page)
        return [name, *map(str, page.position())]

    def return_to(self, place: list[str]) -> None:
        """Back to such a place; one that an other version of the program wrote may be unknown."""
        name, *numbers = place
        if name in PageId.__members__ and all(number.lstrip("-").isdecimal() for number in numbers):
            self.go(PageId[name], None)
            self.page(PageId[name]).return_to([int(number) for number in numbers])

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
                self.actions_of_window.give_keys(grid)
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
        """The file that is open, in title, navigation and actions; one that was put away is shown where it was."""
        opened = self.desk.is_open
        self.navigation.setVisible(opened)
        self._make_room()
        self.setWindowTitle(f"{self.desk.title} – bvdesk" if opened else "bvdesk")
        self.saved_label.setText(self._saved_text())
        if opened:
            first = self.navigation.chosen() if self.desk.comes_back else PAGES[0].id
            self.navigation.choose(first)
            self.page(first).setFocus()
        else:
            self._show_start_page()
        self.refresh_actions()

    def _saved_text(self) -> str:
        if not self.desk.is_open:
            return ""
        return "Bare for lesing" if self.desk.file.lesegrunn else "Alle endringer er lagret"

    @Slot(str)
    def follow_notice(self, action: str) -> None:
        """To what the notice is about: news in the manual, all else on Trygghet."""
        if action == news.SEE:
            self.open_manual(news.PAGE)
        else:
            self.go(PageId.TRYGGHET, None)

    @Slot()
    def tell_news(self) -> None:
        """What is new in this version, unless something else is being said: then it waits for the next start."""
        text = news.unseen()
        if text and self.notice_bar.isHidden():
            self.show_notice(NoticeKind.INFO, text, news.SEE)
            news.mark_seen()

    def _show_start_page(self) -> None:
        from bvdesk.ui.start_page import StartPage

        start = StartPage(self.desk)
        self.stack.addWidget(start)
        self.stack.setCurrentWidget(start)

    @Slot()
    @Slot(object)
    def refresh_actions(self, _change: object = None) -> None:
        """Something changed that actions may rest on."""
        self.actions_of_window.refresh(self.desk, self.current_page())

    @Slot(object)
    def run_action(self, spec: ActionSpec) -> None:
        """Do what an action says, on the window or on the page shown."""
        receiver = target(spec, self.current_page()) if spec.condition is Condition.PAGE else self
        getattr(receiver, spec.method)()

    @Slot(object, str, str)
    def show_notice(self, kind: NoticeKind, text: str, action: str) -> None:
        """Say something under the page."""
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
        focus_next((self.navigation, self.stack.currentWidget(), self.actions_of_window.first_tool()))

    @Slot()
    def make_form(self) -> None:
        """A form for a kommune that reports its own figures."""
        from bvdesk.ui.regneark.skjema_dialog import SkjemaDialog

        SkjemaDialog(self.desk, self).exec()

    @Slot()
    def read_sheet(self) -> None:
        """A spreadsheet, through its preview."""
        from bvdesk.ui.regneark.apne import read_sheet

        read_sheet(self.desk, self)

    @Slot()
    def show_manual(self) -> None:
        """The manual, at the page about what is on the screen."""
        self.open_manual(next((key.name.casefold() for key, page in self._pages.items() if page is self.current_page()), ""))

    def open_manual(self, page: str) -> None:
        """The manual, at one of its pages."""
        from bvdesk.ui.handbok_window import HandbokWindow

        manual = self.findChild(HandbokWindow) or HandbokWindow(self)
        manual.show_page(page)
        manual.show()
        manual.activateWindow()

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

    def showEvent(self, event: QShowEvent) -> None:
        """Shown before any file was opened: the start page, which is not made when it is not needed."""
        if self.stack.count() == 0:
            self.show_file()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list of pages is icons, in a low one the toolbar gives way to the menus."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.navigation.fold(folded=self.width() < ROOM_FOR_NAMES)
        self.actions_of_window.toolbar.setVisible(self.desk.is_open and self.height() >= ROOM_FOR_TOOLS)

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
