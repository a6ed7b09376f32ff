"""Publishing, step by step: what stands in the way, what to look at, what is corrected; then the version is frozen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QProgressBar, QWidget

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.services import klarhet, publisering
from bvdesk.services.klarhet import Klarhet
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.publisering import PUBLISH_OPERATION, Klargjort
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.publikasjon_store import Publikasjon
from bvdesk.ui.desk import Desk
from bvdesk.ui.icons import icon
from bvdesk.ui.job import Job
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.notices import NoticeBar
from bvdesk.ui.page_table import PageId
from bvdesk.ui.rapport.corrections_edit import CorrectionsEdit
from bvdesk.ui.screen import FittingDialog, resize_on_screen
from bvdesk.ui.widgets import heading, labelled, page_layout, paragraph, primary_button, quiet_button, row

_WIDTH, _HEIGHT, _BATCH = 680, 520, 50
_ABOUT = (
    "Publisering tar vare på meldingene slik de er nå, med tekster, tall og filer. Skal noe rettes senere, lager du en ny "
    "versjon som sier hva som er rettet."
)


@dataclass(frozen=True, slots=True)
class _Examined:
    """What the first job hands back: what was found, the version's number, and a list of corrections to begin with."""

    klarhet: Klarhet
    versjon: int
    rettes: bool
    forslag: tuple[tuple[str, str], ...]


