"""Back to a backup and forth again; a damaged file is never made worse."""

import random
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import gjenoppretting, kvartalstatus, oppslag, passord, registrering, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Apning, Bruker, Tjenestefil
from bvdesk.storage import backup, helse, kryptering, logg_store
from bvdesk.storage.backup import Slag
from bvdesk.storage.database import Database
from bvdesk.storage.feil import DamagedFileError, PasswordNeededError


def cell(fil: Tjenestefil, kvartal: int) -> Celle:
    return Celle("meldinger_mottatt", "", fil.deltakere()[0].id, Periode.quarter(2031, kvartal))


def put(fil: Tjenestefil, kvartal: int, tall: int | None) -> None:
    value = None if tall is None else Registrering(Verdi(Decimal(tall)))
    registrering.save(fil, [(cell(fil, kvartal), value)], f"{kvartal}. kvartal")


def dump(db: Database) -> list[str]:
    return [
        str(row)
        for t in ("registrering", "operasjon", "endring", "kvartalstatus")
        for row in db.execute(f"SELECT * FROM {t}")
    ]


@pytest.fixture
def kopi(eksempelfil: Tjenestefil) -> Path:
    """A backup; after it one figure is new, one is changed, one is gone and a quarter is approved."""
    put(eksempelfil, 1, 10)
    put(eksempelfil, 2, 20)
    kopi = sikkerhetskopi.make(eksempelfil, Slag.DAGLIG)
    put(eksempelfil, 1, 11)
    put(eksempelfil, 2, None)
    put(eksempelfil, 3, 30)
    kvartalstatus.set_ready(eksempelfil, eksempelfil.deltakere()[0].id, Periode.quarter(2031, 1))
    return kopi.path


def test_the_preview_says_what_differs_and_writes_nothing(eksempelfil: Tjenestefil, kopi: Path) -> None:
    before = (eksempelfil.path.read_bytes(), kopi.read_bytes(), kopi.stat().st_mtime_ns)
    seen = gjenoppretting.preview(eksempelfil, kopi)
    assert (seen.nye, seen.endret, seen.borte) == (1, 1, 1)
    assert seen.forskjeller.annet == (("status for kvartaler", 1),)
    assert "1 kommer tilbake, 1 får en annen verdi, 1 forsvinner" in seen.tekst
    assert (eksempelfil.path.read_bytes(), kopi.read_bytes(), kopi.stat().st_mtime_ns) == before


def test_restore_and_one_undo(eksempelfil: Tjenestefil, kopi: Path) -> None:
    before = dump(eksempelfil.database)
    gjenoppretting.restore(eksempelfil, kopi)
    assert gjenoppretting.preview(eksempelfil, kopi).forskjeller.like
    assert eksempelfil.bok.get(cell(eksempelfil, 2)) == Registrering(Verdi(Decimal(20)))
    assert helse.examine(eksempelfil.database).good
    assert gjenoppretting.can_undo_restore(eksempelfil)
    gjenoppretting.undo_restore(eksempelfil)
    after = dump(eksempelfil.database)
    assert [line for line in after if "gjenoppretting_angret" not in line] == before
    assert helse.examine(eksempelfil.database).good
    assert not gjenoppretting.can_undo_restore(eksempelfil)
    with pytest.raises(UserError, match="kan ikke angres"):
        gjenoppretting.undo_restore(eksempelfil)


