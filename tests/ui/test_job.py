from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from bvdesk.domain.errors import UserError
from bvdesk.ui.job import Job, JobRunner


@pytest.fixture
def runner(qtbot: QtBot) -> JobRunner:
    return JobRunner()


def test_a_job_runs_elsewhere_and_hands_back_its_result(qtbot: QtBot, runner: JobRunner) -> None:
    job = runner.prepare()
    steps: list[tuple[int, int, str]] = []
    job.progressed.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(job.done) as done:
        runner.start(job, lambda job: (job.step(1, 2, "halvveis"), threading.get_ident())[1])
    assert done.args is not None
    assert done.args[0] != threading.get_ident()
    assert steps == [(1, 2, "halvveis")]
    runner.close()


def test_a_fault_comes_back_as_it_was(qtbot: QtBot, runner: JobRunner) -> None:
    def work(_job: Job) -> None:
        raise UserError("Disken er full.")

    job = runner.prepare()
    with qtbot.waitSignal(job.failed) as failed:
        runner.start(job, work)
    assert failed.args is not None
    assert str(failed.args[0]) == "Disken er full."
    runner.close()


def test_a_job_stops_at_its_next_step_and_closing_waits(qtbot: QtBot, runner: JobRunner) -> None:
    started = threading.Event()

    def work(job: Job) -> None:
        started.set()
        while True:
            job.step(0, 1)

    job = runner.prepare()
    with qtbot.waitSignal(job.cancelled):
        runner.start(job, work)
        started.wait(5)
        runner.close()
