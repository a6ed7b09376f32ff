"""100 000 foreign inputs: no crash, no hang over five seconds, no partial write. Only UserError is an answer."""

import faulthandler
import io
import json
import random
import shutil
import time
import tomllib
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bvdesk import resources
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.katalog import CSV_COLUMNS
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.importing.bilde import clean_image
from bvdesk.services import importering, kontroll, mal, oppslag, regnearkvalg, sikkerhetskopi, skjema, tjenestefil
from bvdesk.services.kontroll import Kontrolltekst
from bvdesk.services.tjenestefil import Bruker
from bvdesk.storage import helse, kryptering, mapper, tabellager
from bvdesk.storage.las import lock_path
from tests.torture.counts import times
from tests.torture.mutation import mutate, mutate_archive

HANG = 5.0
TABLE = json.loads(json.dumps(tomllib.loads(resources.text("indikatorer.toml")), default=str))
HEADER = b"indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n"

FIGURES = (
    HEADER
    + (
        "meldinger_mottatt;;Namsos;2025K1;12;;;\n"
        "meldinger_mottatt;;5047;2025K2;;tilbakeholdt;merknad;kilde\n"
        "meldinger_til_undersokelse;;Namsos;2025K1;4,5;;«ord»;\n"
        'folketall_0_17;;tjenesten;2025;3150;;"med ; tegn";kilde\n'
        "meldinger_mottatt;;landet;2024;90000;;;\n"
    ).encode()
)
OWN = (
    ";".join(CSV_COLUMNS) + "\nturer;Turer;antall;K;kom;T;;S;S;1;4.2;;;0;\n"
    "andel_turer;Andel turer;prosent;K;kom;A;turer / meldinger_mottatt * 100;-;-;1;4.2;;;0;\n"
).encode()
QUESTIONS = (
    b"indikator;kategori;omrade;periode;type\nmeldinger_mottatt;;Namsos;2025K1;verdi\n"
    b"meldinger_mottatt;;tjenesten;2025;endring_prosent\n"
)
TEXT = (
    "I 2025 mottok Namsos 12 meldinger, mot 10 i 2024, en økning på 20 prosent. Av disse ble 4 henlagt (33,3 %).\n"
    "Det var 5,5 årsverk per 31.12.2025. Til sammen 276 barn, 220 i hjemmet og 46 utenfor.\n"
).encode()


HTML = (
    b"<html xmlns:o='urn:x'><head><meta charset=windows-1252><style><!-- p {} --></style></head><body><h2>Tittel</h2>"
    b"<p class=MsoNormal>Vi fikk <b>12</b> &aring; <i>meldinger</i><o:p></o:p></p><ul><li>en<ul><li>to</li></ul></li></ul>"
    b"<a href='https://a.no/b'>lenke</a><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></body>"
)


