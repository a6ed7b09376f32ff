"""Findings in a tree by level and kommune, and beside it the one that is chosen: what it says, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bvdesk.domain.kontroll.funn import Niva
from bvdesk.domain.kontroll.register import BY_ID
from bvdesk.services import kontroll
from bvdesk.services.kontroll import Merknad
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.icons import icon
from bvdesk.ui.notices import EmptyState
from bvdesk.ui.texts import timestamp
from bvdesk.ui.widgets import heading, labelled, labelled_row, lay_out, paragraph, quiet_button, refill, row, scrolled

SIDE_WIDTH = 264
LEVELS = {
    Niva.STOPP: "Stopp – kan ikke være sant",
    Niva.ADVARSEL: "Advarsel – se på tallet, og forklar det",
    Niva.INFO: "Til orientering",
}
SIGNS = {Niva.STOPP: "feil", Niva.ADVARSEL: "advarsel", Niva.INFO: "info"}
_MERKNAD = Qt.ItemDataRole.UserRole
_ALL = ""
_ELSEWHERE = "Ingen bestemt kommune"
_NOTHING = ("Ingen funn", "")
_ALL_ACCEPTED = ("Alle funn er godtatt", "Kryss av for «Vis også det som er godtatt» for å se dem.")


class FindingsView(QWidget):
    """`jumped` with the finding whose place is asked for; accepting is done here and logged."""

    jumped = Signal(object)

    def __init__(self, desk: Desk, name: str, jump: str) -> None:
        super().__init__()
        self._desk = desk
        self._all: Sequence[Merknad] = ()
        self.area = QComboBox()
        self.area.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.accepted = QCheckBox("Vis også det som er godtatt")
        self.empty = EmptyState()
        self._words_when_empty: tuple[str, ...] = _NOTHING
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(name)
        self.rule, self.text, self.source = heading("", 13), paragraph(""), paragraph("", subtle=True)
        self.state = paragraph("", subtle=True)
        self.jump = quiet_button(jump)
        self.reason = QLineEdit()
        self.accept, self.regret = quiet_button("Godta med grunn"), quiet_button("Trekk tilbake")
        self._build()
        self._listen()
        self._show_chosen(None)

    def _build(self) -> None:
        choices = flowing(labelled_row("K&ommune", self.area), self.accepted)
        self.tree.setHeaderHidden(True)
        self.tree.setMinimumHeight(72)
        self.tree.setWordWrap(True)
        beside = FoldingRow(need=560)
        beside.addWidget(self.tree, 1)
        beside.addWidget(self.empty, 1)
        self.side = self._build_side()
        beside.addWidget(self.side)
        self.empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(choices)
        layout.addLayout(beside, 1)

    def _build_side(self) -> QWidget:
        side = QWidget()
        self._reason_field = labelled("&Hvorfor er det riktig likevel?", self.reason)
        buttons = row(self.accept, self.regret)
        parts = (self.rule, self.text, row(self.jump), self.state, self._reason_field, buttons, self.source)
        lay_out(side, *parts, margins=(0, 0, 8, 0)).addStretch(1)
        area = scrolled(side)
        area.setFixedWidth(SIDE_WIDTH)
        return area

    def _listen(self) -> None:
        self.area.activated.connect(self.fill_tree)
        self.accepted.toggled.connect(self.fill_tree)
        self.tree.currentItemChanged.connect(self.choose_item)
        self.tree.itemActivated.connect(self.jump_to_chosen)
        self.jump.clicked.connect(self.jump_to_chosen)
        self.accept.clicked.connect(self.accept_chosen)
        self.reason.returnPressed.connect(self.accept_chosen)
        self.regret.clicked.connect(self.regret_chosen)

    def show_findings(self, merknader: Sequence[Merknad], *words_when_empty: str) -> None:
        """Show what was found; the chosen one stays chosen when it is still there. The words are for `EmptyState.say`."""
        self._all, self._words_when_empty = merknader, words_when_empty or _NOTHING
        names = sorted({m.funn.omrade for m in merknader if m.funn.omrade})
        refill(self.area, [("Alle", _ALL), *((_title(name), name) for name in names)])
        self.fill_tree()

    @Slot()
    def fill_tree(self) -> None:
        """Build the tree of what is asked for."""
        before = self.chosen()
        wanted = str(self.area.currentData() or _ALL)
        shown = [m for m in self._all if (self.accepted.isChecked() or not m.godtatt) and wanted in (_ALL, m.funn.omrade)]
        self.tree.clear()
        for niva, title in LEVELS.items():
            own = [m for m in shown if m.funn.niva is niva]
            if own:
                self._add_level(niva, title, own)
        self._choose_again(before)
        if not shown:
            self.empty.say(*(_ALL_ACCEPTED if self._all else self._words_when_empty))
        self.empty.setVisible(not shown)
        for widget in (self.tree, self.side):
            widget.setVisible(bool(shown))

    def _add_level(self, niva: Niva, title: str, own: Sequence[Merknad]) -> None:
        top = QTreeWidgetItem(self.tree, [f"{title} ({len(own)})"])
        top.setIcon(0, icon(SIGNS[niva]))
        for name in dict.fromkeys(m.funn.omrade for m in own):
            here = [m for m in own if m.funn.omrade == name]
            group = QTreeWidgetItem(top, [f"{_title(name)} ({len(here)})"])
            for merknad in here:
                item = QTreeWidgetItem(group, [_line(merknad)])
                item.setToolTip(0, merknad.funn.melding)
                item.setData(0, _MERKNAD, merknad)
            group.setExpanded(niva is not Niva.INFO)
        top.setExpanded(niva is not Niva.INFO)

    def _choose_again(self, before: Merknad | None) -> None:
        items = self._items()
        same = [item for item in items if before and item.data(0, _MERKNAD).funn.nokkel == before.funn.nokkel]
        for item in (same or items)[:1]:
            self.tree.setCurrentItem(item)
        if not items:
            self._show_chosen(None)

    def _items(self) -> list[QTreeWidgetItem]:
        """The findings' own lines."""
        found = self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        return [item for item in found if isinstance(item.data(0, _MERKNAD), Merknad)]

    def chosen(self) -> Merknad | None:
        """The finding that is chosen; None on a heading."""
        item = self.tree.currentItem()
        found = item.data(0, _MERKNAD) if item else None
        return found if isinstance(found, Merknad) else None

    @Slot()
    def choose_item(self) -> None:
        """Another finding was chosen."""
        self._show_chosen(self.chosen())

    def _show_chosen(self, merknad: Merknad | None) -> None:
        rule = BY_ID.get(merknad.funn.regel) if merknad else None
        self.rule.setText(rule.tittel if rule else "")
        self.text.setText(_full_text(merknad) if merknad else "")
        self.source.setText(f"Regel {rule.id}. Kilde: {rule.kilde}" if rule else "")
        taken = merknad.godtatt if merknad else None
        self.state.setText(f"Godtatt av {taken.person} {timestamp(taken.tid)}: {taken.grunn}" if taken else "")
        self.reason.clear()
        for widget in (self.jump, self._reason_field, self.accept):
            widget.setVisible(merknad is not None)
        self._reason_field.setVisible(merknad is not None and not taken)
        self.accept.setVisible(merknad is not None and not taken)
        self.regret.setVisible(taken is not None)

    @Slot()
    def jump_to_chosen(self) -> None:
        """Go to the place of the chosen finding."""
        merknad = self.chosen()
        if merknad is not None:
            self.jumped.emit(merknad.funn)

    @Slot()
    def accept_chosen(self) -> None:
        """It is right after all: say why."""
        merknad = self.chosen()
        if merknad is not None:
            self._desk.run(kontroll.accept, merknad.funn, self.reason.text())

    @Slot()
    def regret_chosen(self) -> None:
        """Not accepted after all."""
        merknad = self.chosen()
        if merknad is not None:
            self._desk.run(kontroll.accept, merknad.funn, "")


def _title(name: str) -> str:
    return name[:1].upper() + name[1:] if name else _ELSEWHERE


def _line(merknad: Merknad) -> str:
    """The finding without the name of its area, which stands over it."""
    funn = merknad.funn
    text = funn.melding.removeprefix(f"{funn.omrade}, ") if funn.omrade else funn.melding
    text = f"Linje {funn.sted.linje}: {text}" if funn.sted else text
    return f"Godtatt: {text}" if merknad.godtatt else text


def _full_text(merknad: Merknad) -> str:
    funn = merknad.funn
    quoted = f"\n\n«{funn.sted.utdrag}»" if funn.sted else ""
    return f"{funn.melding}{quoted}" + (f"\n\nForslag: {funn.forslag}" if funn.forslag else "")
