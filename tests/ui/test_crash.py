import faulthandler
import gc
import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.errors import NotAllowed
from pod_desktop.logs import LOG_NAME, RunningLog
from pod_desktop.ui.crash import CrashGuard
from pod_desktop.ui.widgets.question import Question

CANARY = "Zebedee Quillfeather"


class Asker(QObject):
    asked = Signal()


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


@pytest.fixture
def guard(window):
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    guard = CrashGuard(window)
    guard.install()
    yield guard
    for question in questions():
        question.reject()
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


@pytest.fixture
def log(tmp_path):
    was_on = faulthandler.is_enabled()
    running = RunningLog(tmp_path)
    yield tmp_path / LOG_NAME
    running.stop()
    if was_on:
        faulthandler.enable(2)  # pytest's own


def fail(*_):
    raise ValueError(CANARY)


def fail_elsewhere(*_):
    raise KeyError(CANARY)


def fail_in_a_slot(failing=fail):
    asker = Asker()
    asker.asked.connect(failing)
    asker.asked.emit()


def questions():
    QApplication.processEvents()
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible()]


def test_a_failing_slot_asks_one_plain_question(guard):
    fail_in_a_slot()
    [question] = questions()
    assert question.isModal()
    assert question.parent() is guard.parent()


def test_nothing_is_asked_within_the_failing_call_itself(guard):
    seen = []
    guard._failed.connect(lambda _: seen.append(guard._question))
    fail_in_a_slot()
    assert seen == [None]
    assert len(questions()) == 1


def test_going_on_leaves_the_program_open(guard, qtbot):
    fail_in_a_slot()
    with qtbot.assertNotEmitted(guard.closing_requested):
        questions()[0].answer("go_on")
    assert questions() == []


def test_closing_is_asked_of_the_program_and_not_done_here(guard, qtbot):
    fail_in_a_slot()
    with qtbot.waitSignal(guard.closing_requested):
        questions()[0].answer("close")
    assert guard.parent().isVisible()


def test_leaving_the_question_with_esc_goes_on(guard, qtbot):
    fail_in_a_slot()
    with qtbot.assertNotEmitted(guard.closing_requested):
        questions()[0].reject()
    assert questions() == []


@pytest.mark.usefixtures("guard")
def test_a_second_fault_while_the_question_is_open_asks_nothing_more():
    fail_in_a_slot()
    assert len(questions()) == 1
    fail_in_a_slot(fail_elsewhere)
    assert len(questions()) == 1


@pytest.mark.usefixtures("guard")
def test_a_fault_at_the_same_place_is_told_once_and_logged_each_time(log):
    fail_in_a_slot()
    questions()[0].answer("go_on")
    fail_in_a_slot()
    assert questions() == []
    assert log.read_text(encoding="utf-8").count("the program failed") == 2


@pytest.mark.usefixtures("guard")
def test_a_fault_at_another_place_is_told_again():
    fail_in_a_slot()
    questions()[0].answer("go_on")
    fail_in_a_slot(fail_elsewhere)
    assert len(questions()) == 1


def test_a_failing_thread_asks_in_the_gui_thread(guard, log, qtbot):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert guard._question is None
    qtbot.waitUntil(lambda: len(questions()) == 1)
    assert questions()[0].thread() is guard.thread()
    assert "a thread failed" in log.read_text(encoding="utf-8")


@pytest.mark.usefixtures("guard")
def test_a_fault_while_something_is_thrown_away_is_logged_and_asks_nothing(log):
    class Dropped:
        pass

    dropped = Dropped()
    weakref.finalize(dropped, lambda: None)
    reference = weakref.ref(dropped, fail)
    del dropped
    gc.collect()
    assert reference() is None
    assert questions() == []
    assert "throwing away failed" in log.read_text(encoding="utf-8")


@pytest.mark.usefixtures("guard")
def test_what_an_exception_says_stands_nowhere(log, capfd):
    fail_in_a_slot()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    [question] = questions()
    shown = " ".join(child.text() for child in question.findChildren(QWidget) if hasattr(child, "text"))
    text = log.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "in fail" in text
    assert "Everything you did before this moment is stored." in shown
    for place in (shown, text, *capfd.readouterr()):
        assert CANARY not in place


def refuse(*_):
    raise NotAllowed("The disk is full. Nothing is lost.")


def said(question):
    return " ".join(child.text() for child in question.findChildren(QWidget) if hasattr(child, "text"))


@pytest.mark.usefixtures("guard")
def test_a_refusal_that_no_screen_shows_is_shown_in_its_own_words_each_time(log):
    for _ in range(2):
        fail_in_a_slot(refuse)
        [question] = questions()
        assert "The disk is full. Nothing is lost." in said(question)
        assert "went wrong" not in said(question)
        question.answer("go_on")
    text = log.read_text(encoding="utf-8")
    assert "the program failed" not in text
    assert text.count("an act was refused") == 2


def test_ctrl_c_closes_without_a_question(guard, qtbot):
    with qtbot.waitSignal(guard.closing_requested):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert questions() == []


@pytest.mark.usefixtures("guard")
def test_a_program_without_a_terminal_is_guarded_too(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    fail_in_a_slot()
    assert len(questions()) == 1


@pytest.mark.usefixtures("guard")
def test_a_failing_timer_is_caught_and_the_program_runs_on(qtbot):
    ran = []
    QTimer.singleShot(0, fail)
    QTimer.singleShot(0, lambda: ran.append(True))
    qtbot.waitUntil(lambda: ran == [True])
    qtbot.waitUntil(lambda: len(questions()) == 1)


def test_uninstalling_gives_the_hooks_back(guard):
    guard.uninstall()
    assert (sys.excepthook, sys.unraisablehook) == (sys.__excepthook__, sys.__unraisablehook__)
    assert threading.excepthook is threading.__excepthook__
