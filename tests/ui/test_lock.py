"""What is left when the program locks or covers itself: nothing of the person, and every word."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from typing_extensions import override

from pod_desktop.services import network, people
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.people.record import DETAILS, RecordPage
from pod_desktop.ui.pin_question import PinQuestion
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.widgets import Field, Question
from tests.services.visit import Visit
from tests.ui.test_main_window import RIGHT, AtOnce, OneDoor


@pytest.fixture
def window(qtbot: QtBot, journal) -> Iterator[MainWindow]:
    jobs = Jobs(AtOnce())
    shown = MainWindow(OneDoor(journal), jobs)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.close()
    jobs.stop()


@pytest.fixture
def visit(journal, clock, me) -> Visit:
    return Visit.prepare(journal, clock, me)


def opened(window: MainWindow) -> Shell:
    window.unlock_screen.unlock_requested.emit(RIGHT)
    assert window.shell is not None
    return window.shell


def on_the_map_in_a_meeting(window: MainWindow, visit: Visit) -> Shell:
    visit.begin()
    shell = opened(window)
    window.choose_pin()
    (question,) = window.findChildren(PinQuestion)
    question.pin_chosen.emit("2468")
    question.accept()
    shell.go_back()
    assert isinstance(shell.page, RecordPage)
    return shell


def idle(window: MainWindow) -> None:
    (timer,) = [t for t in window.findChildren(QTimer) if t.parent() is window and t.isSingleShot()]
    timer.timeout.emit()


def forget_what_is_gone() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_pin_lifts_the_cover_on_the_map_too_while_the_meeting_is_open(qtbot, window, visit):
    on_the_map_in_a_meeting(window, visit)
    window.cover()
    qtbot.keyClicks(window.cover_screen, "2")
    (field,) = [edit for edit in window.cover_screen.findChildren(QLineEdit) if edit.isVisible()]
    qtbot.keyClicks(field, "468")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not window.cover_screen.is_on()


def test_left_alone_on_the_map_in_an_open_meeting_it_covers_itself_and_keeps_the_page(window, visit):
    shell = on_the_map_in_a_meeting(window, visit)
    idle(window)
    assert window.shell is shell
    assert window.cover_screen.is_on()


def test_another_persons_record_is_no_meeting(window, visit, journal):
    shell = on_the_map_in_a_meeting(window, visit)
    shell.show_record(people.add_person(journal, "Robin Vale"))
    idle(window)
    assert window.shell is None


def test_once_the_meeting_is_closed_its_record_is_no_meeting_any_more(window, visit):
    on_the_map_in_a_meeting(window, visit)
    visit.close()
    idle(window)
    assert window.shell is None


def test_locked_nothing_of_the_meeting_stays_in_memory(window, visit):
    visit.begin()
    shell = opened(window)
    assert isinstance(shell.page, MeetingPage)
    window.lock()
    forget_what_is_gone()
    assert window.findChildren(Shell) == []
    assert window.findChildren(FactsRelay) == []
    assert window.findChildren(Sitting) == []


def nhs_number_of(shell: Shell, visit: Visit) -> Field:
    shell.show_record(visit.sam)
    assert isinstance(shell.page, RecordPage)
    shell.page.go_to(DETAILS)
    field = shell.page.details.fields["nhs_number"]
    assert isinstance(field, Field)
    return field


def test_locked_a_refused_number_is_forgotten_and_covered_it_stays(window, visit):
    shell = opened(window)
    field = nhs_number_of(shell, visit)
    field.edit.setText("999 123 4560")
    window.cover()
    assert field.text() == "999 123 4560"
    shell.show_people()
    window.lock()
    forget_what_is_gone()
    assert nhs_number_of(opened(window), visit).text() == ""


def test_locking_leaves_what_is_being_asked(window, visit):
    shell = opened(window)
    shell.show_record(visit.sam)
    question = Question("Take Jo off the map?", "With all ties.", (("off", "Take off"),), shell.page)
    question.open()
    left = []
    question.rejected.connect(lambda: left.append(True))
    window.lock()
    assert left == [True]
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def test_f9_covers_also_while_something_is_asked(qtbot, window, visit):
    shell = opened(window)
    shell.show_record(visit.sam)
    question = Question("Take Jo off the map?", "With all ties.", (("off", "Take off"),), shell.page)
    question.open()
    qtbot.keyClick(question, Qt.Key.Key_F9)
    assert window.cover_screen.is_on()
    assert not question.isVisible()


def test_the_pin_is_gone_with_its_question(window, visit):
    visit.begin()
    opened(window)
    window.choose_pin()
    (question,) = window.findChildren(PinQuestion)
    question.pin_chosen.emit("2468")
    question.accept()
    forget_what_is_gone()
    assert window.findChildren(PinQuestion) == []


def test_a_name_that_is_typed_for_the_map_is_kept_when_the_page_is_left(window, visit, journal):
    shell = opened(window)
    shell.show_record(visit.sam)
    page = shell.findChild(NetworkPage)
    assert isinstance(page, NetworkPage)
    page.names.name_field.edit.setText("Aunt Vi")
    shell.show_people()
    assert "Aunt Vi" in {m.name for m in network.network_map(journal, visit.sam).members}


def test_what_is_half_typed_is_as_it_was_when_the_cover_is_lifted(window, visit):
    visit.begin()
    page = opened(window).page
    assert isinstance(page, MeetingPage)
    page.agenda.new_topic.words.edit.setText("Whether Sam can")
    window.cover()
    window.cover_screen.passphrase_given.emit(RIGHT)
    assert page.agenda.new_topic.words.text() == "Whether Sam can"
    assert visit.view.topics == ()


def test_a_pin_does_not_outlive_the_lock(window, visit):
    shell = on_the_map_in_a_meeting(window, visit)
    window.lock()
    again = opened(window)
    assert again is not shell
    again.show_meeting(visit.meeting_id)
    window.cover()
    window.cover_screen.pin_given.emit("2468")
    assert window.cover_screen.is_on()


class Later(Executor):
    """Keeps what it is given until somebody asks for it."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    @override
    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()
        self.waiting.append(lambda: future.set_result(fn(*args, **kwargs)))
        return future


