"""Back to a backup: see what would change, do it, take it back once. And what to do with a file that is damaged."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.services import sammenslaing, sikkerhetskopi
from bvdesk.services.sammenslaing import Sammenligning
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import backup, feil, innhold, logg_store, mapper, redning
from bvdesk.storage.backup import Kopi, Slag
from bvdesk.storage.database import Database
from bvdesk.storage.kryptering import Nokkel
from bvdesk.storage.redning import Redning

RESTORED, RESTORE_UNDONE = "gjenoppretting", "gjenoppretting_angret"


@dataclass(frozen=True, slots=True)
class Forhandsvisning:
    """What a restore would do: how many figures come, change and go, and the differences one by one."""

    kopi: Path
    nye: int
    endret: int
    borte: int
    forskjeller: Sammenligning

    @property
    def tekst(self) -> str:
        """In a sentence or two."""
        if self.forskjeller.like:
            return "Kopien er lik filen."
        words = ((self.nye, "kommer tilbake"), (self.endret, "får en annen verdi"), (self.borte, "forsvinner"))
        figures = ", ".join(f"{count} {what}" for count, what in words if count)
        other = ", ".join(f"{navn} ({antall})" for navn, antall in self.forskjeller.annet)
        parts = [f"Av tallene: {figures}."] if figures else ["Tallene er like."]
        return " ".join([*parts, f"Også ulikt: {other}."] if other else parts)


def preview(fil: Tjenestefil, kopi: Path, nokkel: Nokkel | None = None) -> Forhandsvisning:
    """What restoring a backup would change. Nothing is written. PasswordNeededError for a copy with another password."""
    found = sammenslaing.compare(fil, sammenslaing.load_copy(fil, kopi, nokkel))
    new = sum(f.min is None for f in found.celler)
    gone = sum(f.andre is None for f in found.celler)
    return Forhandsvisning(kopi, new, len(found.celler) - new - gone, gone, found)


def restore(fil: Tjenestefil, kopi: Path, nokkel: Nokkel | None = None) -> Change:
    """Make the file what the backup was. What stood in it is kept in a backup of its own; `undo_restore` puts it back."""
    source = sammenslaing.load_copy(fil, kopi, nokkel).database
    sikkerhetskopi.make(fil, Slag.GJENOPPRETTING)
    return _replace(fil, source, RESTORED, f"Gjenopprettet fra {kopi.name}")


def can_undo_restore(fil: Tjenestefil) -> bool:
    """Whether the last thing that happened to the file is a restore that can be taken back."""
    last = next(logg_store.newest_first(fil.database), None)
    return last is not None and last.slag == RESTORED and _kept(fil.path) is not None


def undo_restore(fil: Tjenestefil) -> Change:
    """Put back what stood in the file before the last restore; UserError when something has happened since."""
    kept = _kept(fil.path)
    if kept is None or not can_undo_restore(fil):
        raise UserError("Gjenopprettingen kan ikke angres lenger.", "Velg kopien «Før gjenoppretting» i listen.")
    source = sammenslaing.load_copy(fil, kept.path).database
    return _replace(fil, source, RESTORE_UNDONE, "Angret gjenopprettingen")


def replace_damaged(path: Path, kopi: Path) -> Path:
    """Put a backup in the place of a file that cannot be opened. The damaged file is kept beside it; returns where."""
    kept = _free_name(path.with_name(f"{path.stem} (skadet){path.suffix}"))
    try:
        backup.put_back(kopi, path, kept)
    except OSError as fault:
        reason = feil.explain(fault)
        raise UserError("Kopien kunne ikke legges tilbake.", reason.advice if reason else "") from fault
    return kept


def salvage(path: Path, target: Path, nokkel: Nokkel | None = None) -> Redning:
    """Save what can be read of a damaged file into a new file, with the same key. The damaged file is not touched."""
    return redning.salvage(path, nokkel, target)


def save_copy(fil: Tjenestefil, target: Path) -> None:
    """Write everything that is open to another place: the way out when the file has been taken away under the program."""
    if target.exists():
        raise UserError(f"Filen {target.name} finnes allerede.", "Velg et annet navn.")
    now = fil.bruker.clock().replace(tzinfo=None)
    backup.make(fil.database.connection, None, fil.database.tilgang.nokkel, Kopi(target, now, Slag.DAGLIG))


def _replace(fil: Tjenestefil, source: Database, slag: str, tekst: str) -> Change:
    innhold.replace(fil.database, source, then=lambda: fil.log(slag, tekst))
    fil.reload()
    return Change(tekst, slag=slag)


def _kept(path: Path) -> Kopi | None:
    return next((kopi for kopi in backup.copies(mapper.backup_folder(path)) if kopi.slag is Slag.GJENOPPRETTING), None)


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}{f' {n}' if n > 1 else ''}{path.suffix}") for n in itertools.count(1))
    return next(name for name in names if not name.exists())
