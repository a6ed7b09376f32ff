"""Prints the pages of a PDF on paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from bvdesk.reports.sidebilder import Sidebilder
from bvdesk.ui.rapport.page_preview import as_image

POINTS_PER_INCH = 72
DOTS_PER_INCH = 300


def print_pdf(pdf: bytes, title: str, parent: QWidget) -> bool:
    """Ask for a printer and print; False when the user changed her mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    pages = Sidebilder(pdf)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(pages))
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        return draw_pages(pages, printer, parent)
    finally:
        pages.close()


def draw_pages(pages: Sidebilder, printer: QPrinter, parent: QWidget) -> bool:
    """Draw the chosen pages on the printer; False when stopped half-way."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    progress = QProgressDialog("Skriver ut …", "Avbryt", first - 1, last, parent)
    # Shown at once, and nothing else can be done meanwhile: telling how far it has come lets Qt take clicks.
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(0)
    progress.setValue(first - 1)
    painter = QPainter(printer)
    for number in range(first - 1, last):
        if number >= first:
            printer.newPage()
        image = as_image(pages.image(number, DOTS_PER_INCH / POINTS_PER_INCH))
        painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), image)
        progress.setValue(number + 1)
        if progress.wasCanceled():
            break
    painter.end()
    stopped = progress.wasCanceled()
    progress.close()
    return not stopped
