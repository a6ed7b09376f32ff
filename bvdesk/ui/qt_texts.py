"""Qt's own texts in bokmål; Qt ships none, so bvdesk brings `resources/i18n/qtbase_nb.ts` and its compiled `.qm`."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from bvdesk import resources


def install_qt_texts(app: QApplication) -> QTranslator:
    """Make Qt speak bokmål: standard buttons, file dialog, context menus, printing."""
    QLocale.setDefault(QLocale("nb_NO"))
    translator = QTranslator(app)
    if not translator.load(str(resources.path("i18n", "qtbase_nb.qm"))):
        raise FileNotFoundError("resources/i18n/qtbase_nb.qm")
    app.installTranslator(translator)
    return translator
