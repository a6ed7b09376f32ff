from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from bvdesk import resources


@pytest.fixture(autouse=True)
def _chart_fonts(qapp: QApplication) -> None:
    for name in ("Regular", "SemiBold"):
        QFontDatabase.addApplicationFont(str(resources.path("fonts", f"SourceSans3-{name}.ttf")))
