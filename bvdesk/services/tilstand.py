"""The state a published version was made from, as one block of bytes: to see later what has changed since."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import product

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.mal import write_template
from bvdesk.domain.rapport.utsnitt import YEARS_BACK
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_csv
from bvdesk.services import innsats, mal, utgave
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import tekst_store

_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Tilstand:
    """What a version was made from.

    Attributes:
        tekster: by (language, area, chapter).
        tall: number and status by cell.
        mal: the template.
        oppsett: looks, case number and political treatment by area.
        innsats: goals and measures by (language, area, year).
    """

    tekster: dict[tuple[str, str, str], str]
    tall: dict[Celle, tuple[str, str]]
    mal: str
    oppsett: dict[str, str]
    innsats: dict[tuple[str, str, str], str]


def capture(fil: Tjenestefil, valg: Rapportvalg) -> Tilstand:
    """The state now."""
    texts = {
        (malform.value, omrade, kapittel): text.markdown
        for malform in Malform
        for (omrade, kapittel), text in tekst_store.in_period(fil.database, valg.periode, malform).items()
    }
    looks = {str(o): _plain(_setup(fil, valg.periode, o)) for o in valg.omrader}
    measures = dict(_measures(fil, valg))
    return Tilstand(texts, dict(_figures(fil, valg.periode)), write_template(mal.in_use(fil)), looks, measures)


def _setup(fil: Tjenestefil, periode: Periode, omrade: OmradeId) -> dict[str, object]:
    """How an area's edition looks, and where it has been treated."""
    steps = [asdict(step) for step in utgave.treatment(fil, periode, omrade)]
    case = utgave.case_number(fil, periode, omrade)
    return {**asdict(utgave.setup(fil, omrade)), "saksnummer": case, "behandling": steps}


def _measures(fil: Tjenestefil, valg: Rapportvalg) -> Iterator[tuple[tuple[str, str, str], str]]:
    """The measures of the report's year and of the years beside it, for all and for each area."""
    ar = valg.periode.ar
    for malform, omrade, year in product(Malform, ("", *valg.omrader), range(ar - 1, ar + 2)):
        listed = innsats.measures(fil, year, omrade, malform)
        if listed:
            yield (malform.value, omrade, str(year)), _plain([asdict(tiltak) for tiltak in listed])


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def pack(tilstand: Tilstand) -> bytes:
    """The state as bytes; the same state gives the same bytes."""
    data = {
        "format": _FORMAT,
        "tekster": [[*key, text] for key, text in sorted(tilstand.tekster.items())],
        "tall": sorted([*_key(c), *value] for c, value in tilstand.tall.items()),
        "mal": tilstand.mal,
        "oppsett": tilstand.oppsett,
        "innsats": [[*key, listed] for key, listed in sorted(tilstand.innsats.items())],
    }
    return zlib.compress(json.dumps(data, ensure_ascii=False, sort_keys=True).encode(), 9)


def unpack(content: bytes) -> Tilstand:
    """The opposite of `pack`."""
    data = json.loads(zlib.decompress(content))
    return Tilstand(
        {(language, omrade, kapittel): text for language, omrade, kapittel, text in data["tekster"]},
        {_cell(*row[:4]): (row[4], row[5]) for row in data["tall"]},
        data["mal"],
        data["oppsett"],
        {(language, omrade, ar): listed for language, omrade, ar, listed in data.get("innsats", ())},
    )


def _figures(fil: Tjenestefil, periode: Periode) -> Iterator[tuple[Celle, tuple[str, str]]]:
    """Every registered figure of the years a report prints: its number or status."""
    for ar in range(periode.ar - YEARS_BACK + 1, periode.ar + 1):
        for omrade in fil.omrader:
            for celle, r in fil.bok.cells(omrade, ar):
                yield celle, ("" if r.verdi.tall is None else format_csv(r.verdi.tall), r.verdi.status.value)


def _key(celle: Celle) -> tuple[str, str, str, str]:
    return celle.indikator, celle.kategori, celle.omrade, celle.periode.kode


def _cell(indikator: str, kategori: str, omrade: str, periode: str) -> Celle:
    return Celle(indikator, kategori, OmradeId(omrade), Periode.parse(periode))
