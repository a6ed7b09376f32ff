"""What is marked in the sheet is what the checker says of the figures as they stand, whatever came between."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bvdesk.domain.change import FIGURES, Change
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Verdi
from bvdesk.services import ark, innskriving, kvartalstatus
from bvdesk.services.cellekontroll import Cellekontroll
from bvdesk.ui.desk import Desk
from bvdesk.ui.registrering import sheet_marks
from bvdesk.ui.registrering.ark_source import ArkSource
from bvdesk.ui.registrering.sheet_marks import SheetMarks

K4 = Periode.quarter(2025, 4)
RELATED = ("undersokelser_avsluttet", "undersokelser_fristbrudd", "undersokelser_utvidet_frist", "meldinger_mottatt")
STEPS = st.one_of(
    st.tuples(st.sampled_from(RELATED), st.integers(0, 40)),
    st.sampled_from(("klar", "påbegynt", "slice", "slice", "begin")),
)


@pytest.fixture
def marks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[SheetMarks]:
    """The marks of the example's last quarter; one figure in each slice."""
    monkeypatch.setattr(sheet_marks, "SLICE_SECONDS", 0)
    monkeypatch.setattr(sheet_marks, "DELAY_MS", 0)
    made = SheetMarks(desk)

    def follow(change: Change) -> None:
        if change.slag == FIGURES:
            made.follow(change.celler)

    desk.changed.connect(follow)
    made.show_sheet(K4, cells(desk))
    yield made
    made.stop()


def cells(desk: Desk) -> list[Celle]:
    """Those of the sheet that bear on each other here, in the first kommune."""
    area = desk.file.deltakere()[0].id
    source = ArkSource(desk, ark.kvartalsark(desk.file, K4))
    return [celle for celle in source.entered() if celle.omrade == area and celle.indikator in RELATED]


def fresh(desk: Desk) -> set[tuple[Celle, bool]]:
    """The figures to mark, and whether something said of them stops the approval."""
    checker = Cellekontroll(desk.file, K4)
    said = [line for each in cells(desk) for line in checker.check(each)]
    stopping = {celle for celle, _, stops in said if stops}
    return {(celle, celle in stopping) for celle, _, _ in said}


def take(step: str | tuple[str, int], desk: Desk, marks: SheetMarks) -> None:
    area = desk.file.deltakere()[0].id
    if step == "klar":
        desk.run(kvartalstatus.set_ready, area, K4)
    elif step == "påbegynt":
        desk.run(kvartalstatus.set_begun, area, K4)
    elif step == "slice":
        marks.work()
        QApplication.processEvents()
    elif step == "begin":
        marks.begin()
    elif not isinstance(step, str):
        desk.run(innskriving.write_values, [(Celle(step[0], "", area, K4), Verdi(Decimal(step[1])))])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
def test_edits_and_approvals_between_the_slices_end_in_the_same_marks_as_a_fresh_check(
    steps: list[str | tuple[str, int]], desk: Desk, marks: SheetMarks, qtbot: QtBot
) -> None:
    for step in steps:
        take(step, desk, marks)
    qtbot.waitUntil(lambda: {(celle, celle in marks.stopping) for celle in marks.found} == fresh(desk))


def test_what_a_change_touches_is_marked_before_the_rest_of_the_sheet_is_looked_at(
    desk: Desk, marks: SheetMarks, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(marks.checked):
        pass
    with qtbot.waitSignal(marks.changed):
        take(("undersokelser_fristbrudd", 9000), desk, marks)
    assert marks.stopping
    assert len(marks._waiting) == len(cells(desk))
