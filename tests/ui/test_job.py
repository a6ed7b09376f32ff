from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject
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


def test_whoever_listens_hears_it_in_the_thread_of_the_window(qtbot: QtBot, runner: JobRunner) -> None:
    job, heard_in = runner.prepare(), set()
    for signal in (job.progressed, job.done, job.finished):
        signal.connect(lambda *_: heard_in.add(threading.get_ident()))
    with qtbot.waitSignal(job.finished):
        runner.start(job, lambda job: job.step(0, 1))
    assert heard_in == {threading.get_ident()}
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


class Loop:
    """Only the cycle collector can free it."""

    def __init__(self, deaths: list[int]) -> None:
        self.me = self
        self.qt = QObject()
        self.deaths = deaths

    def __del__(self) -> None:
        self.deaths.append(threading.get_ident())


def test_no_qt_object_dies_in_the_thread_of_a_job(qtbot: QtBot, runner: JobRunner) -> None:
    deaths: list[int] = []

    def work(_job: Job) -> None:
        rubbish = [[at] for at in range(200_000)]  # enough to wake a collector that does not rest
        del rubbish

    job = runner.prepare()
    Loop(deaths)
    with qtbot.waitSignal(job.finished):
        runner.start(job, work)
    qtbot.waitUntil(gc.isenabled)
    gc.collect()
    assert deaths == [threading.get_ident()]
    runner.close()
