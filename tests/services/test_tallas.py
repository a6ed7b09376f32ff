"""A figure locked as known is shown and told as such; one locked as hidden cannot be derived; both with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import personvern, tallas
from bvdesk.services.leserregning import cell_id
from bvdesk.services.tallas import Laseslag
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file
from bvdesk.storage import logg_store
from tests.services.test_personvern import disclosed, print_everything, put

YEAR = Periode.year(2025)
REASON = "Står i tallene fra SSB"


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    fil = create_file(tmp_path / "t.bvdesk", bruker, "Tjenesten", ("Namsos", "Overhalla", "Flatanger"))
    for omrade, numbers in zip(fil.deltakere(), ((40, 38, 45, 39), (11, 9, 12, 10), (2, 1, 7, 3)), strict=True):
        put(fil, omrade.id, {f"2025K{at}": value for at, value in enumerate(numbers, 1)})
    yield fil
    fil.close()


def cell(fil: Tjenestefil, at: int, periode: str) -> str:
    return cell_id(Celle("meldinger_mottatt", "", fil.deltakere()[at].id, Periode.parse(periode)))


def lock(fil: Tjenestefil, key: str, slag: Laseslag, grunn: str = REASON) -> None:
    tallas.lock(fil, personvern.current(fil, YEAR).publikasjon.celle(key), slag, grunn)


def test_a_small_figure_locked_as_known_is_printed_and_the_other_small_ones_stay_protected(
    fil: Tjenestefil, tmp_path: Path
) -> None:
    small, other = cell(fil, 2, "2025K1"), cell(fil, 2, "2025K2")
    assert small in personvern.current(fil, YEAR).skjulte
    lock(fil, small, Laseslag.KJENT)
    made, read = print_everything(fil, "2025", tmp_path / "ut")
    assert read[small] == 2
    assert other not in read
    assert disclosed(made, read) == ()
    assert REASON in personvern.explain(made)[small]
    assert any(REASON in o.tekst for o in logg_store.newest_first(fil.database))


def test_a_corrected_figure_is_not_known_any_more(fil: Tjenestefil) -> None:
    small = cell(fil, 2, "2025K1")
    lock(fil, small, Laseslag.KJENT)
    assert small not in personvern.current(fil, YEAR).skjulte
    put(fil, fil.deltakere()[2].id, {"2025K1": 3})
    assert small in personvern.current(fil, YEAR).skjulte


def test_a_lock_is_taken_away_again(fil: Tjenestefil) -> None:
    small = cell(fil, 2, "2025K1")
    lock(fil, small, Laseslag.KJENT)
    tallas.unlock(fil, small)
    assert not tallas.locks(fil)
    assert small in personvern.current(fil, YEAR).skjulte


def test_a_figure_locked_as_hidden_cannot_be_derived_either(fil: Tjenestefil, tmp_path: Path) -> None:
    big = cell(fil, 0, "2025K3")
    lock(fil, big, Laseslag.SKJULT, "Avtalt med kommunen")
    made, read = print_everything(fil, "2025", tmp_path / "ut")
    assert big not in read
    assert disclosed(made, read) == ()
    assert "Avtalt med kommunen" in personvern.explain(made)[big]
    whole = cell_id(Celle("meldinger_mottatt", "", TJENESTEN, Periode.parse("2025K3")))
    assert not {whole, cell(fil, 1, "2025K3"), cell(fil, 2, "2025K3")} <= read.keys()


def test_what_has_been_shared_is_not_hidden_and_a_lock_says_why(fil: Tjenestefil, tmp_path: Path) -> None:
    big = cell(fil, 0, "2025K3")
    with pytest.raises(UserError, match="hvorfor"):
        lock(fil, big, Laseslag.SKJULT, "  ")
    print_everything(fil, "2025", tmp_path / "ut")
    with pytest.raises(UserError, match="delt før"):
        lock(fil, big, Laseslag.SKJULT)
    assert not tallas.locks(fil)
