"""What is refused is said on the screen, and a second start shows the first window."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pod_desktop.domain.clock import ManualClock
from pod_desktop.errors import PodError
from pod_desktop.paths import Profile
from pod_desktop.profile_door import ProfileDoor
from pod_desktop.running import held
from pod_desktop.services import turn_log
from pod_desktop.services.audit import look_through
from pod_desktop.ui import theme
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.voices.seats import Seat
from tests.faults.child import PASSPHRASE, clock_after
from tests.faults.small_disk import small_disk
from tests.faults.test_refusals import NAMES, REFUSED, Alter
from tests.faults.untouched import untouched
from tests.services.visit import Visit
from tests.ui.test_main_window import AtOnce

_FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from pod_desktop import app
from pod_desktop.ui.main_window import MainWindow

def come_to_front(window):
    came(window)
    print("raised", window.isVisible(), flush=True)

came, MainWindow.come_to_front = MainWindow.come_to_front, come_to_front
application = app.application()
QTimer.singleShot(0, lambda: print("open", flush=True))
sys.exit(app.run(Path(sys.argv[1])))
"""
_REFUSED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from pod_desktop import app
from pod_desktop.domain.clock import ManualClock, SystemClock
from pod_desktop.errors import PodError
from pod_desktop.ui.unlock import Refusal

def look():
    for window in application.topLevelWidgets():
        print(type(window).__name__, getattr(window, "sentence", ""), flush=True)
        window.close()

application = app.application()
QTimer.singleShot(0, look)
year = int(sys.argv[2])
clock = ManualClock(datetime(year, 1, 1, 12, tzinfo=UTC)) if year else SystemClock()
try:
    app.run(Path(sys.argv[1]), clock=clock)
except PodError as error:
    sys.exit(2)
