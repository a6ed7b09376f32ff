"""Help for the writer: chips say what the figures say, and no number is offered that reads otherwise than what was typed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.felt.oppslag import fill_in
from bvdesk.domain.rapport.modell import Avsnitt
from bvdesk.domain.rapport.tekst.brikker import pieces, without_chips, without_parts
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import eksempel, felt, rapport, skrivehjelp, skriving, tallforslag, tekst, trykking
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tekst import Rolle
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage.tekst_store import Tekststed


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    with eksempel.create(tmp_path / "e.bvdesk", bruker) as made:
        yield made


def place(nummer: str = "4.2", malform: Malform = Malform.BOKMAL) -> Tekststed:
    return Tekststed(Periode.year(2025), "", malform, nummer)


def test_cut_into_pieces_and_put_together_it_is_the_same_text(fil: Tjenestefil) -> None:
    for kapittel in skriving.chapters(fil, Malform.BOKMAL):
        written = tekst.get(fil, place(kapittel.nummer)).markdown
        assert "".join(text for text, _ in pieces(written)) == written
        assert without_chips(written).count("\n") == written.count("\n")


def test_only_the_places_of_tables_and_charts_are_no_words() -> None:
    written = "Det kom {meldinger_mottatt}.\n\n[[figur1]]\n\nSe [[7]] barn.\n\n![Ni barn leker](bilde:lek)"
    assert without_parts(written) == written.replace("[[figur1]]", "")


def test_every_chip_of_the_example_has_words(fil: Tjenestefil) -> None:
    for kapittel in skriving.chapters(fil, Malform.BOKMAL):
        sted = place(kapittel.nummer)
        codes = [text for text, chip in pieces(tekst.get(fil, sted).markdown) if chip]
        for kode, brikke in skrivehjelp.chips(fil, sted, codes).items():
            assert brikke.tekst, kode
            assert not brikke.tekst.startswith(("{", "[")), kode


def test_a_chip_tells_that_its_figure_will_be_withheld(fil: Tjenestefil) -> None:
    small = skrivehjelp.small_count(fil)
    own = next(o for o in fil.deltakere() if o.navn == "Fjellheim")
    shown = {}
    for key in ("meldinger_henlagt", "meldinger_mottatt"):
        for at in range(1, 5):
            celle = Celle(key, "", own.id, Periode.quarter(2025, at))
            shown[f"{{{key}|periode=K{at}|omrade=Fjellheim}}"] = small(celle)
    assert {True, False} == set(shown.values())
    for kode, brikke in skrivehjelp.chips(fil, place(), shown).items():
        assert brikke.tekst.endswith("(skjules)") == shown[kode], kode
        assert ("offentlige" in brikke.navn) == shown[kode]


def test_a_typed_number_is_recognised_for_area_and_year(fil: Tjenestefil) -> None:
    source = felt.source(fil, skriving.view(fil, place()))

    def now(kode: str) -> str:
        read = skriving.read_field(fil, kode)
        assert read is not None
        return fill_in(source, read).tekst

    asked = ["{meldinger_mottatt|tall}", "{meldinger_mottatt|forrige|tall}", "{meldinger_mottatt|tall|omrade=Nordvik}"]
    here, before, nordvik = map(now, asked)
    text = (
        f"Vi mottok {here} bekymringsmeldinger i 2025. I 2024 mottok vi {before} bekymringsmeldinger. "
        f"Nordvik mottok {nordvik} bekymringsmeldinger i 2025."
    )
    found = tallforslag.suggest(fil, place(), text)
    assert [f.felt.kode for f in found] == asked
    assert [text[f.start : f.slutt] for f in found] == [here, before, nordvik]


def test_what_is_offered_reads_just_as_what_was_typed(fil: Tjenestefil) -> None:
    for kapittel in ("4.2", "4.3", "4.4", "4.13"):
        sted = place(kapittel)
        text = " ".join(f.tekst for f in skriving.suggestions(fil, sted))
        for found in tallforslag.suggest(fil, sted, text):
            if not found.avvik:
                written = text[found.start : found.slutt].replace("\u00a0", " ")
                assert found.leses.replace("\u00a0", " ").casefold() == written.casefold()


def test_chips_are_no_numbers_to_recognise(fil: Tjenestefil) -> None:
    assert tallforslag.suggest(fil, place(), tekst.get(fil, place()).markdown) == ()


def test_texts_for_charts_are_offered_with_the_sentences(fil: Tjenestefil) -> None:
    offered = [f.tekst for f in skriving.suggestions(fil, place("4.2"))]
    assert any(text.startswith("Figuren viser") for text in offered)
    assert len(set(offered)) == len(offered)


def test_history_keeps_the_first_and_the_last_of_a_sitting(fil: Tjenestefil) -> None:
    for text in ("a", "ab", "abc"):
        tekst.save(fil, place("6"), text)
    listed = [v.tekst.markdown for v in skriving.versions(fil, place("6"))]
    assert listed[0] == "abc"
    assert "ab" not in listed
    assert len(tekst.history(fil, place("6"))) > len(listed)


def test_a_kommune_s_addition_is_read_after_the_common_text_and_a_replacement_alone(fil: Tjenestefil) -> None:
    nordvik = next(o for o in fil.deltakere() if o.navn == "Nordvik")
    sted = replace(place("6"), omrade=nordvik.id)
    tekst.save(fil, place("6"), "Felles ord.")

    def words(rolle: Rolle) -> list[str]:
        chapter = skriving.try_chapter(fil, sted, "Våre egne: {meldinger_mottatt}.", rolle, "5").rapport.kapitler[0]
        assert chapter.nummer == "5"
        return [block.tekst for block in chapter.innhold if isinstance(block, Avsnitt)]

    assert words(Rolle.TILLEGG) == ["Felles ord.", "Våre egne: 242."]
    assert words(Rolle.ERSTATNING) == ["Våre egne: 242."]
    assert skriving.common(fil, sted) == "Felles ord."


def test_two_prints_at_once_do_not_spoil_one_another(fil: Tjenestefil) -> None:
    made = [skriving.try_chapter(fil, place(k), tekst.get(fil, place(k)).markdown).rapport for k in ("4.2", "4.3")]
    alone = [trykking.render(rapport) for rapport in made]
    with ThreadPoolExecutor(2) as hands:
        together = list(hands.map(trykking.render, made * 3))
    assert together == alone * 3


def test_the_numbers_of_chapters_are_those_of_the_paper(tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, "kristiansand", with_texts=False) as fil:
        birkenes = next(o for o in fil.deltakere() if o.navn == "Birkenes")
        sted = Tekststed(Periode.year(2024), birkenes.id, Malform.BOKMAL, "6")
        report = rapport.build(fil, birkenes.id, Rapportvalg((birkenes.id,), Periode.year(2024)))
        printed = skriving.printed_numbers(fil, sted)
        titles = {k.nummer: k.tittel for k in skriving.chapters(fil, Malform.BOKMAL)}
        on_paper = {k.tittel: k.nummer for top in report.kapitler for k in (top, *top.under)}
        assert {titles[key]: number for key, number in printed.items() if key in titles}.items() <= on_paper.items()
        assert printed["4.2"] == "4.1"
        assert "6" not in printed
        tekst.save(fil, sted, "Nå står det noe her.")
        assert skriving.printed_numbers(fil, sted)["6"]
