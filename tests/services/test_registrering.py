"""Undo is the opposite of what was done, whatever was done, and it survives a restart."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.services import oppslag, registrering
from bvdesk.services.tjenestefil import Bruker, create_file, open_file
from bvdesk.storage import logg_store

values = st.one_of(
    st.none(),
    st.integers(0, 99).map(lambda n: Registrering(Verdi(Decimal(n)))),
    st.just(Registrering(Verdi(None, Status.TILBAKEHOLDT))),
)
step = st.one_of(st.tuples(st.integers(1, 4), values), st.just("undo"), st.just("redo"), st.just("reopen"))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, max_size=12))
def test_undo_and_redo_follow_a_simple_model(bruker: Bruker, steps: list[object]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.bvdesk"
        fil = create_file(path, bruker, "T", ("Namsos",))
        omrade = fil.deltakere()[0].id
        state: dict[int, Registrering | None] = {}
        past: list[dict[int, Registrering | None]] = []
        future: list[dict[int, Registrering | None]] = []
        for one in steps:
            if one == "reopen":
                fil.close()
                fil = open_file(path, bruker)
            elif one == "undo" and past:
                registrering.undo(fil)
                future.append(state)
                state = past.pop()
            elif one == "redo" and future:
                registrering.redo(fil)
                past.append(state)
                state = future.pop()
            elif isinstance(one, tuple) and state.get(one[0]) != one[1]:
                cell = Celle("meldinger_mottatt", "", omrade, Periode.quarter(2025, one[0]))
                registrering.save(fil, [(cell, one[1])], "en celle")
                past, future, state = [*past, state], [], {**state, one[0]: one[1]}
            stored = {k: fil.bok.get(Celle("meldinger_mottatt", "", omrade, Periode.quarter(2025, k))) for k in range(1, 5)}
            assert stored == {k: state.get(k) for k in range(1, 5)}
        assert logg_store.chain_breaks(fil.database) == ()
        fil.close()


def test_nothing_to_undo_is_said(tmp_path: Path, bruker: Bruker) -> None:
    fil = create_file(tmp_path / "t.bvdesk", bruker, "T", ("Namsos",))
    with pytest.raises(UserError):
        registrering.undo(fil)
    with pytest.raises(UserError):
        registrering.redo(fil)
    fil.close()


def test_the_log_cannot_be_rewritten_unseen(tmp_path: Path, bruker: Bruker) -> None:
    import sqlite3

    fil = create_file(tmp_path / "t.bvdesk", bruker, "T", ("Namsos",))
    cell = Celle("meldinger_mottatt", "", fil.deltakere()[0].id, Periode.quarter(2025, 1))
    for n in (1, 2, 3):
        registrering.save(fil, [(cell, Registrering(Verdi(Decimal(n))))], f"nummer {n}")
    with pytest.raises(sqlite3.IntegrityError):
        fil.database.execute("UPDATE endring SET etter_verdi = NULL")
    fil.database.execute("DROP TRIGGER endring_update")
    fil.database.execute("UPDATE endring SET etter_verdi = replace(etter_verdi, '\"2\"', '\"9\"') WHERE operasjon = 2")
    assert logg_store.chain_breaks(fil.database) == (2,)
    assert [e.after.verdi.tall for _, e in logg_store.history(fil.database, cell) if e.after] == [3, 9, 1]
    assert oppslag.answer(fil, cell, "verdi").verdi == "3"
    fil.close()
