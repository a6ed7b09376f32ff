from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import arshjul, kvartalstatus, oversikt, registrering
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file

TODAY = date(2026, 1, 15)


def test_a_year_has_quarters_a_report_and_every_kommunestyre(eksempelfil: Tjenestefil) -> None:
    tasks = arshjul.tasks(eksempelfil, 2025)
    assert len(tasks) == 4 * 2 + 1 + 3
    assert [t.frist for t in tasks] == sorted(t.frist for t in tasks)
    assert tasks[0].tittel == "Registrere 1. kvartal 2025"
    assert tasks[0].frist == date(2025, 4, 15)


def test_done_follows_the_status_of_the_quarters(eksempelfil: Tjenestefil) -> None:
    quarter = Periode.parse("2025K1")
    for omrade in eksempelfil.deltakere():
        kvartalstatus.set_ready(eksempelfil, omrade.id, quarter)
    done = {t.nokkel: t.ferdig for t in arshjul.tasks(eksempelfil, 2025)}
    assert done["registrer:2025K1"]
    assert not done["godkjenn:2025K1"]
    assert "registrer:2025K1" not in {t.nokkel for t in arshjul.ahead(eksempelfil, TODAY, 99)}


def test_what_is_complete_is_to_be_reported_ready_and_then_approved(eksempelfil: Tjenestefil) -> None:
    def first() -> str:
        (task,) = arshjul.ahead(eksempelfil, TODAY, 1)
        return task.tittel

    assert first() == "Melde 1. kvartal 2025 klart"
    celle = Celle("meldinger_mottatt", "", eksempelfil.deltakere()[0].id, Periode.parse("2025K1"))
    registrering.save(eksempelfil, [(celle, None)], "mangler")
    assert first() == "Registrere 1. kvartal 2025"
    registrering.undo(eksempelfil)
    for omrade in eksempelfil.deltakere():
        kvartalstatus.set_ready(eksempelfil, omrade.id, celle.periode)
    assert first() == "Godkjenne 1. kvartal 2025"


def test_dates_are_the_services_own(eksempelfil: Tjenestefil) -> None:
    arshjul.set_date(eksempelfil, "melding:2025", "20.2.2026")
    task = next(t for t in arshjul.tasks(eksempelfil, 2025) if t.nokkel == "melding:2025")
    assert task.frist == date(2026, 2, 20)
    assert task.when(TODAY) == "frist 20. februar 2026, om 36 dager"
    with pytest.raises(UserError, match="ikke en dato"):
        arshjul.set_date(eksempelfil, "melding:2025", "31.2.2026")


def test_a_meeting_is_ticked_off_by_hand(eksempelfil: Tjenestefil) -> None:
    key = next(t.nokkel for t in arshjul.tasks(eksempelfil, 2025) if t.kan_hakes)
    arshjul.set_done(eksempelfil, key, ferdig=True)
    assert next(t for t in arshjul.tasks(eksempelfil, 2025) if t.nokkel == key).ferdig


def test_a_service_that_is_new_in_autumn_is_not_a_year_late(tmp_path: Path, bruker: Bruker) -> None:
    with closing(create_file(tmp_path / "ny.bvdesk", bruker, "Ny tjeneste", ("Namsos", "Overhalla"))) as fil:
        assert {t.periode.ar for t in arshjul.ahead(fil, date(2026, 11, 22), 99)} == {2026}
        assert {t.periode.ar for t in arshjul.ahead(fil, date(2026, 2, 1), 99)} == {2025, 2026}
        waiting = arshjul.ahead(fil, date(2026, 11, 22), 99)
        assert min(t.periode for t in waiting if t.periode.korn is Korn.KVARTAL) == Periode.quarter(2026, 3)
        celle = Celle("meldinger_mottatt", "", fil.deltakere()[0].id, Periode.quarter(2025, 2))
        registrering.save(fil, [(celle, Registrering(Verdi(Decimal(7))))], "et tall fra i fjor")
        assert {t.periode.ar for t in arshjul.ahead(fil, date(2026, 11, 22), 99)} == {2025, 2026}


def test_nothing_is_overdue_from_before_the_first_figures(tmp_path: Path, bruker: Bruker) -> None:
    with closing(create_file(tmp_path / "ny.bvdesk", bruker, "Ny tjeneste", ("Namsos", "Overhalla"))) as fil:
        last = Periode.quarter(2026, 3)
        assert oversikt.begun(fil, last, 2025) == last
        celle = Celle("meldinger_mottatt", "", fil.deltakere()[0].id, Periode.quarter(2026, 2))
        registrering.save(fil, [(celle, Registrering(Verdi(Decimal(7))))], "et tall")
        assert oversikt.begun(fil, last, 2025) == celle.periode
        assert oversikt.begun(fil, last, 2027) == Periode.quarter(2027, 1)
        quarters = [t.periode for t in arshjul.ahead(fil, date(2026, 11, 22), 99) if t.periode.korn is Korn.KVARTAL]
        assert min(quarters) == celle.periode
