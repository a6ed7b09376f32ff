"""The form: goes out with last year's figures, comes back through a preview, and writes only what was accepted."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall import katalog
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.importing.regneark import read_sheets
from bvdesk.reports.skjema_xlsx import FIRST_ROW, KEY, LABEL, LAST_YEAR, NOTE, REASON, VALUE
from bvdesk.services import indikatorer, oppslag, oversikt, registrering, regnearkvalg, skjema
from bvdesk.services.skjema import Utfall
from bvdesk.services.tjenestefil import Tjenestefil

KVARTAL = Periode.parse("2026K1")


@pytest.fixture
def form(eksempelfil: Tjenestefil, tmp_path: Path) -> Path:
    path = tmp_path / "skjema.xlsx"
    path.write_bytes(skjema.write_form(eksempelfil, eksempelfil.deltakere()[1].id, KVARTAL))
    return path


def fill(path: Path, answers: dict[str, tuple[object, str, str]]) -> None:
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    for row in range(FIRST_ROW, sheet.max_row + 1):
        key = str(sheet.cell(row, KEY).value or "").partition("|")[0]
        if key in answers:
            for column, value in zip((VALUE, REASON, NOTE), answers[key], strict=True):
                sheet.cell(row, column).value = value or None  # type: ignore[assignment]
    book.save(path)


def fill_all(path: Path) -> dict[str, int]:
    """A number of its own in every row that asks, and nothing else in it; key to number."""
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    answers: dict[str, int] = {}
    for row in range(FIRST_ROW, sheet.max_row + 1):
        key = sheet.cell(row, KEY).value
        if key:
            answers[str(key)] = 1000 + row
            sheet.cell(row, VALUE).value, sheet.cell(row, REASON).value = 1000 + row, None  # type: ignore[assignment]
    book.save(path)
    return answers


MONTHLY = dict.fromkeys(katalog.CSV_COLUMNS, "") | {
    "id": "telefoner",
    "etikett": "Telefoner",
    "enhet": "antall",
    "korn": "M",
    "niva": "kom",
    "type": "I",
    "kv": "S",
    "kom": "S",
    "pv": "0",
    "kap": "4.1",
    "fro": "nei",
}


@pytest.mark.parametrize("kode", ["2026K1", "2026K2", "2026K3", "2026K4", "2024K4"])
def test_all_that_a_form_asks_for_is_read(eksempelfil: Tjenestefil, tmp_path: Path, kode: str) -> None:
    indikatorer.add_own(eksempelfil, MONTHLY)
    kvartal, omrade = Periode.parse(kode), eksempelfil.deltakere()[1].id
    path = tmp_path / "skjema.xlsx"
    path.write_bytes(skjema.write_form(eksempelfil, omrade, kvartal))
    asked = [celle.periode.korn for celle in oversikt.quarter_cells(eksempelfil, omrade, kvartal)]
    answers = fill_all(path)
    assert len(answers) == len(asked)
    half, year = ({Korn.HALVAR} if kode[-1] in "24" else set()), ({Korn.AR} if kode[-1] == "4" else set())
    assert set(asked) == {Korn.MANED, Korn.KVARTAL} | half | year
    shown = skjema.preview_form(eksempelfil, path)
    assert [(line.navn, line.grunn) for line in shown.linjer if line.utfall is Utfall.AVVIST] == []
    skjema.accept(eksempelfil, shown)
    for key, number in answers.items():
        indikator, kategori, periode = key.split("|")
        stored = eksempelfil.bok.get(Celle(indikator, kategori, omrade, Periode.parse(periode)))
        assert stored, key
        assert stored.verdi.tall == number, key


@pytest.mark.parametrize("kode", ["2026K1", "2026K3", "2025K4", "2025", "2026H1", "2026M12", "2026K1-K3", "tull"])
def test_a_figure_whose_period_was_altered_is_refused(eksempelfil: Tjenestefil, tmp_path: Path, kode: str) -> None:
    path = tmp_path / "skjema.xlsx"
    path.write_bytes(skjema.write_form(eksempelfil, eksempelfil.deltakere()[1].id, Periode.parse("2026K4")))
    answers = fill_all(path)
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    for row in range(FIRST_ROW, sheet.max_row + 1):
        if key := sheet.cell(row, KEY).value:
            sheet.cell(row, KEY).value = f"{str(key).rpartition('|')[0]}|{kode}"
    book.save(path)
    shown = skjema.preview_form(eksempelfil, path)
    assert shown.count(Utfall.AVVIST) == len(answers)
    assert {line.grunn for line in shown.linjer} == {"Perioden er endret i skjemaet."}


def test_the_form_is_locked_explained_and_shows_last_year(form: Path) -> None:
    sheet = load_workbook(form).active
    assert sheet is not None
    assert sheet.protection.sheet
    assert sheet.data_validations.dataValidation
    row = next(r for r in range(FIRST_ROW, sheet.max_row) if str(sheet.cell(r, KEY).value).startswith("meldinger_mottatt|"))
    assert sheet.cell(row, VALUE).protection.locked is False
    assert sheet.cell(row, KEY).protection.locked is True
    assert sheet.cell(row, 2).comment is not None
    assert isinstance(sheet.cell(row, LAST_YEAR).value, int)


def test_figures_are_real_numbers_and_money_says_so(eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    omrade, kvartal = eksempelfil.deltakere()[1].id, Periode.parse("2025K4")
    asked = oversikt.quarter_cells(eksempelfil, omrade, kvartal)
    celle = next(c for c in asked if c.indikator == "netto_drift_244")
    registrering.save(eksempelfil, [(celle, Registrering(Verdi(Decimal("15300000.5"))))], "prøve")
    path = tmp_path / "skjema.xlsx"
    path.write_bytes(skjema.write_form(eksempelfil, omrade, kvartal))
    sheet = load_workbook(path).active
    assert sheet is not None
    rows = {str(sheet.cell(row, KEY).value): row for row in range(FIRST_ROW, sheet.max_row + 1)}
    by_key = {f"{c.indikator}|{c.kategori}|{c.periode.kode}": c for c in asked}
    for key, celle in by_key.items():
        indikator, label = eksempelfil.katalog[celle.indikator], str(sheet.cell(rows[key], LABEL).value)
        assert label.endswith("(kr)") == (indikator.enhet == "kroner"), label
        for column, there in ((LAST_YEAR, celle.at(celle.periode.year_before())), (VALUE, celle)):
            stored = eksempelfil.bok.get(there)
            shown = sheet.cell(rows[key], column).value
            assert isinstance(shown, int | float) == bool(stored and stored.verdi.tall is not None)
            assert not isinstance(shown, int | float) or not stored or Decimal(str(shown)) == stored.verdi.tall
    money = sheet.cell(rows["netto_drift_244||2025K4"], VALUE)
    assert (money.value, money.number_format) == (15300000.5, "#,##0")
    again = skjema.preview_form(eksempelfil, path)
    assert {line.utfall for line in again.linjer} == {Utfall.UENDRET}


def test_a_form_that_comes_back_is_previewed_then_written_as_one_step(eksempelfil: Tjenestefil, form: Path) -> None:
    fill(
        form,
        {
            "meldinger_mottatt": (17, "", "telt på nytt"),
            "meldinger_henlagt": ("", "kan ikke tallfestes", ""),
            "undersokelser_startet": ("mange", "", ""),
        },
    )
    before = oppslag.export_figures(eksempelfil)
    shown = skjema.preview_form(eksempelfil, form)
    assert oppslag.export_figures(eksempelfil) == before
    assert (shown.count(Utfall.NY), shown.count(Utfall.AVVIST)) == (2, 1)
    skjema.accept(eksempelfil, shown)
    omrade = eksempelfil.deltakere()[1].id
    stored = eksempelfil.bok.get(Celle("meldinger_mottatt", "", omrade, KVARTAL))
    assert stored is not None
    assert (stored.verdi.tall, stored.merknad) == (17, "telt på nytt")
    again = skjema.preview_form(eksempelfil, form)
    assert again.count(Utfall.NY) == again.count(Utfall.ENDRET) == 0
    registrering.undo(eksempelfil)
    assert oppslag.export_figures(eksempelfil) == before


@pytest.mark.parametrize("answer", [(3.5, "", ""), (-2, "", ""), (4, "ikke aktuelt", ""), ("1.000", "", "")])
def test_what_cannot_be_right_is_rejected_with_a_reason(
    eksempelfil: Tjenestefil, form: Path, answer: tuple[object, str, str]
) -> None:
    fill(form, {"meldinger_mottatt": answer})
    rejected = [line for line in skjema.preview_form(eksempelfil, form).linjer if line.utfall is Utfall.AVVIST]
    assert len(rejected) == 1
    assert rejected[0].grunn


def test_an_ordinary_sheet_is_read_by_its_headings_and_remembered(eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Kvartal 1"],
        ["Tall", "Nordvik", "Elvedal"],
        ["Bekymringsmeldinger mottatt", 60, "1 5"],
        ["Noe annet", 1, 2],
    ):
        sheet.append(row)
    path = tmp_path / "tall.xlsx"
    book.save(path)
    sheets = read_sheets(path)
    chosen = regnearkvalg.guess_columns(eksempelfil, sheets, KVARTAL)
    assert chosen is not None
    shown = regnearkvalg.preview_sheet(eksempelfil, sheets, chosen, path.name)
    assert [line.utfall for line in shown.linjer] == [Utfall.NY, Utfall.AVVIST, Utfall.AVVIST, Utfall.AVVIST]
    regnearkvalg.remember_columns(eksempelfil, sheets, chosen)
    assert regnearkvalg.guess_columns(eksempelfil, sheets, KVARTAL) == chosen


@pytest.mark.parametrize(
    ("kode", "year", "half"), [("2026K4", "2026", "2026H2"), ("2026K2", "", "2026H1"), ("2026K1", "", "")]
)
def test_a_year_or_a_half_year_in_an_ordinary_sheet_comes_with_the_quarter_it_ends_with(
    eksempelfil: Tjenestefil, tmp_path: Path, kode: str, year: str, half: str
) -> None:
    omrade, kvartal = eksempelfil.deltakere()[0].id, Periode.parse("2026K4")
    asked = oversikt.quarter_cells(eksempelfil, omrade, kvartal)
    halves = next(celle.indikator for celle in asked if celle.periode.korn is Korn.HALVAR)
    path = tmp_path / "tall.csv"
    path.write_text(f"Tall;Nordvik\nfolketall_i_alt;15300\n{halves};4\nmeldinger_mottatt;60\nfolketall_0_17;\n")
    sheets = read_sheets(path)
    chosen = regnearkvalg.guess_columns(eksempelfil, sheets, Periode.parse(kode))
    assert chosen is not None
    shown = regnearkvalg.preview_sheet(eksempelfil, sheets, chosen, path.name)
    read = [line.celle.periode.kode if line.celle else "" for line in shown.linjer]
    assert read[:3] == [year, half, kode]
    assert [line.utfall is Utfall.AVVIST for line in shown.linjer] == [not year, not half, False, False]
    assert all("Les det inn sammen med" in line.grunn for line in shown.linjer if line.utfall is Utfall.AVVIST)


def packed(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ikke et regneark"),
        (b"hei", "ikke et regneark"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "passord"),
        (b"PK\x03\x04 ikke et arkiv", "skadet"),
        (packed({"xl/vbaProject.bin": b"x"}), "makroer"),
        (packed({"bombe.xml": b"0" * 210_000_000}), "for stor"),
        (packed({"[Content_Types].xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "skadet"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "fil.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError, match=reason):
        read_sheets(path)


def test_a_form_for_another_service_is_refused(eksempelfil: Tjenestefil, form: Path) -> None:
    book = load_workbook(form)
    sheet = book.active
    assert sheet is not None
    sheet.cell(1, KEY).value = "bvdesk-skjema 1|k0000|2026K1"
    book.save(form)
    with pytest.raises(UserError, match="ikke er med"):
        skjema.preview_form(eksempelfil, form)


def test_texts_are_never_formulas(eksempelfil: Tjenestefil) -> None:
    from bvdesk.domain.skjema import Skjema, Skjemarad
    from bvdesk.reports.skjema_xlsx import write_form

    evil = '=HYPERLINK("x")'
    rad = Skjemarad("a||2026K1", evil, evil, evil, evil, None, Verdi(None, Status.IKKE_AKTUELT))
    sheet = load_workbook(BytesIO(write_form(Skjema(evil, eksempelfil.deltakere()[0].id, evil, KVARTAL, (rad,))))).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.ods"])
def test_a_form_that_was_filled_in_and_saved_by_libreoffice_is_read(eksempelfil: Tjenestefil, name: str) -> None:
    shown = skjema.preview_form(eksempelfil, Path(__file__).parents[1] / "data" / "skjema" / name)
    filled = [line for line in shown.linjer if line.utfall is Utfall.NY]
    assert [line.tekst for line in filled] == ["10", "11", "12", "13", "14", "15", "ikke aktuelt"]
    assert not shown.count(Utfall.AVVIST)
    assert filled[0].etter
    assert filled[0].etter.merknad == "Talt for hånd"
