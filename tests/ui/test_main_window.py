from collections.abc import Iterator
from concurrent.futures import Executor, Future

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from typing_extensions import override

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.paths import Profile
from pod_desktop.services import endings, people, purging, recovery
from pod_desktop.settings import Settings
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import WrongPassphrase
from pod_desktop.sync import joining
from pod_desktop.ui.door import CameBack, CoverPin, Door, Progress
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.pin_question import PinQuestion
from pod_desktop.ui.unlock import BringBack, JoinTeam, NewPassphrase, StartTeam
from pod_desktop.ui.widgets import EmptyState
from tests.services.visit import Visit

RIGHT = "kettle window seven pears"


class AtOnce(Executor):
    """Runs work where it was asked for."""

    @override
    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future carries whatever the work raised
            future.set_exception(error)
        return future


class OneDoor(Door):
    """The door to a journal that a test has made."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.left = 0

    @property
    @override
    def has_team(self) -> bool:
        return True

    @property
    @override
    def locked_out(self) -> str:
        return ""

    @property
    @override
    def needs_passphrase(self) -> bool:
        return True

    @property
    @override
    def settings(self) -> Settings:
        return Settings()

    @override
    def keep_settings(self, settings: Settings) -> None:
        """Nothing is kept behind this one."""

    @override
    def start(self, wanted: StartTeam) -> Journal:
        return self._journal

    @override
    def check_code(self, code: str) -> None:
        joining.secret_of_code(code)

    @override
    def check_sheet(self, words: str) -> None:
        recovery.require_sheet_words(words)

    @override
    def join(self, wanted: JoinTeam) -> Journal:
        return self._journal

    @override
    def open(self, passphrase: str) -> Journal:
        self.verify(passphrase)
        return self._journal

    @property
    @override
    def kept_in(self) -> Profile | None:
        return None

    @override
    def open_with_sheet(self, given: NewPassphrase) -> Journal:
        return self._journal

    @override
    def bring_back(self, wanted: BringBack, progress: Progress) -> CameBack:
        return CameBack(self._journal)

    @override
    def mend(self, passphrase: str, progress: Progress) -> CameBack:
        return CameBack(self._journal)

    @override
    def end(self) -> None:
        self.leave()

    @override
    def look_around(self) -> Journal:
        return self._journal

    @override
    def verify(self, passphrase: str) -> None:
        if passphrase != RIGHT:
            raise WrongPassphrase

    @override
    def wait_after(self, failures: int) -> float:
        return 0 if failures < 3 else 2

    @override
    def leave(self) -> None:
        self.left += 1


@pytest.fixture
def door(journal: Journal) -> OneDoor:
    return OneDoor(journal)


@pytest.fixture
def window(qtbot: QtBot, door: OneDoor) -> Iterator[MainWindow]:
    jobs = Jobs(AtOnce())
    shown = MainWindow(door, jobs)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.close()
    jobs.stop()


@pytest.fixture
def visit(journal: Journal, clock: ManualClock, me: EntityId) -> Visit:
    return Visit.prepare(journal, clock, me)


def in_meeting(window: MainWindow, visit: Visit, pin: str = "") -> None:
    visit.begin()
    window.unlock_screen.unlock_requested.emit(RIGHT)
    if pin:
        window.choose_pin()
        (question,) = window.findChildren(PinQuestion)
        question.pin_chosen.emit(pin)


def test_the_right_passphrase_opens_the_people_page(window: MainWindow):
    window.unlock_screen.unlock_requested.emit(RIGHT)
    assert window.shell is not None
    assert isinstance(window.shell.page, PeoplePage)


def test_a_wrong_passphrase_opens_nothing(window: MainWindow):
    window.unlock_screen.unlock_requested.emit("something else entirely")
    assert window.shell is None
    assert window.unlock_screen.isVisible()


def test_an_open_meeting_is_offered_back_at_the_start(window: MainWindow, visit: Visit):
    in_meeting(window, visit)
    assert window.shell is not None
    assert isinstance(window.shell.page, MeetingPage)


def test_who_did_not_guess_does_not_wait(window: MainWindow, door: OneDoor, monkeypatch: pytest.MonkeyPatch):
    def full(_passphrase: str) -> None:
        raise NotAllowed("The disk is full.")

    monkeypatch.setattr(door, "verify", full)
    for _ in range(5):
        window.unlock_screen.unlock_requested.emit(RIGHT)
    assert _open_button(window).isEnabled()
    monkeypatch.undo()
    for _ in range(3):
        window.unlock_screen.unlock_requested.emit("something else entirely")
    assert not _open_button(window).isEnabled()


def _open_button(window: MainWindow) -> QPushButton:
    return next(each for each in window.findChildren(QPushButton) if each.text() == "Open")


def test_endings_that_cannot_be_carried_out_now_disturb_nobody(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    asked = []

    def full(_journal: Journal) -> int:
        asked.append(True)
        raise NotAllowed("The disk is full.")

    monkeypatch.setattr(endings, "carry_out_due_choices", full)
    window.unlock_screen.unlock_requested.emit(RIGHT)
    assert window.shell is not None
    window.shell._endings.look()
    assert len(asked) == 2


def test_f9_covers_at_once_and_hides_the_rest(qtbot: QtBot, window: MainWindow):
    window.unlock_screen.unlock_requested.emit(RIGHT)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.cover_screen.is_on()
    assert window.shell is not None
    assert not window.shell.isVisible()


def test_before_the_door_is_open_there_is_nothing_to_cover(window: MainWindow):
    window.cover()
    assert not window.cover_screen.is_on()


def test_the_passphrase_lifts_the_cover_and_another_does_not(window: MainWindow):
    window.unlock_screen.unlock_requested.emit(RIGHT)
    window.cover()
    window.cover_screen.passphrase_given.emit("something else entirely")
    assert window.cover_screen.is_on()
    window.cover_screen.passphrase_given.emit(RIGHT)
    assert not window.cover_screen.is_on()
    assert window.shell is not None
    assert window.shell.isVisible()


def test_in_a_meeting_the_pin_lifts_the_cover(window: MainWindow, visit: Visit):
    in_meeting(window, visit, pin="2468")
    window.cover()
    window.cover_screen.pin_given.emit("2468")
    assert not window.cover_screen.is_on()


def test_after_three_wrong_pins_only_the_passphrase_lifts_the_cover(window: MainWindow, visit: Visit):
    in_meeting(window, visit, pin="2468")
    window.cover()
    for _ in range(3):
        window.cover_screen.pin_given.emit("1111")
    window.cover_screen.pin_given.emit("2468")
    assert window.cover_screen.is_on()
    window.cover_screen.passphrase_given.emit(RIGHT)
    assert not window.cover_screen.is_on()


def test_locking_closes_the_data_and_asks_for_the_passphrase(window: MainWindow, door: OneDoor):
    window.unlock_screen.unlock_requested.emit(RIGHT)
    window.lock()
    assert window.shell is None
    assert door.left == 1
    assert window.unlock_screen.isVisible()


def test_after_locking_the_passphrase_can_be_typed_at_once(qtbot: QtBot, window: MainWindow):
    window.unlock_screen.unlock_requested.emit(RIGHT)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    at = QApplication.focusWidget()
    assert at is not None
    assert window.unlock_screen.isAncestorOf(at)


def test_after_locking_it_never_opens_on_the_last_person(window: MainWindow, visit: Visit):
    in_meeting(window, visit)
    window.lock()
    window.unlock_screen.unlock_requested.emit(RIGHT)
    assert window.shell is not None
    assert isinstance(window.shell.page, PeoplePage)


def test_started_again_the_window_comes_back_from_the_task_bar_and_stays_covered(window: MainWindow):
    window.unlock_screen.unlock_requested.emit(RIGHT)
    window.cover()
    window.showMinimized()
    window.come_to_front()
    assert window.isVisible()
    assert not window.isMinimized()
    assert window.cover_screen.is_on()
    assert window.shell is not None
    assert not window.shell.isVisible()


def test_started_again_a_maximised_window_stays_maximised(window: MainWindow):
    window.showMaximized()
    window.showMinimized()
    window.come_to_front()
    assert window.isMaximized()
    assert not window.isMinimized()


def test_without_use_the_program_locks_itself(window: MainWindow):
    window.unlock_screen.unlock_requested.emit(RIGHT)
    _idle_timer(window).timeout.emit()
    assert window.shell is None


def test_in_a_meeting_it_covers_itself_instead_and_wants_the_passphrase(window: MainWindow, visit: Visit):
    in_meeting(window, visit, pin="2468")
    _idle_timer(window).timeout.emit()
    assert window.shell is not None
    assert window.cover_screen.is_on()
    window.cover_screen.passphrase_given.emit(RIGHT)
    assert not window.cover_screen.is_on()
    assert isinstance(window.shell.page, MeetingPage)


def _idle_timer(window: MainWindow) -> QTimer:
    (timer,) = [t for t in window.findChildren(QTimer) if t.parent() is window and t.isSingleShot()]
    return timer


@pytest.mark.parametrize(
    ("pin", "fits"), [("1234", True), ("12345678", True), ("123", False), ("12a4", False)]
)
def test_a_pin_has_four_to_eight_digits(pin: str, fits: bool):
    assert CoverPin.fits(pin) is fits


def test_a_pin_counts_again_after_the_passphrase():
    pin = CoverPin()
    pin.choose("2468")
    assert [pin.lifts("1111") for _ in range(3)] == [False] * 3
    assert not pin.lifts("2468")
    pin.forgive()
    assert pin.lifts("2468")


@pytest.mark.parametrize("others", [0, 1])
def test_after_a_record_was_taken_off_the_keyboard_is_where_one_goes_on(
    window: MainWindow, journal: Journal, others: int
):
    sam = people.add_person(journal, "Sam Penrose")
    for number in range(others):
        people.add_person(journal, f"Made-up person {number}")
    window.enter(journal)
    shell = window.shell
    assert shell is not None
    shell.show_record(sam)
    assert isinstance(shell.page, RecordPage)
    purging.purge_record(journal, sam, is_filed=True)
    assert isinstance(shell.page, PeoplePage)
    focused = window.focusWidget()
    if others:
        assert focused is shell.page.search
    else:
        assert isinstance(focused, QPushButton)
        assert isinstance(focused.parentWidget(), EmptyState)


def test_a_team_that_was_just_started_has_the_keyboard_where_the_first_name_is_begun(
    window: MainWindow, journal: Journal
):
    window.enter(journal)
    focused = window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "New person"
    assert isinstance(focused.parentWidget(), EmptyState)


@pytest.mark.parametrize(
    ("across", "down", "is_as_large"), [(1920, 1040, False), (1366, 728, True), (1024, 560, True)]
)
def test_the_window_hangs_over_no_edge_of_the_screen(
    window: MainWindow, across: int, down: int, is_as_large: bool
):
    """On 1024 by 600 half of what it had could not be reached."""
    window.show_within(QSize(across, down))
    assert window.isMaximized() is is_as_large
