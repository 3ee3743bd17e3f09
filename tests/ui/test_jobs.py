"""Work behind the screens, when it is stopped: what waits is not begun, and nobody is told of what ended."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from pod_desktop.ui.jobs import Jobs


class OneThread(ThreadPoolExecutor):
    """A thread, and what it was given to do."""

    def __init__(self) -> None:
        super().__init__(1)
        self.given: list[Future[Any]] = []

    @override
    def submit(self, fn, /, *args, **kwargs):
        self.given.append(super().submit(fn, *args, **kwargs))
        return self.given[-1]


class Work:
    """A long work that is being done, and three that wait for it."""

    def __init__(self) -> None:
        self.executor = OneThread()
        self.jobs = Jobs(self.executor)
        self.ran: list[int] = []
        self.told: list[object] = []
        self.go = threading.Event()
        began = threading.Event()

        def long_work() -> None:
            began.set()
            self.go.wait(5)
            self.ran.append(0)

        self.jobs.run(long_work, done=self.told.append, failed=self.told.append)
        assert began.wait(5)
        for number in (1, 2, 3):
            short = partial(self.ran.append, number)
            self.jobs.run(short, done=self.told.append, failed=self.told.append)


@pytest.fixture
def work(qapp: QApplication) -> Work:  # noqa: ARG001 - signals need an application
    return Work()


def test_what_waits_is_not_begun_once_it_is_stopped_and_what_is_done_has_ended(work: Work):
    work.executor.given[-1].add_done_callback(lambda _: work.go.set())
    work.jobs.stop()
    assert work.ran == [0]


def test_where_what_waits_was_asked_for_it_is_done_before_the_end(work: Work):
    work.go.set()
    work.jobs.stop(finish=True)
    assert work.ran == [0, 1, 2, 3]


@pytest.mark.parametrize("finish", [True, False])
def test_nobody_is_told_of_what_ended_when_it_is_stopped(work: Work, qapp: QApplication, finish: bool):
    work.go.set()
    work.jobs.stop(finish=finish)
    qapp.processEvents()
    assert work.told == []


def test_a_fault_in_what_was_being_done_troubles_nobody_afterwards(qapp: QApplication):
    jobs, go = Jobs(), threading.Event()
    told: list[object] = []

    def broken() -> None:
        go.wait(5)
        raise RuntimeError("a fault of the program")

    jobs.run(broken, done=told.append, failed=told.append, broken=lambda: told.append("broken"))
    go.set()
    jobs.stop()
    qapp.processEvents()
    assert told == []
