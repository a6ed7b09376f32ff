"""The editor with marks: what may be wrong is underlined, and mended from the menu or with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from bvdesk.services.tekstmerker import Merkeslag, Tekstmerke, Utbedring
from bvdesk.ui import theme
from bvdesk.ui.tekster.chips import insert_markdown
from bvdesk.ui.tekster.text_editor import TextEditor

_LINES = {
    Merkeslag.TALL: QTextCharFormat.UnderlineStyle.DotLine,
    Merkeslag.AVVIK: QTextCharFormat.UnderlineStyle.WaveUnderline,
    Merkeslag.STAVING: QTextCharFormat.UnderlineStyle.WaveUnderline,
}


class MarkedEditor(TextEditor):
    """F7 goes to the next mark, Ctrl+. mends the one the cursor is in.

    `reached` says what is marked where the cursor is (empty: nothing), `learned` carries a word to remember, and
    `own_words_wanted` asks for the list of such words.
    """

    reached = Signal(str)
    learned = Signal(str)
    own_words_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._marks: list[tuple[QTextCursor, Tekstmerke]] = []
        self._said = ""
        self.spellings: Callable[[str], tuple[Utbedring, ...]] = lambda _word: ()
        self.cursorPositionChanged.connect(self.say_mark)

    def show_marks(self, marks: Sequence[Tekstmerke]) -> None:
        """Underline these and no others."""
        self._marks = [(cursor, mark) for mark in marks if (cursor := self._stretch(mark)) is not None]
        self._underline()
        self.say_mark()

    def mark_at(self, position: int) -> tuple[QTextCursor, Tekstmerke] | None:
        """The mark a position is in or next to."""
        found = ((c, m) for c, m in self._marks if c.hasSelection() and c.selectionStart() <= position <= c.selectionEnd())
        return next(found, None)

    def marks(self) -> tuple[Tekstmerke, ...]:
        """Everything that is marked."""
        return tuple(mark for _, mark in self._marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F7 and Ctrl+."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F7:
            self.next_mark()
        elif ctrl and event.key() == Qt.Key.Key_Period:
            self.mend()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with the ways to mend first."""
        position = self.cursorForPosition(event.pos()).position()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            position = self.textCursor().position()
        menu = self.createStandardContextMenu()
        found = self.mark_at(position)
        if found:
            before = menu.actions()[0]
            for action in self._ways(menu, *found):
                menu.insertAction(before, action)
            menu.insertSeparator(before)
        menu.addSeparator()
        menu.addAction("Egne ord …").triggered.connect(self.own_words_wanted)
        menu.exec(event.globalPos())
        menu.deleteLater()

    @Slot()
    def say_mark(self) -> None:
        """Say what is marked where the cursor is, when that is new."""
        found = self.mark_at(self.textCursor().position())
        said = found[1].melding if found else ""
        if said != self._said:
            self._said = said
            self.reached.emit(said)

    @Slot()
    def next_mark(self) -> None:
        """Take hold of the next mark, from the top again after the last."""
        here = self.textCursor().selectionEnd()
        standing = sorted((c for c, _ in self._marks if c.hasSelection()), key=QTextCursor.selectionStart)
        if standing:
            self.setTextCursor(next((c for c in standing if c.selectionStart() > here), standing[0]))
            self.ensureCursorVisible()

    @Slot()
    def mend(self) -> None:
        """Mend the mark with the cursor at once when there is one way, else offer the ways; without a mark, find one."""
        found = self.mark_at(self.textCursor().position())
        if found is None:
            self.next_mark()
        elif found[1].slag is Merkeslag.STAVING:
            menu = QMenu(self)
            menu.addActions(self._ways(menu, *found))
            menu.setActiveAction(menu.actions()[0])
            menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft() + QPoint(0, 2)))
            menu.aboutToHide.connect(menu.deleteLater)
        else:
            self._apply(found[0], found[1].utbedringer[0])

    def _ways(self, menu: QMenu, cursor: QTextCursor, mark: Tekstmerke) -> list[QAction]:
        spelt = mark.slag is Merkeslag.STAVING
        made = []
        for way in self.spellings(cursor.selectedText()) if spelt else mark.utbedringer:
            action = QAction(way.tekst, menu)
            action.triggered.connect(lambda _on=False, way=way: self._apply(cursor, way))
            made.append(action)
        if spelt:
            word = cursor.selectedText()
            learn = QAction(f"Legg «{word}» til ordlisten", menu)
            learn.triggered.connect(lambda _on=False: self.learned.emit(word))
            made.append(learn)
        return made

    def _apply(self, cursor: QTextCursor, way: Utbedring) -> None:
        """Put it in; the text around stays as it was, and it can be undone."""
        where = QTextCursor(cursor)
        insert_markdown(where, way.markdown)
        self.setTextCursor(where)
        self._marks = [(c, m) for c, m in self._marks if c is not cursor]
        self._underline()
        self.renew_chips()
        self.setFocus()

    def _stretch(self, mark: Tekstmerke) -> QTextCursor | None:
        block = self.document().findBlockByNumber(mark.linje)
        if not block.isValid() or mark.slutt > len(block.text()):
            return None
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + mark.start)
        cursor.setPosition(block.position() + mark.slutt, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _underline(self) -> None:
        tokens = theme.tokens()
        colours = {
            Merkeslag.TALL: tokens.accent,
            Merkeslag.AVVIK: tokens.warning,
            Merkeslag.STAVING: tokens.danger,
        }
        selections = []
        for cursor, mark in self._marks:
            selection = QTextEdit.ExtraSelection()
            looks = QTextCharFormat()
            looks.setUnderlineStyle(_LINES[mark.slag])
            looks.setUnderlineColor(QColor(colours[mark.slag]))
            selection.format, selection.cursor = looks, cursor
            selections.append(selection)
        self.setExtraSelections(selections)
