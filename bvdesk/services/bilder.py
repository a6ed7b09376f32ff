"""Pictures of the report: read, cleaned and kept in the service's file."""

from __future__ import annotations

import struct
from hashlib import sha256
from pathlib import Path

from bvdesk.domain.errors import UserError
from bvdesk.importing.bilde import MAX_BYTES, clean_image
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import bilde_store
from bvdesk.storage.bilde_store import Bildefil

_ID_LENGTH = 16
_PNG_SIZE = struct.Struct(">II")
_SIZE_AT = 16


def add(fil: Tjenestefil, path: Path) -> str:
    """Keep a picture (PNG or JPEG) in the file; returns what a text calls it. UserError when it cannot be used."""
    try:
        with path.open("rb") as source:
            content = source.read(MAX_BYTES + 1)
    except OSError as fault:
        raise UserError(f"{path.name} kan ikke leses.", "Velg et bilde på denne maskinen.") from fault
    return keep(fil, path.name, content)


def keep(fil: Tjenestefil, navn: str, content: bytes) -> str:
    """The same for a picture at hand, such as one from the clipboard."""
    png = clean_image(content)
    key = sha256(png).hexdigest()[:_ID_LENGTH]
    width, height = _PNG_SIZE.unpack_from(png, _SIZE_AT)
    with fil.database.atomic():
        bilde_store.put(fil.database, Bildefil(key, navn, width, height, png))
    return key
