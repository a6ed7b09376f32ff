"""The gate: every control that can have the focus says what it is, to the eye and through the accessibility interface."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_NAME = QAccessible.Text.Name
_LABEL = QAccessible.RelationFlag.Label


def unnamed(root: QWidget) -> list[str]:
    """The focusable, visible controls under `root` with neither name nor label."""
    controls = [widget for widget in [root, *root.findChildren(QWidget)] if _must_have_name(widget)]
    return [describe(widget) for widget in controls if not is_named(widget)]


def is_named(widget: QWidget) -> bool:
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None:
        return False
    labels = [relation for _, relation in interface.relations() if relation & _LABEL]
    return bool(interface.text(_NAME).strip() or labels)


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"


def _must_have_name(widget: QWidget) -> bool:
    focusable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
    bare_area = type(widget) is QAbstractScrollArea or widget.objectName().startswith("qt_")
    return focusable and not bare_area
