"""The sheets: which rows and columns, what is typed, what is computed, what is missing."""

from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk import resources
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Status, Verdi
from bvdesk.importing import tall_csv
from bvdesk.services import ark, importering, innskriving, kvartalstatus, oversikt, registrering
from bvdesk.services.ark import Ark, ArkKolonne, ArkRad, Rolle
from bvdesk.services.arkcelle import Arkcelle, Slag, read_cell
from bvdesk.services.kvartalstatus import Kvartalstatus
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file

K3, K4 = Periode.quarter(2025, 3), Periode.quarter(2025, 4)


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Tjenestefil:
    return create_file(tmp_path / "t.bvdesk", bruker, "Midtre Namdal", ("Namsos", "Overhalla"))


def row(sheet: Ark, key: str) -> ArkRad:
    return next(rad for rad in sheet.rader if rad.nokkel == key)


def column(sheet: Ark, gruppe: str, rolle: Rolle) -> ArkKolonne:
    return next(k for k in sheet.kolonner if k.gruppe == gruppe and k.rolle is rolle)


def read(fil: Tjenestefil, sheet: Ark, key: str, gruppe: str, rolle: Rolle = Rolle.NA) -> Arkcelle:
    return read_cell(fil, sheet, row(sheet, key), column(sheet, gruppe, rolle), kvartalstatus.approved(fil))


def put(fil: Tjenestefil, indikator: str, kommune: str, periode: Periode, tall: int) -> Celle:
    celle = Celle(indikator, "", next(o.id for o in fil.deltakere() if o.navn == kommune), periode)
    innskriving.write_values(fil, [(celle, Verdi(Decimal(tall)))])
    return celle


def test_a_quarter_has_each_kommune_and_the_service_with_what_one_compares_with(fil: Tjenestefil) -> None:
    sheet = ark.kvartalsark(fil, K3)
    assert [k.gruppe for k in sheet.kolonner] == ["Namsos"] * 4 + ["Overhalla"] * 4 + ["Midtre Namdal"] * 4
    assert [k.tittel for k in sheet.kolonner[:4]] == ["3. kv. 2024", "2. kv. 2025", "3. kv. 2025", "Hittil i år"]
    assert [k.rolle for k in ark.kvartalsark(fil, Periode.quarter(2025, 1)).kolonner[:3]] == [
        Rolle.FJOR, Rolle.FORRIGE, Rolle.NA,
    ]  # fmt: skip


def test_rows_stand_under_their_chapters_in_number_order(fil: Tjenestefil) -> None:
    headings = [rad.etikett for rad in ark.kvartalsark(fil, K4).rader if rad.indikator is None]
    assert headings.index("4.2 Meldinger") < headings.index("4.10 Ettervern") < headings.index("4.14 Økonomi")


def test_what_is_reported_once_a_year_is_asked_for_in_the_last_quarter_only(fil: Tjenestefil) -> None:
    third, fourth = ark.kvartalsark(fil, K3), ark.kvartalsark(fil, K4)
    assert not any(rad.nokkel == "folketall_0_17" for rad in third.rader)
    celle = fourth.celle(row(fourth, "folketall_0_17"), column(fourth, "Namsos", Rolle.NA))
    assert celle
    assert celle.periode == Periode.year(2025)
    assert fourth.celle(row(fourth, "folketall_0_17"), column(fourth, "Namsos", Rolle.FORRIGE)) is None


def test_a_year_has_a_column_of_its_own_in_the_sheet_of_a_kommune(fil: Tjenestefil) -> None:
    namsos = fil.deltakere()[0].id
    sheet = ark.kommuneark(fil, namsos, 2025)
    assert [k.tittel for k in sheet.kolonner] == ["1. kv.", "2. kv.", "3. kv.", "4. kv.", "Året"] * 2
    rad, (*_, fourth, year) = row(sheet, "folketall_0_17"), sheet.kolonner
    assert sheet.celle(rad, fourth) is None
    assert sheet.is_entered(rad, year)
    assert sheet.is_entered(row(sheet, "meldinger_mottatt"), fourth)
    assert not sheet.is_entered(row(sheet, "meldinger_mottatt"), year)


