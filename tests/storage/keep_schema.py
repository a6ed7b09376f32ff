"""Keep one small file per schema, for ever: `python -m tests.storage.keep_schema` makes those that are missing.

Run it when a migration has been added; the files that lie there are never made anew.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database as SqliteUtilsDatabase

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.services import registrering, tjenestefil
from bvdesk.services.tjenestefil import Bruker
from bvdesk.storage import database, migrations
from bvdesk.storage.innhold import tables

FOLDER = Path(__file__).parents[1] / "data" / "databases"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        newest = Path(folder) / "t.bvdesk"
        fill(newest)
        for n, name in enumerate(migrations.NAMES):
            target = FOLDER / f"{name}.bvdesk"
            if not target.exists():
                keep(newest, target, migrations.NAMES[n + 1 :])


def fill(path: Path) -> None:
    """A small service with figures, a status, an undo."""
    bruker = Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC))
    fil = tjenestefil.create_file(path, bruker, "Midtre Namdal", ("Namsos", "Overhalla"))
    for omrade in fil.deltakere():
        for kvartal in range(1, 5):
            celle = Celle("meldinger_mottatt", "", omrade.id, Periode.quarter(2025, kvartal))
            registrering.save(fil, [(celle, Registrering(Verdi(Decimal(10 + kvartal)), "en merknad"))], "Registrert")
    registrering.save(fil, [(celle, Registrering(Verdi(None, Status.TILBAKEHOLDT)))], "Tilbakeholdt")
    registrering.undo(fil)
    fil.close()


def keep(newest: Path, target: Path, later: tuple[str, ...]) -> None:
    """The same content under the schema before the `later` migrations."""
    with closing(sqlite3.connect(target, isolation_level=None)) as connection, closing(sqlite3.connect(newest)) as source:
        connection.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        migrations.build().apply(SqliteUtilsDatabase(connection, strict=True), stop_before=list(later))
        old = database.Database(target, connection)
        for table in tables(old):
            if not table.startswith("_"):
                columns = ", ".join(row[1] for row in old.execute(f"PRAGMA table_info({table})"))
                for row in source.execute(f"SELECT {columns} FROM {table}"):
                    old.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", row)


if __name__ == "__main__":
    main()
