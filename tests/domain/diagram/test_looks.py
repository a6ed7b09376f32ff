from __future__ import annotations

from itertools import combinations

import pytest

from bvdesk.domain.diagram.looks import (
    DARK,
    HIGH_CONTRAST,
    PAPER,
    Palette,
    fill_looks,
    line_looks,
)
from bvdesk.domain.diagram.spec import Monster, Rolle, Serie, vist
from bvdesk.domain.kontrast import contrast, luminance

PALETTES = {"paper": PAPER, "dark": DARK, "high contrast": HIGH_CONTRAST}
FORBIDDEN = {"#8fb8be", "#c98a5e", "#9aa5ad"}


def lightness(colour: str) -> float:
    """CIE L*, what is left of a colour on a grey printer."""
    return 116 * luminance(colour) ** (1 / 3) - 16


def series(*roller: Rolle) -> tuple[Serie, ...]:
    return tuple(Serie(f"s{i}", (vist(1),), rolle) for i, rolle in enumerate(roller))


MIXES = {
    "subject and country": (Rolle.HOVED, Rolle.SAMMENLIGNING),
    "subject, country and region": (Rolle.HOVED, Rolle.SAMMENLIGNING, Rolle.SAMMENLIGNING),
    "subject, country and another": (Rolle.HOVED, Rolle.SAMMENLIGNING, Rolle.ANNEN),
    "six equals": (Rolle.ANNEN,) * 6,
    "subject and four others": (Rolle.HOVED, *(Rolle.ANNEN,) * 4),
}


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_contrast(palette: Palette) -> None:
    for colour in (palette.ink, palette.muted, palette.target, *palette.series):
        assert contrast(colour, palette.background) >= 4.5, colour
    assert contrast(palette.ink, palette.tint) >= 4.5
    assert not FORBIDDEN & {palette.ink, palette.muted, palette.target, palette.tint, *palette.series}


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("mix", MIXES.values(), ids=MIXES)
def test_lines_are_told_apart_in_grey(mix: tuple[Rolle, ...], palette: Palette) -> None:
    for one, other in combinations(line_looks(series(*mix), palette), 2):
        assert one.dash != other.dash or one.marker != other.marker
        assert (one.dash, one.width) != (other.dash, other.width)


@pytest.mark.parametrize("mix", MIXES.values(), ids=MIXES)
def test_bars_are_told_apart_in_grey(mix: tuple[Rolle, ...]) -> None:
    """A different pattern, or (both solid) a lightness that a grey printer keeps apart."""
    for one, other in combinations(fill_looks(series(*mix), PAPER), 2):
        apart = abs(lightness(one.fill) - lightness(other.fill)) >= 15
        assert apart or one.monster is not other.monster
    for look in fill_looks(series(*mix), PAPER):
        edge = look.stroke or look.fill
        assert contrast(edge, PAPER.background) >= 3


def test_a_service_may_choose_the_fill() -> None:
    chosen = Serie("a", (vist(1),), Rolle.HOVED, Monster.STRIPER)
    assert fill_looks((chosen,), PAPER)[0].monster is Monster.STRIPER
