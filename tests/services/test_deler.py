"""Tables and charts put together by the user: sound defaults, kept in the template, right in the report."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.disposisjon import Nokkeltallvalg, Plassering, Plasseringsslag
from bvdesk.domain.rapport.modell import Figur, Tabell
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import deler, eksempel, mal, skrivehjelp, skriving, tekst
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage.tekst_store import Tekststed

STED = Tekststed(Periode.year(2025), "", Malform.BOKMAL, "4.2")


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    with eksempel.create(tmp_path / "e.bvdesk", bruker) as made:
        yield made


def chosen(*keys: str, **more: object) -> Plassering:
    return Plassering("egen:1", Plasseringsslag.LINJE, keys, **more)  # type: ignore[arg-type]


def test_the_kind_suits_what_is_shown(fil: Tjenestefil) -> None:
    kind = Plasseringsslag
    assert deler.suggested_kind(fil, chosen("meldinger_mottatt")) is kind.LINJE
    assert deler.suggested_kind(fil, chosen("meldinger_mottatt", perioder=deler.QUARTERS)) is kind.SOYLE
    assert deler.suggested_kind(fil, chosen("meldinger_mottatt", omrader=("", "Nordvik"))) is kind.LIGGENDE
    assert deler.suggested_kind(fil, chosen("meldinger_mottatt", "sykefravar_prosent")) is kind.TABELL


@pytest.mark.parametrize("perioder", [deler.YEARS, deler.QUARTERS, deler.THIS, deler.THIS_AND_LAST])
@pytest.mark.parametrize("slag", list(Plasseringsslag))
def test_every_choice_can_be_drawn(fil: Tjenestefil, slag: Plasseringsslag, perioder: tuple[str, ...]) -> None:
    valg = Plassering("egen:1", slag, ("meldinger_mottatt", "meldinger_henlagt"), ("", "Nordvik"), perioder)
    made = deler.try_part(fil, STED, valg)
    assert isinstance(made, Tabell if slag is Plasseringsslag.TABELL else Figur)
    assert made.tittel
    if isinstance(made, Figur):
        assert made.alt


def test_a_part_is_kept_changed_and_printed_where_the_text_has_it(fil: Tjenestefil) -> None:
    valg = chosen("meldinger_mottatt", tittel="Meldinger hos oss", alt="Kurven stiger.")
    deler.save_part(fil, "4.2", valg)
    assert deler.next_code(fil, "4.2") == "egen:2"
    assert skrivehjelp.chips(fil, STED, ["[[egen:1]]"])["[[egen:1]]"].tekst == "Figur: Meldinger hos oss"
    tried = skriving.try_chapter(fil, STED, "Først.\n\n[[egen:1]]\n\nSist.").rapport.kapitler[0].innhold
    at = next(i for i, b in enumerate(tried) if isinstance(b, Figur) and b.tittel == "Meldinger hos oss")
    assert tried[at].alt.startswith("Kurven stiger.")
    assert [getattr(b, "tekst", "") for b in (tried[at - 1], tried[at + 1])] == ["Først.", "Sist."]
    deler.save_part(fil, "4.2", replace(valg, tittel="Andre ord"))
    assert deler.own_part(fil, "4.2", "egen:1") == replace(valg, tittel="Andre ord")
    deler.remove(fil, "4.2", "egen:1")
    assert deler.own_part(fil, "4.2", "egen:1") is None


def test_what_comes_by_itself_gets_other_words_is_taken_out_and_comes_back(fil: Tjenestefil) -> None:
    part = next(p for p in skrivehjelp.parts(fil, STED) if not p.egen)
    deler.alter(fil, "4.2", part.kode, {"tittel": "Våre {meldinger_mottatt} meldinger", "alt": ""})
    assert any("Våre 331 meldinger" in p.navn for p in skrivehjelp.parts(fil, STED))
    deler.remove(fil, "4.2", part.kode)
    assert part.kode not in [p.kode for p in skrivehjelp.parts(fil, STED)]
    assert deler.has_removed(fil, "4.2")
    deler.bring_back(fil, "4.2")
    assert part.kode in [p.kode for p in skrivehjelp.parts(fil, STED)]


def test_the_program_s_own_template_is_never_changed(fil: Tjenestefil) -> None:
    mal.use(fil, mal.STANDARD)
    deler.save_part(fil, "4.2", chosen("meldinger_mottatt"))
    assert mal.in_use(fil).navn.startswith(deler.OWN_TEMPLATE)
    assert not mal.standard()["4.2"].plassert


def test_key_figures_are_chosen_in_order(fil: Tjenestefil) -> None:
    wanted = (Nokkeltallvalg("sykefravar_prosent", "lav"), Nokkeltallvalg("meldinger_mottatt"))
    deler.set_key_figures(fil, wanted)
    assert deler.key_figures(fil) == wanted
    with pytest.raises(UserError):
        deler.set_key_figures(fil, ())


def test_nothing_chosen_is_refused(fil: Tjenestefil) -> None:
    with pytest.raises(UserError):
        deler.save_part(fil, "4.2", chosen())


def test_a_picture_without_words_and_a_part_without_figures_say_so(fil: Tjenestefil) -> None:
    tekst.save(fil, STED, "[[egen:9]]\n\n![](bilde:finnesikke)")
    shown = skrivehjelp.chips(fil, STED, ["[[egen:9]]", "![](bilde:finnesikke)"])
    assert all(brikke.mangler for brikke in shown.values())
