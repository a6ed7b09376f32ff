"""Chips in the editor: one sign of the document each, drawn as the words it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from bvdesk.domain.rapport.tekst.brikker import MARK, Brikkeslag, pieces
from bvdesk.services.skrivehjelp import Brikke
from bvdesk.ui import theme

CHIP_TYPE = QTextFormat.ObjectTypes.UserObject + 1
CODE = QTextFormat.Property.UserProperty + 1
PADDING, RADIUS, LONGEST = 4.0, 4.0, 0.94


class ChipPainter(QPyTextObject):
    """Draws chips. `words` says what each shows; one it does not know shows its code."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.words: Mapping[str, Brikke] = {}
        document.documentLayout().registerHandler(CHIP_TYPE, self)

    def chip(self, kode: str) -> Brikke:
        """What a chip shows."""
        return self.words.get(kode) or Brikke(kode, kode)

    def would_touch(self, cursor: QTextCursor, typed: str) -> bool:
        """Whether a letter typed here runs together with the chip before it («50meldinger»), where it has air around it.

        The s of a genitive is let be: «Nordviks».
        """
        kode = chip_at(cursor.document(), cursor.position() - 1) if cursor.position() and not cursor.hasSelection() else ""
        if not kode or Brikkeslag.of(kode) is not Brikkeslag.FELT or not typed.isalpha():
            return False
        return typed != "s" or self.chip(kode).tekst[-1:].isdigit()

    def intrinsicSize(self, doc: QTextDocument, _pos: int, given: QTextFormat) -> QSizeF:
        """As wide as its words, and never wider than a line."""
        metrics = QFontMetricsF(given.toCharFormat().font())
        width = metrics.horizontalAdvance(self.chip(str(given.property(CODE))).tekst) + 2 * PADDING
        room = doc.textWidth() * LONGEST
        return QSizeF(min(width, room) if room > 0 else width, metrics.height())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _doc: QTextDocument, _pos: int, given: QTextFormat
    ) -> None:
        """A rounded plate with the words; a missing figure has a frame as well as another colour."""
        looks, chip = given.toCharFormat(), self.chip(str(given.property(CODE)))
        tokens = theme.tokens()
        selected = looks.background().style() != Qt.BrushStyle.NoBrush
        plain = (tokens.warning_surface, tokens.warning) if chip.mangler else (tokens.accent_surface, tokens.accent)
        surface = looks.background().color() if selected else QColor(plain[0])
        ink = looks.foreground().color() if selected else QColor(plain[1])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(surface)
        painter.setPen(ink if chip.mangler else Qt.PenStyle.NoPen)
        plate = QRectF(rect)
        painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setPen(ink)
        painter.setFont(looks.font())
        inner = plate.adjusted(PADDING, 0, -PADDING, 0)
        text = QFontMetricsF(looks.font()).elidedText(chip.tekst, Qt.TextElideMode.ElideRight, inner.width() + 1)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


def insert_markdown(cursor: QTextCursor, markdown: str) -> None:
    """Put text in, codes as chips."""
    plain = QTextCharFormat()
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for text, chip in pieces(markdown):
        if chip:
            cursor.insertText(MARK, _chip_format(text))
        else:
            cursor.insertText(text, plain)
    cursor.endEditBlock()


def _chip_format(kode: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setObjectType(CHIP_TYPE)
    made.setProperty(CODE, kode)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


def let_parts_stand_alone(cursor: QTextCursor) -> None:
    """A table, chart or picture gets a paragraph of its own, whatever is typed or dropped beside it in the cursor's line."""
    text, start = cursor.block().text(), cursor.block().position()
    if text.strip() == MARK:
        return
    for at in (at for at, sign in enumerate(text) if sign == MARK):
        if Brikkeslag.of(chip_at(cursor.document(), start + at)) is not Brikkeslag.FELT:
            for position, beside in ((start + at + 1, text[at + 1 :]), (start + at, text[:at])):
                if beside.strip():
                    _break_paragraph(cursor, position)
            return


def _break_paragraph(cursor: QTextCursor, position: int) -> None:
    """An empty line there; a cursor that stands just there stays before it."""
    here = cursor.position()
    breaking = QTextCursor(cursor.document())
    breaking.setPosition(position)
    breaking.insertText("\n\n", QTextCharFormat())
    if here == position:
        cursor.setPosition(here)


def markdown_of(document: QTextDocument, first: int = 0, last: int | None = None) -> str:
    """The text from one position to another, chips as codes."""
    end = document.characterCount() - 1 if last is None else last
    lines, block = [], document.findBlock(first)
    while block.isValid() and block.position() <= end:
        lines.append("".join(_stretch(text, at, (first, end)) for text, at in _stretches(document, block.position())))
        block = block.next()
    return "\n".join(lines)


def codes_in(document: QTextDocument) -> tuple[str, ...]:
    """Every chip of a document, as written."""
    return tuple(text for text, chip in pieces(markdown_of(document)) if chip)


def chip_at(document: QTextDocument, position: int) -> str:
    """The code of the chip that stands after a position, empty when there is none."""
    if document.characterAt(position) != MARK:
        return ""
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    looks = cursor.charFormat()
    return str(looks.property(CODE)) if looks.objectType() == CHIP_TYPE else ""


def _stretches(document: QTextDocument, position: int) -> Iterator[tuple[tuple[str, str], int]]:
    """Each stretch of a line with the same looks, its chip's code or empty, and where it stands."""
    iterator = document.findBlock(position).begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        looks = fragment.charFormat()
        kode = str(looks.property(CODE)) if looks.objectType() == CHIP_TYPE else ""
        yield (fragment.text(), kode), fragment.position()
        iterator += 1


def _stretch(stretch: tuple[str, str], at: int, span: tuple[int, int]) -> str:
    text, kode = stretch
    kept = text[max(span[0] - at, 0) : max(span[1] - at, 0)]
    return kept.replace(MARK, kode) if kode else kept.replace("\u2028", "\n")
