"""Editions and templates of an open file, as they come out in the report."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bvdesk.domain.errors import UserError
from bvdesk.domain.kontrast import contrast
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.disposisjon import Kapittelvalg
from bvdesk.domain.rapport.innsats import Tiltak, Tiltaksstatus
from bvdesk.domain.rapport.modell import Avsnitt, Figur, Figurgruppe, Punkter, Rapport, Tabell, Utgave
from bvdesk.domain.rapport.utgaveoppsett import Behandling, Meldingsnavn, Utgaveoppsett, darkened
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import bilder, endringslogg, innsats, mal, rapport, tekst, utgave
from bvdesk.services.endringslogg import Loggfilter
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tekst import COMMON
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.tekst_store import Tekststed
from tests.domain.rapport.test_malform import bokmal_words

P2025 = Periode.year(2025)


def build(fil: Tjenestefil, omrade: OmradeId = TJENESTEN) -> Rapport:
    return rapport.build(fil, omrade, Rapportvalg((omrade,), P2025, Utgave.INTERN))


def titles(report: Rapport) -> list[str]:
    return [k.tittel for k in report.kapitler]


def png(width: int = 60, height: int = 40) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#0b5d6b").save(out, "PNG")
    return out.getvalue()


def test_a_darkened_colour_can_be_read_on_white() -> None:
    assert contrast(darkened("#ffcc00"), "#ffffff") >= 4.5


def test_a_pale_colour_and_a_logo_without_words_are_refused(eksempelfil: Tjenestefil) -> None:
    with pytest.raises(UserError, match="for lys"):
        utgave.choose(eksempelfil, None, Utgaveoppsett(farge="#ffcc00"))
    with pytest.raises(UserError, match="Logoen mangler tekst"):
        utgave.choose(eksempelfil, None, Utgaveoppsett(logo="x"))
    with pytest.raises(UserError, match="ikke en farge"):
        utgave.choose(eksempelfil, None, Utgaveoppsett(farge="red"))


def test_an_area_has_its_own_title_colour_logo_language_and_treatment(eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    fil, own = eksempelfil, eksempelfil.deltakere()[2].id
    (tmp_path / "våpen.png").write_bytes(png())
    logo = bilder.add(fil, tmp_path / "våpen.png")
    chosen = Utgaveoppsett(
        Meldingsnavn.TILSTANDSRAPPORT,
        malform=Malform.NYNORSK,
        farge="#7a1f3d",
        logo=logo,
        logo_alt="Kommunevåpenet",
    )
    utgave.choose(fil, own, chosen)
    utgave.set_treatment(fil, P2025, own, (Behandling("2026-03-12", "Kommunestyret", "14/26", "tatt til orientering"),))
    utgave.set_case_number(fil, P2025, own, "25/00123")
    report = build(fil, own)
    assert report.tittel.startswith("Tilstandsrapport")
    assert report.malform is Malform.NYNORSK
    colophon = dict(report.kolofon)
    assert colophon["Saksnummer"] == "25/00123"
    assert colophon["Behandla"] == "Kommunestyret, 12. mars 2026, sak 14/26: tatt til orientering"
    assert report.logo
    pdf = rapport.checked(rapport.render(report), "t.pdf")
    assert b"Tilstandsrapport" in pdf or len(pdf) > 10_000
    assert build(fil).malform is Malform.BOKMAL
    last_year = rapport.build(fil, own, Rapportvalg((own,), Periode.year(2024), Utgave.INTERN))
    assert not {"Saksnummer", "Behandla"} & set(dict(last_year.kolofon))
    utgave.follow_common(fil, own)
    assert build(fil, own).malform is Malform.BOKMAL
    newest = endringslogg.lines(fil, Loggfilter(), 1)[0]
    assert newest.tekst == "Utseendet på meldingene: Fjellheim følger valgene for alle"


@pytest.mark.parametrize(
    ("dato", "organ"), [("12.3.2026", "Kommunestyret"), ("2026-02-30", "Kommunestyret"), ("2026-03-12", " ")]
)
def test_a_step_says_when_and_by_whom(eksempelfil: Tjenestefil, dato: str, organ: str) -> None:
    with pytest.raises(UserError):
        utgave.set_treatment(eksempelfil, P2025, TJENESTEN, (Behandling(dato, organ),))
    assert utgave.treatment(eksempelfil, P2025, TJENESTEN) == ()


def test_a_nynorsk_report_holds_no_bokmal(eksempelfil: Tjenestefil) -> None:
    """Everything the program itself writes; names the service has typed are the service's."""
    own = eksempelfil.deltakere()[2].id
    report = rapport.build(eksempelfil, own, Rapportvalg((own,), P2025, Utgave.INTERN, Malform.NYNORSK))
    own_words = {eksempelfil.tjeneste.navn}
    found = {
        (w, line) for line in said(report) if line not in own_words for w in bokmal_words(line.replace(report.avsender, ""))
    }
    assert found == set()


def said(report: Rapport) -> list[str]:
    lines = [report.tittel, report.stempel, *(part for line in report.kolofon for part in line)]
    stack = list(report.kapitler)
    while stack:
        kapittel = stack.pop()
        stack += kapittel.under
        lines.append(kapittel.tittel)
        for blokk in kapittel.innhold:
            match blokk:
                case Avsnitt():
                    lines.append(blokk.tekst)
                case Punkter():
                    lines += [p.tekst for p in blokk.punkter if isinstance(p, Avsnitt)]
                case Tabell():
                    lines += [blokk.tittel, blokk.kilde, *(k.tittel for k in blokk.kolonner), *(r.navn for r in blokk.rader)]
                    lines += [c for r in blokk.rader for c in r.ruter if isinstance(c, str)]
                case Figur() | Figurgruppe():
                    figures = blokk.figurer if isinstance(blokk, Figurgruppe) else (blokk,)
                    lines += [text for f in figures for text in (f.tittel, f.alt)]
    return lines


