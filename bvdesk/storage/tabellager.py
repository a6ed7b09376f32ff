"""The tables that come with the program (TOML), parsed once on each machine and kept as JSON in the program's own folder.

Parsing TOML takes some 25 ms of every start, reading the same as JSON one. The check sum of the TOML stands beside the
table, so a new version of the program, or a row added to a table, makes it parse anew; so does a table that does not fit
its own check sum, since a damaged one would give figures another meaning. Nothing is executed, and what is kept can be
deleted at any time.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bvdesk import resources
from bvdesk.storage import mapper

Table = Mapping[str, Any]
FOLDER = "hurtiglager"


def read(*parts: str) -> Table:
    """The table in a resource file. Dates are texts (ISO 8601), whichever way it was read."""
    source = resources.path(*parts).read_bytes()
    place = mapper.data_folder() / FOLDER / f"{parts[-1]}.json"
    kept = _kept(place, zlib.crc32(source))
    if kept is None:
        kept = _parse(source)
        _keep(place, zlib.crc32(source), kept)
    return kept


def _parse(source: bytes) -> Table:
    import tomllib

    table: Table = json.loads(json.dumps(tomllib.loads(source.decode()), default=str))
    return table


def _kept(place: Path, source_sum: int) -> Table | None:
    with suppress(OSError, ValueError, RecursionError):
        sums, _, body = place.read_bytes().partition(b"\n")
        if sums == _sums(source_sum, body):
            table: Table = json.loads(body)
            return table
    return None


def _keep(place: Path, source_sum: int, table: Table) -> None:
    """A folder that cannot be written in is no fault: the table is parsed next time too."""
    temporary = place.with_name(f"{place.name}.{os.getpid()}")
    body = json.dumps(table).encode()
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_sums(source_sum, body) + b"\n" + body)
        temporary.replace(place)


def _sums(source_sum: int, body: bytes) -> bytes:
    return f"{source_sum} {zlib.crc32(body)}".encode()