class Room:
    """One service file and what the readers need beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bruker = Bruker("Fuzz", lambda: datetime(2026, 1, 15, tzinfo=UTC))
        self.path = folder / "t.bvdesk"
        self.fil = tjenestefil.create_file(self.path, self.bruker, "T", ("Namsos", "5047"))
        self.pristine = folder / "pristine.bvdesk"
        shutil.copyfile(self.path, self.pristine)

    def foreign(self, content: bytes, name: str = "fremmed") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def state(self) -> list[object]:
        db = self.fil.database
        sql = (
            "SELECT count(*), total(nr) FROM registrering",
            "SELECT count(*) FROM operasjon",
            "SELECT count(*) FROM omrade",
        )
        return [db.execute(one).fetchone() for one in sql] + [len(self.fil.omrader)]

    def renew(self) -> None:
        self.fil.close()
        shutil.copyfile(self.pristine, self.path)
        self.fil = tjenestefil.open_file(self.path, self.bruker)


def read_figures(room: Room, content: bytes) -> None:
    importering.import_figures(room.fil, room.foreign(content, "tall.csv"))


def read_own(room: Room, content: bytes) -> None:
    importering.import_figures(room.fil, room.foreign(FIGURES, "tall.csv"), room.foreign(content, "egne.csv"))


def read_questions(room: Room, content: bytes) -> None:
    oppslag.answer_file(room.fil, room.foreign(content, "sporsmal.csv"))


def read_text(room: Room, content: bytes) -> None:
    words = content.decode("utf-8", "replace")
    kontroll.check_report_text(room.fil, Periode.parse("2025"), Kontrolltekst(words, TJENESTEN))


def read_clipboard(_room: Room, content: bytes) -> None:
    from bvdesk.domain.tall.innlesing import parse_inntasting
    from bvdesk.ui.grid.block import parse_block

    for row in parse_block(content.decode("utf-8", "replace"))[:50]:
        for cell in row[:50]:
            try:
                parse_inntasting(cell)
            except UserError:
                continue


def read_html(_room: Room, content: bytes) -> None:
    from bvdesk.domain.rapport.tekst.markdown import parse_text
    from bvdesk.importing.fra_html import html_to_markdown

    parse_text(html_to_markdown(content.decode("utf-8", "replace")))


def read_image(_room: Room, content: bytes) -> None:
    clean_image(content)


def read_database(room: Room, content: bytes) -> None:
    path = room.foreign(content, "skadet.bvdesk")
    try:
        fil = tjenestefil.open_file(path, room.bruker)
        try:
            oppslag.export_figures(fil)
            helse.examine(fil.database)
        finally:
            fil.close()
    finally:
        assert path.read_bytes() == content, "a damaged file was made worse"


def read_lock(room: Room, content: bytes) -> None:
    lock_path(room.pristine).write_bytes(content)
    tjenestefil.open_file(room.pristine, room.bruker).close()
    lock_path(room.pristine).unlink(missing_ok=True)


def read_recovery_key(room: Room, content: bytes) -> None:

    kryptering.from_recovery_text(content.decode("utf-8", "replace"), b"x" * 16)


def read_second_place(room: Room, content: bytes) -> None:
    folder = sikkerhetskopi.folder(room.path)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kopisted.json").write_bytes(content)
    sikkerhetskopi.second_place(room.path)
    (folder / "kopisted.json").unlink()


def read_model(room: Room, content: bytes) -> None:
    from bvdesk.services import prikkedata

    prikkedata.run_model(room.foreign(content, "modell.json"))


def read_sheet(room: Room, content: bytes, suffix: str) -> None:
    sheets = skjema.sheets_of(room.foreign(content, f"ark.{suffix}"))
    if skjema.is_form(sheets):
        skjema.preview_form(room.fil, room.foreign(content, f"ark.{suffix}"))
    else:
        chosen = regnearkvalg.guess_columns(room.fil, sheets, Periode.parse("2025K1"))
        regnearkvalg.preview_sheet(room.fil, sheets, chosen, "ark")


def read_xlsx(room: Room, content: bytes) -> None:
    read_sheet(room, content, "xlsx")


def read_ods(room: Room, content: bytes) -> None:
    read_sheet(room, content, "ods")


def read_csv_sheet(room: Room, content: bytes) -> None:
    read_sheet(room, content, "csv")


def read_mal(room: Room, content: bytes) -> None:
    mal.add(room.fil, mal.read_file(room.fil, room.foreign(content, "mal.json")))


def read_kept_table(_room: Room, content: bytes) -> None:
    place = mapper.data_folder() / tabellager.FOLDER / "indikatorer.toml.json"
    place.write_bytes(content)
    assert tabellager.read("indikatorer.toml") == TABLE


def kept_table_seed(_room: Room) -> bytes:
    tabellager.read("indikatorer.toml")
    return (mapper.data_folder() / tabellager.FOLDER / "indikatorer.toml.json").read_bytes()


def mal_toml_seed(_room: Room) -> bytes:
    return resources.path("rapport", "disposisjon.toml").read_bytes()


def form_seed(room: Room) -> bytes:
    return skjema.write_form(room.fil, room.fil.deltakere()[0].id, Periode.parse("2025K1"))


def ods_seed(_room: Room) -> bytes:
    cells = [["Indikator", "Namsos", "Overhalla"], ["Bekymringsmeldinger mottatt", "12", "3,5"], ["Meldinger", "-", ""]]
    row = "<table:table-row>{}</table:table-row>"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(row.format("".join(cell.format(text) for text in line)) for line in cells)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Ark1">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return out.getvalue()


def mal_seed(_room: Room) -> bytes:
    from bvdesk.domain.rapport.mal import write_template

    return write_template(mal.standard()).encode()


def image_seed() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=Image.Exif())
    return out.getvalue()


def png_seed() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA", (40, 30), "blue").save(out, "PNG")
    return out.getvalue()


def database_seed(room: Room) -> bytes:
    importering.import_figures(room.fil, room.foreign(FIGURES, "tall.csv"))
    content = room.path.read_bytes()
    room.renew()
    return content


MODEL = {
    "celler": [{"id": "a", "verdi": 1}, {"id": "b", "verdi": 9}, {"id": "c", "verdi": 10}],
    "relasjoner": [{"ledd": [["a", 1], ["b", 1], ["c", -1]], "konstant": 0}],
}
Reader = Callable[[Room, bytes], None]
Seed = Callable[[Room], bytes]
READERS: list[tuple[str, Reader, Seed, int, int]] = [
    ("figures", read_figures, lambda _: FIGURES, 24_000, 300),
    ("own indicators", read_own, lambda _: OWN, 6_000, 60),
    ("questions", read_questions, lambda _: QUESTIONS, 12_000, 150),
    ("report text", read_text, lambda _: TEXT, 2_500, 60),
    ("clipboard", read_clipboard, lambda _: b'12\t1 234,5\t(3)\n..\t=2+2\t"a"\nk.i.t.\t12,5 %\tkr 1 200,-\n', 20_000, 300),
    ("pasted page", read_html, lambda _: HTML, 14_000, 150),
    ("xlsx", read_xlsx, form_seed, 2_500, 40),
    ("ods", read_ods, ods_seed, 5_000, 40),
    ("sheet as csv", read_csv_sheet, lambda _: b"Indikator;Namsos\nMeldinger;12\n", 3_000, 40),
    ("template", read_mal, mal_seed, 5_000, 40),
    ("template as TOML", read_mal, mal_toml_seed, 1_000, 20),
    ("kept table", read_kept_table, kept_table_seed, 500, 10),
    ("jpeg", read_image, lambda _: image_seed(), 5_000, 100),
    ("png", read_image, lambda _: png_seed(), 5_000, 100),
    ("database file", read_database, database_seed, 3_000, 25),
    (
        "lock file",
        read_lock,
        lambda _: b'{"vert": "PC", "pid": 1, "person": "K", "siden": "2026-01-01", "puls": "2026-01-01"}',
        2_000,
        20,
    ),
    (
        "recovery key",
        read_recovery_key,
        lambda _: b"SSVJ-LYCZ-YUWM-ZCXL-G7WO-VHPI-CBYN-NXAP-ZMAO-O6JQ-WEHE-GN2Y-T4S6-MJZU",
        6_000,
        100,
    ),
    ("second place", read_second_place, lambda _: b'{"mappe": "/tmp", "sist": "2026-01-01T10:00:00+01:00"}', 3_000, 50),
    ("privacy model", read_model, lambda _: json.dumps(MODEL).encode(), 2_000, 20),
]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "reader", "seed", "full", "quick"), READERS, ids=[r[0] for r in READERS])
def test_foreign_bytes(room: Room, name: str, reader: Reader, seed: Seed, full: int, quick: int) -> None:
    content, before = seed(room), room.state()
    slowest, taken = 0.0, 0
    for n in range(times(full, quick)):
        rng = random.Random(f"{name}-{n}")
        data = mutate_archive(content, rng) if content.startswith(b"PK") else mutate(content, rng)
        start = time.process_time()
        faulthandler.dump_traceback_later(120, exit=True)  # a library that never comes back cannot be asserted about
        try:
            reader(room, data)
            taken += 1
        except UserError:
            assert room.state() == before, f"{name} {n}: something was written"
        except Exception as fault:
            raise AssertionError(f"{name} {n}: {fault!r}") from fault
        faulthandler.cancel_dump_traceback_later()
        slowest = max(slowest, time.process_time() - start)
        assert slowest < HANG, f"{name} {n}: {slowest:.1f} s"
        if room.state() != before:
            room.renew()
    print(f"\n{name}: {times(full, quick)} inputs, {taken} taken, slowest {slowest:.2f} s")
    room.fil.close()


def test_an_image_loses_what_was_written_beside_it() -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = "barnets navn"
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif, comment=b"hemmelig")
    clean = clean_image(out.getvalue())
    assert b"hemmelig" not in clean
    assert b"barnets navn" not in clean
    with Image.open(io.BytesIO(clean)) as image:
        assert image.size == (30, 40)
        assert image.format == "PNG"
        assert not image.getexif()


def test_an_image_may_not_be_enormous() -> None:
    from PIL import Image

    for side in (7_000, 20_000):
        out = io.BytesIO()
        Image.new("1", (side, side)).save(out, "PNG")
        with pytest.raises(UserError, match="Bildet"):
            clean_image(out.getvalue())


def test_an_own_indicator_cannot_be_a_formula(room: Room) -> None:
    bad = OWN.replace(b"Turer;antall", b"=HYPERLINK(1);antall")
    with pytest.raises(UserError, match="formel"):
        read_own(room, bad)
    room.fil.close()


def test_a_file_of_wrong_rows_is_given_up_early(room: Room) -> None:
    rows = "".join(f"ukjent{n};;Ingensteds{n};2025K1;1;;;\n" for n in range(100_000))
    start = time.process_time()
    with pytest.raises(UserError) as caught:
        read_figures(room, HEADER + rows.encode())
    assert time.process_time() - start < HANG
    assert len(caught.value.details) == 20
    room.fil.close()


@pytest.mark.parametrize("lying", [False, True])
def test_a_zip_bomb_is_refused(room: Room, lying: bool) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/workbook.xml", "w") as part:
        for _ in range(300):
            part.write(bytes(1_000_000))
    content = out.getvalue()
    if lying:  # it says it is small
        content = content.replace((300_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    start = time.process_time()
    with pytest.raises(UserError):
        read_xlsx(room, content)
    assert time.process_time() - start < HANG
    room.fil.close()


@pytest.mark.parametrize(
    ("whole", "wrong"),
    [
        (b"</table:table>", b"</table:tble>"),  # python-calamine waits for ever for the end of the table
        (b"<office:document-content", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><office:document-content"),
        (b"<text:p>12</text:p>", b"<text:p>12</text:p><"),
    ],
)
def test_a_spreadsheet_whose_xml_is_not_whole_is_refused(room: Room, whole: bytes, wrong: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods_seed(room))) as archive, zipfile.ZipFile(out, "w") as packed:
        for part in archive.namelist():
            packed.writestr(part, archive.read(part).replace(whole, wrong))
    with pytest.raises(UserError, match="skadet"):
        read_ods(room, out.getvalue())
    room.fil.close()


def test_a_number_beyond_all_numbers_is_read_as_text(room: Room) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods_seed(room))) as archive, zipfile.ZipFile(out, "w") as packed:
        for part in archive.namelist():
            content = archive.read(part)
            endless = b'office:value-type="float" office:value="1e999"><text:p>12'
            packed.writestr(part, content.replace(b'office:value-type="string"><text:p>12', endless))
    read_ods(room, out.getvalue())
    room.fil.close()


@pytest.mark.parametrize("place", ["XFD1048576", "AAAAAAA1", "B999999999"])
def test_a_cell_far_out_is_refused_before_room_is_made_for_it(room: Room, place: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form_seed(room))) as archive, zipfile.ZipFile(out, "w") as packed:
        for part in archive.namelist():
            far = f'<row r="1048576"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
            packed.writestr(part, archive.read(part).replace(b"</sheetData>", far))
    with pytest.raises(UserError, match="langt ute"):
        read_xlsx(room, out.getvalue())
    room.fil.close()


@pytest.mark.parametrize("repeated", ["table:number-rows-repeated", "table:number-columns-repeated"])
def test_a_cell_repeated_without_end_is_refused(room: Room, repeated: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods_seed(room))) as archive, zipfile.ZipFile(out, "w") as packed:
        for part in archive.namelist():
            tag = b"<table:table-row" if "rows" in repeated else b"<table:table-cell"
            packed.writestr(part, archive.read(part).replace(tag, tag + f' {repeated}="900000"'.encode(), 2))
    with pytest.raises(UserError, match="langt ute"):
        read_ods(room, out.getvalue())
    room.fil.close()