def test_sums_are_grey_and_live_and_cannot_be_written_over(fil: Tjenestefil) -> None:
    sheet = ark.kvartalsark(fil, K3)
    assert read(fil, sheet, "meldinger_mottatt", "Midtre Namdal").kan_skrives
    put(fil, "meldinger_mottatt", "Namsos", K3, 10)
    assert read(fil, sheet, "meldinger_mottatt", "Midtre Namdal").tekst == ""
    put(fil, "meldinger_mottatt", "Overhalla", K3, 5)
    total = read(fil, sheet, "meldinger_mottatt", "Midtre Namdal")
    assert (total.slag, total.tekst, total.kan_skrives) == (Slag.AVLEDET, "15", False)
    assert total.forklaring == "sum av kommunene"


def test_the_running_year_says_when_it_is_incomplete(fil: Tjenestefil) -> None:
    sheet = ark.kvartalsark(fil, K3)
    put(fil, "meldinger_mottatt", "Namsos", K3, 10)
    running = read(fil, sheet, "meldinger_mottatt", "Namsos", Rolle.HITTIL)
    assert (running.tekst, running.forklaring) == ("", "ufullstendig")
    for quarter in (1, 2):
        put(fil, "meldinger_mottatt", "Namsos", Periode.quarter(2025, quarter), 1)
    assert read(fil, sheet, "meldinger_mottatt", "Namsos", Rolle.HITTIL).tekst == "12"


def test_a_derived_value_can_be_typed_when_its_operands_are_unknown(fil: Tjenestefil) -> None:
    sheet = ark.kvartalsark(fil, K3)
    share = read(fil, sheet, "andel_meldinger_fristbrudd", "Namsos")
    assert (share.slag, share.kan_skrives) == (Slag.AVLEDET, True)
    put(fil, "andel_meldinger_fristbrudd", "Namsos", K3, 4)
    typed = read(fil, sheet, "andel_meldinger_fristbrudd", "Namsos")
    assert (typed.tekst, typed.kan_skrives) == ("4,0", True)


def test_categories_of_an_own_indicator_are_rows_that_add_up(tmp_path: Path, bruker: Bruker) -> None:
    kilde = resources.path("eksempler", "midtre_namdal")
    fil = create_file(tmp_path / "n.bvdesk", bruker, "Midtre Namdal", ("Namsos", "Overhalla", "Flatanger"))
    importering.import_figures(fil, kilde / "tall.csv", kilde / "tillegg.csv")
    sheet = ark.kvartalsark(fil, Periode.quarter(2025, 3))
    months = [rad for rad in sheet.rader if rad.indikator and rad.indikator.id == "vakt_henvendelser_mnd"]
    assert [rad.etikett for rad in months[1:]] == ["Juli", "August", "September"]
    year = ark.kvartalsark(fil, Periode.quarter(2025, 4))
    teams = [rad for rad in year.rader if rad.indikator and rad.indikator.id == "team_ledere"]
    assert teams[0].samlet
    assert len(teams) > 2
    assert not year.is_entered(teams[0], column(year, "Midtre Namdal", Rolle.NA))
    assert year.is_entered(teams[1], column(year, "Midtre Namdal", Rolle.NA))


def test_completeness_counts_answers_not_numbers(fil: Tjenestefil) -> None:
    namsos = fil.deltakere()[0].id
    before = oversikt.missing_cells(fil, namsos, K3)
    celle = put(fil, "meldinger_mottatt", "Namsos", K3, 10)
    assert celle in before
    answered, unreported = before[3], before[4]
    innskriving.write_values(fil, [(answered, Verdi(None, Status.IKKE_AKTUELT))])
    innskriving.write_values(fil, [(unreported, Verdi(None, Status.IKKE_RAPPORTERT))])
    after = oversikt.missing_cells(fil, namsos, K3)
    assert len(before) - len(after) == 2
    assert unreported in after
    one = next(c for c in oversikt.completeness(fil, 2025) if c.omrade == namsos and c.kvartal == K3)
    assert (one.fylt, one.mangler, one.status) == (2, len(after), Kvartalstatus.PABEGYNT)
    service = next(c for c in oversikt.completeness(fil, 2025) if c.omrade == TJENESTEN and c.kvartal == K3)
    assert 0 < service.ventet < one.ventet


