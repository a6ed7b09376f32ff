"""Reads along while one writes: what could be mended is underlined a moment after one stops typing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from bvdesk.services import stavekontroll, tekstmerker
from bvdesk.services.tekstmerker import Tekstmerke, Utbedring
from bvdesk.storage.tekst_store import Tekststed
from bvdesk.ui.delayed import delayed
from bvdesk.ui.desk import Desk
from bvdesk.ui.latest_job import LatestJob
from bvdesk.ui.tekster.marked_editor import MarkedEditor
from bvdesk.ui.tekster.own_words import OwnWords

LOOK_AFTER = 700


class Proofreader(QObject):
    """`place` says which text it is; nothing is read while it is None."""

    def __init__(self, desk: Desk, editor: MarkedEditor) -> None:
        super().__init__(editor)
        self.desk, self.editor = desk, editor
        self.place: Tekststed | None = None
        self.job = LatestJob(desk)
        self._soon = delayed(self, LOOK_AFTER, self.look_over)
        self.job.finished.connect(self.take_marks)
        editor.spellings = self.spellings
        editor.learned.connect(self.learn)
        editor.own_words_wanted.connect(self.show_own_words)

    def look_soon(self) -> None:
        """Something was typed."""
        self._soon.start()

    def stop(self) -> None:
        """Nobody looks at it any more."""
        self._soon.stop()
        self.job.cancel()

    @Slot()
    def look_over(self) -> None:
        """Look for what could be mended, without holding anybody up."""
        place, written = self.place, self.editor.markdown()
        if place is not None:
            self.job.start_reading(lambda fil, _job: (written, tekstmerker.look_over(fil, place, written)))

    @Slot(object)
    def take_marks(self, found: tuple[str, tuple[Tekstmerke, ...]]) -> None:
        """Underline it, when the text is still the one that was read."""
        if found[0] == self.editor.markdown():
            self.editor.show_marks(found[1])

    def spellings(self, word: str) -> tuple[Utbedring, ...]:
        """What a misspelt word may have been meant as."""
        return tekstmerker.spellings(self.desk.file, self.place, word) if self.place else ()

    @Slot(str)
    def learn(self, word: str) -> None:
        """A word is right, and stays so in this file."""
        self.desk.run(stavekontroll.add_word, word)

    @Slot()
    def show_own_words(self) -> None:
        """The words of this file's own list."""
        OwnWords(self.desk, self.editor).exec()
