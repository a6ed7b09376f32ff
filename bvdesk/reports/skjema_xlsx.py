"""A form as an .xlsx file: locked layout, drop-downs for «no number», definitions as notes. Texts are never formulas."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bvdesk.domain.skjema import VERSION, Skjema, Skjemarad
from bvdesk.domain.tall.tallformat import format_csv
from bvdesk.domain.tall.verdi import STATUS_TEXT, Status, Verdi
from bvdesk.reports.tall_xlsx import text_cell

FIRST_ROW = 5
KEY, LABEL, LAST_YEAR, VALUE, REASON, NOTE = range(1, 7)
HEADINGS = {LABEL: "Hva det gjelder", LAST_YEAR: "I fjor", VALUE: "Tall", REASON: "Hvis ikke tall", NOTE: "Kommentar"}
REASONS = tuple(
    STATUS_TEXT[s] for s in (Status.IKKE_RAPPORTERT, Status.KAN_IKKE_TALLFESTES, Status.IKKE_AKTUELT, Status.TILBAKEHOLDT)
)
_WIDTHS = {KEY: 3, LABEL: 62, LAST_YEAR: 14, VALUE: 14, REASON: 24, NOTE: 40}
_GROUPED = "#,##0"
_INPUT = PatternFill("solid", fgColor="FFF8E1")
_CHAPTER = PatternFill("solid", fgColor="E3EEF0")
_FRAME = Border(*(Side(style="thin", color="77797B"),) * 4)
_HELP = (
    "Fyll ut de gule rutene. Finnes det ikke noe tall, velger du hvorfor i kolonnen «Hvis ikke tall». Send filen tilbake."
)


def write_form(skjema: Skjema) -> bytes:
    """The file."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Skjema"
    _head(sheet, skjema)
    row, chapter = FIRST_ROW, ""
    for rad in skjema.rader:
        if rad.kapittel != chapter:
            chapter = rad.kapittel
            _chapter(sheet, row, chapter)
            row += 1
        _question(sheet, row, rad)
        row += 1
    _drop_down(sheet, row)
    _paper(sheet)
    sheet.protection.sheet = True
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.column_dimensions[get_column_letter(KEY)].hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _paper(sheet: Worksheet) -> None:
    """Some print the form and fill it in by hand: all columns beside one another, headings on each page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"


def _head(sheet: Worksheet, skjema: Skjema) -> None:
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    text_cell(sheet, 1, KEY, f"bvdesk-skjema {VERSION}|{skjema.omrade}|{skjema.periode.kode}")
    text_cell(sheet, 1, LABEL, skjema.tittel).font = Font(bold=True, size=15)
    text_cell(sheet, 2, LABEL, f"{skjema.tjeneste}. {_HELP}").alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[2].height = 46
    for column, heading in HEADINGS.items():
        text_cell(sheet, FIRST_ROW - 1, column, heading).font = Font(bold=True)


def _chapter(sheet: Worksheet, row: int, chapter: str) -> None:
    for column in range(LABEL, NOTE + 1):
        sheet.cell(row, column).fill = _CHAPTER
    text_cell(sheet, row, LABEL, chapter).font = Font(bold=True)


def _question(sheet: Worksheet, row: int, rad: Skjemarad) -> None:
    text_cell(sheet, row, KEY, rad.nokkel)
    label = text_cell(sheet, row, LABEL, _with_unit(rad))
    label.comment = Comment(rad.forklaring, "bvdesk", width=340, height=140)
    _figure(sheet, row, LAST_YEAR, rad.fjor)
    for column in (VALUE, REASON, NOTE):
        cell = sheet.cell(row, column)
        cell.fill, cell.border, cell.protection = _INPUT, _FRAME, Protection(locked=False)
    _figure(sheet, row, REASON if rad.verdi and rad.verdi.tall is None else VALUE, rad.verdi)
    # What is typed over it may have decimals: only whole kroner are rounded where they are shown.
    sheet.cell(row, VALUE).number_format = _GROUPED if rad.enhet.endswith("kr") else "General"


def _with_unit(rad: Skjemarad) -> str:
    """«Budsjett (kr)»; nothing where it is said already."""
    return f"{rad.etikett} ({rad.enhet})" if rad.enhet and rad.enhet not in rad.etikett.casefold().split() else rad.etikett


def _figure(sheet: Worksheet, row: int, column: int, verdi: Verdi | None) -> None:
    """A real number, which can be reckoned with, or the reason why there is none."""
    if verdi is None:
        return
    if verdi.tall is None:
        text_cell(sheet, row, column, STATUS_TEXT[verdi.status])
    else:
        decimals = len(format_csv(verdi.tall).partition(",")[2])
        sheet.cell(row, column).value = verdi.tall
        sheet.cell(row, column).number_format = _GROUPED + ("." + "0" * decimals if decimals else "")


def _drop_down(sheet: Worksheet, end: int) -> None:
    choices = DataValidation(type="list", formula1=f'"{",".join(REASONS)}"', allow_blank=True, showErrorMessage=True)
    choices.errorTitle, choices.error = "Ikke i listen", "Velg en av grunnene i listen."
    choices.add(f"{get_column_letter(REASON)}{FIRST_ROW}:{get_column_letter(REASON)}{max(end - 1, FIRST_ROW)}")
    sheet.add_data_validation(choices)
