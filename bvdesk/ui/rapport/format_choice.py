"""Which kinds of file a report is saved as, besides the PDF one looks at."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QGroupBox

from bvdesk.services.trykking import Filformat

_NAMES = {
    Filformat.DOCX: ("&Word", "Et Word-dokument med stiler, tabeller og alternativ tekst, som andre kan arbeide videre i"),
    Filformat.HTML: ("&Nettside", "Én HTML-fil som alle nettlesere og skjermlesere kan vise"),
    Filformat.XLSX: ("Tall til &Excel", "Tallene i meldingens tabeller, ett på hver rad. Skjulte tall er skjult her også"),
    Filformat.CSV: ("Tall som &CSV", "De samme tallene som tekst med semikolon, for andre programmer"),
}


class FormatChoice(QGroupBox):
    """A box to cross off for each kind of file; the PDF is always made."""

    def __init__(self) -> None:
        super().__init__("Lag også")
        self.setAccessibleName("Lag også disse filene")
        self.boxes = {fmt: QCheckBox(name) for fmt, (name, _) in _NAMES.items()}
        room = QGridLayout(self)
        room.setContentsMargins(0, 4, 0, 0)
        for at, (fmt, box) in enumerate(self.boxes.items()):
            box.setToolTip(_NAMES[fmt][1])
            room.addWidget(box, *divmod(at, 2))

    def chosen(self) -> tuple[Filformat, ...]:
        """The PDF and what is crossed off."""
        return (Filformat.PDF, *(fmt for fmt, box in self.boxes.items() if box.isChecked()))
