"""A saved chart shows what the public editions show, or everything with a stamp; the ledger knows what has been shown."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bvdesk.domain.diagram.spec import Diagram, Tilstand
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import diagrambilde, personvern, registrering
from bvdesk.services.diagram import NOT_CLEARED, Diagramvalg, Tidsrom
from bvdesk.services.diagrambilde import Bilde
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file

YEARS = {"2023": (31, 14, 9), "2024": (35, 12, 8)}


def service(path: Path, bruker: Bruker, small: int) -> Tjenestefil:
    """Three kommuner; in 2025 the last has a small count, and the one in the middle what makes up for it."""
    fil = create_file(path, bruker, "Tjenesten", ("Namsos", "Overhalla", "Flatanger"))
    for year, values in {**YEARS, "2025": (40, 13 - small, small)}.items():
        rows = [
            (Celle("meldinger_mottatt", "", omrade.id, Periode.parse(year)), Registrering(Verdi(Decimal(value))))
            for omrade, value in zip(fil.deltakere(), values, strict=True)
        ]
        registrering.save(fil, rows, "tall")
    return fil


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    with closing(service(tmp_path / "t.bvdesk", bruker, 2)) as fil:
        yield fil


def chosen(fil: Tjenestefil, at: int, tidsrom: Tidsrom = Tidsrom.AR) -> Diagramvalg:
    areas = tuple(o.id for o in fil.deltakere())
    return Diagramvalg(
        "meldinger_mottatt", areas if tidsrom is Tidsrom.KOMMUNER else areas[at : at + 1], tidsrom, Periode.year(2025)
    )


def save(fil: Tjenestefil, made: Bilde, path: Path) -> None:
    diagrambilde.save(fil, made, path, diagrambilde.as_file(made, path))


def states(diagram: Diagram) -> list[Tilstand]:
    return [p.tilstand for p in diagram.serier[0].verdier]


def test_a_public_chart_has_gaps_where_the_report_has_signs(fil: Tjenestefil) -> None:
    made = diagrambilde.public(fil, chosen(fil, 2))
    assert states(made.diagram) == [Tilstand.VIST, Tilstand.VIST, Tilstand.TILBAKEHOLDT]
    side_by_side = diagrambilde.public(fil, chosen(fil, 0, Tidsrom.KOMMUNER)).diagram
    assert states(side_by_side).count(Tilstand.TILBAKEHOLDT) == 2
    assert NOT_CLEARED not in made.diagram.kilde


def test_an_internal_chart_has_everything_and_a_stamp(fil: Tjenestefil, tmp_path: Path) -> None:
    made = diagrambilde.internal(fil, chosen(fil, 2))
    assert states(made.diagram) == [Tilstand.VIST] * 3
    assert NOT_CLEARED in made.diagram.kilde
    save(fil, made, tmp_path / "a.svg")
    assert NOT_CLEARED in (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert personvern.released(fil) == ()


def test_what_a_saved_public_chart_showed_is_in_the_ledger_and_nothing_else(fil: Tjenestefil, tmp_path: Path) -> None:
    made = diagrambilde.public(fil, chosen(fil, 0))
    save(fil, made, tmp_path / "a.png")
    (release,) = personvern.released(fil)
    big = fil.deltakere()[0].id
    shown = personvern.shown_in(fil, release.nr)
    assert shown == {Celle("meldinger_mottatt", "", big, Periode.parse(year)) for year in ("2023", "2024", "2025")}
    assert personvern.files(fil, release.nr) == ("a.png",)
    assert personvern.clear(fil, Periode.year(2025)).revisjon.godkjent


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_no_byte_of_a_public_chart_depends_on_what_is_withheld(suffix: str, tmp_path: Path, bruker: Bruker) -> None:
    saved = []
    for small in (1, 2):
        with closing(service(tmp_path / f"{small}.bvdesk", bruker, small)) as fil:
            for at, tidsrom in ((1, Tidsrom.AR), (2, Tidsrom.AR), (0, Tidsrom.KOMMUNER)):
                path = tmp_path / f"{small}{at}{suffix}"
                save(fil, diagrambilde.public(fil, chosen(fil, at, tidsrom)), path)
                saved.append(path.read_bytes())
    assert saved[:3] == saved[3:]


def test_pictures_hold_title_words_and_pixels(fil: Tjenestefil, tmp_path: Path) -> None:
    made = diagrambilde.public(fil, chosen(fil, 2))
    save(fil, made, tmp_path / "a.svg")
    texts = [e.text for e in ET.parse(tmp_path / "a.svg").iter() if e.tag.endswith("text")]
    assert made.diagram.tittel in texts
    assert "Vises ikke av personvernhensyn" in texts
    save(fil, made, tmp_path / "a.png")
    chunks = dict(png_chunks((tmp_path / "a.png").read_bytes()))
    width, height = struct.unpack(">2I", chunks[b"IHDR"][:8])
    assert width > 1200
    assert len(zlib.decompress(chunks[b"IDAT"])) == height * (3 * width + 1)
    assert b"vises ikke av personvernhensyn" in chunks[b"iTXt"]


def png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + data) == struct.unpack_from(">I", content, at + 8 + length)[0]
        yield kind, data
        at += 12 + length


def test_what_cannot_be_saved_is_explained(fil: Tjenestefil, tmp_path: Path) -> None:
    made = diagrambilde.internal(fil, chosen(fil, 2))
    with pytest.raises(UserError, match="ikke lagret"):
        save(fil, made, tmp_path / "borte" / "a.png")
    with pytest.raises(UserError, match="kan ikke lagres"):
        save(fil, made, tmp_path / "a.gif")
    with pytest.raises(UserError, match="ingen tall"):
        diagrambilde.public(fil, Diagramvalg("meldinger_henlagt", (TJENESTEN,), Tidsrom.AR, Periode.year(2025)))
