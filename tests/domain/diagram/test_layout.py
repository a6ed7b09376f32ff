from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.diagram.layout import good_height, layout
from bvdesk.domain.diagram.primitives import Box, Dot, Hatch, Line, Picture, Poly, Rect, Text
from bvdesk.domain.diagram.spec import (
    INGEN_DEL,
    MANGLER,
    TILBAKEHOLDT,
    Diagram,
    Mal,
    Punkt,
    Rolle,
    Serie,
    Slag,
    Tilstand,
    vist,
)
from bvdesk.domain.malform import Malform
from tests.domain.diagram import charts
from tests.domain.diagram.charts import ALL, FRISTBRUDD, MELDINGER, STYLE, TILTAK, hoved

WIDTHS = (205.0, 440.0)
SLACK = 0.6


def picture(diagram: Diagram, width: float = 440.0) -> Picture:
    return layout(diagram, width, good_height(diagram, width, STYLE), STYLE)


def boxes(picture: Picture) -> list[Box]:
    found = []
    for p in picture.primitives:
        match p:
            case Line(x1, y1, x2, y2):
                found.append(Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)))
            case Poly(points):
                xs, ys = zip(*points, strict=True)
                found.append(Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
            case Dot(x, y, r):
                found.append(Box(x - r, y - r, 2 * r, 2 * r))
            case _:
                found.append(p.box)
    return found


def assert_sound(picture: Picture) -> None:
    """Everything inside the box, and no text on another."""
    for box in boxes(picture):
        assert box.x >= -SLACK, box
        assert box.y >= -SLACK, box
        assert box.right <= picture.width + SLACK, box
        assert box.bottom <= picture.height + SLACK, box
    texts = [p for p in picture.primitives if isinstance(p, Text)]
    for one, other in combinations(texts, 2):
        assert not shrunk(one.box).overlaps(shrunk(other.box)), (one.text, other.text)


def shrunk(box: Box) -> Box:
    """Without the room for accents above and tails below, which neighbouring lines may share."""
    return Box(box.x + 0.2, box.y + 0.12 * box.h, box.w - 0.4, 0.7 * box.h)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("heading", [False, True])
def test_everything_is_inside_and_no_text_meets_another(name: str, width: float, heading: bool) -> None:
    style = replace(STYLE, heading=heading)
    height = good_height(ALL[name], width, style) + (30 if heading else 0)
    assert_sound(layout(ALL[name], width, height, style))


values = st.one_of(
    st.just(MANGLER),
    st.just(TILBAKEHOLDT),
    st.integers(0, 3000).map(vist),
    st.decimals(0, 100, places=1).map(vist),
)
names = st.sampled_from(("Nordvik", "Landet", "Elvedal", "Indre Østfold barneverntjeneste", "2024"))


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    count = draw(st.integers(1, 12))
    labels = draw(st.sampled_from((tuple(str(2013 + i) for i in range(12)), charts.LONG_QUARTERS)))[:count]
    series = tuple(
        Serie(draw(names), tuple(draw(st.lists(values, min_size=count, max_size=count))), draw(st.sampled_from(Rolle)))
        for _ in range(draw(st.integers(1, 5)))
    )
    mal = draw(st.none() | st.integers(0, 200).map(lambda v: Mal(v, f"Mål: høyst {v}")))
    return Diagram(draw(st.sampled_from(Slag)), "Tittel", "Prosent", labels, series, mal, desimaler=draw(st.just(1)))


@settings(max_examples=150)
@given(diagrams(), st.sampled_from(WIDTHS))
def test_any_chart_is_sound(diagram: Diagram, width: float) -> None:
    assert_sound(picture(diagram, width))


def test_a_bar_too_low_to_see_has_its_number_above_the_base_line() -> None:
    diagram = replace(MELDINGER, serier=(hoved("2024", 3000, Decimal("0.1"), 3000, 3000),), desimaler=1)
    texts = {p.text: p for p in picture(diagram).primitives if isinstance(p, Text)}
    assert texts["0,1"].y < min(texts[label].box.y for label in diagram.x_etiketter)


def test_bars_begin_at_zero() -> None:
    base = 100.0
    diagram = replace(MELDINGER, serier=(hoved("2024", base, base + 1, base + 2, base + 3),))
    heights = [p.box.h for p in picture(diagram).primitives if isinstance(p, Rect) and p.fill == "#0b5d6b"]
    assert heights[3] / heights[0] == pytest.approx((base + 3) / base)
    assert "0" in [p.text for p in picture(diagram).primitives if isinstance(p, Text)]


def test_stacked_parts_add_up_to_the_length_of_the_sum() -> None:
    whole = picture(replace(TILTAK, serier=TILTAK.serier[:3], x_etiketter=TILTAK.x_etiketter))
    texts = {p.text for p in whole.primitives if isinstance(p, Text)}
    assert "182" in texts  # 120 + 40 + 22 in 2020
    assert "126" not in texts  # 99 + 27 in 2023, where the third part is withheld


def test_a_stack_of_one_piece_has_one_number_and_lacks_nothing() -> None:
    serier = (
        Serie("Nordvik", (INGEN_DEL, vist(188))),
        Serie("Elvedal", (INGEN_DEL, vist(56))),
        Serie("Uten fordeling", (vist(163), INGEN_DEL)),
    )
    diagram = replace(TILTAK, serier=serier, x_etiketter=("2023", "2024"))
    texts = [p.text for p in picture(diagram).primitives if isinstance(p, Text)]
    assert [texts.count(number) for number in ("163", "244", "188", "56")] == [1, 1, 1, 1]
    assert "Mangler" not in texts
    assert "Alle tall for Nordvik: 2024: 188." in alt_text(diagram, Malform.BOKMAL)


def test_a_withheld_point_cannot_carry_a_number() -> None:
    with pytest.raises(ValueError, match="must not carry a number"):
        Punkt(3, Tilstand.TILBAKEHOLDT)


@pytest.mark.parametrize("slag", [s for s in Slag if s is not Slag.SPARK])
def test_a_withheld_bar_looks_the_same_beside_any_figures(slag: Slag) -> None:
    """Neither scale nor neighbours give a hint: the hatching depends on nothing but the size of the chart."""

    def hatches(*numbers: float) -> set[tuple[float, float]]:
        diagram = replace(MELDINGER, slag=slag, serier=(hoved("2024", *numbers, TILBAKEHOLDT),), tidsakse=True)
        found = [p.box for p in layout(diagram, 440, 160, STYLE).primitives if isinstance(p, Hatch)]
        return {(round(box.w, 2), round(box.h, 2)) for box in found[1:]}  # the first is the legend's

    assert hatches(1, 2, 3) == hatches(4, 7, 9)


def test_the_axis_ignores_what_is_withheld() -> None:
    shown = replace(MELDINGER, serier=(hoved("2024", 3, 5, 4, TILBAKEHOLDT),))
    ticks = [p.text for p in picture(shown).primitives if isinstance(p, Text) and p.text.isdigit()]
    assert max(map(int, ticks)) <= 6


def test_a_chart_with_nothing_to_show_has_no_scale() -> None:
    texts = [p.text for p in picture(charts.INGEN_VISES).primitives if isinstance(p, Text)]
    assert not [t for t in texts if t.isdigit()]
    assert "Vises ikke av personvernhensyn" in texts


def test_zero_missing_and_withheld_are_told_apart() -> None:
    drawn = picture(charts.MELDINGER_HULL).primitives
    texts = [p.text for p in drawn if isinstance(p, Text)]
    assert "Mangler" in texts
    assert texts.count("–") == 2  # at the bar and in the legend
    assert texts.count("0") == 2  # at the bar and on the axis
    assert len([p for p in drawn if isinstance(p, Hatch)]) == 3


def test_a_line_has_gaps_and_lonely_points_are_seen() -> None:
    drawn = picture(charts.MED_HULL).primitives
    accent = [p for p in drawn if isinstance(p, Poly) and p.colour == "#0b5d6b"]
    assert [len(p.points) for p in accent] == [2, 2]
    dots = [p for p in drawn if isinstance(p, Dot) and p.fill == "#0b5d6b"]
    assert len(dots) == 3  # 2018, 2020 and 2021 stand alone


def test_names_stand_at_the_line_ends_with_the_last_value() -> None:
    texts = [p.text for p in picture(FRISTBRUDD).primitives if isinstance(p, Text)]
    assert "Nordvik" in texts
    assert "9,5" in texts


def test_the_target_moves_to_the_legend_when_the_plot_is_full() -> None:
    crowded = picture(FRISTBRUDD, 205)
    texts = [p for p in crowded.primitives if isinstance(p, Text) and p.text == "Mål: høyst 5 prosent"]
    assert len(texts) == 1
    assert texts[0].y < 12


def test_categories_that_do_not_fit_lie_down() -> None:
    texts = {p.text: p for p in picture(charts.MELDERE_STAENDE, 205).primitives if isinstance(p, Text)}
    assert texts["Skole"].x + texts["Skole"].width < 100
    assert texts["NAV"].y > texts["Skole"].y


def test_time_is_thinned_from_the_last_point() -> None:
    texts = [p.text for p in picture(charts.KVARTALER, 205).primitives if isinstance(p, Text)]
    assert [t for t in texts if t.startswith("20")] == ["2022", "2023", "2024", "2025"]
    assert texts.count("4. kv.") == 4


def test_tooltips_say_each_series_and_what_is_withheld() -> None:
    hits = picture(charts.MED_HULL).hits
    assert len(hits) == 10
    assert hits[2].text == "2017\nNordvik: vises ikke av personvernhensyn\nLandet: 20,5"
    assert hits[9].text == "2024\nNordvik: 9,5 (til og med 3. kvartal)\nLandet: 9,3"
