"""Rapport: choose period and kommuner, make, look, save, print and publish; and what has been published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QProgressBar, QVBoxLayout, QWidget

from bvdesk.domain.change import FIGURES, Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.services import kontroll, rapport
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.publisering import PUBLISH_OPERATION
from bvdesk.services.rapport import Opplag, Rapportvalg, Trykt
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui import file_dialog
from bvdesk.ui.check_list import CheckList
from bvdesk.ui.desk import Desk
from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.folding_row import FoldingRow
from bvdesk.ui.job import Job
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.notices import NoticeBar, NoticeKind
from bvdesk.ui.page_table import PageId
from bvdesk.ui.pages.page import Choice, Page
from bvdesk.ui.period_box import PeriodBox
from bvdesk.ui.rapport.edition_view import EditionView
from bvdesk.ui.rapport.format_choice import FormatChoice
from bvdesk.ui.rapport.page_preview import PagePreview
from bvdesk.ui.rapport.publish_dialog import PublishDialog
from bvdesk.ui.rapport.template_view import TemplateView
from bvdesk.ui.rapport.versions_view import VersionsView
from bvdesk.ui.widgets import (
    Tabs,
    heading,
    labelled,
    lay_out,
    page_layout,
    paragraph,
    primary_button,
    quiet_button,
    refill,
    row,
    scrolled,
)

CHOICES_WIDTH = 344


class RapportPage(Page):
    """Choices to the left, pages to the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.period, self.edition, self.language = PeriodBox(desk), QComboBox(), QComboBox()
        self.areas = CheckList("Rapport for")
        self.formats = FormatChoice()
        self.make = primary_button("Lag rapporter")
        self.cancel = quiet_button("Avbryt")
        self.progress = QProgressBar()
        self.made = QComboBox()
        self.made.setAccessibleName("Rapport")
        self.made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.save_all, self.print_button = quiet_button("Lagre …"), quiet_button("Skriv ut …")
        self.print_every, self.publish = quiet_button("Skriv ut alle …"), quiet_button("Publiser …")
        self.stops = NoticeBar()
        self.looks, self.template, self.versions = EditionView(desk), TemplateView(desk), VersionsView(desk)
        self.tabs = Tabs()
        self.preview = PagePreview()
        self.hint = paragraph("Velg periode og kommuner, og trykk «Lag rapporter». Sidene vises her før du lagrer dem.")
        self.press = LatestJob(desk)
        self._opplag: Opplag | None = None
        self._valg: Rapportvalg | None = None
        self._build()
        self._listen()
        self._show_state(working=False)
        self.setFocusProxy(self.period)

    def _build(self) -> None:
        making = QWidget()
        whole = QVBoxLayout(making)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.addWidget(self.stops)
        beside = FoldingRow(need=600, spacing=24)
        whole.addLayout(beside, 1)
        beside.addWidget(self._build_choices())
        right = QVBoxLayout()
        self.tools = flowing(self.made, self.save_all, self.print_button, self.print_every, self.publish)
        for part in (self.tools, self.hint, self.preview):
            right.addWidget(part)
        right.setStretchFactor(self.preview, 1)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        beside.addLayout(right, 1)
        self.tabs.setAccessibleName("Rapport")
        self.tabs.addTab(making, "&Lag")
        self.tabs.addTab(self.looks, "Utseen&de")
        self.tabs.addTab(self.template, "&Maler")
        self.tabs.addTab(self.versions, "P&ublisert")
        layout = page_layout(self)
        layout.setSpacing(4)
        layout.addWidget(heading("Rapport"))
        layout.addWidget(self.tabs, 1)

    def _build_choices(self) -> QWidget:
        body = QWidget()
        kind = row(labelled("U&tgave", self.edition), labelled("&Språk", self.language))
        parts = (labelled("&Periode", self.period), kind, self.areas, self.formats)
        lay_out(body, *parts, margins=(0, 0, 8, 0), spacing=12).setStretchFactor(self.areas, 1)
        left = QWidget()
        left.setFixedWidth(CHOICES_WIDTH)
        column = lay_out(left, spacing=12)
        column.addWidget(scrolled(body), 1)
        for widget in (self.progress, self.make, self.cancel):
            column.addWidget(widget)
        for text, utgave in (("Offentlig", Utgave.OFFENTLIG), ("Intern, alle tall", Utgave.INTERN)):
            self.edition.addItem(text, utgave)
        for text, malform in (("Kommunens målform", None), ("Bokmål", Malform.BOKMAL), ("Nynorsk", Malform.NYNORSK)):
            self.language.addItem(text, malform)
        return left

    def _listen(self) -> None:
        self.make.clicked.connect(self.make_reports)
        self.cancel.clicked.connect(self.press.cancel)
        self.made.activated.connect(self.show_chosen)
        self.save_all.clicked.connect(self.save_reports)
        self.print_button.clicked.connect(self.print_page)
        self.print_every.clicked.connect(self.print_all)
        self.publish.clicked.connect(self.open_publishing)
        self.stops.action_clicked.connect(self.go_to_kontroll)
        self.press.stepped.connect(self.show_step)
        self.press.finished.connect(self.take_reports)
        self.press.stopped.connect(self.take_stop)
        self.press.failed.connect(self.desk.failed)

    def choices(self) -> tuple[Choice, ...]:
        """What decides what is shown."""
        return (self.period, self.edition, self.language)

    def refresh(self, change: Change) -> None:
        """New figures: what was made is no longer true. A new file: other kommuner and periods."""
        self.looks.refresh(change)
        self.template.refresh()
        self.versions.refresh()
        if change.slag == PUBLISH_OPERATION:
            return
        self.press.cancel()
        self._opplag = None
        self.preview.clear()
        self.stops.hide()
        self._show_state(working=False)
        if change.slag != FIGURES:
            self._fill_choices()

    def _fill_choices(self) -> None:
        fil = self.desk.file
        self.period.fill(fil)
        keys = (*(omrade.id for omrade in fil.deltakere()), TJENESTEN)
        self.areas.fill([(fil.name(key), key) for key in keys])

    def _show_state(self, *, working: bool) -> None:
        self.progress.setVisible(working)
        self.cancel.setVisible(working)
        self.make.setVisible(not working)
        self.tools.setVisible(self._opplag is not None and not working)
        self.preview.setVisible(self._opplag is not None and not working)
        self.hint.setVisible(self._opplag is None or working)

    @Slot()
    def make_reports(self) -> None:
        """Make what is chosen."""
        chosen = tuple(OmradeId(str(key)) for key in self.areas.chosen())
        if not chosen:
            self.desk.failed.emit(UserError("Ingen kommuner er valgt.", "Kryss av minst én."))
            return
        utgave, malform = Utgave(self.edition.currentData()), self.language.currentData()
        self._show_state(working=True)
        valg = Rapportvalg(chosen, self.period.currentData(), utgave, malform, formater=self.formats.chosen())
        self._valg = valg
        self.stops.hide()
        self.press.start_reading(lambda fil, job: _make(fil, valg, job))

    @Slot(int, int, str)
    def show_step(self, done: int, total: int, text: str) -> None:
        """How far it has come."""
        self.progress.setMaximum(total)
        self.progress.setValue(done)
        self.progress.setFormat(f"{done} av {total}")
        self.hint.setText(text)

    @Slot(object)
    def take_reports(self, made: _Made) -> None:
        """All are made: show the first, under what cannot be true."""
        self._opplag = made.opplag
        self._show_state(working=False)
        if made.stopp:
            self.stops.show_notice(NoticeKind.WARNING, _stop_text(made.stopp), "Gå til Kontroll")
        self.print_every.setVisible(len(made.opplag.rapporter) > 1)
        refill(self.made, [(trykt.omrade, trykt) for trykt in made.opplag.rapporter])
        self.show_chosen()

    @Slot()
    def take_stop(self) -> None:
        """It was stopped, or something went wrong."""
        self._show_state(working=False)
        self.hint.setText("Ingen rapporter er laget.")

    @Slot()
    def go_to_kontroll(self) -> None:
        """Where the findings are."""
        self.desk.go(PageId.KONTROLL)

    @Slot()
    def show_chosen(self) -> None:
        """Show the report that is chosen."""
        trykt = self.made.currentData()
        if isinstance(trykt, Trykt):
            self.preview.show_pdf(trykt.pdf, f"Rapport for {trykt.omrade}")

    @Slot()
    def save_reports(self) -> None:
        """Save all of them in a folder."""
        chosen = file_dialog.ask_folder(self, "Hvor skal rapportene lagres?")
        if chosen:
            self.save_in(chosen)

    def save_in(self, folder: Path) -> None:
        """Write the files."""
        if self._opplag is None:
            return
        try:
            rapport.save_all(self.desk.file, self._opplag, folder)
        except UserError as error:
            self.desk.failed.emit(error)
            return
        count = len(self._opplag.filer)
        self.desk.notice(f"{count} {'fil' if count == 1 else 'filer'} er lagret i {folder}.", NoticeKind.SUCCESS)

    @Slot()
    def print_page(self) -> None:
        """Print the report that is shown."""
        trykt = self.made.currentData()
        if self._opplag is None or not isinstance(trykt, Trykt):
            self.desk.notice("Lag rapporten først.")
        else:
            self._print(self._opplag, (trykt,))

    @Slot()
    def print_all(self) -> None:
        """Print every report that is made, one after the other."""
        if self._opplag is not None:
            self._print(self._opplag, self._opplag.rapporter)

    def _print(self, opplag: Opplag, rapporter: Sequence[Trykt]) -> None:
        """Print some of what is made; what has come out, however little of it, has left the house."""
        from bvdesk.ui.rapport.printing import print_pdfs

        begun = print_pdfs([(r.omrade, r.pdf) for r in rapporter], rapporter[0].filnavn, self)
        if begun:
            rapport.note_release(self.desk.file, replace(opplag, rapporter=tuple(rapporter[:begun])))

    @Slot()
    def open_publishing(self) -> None:
        """Freeze a version of what is shown, once nothing stands in the way."""
        if self._opplag is None or self._valg is None:
            return
        slipp = self._opplag.slipp if isinstance(self._opplag.slipp, Frigivelse) else None
        dialog = PublishDialog(self.desk, self._valg, slipp, self)
        dialog.accepted.connect(self.show_published)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def show_published(self) -> None:
        """The version is there: show it among the others."""
        self.tabs.setCurrentWidget(self.versions)
        self.desk.notice("Versjonen er publisert. Her kan du lagre filene og skrive dem ut.", NoticeKind.SUCCESS)


@dataclass(frozen=True, slots=True)
class _Made:
    """What the job hands back: the reports, and what the checker says cannot be true."""

    opplag: Opplag
    stopp: int


def _make(fil: Tjenestefil, valg: Rapportvalg, job: Job) -> _Made:
    stops = len(kontroll.stops(fil, valg.periode))
    return _Made(rapport.make_all(fil, valg, job.step), stops)


def _stop_text(stopp: int) -> str:
    count = "Ett funn" if stopp == 1 else f"{stopp} funn"
    return f"{count} i kontrollen kan ikke stemme. Se på tallene før du lagrer, skriver ut eller publiserer."