class PublishDialog(FittingDialog):
    """`made` is the frozen version once it is there."""

    def __init__(self, desk: Desk, valg: Rapportvalg, slipp: Frigivelse | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._valg, self._slipp = desk, valg, slipp
        self.made: Publikasjon | None = None
        self.setWindowTitle("Publiser")
        resize_on_screen(self, _WIDTH, _HEIGHT)
        self.notice = NoticeBar()
        self.progress, self.step = QProgressBar(), paragraph("")
        self.verdict, self.privacy = paragraph(""), paragraph("", subtle=True)
        self.findings = QListWidget()
        self.corrections = CorrectionsEdit(
            [("Alle", publisering.ALL_AREAS), *((desk.file.name(o), o) for o in valg.omrader)]
        )
        self.publish, self.cancel = primary_button("Publiser"), quiet_button("Avbryt")
        self.to_kontroll, self.to_personvern = quiet_button("Gå til Kontroll"), quiet_button("Gå til Personvern")
        self.looking, self.freezing = LatestJob(desk), LatestJob(desk)
        self._build()
        self._listen()
        self.examine()

    def _build(self) -> None:
        self.findings.setWordWrap(True)
        self.findings.setMinimumHeight(72)
        self.findings.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.findings.setLayoutMode(QListWidget.LayoutMode.Batched)  # hundreds of lines to wrap hold up the window
        self.findings.setBatchSize(_BATCH)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.findings.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._found = labelled("&Funn", self.findings)
        self.progress.setAccessibleName("Framdrift")
        title = heading(f"Publiser meldingene for {self._valg.periode.tekst}", 15)
        above = (paragraph(_ABOUT), self.notice, self.step, self.progress, self.verdict, self.privacy)
        layout = page_layout(self, title, *above)
        layout.addWidget(self._found, 1)
        layout.addWidget(self.corrections, 1)
        layout.addStretch(0)
        layout.addWidget(row(self.publish, self.cancel, self.to_kontroll, self.to_personvern))

    def _listen(self) -> None:
        self.publish.clicked.connect(self.make_version)
        self.cancel.clicked.connect(self.reject)
        self.to_kontroll.clicked.connect(self.go_to_kontroll)
        self.to_personvern.clicked.connect(self.go_to_personvern)
        self.corrections.changed.connect(self.show_whether_ready)
        for job in (self.looking, self.freezing):
            job.stepped.connect(self.show_step)
            job.stopped.connect(self.take_stop)
            job.failed.connect(self.notice.show_user_error)
        self.looking.finished.connect(self.take_examined)
        self.freezing.finished.connect(self.take_prepared)

    @Slot()
    def examine(self) -> None:
        """Look at figures, texts and privacy."""
        self._answer: _Examined | None = None
        self._show_working(working=True)
        self.step.setText("Kontrollerer tall, tekster og personvern …")
        self.progress.setRange(0, 0)
        valg, slipp = self._valg, self._slipp
        self.looking.start_reading(lambda fil, job: _examine(fil, valg, slipp, job))

    def _show_working(self, *, working: bool) -> None:
        for widget in (self.step, self.progress):
            widget.setVisible(working)
        answer = self._answer
        found = bool(answer and not working and self.findings.count())
        self._found.setVisible(found)
        for widget in (self.verdict, self.privacy):
            widget.setVisible(answer is not None and not working)
        self.corrections.setVisible(bool(answer and answer.rettes and answer.klarhet.klar and not working))
        stopped = bool(answer and not working and not answer.klarhet.klar)
        self.to_kontroll.setVisible(bool(stopped and answer and answer.klarhet.stopp))
        self.to_personvern.setVisible(bool(stopped and answer and answer.klarhet.avslort))
        self.publish.setVisible(not stopped)
        self.show_whether_ready()

    @Slot()
    def show_whether_ready(self) -> None:
        """The button works when nothing stands in the way and a correction says what it corrects."""
        answer = self._answer
        said = bool(answer and (not answer.rettes or self.corrections.answers()))
        self.publish.setEnabled(bool(answer and answer.klarhet.klar and said and not self.freezing.working))

    @Slot(int, int, str)
    def show_step(self, done: int, total: int, text: str) -> None:
        """How far it has come."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.step.setText(text)

    @Slot(object)
    def take_examined(self, answer: _Examined) -> None:
        """Show what was found."""
        self._answer = answer
        self._fill_findings(answer.klarhet)
        self.verdict.setText(_verdict(answer.klarhet))
        self.privacy.setText(_privacy(answer.klarhet))
        self.publish.setText(f"Publiser versjon {answer.versjon}")
        blocker = QSignalBlocker(self.corrections)
        self.corrections.fill(answer.forslag)
        blocker.unblock()
        self._show_working(working=False)
        (self.publish if self.publish.isEnabled() else self.cancel).setFocus()

    def _fill_findings(self, found: Klarhet) -> None:
        self.findings.clear()
        stops = (*found.tekstfeil, *found.stopp, *found.avslort)
        for sign, kind, texts in (("feil", "Stopp", stops), ("advarsel", "Se på", found.varsler)):
            for text in texts:
                item = QListWidgetItem(icon(sign), text, self.findings)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kind}: {text}")

    @Slot()
    def make_version(self) -> None:
        """Make the files; they are recorded when all are made."""
        answer = self._answer
        if answer is None or not self.publish.isEnabled():
            return
        valg, slipp = self._valg, answer.klarhet.slipp
        corrections = tuple(self.corrections.answers()) if answer.rettes else ()
        self.notice.hide()
        self.freezing.start_reading(lambda fil, job: publisering.prepare(fil, valg, corrections, slipp, job.step))
        self._show_working(working=True)

    @Slot(object)
    def take_prepared(self, prepared: Klargjort) -> None:
        """All is made: record it, and say so."""
        try:
            self.made = publisering.freeze(self._desk.file, prepared)
        except UserError as error:
            self.take_stop()
            self.notice.show_user_error(error)
            return
        words = f"Versjon {self.made.versjon} for {self.made.periode.tekst} er publisert."
        self._desk.tell(Change(words, slag=PUBLISH_OPERATION))
        self.accept()

    @Slot()
    def take_stop(self) -> None:
        """No version was made."""
        self._show_working(working=False)

    def done(self, result: int) -> None:
        """Nobody waits for what is under way."""
        for job in (self.looking, self.freezing):
            job.blockSignals(True)  # noqa: FBT003 - Qt's own name
            job.cancel()
        super().done(result)

    @Slot()
    def go_to_kontroll(self) -> None:
        """Where findings are mended or accepted."""
        self.reject()
        self._desk.go(PageId.KONTROLL)

    @Slot()
    def go_to_personvern(self) -> None:
        """Where the ways out are."""
        self.reject()
        self._desk.go(PageId.PERSONVERN)


def _examine(fil: Tjenestefil, valg: Rapportvalg, slipp: Frigivelse | None, job: Job) -> _Examined:
    found = klarhet.examine(fil, valg, slipp, job.check)
    corrects = publisering.corrects_something(fil, valg)
    proposed = publisering.changes_since(fil, valg, found.slipp) if corrects and found.klar else ()
    return _Examined(found, publisering.next_version(fil, valg.periode), corrects, proposed)


def _verdict(found: Klarhet) -> str:
    if not found.klar:
        count = len(found.tekstfeil) + len(found.stopp) + len(found.avslort)
        return f"{count} funn stopper publiseringen. Rett dem, eller godta dem med en grunn på siden Kontroll."
    if found.varsler:
        return "Ingenting stopper publiseringen. Se på det som er merket før du går videre."
    return "Kontrollen er ferdig. Ingenting stopper publiseringen."


def _privacy(found: Klarhet) -> str:
    if found.skjulte is None:
        return "Intern utgave: alle tall vises, og meldingen er unntatt offentlighet. Den skal ikke deles."
    if found.avslort:
        return "Personvern: noen små tall kan regnes ut av det som vises."
    return f"Personvern: {format_tall(found.skjulte)} tall vises ikke, og ingen små tall kan regnes ut."