"""


@pytest.fixture
def clock() -> ManualClock:
    return clock_after(1000)


def program(code: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - this very Python, and the words above
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def line(of: "subprocess.Popen[str]") -> str:
    assert of.stdout is not None
    return of.stdout.readline().strip()


def started_again(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-m", "pod_desktop", "--profile", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def refused(folder: Path, year: int = 0) -> str:
    """What the window says that is shown instead; the exit status must be that of bad input."""
    out, err = program(_REFUSED, folder, year).communicate(timeout=60)
    name, _, sentence = out.strip().partition(" ")
    assert name == "Refusal", out + err
    assert "Traceback" not in err
    return sentence


# --- a second start -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_second_start_shows_the_first_window_and_ends_and_a_kill_leaves_nothing_in_the_way(place: Profile):
    for _ in range(2):
        first = program(_FIRST, place.dir)
        try:
            assert line(first) == "open"
            with untouched(place.dir):
                second = started_again(place.dir / ".." / place.dir.name)
            assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
            assert line(first) == "raised True"
        finally:
            first.kill()
            first.communicate()
    assert place.lock.exists()


@pytest.mark.slow
def test_two_profiles_are_open_beside_each_other(place: Profile, tmp_path: Path):
    one, other = program(_FIRST, place.dir), program(_FIRST, tmp_path / "another")
    try:
        assert (line(one), line(other)) == ("open", "open")
    finally:
        for each in (one, other):
            each.kill()
            each.communicate()


@pytest.mark.slow
def test_a_first_that_does_not_answer_is_said(place: Profile):
    with held(place), untouched(place.dir):
        sentence = refused(place.dir)
    assert "is open already" in sentence
    assert "Nothing has been changed" in sentence


# --- the program cannot begin -------------------------------------------------------------------------------


def test_a_synced_folder_is_refused_in_a_window_before_anything_is_made(tmp_path: Path):
    (tmp_path / ".nextcloudsync.log").touch()
    assert "Nextcloud keeps in step" in refused(tmp_path / "new" / "pod")
    assert not (tmp_path / "new").exists()


def test_a_clock_that_was_never_set_is_refused_in_a_window_before_anything_is_made(tmp_path: Path):
    sentence = refused(tmp_path / "new", year=2012)
    assert "1 January 2012" in sentence
    assert "set the date" in sentence
    assert not (tmp_path / "new").exists()


@pytest.mark.slow
def test_a_read_only_folder_is_refused_in_a_window(tmp_path: Path):
    with small_disk(tmp_path / "disk") as disk:
        (disk.at / "profile").mkdir()
        with disk.read_only():
            assert "the disk is read-only" in refused(disk.at / "profile")
            assert "the disk is read-only" in refused(disk.at / "another")


# --- on the way in ------------------------------------------------------------------------------------------


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, clock: ManualClock) -> Iterator[Callable[[Profile], MainWindow]]:
    """Opens the window of a profile, at its way in."""
    theme.apply(qapp, scheme="light")
    jobs, windows = Jobs(AtOnce()), []

    def open_window(place: Profile) -> MainWindow:
        window = MainWindow(ProfileDoor(place, clock), jobs)
        windows.append(window)  # or it would go with the test, and what hangs on its focus later
        qtbot.addWidget(window)
        window.show()
        return window

    yield open_window
    for window in windows:
        window.close()
    jobs.stop()


def shown_words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize(
    ("alter", "words"),
    [(alter, words) for alter, _, words in REFUSED if alter.__name__ != "no_keys"],
    ids=[name for name in NAMES if name != "no_keys"],
)
def test_what_cannot_be_opened_is_said_where_the_passphrase_was_typed(
    place: Profile, opened: Callable[[Profile], MainWindow], alter: Alter, words: str
):
    alter(place)
    window = opened(place)
    with untouched(place.dir):
        window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    assert window.shell is None
    assert words in shown_words(window.unlock_screen)


@pytest.mark.slow
def test_a_tap_that_finds_no_room_says_so_on_the_page_and_is_not_pretended(
    a_team: Path, tmp_path: Path, clock: ManualClock, opened: Callable[[Profile], MainWindow]
):
    with small_disk(tmp_path / "disk") as disk:
        shutil.copytree(a_team, disk.at / "profile")
        window = opened(Profile(disk.at / "profile"))
        visit = _at_the_table(window, clock)
        page = window.shell.page if window.shell is not None else None
        assert isinstance(page, MeetingPage)
        with disk.filled(leaving=50_000):
            taps = stored = 0
            while not page.voices.page.refusal.sentence:
                stored = len(turn_log.log_view(visit.journal, visit.meeting_id).turns)
                clock.advance(seconds=3)
                _seats(window)[taps % 2].click()
                taps += 1
                assert taps < 500
            assert page.voices.page.refusal.isVisible()
            assert "The disk is full, so this could not be done." in page.voices.page.refusal.sentence
            assert len(turn_log.log_view(visit.journal, visit.meeting_id).turns) == stored
            [goes_on] = [seat for seat in _seats(window) if seat.speaking]
            [going_on] = turn_log.live_view(visit.journal, visit.meeting_id).going_on
            assert going_on.speaker == goes_on.stay.who
        clock.advance(seconds=3)
        next(seat for seat in _seats(window) if not seat.speaking).click()
        assert page.voices.page.refusal.sentence == ""
        assert len(turn_log.log_view(visit.journal, visit.meeting_id).turns) == stored + 1
        assert look_through(visit.journal).ok
        window.close()


def _at_the_table(window: MainWindow, clock: ManualClock) -> Visit:
    window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    assert window.shell is not None
    journal = window.shell._desk.journal
    visit = Visit.prepare(journal, clock, journal.author_id).begin().everybody_agrees()
    window.shell.show_meeting(visit.meeting_id)
    return visit


def _seats(window: MainWindow) -> list[Seat]:
    return sorted(window.findChildren(Seat), key=lambda seat: seat.stay.who.name)


# --- an open program ----------------------------------------------------------------------------------------


def test_a_clock_that_jumps_back_while_the_program_is_open_stops_no_tap(place: Profile, clock: ManualClock):
    door = ProfileDoor(place, clock)
    journal = door.open(PASSPHRASE)
    visit = Visit.prepare(journal, clock, journal.author_id).begin().everybody_agrees()
    live = visit.live()
    live.tap(visit.someone(visit.sam))
    clock.set_wall(datetime(2011, 5, 5, tzinfo=UTC))
    clock.advance(seconds=4)
    assert live.tap(visit.someone(visit.may))
    first, second = turn_log.log_view(journal, visit.meeting_id).turns
    assert first.ended == second.began
    assert (second.began - first.began).total_seconds() == 4
    assert look_through(journal).ok
    journal.close()
    with untouched(place.dir), pytest.raises(PodError, match="5 May 2011"):
        door.open(PASSPHRASE)