def test_an_approved_quarter_is_locked_until_it_is_opened_with_a_reason(fil: Tjenestefil) -> None:
    celle = put(fil, "meldinger_mottatt", "Namsos", K3, 10)
    kvartalstatus.set_ready(fil, celle.omrade, K3)
    kvartalstatus.approve(fil, celle.omrade, K3)
    with pytest.raises(UserError, match="låst") as caught:
        innskriving.write_values(fil, [(celle, Verdi(Decimal(11)))])
    assert caught.value.details == ("Bekymringsmeldinger mottatt, Namsos, 3. kvartal 2025",)
    sheet = ark.kvartalsark(fil, K3)
    locked = read(fil, sheet, "meldinger_mottatt", "Namsos")
    assert (locked.slag, locked.kan_skrives, locked.forklaring) == (Slag.LAST, False, "låst")
    with pytest.raises(UserError, match="godkjent"):
        kvartalstatus.set_begun(fil, celle.omrade, K3)
    with pytest.raises(UserError, match="Begrunnelse"):
        kvartalstatus.reopen(fil, celle.omrade, K3, " ")
    change = kvartalstatus.reopen(fil, celle.omrade, K3, "feil i fagsystemet")
    assert change.tekst == "Namsos, 3. kvartal 2025: godkjent → påbegynt. Begrunnelse: feil i fagsystemet"
    innskriving.write_values(fil, [(celle, Verdi(Decimal(11)))])


def test_undo_and_redo_stop_at_an_approved_quarter(fil: Tjenestefil) -> None:
    celle = put(fil, "meldinger_mottatt", "Namsos", K3, 10)
    put(fil, "meldinger_mottatt", "Namsos", K3, 12)
    kvartalstatus.set_ready(fil, celle.omrade, K3)
    kvartalstatus.approve(fil, celle.omrade, K3)
    with pytest.raises(UserError, match=r"3\. kvartal 2025 er godkjent og låst"):
        registrering.undo(fil)
    assert fil.bok.get(celle).verdi.tall == 12
    kvartalstatus.reopen(fil, celle.omrade, K3, "feil i fagsystemet")
    registrering.undo(fil)
    assert fil.bok.get(celle).verdi.tall == 10
    kvartalstatus.approve(fil, celle.omrade, K3)
    with pytest.raises(UserError, match="Åpne kvartalet igjen"):
        registrering.redo(fil)
    assert fil.bok.get(celle).verdi.tall == 10


def test_no_file_is_read_into_an_approved_quarter_unless_it_says_the_same(fil: Tjenestefil, tmp_path: Path) -> None:
    celle = put(fil, "meldinger_mottatt", "Namsos", K3, 10)
    kvartalstatus.approve(fil, celle.omrade, K3)
    for figure, refused in (("10", False), ("11", True)):
        tall = tmp_path / "tall.csv"
        tall.write_text(f"{';'.join(tall_csv.COLUMNS)}\nmeldinger_mottatt;;Namsos;2025K3;{figure};;;\n", encoding="utf-8")
        with pytest.raises(UserError, match="låst") if refused else nullcontext():
            importering.import_figures(fil, tall)
    assert fil.bok.get(celle).verdi.tall == 10


def test_approval_is_refused_while_something_cannot_be_true(fil: Tjenestefil) -> None:
    celle = put(fil, "meldinger_konkludert", "Namsos", K3, 5)
    put(fil, "meldinger_fristbrudd", "Namsos", K3, 9)
    with pytest.raises(UserError, match="kan ikke godkjennes") as caught:
        kvartalstatus.approve(fil, celle.omrade, K3)
    assert caught.value.details
    assert kvartalstatus.status(fil, celle.omrade, K3) is Kvartalstatus.PABEGYNT


def test_a_note_survives_the_figure(fil: Tjenestefil) -> None:
    celle = put(fil, "meldinger_mottatt", "Namsos", K3, 10)
    innskriving.write_note(fil, celle, "telt for hånd", "fagsystemet")
    innskriving.write_values(fil, [(celle, None)])
    kept = fil.bok.get(celle)
    assert kept
    assert (kept.verdi.status, kept.merknad) == (Status.IKKE_RAPPORTERT, "telt for hånd")
    innskriving.write_note(fil, celle, "", "")
    assert fil.bok.get(celle) is None
