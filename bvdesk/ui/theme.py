"""Colours, fonts and distances of the window: one accent, three themes, everything from these tokens.

Colours are those of Designsystemet (Digdir, MIT). Contrast is tested: text at least 4.5 : 1, frames and focus 3 : 1.
"""

from __future__ import annotations

import re
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from bvdesk import resources
from bvdesk.domain.kontrast import luminance
from bvdesk.domain.record import record

FONT_FAMILY = "Source Sans 3"
FONT_POINTS = 11
FONT_FILES = ("SourceSans3-Regular.ttf", "SourceSans3-SemiBold.ttf")


class ThemeName(Enum):
    """What the user may choose."""

    SYSTEM = "system"
    LYS = "lys"
    MORK = "mork"
    KONTRAST = "kontrast"


@record
class Tokens:
    """The colours of one theme, named by use."""

    background: str
    tinted: str
    text: str
    subtle: str
    border: str
    hairline: str
    accent: str
    on_accent: str
    accent_surface: str
    danger: str
    danger_surface: str
    warning: str
    warning_surface: str
    success: str
    success_surface: str
    focus: str
    disabled: str


LYS = Tokens(
    background="#ffffff",
    tinted="#f3f4f6",
    text="#292c30",
    subtle="#5b5d60",
    border="#77797b",
    hairline="#dcdee0",
    accent="#0062ba",
    on_accent="#ffffff",
    accent_surface="#e1edf8",
    danger="#b81a1a",
    danger_surface="#f8e4e4",
    warning="#6b4708",
    warning_surface="#fae6c6",
    success="#056d13",
    success_surface="#e3f3e4",
    focus="#292c30",
    disabled="#77797b",
)
MORK = Tokens(
    background="#17181a",
    tinted="#26282b",
    text="#ececec",
    subtle="#b2b3b5",
    border="#808183",
    hairline="#3b3d41",
    accent="#6ea8dc",
    on_accent="#0b1722",
    accent_surface="#1d3449",
    danger="#e3a7a3",
    danger_surface="#4f1f1b",
    warning="#f7ebdb",
    warning_surface="#3a2b19",
    success="#97c197",
    success_surface="#1f3322",
    focus="#ececec",
    disabled="#808183",
)
KONTRAST = Tokens(
    background="#000000",
    tinted="#1f1f1f",
    text="#ffffff",
    subtle="#cccccc",
    border="#ffffff",
    hairline="#8c8c8c",
    accent="#ffd60a",
    on_accent="#000000",
    accent_surface="#3d3400",
    danger="#ff9d96",
    danger_surface="#330000",
    warning="#ffe08a",
    warning_surface="#2b2200",
    success="#8df58d",
    success_surface="#002b00",
    focus="#ffd60a",
    disabled="#8c8c8c",
)
THEMES = {ThemeName.LYS: LYS, ThemeName.MORK: MORK, ThemeName.KONTRAST: KONTRAST}


class _Current:
    """The theme in use; there is one QApplication, and so one of these."""

    tokens: Tokens = LYS
    sheet = ""


def tokens() -> Tokens:
    """The tokens in use."""
    return _Current.tokens


def load_fonts() -> None:
    """Make the bundled typeface known to Qt."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))


def resolve_theme(name: ThemeName) -> Tokens:
    """The tokens for a choice; the system's own wish where the user leaves it to the system."""
    if name is not ThemeName.SYSTEM:
        return THEMES[name]
    return MORK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LYS


def apply_theme(app: QApplication, name: ThemeName) -> None:
    """Give the whole application the colours of a theme."""
    _Current.tokens = resolve_theme(name)
    worn, _Current.sheet = _Current.sheet, stylesheet(_Current.tokens)
    app.setPalette(palette(_Current.tokens))
    for window in app.topLevelWidgets():
        if worn and window.styleSheet() == worn:
            window.setStyleSheet(_Current.sheet)


def dress(window: QWidget) -> None:
    """Give a window, and all that opens from it, the rules of the theme, now and when it changes.

    They lie on the window and not on the application: there Qt would go through all of a part each time it is put into a
    larger one, which was three quarters of the time it took to build a page.
    """
    window.setStyleSheet(_Current.sheet)


def base_font() -> QFont:
    """The typeface of running text."""
    return QFont(FONT_FAMILY, FONT_POINTS)


def heading_font(points: int = 18) -> QFont:
    """The typeface of headings."""
    font = QFont(FONT_FAMILY, points)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def palette(colours: Tokens) -> QPalette:
    """The Qt palette of a theme."""
    role = QPalette.ColorRole
    result = QPalette(QColor(colours.background))
    for key, colour in {
        role.Window: colours.background,
        role.WindowText: colours.text,
        role.Base: colours.background,
        role.AlternateBase: colours.tinted,
        role.Text: colours.text,
        role.PlaceholderText: colours.subtle,
        role.Button: colours.tinted,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.background,
        role.ToolTipText: colours.text,
        role.Mid: colours.hairline,
        role.Midlight: colours.tinted,
        role.Light: colours.background,
        role.Dark: colours.border,
        role.Shadow: colours.border,
    }.items():
        result.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(colours.disabled))
    return result


def stylesheet(colours: Tokens) -> str:
    """The few rules that a palette cannot say; `@name` in `resources/style.qss` is a colour of the theme."""
    text = resources.text("style.qss").replace("@ikoner", resources.path("icons").as_posix())
    for part, ink in (("@hake", colours.on_accent), ("@pil", colours.text)):
        text = text.replace(part, "hvit" if luminance(ink) > 0.5 else "svart")
    return re.sub(r"@(\w+)", lambda found: str(getattr(colours, found[1])), text)
