import sqlite3
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.storage import database, migrations


def new(tmp_path: Path) -> database.Database:
    database.create(tmp_path / "t.bvdesk")
    return database.open_existing(tmp_path / "t.bvdesk")


def test_migrations_are_only_added() -> None:
    assert migrations.NAMES[:1] == ("m001_tall",)
    assert tuple(m.name for m in migrations.build()._migrations) == migrations.NAMES


def test_a_file_from_a_newer_program_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "t.bvdesk"
    database.create(path)
    db = database.open_existing(path)
    db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('bvdesk', 'm999_framtid', '')")
    db.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="nyere versjon"):
        database.open_existing(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["t.bvdesk"]


@pytest.mark.parametrize("content", [b"", b"hei", b"SQLite format 3\0" + b"x" * 2000])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.bvdesk"
    path.write_bytes(content)
    with pytest.raises(UserError):
        database.open_existing(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.bvdesk"
    sqlite3.connect(path).execute("CREATE TABLE t (a)").connection.close()
    with pytest.raises(UserError, match="ikke en bvdesk-fil"):
        database.open_existing(path)


def test_every_table_is_strict_and_foreign_keys_are_on(tmp_path: Path) -> None:
    db = new(tmp_path)
    own = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'").fetchall()
    strict = {row[1] for row in db.execute("PRAGMA table_list") if row[5]}
    assert {name for (name,) in own} <= strict
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    db.close()


def write_and_fail(db: database.Database) -> None:
    db.execute("INSERT INTO innstilling VALUES ('a', 'b')")
    raise RuntimeError


def test_a_failed_block_leaves_nothing(tmp_path: Path) -> None:
    db = new(tmp_path)
    with pytest.raises(RuntimeError), db.atomic():
        write_and_fail(db)
    assert db.execute("SELECT count(*) FROM innstilling").fetchone() == (0,)
    db.close()
