"""A locked file: the right word opens it, a wrong one changes nothing, and nothing lies about in the clear."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from keyring.errors import PasswordDeleteError

from bvdesk.domain.errors import UserError
from bvdesk.services import eksempel, oppslag, passord, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Apning, Bruker, Tjenestefil
from bvdesk.storage import backup, database, helse, kryptering, omkryptering
from bvdesk.storage.backup import Slag
from bvdesk.storage.feil import DamagedFileError, PasswordNeededError
from tests.conftest import kari

WORD, OTHER = "fire ord på rad", "et helt annet ord"


class MemoryKeyring(fail.Keyring):  # type: ignore[misc]
    """A key store in memory; unlike the real ones it never asks anybody."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.words.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.words[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.words.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture(autouse=True)
def key_store(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    store = MemoryKeyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", store)
    return store


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A locked example service and the folder with its backups, made once."""
    folder = tmp_path_factory.mktemp("laast")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BVDESK_MAPPE", str(folder / "mappe"))
        patch.setattr(keyring.core, "_keyring_backend", MemoryKeyring())
        with eksempel.create(folder / "t.bvdesk", kari()) as fil:
            sikkerhetskopi.daily(fil)
            passord.set_password(fil, WORD)
        return fil.path, sikkerhetskopi.folder(fil.path)


@pytest.fixture
def path(tmp_path: Path, locked: tuple[Path, Path]) -> Path:
    """A copy of it, at a place of its own."""
    path = tmp_path / "t.bvdesk"
    shutil.copyfile(locked[0], path)
    shutil.copytree(locked[1], sikkerhetskopi.folder(path))
    return path


def open_with(path: Path, bruker: Bruker, typed: str) -> Tjenestefil:
    return tjenestefil.open_file(path, bruker, Apning(passord.unlock(path, typed)))


def figures(fil: Tjenestefil) -> bytes:
    with fil.database.atomic():
        pass
    assert helse.examine(fil.database).good
    return oppslag.export_figures(fil)


def test_the_password_opens_the_same_figures(path: Path, bruker: Bruker, eksempelfil: Tjenestefil) -> None:
    assert tjenestefil.needs_password(path)
    with pytest.raises(PasswordNeededError, match="låst med passord"):
        tjenestefil.open_file(path, bruker)
    fil = open_with(path, bruker, WORD)
    assert figures(fil) == figures(eksempelfil)
    fil.close()


def test_a_wrong_password_says_so_and_changes_nothing(path: Path, bruker: Bruker) -> None:
    before = {p: p.read_bytes() for p in path.parent.iterdir()}
    for wrong in ("", WORD + " ", WORD.upper(), "x" * 10_000, "AAAA-" * 14):
        with pytest.raises(PasswordNeededError, match="feil"):
            open_with(path, bruker, wrong)
    key = kryptering.derive("feil", kryptering.read_salt(path))
    with pytest.raises(PasswordNeededError, match="Feil passord"):
        tjenestefil.open_file(path, bruker, Apning(key))
    assert {p: p.read_bytes() for p in path.parent.iterdir()} == before


def test_any_program_that_reads_sqlcipher_opens_it_with_the_password(path: Path) -> None:
    from sqlcipher3 import dbapi2 as sqlcipher

    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = '{WORD}'")
    assert connection.execute("SELECT count(*) FROM registrering").fetchone()[0] > 0
    connection.close()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM sqlite_master")


def test_the_recovery_key_opens_it_and_a_slip_of_the_pen_is_seen(path: Path, bruker: Bruker) -> None:
    fil = open_with(path, bruker, WORD)
    printed = passord.recovery_key(fil)
    fil.close()
    open_with(path, bruker, printed.lower().replace("-", " ")).close()
    salt = kryptering.read_salt(path)
    wrong = ("B" if printed[0] == "A" else "A") + printed[1:]
    assert kryptering.from_recovery_text(printed, salt)
    assert kryptering.from_recovery_text(wrong, salt) is None


def test_a_new_password_shuts_out_the_old_one_and_its_recovery_key(path: Path, bruker: Bruker) -> None:
    fil = open_with(path, bruker, WORD)
    old_paper = passord.recovery_key(fil)
    before = figures(fil)
    done = passord.set_password(fil, OTHER)
    assert done.ikke_laast == ()
    assert figures(fil) == before
    fil.close()
    for old in (WORD, old_paper):
        with pytest.raises(PasswordNeededError):
            open_with(path, bruker, old)
    for new in (OTHER, done.gjenopprettingsnokkel):
        open_with(path, bruker, new).close()
    new_key = passord.unlock(path, OTHER)
    assert all(kryptering.fits(kopi.path, new_key) for kopi in sikkerhetskopi.all_copies(path))


def test_removing_asks_once_more(path: Path, bruker: Bruker) -> None:
    fil = open_with(path, bruker, WORD)
    with pytest.raises(PasswordNeededError):
        passord.remove_password(fil, OTHER)
    assert passord.is_locked(fil)
    before = figures(fil)
    passord.remove_password(fil, WORD)
    assert figures(fil) == before
    assert not passord.is_locked(fil)
    fil.close()
    assert kryptering.is_plain(path)
    tjenestefil.open_file(path, bruker).close()


def test_backups_are_locked_with_the_file(path: Path, bruker: Bruker) -> None:
    fil = open_with(path, bruker, WORD)
    sikkerhetskopi.make(fil, Slag.IMPORT)
    kopier = sikkerhetskopi.all_copies(path)
    assert len(kopier) == 2
    assert not any(kryptering.is_plain(kopi.path) for kopi in kopier)
    fil.close()


def test_a_backup_left_in_the_clear_is_locked_later(path: Path, bruker: Bruker, tmp_path: Path) -> None:
    # As if the program had been stopped between the file and its backups.
    with eksempel.create(tmp_path / "klar.bvdesk", bruker) as fil:
        kopi = sikkerhetskopi.make(fil, Slag.DAGLIG)
    left = sikkerhetskopi.folder(path) / kopi.path.name.replace("daglig", "for-import")
    left.write_bytes(kopi.path.read_bytes())
    fil = open_with(path, bruker, WORD)
    assert passord.harden(fil) == ()
    assert kryptering.fits(left, passord.unlock(path, WORD))
    fil.close()


def test_those_who_lock_backups_at_once_wait_for_one_another(path: Path, bruker: Bruker, tmp_path: Path) -> None:
    with eksempel.create(tmp_path / "klar.bvdesk", bruker) as fil:
        clear = sikkerhetskopi.make(fil, Slag.DAGLIG).path.read_bytes()
    folder = sikkerhetskopi.folder(path)
    for hour in range(4):
        (folder / f"2026-01-1{hour} 143200 for-import.bvdesk").write_bytes(clear)
    nokkel = passord.unlock(path, WORD)

    def look() -> tuple[Path, ...]:
        with closing(tjenestefil.open_reader(path, bruker, nokkel)) as view:
            left = passord.harden(view)
            sikkerhetskopi.make(view, Slag.DAGLIG)  # clears away what looks unfinished
            return left

    with ThreadPoolExecutor(4) as pool:
        assert [answer.result() for answer in [pool.submit(look) for _ in range(4)]] == [()] * 4
    assert all(kryptering.fits(kopi.path, nokkel) for kopi in sikkerhetskopi.all_copies(path))


def test_a_view_from_before_the_file_was_locked_makes_no_backup(tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker) as fil:
        with closing(tjenestefil.open_reader(fil.path, bruker, None)) as view:
            passord.set_password(fil, WORD)
            assert sikkerhetskopi.daily(view) is None
        assert not sikkerhetskopi.all_copies(fil.path)


def test_a_locked_file_that_is_damaged_is_not_called_a_wrong_password(path: Path, bruker: Bruker) -> None:
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedFileError):
        open_with(path, bruker, WORD)


def test_a_failed_rewrite_leaves_the_file_as_it_was(path: Path, bruker: Bruker, monkeypatch: pytest.MonkeyPatch) -> None:
    fil = open_with(path, bruker, WORD)
    before, content = figures(fil), path.read_bytes()

    def fail_to_export(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(omkryptering, "_export", fail_to_export)
    with pytest.raises(UserError, match="ikke endret"):
        passord.set_password(fil, OTHER)
    assert path.read_bytes() == content
    assert figures(fil) == before
    fil.close()


def test_short_passwords_are_refused(eksempelfil: Tjenestefil) -> None:
    with pytest.raises(UserError, match="minst 10"):
        passord.set_password(eksempelfil, "kort")
    assert not passord.is_locked(eksempelfil)


def test_the_machine_can_remember_and_forget(path: Path, bruker: Bruker) -> None:
    fil = open_with(path, bruker, WORD)
    assert passord.recall(path) is None
    assert passord.remember(fil)
    key = passord.recall(path)
    assert key == passord.unlock(path, WORD)
    assert WORD not in repr(key)
    assert key.raa.hex() not in repr(key)
    passord.set_password(fil, OTHER)
    assert passord.recall(path) is None
    assert passord.remember(fil)
    passord.forget(path)
    passord.forget(path)
    assert passord.recall(path) is None
    fil.close()


def test_a_machine_without_a_key_store_is_no_fault(path: Path, bruker: Bruker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())
    fil = open_with(path, bruker, WORD)
    assert not passord.remember(fil)
    assert passord.recall(path) is None
    passord.forget(path)
    fil.close()


def test_idle_time_counts_only_for_a_locked_file(path: Path, bruker: Bruker, eksempelfil: Tjenestefil) -> None:
    assert passord.idle_minutes(eksempelfil) == 0
    fil = open_with(path, bruker, WORD)
    assert passord.idle_minutes(fil) == 15
    passord.set_idle_minutes(fil, 5)
    assert passord.idle_minutes(fil) == 5
    fil.close()


def test_a_plain_copy_is_never_taken_for_a_locked_one(eksempelfil: Tjenestefil) -> None:
    with pytest.raises(DamagedFileError, match="ikke kryptert"):
        backup.verify(eksempelfil.path, kryptering.derive(WORD, b"x" * 16))


def test_a_locked_file_can_be_upgraded(path: Path, bruker: Bruker, monkeypatch: pytest.MonkeyPatch) -> None:
    from bvdesk.storage import migrations

    fil = open_with(path, bruker, WORD)
    with fil.database.atomic():
        fil.database.execute("DELETE FROM _sqlite_migrations WHERE name = 'm001_tall'")
    monkeypatch.setattr(migrations, "build", _no_migration)
    nokkel = fil.database.tilgang.nokkel
    fil.close()
    tjenestefil.open_file(path, bruker, Apning(nokkel)).close()
    newest = sikkerhetskopi.all_copies(path)[0]
    assert newest.slag is Slag.OPPGRADERING
    assert not kryptering.is_plain(newest.path)
    assert newest.path.suffix == database.SUFFIX


def _no_migration() -> object:
    from sqlite_utils.migrations import Migrations

    found = Migrations("bvdesk")

    @found()
    def m001_tall(_: object) -> None:
        """What has been done already."""

    return found
