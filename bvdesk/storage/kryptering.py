"""Whole-file encryption with SQLCipher 4, as it comes: AES-256, an HMAC on every page, nothing home-made.

* The first 16 bytes of the file are its salt. The key is PBKDF2-HMAC-SHA512 of the password and the salt, 256 000 rounds:
  SQLCipher 4's own rule, so that any program that reads SQLCipher opens the file with the password, also in twenty years.
* The recovery key is that key itself, with a check sum, to be printed. It opens the file when the password is forgotten.
* A new password means a new salt and a new key: the whole file and its backups are written anew, and so is the recovery key.
  An old password or an old recovery key opens nothing that lies here any more.
* Journal and backups are encrypted with the same key; whatever SQLite puts aside stays in memory.

Whether a file is encrypted is read from its header, never concluded from the absence of an error.
"""

from __future__ import annotations

import base64
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bvdesk.domain.errors import UserError
from bvdesk.domain.record import record

SQLITE_MAGIC = b"SQLite format 3\x00"
PAGE = 4096
ROUNDS = 256_000
MIN_PASSWORD = 10
_SALT, _KEY, _CHECK = 16, 32, 3
_SEAL, _SEAL_MASK, _SEAL_ROUNDS = 64, 0x3A, 2
_PAGES_TRIED = 200
_GROUP = 4
_DISTINCT = 240  # of 256 byte values; 4 096 random bytes hold them all but surely, a page in the clear far fewer


@record
class Nokkel:
    """The key of one file, with the salt it belongs to. Its text never shows the key."""

    raa: bytes
    salt: bytes

    def __repr__(self) -> str:
        return f"Nokkel(salt={self.salt!r})"

    def sql(self) -> str:
        """SQLCipher's literal for a raw key and its salt."""
        return f"x'{self.raa.hex()}{self.salt.hex()}'"


def derive(passord: str, salt: bytes) -> Nokkel:
    """The key that a password gives. «é» typed in two ways is the same password."""
    import hashlib  # loads OpenSSL, here and below: a file that is not locked does without

    text = unicodedata.normalize("NFC", passord).encode()
    return Nokkel(hashlib.pbkdf2_hmac("sha512", text, salt, ROUNDS, _KEY), salt)


def new_key(passord: str) -> Nokkel:
    """A key for a new password; UserError when the password is too short."""
    require_length(passord)
    return derive(passord, os.urandom(_SALT))


def require_length(passord: str) -> None:
    """UserError when a password is too short."""
    if len(passord) < MIN_PASSWORD:
        raise UserError(
            f"Passordet må ha minst {MIN_PASSWORD} tegn.",
            "Flere ord etter hverandre er lett å huske og vanskelig å gjette.",
        )


def read_salt(path: Path) -> bytes:
    """The salt of an encrypted file."""
    with path.open("rb") as file:
        return file.read(_SALT)


def is_encrypted(path: Path) -> bool:
    """Whether this may be an encrypted file: whole pages, the first one random from the first byte to the last."""
    with path.open("rb") as file:
        first = file.read(PAGE)
    return path.stat().st_size % PAGE == 0 and len(set(first)) > _DISTINCT and not first.startswith(SQLITE_MAGIC)


def is_plain(path: Path) -> bool:
    """Whether the file is SQLite in the clear."""
    return read_salt(path) == SQLITE_MAGIC


def fits(path: Path, nokkel: Nokkel) -> bool:
    """Whether this is the file's key: some page bears its seal. So a wrong password is told from a damaged file."""
    import hashlib

    seal_salt = bytes(byte ^ _SEAL_MASK for byte in nokkel.salt)
    seal_key = hashlib.pbkdf2_hmac("sha512", nokkel.raa, seal_salt, _SEAL_ROUNDS, _KEY)
    with path.open("rb") as file:
        if file.read(_SALT) != nokkel.salt:
            return False
        return any(_sealed(page, nr, seal_key) for nr, page in enumerate(_pages(file), 1))


def _pages(file: BinaryIO) -> Iterator[bytes]:
    yield file.read(PAGE - _SALT)
    for _ in range(_PAGES_TRIED):
        yield file.read(PAGE)


def _sealed(page: bytes, nr: int, seal_key: bytes) -> bool:
    import hmac

    # SQLCipher 4: content, IV, then HMAC-SHA512 of both and of the page number; the reserve is 80 bytes.
    body, seal = page[:-_SEAL], page[-_SEAL:]
    return hmac.compare_digest(hmac.digest(seal_key, body + nr.to_bytes(4, "little"), "sha512"), seal)


def recovery_text(nokkel: Nokkel) -> str:
    """The recovery key to print: letters A–Z and digits 2–7 in groups of four, the last ones a check sum."""
    text = base64.b32encode(nokkel.raa + _check_sum(nokkel.raa)).decode().rstrip("=")
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def from_recovery_text(text: str, salt: bytes) -> Nokkel | None:
    """The key of a typed recovery key; None when it is not one (a slip of the pen is caught by the check sum)."""
    plain = "".join(text.upper().split()).replace("-", "").replace("0", "O").replace("1", "I").replace("8", "B")
    if len(plain) != -(-(_KEY + _CHECK) * 8 // 5):
        return None
    try:
        raw = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except ValueError:
        return None
    return Nokkel(raw[:_KEY], salt) if _check_sum(raw[:_KEY]) == raw[_KEY:] else None


def _check_sum(raa: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(b"bvdesk" + raa).digest()[:_CHECK]
