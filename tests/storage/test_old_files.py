"""A file of every schema there has been still opens, with every figure; a newer one is refused untouched."""

import shutil
from pathlib import Path

import pytest

from bvdesk.services import oppslag, registrering, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Bruker
from bvdesk.storage import database, helse, migrations
from bvdesk.storage.backup import Slag
from tests.conftest import DATA

FILES = sorted((DATA / "databases").glob("m*.bvdesk"))
ROW = "meldinger_mottatt;;{};2025K{};{};;en merknad;"


def test_there_is_a_file_of_every_schema() -> None:
    assert [file.stem for file in FILES] == list(migrations.NAMES), "python -m tests.storage.keep_schema"


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_it_opens_with_every_figure_after_a_backup(file: Path, tmp_path: Path, bruker: Bruker) -> None:
    path = tmp_path / "t.bvdesk"
    shutil.copyfile(file, path)
    fil = tjenestefil.open_file(path, bruker)
    figures = oppslag.export_figures(fil).decode().splitlines()[1:]
    assert figures == [ROW.format(navn, k, 10 + k) for navn in ("Namsos", "Overhalla") for k in range(1, 5)]
    assert helse.examine(fil.database).good
    assert not database.pending(fil.database)
    registrering.undo(fil)
    fil.close()
    kopier = sikkerhetskopi.all_copies(path)
    assert [kopi.slag for kopi in kopier] == ([] if file is FILES[-1] else [Slag.OPPGRADERING])
    assert all(kopi.path.read_bytes() != path.read_bytes() for kopi in kopier)


def test_an_older_file_that_may_only_be_read_is_read_in_full(
    tmp_path: Path, bruker: Bruker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.bvdesk"
    shutil.copyfile(FILES[0], path)
    monkeypatch.setattr("os.access", lambda *_: False)
    fil = tjenestefil.open_file(path, bruker)
    assert "skrivebeskyttet" in fil.lesegrunn
    assert len(oppslag.export_figures(fil).splitlines()) == 9
    assert not database.pending(fil.database)
    fil.close()
    assert path.read_bytes() == FILES[0].read_bytes()


def test_an_older_file_may_be_looked_at_without_being_upgraded(tmp_path: Path, bruker: Bruker) -> None:
    from bvdesk.services import sammenslaing

    path = tmp_path / "t.bvdesk"
    shutil.copyfile(FILES[0], path)
    fil = tjenestefil.create_file(tmp_path / "ny.bvdesk", bruker, "Midtre Namdal", ("Namsos", "Overhalla"))
    found = sammenslaing.compare(fil, sammenslaing.load_copy(fil, path))
    assert len(found.celler) == 8
    assert path.read_bytes() == FILES[0].read_bytes()
    fil.close()
