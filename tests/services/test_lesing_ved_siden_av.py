"""Long reading beside the one who types: nobody waits for anybody, and what is read is one state of the file."""

import gc
import weakref
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import eksempel, passord, registrering, sikkerhetskopi, tjenestefil
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage import backup, database, helse
from bvdesk.storage.feil import DamagedFileError

QUARTER = Periode.quarter(2030, 1)


@pytest.fixture(params=["apen", "laast"])
def fil(request: pytest.FixtureRequest, tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, with_texts=False) as fil:
        if request.param == "laast":
            passord.set_password(fil, "fire ord på rad")
        yield fil


@pytest.fixture
def reader(fil: Tjenestefil) -> Iterator[Tjenestefil]:
    reader = tjenestefil.open_reader(fil.path, fil.bruker, fil.database.tilgang.nokkel)
    yield reader
    reader.close()


def put(fil: Tjenestefil, n: int) -> Celle:
    celle = Celle("meldinger_mottatt", "", fil.deltakere()[0].id, QUARTER)
    registrering.save(fil, [(celle, Registrering(Verdi(Decimal(n))))], "endret")
    return celle


def test_a_commit_does_not_wait_for_somebody_who_reads(fil: Tjenestefil, reader: Tjenestefil) -> None:
    fil.database.execute("PRAGMA busy_timeout = 0")
    rows = reader.database.execute("SELECT * FROM endring")
    next(rows)
    celle = put(fil, 7)
    assert len(rows.fetchall()) > 1
    assert reader.bok.get(celle) is None


def test_a_figure_typed_while_the_file_is_examined_is_no_fault(fil: Tjenestefil, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = tjenestefil.open_reader(fil.path, fil.bruker, fil.database.tilgang.nokkel)
    between = helse.logg_store.chain_breaks
    monkeypatch.setattr(helse.logg_store, "chain_breaks", lambda db: (put(fil, 8), between(db))[1])
    assert helse.examine(reader.database).good
    assert helse.examine(fil.database).good
    reader.close()


def test_a_backup_of_what_was_read_is_not_taken_for_one_of_what_was_typed_since(
    fil: Tjenestefil, reader: Tjenestefil
) -> None:
    put(fil, 9)
    kopi = sikkerhetskopi.daily(reader)
    assert kopi
    backup.verify(kopi.path, fil.database.tilgang.nokkel)
    assert not backup.is_current(fil.path, sikkerhetskopi.all_copies(fil.path))
    assert sikkerhetskopi.daily(fil)
    assert backup.is_current(fil.path, sikkerhetskopi.all_copies(fil.path))


def test_the_copy_cannot_be_written_in(reader: Tjenestefil) -> None:
    with pytest.raises(Exception, match="readonly"):
        reader.database.execute("DELETE FROM registrering")


def test_the_copy_is_checked_as_the_file_is(eksempelfil: Tjenestefil) -> None:
    path = eksempelfil.path
    eksempelfil.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 9] = b"\xaa" * (4096 * 6)
    path.write_bytes(content)
    with pytest.raises(DamagedFileError):
        database.open_snapshot(path, None)


def test_what_is_let_go_is_gone_without_a_search_for_garbage(fil: Tjenestefil) -> None:
    reader = tjenestefil.open_reader(fil.path, fil.bruker, fil.database.tilgang.nokkel)
    total = Celle("meldinger_mottatt", "", TJENESTEN, Periode.year(2025))
    assert reader.beregning.resolve(total).verdi is not None
    gone = [weakref.ref(reader), weakref.ref(reader.beregning), weakref.ref(reader.bok)]
    reader.close()
    gc.disable()
    try:
        del reader
        assert [ref() for ref in gone] == [None] * 3
    finally:
        gc.enable()
