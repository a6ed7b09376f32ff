"""Backups of the open file: the daily one, the one before something large, and the copy in a second place."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from bvdesk.domain.errors import UserError
from bvdesk.domain.record import record
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import backup, helse, kryptering, mapper
from bvdesk.storage.backup import Kopi, Slag
from bvdesk.storage.feil import DamagedFileError
from bvdesk.storage.helse import Helse

REMIND_AFTER = timedelta(days=14)
_SECOND_PLACE = "kopisted.json"
ALONE = threading.RLock()
"""Held by whoever writes among the backups: two jobs may run at once, and each clears away what looks unfinished."""

KIND_TEXT = {
    Slag.DAGLIG: "Daglig",
    Slag.OPPGRADERING: "Før oppgradering",
    Slag.IMPORT: "Før innlesing",
    Slag.GJENOPPRETTING: "Før gjenoppretting",
    Slag.PASSORD: "Før passordbytte",
}


@record
class Kopisted:
    """The second place on this machine: a folder or a memory stick, and when a copy was last put there (None: never)."""

    mappe: Path
    sist: datetime | None


def folder(path: Path) -> Path:
    """Where the backups of a file lie."""
    return mapper.backup_folder(path)


def all_copies(path: Path) -> tuple[Kopi, ...]:
    """The backups of a file, newest first. Needs only its place: also for a file that cannot be read."""
    return backup.copies(folder(path))


def daily(fil: Tjenestefil) -> Kopi | None:
    """The backup of the day when something has changed since the last one; None when there is nothing new.

    The file is examined first when a week has passed. DamagedFileError: it is not good, and older backups are left alone.
    A view taken before the file was locked makes none: it would lie in the clear beside the locked file.
    """
    if examination_is_due(fil):
        require_health(fil)
        note_examined(fil)
    with ALONE:
        bygone = fil.database.tilgang.nokkel is None and kryptering.is_encrypted(fil.path)
        if bygone or backup.is_current(fil.path, all_copies(fil.path)):
            return None
        return make(fil, Slag.DAGLIG)


def make(fil: Tjenestefil, slag: Slag = Slag.DAGLIG) -> Kopi:
    """A backup now, verified; also in the second place when it is within reach. Thins out the old ones."""
    with ALONE:
        here = folder(fil.path)
        kopi = backup.planned(here, fil.bruker.clock(), slag)
        backup.make(fil.database.connection, fil.database.changed(), fil.database.tilgang.nokkel, kopi)
        backup.thin(here, kopi)
        sted = second_place(fil.path)
        if sted and sted.mappe.is_dir():
            with suppress(UserError):
                copy_to(fil, sted.mappe)
        return kopi


def before_import(fil: Tjenestefil) -> None:
    """A backup before figures are read in, unless there is one of the file as it stands."""
    if not backup.is_current(fil.path, all_copies(fil.path)):
        make(fil, Slag.IMPORT)


def examine(fil: Tjenestefil) -> Helse:
    """Structure, log and figures, all of it, now."""
    return helse.examine(fil.database)


def second_place(path: Path) -> Kopisted | None:
    """The chosen second place of a file, on this machine."""
    try:
        fields = json.loads((folder(path) / _SECOND_PLACE).read_text(encoding="utf-8"))
        sist = datetime.fromisoformat(fields["sist"]) if fields["sist"] else None
        return Kopisted(Path(fields["mappe"]), sist)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def copy_to(fil: Tjenestefil, mappe: Path) -> Path:
    """Put the newest backup in a second place, and remember the place. UserError when it does not get there."""
    with ALONE:
        newest = next(iter(all_copies(fil.path)), None) or make(fil, Slag.DAGLIG)
        target = backup.copy_file(newest.path, _own_folder(fil.path, mappe))
        backup.thin(target.parent, Kopi(target, newest.tid, newest.slag))
        _remember(fil.path, mappe, fil.bruker.clock())
        return target


def forget_second_place(path: Path) -> None:
    """No second place any more; the copies that lie there stay."""
    (folder(path) / _SECOND_PLACE).unlink(missing_ok=True)


def folders(path: Path) -> tuple[Path, ...]:
    """The folders with backups of a file that are within reach now."""
    sted = second_place(path)
    return (folder(path), *([_own_folder(path, sted.mappe)] if sted else ()))


def reminder(fil: Tjenestefil) -> str:
    """A quiet word when the copy in the second place has become old; empty when there is nothing to say."""
    sted = second_place(fil.path)
    now = fil.bruker.clock()
    if sted is None or (sted.sist is not None and timedelta(0) <= now - sted.sist < REMIND_AFTER):
        return ""
    when = f"{sted.sist:%d.%m.%Y}" if sted.sist else "aldri"
    return f"Siste kopi i {sted.mappe}: {when}. Sett inn minnepennen, eller velg et annet sted."


def _own_folder(path: Path, mappe: Path) -> Path:
    return mappe / f"bvdesk-kopier {path.stem}"


def _remember(path: Path, mappe: Path, now: datetime) -> None:
    fields = {"mappe": str(mappe), "sist": now.isoformat(timespec="seconds")}
    folder(path).mkdir(parents=True, exist_ok=True)
    (folder(path) / _SECOND_PLACE).write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")


def examination_is_due(fil: Tjenestefil) -> bool:
    """Whether a week has passed since the file was examined."""
    return not fil.lesegrunn and helse.is_due(fil.database, fil.bruker.clock())


def require_health(fil: Tjenestefil) -> None:
    """Examine the file; DamagedFileError tells what is wrong."""
    found = helse.examine(fil.database)
    if not found.good:
        raise DamagedFileError(
            "Den ukentlige kontrollen fant feil i filen.",
            "Gå til siden Trygghet. Sikkerhetskopiene er ikke rørt.",
            found.describe(),
        )


def note_examined(fil: Tjenestefil) -> None:
    """Remember in the file that it was found good today."""
    helse.note(fil.database, fil.bruker.clock())