def test_a_restore_that_fails_changes_nothing(eksempelfil: Tjenestefil, kopi: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(eksempelfil.database)

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(logg_store, "append", fail)
    with pytest.raises(RuntimeError):
        gjenoppretting.restore(eksempelfil, kopi)
    assert dump(eksempelfil.database) == before


def test_a_locked_file_and_a_copy_with_another_password(eksempelfil: Tjenestefil, kopi: Path, tmp_path: Path) -> None:
    old = tmp_path / "gammel.bvdesk"
    old.write_bytes(kopi.read_bytes())
    passord.set_password(eksempelfil, "det første passordet")
    first_key = eksempelfil.database.tilgang.nokkel
    locked = tmp_path / "laast.bvdesk"
    locked.write_bytes(kopi.read_bytes())
    passord.set_password(eksempelfil, "det andre passordet")
    assert gjenoppretting.preview(eksempelfil, kopi).nye == 1
    assert gjenoppretting.preview(eksempelfil, old).nye == 1
    with pytest.raises(PasswordNeededError):
        gjenoppretting.preview(eksempelfil, locked)
    gjenoppretting.restore(eksempelfil, locked, first_key)
    assert passord.is_locked(eksempelfil)
    gjenoppretting.undo_restore(eksempelfil)
    assert gjenoppretting.preview(eksempelfil, kopi).nye == 1


def test_the_way_out_when_the_file_is_taken_away(eksempelfil: Tjenestefil, tmp_path: Path, bruker: Bruker) -> None:
    put(eksempelfil, 1, 10)
    before = oppslag.export_figures(eksempelfil)
    eksempelfil.path.rename(tmp_path / "flyttet.bvdesk")
    with pytest.raises(UserError, match=r"flyttet|bare for lesing"):
        put(eksempelfil, 1, 11)
    rescued = tmp_path / "reddet.bvdesk"
    gjenoppretting.save_copy(eksempelfil, rescued)
    fil = tjenestefil.open_file(rescued, bruker)
    assert oppslag.export_figures(fil) == before
    fil.close()


def damaged(eksempelfil: Tjenestefil) -> Path:
    path = eksempelfil.path
    eksempelfil.close()
    content = bytearray(path.read_bytes())
    for tenth in range(1, 10):
        start = len(content) * tenth // 10 // 4096 * 4096
        content[start : start + 4096] = bytes(4096)
    path.write_bytes(content)
    return path


def test_a_damaged_file_is_opened_only_to_be_read(eksempelfil: Tjenestefil, bruker: Bruker) -> None:
    path = damaged(eksempelfil)
    before = path.read_bytes()
    with pytest.raises(DamagedFileError, match="skadet"):
        tjenestefil.open_file(path, bruker)
    fil = tjenestefil.open_file(path, bruker, Apning(damaged_ok=True))
    assert "skadet" in fil.lesegrunn
    with pytest.raises(UserError, match="bare for lesing"), fil.database.atomic():
        pass
    assert len(oppslag.export_figures(fil).splitlines()) > 3000
    fil.close()
    assert path.read_bytes() == before


def test_salvage_gives_a_whole_file_and_leaves_the_damaged_one(
    eksempelfil: Tjenestefil, bruker: Bruker, tmp_path: Path
) -> None:
    figures = oppslag.export_figures(eksempelfil).splitlines()
    path = damaged(eksempelfil)
    before = path.read_bytes()
    found = gjenoppretting.salvage(path, tmp_path / "ny.bvdesk")
    assert found.ufullstendige
    fil = tjenestefil.open_file(tmp_path / "ny.bvdesk", bruker)
    assert len(set(figures) & set(oppslag.export_figures(fil).splitlines())) > 0.95 * len(figures)
    fil.close()
    assert path.read_bytes() == before


def test_figures_lost_from_the_table_come_back_from_the_log(
    eksempelfil: Tjenestefil, bruker: Bruker, tmp_path: Path
) -> None:
    figures = set(oppslag.export_figures(eksempelfil).splitlines())
    eksempelfil.database.execute("DELETE FROM registrering WHERE nr % 3 = 0")
    eksempelfil.close()
    found = gjenoppretting.salvage(eksempelfil.path, tmp_path / "ny.bvdesk")
    assert found.fra_logg > 100
    assert found.helse.good
    fil = tjenestefil.open_file(tmp_path / "ny.bvdesk", bruker)
    assert set(oppslag.export_figures(fil).splitlines()) == figures
    fil.close()


def test_a_header_that_is_gone_is_made_good(eksempelfil: Tjenestefil, bruker: Bruker, tmp_path: Path) -> None:
    figures = oppslag.export_figures(eksempelfil)
    eksempelfil.close()
    content = bytearray(eksempelfil.path.read_bytes())
    content[:4096] = random.Random(1).randbytes(4096)
    eksempelfil.path.write_bytes(content[:-100])
    with pytest.raises(UserError):
        tjenestefil.open_file(eksempelfil.path, bruker)
    found = gjenoppretting.salvage(eksempelfil.path, tmp_path / "ny.bvdesk")
    fil = tjenestefil.open_file(tmp_path / "ny.bvdesk", bruker)
    lost = set(figures.splitlines()) - set(oppslag.export_figures(fil).splitlines())
    assert len(lost) < 0.05 * len(figures.splitlines())
    assert found.rader["operasjon"] >= 1
    fil.close()


def test_a_locked_file_is_salvaged_into_a_locked_file(eksempelfil: Tjenestefil, bruker: Bruker, tmp_path: Path) -> None:
    figures = set(oppslag.export_figures(eksempelfil).splitlines())
    passord.set_password(eksempelfil, "et langt passord")
    nokkel = eksempelfil.database.tilgang.nokkel
    path = damaged(eksempelfil)
    gjenoppretting.salvage(path, tmp_path / "ny.bvdesk", nokkel)
    assert kryptering.is_encrypted(tmp_path / "ny.bvdesk")
    saved = tmp_path / "ny.bvdesk"
    fil = tjenestefil.open_file(saved, bruker, Apning(passord.unlock(saved, "et langt passord")))
    assert len(figures & set(oppslag.export_figures(fil).splitlines())) > 0.9 * len(figures)
    fil.close()


def test_nothing_to_save_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.bvdesk"
    path.write_bytes(b"\0" * 8192)
    with pytest.raises(UserError, match="Ingenting"):
        gjenoppretting.salvage(path, tmp_path / "ny.bvdesk")
    assert not (tmp_path / "ny.bvdesk").exists()


def test_a_backup_takes_the_place_of_a_damaged_file_which_is_kept(eksempelfil: Tjenestefil, bruker: Bruker) -> None:
    figures = oppslag.export_figures(eksempelfil)
    kopi = sikkerhetskopi.make(eksempelfil, Slag.DAGLIG)
    path = damaged(eksempelfil)
    content = path.read_bytes()
    path.with_name(path.name + "-journal").write_bytes(b"gammel journal")
    kept = gjenoppretting.replace_damaged(path, kopi.path)
    assert kept.read_bytes() == content
    assert not path.with_name(path.name + "-journal").exists()
    fil = tjenestefil.open_file(path, bruker)
    assert oppslag.export_figures(fil) == figures
    fil.close()
    assert gjenoppretting.replace_damaged(path, kopi.path) != kept


def test_a_backup_is_made_before_every_migration(tmp_path: Path, bruker: Bruker, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.bvdesk"
    fil = tjenestefil.create_file(path, bruker, "T", ("Namsos",))
    fil.database.execute("DELETE FROM _sqlite_migrations WHERE name = 'm001_tall'")
    fil.close()
    before = path.read_bytes()
    with pytest.raises(UserError):  # the tables are there already, so the migration fails
        tjenestefil.open_file(path, bruker)
    (kopi,) = sikkerhetskopi.all_copies(path)
    assert kopi.slag is Slag.OPPGRADERING
    backup.verify(kopi.path, None)
    assert path.read_bytes() == before
    monkeypatch.setattr(backup, "verify", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(UserError, match="Sikkerhetskopien ble ikke laget"):
        tjenestefil.open_file(path, bruker)
    assert path.read_bytes() == before
