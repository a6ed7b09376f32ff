"""A file damaged in any place is salvaged into one that opens, is in good health, and says that it was salvaged."""

import random
import shutil
import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.malform import Malform
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import (
    endringslogg,
    gjenoppretting,
    kvartalstatus,
    oppslag,
    registrering,
    sikkerhetskopi,
    tjenestefil,
)
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage import funn_store, logg_store, publikasjon_store, tekst_store, utgivelse_store
from bvdesk.storage.funn_store import GodtattFunn
from bvdesk.storage.logg_store import Innslag
from bvdesk.storage.publikasjon_store import NyPublikasjon, Publisertfil
from bvdesk.storage.tekst_store import Tekst, Tekststed
from bvdesk.storage.utgivelse_store import NyUtgivelse, UtgittCelle, UtgittRelasjon
from tests.torture.counts import FULL

FIGURES = 480
PERIODE = Periode.parse("2025")
PAGE = 4096


KARI = Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC))
NOW = "2026-01-15T14:32:00+00:00"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with something in nearly every table: 480 figures, 20 texts, one release and one published version."""
    path = tmp_path_factory.mktemp("hel") / "hel.bvdesk"
    fil = tjenestefil.create_file(path, KARI, "Midtre Namdal", ("Namsos", "Overhalla"))
    for omrade in fil.deltakere():
        for ar in range(2020, 2026):
            cells = [
                (Celle(indikator, "", omrade.id, Periode.quarter(ar, k)), Registrering(Verdi(Decimal(k * ar)), "merknad"))
                for indikator in list(fil.katalog.indikatorer)[:10]
                for k in (1, 2, 3, 4)
            ]
            registrering.save(fil, cells, f"{omrade.navn} {ar}")
    with fil.database.atomic():
        fill_with_texts(fil)
        fill_with_published(fil)
        kvartalstatus.set_ready(fil, fil.deltakere()[0].id, Periode.quarter(2025, 1))
        funn_store.append(fil.database, GodtattFunn("nokkel", "grunn", NOW, "Kari"))
    fil.close()
    return path


def fill_with_texts(fil: Tjenestefil) -> None:
    nr = logg_store.append(fil.database, Innslag(NOW, "Kari", "tekst", "Skrev"), ())
    for chapter in range(20):
        sted = Tekststed(PERIODE, "", Malform.BOKMAL, str(chapter))
        tekst_store.put(fil.database, sted, Tekst(f"Kapittel {chapter} er skrevet. " * 20, "felles"), nr)


def fill_with_published(fil: Tjenestefil) -> None:
    ny = NyUtgivelse(NOW, "Kari", PERIODE, "{}", (("a.pdf", "00"),))
    cells = [UtgittCelle(f"c{n}", n, 0, None, "g", vist=True, skjult=False) for n in range(200)]
    nr = utgivelse_store.add(
        fil.database, ny, utgivelse_store.prepare(cells, [UtgittRelasjon((("c1", 1), ("c2", -1)), 0, "=")])
    )
    files = [Publisertfil("a.pdf", "", "full", random.Random(1).randbytes(20_000))]
    publikasjon_store.add(fil.database, NyPublikasjon(PERIODE, 1, NOW, "Kari", nr, b"{}"), files, [("", "rettet")])


def roots(path: Path) -> list[tuple[str, int]]:
    """(table, its first page) of the tables that others rest on, or that hold most."""
    wanted = ("innstilling", "omrade", "registrering", "operasjon", "endring", "tekst_endring", "utgivelse", "publikasjon")
    connection = sqlite3.connect(path)
    sql = f"SELECT name, rootpage FROM sqlite_master WHERE name IN {wanted} ORDER BY rootpage"
    found = connection.execute(sql).fetchall()
    connection.close()
    return [("sqlite_master", 1), *found]


def use_all(path: Path, bruker: Bruker) -> int:
    """Open a salvaged file, look at everything in it, change it and back it up; how many figures it has."""
    fil = tjenestefil.open_file(path, bruker)
    assert not fil.lesegrunn
    assert sikkerhetskopi.daily(fil), "it is backed up as any other"
    assert not sikkerhetskopi.examination_is_due(fil), "and was found good"
    newest = endringslogg.lines(fil, endringslogg.Loggfilter())[0]
    assert newest.slag == "Redning"
    endringslogg.export(fil, endringslogg.Loggfilter())
    kvartalstatus.set_ready(fil, fil.deltakere()[0].id, Periode.quarter(2025, 2))
    for nr in (release.nr for release in utgivelse_store.releases(fil.database)):
        utgivelse_store.cells(fil.database, nr)
        utgivelse_store.relations(fil.database, nr)
    count = len(oppslag.export_figures(fil).splitlines()) - 1
    fil.close()
    return count


def test_every_table_may_be_lost(whole: Path, tmp_path: Path, bruker: Bruker) -> None:
    content = whole.read_bytes()
    places = [(f"page {nr}", nr) for nr in range(1, len(content) // PAGE + 1)] if FULL else roots(whole)
    for name, page in places:
        for noise in (bytes(PAGE), random.Random(page).randbytes(PAGE)) if FULL else (bytes(PAGE),):
            bad = tmp_path / "skadet.bvdesk"
            bad.write_bytes(content[: (page - 1) * PAGE] + noise + content[page * PAGE :])
            target = tmp_path / f"reddet-{page}.bvdesk"
            found = gjenoppretting.salvage(bad, target)
            assert found.helse.good, (name, found.helse)
            count = use_all(target, bruker)
            assert count == FIGURES or name.startswith("page"), (name, count)
            target.unlink()


def test_many_places_at_once(whole: Path, tmp_path: Path, bruker: Bruker) -> None:
    content = whole.read_bytes()
    pages = len(content) // PAGE
    for n in range(300 if FULL else 6):
        rng = random.Random(f"many {n}")
        data = bytearray(content)
        for page in rng.sample(range(pages), rng.choice((2, 10, 40))):
            data[page * PAGE : (page + 1) * PAGE] = rng.choice((bytes(PAGE), rng.randbytes(PAGE)))
        bad, target = tmp_path / "skadet.bvdesk", tmp_path / f"reddet-{n}.bvdesk"
        bad.write_bytes(data)
        assert gjenoppretting.salvage(bad, target).helse.good, n
        use_all(target, bruker)
        target.unlink()


def test_kommuner_and_texts_come_back_from_the_log(whole: Path, tmp_path: Path, bruker: Bruker) -> None:
    path = tmp_path / "t.bvdesk"
    shutil.copyfile(whole, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    texts = set(connection.execute("SELECT * FROM tekst"))
    for table in ("omrade", "innstilling", "tekst"):
        connection.execute(f"DELETE FROM {table}")
    connection.commit()
    connection.close()
    gjenoppretting.salvage(path, tmp_path / "ny.bvdesk")
    fil = tjenestefil.open_file(tmp_path / "ny.bvdesk", bruker)
    assert fil.tjeneste.navn == "Reddet tjeneste"
    assert len(fil.deltakere()) == 2
    assert len(oppslag.export_figures(fil).splitlines()) == FIGURES + 1
    assert set(fil.database.execute("SELECT * FROM tekst")) == texts
    fil.close()


def test_what_the_log_did_not_say_is_said_after_the_salvage(whole: Path, tmp_path: Path, bruker: Bruker) -> None:
    path = tmp_path / "t.bvdesk"
    shutil.copyfile(whole, path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER operasjon_update")
    connection.execute("UPDATE operasjon SET person = 'En annen' WHERE nr = 1")
    connection.execute("UPDATE registrering SET verdi = '4711' WHERE nr = 1 AND verdi IS NOT NULL")
    connection.execute("UPDATE tekst SET markdown = 'Endret' WHERE kapittel = '3'")
    connection.commit()
    connection.close()
    found = gjenoppretting.salvage(path, tmp_path / "ny.bvdesk")
    assert found.helse.good
    fil = tjenestefil.open_file(tmp_path / "ny.bvdesk", bruker)
    lines = [line for line in endringslogg.lines(fil, endringslogg.Loggfilter()) if line.slag == "Redning"]
    assert [line.til for line in lines] == ["4711 (merknad)"]
    assert "1 innslag i loggen passet ikke" in lines[0].tekst
    fil.close()
