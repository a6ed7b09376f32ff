"""A quarter is reported ready and approved for everybody at once, but never past what the checker stops."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Verdi
from bvdesk.services import eksempel, fellesstatus, innskriving
from bvdesk.services.kvartalstatus import Kvartalstatus, status
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, open_file

KVARTAL = Periode.quarter(2025, 3)


def approve_all(fil: Tjenestefil) -> Change:
    return fellesstatus.approve_all(fil, KVARTAL, fellesstatus.stops(fil, KVARTAL))


def test_all_are_ready_then_approved_except_the_one_that_is_stopped(tmp_path: Path, bruker: Bruker) -> None:
    path = tmp_path / "felles.bvdesk"
    with eksempel.create(path, bruker, with_texts=False):
        pass
    fil = open_file(path, bruker)
    wrong, *others = fil.tjeneste.members(KVARTAL)
    innskriving.write_values(fil, [(Celle("undersokelser_fristbrudd", "", wrong, KVARTAL), Verdi(Decimal(9000)))])
    with pytest.raises(UserError, match="kan ikke godkjennes"):
        approve_all(fil)
    ready = fellesstatus.set_all_ready(fil, KVARTAL)
    assert all(fil.name(omrade) in ready.tekst for omrade in (wrong, *others))
    done = approve_all(fil)
    assert f"Kontrollen stopper {fil.name(wrong)} og {fil.name(TJENESTEN)}:" in done.tekst  # its sum is wrong too
    assert {status(fil, omrade, KVARTAL) for omrade in (wrong, TJENESTEN)} == {Kvartalstatus.KLAR}
    assert {status(fil, omrade, KVARTAL) for omrade in others} == {Kvartalstatus.GODKJENT}
    with pytest.raises(UserError, match="Ingen har påbegynt"):
        fellesstatus.set_all_ready(fil, KVARTAL)
    fil.close()
