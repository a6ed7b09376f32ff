"""Which sheet of a file, which row has the headings, and what each column is: guessed, and then the user's to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.importing.regneark import Regneark
from bvdesk.services import regnearkvalg
from bvdesk.services.regnearkvalg import HEAD_ROWS, Kolonnevalg
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import FlowLayout
from bvdesk.ui.regneark.skjema_dialog import offer_quarters
from bvdesk.ui.widgets import choose_data, labelled, refill

_NOT_HERE = -1
_HEAD_LENGTH = 24
_FIELD_WIDTH = 240


class ColumnChoice(QWidget):
    """`changed` when another reading is wanted."""

    changed = Signal()

    def __init__(self, desk: Desk, sheets: Sequence[Regneark], filnavn: str) -> None:
        super().__init__()
        self._desk, self._sheets, self._filnavn = desk, sheets, filnavn
        self.kvartal, self.ark, self.overskrift, self.indikator = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self._names: tuple[tuple[str, str | None], ...] = ()
        self.kommuner = {omrade.id: QComboBox() for omrade in desk.file.deltakere()}
        offer_quarters(self.kvartal, desk)
        refill(self.ark, [(sheet.navn, at) for at, sheet in enumerate(sheets)])
        self._build()
        self._take_guess(regnearkvalg.guess_columns(desk.file, sheets, self.chosen_quarter()))

    def _build(self) -> None:
        layout = FlowLayout(self)
        fields = {"Kvar&tal": self.kvartal, "&Ark i filen": self.ark, "&Overskriftene står i": self.overskrift}
        fields["&Navn på tallet står i"] = self.indikator
        names = {self._desk.file.name(key): box for key, box in self.kommuner.items()}
        for text, box in (fields | {name.replace("&", "&&"): box for name, box in names.items()}).items():
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setFixedWidth(_FIELD_WIDTH)
            layout.addWidget(labelled(text, box))
        self.kvartal.activated.connect(self.note)
        self.ark.activated.connect(self.note_sheet)
        self.overskrift.activated.connect(self.note_heading)
        for box in (self.indikator, *self.kommuner.values()):
            box.activated.connect(self.note)

    def take(self, valg: Kolonnevalg) -> None:
        """Show a choice."""
        self._fill(valg)
        choose_data(self.ark, valg.ark)
        choose_data(self.overskrift, valg.overskrift)
        choose_data(self.indikator, valg.indikator)
        chosen = {omrade: at for at, omrade in valg.kommuner}
        for omrade, box in self.kommuner.items():
            choose_data(box, chosen.get(omrade, _NOT_HERE))
        self.valg = valg

    def chosen_quarter(self) -> Periode:
        """The quarter the figures are for."""
        found = self.kvartal.currentData()
        assert isinstance(found, Periode)
        return found

    @Slot()
    def note_sheet(self) -> None:
        """Another sheet: guess where its headings are."""
        self._guess(None)

    @Slot()
    def note_heading(self) -> None:
        """Another row of headings: guess what its columns are."""
        self._guess(self.overskrift.currentData())

    @Slot()
    def note(self) -> None:
        """Another column or quarter."""
        kommuner = ((box.currentData(), omrade) for omrade, box in self.kommuner.items())
        named: tuple[tuple[int, OmradeId], ...] = tuple((at, omrade) for at, omrade in kommuner if at != _NOT_HERE)
        indikator = self.indikator.currentData()
        self.valg = replace(self.valg, indikator=indikator, kommuner=named, periode=self.chosen_quarter())
        self.changed.emit()

    @Slot(dict)
    def take_names(self, chosen: dict[str, str | None]) -> None:
        """What the rows are has been chosen, and stays chosen whichever columns are read."""
        self._names = tuple(chosen.items())
        self.valg = replace(self.valg, navn=self._names)
        self.changed.emit()

    def _guess(self, overskrift: int | None) -> None:
        number = self.ark.currentData()
        self._take_guess(
            regnearkvalg.guess_in_sheet(self._desk.file, self._sheets, number, overskrift, self.chosen_quarter())
        )
        self.changed.emit()

    def _take_guess(self, valg: Kolonnevalg) -> None:
        """Show a guess, for the quarter that the sheet itself names."""
        named = regnearkvalg.named_quarter(self._sheets[valg.ark], self._filnavn, valg.overskrift)
        if named is not None:
            if named not in (self.kvartal.itemData(at) for at in range(self.kvartal.count())):
                self.kvartal.addItem(named.tekst, named)
            choose_data(self.kvartal, named)
        self.take(replace(valg, periode=self.chosen_quarter(), navn=self._names))

    def _fill(self, valg: Kolonnevalg) -> None:
        rows = self._sheets[valg.ark].rader
        refill(self.overskrift, [(_describe(at, cells), at) for at, cells in enumerate(rows[:HEAD_ROWS])])
        heads = rows[valg.overskrift] if rows else ()
        width = max((len(cells) for cells in rows), default=0)
        columns: list[tuple[str, object]] = [
            (_short(heads[at]) if at < len(heads) and heads[at] else f"kolonne {at + 1}", at) for at in range(width)
        ]
        refill(self.indikator, columns)
        for box in self.kommuner.values():
            refill(box, [("ikke i filen", _NOT_HERE), *columns])


def _describe(at: int, cells: Sequence[str]) -> str:
    return f"rad {at + 1}: {_short(', '.join(cell for cell in cells if cell))}"


def _short(words: str) -> str:
    return f"{words[:_HEAD_LENGTH]}…" if len(words) > _HEAD_LENGTH else words
