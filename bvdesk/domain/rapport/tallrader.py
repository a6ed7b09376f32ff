"""The figures of a report as rows, for those who want to reckon with them: what its tables print, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Kapittel, Tabell, Tallrad
from bvdesk.domain.rapport.tegn import spoken
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle


def figure_rows(u: Utsnitt, kapitler: Sequence[Kapittel]) -> tuple[Tallrad, ...]:
    """Every figure printed in a table, once each, in reading order; changes and shares of them can be reckoned again."""
    found: dict[Celle, Tallrad] = {}
    for figure in _figures(kapitler):
        celle = figure.celle
        if celle is None or celle in found:
            continue
        indikator = u.beregning.katalog[celle.indikator]
        found[celle] = Tallrad(
            u.name_of(indikator),
            celle.kategori,
            u.navn(celle.omrade),
            celle.periode.tekst,
            figure.tekst,
            u.ord.unit(indikator.enhet),
            (figure.tegn and spoken(u.ord, figure)) or u.port.slipp.stempel,
        )
    return tuple(found.values())


def _figures(kapitler: Sequence[Kapittel]) -> Iterator[Klarert]:
    for kapittel in kapitler:
        for blokk in kapittel.innhold:
            if isinstance(blokk, Tabell):
                yield from blokk.figures
        yield from _figures(kapittel.under)
