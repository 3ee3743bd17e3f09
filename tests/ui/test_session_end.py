"""The system ends the session: the window closes, and what was begun is finished."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pod_desktop.ui.session_end import SessionEnd


class Ends(list[str]):
    """What was called, in order."""

    def close(self) -> None:
        self.append("close")

    def finish(self) -> None:
        self.append("finish")


@pytest.fixture
def ends() -> Ends:
    return Ends()


@pytest.fixture
def session(qapp: QApplication, ends: Ends) -> Iterator[SessionEnd]:
    assert qapp is not None
    session = SessionEnd(ends.close, ends.finish)
    yield session
    session.stop()


def test_what_was_begun_is_finished_before_the_system_has_its_answer(session: SessionEnd, ends: Ends):
    session.session_ends()
    assert ends == ["close", "finish"]


def test_the_systems_question_is_heard(qapp: QApplication, ends: Ends):
    # It cannot be asked here: with it comes a session manager, which only the system can make.
    heard = SIGNAL("commitDataRequest(QSessionManager&)")
    before = qapp.receivers(heard)
    session = SessionEnd(ends.close, ends.finish)
    assert qapp.receivers(heard) == before + 1
    session.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs without signals")
@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_closes_the_window(ends: Ends, qtbot: QtBot, number: str):
    os.kill(os.getpid(), getattr(signal, number))
    qtbot.waitUntil(lambda: ends == ["close"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs without signals")
def test_afterwards_signals_do_what_they_did(session: SessionEnd):
    session.stop()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
