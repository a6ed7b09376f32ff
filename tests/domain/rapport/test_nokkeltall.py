"""The key figures when few of them may be shown."""

from bvdesk.domain.rapport.modell import Avsnitt, Tabell
from bvdesk.domain.rapport.nokkeltall import key_figures
from tests.domain.rapport.feltbok import Rad, kilde

KEYS = ("meldinger_mottatt", "undersokelser_avsluttet", "barn_med_tiltak_aret", "omsorgsbarn_slutt")
TALL: list[Rad] = [(key, "a", "2025", 2) for key in KEYS]


def made(*skjult: str) -> tuple[list[str], str]:
    """The first cells of the table, and the last paragraph."""
    blocks = list(key_figures(kilde(TALL, skjult=skjult).utsnitt))
    rows = [rad.navn for b in blocks if isinstance(b, Tabell) for rad in b.rader]
    return rows, next((b.tekst for b in reversed(blocks) if isinstance(b, Avsnitt)), "")


def test_a_few_withheld_figures_keep_their_rows() -> None:
    rows, last = made(KEYS[1])
    assert len(rows) == 4
    assert "kan ikke vises" not in last


def test_mostly_withheld_figures_are_told_in_a_sentence() -> None:
    rows, last = made(*KEYS[1:])
    assert rows == ["Bekymringsmeldinger mottatt"]
    assert last == (
        "Tallene for «Undersøkelser avsluttet», «Barn med tiltak i løpet av året» og "
        "«Omsorgsbarn (vedtak om omsorgsovertakelse)» i 2025 kan ikke vises av personvernhensyn."
    )


def test_there_is_no_table_when_every_figure_is_withheld() -> None:
    rows, last = made(*KEYS)
    assert not rows
    assert last.startswith("Tallene for «Bekymringsmeldinger mottatt», ")


def test_other_indicators_that_can_be_shown_fill_the_table() -> None:
    tall = [*TALL, ("undersokelser_startet", "a", "2025", 12)]
    blocks = list(key_figures(kilde(tall, skjult=KEYS).utsnitt))
    tables = [b for b in blocks if isinstance(b, Tabell)]
    assert [rad.navn for rad in tables[0].rader] == ["Undersøkelser startet"]
