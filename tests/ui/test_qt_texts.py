"""Qt's own texts are in bokmål wherever the program shows them."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QFileInfo, QLocale
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from bvdesk import resources

_WORDS = "the and of open save cancel close copy paste cut undo select look name files delete yes no print page all"
ENGLISH = re.compile(rf"\b({'|'.join(_WORDS.split())})\b", re.IGNORECASE)
_ALLOWED = {"OK"}


def messages() -> list[tuple[str, str, str]]:
    tree = ET.fromstring(resources.text("i18n", "qtbase_nb.ts"))
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message.findtext("translation", ""))
        for context in tree.iter("context")
        for message in context.iter("message")
    ]


def test_the_compiled_texts_are_those_of_the_source(qapp: QApplication) -> None:
    stale = [(c, s) for c, s, t in messages() if QCoreApplication.translate(c, s) != t]
    assert not stale


def test_placeholders_survive_translation() -> None:
    wrong = [(s, t) for _, s, t in messages() if sorted(re.findall(r"%\d", s)) != sorted(re.findall(r"%\d", t))]
    assert not wrong


@pytest.mark.parametrize("button", [b for b in QDialogButtonBox.StandardButton if b.value and bin(b.value).count("1") == 1])
def test_standard_buttons_are_norwegian(qapp: QApplication, button: QDialogButtonBox.StandardButton) -> None:
    box = QDialogButtonBox(button)
    text = box.button(button).text().replace("&", "")
    assert text in _ALLOWED or not ENGLISH.search(text), text


def test_the_file_dialog_is_norwegian(qapp: QApplication) -> None:
    dialog = QFileDialog(None, "Åpne fil")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    texts = [w.text() for w in dialog.findChildren(QLabel)] + [w.text() for w in dialog.findChildren(QPushButton)]
    texts += [w.toolTip() for w in dialog.findChildren(QWidget)] + [a.text() for a in dialog.findChildren(QAction)]
    english = [text for text in texts if ENGLISH.search(text.replace("&", ""))]
    dialog.deleteLater()
    assert not english


def test_the_context_menu_of_a_field_is_norwegian(qapp: QApplication) -> None:
    field = QLineEdit("tekst")
    menu = field.createStandardContextMenu()
    assert isinstance(menu, QMenu)
    texts = [re.sub(r"\t.*", "", action.text()).replace("&", "") for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert texts == ["Angre", "Gjør om", "Klipp ut", "Kopier", "Lim inn", "Slett", "Merk alt"]


def test_keys_are_named_in_norwegian(qapp: QApplication) -> None:
    native = QKeySequence.SequenceFormat.NativeText
    assert QKeySequence("Del").toString(native) == "Delete"
    assert QKeySequence("Ctrl+Down").toString(native) == "Ctrl+Pil ned"


def test_numbers_and_dates_are_norwegian(qapp: QApplication) -> None:
    assert QLocale().name() == "nb_NO"


def test_kinds_of_file_are_norwegian(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "tall.csv").touch()
    kinds = [QFileIconProvider().type(QFileInfo(str(path))) for path in (tmp_path, tmp_path / "tall.csv", Path("/"))]
    assert kinds[0] == "Mappe"
    assert not [kind for kind in kinds if re.search(r"\b(File|Folder|Drive)\b", kind)]
