"""Templates: read back as written, refused when they are not templates, and changed chapter by chapter."""

from dataclasses import replace
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.disposisjon import Disposisjon, Kapittelvalg, Plassering, Plasseringsslag
from bvdesk.domain.rapport.mal import MAX_BYTES, read_template, write_template
from bvdesk.domain.rapport.modell import Figur, Tabell
from bvdesk.domain.rapport.plassering import placed
from bvdesk.services import mal
from bvdesk.services.tjenestefil import katalog
from tests.domain.rapport.feltbok import Rad, find_area, kilde

KNOWN = katalog().indikatorer


def numbers(d: Disposisjon) -> list[str]:
    return [k.nummer for k in d.kapitler]


def own_template() -> Disposisjon:
    part = Plassering("egen:1", Plasseringsslag.TABELL, ("meldinger_mottatt",), ("Nordvik",), ("ar-1", "2025"), "Tittel")
    chapter = replace(
        mal.standard()["4.2"],
        plassert=(part,),
        uten=frozenset({"tabell:maned"}),
        endringer={"figur:deler:melder": {"tittel": "Hvem melder?", "alt": "Skolen melder mest."}},
    )
    return replace(mal.standard().with_chapter(chapter), navn="Vår mal")


def test_a_template_reads_back_as_itself() -> None:
    assert read_template(write_template(own_template()), KNOWN) == own_template()
    assert read_template(write_template(mal.standard()), KNOWN) == mal.standard()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ikke toml = = 1",
        "[]",
        '{"kapittel": []}',
        '{"kapittel": [{"nummer": "1"}]}',
        '{"kapittel": [{"nummer": "../x", "tittel": {"nb": "A"}}]}',
        '{"kapittel": [{"nummer": "1", "tittel": {"nb": "A"}}, {"nummer": "1", "tittel": {"nb": "B"}}]}',
        '{"kapittel": [{"nummer": "1", "tittel": {"nb": "A"}, "innhold": "os.system"}]}',
        '{"kapittel": [{"nummer": "1", "tittel": {"nb": "A"}, "ingress": ["finnes_ikke"]}]}',
        '{"kapittel": [{"nummer": "1.1", "tittel": {"nb": "A"}}]}',
        '{"kapittel": [{"nummer": "1", "tittel": {"nb": "A"}, "diagram": [{"slag": "kake"}]}]}',
        '{"kapittel": "1"}',
        "[" * 5000,
        "{" + '"a":{' * 2000,
        '{"kapittel": [' + ",".join('{"nummer": "%d", "tittel": {"nb": "A"}}' % i for i in range(200)) + "]}",  # noqa: UP031
        " " * (MAX_BYTES + 1),
    ],
)
def test_what_is_not_a_template_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(UserError, match="Malen kan ikke brukes"):
        read_template(text, KNOWN)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(UserError):
        read_template(text, KNOWN)


def test_chapters_move_with_their_sub_chapters() -> None:
    moved = mal.standard().moved("4", -1)
    assert numbers(moved)[2] == "4"
    assert numbers(moved)[3] == "4.1"
    assert sorted(numbers(moved)) == sorted(numbers(mal.standard()))
    assert mal.standard().moved("1", -1) == mal.standard()
    assert numbers(mal.standard().moved("4.2", 1)).index("4.2") == numbers(mal.standard()).index("4.3")


def test_a_new_chapter_comes_after_the_sub_chapters() -> None:
    added = mal.standard().added(Kapittelvalg("egen-1", {"nb": "Eget"}), "4")
    assert numbers(added)[numbers(added).index("egen-1") - 1] == "4.14"
    assert added.without("egen-1") == mal.standard()


RADER: list[Rad] = [
    (i, o, str(y), n + y - 2020)
    for i, n in (("meldinger_mottatt", 50), ("meldinger_henlagt", 20))
    for o in "ab"
    for y in (2023, 2024, 2025)
]


def test_a_placed_table_has_the_rows_and_columns_asked_for() -> None:
    u = kilde(RADER, omrade="tjenesten").utsnitt
    wanted = Plassering(
        "egen:1", Plasseringsslag.TABELL, ("meldinger_mottatt", "meldinger_henlagt"), ("Nordvik", "Elvedal"), ("ar-1", "")
    )
    table = placed(u, wanted, find_area)
    assert isinstance(table, Tabell)
    assert [k.tittel for k in table.kolonner] == ["Indikator", "2024", "2025"]
    assert [r.navn for r in table.rader] == [
        "Bekymringsmeldinger mottatt",
        "Nordvik",
        "Elvedal",
        "Meldinger henlagt (ikke grunnlag)",
        "Nordvik",
        "Elvedal",
    ]
    assert [f.tekst for f in table.figures] == ["54", "55", "54", "55", "24", "25", "24", "25"]


@pytest.mark.parametrize("slag", [s for s in Plasseringsslag if s is not Plasseringsslag.TABELL])
def test_a_placed_chart_is_drawn_from_cleared_figures(slag: Plasseringsslag) -> None:
    source = kilde(RADER, skjult=("meldinger_henlagt",))
    wanted = Plassering("egen:1", slag, ("meldinger_mottatt", "meldinger_henlagt"))
    chart = placed(source.utsnitt, wanted, find_area)
    assert isinstance(chart, Figur)
    assert "vises ikke av personvernhensyn" in chart.alt
    assert "25" not in chart.alt.replace("2025", "").replace("55", "")


def test_a_part_without_figures_is_left_out_and_an_unknown_area_is_told() -> None:
    u = kilde([]).utsnitt
    assert placed(u, Plassering("e", Plasseringsslag.LINJE, ("meldinger_mottatt",)), find_area) is None
    with pytest.raises(UserError, match="Fant ingen"):
        placed(u, Plassering("e", Plasseringsslag.LINJE, ("meldinger_mottatt",), ("Atlantis",)), find_area)


@given(st.data())
def test_a_chapter_put_elsewhere_brings_its_own_and_leaves_the_rest_in_order(data: st.DataObject) -> None:
    before = mal.standard()
    nummer = data.draw(st.sampled_from(numbers(before)))
    foran = data.draw(st.sampled_from([*numbers(before), None]))
    after = before.placed(nummer, foran)
    assert sorted(numbers(after)) == sorted(numbers(before))
    assert after.kapitler[0].niva == 1
    at = numbers(before).index(nummer)
    group = [nummer]
    if before[nummer].niva == 1:
        group += takewhile(lambda n: before[n].niva > 1, numbers(before)[at + 1 :])
        first = numbers(after).index(nummer)
        assert numbers(after)[first : first + len(group)] == group
    assert [n for n in numbers(after) if n not in group] == [n for n in numbers(before) if n not in group]
    if foran is None and before[nummer].niva == 1:
        assert numbers(after)[-len(group) :] == group
    if foran is not None and before[nummer].niva == before[foran].niva and foran != nummer and foran != numbers(before)[0]:
        assert numbers(after)[numbers(after).index(foran) - 1] == group[-1] or foran in group


def test_keys_of_own_chapters_are_not_given_twice() -> None:
    one = mal.standard().added(Kapittelvalg(mal.standard().free_key(), {"nb": "A"}), "3")
    two = one.added(Kapittelvalg(one.free_key(), {"nb": "B"}), "3")
    assert [n for n in numbers(two) if mal.is_own(n)] == ["egen-2", "egen-1"]
