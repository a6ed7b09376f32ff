"""The pages of every edition: no heading last, no stub of a table, no lone item of a list, no page left half empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from bvdesk.domain.rapport.klarering import Port
from bvdesk.domain.rapport.modell import Avsnitt, Kapittel, Punkter, Utgave
from bvdesk.domain.tall.periode import Periode
from bvdesk.reports.tagged import document
from bvdesk.reports.tagged.boxes import Box, TextBox
from bvdesk.reports.tagged.flow import Page
from bvdesk.reports.tagged.tablebox import TableBox
from bvdesk.services import eksempel, rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker
from bvdesk.services.trykking import render

PERIODS = {"vestmar": "2024", "kristiansand": "2024", "midtre_namdal": "2025K1-K3", "fjordbygda": "2025"}
LEAST_ROWS, LEAST_FILLED = 3, 0.7
FRONT = 2
"""Cover and contents."""


class LaidOutError(Exception):
    """The pages are filled; nothing needs to be drawn."""


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """The pages of the report that is rendered, from which nothing is drawn."""
    filled: list[Page] = []
    fill = document._fill_pages

    def keep(*args: object) -> list[Page]:
        filled[:] = fill(*args)  # type: ignore[arg-type]
        raise LaidOutError

    monkeypatch.setattr(document, "_fill_pages", keep)
    return filled


@pytest.mark.parametrize("utgave", Utgave)
@pytest.mark.parametrize("navn", PERIODS)
def test_every_page_of_every_edition(navn: str, utgave: Utgave, tmp_path: Path, bruker: Bruker, pages: list[Page]) -> None:
    periode = Periode.parse(PERIODS[navn])
    with eksempel.create(tmp_path / "t.bvdesk", bruker, navn) as fil:
        valg = Rapportvalg(rapport.all_areas(fil, periode), periode, utgave)
        port = Port(fil.beregning, rapport.gate(fil, valg))
        for omrade in valg.omrader:
            report = rapport.build(fil, omrade, valg, port)
            assert not [pair for pair in _neighbours(report.kapitler) if _same_lead(*pair)]
            with pytest.raises(LaidOutError):
                render(report)
            boxes = [[box for box, _ in page.placed] for page in pages]
            assert not [number for number, placed in enumerate(boxes, 1) if placed[-1].keep_with_next]
            assert not [number for number, placed in enumerate(boxes, 1) if any(map(_is_stub, placed))]
            assert not [n for n in range(len(boxes) - 1) if _parts_one_item(boxes[n], boxes[n + 1])]
            assert not [n for n in range(FRONT, len(pages) - 1) if _ends_early(pages[n], boxes[n + 1][0])]


def _neighbours(kapitler: Sequence[Kapittel]) -> Iterator[tuple[str, str]]:
    """Every two items that follow one another in a list."""
    for kapittel in kapitler:
        for blokk in kapittel.innhold:
            if isinstance(blokk, Punkter):
                yield from pairwise(p.tekst for p in blokk.punkter if isinstance(p, Avsnitt))
        yield from _neighbours(kapittel.under)


def _same_lead(one: str, other: str) -> bool:
    """Whether both begin with the same words and a colon."""
    lead, colon, _ = one.partition(": ")
    return bool(colon) and other.startswith(f"{lead}: ")


def _is_stub(box: Box) -> bool:
    """Whether it is a part of a table with too few rows."""
    return isinstance(box, TableBox) and (not box._first or not box.after) and len(box._rows) < LEAST_ROWS


def _parts_one_item(above: Sequence[Box], below: Sequence[Box]) -> bool:
    """Whether a list of three or more goes on over the page with one item on a side."""
    over = [_is_item(box) for box in reversed(above)]
    under = [_is_item(box) for box in below]
    counts = [(*run, False).index(False) for run in (over, under)]
    return min(counts) == 1 and sum(counts) > 2


def _is_item(box: Box) -> bool:
    return isinstance(box, TextBox) and box.label is not None


def _ends_early(page: Page, following: Box) -> bool:
    """Whether much of a page is empty though no chapter begins on the next."""
    if isinstance(following, TextBox) and following.entry is not None and following.entry.level == 1:
        return False
    box, top = page.placed[-1]
    filled = page.look.size[1] - page.look.margins.top - (top - box.height)
    return filled < LEAST_FILLED * page.look.text_height
