"""A second start shows the first window."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pod_desktop.ui import first_window
from pod_desktop.ui.first_window import FirstWindow, raise_first
from pod_desktop.ui.unlock import Refusal

_SECOND = (
    "import sys, pathlib; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]); "
    "from pod_desktop.ui.first_window import raise_first; print(raise_first(pathlib.Path(sys.argv[1])))"
)


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[FirstWindow]:
    made = FirstWindow(tmp_path, qapp)
    assert made.listens
    yield made
    made.stop()
    made.deleteLater()


def second_start(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - this very Python, and the words above
        [sys.executable, "-c", _SECOND, str(folder)], stdout=subprocess.PIPE, text=True
    )


def told(second: "subprocess.Popen[str]") -> str:
    out, _ = second.communicate(timeout=30)
    return out.strip()


def test_a_second_start_is_heard_and_answered(qtbot: QtBot, first: FirstWindow, tmp_path: Path):
    with qtbot.waitSignal(first.raise_requested, timeout=20_000):
        second = second_start(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert told(second) == "True"


def test_every_way_to_write_the_path_is_the_same_profile(qtbot: QtBot, first: FirstWindow, tmp_path: Path):
    (tmp_path / "inside").mkdir()
    with qtbot.waitSignal(first.raise_requested, timeout=20_000):
        second = second_start(tmp_path / "inside" / "..")
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert told(second) == "True"


def test_another_profile_is_not_disturbed(first: FirstWindow, tmp_path: Path):
    heard = []
    first.raise_requested.connect(lambda: heard.append(True))
    assert not raise_first(tmp_path / "another", within_ms=100)
    assert heard == []


@pytest.mark.usefixtures("qapp")
def test_a_first_window_that_does_not_answer_is_not_waited_for_long(tmp_path: Path):
    mute = QLocalServer()
    assert mute.listen(first_window._address(tmp_path))
    assert not raise_first(tmp_path, within_ms=200)
    mute.close()


def test_nothing_that_is_sent_is_read(qtbot: QtBot, first: FirstWindow, tmp_path: Path):
    heard = []
    first.raise_requested.connect(lambda: heard.append(True))
    stranger = QLocalSocket()
    stranger.connectToServer(first_window._address(tmp_path))
    assert stranger.waitForConnected(1000)
    stranger.write(b"open /etc/passwd\n" * 100_000)
    qtbot.waitUntil(lambda: stranger.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == [True]
    assert all(socket.bytesAvailable() <= 1 for socket in first.findChildren(QLocalSocket))


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of Windows goes with its program")
@pytest.mark.usefixtures("qapp")
def test_what_a_killed_program_left_is_no_hindrance(tmp_path: Path):
    code = (
        "import sys, os, signal, pathlib; from PySide6.QtCore import QCoreApplication; "
        "app = QCoreApplication([]); from pod_desktop.ui.first_window import FirstWindow; "
        "first = FirstWindow(pathlib.Path(sys.argv[1])); assert first.listens; "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)  # noqa: S603
    again = FirstWindow(tmp_path)
    assert again.listens
    again.stop()


def test_the_address_tells_nothing_of_the_path(tmp_path: Path):
    address = first_window._address(tmp_path / "Ana Reyes")
    assert "Ana" not in address
    assert len(address) < 60


def test_a_refusal_says_its_sentence_and_closes_with_its_button_or_esc(qtbot: QtBot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        shown = Refusal("The disk is full. Nothing has been changed.")
        qtbot.addWidget(shown)
        shown.show()
        shown.activateWindow()
        qtbot.waitUntil(shown.isActiveWindow)
        at = QApplication.focusWidget()
        assert at is not None
        assert at.accessibleDescription() == "The disk is full. Nothing has been changed."
        qtbot.keyClick(at, key)
        assert not shown.isVisible()
