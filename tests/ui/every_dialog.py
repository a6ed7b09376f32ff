"""Every dialog of the program, opened on the example service with something to show."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtWidgets import QDialog

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.tekst.markdown import Bilde
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import gjenoppretting, mal, registrering, sammenslaing, sikkerhetskopi, skjema, tjenestefil
from bvdesk.services.overtakelse import Innehaver
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tekst import Tekststed
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.ui.bug_dialog import BugDialog
from bvdesk.ui.dialogs import AboutDialog, ShortcutDialog
from bvdesk.ui.license_dialog import LicenseDialog
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.new_indicator import NewIndicatorDialog
from bvdesk.ui.new_service import NewServiceDialog
from bvdesk.ui.rapport.publish_dialog import PublishDialog
from bvdesk.ui.rapport.template_import import TemplateImportDialog
from bvdesk.ui.regneark.les_inn_dialog import LesInnDialog
from bvdesk.ui.regneark.name_dialog import NameDialog
from bvdesk.ui.regneark.skjema_dialog import SkjemaDialog
from bvdesk.ui.tekster.alter_dialog import AlterDialog
from bvdesk.ui.tekster.key_figures_dialog import KeyFiguresDialog
from bvdesk.ui.tekster.measures_dialog import MeasuresDialog
from bvdesk.ui.tekster.own_words import OwnWords
from bvdesk.ui.tekster.part_dialog import PartDialog
from bvdesk.ui.tekster.picture_dialog import PictureDialog
from bvdesk.ui.trygghet.damaged_dialog import DamagedDialog
from bvdesk.ui.trygghet.file_work import WorkDialog
from bvdesk.ui.trygghet.lock_part import TakeOverDialog
from bvdesk.ui.trygghet.merge_dialog import MergeDialog
from bvdesk.ui.trygghet.password_dialog import NewPasswordDialog, RecoveryKeyDialog, UnlockDialog
from bvdesk.ui.trygghet.restore_dialog import RestoreDialog

P2025 = Periode.year(2025)
KEY = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ"


def read_in(window: MainWindow, folder: Path) -> QDialog:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Tall", "Nordvik", "Elvedal"])
    sheet.append(["Bekymringsmeldinger mottatt", 60, "mange"])
    sheet.append(["Henlagte meldinger", 4, 5])
    path = folder / "tall.xlsx"
    book.save(path)
    return LesInnDialog(window.desk, path, skjema.sheets_of(path), window)


def names(window: MainWindow, _folder: Path) -> QDialog:
    foreign = ("Henlagte meldinger som ikke er fulgt opp videre", "Barn i fosterhjem", "Sum")
    return NameDialog(window.desk, foreign, {}, window)


def unlock(window: MainWindow, _folder: Path) -> QDialog:
    return UnlockDialog(window.desk, window.desk.file.path, window)


def take_over(window: MainWindow, _folder: Path) -> QDialog:
    return TakeOverDialog(Innehaver("Ola Nordmann på PC-ANNEN", gammel=True, her=False), window)


def damaged(window: MainWindow, _folder: Path) -> QDialog:
    error = UserError(f"{window.desk.file.path.name} er skadet.", "Gjenopprett siste gode sikkerhetskopi.")
    return DamagedDialog(window.desk.file.path, error, window)


def put(fil: Tjenestefil, tall: int) -> None:
    for omrade in fil.deltakere():
        celle = Celle("meldinger_mottatt", "", omrade.id, Periode.quarter(2025, 4))
        registrering.save(fil, [(celle, Registrering(Verdi(Decimal(tall)), "Telt på nytt", "Familia"))], "endret")


def merge(window: MainWindow, folder: Path) -> QDialog:
    fil, path = window.desk.file, folder / "eksempel (konflikt på PC-ANNEN).bvdesk"
    shutil.copyfile(fil.path, path)
    other = tjenestefil.open_file(path, fil.bruker)
    put(other, 12345)
    other.close()
    put(fil, 54321)
    return MergeDialog(fil, path.name, sammenslaing.compare(fil, sammenslaing.load_copy(fil, path)), window)


def restore(window: MainWindow, _folder: Path) -> QDialog:
    fil = window.desk.file
    kopi = sikkerhetskopi.make(fil)
    put(fil, 54321)
    return RestoreDialog(fil, gjenoppretting.preview(fil, kopi.path), "15.01.2026 kl. 14.32", window)


def place(window: MainWindow) -> Tekststed:
    return Tekststed(P2025, window.desk.file.deltakere()[0].id, Malform.BOKMAL, "6")


def publish(window: MainWindow, _folder: Path) -> QDialog:
    return PublishDialog(window.desk, Rapportvalg((window.desk.file.deltakere()[0].id,), P2025), None, window)


def template(window: MainWindow, _folder: Path) -> QDialog:
    return TemplateImportDialog("nabotjenesten.mal", mal.in_use(window.desk.file), frozenset({"Standard"}), window)


DIALOGS: dict[type[QDialog], Callable[[MainWindow, Path], QDialog]] = {
    ShortcutDialog: lambda window, _: ShortcutDialog(window),
    AboutDialog: lambda window, _: AboutDialog(window),
    LicenseDialog: lambda window, _: LicenseDialog(window),
    BugDialog: lambda window, _: BugDialog("linje 1\nlinje 2", window),
    SkjemaDialog: lambda window, _: SkjemaDialog(window.desk, window),
    LesInnDialog: read_in,
    NameDialog: names,
    NewServiceDialog: lambda window, _: NewServiceDialog(window.desk.bruker, window),
    NewIndicatorDialog: lambda window, _: NewIndicatorDialog(window.desk, window),
    KeyFiguresDialog: lambda window, _: KeyFiguresDialog(window.desk, window),
    OwnWords: lambda window, _: OwnWords(window.desk, window),
    UnlockDialog: unlock,
    NewPasswordDialog: lambda window, _: NewPasswordDialog(window, change=True),
    RecoveryKeyDialog: lambda window, _: RecoveryKeyDialog(KEY, "Fjordbygda barnevernstjeneste", window),
    TakeOverDialog: take_over,
    WorkDialog: lambda window, _: WorkDialog("Låser filen …", window, can_stop=True),
    DamagedDialog: damaged,
    MergeDialog: merge,
    RestoreDialog: restore,
    PublishDialog: publish,
    TemplateImportDialog: template,
    PartDialog: lambda window, _: PartDialog(window.desk, place(window), None, window),
    MeasuresDialog: lambda window, _: MeasuresDialog(window.desk, place(window), window),
    AlterDialog: lambda window, _: AlterDialog("Meldinger og undersøkelser gjennom året", {}, window),
    PictureDialog: lambda window, _: PictureDialog(Bilde("0" * 64, ""), window),
}
