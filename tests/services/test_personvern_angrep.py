"""Attacks on the gate: what a patient reader with all the printed files on the table might work out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from bvdesk import prikking
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.kapittelinnhold import Rettelse
from bvdesk.domain.rapport.utgaveoppsett import Behandling, Utgaveoppsett
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import indikatorer, publisering, rapport, registrering, utgave
from bvdesk.services.leserregning import cell_id
from bvdesk.services.publikasjon import entered_rate, subject
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file
from tests.services.test_personvern import disclosed, print_everything, put

BLANK_ROW = dict.fromkeys("id etikett enhet korn niva type formel kv kom pv kap fro kilde kjerne dimensjon".split(), "")  # noqa: SIM905


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    fil = create_file(tmp_path / "t.bvdesk", bruker, "Tjenesten", ("Namsos", "Overhalla", "Flatanger"))
    yield fil
    fil.close()


def kommuner(fil: Tjenestefil) -> tuple[OmradeId, ...]:
    return tuple(o.id for o in fil.deltakere())


def own(fil: Tjenestefil, **columns: str) -> str:
    """An indicator of the service's own, as `tillegg.csv` would give it."""
    usual = {"korn": "Å", "niva": "kom", "type": "T", "kv": "-", "kom": "S", "pv": "1", "kap": "4.2", "kjerne": "1"}
    row = BLANK_ROW | usual | {"etikett": columns["id"].replace("_", " ").capitalize()} | columns
    indikatorer.add_own(fil, row)
    return columns["id"]


def put_year(fil: Tjenestefil, indikator: str, values: dict[OmradeId, str]) -> None:
    rows = [
        (Celle(indikator, "", omrade, Periode.year(2025)), Registrering(Verdi(Decimal(value))))
        for omrade, value in values.items()
    ]
    registrering.save(fil, rows, "tall")


def read_id(indikator: str, omrade: OmradeId, periode: str) -> str:
    return cell_id(Celle(indikator, "", omrade, Periode.parse(periode)))


def test_a_balance_of_stock_and_flow_gives_nothing_away(fil: Tjenestefil, tmp_path: Path) -> None:
    """Messages waiting at the end = waiting at the start + received - concluded: three shown figures give the fourth."""
    for omrade, waiting, received, concluded in zip(
        kommuner(fil), ((30, 35), (12, 14), (6, 7)), (60, 25, 3), (55, 23, 2), strict=True
    ):
        put(fil, omrade, {"2025K1": waiting[0], "2025K2": waiting[1]}, "meldinger_uavklart_slutt")
        put(fil, omrade, {"2025K1": 40, "2025K2": received})
        put(fil, omrade, {"2025K1": 38, "2025K2": concluded}, "meldinger_konkludert")
    made, read = print_everything(fil, "2025K2", tmp_path / "ut")
    assert disclosed(made, read) == ()
    small = kommuner(fil)[2]
    keys = ("meldinger_uavklart_slutt", "2025K2"), ("meldinger_uavklart_slutt", "2025K1"), ("meldinger_konkludert", "2025K2")
    assert not all(read_id(indikator, small, period) in read for indikator, period in keys)


def test_a_part_is_never_larger_than_its_whole_and_that_gives_nothing_away(fil: Tjenestefil, tmp_path: Path) -> None:
    """With 3 late of 4 in Flatanger, 7 of 7 in Overhalla and 30 in all, the wholes narrow what the parts can be."""
    for omrade, late, all_ in zip(kommuner(fil), (20, 7, 3), (20, 7, 4), strict=True):
        put(fil, omrade, {"2025K1": late}, "undersokelser_fristbrudd")
        put(fil, omrade, {"2025K1": all_}, "undersokelser_avsluttet")
    made, read = print_everything(fil, "2025K1", tmp_path / "ut")
    assert disclosed(made, read) == ()
    wholes = [read.get(read_id("undersokelser_avsluttet", o, "2025K1")) for o in kommuner(fil)]
    parts = [read.get(read_id("undersokelser_fristbrudd", o, "2025K1")) for o in kommuner(fil)]
    ranges = [
        [part] if part is not None else list(range(int(whole) + 1 if whole is not None else 40))
        for part, whole in zip(parts, wholes, strict=True)
    ]
    total = read.get(read_id("undersokelser_fristbrudd", TJENESTEN, "2025K1"))
    tables = [t for t in product(*ranges) if total is None or sum(t) == total]
    assert len({t[2] for t in tables}) > 1


def test_an_indicator_that_is_not_printed_is_not_what_is_left_of_a_total(fil: Tjenestefil, tmp_path: Path) -> None:
    parts = ("akuttvedtak_omsorg", "akuttvedtak_institusjon", "akuttvedtak_annet")
    for part, value in zip(parts, (12, 9, 1), strict=True):
        put(fil, kommuner(fil)[0], {"2025K1": value}, part)
    indikatorer.set_active(fil, parts[2], aktiv=False)
    made, read = print_everything(fil, "2025K1", tmp_path / "ut")
    left = read_id(parts[2], kommuner(fil)[0], "2025K1")
    assert left not in read
    assert left in made.publikasjon
    assert disclosed(made, read) == ()
    shown = [read.get(read_id(key, kommuner(fil)[0], "2025K1")) for key in ("akuttvedtak", *parts[:2])]
    assert None in shown


@pytest.mark.parametrize("unit", ["saker", "vedtak", "meldinger", "ungdommer", "familier", "Antall barn", "måneder"])
def test_an_own_count_is_protected_whatever_its_unit_is_called(fil: Tjenestefil, tmp_path: Path, unit: str) -> None:
    key = own(fil, id="egne_tilfeller", enhet=unit)
    put_year(fil, key, dict(zip(kommuner(fil), ("40", "12", "2"), strict=True)))
    _made, read = print_everything(fil, "2025", tmp_path / "ut")
    printed = [read.get(read_id(key, o, "2025")) for o in (*kommuner(fil), TJENESTEN)]
    assert printed[2] is None
    assert printed.count(None) >= 2


