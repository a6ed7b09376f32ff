"""The editor: Markdown with its looks shown as one types; fields, tables, charts and pictures are chips."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from bvdesk.domain.rapport.tekst.brikker import pieces
from bvdesk.importing.fra_html import html_to_markdown
from bvdesk.services.skrivehjelp import Brikke
from bvdesk.ui.tekster.chips import (
    ChipPainter,
    chip_at,
    codes_in,
    insert_markdown,
    let_parts_stand_alone,
    markdown_of,
)
from bvdesk.ui.tekster.markdown_looks import MarkdownLooks

_CLOSERS = ("}", "]", ")")
_WRITING = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_DOWN = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}
Words = Callable[[tuple[str, ...]], Mapping[str, Brikke]]


class TextEditor(QTextEdit):
    """Writes Markdown; paste from Word keeps structure and drops the clutter.

    `chip_opened` carries the code of a chip that was double-clicked, or chosen with Alt+Enter.
    """

    chip_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words: Words = lambda _codes: {}
        self.looks = MarkdownLooks(self.document())
        self.painter = ChipPainter(self.document())
        self.setAccessibleName("Tekst")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setMinimumWidth(200)
        self.cursorPositionChanged.connect(self.describe)

    def set_markdown(self, markdown: str) -> None:
        """Show another text; what was done to the one before cannot be undone here."""
        self.painter.words = {}
        self.clear()
        insert_markdown(self.textCursor(), markdown)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.renew_chips()

    def markdown(self) -> str:
        """The text as it is stored."""
        return markdown_of(self.document())

    def renew_chips(self) -> None:
        """Ask what every chip shows now, and draw them again."""
        self.painter.words = self.words(codes_in(self.document()))
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    def renew_theme(self) -> None:
        """The colours changed."""
        self.looks = MarkdownLooks(self.document())
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """A chip under the pointer says what it is. The keys of emphasis are the editor's before they are the window's."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and _is_emphasis(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent):
            position = self._chip_under(QPointF(self.viewport().mapFromGlobal(event.globalPos())))
            chip = self.painter.chip(chip_at(self.document(), position)) if position >= 0 else None
            QToolTip.showText(event.globalPos(), chip.navn if chip else "", self)
            return True
        return super().event(event)

    @Slot()
    def describe(self) -> None:
        """Tell a screen reader how the line with the cursor reads; it hears a chip as one strange sign."""
        block = self.textCursor().block()
        written = markdown_of(self.document(), block.position(), block.position() + block.length() - 1)
        read = (self.painter.chip(text).tekst if chip else text for text, chip in pieces(written))
        self.setAccessibleDescription("".join(read))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words can be pasted, with structure or without."""
        return source.hasText() or source.hasHtml()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied or dragged: the text with its codes."""
        cursor, data = self.textCursor(), QMimeData()
        data.setText(markdown_of(self.document(), cursor.selectionStart(), cursor.selectionEnd()))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasted text with structure becomes Markdown."""
        made = html_to_markdown(source.html()) if source.hasHtml() else ""
        self._insert(made or source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The shortcuts of emphasis and of moving a paragraph; a code that is typed to its end becomes a chip."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Bold):
            self.wrap("**")
        elif event.matches(QKeySequence.StandardKey.Italic):
            self.wrap("*")
        elif alt and event.key() in _DOWN:
            self.move_paragraph(down=_DOWN[Qt.Key(event.key())])
        elif alt and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_chip()
        else:
            if event.modifiers() in _WRITING and self.painter.would_touch(self.textCursor(), event.text()):
                self.textCursor().insertText(" ", QTextCharFormat())
            super().keyPressEvent(event)
            if event.text() in _CLOSERS:
                self._take_typed_code()
            self._let_parts_stand_alone()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a chip takes hold of all of it, ready to be dragged or deleted."""
        position = self._chip_under(event.position())
        inside = self.textCursor().selectionStart() <= position < self.textCursor().selectionEnd()
        if position >= 0 and not inside and event.button() is Qt.MouseButton.LeftButton:
            self._select(position)
        super().mousePressEvent(event)
        if position >= 0 and not inside and not self.textCursor().hasSelection():
            self._select(position)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A chip is opened."""
        position = self._chip_under(event.position())
        if position >= 0:
            self._select(position)
            self.chip_opened.emit(chip_at(self.document(), position))
        else:
            super().mouseDoubleClickEvent(event)

    def wrap(self, mark: str) -> None:
        """Put marks around what is selected, or around the place where one goes on writing."""
        cursor = self.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        for at in (last, first):
            cursor.setPosition(at)
            cursor.insertText(mark, QTextCharFormat())
        cursor.endEditBlock()
        if first == last:
            cursor.setPosition(first + len(mark))
            self.setTextCursor(cursor)
        self.setFocus()

    def begin_lines(self, mark: str) -> None:
        """Put a mark before each chosen line, or take it away when all have it."""
        cursor = self.textCursor()
        lines = self._lines(cursor)
        marked = all(line.text().startswith(mark) for line in lines)
        cursor.beginEditBlock()
        for line in lines:
            at = QTextCursor(line)
            if marked:
                at.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(mark))
                at.removeSelectedText()
            else:
                at.insertText(mark, QTextCharFormat())
        cursor.endEditBlock()
        self.setFocus()

    def put(self, text: str) -> None:
        """Insert where the cursor is, with a space before it when words would touch."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.selectionStart() - cursor.block().position()]
        space = " " if before and not before[-1].isspace() and before[-1] not in "(«" else ""
        self._insert(space + text)
        self.setFocus()

    def put_block(self, text: str) -> None:
        """Insert as a paragraph of its own."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.setTextCursor(cursor)
        after = "\n" if cursor.block().next().isValid() and cursor.block().next().text() else ""
        self._insert((f"\n\n{text}" if cursor.block().text() else text) + after)
        self.setFocus()

    def add_note(self) -> None:
        """A footnote: its mark where the cursor is, and its text last, where one goes on writing."""
        taken = {int(n) for n in re.findall(r"\[\^(\d+)\]", self.toPlainText())}
        mark = f"[^{max(taken, default=0) + 1}]"
        self._insert(mark)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.put_block(f"{mark}: ")

    def replace_chip(self, kode: str, new: str) -> None:
        """Put another chip, or nothing, in the place of the first one with this code."""
        document = self.document()
        for position in range(document.characterCount()):
            if chip_at(document, position) == kode:
                self._select(position)
                self._insert(new)
                return

    def move_paragraph(self, *, down: bool) -> None:
        """Move the paragraph with the cursor, or the chosen table or chart, past its neighbour."""
        blocks = self.markdown().split("\n\n")
        line = self.textCursor().blockNumber()
        starts = [sum(b.count("\n") + 2 for b in blocks[:i]) for i in range(len(blocks))]
        at = max(i for i, start in enumerate(starts) if start <= line)
        to = at + (1 if down else -1)
        if not 0 <= to < len(blocks):
            return
        column, offset = self.textCursor().positionInBlock(), line - starts[at]
        blocks[at], blocks[to] = blocks[to], blocks[at]
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        insert_markdown(cursor, "\n\n".join(blocks))
        block = self.document().findBlockByNumber(sum(b.count("\n") + 2 for b in blocks[:to]) + offset)
        cursor.setPosition(block.position() + min(column, block.length() - 1))
        self.setTextCursor(cursor)

    def _insert(self, markdown: str) -> None:
        cursor = self.textCursor()
        insert_markdown(cursor, markdown)
        self.setTextCursor(cursor)
        self._let_parts_stand_alone()
        self.renew_chips()

    def _let_parts_stand_alone(self) -> None:
        cursor = self.textCursor()
        let_parts_stand_alone(cursor)
        self.setTextCursor(cursor)

    def _lines(self, cursor: QTextCursor) -> list[QTextBlock]:
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        lines = [first]
        while lines[-1] != last:
            lines.append(lines[-1].next())
        return lines

    def _take_typed_code(self) -> None:
        """Make a chip of the code that ends at the cursor."""
        cursor = self.textCursor()
        start = cursor.block().position()
        cut = tuple(pieces(markdown_of(self.document(), start, cursor.position())))
        kode, is_chip = cut[-1] if cut else ("", False)
        if is_chip and cursor.block().text()[: cursor.position() - start].endswith(kode):
            cursor.setPosition(cursor.position() - len(kode), QTextCursor.MoveMode.KeepAnchor)
            insert_markdown(cursor, kode)
            self.renew_chips()

    def _open_chip(self) -> None:
        """Open the chip that is chosen, or stands beside the cursor."""
        cursor = self.textCursor()
        for position in (cursor.selectionStart(), max(cursor.selectionStart() - 1, 0)):
            kode = chip_at(self.document(), position)
            if kode:
                self._select(position)
                self.chip_opened.emit(kode)
                return

    def _chip_under(self, point: QPointF) -> int:
        """The position of the chip at a point, −1 when there is none."""
        cursor = self.cursorForPosition(point.toPoint())
        for position in (cursor.position(), cursor.position() - 1):
            if position < 0 or not chip_at(self.document(), position):
                continue
            left, right = QTextCursor(self.document()), QTextCursor(self.document())
            left.setPosition(position)
            right.setPosition(position + 1)
            here = self.cursorRect(left)
            if here.left() <= point.x() <= self.cursorRect(right).left() and here.top() <= point.y() <= here.bottom():
                return position
        return -1

    def _select(self, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)


def _is_emphasis(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Bold) or event.matches(QKeySequence.StandardKey.Italic)
