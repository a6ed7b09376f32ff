"""What stands in the reports of the real services: whole, readable, and nothing for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bvdesk.domain.diagram.spec import Diagram, Slag
from bvdesk.domain.rapport.figurdeler import says_something
from bvdesk.domain.rapport.klarering import Klarert, Tegn
from bvdesk.domain.rapport.modell import Avsnitt, Rapport, Tabell, Utgave
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import eksempel, innskriving, rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from tests.services.test_rapport import PERIODS, chapters, charts

NBSP = "\u00a0"


def reports(path: Path, bruker: Bruker, kilde: str) -> Iterator[Rapport]:
    with eksempel.create(path / "t.bvdesk", bruker, kilde, with_texts=False) as fil:
        period = Periode.parse(PERIODS[kilde])
        areas = rapport.all_areas(fil, period)
        yield from (made(fil, omrade, PERIODS[kilde]) for omrade in areas)


def made(fil: Tjenestefil, omrade: OmradeId, periode: str) -> Rapport:
    period = Periode.parse(periode)
    return rapport.build(fil, omrade, Rapportvalg((omrade,), period, Utgave.INTERN))


def tables(report: Rapport) -> list[Tabell]:
    return [b for k in chapters(report) for b in k.innhold if isinstance(b, Tabell)]


def texts(report: Rapport) -> list[str]:
    return [b.tekst.replace(NBSP, " ") for k in chapters(report) for b in k.innhold if isinstance(b, Avsnitt)]


def row(report: Rapport, title: str, name: str) -> list[str]:
    tabell = next(t for t in tables(report) if t.tittel == title)
    cells = next(r.ruter for r in tabell.rader if r.navn == name)
    return [c.tekst.replace(NBSP, " ") if isinstance(c, Klarert) else str(c) for c in cells]


def heads(report: Rapport, title: str) -> list[str]:
    return [k.tittel for t in tables(report) if t.tittel == title for k in t.kolonner[1:]]


def test_no_column_is_blank_and_no_heading_stands_alone(kilde: str, tmp_path: Path, bruker: Bruker) -> None:
    for report in reports(tmp_path, bruker, kilde):
        for tabell in tables(report):
            body = [r for r in tabell.rader if not r.gruppe]
            assert not tabell.rader[-1].gruppe, tabell.tittel
            for i, kolonne in enumerate(tabell.kolonner[1:]):
                cells = [r.ruter[i] for r in body]
                full = [c.tegn is not Tegn.BLANK if isinstance(c, Klarert) else c for c in cells]
                assert any(full), (tabell.tittel, kolonne)


def test_every_chart_says_something_in_words_too(kilde: str, tmp_path: Path, bruker: Bruker) -> None:
    for report in reports(tmp_path, bruker, kilde):
        for figur in charts(report):
            assert says_something(figur.diagram), figur.tittel
            assert figur.alt.endswith(".")


def test_a_chapter_with_one_figure_tells_it_and_has_no_table(tmp_path: Path, bruker: Bruker) -> None:
    *_, service = reports(tmp_path, bruker, "vestmar")
    assert "Tallet for «Unge voksne med ettervern i løpet av året» i 2024 er ikke rapportert." in texts(service)
    assert "Barneverns- og helsenemnda behandlet 17 saker i 2024." in texts(service)


def test_figures_of_the_whole_service_are_said_to_be_so(tmp_path: Path, bruker: Bruker) -> None:
    kragero, *_ = reports(tmp_path, bruker, "vestmar")
    told = [t for t in texts(kragero) if "årsverk" in t]
    assert told
    assert all(t.startswith("Tall for hele tjenesten") for t in told)


def test_kommuner_stand_beside_the_years_when_there_is_room(tmp_path: Path, bruker: Bruker) -> None:
    *_, service = reports(tmp_path, bruker, "vestmar")
    title = "Meldinger per år"
    assert heads(service, title) == ["2023", "2024", "Endring", "Kragerø", "Drangedal"]
    assert row(service, title, "Bekymringsmeldinger mottatt") == ["163", "244", "+81", "188", "56"]


def test_the_report_of_a_part_of_the_year_has_yearly_figures_and_the_next_budget(tmp_path: Path, bruker: Bruker) -> None:
    *_, service = reports(tmp_path, bruker, "midtre_namdal")
    assert service.periode == "1.–3. kvartal 2025"
    assert row(service, "Økonomi per år", "Tiltaksbudsjett (funksjon 251 og 252), kroner") == ["41 924 000", "45 924 000"]
    assert row(service, "Antall etter team, 2025", "Omsorgsteam") == ["1", "5", ""]
    assert row(service, "Akutt og barnevernsvakt per måned, 2024", "Desember")[0] == "11"


def test_many_areas_with_one_figure_stand_down_the_page(tmp_path: Path, bruker: Bruker) -> None:
    *_, service = reports(tmp_path, bruker, "kristiansand")
    assert row(service, "Bemanning, kompetanse og sykefravær sammenlignet, 2024", "Stavanger") == ["14,8"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Det kom inn 331 bekymringsmeldinger i 2025, ned fra 337 året før.",
        "46,2 prosent av meldingene gikk videre til undersøkelse, opp fra 39,9 prosent året før.",
        "Alle barna med hjelpetiltak hadde en gyldig tiltaksplan, opp fra 91,7 prosent året før.",
        "Barneverns- og helsenemnda behandlet 9 saker i 2025, det samme som året før.",
        "Regnskapet lå 1 444 000 kroner over budsjettet.",
    ],
)
def test_sentences_read_as_if_somebody_wrote_them(eksempelfil: Tjenestefil, sentence: str) -> None:
    assert any(sentence in text for text in texts(made(eksempelfil, TJENESTEN, "2025")))


def test_the_appendix_stands_in_chapters(eksempelfil: Tjenestefil) -> None:
    report = made(eksempelfil, eksempelfil.deltakere()[0].id, "2025")
    appendix = next(t for t in tables(report) if t.tittel == "Nordvik, 2025")
    groups = [r.navn for r in appendix.rader if r.gruppe]
    assert groups.index("Meldinger") < groups.index("Undersøkelser") < groups.index("Økonomi")


def test_what_a_text_has_told_is_not_said_or_tabled_again(tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, "vestmar") as fil:
        report = made(fil, TJENESTEN, "2024")
        kragero = made(fil, fil.find_omrade("Kragerø").id, "2024")
    said = " ".join(texts(report))
    assert said.count("81 barn fikk") == 2
    assert said.count("kan ikke tallfestes") == 1
    assert [t.tittel for t in tables(report) if t.tittel.startswith(("Utgifter", "Økonomi"))] == [
        "Utgifter sammenlignet med fylket"
    ]
    assert "Utgifter sammenlignet med fylket, hele tjenesten" in [t.tittel for t in tables(kragero)]
    assert not [t for t in texts(kragero) if "er ikke registrert" in t]


def chart(report: Rapport, title: str) -> Diagram:
    return next(f.diagram for f in charts(report) if f.tittel == title)


def test_a_year_known_only_as_a_whole_stands_beside_one_that_is_split(tmp_path: Path, bruker: Bruker) -> None:
    *_, service = reports(tmp_path, bruker, "vestmar")
    stacked = chart(service, "Bekymringsmeldinger mottatt etter kommune, 2023–2024")
    assert stacked.slag is Slag.STABLET
    assert [s.navn for s in stacked.serier] == ["Kragerø", "Drangedal", "Ikke fordelt på kommune"]
    assert [[p.verdi for p in s.verdier] for s in stacked.serier] == [[None, 188], [None, 56], [163, None]]
    assert "mangler" not in next(f.alt for f in charts(service) if f.diagram is stacked)


def test_a_sum_of_ones_own_is_drawn_in_its_parts_and_they_not_again(tmp_path: Path, bruker: Bruker) -> None:
    *_, service = reports(tmp_path, bruker, "kristiansand")
    parts = chart(service, "Barn i fosterhjem, institusjon og beredskapshjem i året, sum, 2022–2024")
    assert (parts.slag, len(parts.serier)) == (Slag.SOYLE, 3)
    assert not [f.tittel for f in charts(service) if f.tittel.startswith("Barn i beredskapshjem")]


def test_a_budget_stands_beside_the_one_that_is_planned(tmp_path: Path, bruker: Bruker) -> None:
    namsos, *_, service = reports(tmp_path, bruker, "midtre_namdal")
    both = chart(service, "Tiltaksbudsjett (funksjon 251 og 252) etter kommune, 2025–2026")
    assert [s.navn for s in both.serier] == ["2025", "2026"]
    assert [p.verdi for p in both.serier[1].verdier] == [31127000, 12049000, 2748000]
    assert chart(namsos, "Tiltaksbudsjett (funksjon 251 og 252), 2025–2026").x_etiketter == ("2025", "2026")


def test_the_cover_says_how_far_a_year_has_come(tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, "midtre_namdal") as fil:
        assert made(fil, TJENESTEN, "2025").periode == "2025, til og med 3. kvartal"
        assert made(fil, TJENESTEN, "2025K1-K3").periode == "1.–3. kvartal 2025"
    (tmp_path / "v").mkdir()
    *_, service = reports(tmp_path / "v", bruker, "vestmar")
    assert service.periode == "2024"


def test_no_period_stands_after_the_reports_own(tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, with_texts=False) as fil:
        report = made(fil, TJENESTEN, "2025K3")
        assert not [k.tittel for t in tables(report) for k in t.kolonner if "2026" in k.tittel]
        arsverk = fil.katalog["arsverk_i_alt"]
        second = Celle(arsverk.id, "", TJENESTEN, Periode.parse("2025K2"))
        innskriving.write_values(fil, [(second, None)])
        told = [r.periode for r in made(fil, TJENESTEN, "2025K2").tall if r.indikator == arsverk.etikett]
        assert told
        assert not [p for p in told if p.startswith("2025")]


def test_what_is_planned_for_a_year_that_has_not_begun_stands_by_itself(tmp_path: Path, bruker: Bruker) -> None:
    *_, service = reports(tmp_path, bruker, "midtre_namdal")
    planned = [t for t in tables(service) if "planlagt for 2026" in t.tittel]
    assert [[k.tittel for k in t.kolonner[1:]] for t in planned] == [["2026"]] * 4