@pytest.mark.parametrize(("unit", "way"), [("prosent", "R"), ("dager", "-"), ("dager i snitt", "-"), ("timer", "-")])
def test_a_typed_average_of_few_is_withheld_where_few_are(fil: Tjenestefil, tmp_path: Path, unit: str, way: str) -> None:
    """The mean time of one case is that case's time; a typed share of a known base is a count."""
    key = own(fil, id="snitt_av_saker", enhet=unit, kv=way, kom="-")
    put_year(fil, key, dict(zip(kommuner(fil), ("41", "38", "50"), strict=True)))
    put_year(fil, "barn_med_melding", dict(zip(kommuner(fil), ("300", "40", "2"), strict=True)))
    _made, read = print_everything(fil, "2025", tmp_path / "ut")
    printed = [read.get(read_id(key, o, "2025")) for o in kommuner(fil)]
    assert printed[0] == 41
    assert printed[2] is None


def test_the_most_sensitive_typed_shares_are_never_printed(fil: Tjenestefil, tmp_path: Path) -> None:
    key = own(fil, id="andel_rus", enhet="prosent", kv="R", kom="-", pv="2")
    put_year(fil, key, {kommuner(fil)[0]: "25"})
    _made, read = print_everything(fil, "2025", tmp_path / "ut")
    assert read_id(key, kommuner(fil)[0], "2025") not in read


def test_every_figure_about_persons_is_judged_or_rests_on_what_is(fil: Tjenestefil) -> None:
    """No indicator of the catalogue with a privacy class slips between counts, formulas and money."""
    loose = [
        i.id
        for i in fil.katalog.indikatorer.values()
        if i.pv and not subject(i) and not entered_rate(i) and i.formel is None and "kr" not in i.enhet
    ]
    assert loose == []


def test_a_list_of_corrections_names_no_share_of_a_withheld_count(fil: Tjenestefil) -> None:
    key = own(fil, id="snitt_tid", enhet="dager", kom="-")
    small = kommuner(fil)[2]
    put_year(fil, key, {small: "50"})
    put_year(fil, "barn_med_melding", dict(zip(kommuner(fil), ("300", "40", "2"), strict=True)))
    valg = Rapportvalg(rapport.all_areas(fil, Periode.year(2025)), Periode.year(2025))
    publisering.freeze(fil, publisering.prepare(fil, valg))
    put_year(fil, key, {small: "70"})
    assert not [words for _, words in publisering.changes_since(fil, valg) if "Snitt tid" in words]


def test_all_editions_of_three_report_years_together(fil: Tjenestefil, tmp_path: Path) -> None:
    """Five-year tables of later reports repeat earlier years; what was withheld then is withheld still."""
    values = {2023: (40, 11, 2), 2024: (44, 12, 9), 2025: (38, 10, 1)}
    for ar, row in values.items():
        for omrade, value in zip(kommuner(fil), row, strict=True):
            put(fil, omrade, {str(ar): value})
    seen: dict[str, Decimal] = {}
    for ar in (2023, 2024, 2025):
        made, read = print_everything(fil, str(ar), tmp_path / str(ar))
        seen |= read
        assert disclosed(made, seen) == ()
    assert read_id("meldinger_mottatt", kommuner(fil)[2], "2023") not in seen
    assert prikking.audit(made.publikasjon, made.skjulte, made.policy).godkjent


def _vedtak(fil: Tjenestefil, small: OmradeId, words: str) -> None:
    utgave.set_treatment(fil, Periode.year(2025), small, (Behandling("2026-03-12", "Kommunestyret", "", words),))


def _tittel(fil: Tjenestefil, small: OmradeId, words: str) -> None:
    utgave.choose(fil, small, Utgaveoppsett(tittel=words))


def _merknad(fil: Tjenestefil, _small: OmradeId, words: str) -> None:
    indikatorer.set_note(fil, "meldinger_mottatt", words)


@pytest.mark.parametrize("place", [_vedtak, _tittel, _merknad])
def test_typed_words_beside_the_chapters_are_read_too(
    fil: Tjenestefil, place: Callable[[Tjenestefil, OmradeId, str], None]
) -> None:
    small = kommuner(fil)[2]
    put_year(fil, "meldinger_mottatt", dict(zip(kommuner(fil), ("40", "12", "2"), strict=True)))
    place(fil, small, "Flatanger fikk 2 bekymringsmeldinger")
    with pytest.raises(UserError, match="personvernhensyn"):
        rapport.build(fil, small, Rapportvalg((small,), Periode.year(2025)))


def test_a_typed_correction_is_read_too(fil: Tjenestefil) -> None:
    small = kommuner(fil)[2]
    put_year(fil, "meldinger_mottatt", dict(zip(kommuner(fil), ("40", "12", "2"), strict=True)))
    note = Rettelse(2, "2026-03-01", "Flatanger mottok 2 bekymringsmeldinger, ikke 3.")
    with pytest.raises(UserError, match="personvernhensyn"):
        rapport.build(fil, small, Rapportvalg((small,), Periode.year(2025), rettelser=(note,)))


def test_years_are_those_of_the_figures_however_few_they_are(fil: Tjenestefil) -> None:
    put(fil, kommuner(fil)[2], {"2024": 8})
    assert fil.years() == (2024,)
    put(fil, kommuner(fil)[0], {"2022": 8})
    assert fil.years() == (2022, 2024)
