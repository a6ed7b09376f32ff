"""Texts of an open file: common and own, history, last year's, and the report they end up in."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Avsnitt, Figur, Kapittel, Mellomtittel, Rapport, Utgave
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import rapport, registrering, tekst
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tekst import COMMON, Rolle
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage import logg_store, tekst_store
from bvdesk.storage.tekst_store import Tekststed

P2025, NB = Periode.year(2025), Malform.BOKMAL
COMMON_PLACE = Tekststed(P2025, COMMON, NB, "4.2")


def own(fil: Tjenestefil) -> Tekststed:
    return replace(COMMON_PLACE, omrade=fil.deltakere()[0].id)


def chapter(report: Rapport, title: str) -> Kapittel:
    stack = list(report.kapitler)
    while stack:
        found = stack.pop()
        if found.tittel == title:
            return found
        stack += found.under
    raise KeyError(title)


def build(fil: Tjenestefil, omrade: str = TJENESTEN, malform: Malform = NB) -> Rapport:
    area = TJENESTEN if omrade == TJENESTEN else fil.find_omrade(omrade).id
    return rapport.build(fil, area, Rapportvalg((area,), P2025, Utgave.INTERN, malform))


def test_a_text_is_saved_remembered_and_brought_back(eksempelfil: Tjenestefil) -> None:
    for words in ("Første.", "Andre."):
        tekst.save(eksempelfil, COMMON_PLACE, words)
    assert tekst.save(eksempelfil, COMMON_PLACE, "Andre.").tekst == "Ingenting er endret."
    first = tekst.history(eksempelfil, COMMON_PLACE)[-1]
    assert (first.tekst.markdown, first.person) == ("Første.", "Kari Leder")
    tekst.restore(eksempelfil, COMMON_PLACE, first.nr)
    assert tekst.get(eksempelfil, COMMON_PLACE).markdown == "Første."
    assert [v.tekst.markdown for v in tekst.history(eksempelfil, COMMON_PLACE)] == ["Første.", "Andre.", "Første."]
    assert not tekst_store.chain_breaks(eksempelfil.database)
    assert not logg_store.chain_breaks(eksempelfil.database)


def test_what_was_written_cannot_be_rewritten(eksempelfil: Tjenestefil) -> None:
    tekst.save(eksempelfil, COMMON_PLACE, "Før.")
    with pytest.raises(Exception, match="on record"):
        eksempelfil.database.execute("UPDATE tekst_endring SET markdown = 'x'")


def test_an_area_adds_to_the_common_text_or_replaces_it(eksempelfil: Tjenestefil) -> None:
    tekst.save(eksempelfil, COMMON_PLACE, "Felles.")
    first, second, _third = (o.id for o in eksempelfil.deltakere())
    tekst.save(eksempelfil, own(eksempelfil), "Mer.", Rolle.TILLEGG)
    tekst.save(eksempelfil, replace(COMMON_PLACE, omrade=second), "Bare vårt.", Rolle.ERSTATNING)
    said = {o: tekst.effective(eksempelfil, o, P2025, NB).get("4.2") for o in (first, second, TJENESTEN)}
    assert said == {first: "Felles.\n\nMer.", second: "Bare vårt.", TJENESTEN: "Felles."}


def test_nynorsk_falls_back_on_bokmal_and_says_so(eksempelfil: Tjenestefil) -> None:
    area = eksempelfil.deltakere()[0].id
    tekst.save(eksempelfil, COMMON_PLACE, "Meldinger.")
    tekst.save(eksempelfil, replace(COMMON_PLACE, kapittel="4.3"), "Undersøkelser.")
    tekst.save(eksempelfil, replace(COMMON_PLACE, malform=Malform.NYNORSK), "Meldingar.")
    texts = tekst.effective(eksempelfil, area, P2025, Malform.NYNORSK)
    assert (texts["4.2"], texts["4.3"]) == ("Meldingar.", "Undersøkelser.")


def test_last_years_texts_stand_beside_and_can_be_carried_over(eksempelfil: Tjenestefil) -> None:
    before = replace(COMMON_PLACE, periode=Periode.year(2024))
    tekst.save(eksempelfil, before, "Vi fikk {meldinger_mottatt} meldinger i {ar}.")
    tekst.save(eksempelfil, replace(before, kapittel="6"), "Utfordringer.")
    tekst.save(eksempelfil, replace(COMMON_PLACE, kapittel="6"), "Nytt.")
    assert tekst.last_year(eksempelfil, COMMON_PLACE).markdown.startswith("Vi fikk")
    tekst.carry_over(eksempelfil, P2025)
    assert tekst.get(eksempelfil, COMMON_PLACE).markdown.startswith("Vi fikk")
    assert tekst.get(eksempelfil, replace(COMMON_PLACE, kapittel="6")).markdown == "Nytt."


def test_too_much_text_is_refused_in_plain_words(eksempelfil: Tjenestefil) -> None:
    with pytest.raises(UserError, match="for lang"):
        tekst.save(eksempelfil, COMMON_PLACE, "x" * (tekst.MAX_TEXT + 1))


def test_the_report_says_what_was_written_where_it_was_written(eksempelfil: Tjenestefil) -> None:
    markdown = "Vi fikk {meldinger_mottatt|telt}.\n\n## Hvem som melder\n\n[[figur:deler:melder]]\n\nSlutt."
    tekst.save(eksempelfil, COMMON_PLACE, markdown)
    content = chapter(build(eksempelfil), "Meldinger").innhold
    kinds = [type(b) for b in content[:5]]
    assert kinds == [Avsnitt, Avsnitt, Mellomtittel, Figur, Avsnitt]
    said = content[1]
    assert isinstance(said, Avsnitt)
    port = fil_figure(eksempelfil, "meldinger_mottatt", "2025")
    assert said.tekst.replace("\u00a0", " ") == f"Vi fikk {port} meldinger."
    assert sum(isinstance(b, Figur) and b.kode == "figur:deler:melder" for b in content) == 1


def fil_figure(fil: Tjenestefil, indikator: str, periode: str) -> str:
    found = fil.beregning.resolve(Celle(indikator, "", TJENESTEN, Periode.parse(periode))).verdi
    assert found is not None
    return f"{found}"


def test_a_chapter_with_nothing_but_text_is_printed(eksempelfil: Tjenestefil) -> None:
    tekst.save(eksempelfil, replace(COMMON_PLACE, kapittel="6"), "Det er mangel på fosterhjem.[^1]\n\n[^1]: Kilde.")
    report = build(eksempelfil)
    assert len(chapter(report, "Utfordringsbildet").innhold) == 2
    rapport.checked(rapport.render(report), "t.pdf")


def test_undo_of_figures_does_not_touch_texts(eksempelfil: Tjenestefil, bruker: Bruker) -> None:
    assert bruker.clock() == datetime(2026, 1, 15, 14, 32, tzinfo=UTC)
    celle = Celle("meldinger_mottatt", "", eksempelfil.deltakere()[0].id, Periode.parse("2025K1"))
    registrering.save(eksempelfil, [(celle, Registrering(Verdi(Decimal(1))))], "Tastet 1")
    tekst.save(eksempelfil, COMMON_PLACE, "Tekst.")
    assert registrering.undo(eksempelfil).tekst == "Angret: Tastet 1"
    assert tekst.get(eksempelfil, COMMON_PLACE).markdown == "Tekst."


def test_what_no_paper_can_show_is_left_out(eksempelfil: Tjenestefil) -> None:
    tekst.save(eksempelfil, COMMON_PLACE, "En\x0blinje\r\nto\x07 og\x00 slutt\u2028tre\ufffe.")
    assert tekst.get(eksempelfil, COMMON_PLACE).markdown == "En\nlinje\nto og slutt\ntre."
