"""The row of tools over the editor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bvdesk.ui.flow_layout import flowing
from bvdesk.ui.tekster.text_editor import TextEditor
from bvdesk.ui.widgets import quiet_button

_TABLE = "| Hva | Tall |\n|---|--:|\n|  |  |\n: Tittel"


def editing_tools(editor: TextEditor, add_picture: Callable[[], None]) -> QWidget:
    """Buttons for what one may not remember how to write."""
    tools: tuple[tuple[str, str, Callable[[], object]], ...] = (
        ("Overskrift", "", lambda: editor.begin_lines("## ")),
        ("Fet", "Ctrl+B", lambda: editor.wrap("**")),
        ("Kursiv", "Ctrl+I", lambda: editor.wrap("*")),
        ("Punkter", "", lambda: editor.begin_lines("- ")),
        ("Nummerert", "", lambda: editor.begin_lines("1. ")),
        ("Lenke", "", lambda: editor.put("[tekst](https://)")),
        ("Fotnote", "", editor.add_note),
        ("Tabell", "", lambda: editor.put_block(_TABLE)),
        ("Bilde …", "", add_picture),
    )
    buttons = []
    for text, keys, action in tools:
        button = quiet_button(text)
        button.setToolTip(f"{text} ({keys})" if keys else text)
        button.clicked.connect(lambda _on=False, action=action: action())
        buttons.append(button)
    return flowing(*buttons)
