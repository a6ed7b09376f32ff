"""A process that works on a file until it is killed. Says what it begins and what has been committed.

Every operation is decided by its number, so that the parent knows what must be in the file.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import sqlite_utils.migrations  # noqa: F401 - so that the child does not spend its life importing

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import gjenoppretting, importering, oppslag, registrering, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage.backup import Slag

BRUKER = Bruker("Kari", lambda: datetime(2026, 1, 15, tzinfo=UTC))
HEADER = "indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n"
KOMMUNER = ("Namsos", "Overhalla")
Key = tuple[str, str]
"""(kommune, period)"""
KINDS = ("entry",) * 8 + ("paste",) * 3 + ("import",) * 2 + ("undo", "backup", "restore")


def kind(number: int) -> str:
    return random.Random(f"kind {number}").choice(KINDS)


def cells(number: int) -> dict[Key, int]:
    """What an operation writes."""
    rng = random.Random(f"cells {number}")
    count = {"entry": 1, "paste": 40, "import": 120}.get(kind(number), 0)
    places = [(k, f"{2020 + y}K{q}") for k in KOMMUNER for y in range(15) for q in range(1, 5)]
    return {place: rng.randrange(1, 10_000) for place in rng.sample(places, count)}


@dataclass
class Model:
    """What the file must hold after the operations that were said to be committed."""

    figures: dict[Key, int] = field(default_factory=dict)
    past: list[dict[Key, int]] = field(default_factory=list)

    def after(self, number: int) -> Model:
        if kind(number) in ("backup", "restore"):
            return self
        if kind(number) == "undo":
            return Model(self.past[-1], self.past[:-1]) if self.past else self
        written = {**self.figures, **cells(number)}
        return self if written == self.figures else Model(written, [*self.past, self.figures])


def figures(fil: Tjenestefil) -> dict[Key, int]:
    """What the file holds."""
    rows = [line.split(";") for line in oppslag.export_figures(fil).decode().splitlines()[1:]]
    return {(row[2], row[3]): int(row[4]) for row in rows}


def do(fil: Tjenestefil, number: int, folder: Path) -> None:
    """One operation."""
    match kind(number):
        case "undo":
            if registrering.next_undo(fil):
                registrering.undo(fil)
        case "backup":
            sikkerhetskopi.make(fil, Slag.DAGLIG)
        case "restore":
            gjenoppretting.restore(fil, sikkerhetskopi.make(fil, Slag.DAGLIG).path)
        case "import":
            rows = "".join(f"meldinger_mottatt;;{k};{p};{n};;;\n" for (k, p), n in cells(number).items())
            (folder / "tall.csv").write_text(HEADER + rows, encoding="utf-8")
            importering.import_figures(fil, folder / "tall.csv")
        case _:
            by_name = {omrade.navn: omrade.id for omrade in fil.deltakere()}
            written = [
                (Celle("meldinger_mottatt", "", by_name[k], Periode.parse(p)), Registrering(Verdi(Decimal(n))))
                for (k, p), n in cells(number).items()
            ]
            registrering.save(fil, written, f"nr {number}")


def work(path: Path, first: int, say: Callable[[str], None]) -> None:
    """Open and work until killed."""
    fil = tjenestefil.open_file(path, BRUKER)
    assert not fil.lesegrunn, fil.lesegrunn
    say("open")
    for number in range(first, first + 1_000_000):
        say(f"begin {number}")
        do(fil, number, path.parent)
        say(f"done {number}")


def killed_at_random(target: Callable[[Callable[[str], None]], None], seconds: float) -> list[str]:
    """Run `target(say)` in a process of its own, kill it `seconds` after it first spoke; what it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            os.write(writer, b"start\n")
            target(lambda text: os.write(writer, f"{text}\n".encode()) and None)
        except BaseException as fault:  # noqa: BLE001 - the parent must hear of it
            os.write(writer, f"fault {fault!r}\n".encode())
        finally:
            os._exit(0)
    os.close(writer)
    said = os.read(reader, 100_000)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    while chunk := os.read(reader, 100_000):
        said += chunk
    os.close(reader)
    os.waitpid(child, 0)
    return said.decode().splitlines()
