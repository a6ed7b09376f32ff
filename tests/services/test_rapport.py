"""Whole reports on real figures: everything is there, nothing is empty, and the file keeps both standards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.klarering import Klarert, UclearedError
from bvdesk.domain.rapport.modell import Figur, Figurgruppe, Kapittel, Rapport, Tabell, Utgave
from bvdesk.domain.rapport.utgaveoppsett import Utgaveoppsett
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import eksempel, rapport, utgave
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.services.trykking import Filformat, render

PERIODS = {"vestmar": "2024", "kristiansand": "2024", "midtre_namdal": "2025K1-K3"}


def choice(fil: Tjenestefil, periode: str, utgave: Utgave = Utgave.INTERN) -> Rapportvalg:
    period = Periode.parse(periode)
    return Rapportvalg(rapport.all_areas(fil, period), period, utgave)


def chapters(report: Rapport) -> Iterator[Kapittel]:
    stack = list(report.kapitler)
    while stack:
        kapittel = stack.pop()
        yield kapittel
        stack.extend(kapittel.under)


def charts(report: Rapport) -> Iterator[Figur]:
    for kapittel in chapters(report):
        for blokk in kapittel.innhold:
            if isinstance(blokk, Figur):
                yield blokk
            elif isinstance(blokk, Figurgruppe):
                yield from blokk.figurer


def figures(report: Rapport) -> set[str]:
    return {
        rute.tekst
        for kapittel in chapters(report)
        for blokk in kapittel.innhold
        if isinstance(blokk, Tabell)
        for rad in blokk.rader
        for rute in rad.ruter
        if isinstance(rute, Klarert)
    }


def test_every_figure_of_the_period_is_in_the_internal_edition(kilde: str, tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, kilde) as fil:
        valg = choice(fil, PERIODS[kilde])
        report = rapport.build(fil, TJENESTEN, valg)
        printed = figures(report)
        port_texts = set()
        for omrade in fil.omrader:
            for celle, r in fil.bok.cells(omrade, valg.periode.ar):
                if celle.periode in valg.periode and r.verdi.tall is not None:
                    from bvdesk.domain.tall.tallformat import format_tall

                    port_texts.add(format_tall(r.verdi.tall, fil.katalog[celle.indikator].desimaler))
    assert not port_texts - printed


def test_every_edition_prints_and_keeps_both_standards(kilde: str, tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, kilde) as fil:
        valg = choice(fil, PERIODS[kilde], Utgave.OFFENTLIG)
        files = rapport.print_all(fil, valg, tmp_path / "ut")
    assert len(files) == len(valg.omrader)
    assert all(path.read_bytes().startswith(b"%PDF") for path in files)


def test_no_chapter_is_empty_and_no_caption_is_repeated(eksempelfil: Tjenestefil) -> None:
    valg = choice(eksempelfil, "2025")
    for omrade in valg.omrader:
        report = rapport.build(eksempelfil, omrade, valg)
        assert all(k.innhold or k.under for k in chapters(report))
        captions = [b.tittel for k in chapters(report) for b in k.innhold if isinstance(b, Tabell | Figur)]
        assert len(captions) == len(set(captions))


def test_tables_and_figures_are_numbered_in_reading_order(eksempelfil: Tjenestefil) -> None:
    report = rapport.build(eksempelfil, TJENESTEN, choice(eksempelfil, "2025"))

    def blocks(kapitler: tuple[Kapittel, ...]) -> Iterator[object]:
        for kapittel in kapitler:
            for blokk in kapittel.innhold:
                yield from blokk.figurer if isinstance(blokk, Figurgruppe) else (blokk,)
            yield from blocks(kapittel.under)

    ordered = list(blocks(report.kapitler))
    tables = [b.nummer for b in ordered if isinstance(b, Tabell)]
    charts = [b.nummer for b in ordered if isinstance(b, Figur)]
    assert tables == list(range(1, len(tables) + 1))
    assert charts == list(range(1, len(charts) + 1))
    assert len(charts) > 15


def test_an_indicator_nobody_has_seen_gets_its_table_and_chart(eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    from bvdesk.domain.tall.katalog import CSV_COLUMNS
    from bvdesk.services.importering import import_figures

    own, tall = tmp_path / "own.csv", tmp_path / "tall.csv"
    own.write_text(
        f"{';'.join(CSV_COLUMNS)}\nhundebesok;Besøk av hund;antall;K;kom;T;;S;S;0;4.4;;Egen;0;\n"
        "hund_type;Hunder i bruk;antall;Å;kom;T;;-;S;0;4.4;;Egen;0;Rase\n"
    )
    rows = [
        f"hundebesok;;Nordvik;{year}K{q};{year - 2015 + q};;;" for year in (2022, 2023, 2024, 2025) for q in (1, 2, 3, 4)
    ]
    rows += [f"hund_type;{rase};Nordvik;2025;{n};;;" for n, rase in enumerate(("Puddel", "Setter", "Elghund"), 5)]
    tall.write_text("indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n" + "\n".join(rows) + "\n")
    import_figures(eksempelfil, tall, own)
    report = rapport.build(eksempelfil, eksempelfil.deltakere()[0].id, choice(eksempelfil, "2025"))
    titles = [chart.tittel for chart in charts(report)]
    assert any("Besøk av hund" in t for t in titles)
    assert any("Hunder i bruk" in t for t in titles)
    rows_named = {rad.navn for k in chapters(report) for b in k.innhold if isinstance(b, Tabell) for rad in b.rader}
    assert {"Besøk av hund", "Puddel", "Setter", "Elghund"} <= rows_named


def test_the_same_report_gives_the_same_bytes(eksempelfil: Tjenestefil) -> None:
    report = rapport.build(eksempelfil, eksempelfil.deltakere()[2].id, choice(eksempelfil, "2025"))
    assert rapport.render(report) == rapport.render(report)


def test_only_the_gate_makes_cleared_figures() -> None:
    with pytest.raises(UclearedError):
        Klarert("1", None, None, "", "1", None, object())


def test_a_period_without_figures_is_said(eksempelfil: Tjenestefil) -> None:
    with pytest.raises(UserError, match="ingen tall"):
        rapport.build(eksempelfil, TJENESTEN, choice(eksempelfil, "2019"))


def test_only_areas_of_the_service_get_a_report(eksempelfil: Tjenestefil) -> None:
    with pytest.raises(UserError, match="ikke med"):
        rapport.find_areas(eksempelfil, ("landet",))


def test_the_reports_of_a_run_share_a_gate_and_are_as_if_made_one_by_one(eksempelfil: Tjenestefil) -> None:
    """Also in two written languages, whose stamps differ, and in the order that was asked for."""
    utgave.choose(eksempelfil, eksempelfil.deltakere()[1].id, Utgaveoppsett(malform=Malform.NYNORSK))
    valg = replace(choice(eksempelfil, "2025"), formater=(Filformat.HTML,))
    together = [made.innhold for made in rapport.make_all(eksempelfil, valg).filer]
    alone = [render(rapport.build(eksempelfil, omrade, valg), Filformat.HTML) for omrade in valg.omrader]
    assert together == alone
