"""The Word report says what the model says, in real styles and tables, the same bytes every time."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import (
    Avsnitt,
    Bilde,
    Bit,
    Figur,
    Figurgruppe,
    Fotnote,
    Kapittel,
    Kolonne,
    Punkter,
    Rad,
    Rapport,
    Tabell,
    Utgave,
)
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.reports.docx_tabell import TEXT_WIDTH, column_widths, table
from bvdesk.reports.zipfil import pack, unpack
from bvdesk.services import eksempel, rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker
from bvdesk.services.trykking import Filformat, render
from tests.reports.docxtre import DOCUMENT, WP, body, faults, notes, printed_text
from tests.reports.modelltekst import model_text, tidy

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rapport]:
    """The service's public report with figures withheld, and a kommune's internal one in nynorsk."""
    bruker = Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC))
    period = Periode.parse("2025K1-K3")
    with eksempel.create(tmp_path_factory.mktemp("docx") / "t.bvdesk", bruker, "midtre_namdal") as fil:
        public = rapport.build(fil, TJENESTEN, Rapportvalg((TJENESTEN,), period))
        kommune = fil.deltakere()[0].id
        valg = Rapportvalg((kommune,), period, Utgave.INTERN, Malform.NYNORSK)
        return {"offentlig": public, "intern": rapport.build(fil, kommune, valg)}


@pytest.fixture(scope="module")
def files(reports: dict[str, Rapport]) -> dict[str, bytes]:
    return {which: render(report, Filformat.DOCX) for which, report in reports.items()}


@pytest.mark.parametrize("which", ["offentlig", "intern"])
def test_the_file_says_what_the_model_says(which: str, reports: dict[str, Rapport], files: dict[str, bytes]) -> None:
    assert printed_text(files[which]) == model_text(reports[which])
    assert faults(files[which]) == []
    assert render(reports[which], Filformat.DOCX) == files[which]


def test_others_can_read_it_and_it_does_not_tell_who_made_it(reports: dict[str, Rapport], files: dict[str, bytes]) -> None:
    opened = docx.Document(BytesIO(files["intern"]))
    about = opened.core_properties
    assert (about.author, about.last_modified_by) == (reports["intern"].avsender,) * 2
    assert about.language == "nn-NO"
    assert about.title.startswith(reports["intern"].tittel)
    assert opened.sections[0].header.paragraphs[0].text == f"Utkast · {reports['intern'].stempel}"
    assert opened.tables[0].rows[0].cells[0].text
    assert not any(b"Kari" in part for part in unpack(files["intern"]).values())


def test_every_chart_has_its_alternative_text(reports: dict[str, Rapport], files: dict[str, bytes]) -> None:
    said = [e.get("descr") for e in body(files["offentlig"]).iter(f"{WP}docPr")]
    meant = [figur.alt for figur in figures(reports["offentlig"].kapitler)]
    assert meant
    assert [alt for alt in said if alt in meant] == meant


def figures(kapitler: tuple[Kapittel, ...]) -> list[Figur]:
    found: list[Figur] = []
    for kapittel in kapitler:
        for blokk in kapittel.innhold:
            found += [blokk] if isinstance(blokk, Figur) else blokk.figurer if isinstance(blokk, Figurgruppe) else []
        found += figures(kapittel.under)
    return found


def test_written_text_keeps_its_links_notes_lists_and_pictures(reports: dict[str, Rapport], files: dict[str, bytes]) -> None:
    link, mark = Bit("lenke", lenke="https://www.bufdir.no/?a=1&b=2"), Bit("1", note="1")
    first = Avsnitt(("Tall ", Bit("fet", sterk=True), " og ", link, mark))
    numbered = Punkter((Avsnitt(("én",)), Punkter((Avsnitt(("under",)),)), Avsnitt(("to <&>",))), nummerert=True)
    png = next(data for name, data in unpack(files["offentlig"]).items() if name.endswith(".png"))
    picture = Bilde("b", "Et tre", "Treet", png, (400, 300), 1)
    note = Fotnote("1", Avsnitt(("Se ", Bit("nettsiden", lenke="https://www.ssb.no"), ".")))
    report = replace(reports["offentlig"], kapitler=(Kapittel("1", "Tekst", (first, numbered, numbered, picture, note)),))
    content = render(report, Filformat.DOCX)
    assert printed_text(content) == model_text(report)
    assert faults(content) == []
    assert notes(content) == ["Se nettsiden."]
    parts = unpack(content)
    assert b"https://www.bufdir.no/?a=1&amp;b=2" in parts["word/_rels/document.xml.rels"]
    assert b"https://www.ssb.no" in parts["word/_rels/footnotes.xml.rels"]
    assert parts["word/numbering.xml"].count(b"startOverride") == 2 * 3


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_libreoffice_opens_it_and_shows_every_heading(
    reports: dict[str, Rapport], files: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "melding.docx").write_bytes(files["offentlig"])
    home = f"-env:UserInstallation={(tmp_path / 'hjem').as_uri()}"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "melding.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=180, check=True)
    shown = [tidy(page.extract_text()) for page in PdfReader(tmp_path / "melding.pdf").pages]
    assert reports["offentlig"].undertittel in shown[0]
    for kapittel in reports["offentlig"].kapitler:
        assert kapittel.overskrift in shown[1]
        assert any(kapittel.overskrift in page for page in shown[2:])
    assert any(f"Side 3 av {len(shown)}" in page for page in shown)


SEEDED = {
    "heading skipped": (b'w:val="Heading2"', b'w:val="Heading4"'),
    "no heading row": (b"<w:tblHeader/>", b""),
    "no name of a table": (b"<w:tblCaption", b"<w:tblDescription"),
    "no alternative text": (b'descr="', b'title="'),
    "no language": (b'<w:lang w:val="nb-NO"/>', b""),
    "wrong language": (b'<w:lang w:val="nb-NO"/>', b'<w:lang w:val="en-US"/>'),
    "dead link": (b'w:anchor="_Toc_1"', b'w:anchor="_Toc_99"'),
    "unknown style": (b'w:val="Kilde"', b'w:val="Annet"'),
    "open field": (b'w:fldCharType="end"', b'w:fldCharType="begin"'),
    "lost picture": (b'r:embed="rId', b'r:embed="rId9'),
    "cut off": (b"</w:body>", b""),
}


@pytest.mark.parametrize("fault", SEEDED)
def test_a_fault_is_found(fault: str, files: dict[str, bytes]) -> None:
    wrong, right = SEEDED[fault]
    parts = unpack(files["offentlig"])
    assert wrong in parts[DOCUMENT]
    parts[DOCUMENT] = parts[DOCUMENT].replace(wrong, right)
    assert faults(pack(parts))


@given(
    titles=st.lists(st.text("abcdefgh ", max_size=30), min_size=1, max_size=9),
    names=st.lists(st.text("abcdefgh ", max_size=90), min_size=1, max_size=4),
)
def test_columns_fill_the_page_and_none_is_lost(titles: list[str], names: list[str]) -> None:
    columns = tuple(Kolonne(title, tall=i % 3 != 0) for i, title in enumerate(titles))
    rows = tuple(Rad(name, tuple(name[:i] for i in range(len(titles) - 1))) for name in names)
    widths = column_widths(Tabell("t", columns, rows))
    assert sum(widths) == TEXT_WIDTH
    assert min(widths) > 300


@pytest.mark.parametrize("source", ["", "Kilde: fagsystemet."])
@pytest.mark.parametrize(("count", "parted_after"), [(7, range(0)), (8, range(3, 4)), (30, range(3, 26))])
def test_rows_stay_together_where_a_few_would_stand_alone(count: int, parted_after: range, source: str) -> None:
    rows = tuple(Rad(f"rad {i}", ("1",)) for i in range(count))
    made = table(Tabell("t", (Kolonne("a", tall=False), Kolonne("b")), rows, source), "t", lambda _: "", "nb-NO")
    lines = made.split("<w:tr>")[2:]
    loose = [i for i, line in enumerate(lines) if "<w:keepNext/>" not in line]
    assert loose == [*parted_after, *([] if source else [count - 1])]
