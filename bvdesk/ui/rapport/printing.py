"""Prints the pages of PDFs on paper: one, or several one after the other in the same job of the printer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from bvdesk.reports.sidebilder import Sidebilder
from bvdesk.ui.rapport.page_preview import as_image

POINTS_PER_INCH = 72
DOTS_PER_INCH = 300
Dokument = tuple[str, Sidebilder]
"""What a document is called while it is printed, and its pages."""


def print_pdfs(documents: Sequence[tuple[str, bytes]], title: str, parent: QWidget) -> int:
    """Ask for a printer and print all of them; how many have come out, in part or whole (0: the user changed her mind).

    Pages can be chosen only where there is one document: nobody knows the numbers of several laid end to end.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    with ExitStack() as opened:
        pages = [(name, opened.enter_context(closing(Sidebilder(pdf)))) for name, pdf in documents]
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, sum(len(each) for _, each in pages))
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, len(pages) == 1)
        return draw_documents(pages, printer, parent) if dialog.exec() == QDialog.DialogCode.Accepted else 0


def draw_documents(documents: Sequence[Dokument], printer: QPrinter, parent: QWidget) -> int:
    """Draw the chosen pages on the printer; how many of the documents were begun before it ended or was stopped."""
    two_sided = printer.duplex() != QPrinter.DuplexMode.DuplexNone
    sides = _sides(documents, two_sided=two_sided)[(printer.fromPage() or 1) - 1 : printer.toPage() or None]
    progress = QProgressDialog("Skriver ut …", "Avbryt", 0, len(sides), parent)
    # Shown at once, and nothing else can be done meanwhile: telling how far it has come lets Qt take clicks.
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(0)
    progress.setValue(0)
    painter = QPainter(printer)
    begun = 0
    for done, side in enumerate(sides):
        if done:
            printer.newPage()
        if side is not None:
            begun = side[0] + 1
            progress.setLabelText(_told(documents, *side))
            _draw(documents[side[0]][1], side[1], painter, printer)
        progress.setValue(done + 1)
        if progress.wasCanceled():
            break
    painter.end()
    progress.close()
    return begun


def _sides(documents: Sequence[Dokument], *, two_sided: bool) -> list[tuple[int, int] | None]:
    """(document, page) of each side; None for one left blank, so that no document begins on the back of another."""
    sides: list[tuple[int, int] | None] = []
    for at, (_, pages) in enumerate(documents):
        sides += [None] if two_sided and len(sides) % 2 else []
        sides += [(at, number) for number in range(len(pages))]
    return sides


def _draw(pages: Sidebilder, number: int, painter: QPainter, printer: QPrinter) -> None:
    image = as_image(pages.image(number, DOTS_PER_INCH / POINTS_PER_INCH))
    painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), image)


def _told(documents: Sequence[Dokument], at: int, number: int) -> str:
    name, pages = documents[at]
    which = f"{at + 1} av {len(documents)}: " if len(documents) > 1 else ""
    return f"Skriver ut {which}{name}, side {number + 1} av {len(pages)} …"
