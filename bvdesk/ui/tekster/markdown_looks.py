"""Markdown with its looks shown in the editor."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from bvdesk.ui import theme

_STRONG = re.compile(r"\*\*(?=\S).+?(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*]).+?(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(r"\[[^\]]+\]\([^)]+\)|\[\^[^\]]+\]")
_HEADING = re.compile(r"#{2,3} .*")


class MarkdownLooks(QSyntaxHighlighter):
    """Headings heavy, emphasis shown, links in colour."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._heading, self._strong, self._emphasis, self._link = (QTextCharFormat() for _ in range(4))
        self._heading.setFontWeight(QFont.Weight.Bold)
        self._strong.setFontWeight(QFont.Weight.Bold)
        self._emphasis.setFontItalic(True)
        self._link.setForeground(QColor(theme.tokens().accent))

    def highlightBlock(self, text: str) -> None:
        """Give one line its looks."""
        if _HEADING.fullmatch(text):
            self.setFormat(0, len(text), self._heading)
        for pattern, looks in ((_EMPHASIS, self._emphasis), (_STRONG, self._strong), (_LINK, self._link)):
            for match in pattern.finditer(text):
                self.setFormat(match.start(), match.end() - match.start(), looks)
