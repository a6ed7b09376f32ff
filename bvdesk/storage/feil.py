"""What can go wrong with a file, in words the user can act on. Faults of SQLite and SQLCipher are known by their codes."""

from __future__ import annotations

import errno
import sqlite3
import sys

from bvdesk.domain.errors import UserError


class DamagedFileError(UserError):
    """The file is damaged. It has not been touched; salvage or a backup is the way on."""


class PasswordNeededError(UserError):
    """The file is locked with a password, and none (or a wrong one) was given."""


_SAFE = "Alt som var lagret før, er trygt."
_DISK_FULL = ("Disken er full.", f"Frigjør plass og prøv igjen. {_SAFE}")
_NO_REPLY = (
    "Filen kan ikke leses eller skrives akkurat nå.",
    f"Sjekk at disken har plass, og at minnepennen eller nettverket er tilgjengelig. {_SAFE}",
)
_GONE = (
    "Filen er flyttet, slettet eller byttet ut mens den var åpen.",
    "Endringen er ikke lagret. Lagre en kopi av det som er åpent, eller legg filen tilbake og åpne den på nytt.",
)
_NOT_WRITABLE = (
    "Kan ikke skrive i filen eller mappen.",
    f"Filen er skrivebeskyttet, eller du mangler rettigheter i mappen. {_SAFE}",
)
_BUSY = ("Et annet program bruker filen akkurat nå.", f"Vent litt og prøv igjen. {_SAFE}")
_DAMAGED = ("Filen er skadet.", "Den er ikke endret. Gjenopprett siste gode sikkerhetskopi, eller redd det som kan leses.")
_TOO_BIG = ("Teksten er for lang.", "Del den opp og prøv igjen.")

_BY_CODE = {
    3: _NOT_WRITABLE,
    5: _BUSY,
    6: _BUSY,
    8: _NOT_WRITABLE,
    10: _NO_REPLY,
    13: _DISK_FULL,
    14: _NO_REPLY,
    18: _TOO_BIG,
}
_DAMAGE_CODES = frozenset({11, 26})
_READONLY_DBMOVED = 1032
_BY_ERRNO = {errno.ENOSPC: _DISK_FULL, errno.EFBIG: _DISK_FULL, errno.EACCES: _NOT_WRITABLE, errno.EROFS: _NOT_WRITABLE}


def faults() -> tuple[type[Exception], ...]:
    """The error classes of the database libraries in use: SQLCipher's are not sqlite3's, and it is imported when needed."""
    sqlcipher = sys.modules.get("sqlcipher3.dbapi2")
    # A damaged text is no UTF-8; Python stumbles over it even in SQLite's own messages.
    found = (sqlite3.Error, UnicodeDecodeError)
    return found if sqlcipher is None else (*found, sqlcipher.Error)


def file_faults() -> tuple[type[Exception], ...]:
    """Those, and the operating system's own."""
    return (OSError, *faults())


def unreadable() -> tuple[type[Exception], ...]:
    """What reading a file's content may raise when the content is damaged, and nothing but the content is being read."""
    return (UserError, ValueError, LookupError, TypeError, ArithmeticError, *faults())


def explain(fault: BaseException) -> UserError | None:
    """What a fault means to the user; None when it is a bug of ours."""
    if isinstance(fault, OSError):
        return UserError(*_BY_ERRNO.get(fault.errno or 0, _NO_REPLY))
    if not isinstance(fault, faults()):
        return None
    code = getattr(fault, "sqlite_errorcode", 0)
    if code & 0xFF in _DAMAGE_CODES or isinstance(fault, UnicodeDecodeError) or "UTF-8" in str(fault):
        return DamagedFileError(*_DAMAGED)
    if code == _READONLY_DBMOVED:
        return UserError(*_GONE)
    words = _BY_CODE.get(code & 0xFF)
    return UserError(*words) if words else None
