"""The editor: Markdown with its looks shown as one types; a live field is a chip that goes in and out as one piece."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bvdesk.domain.rapport.felt.syntaks import FIELD
from bvdesk.importing.fra_html import html_to_markdown
from bvdesk.ui import theme

_STRONG = re.compile(r"\*\*(?=\S).+?(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*]).+?(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(r"\[[^\]]+\]\([^)]+\)|\[\[[^\]]+\]\]|\[\^[^\]]+\]")
_HEADING = re.compile(r"#{2,3} .*")


class MarkdownLooks(QSyntaxHighlighter):
    """Headings large, emphasis shown, fields as chips."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        tokens = theme.tokens()
        self._chip = QTextCharFormat()
        self._chip.setBackground(QColor(tokens.accent_surface))
        self._chip.setForeground(QColor(tokens.accent))
        self._chip.setFontWeight(QFont.Weight.DemiBold)
        self._heading = QTextCharFormat()
        self._heading.setFontWeight(QFont.Weight.Bold)
        self._strong = QTextCharFormat()
        self._strong.setFontWeight(QFont.Weight.Bold)
        self._emphasis = QTextCharFormat()
        self._emphasis.setFontItalic(True)
        self._link = QTextCharFormat()
        self._link.setForeground(QColor(tokens.accent))

    def highlightBlock(self, text: str) -> None:
        """Give one line its looks."""
        if _HEADING.fullmatch(text):
            self.setFormat(0, len(text), self._heading)
        for pattern, looks in (
            (_EMPHASIS, self._emphasis),
            (_STRONG, self._strong),
            (_LINK, self._link),
            (FIELD, self._chip),
        ):
            for match in pattern.finditer(text):
                self.setFormat(match.start(), match.end() - match.start(), looks)


class TextEditor(QPlainTextEdit):
    """Writes Markdown; paste from Word keeps structure and drops the clutter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = MarkdownLooks(self.document())
        self.setAccessibleName("Tekst")
        self.setTabChangesFocus(True)
        self.setMinimumWidth(200)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasted text with structure becomes Markdown."""
        if source.hasHtml():
            self.insertPlainText(html_to_markdown(source.html()) or source.text())
        else:
            super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace and Delete take a whole chip; the shortcuts of emphasis."""
        key = event.key()
        erasing = key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if event.matches(QKeySequence.StandardKey.Bold):
            self.wrap("**")
        elif event.matches(QKeySequence.StandardKey.Italic):
            self.wrap("*")
        elif not (erasing and self._take_chip(before=key == Qt.Key.Key_Backspace)):
            super().keyPressEvent(event)

    def wrap(self, mark: str) -> None:
        """Put marks around what is selected, or around the place where one goes on writing."""
        cursor = self.textCursor()
        selected = cursor.selectedText()
        cursor.insertText(f"{mark}{selected}{mark}")
        if not selected:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(mark))
            self.setTextCursor(cursor)
        self.setFocus()

    def begin_lines(self, mark: str) -> None:
        """Put a mark before each chosen line, or take it away when all have it."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        lines = [first]
        while lines[-1] != last:
            lines.append(lines[-1].next())
        marked = all(line.text().startswith(mark) for line in lines)
        cursor.beginEditBlock()
        for line in lines:
            at = QTextCursor(line)
            if marked:
                at.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(mark))
                at.removeSelectedText()
            else:
                at.insertText(mark)
        cursor.endEditBlock()
        self.setFocus()

    def put(self, text: str) -> None:
        """Insert where the cursor is, with a space before it when words would touch."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        space = " " if before and not before[-1].isspace() and before[-1] not in "(«" else ""
        cursor.insertText(space + text)
        self.setFocus()

    def put_block(self, text: str) -> None:
        """Insert as a paragraph of its own."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertText(f"\n\n{text}" if cursor.block().text() else text)
        self.setTextCursor(cursor)
        self.setFocus()

    def _take_chip(self, *, before: bool) -> bool:
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        at, start = cursor.positionInBlock(), cursor.block().position()
        for match in FIELD.finditer(cursor.block().text()):
            if match.end() == at if before else match.start() == at:
                cursor.setPosition(start + match.start())
                cursor.setPosition(start + match.end(), QTextCursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
                return True
        return False
