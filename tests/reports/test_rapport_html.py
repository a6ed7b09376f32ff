"""The HTML report says what the model says, is built so that everybody can read it, and needs nothing but itself."""

from __future__ import annotations

import html as entities
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Avsnitt, Bilde, Bit, Fotnote, Kapittel, Punkter, Rapport, Utgave
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.reports.html import prose, tag, text
from bvdesk.services import eksempel, rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.services.trykking import Filformat, render
from tests.reports.htmltre import faults, parse, printed_text
from tests.reports.modelltekst import model_text, notes, tidy

PIXEL = bytes.fromhex("89504e470d0a1a0a")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rapport]:
    """The service's public report with figures withheld, and its internal one in nynorsk."""
    from datetime import UTC, datetime

    bruker = Bruker("Kari Leder", lambda: datetime(2026, 1, 15, 14, 32, tzinfo=UTC))
    period = Periode.parse("2025K1-K3")
    with eksempel.create(tmp_path_factory.mktemp("html") / "t.bvdesk", bruker, "midtre_namdal") as fil:
        public = rapport.build(fil, TJENESTEN, Rapportvalg((TJENESTEN,), period))
        valg = Rapportvalg((TJENESTEN,), period, Utgave.INTERN, Malform.NYNORSK)
        return {"offentlig": public, "intern": rapport.build(fil, TJENESTEN, valg)}


@pytest.mark.parametrize("which", ["offentlig", "intern"])
def test_the_file_says_what_the_model_says(which: str, reports: dict[str, Rapport]) -> None:
    html = render(reports[which], Filformat.HTML)
    assert printed_text(parse(html)) == model_text(reports[which])
    assert faults(html) == []
    assert render(reports[which], Filformat.HTML) == html


def test_a_withheld_figure_is_read_aloud(reports: dict[str, Rapport]) -> None:
    root = parse(render(reports["offentlig"], Filformat.HTML))
    hidden = [cell for cell in root.all("td") if cell.seen().strip() == ":"]
    assert hidden
    assert {cell.heard() for cell in hidden} == {"vises ikke av personvernhensyn"}


def test_the_internal_edition_is_stamped_and_in_its_own_language(reports: dict[str, Rapport]) -> None:
    root = parse(render(reports["intern"], Filformat.HTML))
    assert [e.attributes["lang"] for e in root.all("html")] == ["nn"]
    stamps = [e.text for e in root.all("p") if e.attributes.get("class") == "stempel"]
    assert stamps == [f"Utkast · {reports['intern'].stempel}"] * 2


def written(report: Rapport) -> Rapport:
    """The report with every kind of written text."""
    first = Avsnitt(
        ("Tall ", Bit("fet", sterk=True), " og ", Bit("lenke", lenke="https://www.bufdir.no/?a=1&b=2"), Bit("1", note="1"))
    )
    nested = Punkter((Avsnitt(("ett",)), Punkter((Avsnitt(("under",)),), nummerert=True), Avsnitt(("to <&> tre",))))
    picture = Bilde("b", "Et tre", "Treet", PIXEL, (40, 30), 1)
    note = Fotnote("1", Avsnitt(("Bare et eksempel.",)))
    return replace(report, kapitler=(Kapittel("1", "Tekst", (first, nested, picture, note)),))


def test_written_text_keeps_its_links_notes_lists_and_pictures(reports: dict[str, Rapport]) -> None:
    report = written(reports["offentlig"])
    html = render(report, Filformat.HTML)
    root = parse(html)
    assert printed_text(root) == model_text(report)
    assert faults(html) == []
    assert [tidy(p.text) for p in root.all("p") if p.attributes.get("class") == "fotnote"] == [f"1. {notes(report)[0]}"]
    assert {"#note-1", "#til-note-1", "https://www.bufdir.no/?a=1&b=2"} <= {a.attributes["href"] for a in root.all("a")}
    assert [i.attributes["alt"] for i in root.all("img")] == ["Et tre"]


def test_an_address_that_could_run_something_is_only_text(reports: dict[str, Rapport]) -> None:
    chapter = Kapittel("1", "Tekst", (Avsnitt((Bit("klikk", lenke="javascript:alert(1)"),)),))
    html = render(replace(reports["offentlig"], kapitler=(chapter,)), Filformat.HTML)
    assert b"javascript:" not in html
    assert b"<p>klikk</p>" in html


