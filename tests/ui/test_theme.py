from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QFontDatabase, QPalette, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bvdesk.domain.kontrast import contrast
from bvdesk.ui import theme
from bvdesk.ui.dialogs import AboutDialog
from bvdesk.ui.icons import icon
from bvdesk.ui.main_window import MainWindow
from bvdesk.ui.theme import THEMES, ThemeName, Tokens
from bvdesk.ui.widgets import primary_button, quiet_button

TEXT_PAIRS = (
    ("text", "background"),
    ("text", "tinted"),
    ("text", "accent_surface"),
    ("subtle", "background"),
    ("subtle", "tinted"),
    ("subtle", "accent_surface"),
    ("on_accent", "accent"),
    ("accent", "background"),
    ("danger", "background"),
    ("danger", "danger_surface"),
    ("warning", "warning_surface"),
    ("success", "success_surface"),
    ("text", "danger_surface"),
    ("text", "warning_surface"),
    ("text", "success_surface"),
)
FRAME_PAIRS = (("border", "background"), ("focus", "background"), ("focus", "tinted"), ("accent", "tinted"))


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda t: next(n.value for n in THEMES if THEMES[n] is t))
@pytest.mark.parametrize("pair", TEXT_PAIRS)
def test_text_is_readable(tokens: Tokens, pair: tuple[str, str]) -> None:
    assert contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda t: next(n.value for n in THEMES if THEMES[n] is t))
@pytest.mark.parametrize("pair", FRAME_PAIRS)
def test_frames_and_focus_are_seen(tokens: Tokens, pair: tuple[str, str]) -> None:
    assert contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) >= 3


def test_window_and_dialogs_carry_the_theme(qapp: QApplication, window: MainWindow) -> None:
    dialog = AboutDialog(window)
    for name in THEMES:
        theme.apply_theme(qapp, name)
        assert THEMES[name].accent in window.styleSheet()
        assert "@" not in window.styleSheet()
        dialog.licenses_button.ensurePolished()
        assert dialog.licenses_button.style().inherits("QStyleSheetStyle")
    theme.apply_theme(qapp, ThemeName.SYSTEM)


def test_the_palette_carries_the_theme(qapp: QApplication) -> None:
    for name in THEMES:
        theme.apply_theme(qapp, name)
        palette = qapp.palette()
        assert palette.color(QPalette.ColorRole.Highlight).name() == THEMES[name].accent
        selected = palette.color(QPalette.ColorRole.HighlightedText).name()
        assert contrast(selected, palette.color(QPalette.ColorRole.Highlight).name()) >= 4.5
    theme.apply_theme(qapp, ThemeName.SYSTEM)


def test_the_bundled_typeface_is_used(qapp: QApplication) -> None:
    assert theme.FONT_FAMILY in QFontDatabase.families()
    assert qapp.font().family() == theme.FONT_FAMILY


def test_calling_qt_does_not_eat_references_to_none(qapp: QApplication) -> None:
    """PySide6 6.12 on Python 3.11 takes one reference off None for each void call and aborts after some 5,000."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 50


def test_an_icon_made_once_follows_the_theme(qapp: QApplication) -> None:
    button = quiet_button("Lagre", icon_name="lagre")
    for name, tokens in THEMES.items():
        theme.apply_theme(qapp, name)
        assert inks(icon("lagre").pixmap(20, 20)) == {tokens.text}
        assert inks(button.icon().pixmap(20, 20)) == {tokens.accent}
    theme.apply_theme(qapp, ThemeName.SYSTEM)


def inks(pixmap: QPixmap) -> set[str]:
    """The colours of a picture's opaque pixels."""
    image = pixmap.toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


def test_the_focus_of_a_filled_button_stands_apart_from_its_colour(qapp: QApplication, qtbot: QtBot) -> None:
    """From outside in: the frame of the focus, a ring in the colour of the ground, the fill."""
    button = primary_button("Lag rapporter")
    theme.dress(button)
    qtbot.addWidget(button)
    button.show()
    button.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    for name, tokens in THEMES.items():
        theme.apply_theme(qapp, name)
        image = button.grab().toImage()
        across = [image.pixelColor(x, image.height() // 2).name() for x in range(7)]
        assert across == [tokens.focus, tokens.focus, tokens.background, tokens.background, *[tokens.accent] * 3]
    theme.apply_theme(qapp, ThemeName.SYSTEM)
