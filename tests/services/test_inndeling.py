"""Coarser tables: a stored choice that the disclosure control, the report and its charts all follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Figur, Figurgruppe, Kapittel, Rapport, Utgave
from bvdesk.domain.rapport.tabellvalg import Grovhet
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.services import endringslogg, forhandsvisning, inndeling, personvern, rapport
from bvdesk.services.endringslogg import Loggfilter
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file
from tests.services.test_personvern import disclosed, print_everything, put, tables

P = Periode.year(2025)


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    """Quarters with many small figures, halves and years with few."""
    fil = create_file(tmp_path / "t.bvdesk", bruker, "Tjenesten", ("Namsos", "Overhalla", "Flatanger"))
    rows = {"Namsos": (12, 14, 9, 15), "Overhalla": (4, 3, 6, 5), "Flatanger": (3, 2, 4, 3)}
    for name, quarters in rows.items():
        area = fil.find_omrade(name).id
        put(fil, area, {f"2025K{n}": value for n, value in enumerate(quarters, 1)})
        put(fil, area, {f"2024K{n}": value + 1 for n, value in enumerate(quarters, 1)})
        put(fil, area, {f"2025K{n}": max(value - 2, 0) for n, value in enumerate(quarters, 1)}, "melder_skole")
        put(fil, area, {"2022": 60, "2023": 30})
    yield fil
    fil.close()


def area(fil: Tjenestefil) -> OmradeId:
    return fil.find_omrade("Flatanger").id


def report(fil: Tjenestefil, omrade: OmradeId, utgave: Utgave = Utgave.OFFENTLIG) -> Rapport:
    return rapport.build(fil, omrade, Rapportvalg((omrade,), P, utgave))


def figures(made: Rapport) -> list[Klarert]:
    return [r for t in tables(made.kapitler) for rad in t.rader for r in rad.ruter if isinstance(r, Klarert) and r.celle]


def charts(kapitler: tuple[Kapittel, ...]) -> Iterator[Diagram]:
    for kapittel in kapitler:
        for blokk in kapittel.innhold:
            if isinstance(blokk, Figur):
                yield blokk.diagram
            elif isinstance(blokk, Figurgruppe):
                yield from (figur.diagram for figur in blokk.figurer)
        yield from charts(kapittel.under)


def test_quarters_of_the_kommuner_are_left_out_everywhere_and_nowhere_shown_as_withheld(fil: Tjenestefil) -> None:
    inndeling.choose(fil, {Grovhet.PERIODE_KOMMUNE})
    own = report(fil, area(fil))
    kommuner = set(fil.tjeneste.members(P))
    for made in (own, report(fil, TJENESTEN)):
        for figure in figures(made):
            assert figure.celle
            left_out = figure.celle.omrade in kommuner and figure.celle.periode.months < 12
            assert not (left_out and (figure.verdi is not None or figure.skjult))
    headings = {k.tittel for t in tables(own.kapitler) for k in t.kolonner}
    assert not any("kv." in heading for heading in headings)
    assert not any("kv." in label for chart in charts(own.kapitler) for label in chart.x_etiketter)
    internal = report(fil, area(fil), Utgave.INTERN)
    assert any("kv." in k.tittel for t in tables(internal.kapitler) for k in t.kolonner)


def test_half_years_stand_where_the_quarters_stood(fil: Tjenestefil) -> None:
    inndeling.choose(fil, {Grovhet.HALVAR_KOMMUNE})
    own = report(fil, area(fil))
    halves = [f for f in figures(own) if f.celle and f.celle.periode.korn is Korn.HALVAR]
    assert {f.tekst for f in halves if f.celle and f.celle.indikator == "meldinger_mottatt"} == {"5", "7"}
    assert not any(f.celle and f.celle.periode.korn is Korn.KVARTAL for f in figures(own) if f.verdi is not None)


def test_parts_of_a_whole_only_for_tjenesten(fil: Tjenestefil) -> None:
    inndeling.choose(fil, {Grovhet.FORDELING_KOMMUNE})
    own, whole = report(fil, area(fil)), report(fil, TJENESTEN)
    assert not any(f.celle and f.celle.indikator == "melder_skole" for f in figures(own))
    shown = [f for f in figures(whole) if f.celle and f.celle.indikator == "melder_skole"]
    assert any(f.verdi is not None for f in shown)


def test_coarser_tables_show_a_larger_share_and_leak_nothing(fil: Tjenestefil, tmp_path: Path) -> None:
    before = forhandsvisning.share(personvern.clear(fil, P))
    inndeling.choose(fil, {Grovhet.PERIODE_KOMMUNE, Grovhet.FORDELING_KOMMUNE})
    made, read = print_everything(fil, "2025", tmp_path / "ut")
    assert forhandsvisning.share(made).andel_vist > before.andel_vist
    assert disclosed(made, read) == ()


def test_finer_tables_after_coarser_ones_leak_nothing(fil: Tjenestefil, tmp_path: Path) -> None:
    inndeling.choose(fil, {Grovhet.PERIODE_KOMMUNE})
    _made, read = print_everything(fil, "2025", tmp_path / "grov")
    inndeling.undo(fil)
    made, again = print_everything(fil, "2025", tmp_path / "fin")
    assert disclosed(made, read | again) == ()


def test_the_choice_is_logged_and_taken_back(fil: Tjenestefil) -> None:
    assert not inndeling.can_undo(fil)
    inndeling.choose(fil, {Grovhet.TO_AR})
    assert personvern.current(fil, P).tabellvalg.navn == "Bare i år og i fjor"
    assert inndeling.can_undo(fil)
    inndeling.undo(fil)
    assert inndeling.coarseness(fil) == frozenset()
    told = [line.tekst for line in endringslogg.lines(fil, Loggfilter())][:2]
    assert told == [
        "Angret inndelingen av offentlige tabeller: Full inndeling",
        "Inndelingen av offentlige tabeller: Bare i år og i fjor",
    ]


def test_the_advice_knows_the_full_tables_too(fil: Tjenestefil) -> None:
    inndeling.choose(fil, {Grovhet.PERIODE_KOMMUNE})
    found = forhandsvisning.compare_designs(fil, P, personvern.policy(fil), lambda: False)
    by_choice = {f.valgt: f.forslag for f in found}
    assert by_choice[frozenset()].trykt > by_choice[frozenset({Grovhet.PERIODE_KOMMUNE})].trykt
    now = forhandsvisning.share(personvern.clear(fil, P))
    advised = by_choice[frozenset({Grovhet.PERIODE_KOMMUNE})]
    assert (advised.vist, advised.trykt) == (now.vist, now.trykt)
