"""Markdown with its looks shown in the editor."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from bvdesk.ui import theme

# The groups are the signs that make the looks; they step back, so that the words are what is seen.
_STRONG = re.compile(r"(\*\*)(?=\S).+?(?<=\S)(\*\*)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*)(?=[^\s*]).+?(?<=[^\s*])(\*)(?![\w*])")
_LINK = re.compile(r"(\[)[^\]]+(\]\([^)]+\))|\[\^[^\]]+\]")
_HEADING = re.compile(r"(#{2,3} ).*")
_LIST = re.compile(r"(\s*(?:[-*]|\d+\.) )")


class MarkdownLooks(QSyntaxHighlighter):
    """Headings heavy, emphasis shown, links in colour; the signs themselves quiet."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        heading, strong, emphasis, link, self._sign = (QTextCharFormat() for _ in range(5))
        heading.setFontWeight(QFont.Weight.Bold)
        strong.setFontWeight(QFont.Weight.Bold)
        emphasis.setFontItalic(True)
        tokens = theme.tokens()
        link.setForeground(QColor(tokens.accent))
        self._sign.setForeground(QColor(tokens.subtle))
        self._looks = ((_EMPHASIS, emphasis), (_STRONG, strong), (_LINK, link))
        self._lines = ((_HEADING, heading), (_LIST, QTextCharFormat()))

    def highlightBlock(self, text: str) -> None:
        """Give one line its looks."""
        begun = ((line.match(text), looks) for line, looks in self._lines)
        within = ((match, looks) for pattern, looks in self._looks for match in pattern.finditer(text))
        for match, looks in (*begun, *within):
            if match:
                self._dress(match, looks)

    def _dress(self, match: re.Match[str], looks: QTextCharFormat) -> None:
        self.setFormat(match.start(), match.end() - match.start(), looks)
        for group in range(1, (match.lastindex or 0) + 1):
            self.setFormat(match.start(group), match.end(group) - match.start(group), self._sign)
