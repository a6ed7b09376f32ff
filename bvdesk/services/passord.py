"""Locking a service file with a password: set, change, remove, open, remember on this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bvdesk.domain.errors import UserError
from bvdesk.services import sikkerhetskopi
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import backup, innstilling_store, kryptering, mapper, omkryptering
from bvdesk.storage.feil import PasswordNeededError
from bvdesk.storage.forbindelse import Modus, connect, let_go
from bvdesk.storage.kryptering import Nokkel

Told = Callable[[int, int, str], None]
_KEYRING = "bvdesk"
_IDLE_SETTING = "las_etter_minutter"
IDLE_CHOICES = (0, 5, 10, 15, 30, 60)
"""Minutes without a keystroke before the program locks an encrypted file; 0 is never."""


@dataclass(frozen=True, slots=True)
class Laast:
    """The result of setting a password: the recovery key to print, and the copies that could not be locked."""

    gjenopprettingsnokkel: str
    ikke_laast: tuple[Path, ...]


def unlock(path: Path, tekst: str) -> Nokkel:
    """The key that a typed password or recovery key gives; PasswordNeededError when it does not open the file."""
    salt = kryptering.read_salt(path)
    found = kryptering.from_recovery_text(tekst, salt) or kryptering.derive(tekst, salt)
    if not kryptering.fits(path, found):
        raise PasswordNeededError(
            "Passordet er feil.", "Prøv igjen, eller bruk gjenopprettingsnøkkelen. Filen er ikke endret."
        )
    return found


def require_good(nytt: str, gjentatt: str) -> None:
    """UserError when a new password is too short, or was not typed alike twice."""
    if nytt != gjentatt:
        raise UserError("De to passordene er ikke like.", "Skriv det samme to ganger. Filen er ikke endret.")
    kryptering.require_length(nytt)


def set_password(fil: Tjenestefil, nytt: str, told: Told = lambda _done, _total, _text: None) -> Laast:
    """Lock the file, or change its password, and the same for its backups. The recovery key is a new one: print it.

    `told` hears (how much is done, of how much, what happens now). Before the first is done it may raise, and nothing has
    been changed; after that it may not.
    """
    told(0, 1, "Lager nøkkelen …")
    old, new = fil.database.tilgang.nokkel, kryptering.new_key(nytt)
    told(0, 1, "Krypterer filen …")
    _replace(fil, new)
    forget(fil.path)
    return Laast(kryptering.recovery_text(new), harden(fil, old, told))


def remove_password(fil: Tjenestefil, passord: str) -> None:
    """Unlock the file for good; the password is asked for once more. Its backups stay locked until they are thinned out."""
    if unlock(fil.path, passord) != fil.database.tilgang.nokkel:
        raise PasswordNeededError("Passordet er feil.", "Filen er ikke endret.")
    forget(fil.path)
    _replace(fil, None)


def is_locked(fil: Tjenestefil) -> bool:
    """Whether the open file has a password."""
    return fil.database.tilgang.nokkel is not None


def recovery_key(fil: Tjenestefil) -> str:
    """The recovery key of the open file, to print again."""
    nokkel = fil.database.tilgang.nokkel
    if nokkel is None:
        raise UserError("Filen har ikke noe passord.", "Sett et passord først.")
    return kryptering.recovery_text(nokkel)


def harden(fil: Tjenestefil, old: Nokkel | None = None, told: Told = lambda _done, _total, _text: None) -> tuple[Path, ...]:
    """Write the backups that are in the clear (or have the `old` key) anew with the file's key; returns those that are left.

    Part of every setting or change of password. A program that is killed meanwhile leaves the rest as they were: those in
    the clear are locked when the file is next looked after.
    """
    nokkel = fil.database.tilgang.nokkel
    if nokkel is None:
        return ()
    with sikkerhetskopi.ALONE:
        left, paths = [], [kopi.path for folder in sikkerhetskopi.folders(fil.path) for kopi in backup.copies(folder)]
        for done, path in enumerate(paths, 1):
            told(done, len(paths) + 1, f"Krypterer sikkerhetskopi {done} av {len(paths)} …")
            if not _locked_with(path, nokkel, old):
                left.append(path)
        return tuple(left)


def _locked_with(kopi: Path, nokkel: Nokkel, old: Nokkel | None) -> bool:
    salt = kryptering.read_salt(kopi)
    if salt == nokkel.salt:
        return True
    known = None if salt == kryptering.SQLITE_MAGIC else old
    if known is not None and salt != known.salt:
        return False
    try:
        omkryptering.rewrite(kopi, known, nokkel)
    except UserError:
        return False
    return True


def _replace(fil: Tjenestefil, nokkel: Nokkel | None) -> None:
    """Close the file, write it anew with another key (or none), and open it again: with the old key if that failed."""
    database, now = fil.database, fil.database.tilgang.nokkel
    if database.lesegrunn:
        raise UserError("Filen er åpen bare for lesing.", database.lesegrunn)
    let_go(database.connection)
    try:
        omkryptering.rewrite(fil.path, now, nokkel)
        now = nokkel
    finally:
        database.use(connect(fil.path, now, Modus.SKRIV), now)


def idle_minutes(fil: Tjenestefil) -> int:
    """After how many minutes without a keystroke an encrypted file is locked; 0 is never."""
    tekst = innstilling_store.get(fil.database, _IDLE_SETTING, "15")
    return int(tekst) if is_locked(fil) and tekst.isascii() and tekst.isdecimal() else 0


def set_idle_minutes(fil: Tjenestefil, minutter: int) -> None:
    """Choose it."""
    with fil.database.atomic():
        innstilling_store.put(fil.database, _IDLE_SETTING, str(minutter))


def remember(fil: Tjenestefil) -> bool:
    """Keep the key in the machine's own key store, so that it opens without asking; False when the machine has none."""
    nokkel = fil.database.tilgang.nokkel
    if nokkel is None:
        return False
    with _keyring() as keyring:
        keyring.set_password(_KEYRING, _name(fil.path), nokkel.raa.hex())
    return recall(fil.path) == nokkel


def recall(path: Path) -> Nokkel | None:
    """The remembered key, when there is one that opens the file."""
    found: Nokkel | None = None
    with _keyring() as keyring:
        tekst = keyring.get_password(_KEYRING, _name(path))
        found = Nokkel(bytes.fromhex(tekst), kryptering.read_salt(path)) if tekst else None
    return found if found and kryptering.fits(path, found) else None


def forget(path: Path) -> None:
    """Take the key out of the machine's key store."""
    with _keyring() as keyring:
        keyring.delete_password(_KEYRING, _name(path))


@contextlib.contextmanager
def _keyring() -> Iterator[Any]:
    """The machine's key store; a machine without one, or one that says no, is no fault."""
    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError, OSError, ValueError):
        yield keyring


def _name(path: Path) -> str:
    return mapper.backup_folder(path).name