def test_a_passphrase_given_twice_lifts_one_cover_and_not_the_next(qtbot, journal):
    later = Later()
    jobs = Jobs(later)
    window = MainWindow(OneDoor(journal), jobs)
    qtbot.addWidget(window)
    window.show()
    window.enter(journal)
    later.waiting.clear()  # what is done behind the screens after opening
    window.cover()
    window.cover_screen.passphrase_given.emit(RIGHT)
    window.cover_screen.passphrase_given.emit(RIGHT)
    later.waiting.pop(0)()
    assert not window.cover_screen.is_on()
    window.cover()
    for work in later.waiting:
        work()
    assert window.cover_screen.is_on()
    window.close()
    jobs.stop()


def test_what_is_sought_has_ended_before_the_data_are_closed_and_nothing_is_sought_afterwards(
    qtbot, journal, monkeypatch
):
    order: list[str] = []

    class Behind(AtOnce):
        @override
        def shutdown(self, wait=True, *, cancel_futures=False):
            assert wait
            order.append("ended")

    monkeypatch.setattr(type(journal), "close", lambda _journal: order.append("closed"))
    jobs = Jobs(AtOnce())
    window = MainWindow(OneDoor(journal), jobs, Behind)
    qtbot.addWidget(window)
    window.show()
    shell = opened(window)
    seekers = shell._desk.seekers
    assert seekers is not None
    window.lock()
    seekers.run(lambda: order.append("sought"), done=lambda _: None, failed=lambda _: None)
    assert "ended" in order
    assert order[-1] == "closed"
    window.close()
    jobs.stop()


def test_locked_under_the_cover_a_key_leads_to_the_passphrase(qtbot, window):
    opened(window)
    window.cover()
    idle(window)
    assert window.shell is None
    qtbot.keyClick(window.cover_screen, Qt.Key.Key_Space)
    assert not window.cover_screen.is_on()
    assert window.unlock_screen.isVisible()
    focused = window.focusWidget()
    assert focused is not None
    assert window.unlock_screen.isAncestorOf(focused)
