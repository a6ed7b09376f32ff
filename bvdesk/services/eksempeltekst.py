"""The texts, chapters and measures of an example service, written into a new file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.disposisjon import Kapittelvalg
from bvdesk.domain.rapport.innsats import Tiltak, Tiltaksstatus
from bvdesk.domain.rapport.utgaveoppsett import Meldingsnavn, Utgaveoppsett
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import innsats, mal, tekst, utgave
from bvdesk.services.tekst import COMMON, Rolle
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.tekst_store import Tekststed

TEMPLATE_NAME = "Vår melding"
_MARK = re.compile(r"^%% (\S+)(?: omrade=(\S+))?( nn)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Eksempeltekst:
    """One text of an example: its chapter, the area it is for (empty for all) and its language."""

    kapittel: str
    omrade: str
    malform: Malform
    markdown: str


def parse_texts(innhold: str) -> Iterator[Eksempeltekst]:
    """Read `tekster.md`: each text follows a line «%% chapter [omrade=NAME] [nn]»."""
    marks = list(_MARK.finditer(innhold))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        text = innhold[mark.end() : after.start() if after else None].strip()
        yield Eksempeltekst(mark[1], mark[2] or "", Malform.NYNORSK if mark[3] else Malform.BOKMAL, text)


def write(fil: Tjenestefil, about: Mapping[str, Any], innhold: str) -> None:
    """Put an example's looks, chapters, texts and measures into its file."""
    periode = Periode.parse(about["periode"])
    _looks(fil, about)
    _chapters(fil, about.get("kapittel", ()))
    for one in parse_texts(innhold):
        omrade = fil.find_omrade(one.omrade).id if one.omrade else COMMON
        place = Tekststed(periode, omrade, one.malform, one.kapittel)
        tekst.save(fil, place, one.markdown, Rolle.TILLEGG if omrade else Rolle.FELLES)
    _measures(fil, about.get("tiltak", ()))


def _looks(fil: Tjenestefil, about: Mapping[str, Any]) -> None:
    common = Utgaveoppsett(Meldingsnavn(about.get("tittel", Meldingsnavn.KVALITETSMELDING)))
    utgave.choose(fil, None, common)
    for name in about.get("nynorsk", ()):
        utgave.choose(fil, fil.find_omrade(name).id, replace(common, malform=Malform.NYNORSK))


def _chapters(fil: Tjenestefil, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    template = replace(mal.standard(), navn=TEMPLATE_NAME)
    for row in rows:
        level = 2 if "." in row["nummer"] else 1
        template = template.added(Kapittelvalg(row["nummer"], row["tittel"], level), row["etter"])
    mal.save(fil, template)
    mal.use(fil, TEMPLATE_NAME)


def _measures(fil: Tjenestefil, rows: list[dict[str, Any]]) -> None:
    for malform in Malform:
        for ar in sorted({row["ar"] for row in rows}):
            listed = [_measure(row, malform) for row in rows if row["ar"] == ar and malform.value in row["mal"]]
            innsats.save(fil, ar, COMMON, malform, listed)


def _measure(row: Mapping[str, Any], malform: Malform) -> Tiltak:
    def words(key: str) -> str:
        return str(row.get(key, {}).get(malform.value, ""))

    return Tiltak(
        words("mal"),
        words("tiltak"),
        row.get("indikator", ""),
        words("maltall"),
        words("ansvarlig"),
        words("frist"),
        Tiltaksstatus(row["status"]),
        words("oppfolging"),
    )
