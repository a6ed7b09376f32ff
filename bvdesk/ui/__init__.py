"""The window: PySide6 and pyqtgraph live here and in `bvdesk.app` only."""