@given(words=st.text(min_size=1))
def test_no_text_can_break_out(words: str) -> None:
    made = tag("p", text(words), title=words)
    assert made.count("<") == 2
    assert entities.unescape(made[made.index(">") + 1 : -4]) == entities.unescape(text(words))


SEEDED = {
    "heading skipped": (b"<h3", b"<h5"),
    "no language": (b'<html lang="nb">', b"<html>"),
    "no alternative text": (b'role="img" aria-label="', b'data-x="'),
    "no scope": (b' scope="col"', b""),
    "row without heading": (b'<th scope="row">', b'<td class="x">'),
    "no caption": (b"<caption", b"<caption hidden=''></caption><b"),
    "two alike": (b'id="kap-1"', b'id="innhold"'),
    "dead link": (b'href="#meldingen"', b'href="#borte"'),
    "sign not read": (b"vises ikke av personvernhensyn</span>", b"</span>"),
    "pale text": (b"--dempet: #56636f", b"--dempet: #a0a8b0"),
    "dark text on dark": (b"--blekk: #ececec", b"--blekk: #303030"),
    "from outside": (b"</style>", b"@import 'x.css';</style>"),
    "no landmark": (b"<nav", b"<div"),
}


@pytest.mark.parametrize("fault", SEEDED)
def test_a_fault_is_found(fault: str, reports: dict[str, Rapport]) -> None:
    html = render(reports["offentlig"], Filformat.HTML)
    wrong, right = SEEDED[fault]
    assert wrong in html
    assert faults(html.replace(wrong, right))


LOOK = """
const frame = document.querySelector('iframe'), page = frame.contentDocument, found = [];
const bright = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const parts = s => s.match(/[\\d.]+/g).map(Number);
const ground = e => { for (; e; e = e.parentElement) {
  const c = parts(frame.contentWindow.getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
page.querySelectorAll('details').forEach(d => d.open = true);
for (const e of page.body.querySelectorAll('*')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
  // Words in a chart stand on its bars: the palettes are tested for themselves.
  if (e.classList.contains('opplest') || !e.checkVisibility() || e.namespaceURI.endsWith('svg')) continue;
  const style = frame.contentWindow.getComputedStyle(e);
  const a = bright(parts(style.color).slice(0, 3)), b = bright(ground(e));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) found.push([e.tagName, e.textContent.slice(0, 40), ratio]);
}
const shown = [...page.querySelectorAll('.diagram')].map(d => [...d.children].filter(s => s.checkVisibility()).length);
const root = page.documentElement;
document.title = 'RESULT';
const wide = root.scrollWidth - root.clientWidth;
document.body.textContent = JSON.stringify({pale: found, wide: wide, shown: [...new Set(shown)]});
"""


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_a_browser_shows_it_without_sideways_scrolling_and_with_contrast(
    width: int, *, dark: bool, reports: dict[str, Rapport], tmp_path: Path
) -> None:
    page = entities.escape(render(reports["offentlig"], Filformat.HTML).decode())
    frame = f'<iframe style="border:0;width:{width}px;height:900px" srcdoc="{page}"></iframe>'
    wrapped = f"<body>{frame}<script>addEventListener('load', () => {{{LOOK}}})</script>"
    (tmp_path / "side.html").write_text(wrapped, encoding="utf-8")
    command = [str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profil'}"]
    command += [
        "--dump-dom",
        *(["--blink-settings=preferredColorScheme=0"] if dark else []),
        (tmp_path / "side.html").as_uri(),
    ]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    found = json.loads(entities.unescape(re.search(r"<body>(\{.*?\})</body>", dom, re.DOTALL)[1]))  # type: ignore[index]
    assert found == {"pale": [], "wide": 0, "shown": [1]}


def test_asking_for_the_file(eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    kommune = eksempelfil.deltakere()[0].id
    valg = Rapportvalg((kommune,), Periode.parse("2025"), formater=(Filformat.HTML, Filformat.PDF))
    made = rapport.print_all(eksempelfil, valg, tmp_path)
    assert [path.suffix for path in made] == [".pdf", ".html"]
    assert len({path.stem for path in made}) == 1


def test_the_number_of_a_section_is_not_broken() -> None:
    assert prose("jf. barnevernsloven §\u00a015-3 & 2-1") == (
        'jf. barnevernsloven <span class="hel">§\u00a015-3</span> &amp; 2-1'
    )
