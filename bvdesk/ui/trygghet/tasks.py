"""What takes seconds on Trygghet: in words, what is done with the file in the other thread, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bvdesk.domain.change import Change
from bvdesk.services import gjenoppretting, passord, sammenslaing, sikkerhetskopi
from bvdesk.services.gjenoppretting import Forhandsvisning
from bvdesk.services.passord import Laast
from bvdesk.services.sammenslaing import Celleforskjell, Sammenligning
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.backup import Kopi
from bvdesk.ui.trygghet.copies import copy_time
from bvdesk.ui.trygghet.file_work import Task

Tell = Callable[[Change, str], str]
"""Tells all pages of a change, and gives back the words to say."""


def _plain(text: str, work: Callable[[Tjenestefil], Any], said: Callable[[Any], str]) -> Task:
    return Task(text, lambda fil, _job: work(fil), said)


def copy_now() -> Task:
    """A backup."""
    said = "Kopien fra {} er laget og kontrollert."
    return _plain("Lager en sikkerhetskopi …", sikkerhetskopi.make, lambda kopi: said.format(copy_time(kopi)))


def copy_to(mappe: Path) -> Task:
    """The newest backup to a second place."""
    return _plain("Kopierer …", lambda fil: sikkerhetskopi.copy_to(fil, mappe), lambda to: f"Kopiert til {to.parent}.")


def save_copy(path: Path) -> Task:
    """Everything to another file."""
    said = f"Kopien er lagret som {path}."
    return _plain("Lagrer kopien …", lambda fil: gjenoppretting.save_copy(fil, path), lambda _none: said)


def examine() -> Task:
    """The health of the whole file."""
    said = "Filen er hel, endringsloggen er urørt, og hvert tall er det loggen sier."
    work = sikkerhetskopi.require_health
    return Task("Undersøker filen …", lambda fil, _job: work(fil), lambda _none: said, can_stop=True)


def preview(kopi: Kopi, ask: Callable[[Forhandsvisning], str]) -> Task:
    """What a restore would change."""
    words = "Ser hva som blir annerledes …"
    return Task(words, lambda fil, _job: gjenoppretting.preview(fil, kopi.path), ask, can_stop=True)


def restore(kopi: Kopi, tell: Tell) -> Task:
    """Make the file what a backup was."""
    said = "Filen er som i kopien. Du kan angre her på siden."
    return _plain("Gjenoppretter …", lambda fil: gjenoppretting.restore(fil, kopi.path), lambda change: tell(change, said))


def undo_restore(tell: Tell) -> Task:
    """Put back what stood in the file before."""
    work = gjenoppretting.undo_restore
    return _plain("Angrer gjenopprettingen …", work, lambda change: tell(change, f"{change.tekst}."))


def compare(path: Path, ask: Callable[[Sammenligning], str]) -> Task:
    """What differs from another file."""

    def differences(fil: Tjenestefil, _job: object) -> Sammenligning:
        return sammenslaing.compare(fil, sammenslaing.load_copy(fil, path))

    return Task("Sammenligner …", differences, ask, can_stop=True)


def merge(path: Path, chosen: Sequence[Celleforskjell], tell: Tell) -> Task:
    """Take over what is chosen in another file."""

    def take_over(fil: Tjenestefil) -> Change:
        return sammenslaing.merge(fil, sammenslaing.load_copy(fil, path), chosen)

    return _plain("Fletter inn tallene …", take_over, lambda change: tell(change, f"{change.tekst}. Du kan angre."))


def lock(word: str, then: Callable[[Laast], str]) -> Task:
    """Encrypt the file and its backups."""
    return Task("Låser filen …", lambda fil, job: passord.set_password(fil, word, job.tell), then, can_stop=True)


def unlock(word: str) -> Task:
    """Take the password away."""
    said = "Passordet er fjernet."
    return _plain("Fjerner passordet …", lambda fil: passord.remove_password(fil, word), lambda _none: said)