def test_hidden_moved_and_own_chapters(eksempelfil: Tjenestefil) -> None:
    fil = eksempelfil
    outline = mal.standard()
    outline = outline.with_chapter(replace(outline["8"], skjult=True)).moved("7", -3)
    outline = outline.added(Kapittelvalg("egen-1", {"nb": "Barneverntjenestens barnehage"}), "1")
    mal.save(fil, replace(outline, navn="Vår"))
    mal.use(fil, "Vår")
    tekst.save(fil, Tekststed(P2025, COMMON, Malform.BOKMAL, "egen-1"), "Her er noe eget.")
    found = titles(build(fil))
    assert "Barneverntjenestens barnehage" in found
    assert "Kommunene hver for seg" not in found
    mal.use(fil, mal.STANDARD)
    assert "Kommunene hver for seg" in titles(build(fil))
    mal.remove(fil, "Vår")
    assert mal.names(fil) == (mal.STANDARD,)


def test_templates_travel_between_files(eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    path = tmp_path / "mal.bvmal"
    mal.save(eksempelfil, replace(mal.standard(), navn="Felles mal"))
    mal.export_file(eksempelfil, "Felles mal", path)
    with pytest.raises(UserError, match="allerede"):
        mal.add(eksempelfil, mal.read_file(eksempelfil, path))
    mal.remove(eksempelfil, "Felles mal")
    mal.add(eksempelfil, mal.read_file(eksempelfil, path))
    assert mal.get(eksempelfil, "Felles mal").kapitler == mal.standard().kapitler


def test_a_template_is_copied_renamed_and_stays_in_use(eksempelfil: Tjenestefil) -> None:
    fil = eksempelfil
    mal.copy(fil, mal.STANDARD, "Kort")
    mal.use(fil, "Kort")
    mal.rename(fil, "Kort", "Kort melding")
    assert mal.name_in_use(fil) == "Kort melding"
    assert mal.in_use(fil).navn == "Kort melding"
    assert mal.free_name(fil, "Kort melding") == "Kort melding 2"
    for name, why in (("Kort melding", "allerede"), ("Standard", "allerede"), ("  ", "mangler navn")):
        with pytest.raises(UserError, match=why):
            mal.copy(fil, mal.STANDARD, name)
    with pytest.raises(UserError, match="Standardmalen"):
        mal.rename(fil, mal.STANDARD, "Ny")
    mal.remove(fil, "Kort melding")
    assert mal.name_in_use(fil) == mal.STANDARD


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"{}", b"x" * 600_000])
def test_a_poor_template_file_changes_nothing(eksempelfil: Tjenestefil, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "d.bvmal"
    path.write_bytes(content)
    with pytest.raises(UserError):
        mal.add(eksempelfil, mal.read_file(eksempelfil, path))
    assert mal.names(eksempelfil) == (mal.STANDARD,)


def test_last_years_measures_are_followed_up(eksempelfil: Tjenestefil) -> None:
    fil = eksempelfil
    told = Tiltak("Ingen fristbrudd", "Ukentlig gjennomgang", "undersokelser_fristbrudd")
    told = replace(told, status=Tiltaksstatus.GJENNOMFORT, oppfolging="Gjennomgangen er innført.")
    innsats.save(fil, 2025, COMMON, Malform.BOKMAL, (told,))
    innsats.save(
        fil, 2026, COMMON, Malform.BOKMAL, (Tiltak("Flere planer", "Maler", "andel_med_tiltaksplan", "100 prosent"),)
    )
    report = build(fil)
    chapter = next(k for k in report.kapitler if k.tittel == "Innsatsområder og tiltak")
    tables = [b for b in chapter.innhold if isinstance(b, Tabell)]
    assert [t.tittel for t in tables] == ["Hva ble det av målene for 2025?", "Mål og tiltak for 2026"]
    assert tables[0].rader[0].ruter[2:] == ("Gjennomført", "Gjennomgangen er innført.")
    assert tables[1].rader[0].ruter[1] == "Andel barn i hjelpetiltak med tiltaksplan: 100 prosent"


def test_a_picture_in_the_text_is_cleaned_and_printed(eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    (tmp_path / "kart.png").write_bytes(png(600, 300))
    key = bilder.add(eksempelfil, tmp_path / "kart.png")
    assert bilder.add(eksempelfil, tmp_path / "kart.png") == key
    place = Tekststed(P2025, COMMON, Malform.BOKMAL, "3")
    tekst.save(eksempelfil, place, f'![Tre team under en leder](bilde:{key} "Organisasjonskart")')
    report = build(eksempelfil)
    rapport.checked(rapport.render(report), "t.pdf")
    tekst.save(eksempelfil, place, f"![](bilde:{key})\n\n![Borte](bilde:finnes-ikke)")
    faults = rapport.text_faults(eksempelfil, TJENESTEN, Rapportvalg((TJENESTEN,), P2025))
    assert [f.kapittel for f in faults] == ["3", "3"]
