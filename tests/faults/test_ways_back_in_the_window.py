"""Damaged files, backups and the recovery sheet through the window and the real door to a profile."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pod_desktop.domain.clock import ManualClock
from pod_desktop.durable_files import CannotStore
from pod_desktop.paths import Profile
from pod_desktop.profile_door import ProfileDoor
from pod_desktop.services import audit, backups, people, recovery
from pod_desktop.services import profile as profiles
from pod_desktop.ui import theme
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.keeping.keeper import Keeper
from pod_desktop.ui.keeping.page import KeepingPage
from pod_desktop.ui.keeping.sheet_page import SheetPage
from pod_desktop.ui.keeping.told import ToldPage
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.unlock import BringBack, NewPassphrase
from tests.faults.untouched import untouched
from tests.services.visit import Visit
from tests.ui.keeping.conftest import PASSPHRASE, start
from tests.ui.test_main_window import AtOnce

NEW = "another kettle of fish"


@pytest.fixture
def place(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "team")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


@pytest.fixture
def words(place: Profile, stick: Path, clock: ManualClock) -> str:
    """A team with a daily backup, one on a stick, and one record younger than both; the sheet's words."""
    journal = start(place, clock)
    people.add_person(journal, "Jo Marsh")
    made = recovery.make_recovery_key(place, journal, PASSPHRASE)
    recovery.sheet_is_kept(place, journal, made)
    backups.back_up_daily(place, journal)
    backups.back_up_to(place, journal, stick)
    people.add_person(journal, "Sam Okafor")
    journal.close()
    return " ".join(made.sheet.words.reveal())


@pytest.fixture
def window_of(qapp: QApplication, qtbot: QtBot, clock: ManualClock) -> Iterator[Callable[..., MainWindow]]:
    if qapp.findChild(theme.Theme) is None:
        theme.apply(qapp, scheme="light")
    jobs, windows = Jobs(AtOnce()), []

    def open_window(at: Profile) -> MainWindow:
        at.make()
        window = MainWindow(ProfileDoor(at, clock), jobs, AtOnce)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        return window

    yield open_window
    for window in windows:
        window.close()
    jobs.stop()


def shell_of(window: MainWindow) -> Shell:
    assert window.shell is not None
    return window.shell


def told(window: MainWindow) -> str:
    page = shell_of(window).page
    assert isinstance(page, ToldPage)
    return " ".join(page.sentences)


def go_on(window: MainWindow) -> None:
    page = shell_of(window).page
    assert isinstance(page, ToldPage)
    page.go_on.click()


def names(at: Profile, clock: ManualClock, passphrase: str) -> set[str]:
    journal = profiles.open_team(at, passphrase, clock)
    assert audit.look_through(journal).ok
    found = {row.name for row in people.people(journal)}
    journal.close()
    return found


def shown_words(window: MainWindow) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


@pytest.mark.usefixtures("words")
def test_a_team_comes_back_on_a_new_laptop_and_it_is_said_what(window_of, stick, tmp_path, clock):
    new = Profile(tmp_path / "new")
    window = window_of(new)
    window.unlock_screen.bring_back_requested.emit(BringBack(stick, PASSPHRASE))
    assert "entries came back, the newest stored today at 10:00" in told(window)
    assert "nothing in it is missing" in told(window)
    go_on(window)
    assert isinstance(shell_of(window).page, PeoplePage)
    window.close()
    assert names(new, clock, PASSPHRASE) == {"Jo Marsh"}


def test_with_the_sheet_it_comes_back_under_a_new_passphrase(window_of, words, stick, tmp_path, clock):
    new = Profile(tmp_path / "new")
    window = window_of(new)
    window.unlock_screen.bring_back_requested.emit(BringBack(stick, sheet=NewPassphrase(words, NEW)))
    assert "came back" in told(window)
    window.close()
    assert names(new, clock, NEW) == {"Jo Marsh"}


def test_a_folder_without_a_backup_is_refused_and_nothing_is_left(window_of, tmp_path):
    new, empty = Profile(tmp_path / "new"), tmp_path / "empty"
    empty.mkdir()
    window = window_of(new)
    window._unlock._ask_for_backup()
    with untouched(new.dir):
        window.unlock_screen.bring_back_requested.emit(BringBack(empty, PASSPHRASE))
    assert "There is no backup of POD Desktop" in shown_words(window)
    assert window.shell is None


@pytest.mark.usefixtures("words")
def test_damaged_data_is_explained_mended_told_and_then_opened(window_of, place, clock):
    place.database.write_bytes(place.database.read_bytes()[:6000])
    window = window_of(place)
    with untouched(place.dir):
        window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    assert "Nothing has been changed" in shown_words(window)
    window.unlock_screen.mend_requested.emit(PASSPHRASE)
    assert "was made anew" in told(window)
    assert "data.damaged-1.pod" in told(window)
    go_on(window)
    assert isinstance(shell_of(window).page, PeoplePage)
    window.close()
    assert names(place, clock, PASSPHRASE) >= {"Jo Marsh"}


@pytest.mark.usefixtures("words")
def test_a_missing_key_file_is_no_first_start(window_of, place, clock):
    place.keys.unlink()
    window = window_of(place)
    window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    assert "The key file of this team’s data is gone" in shown_words(window)
    window.unlock_screen.mend_requested.emit(PASSPHRASE)
    assert "put back from the backup" in told(window)
    window.close()
    assert names(place, clock, PASSPHRASE) == {"Jo Marsh", "Sam Okafor"}


@pytest.mark.usefixtures("words")
def test_any_part_of_a_team_is_a_team(place, clock):
    door = ProfileDoor(place, clock)
    for gone in (place.keys, place.database):
        gone.unlink()
        assert door.has_team
    assert not ProfileDoor(Profile(place.dir / "elsewhere"), clock).has_team


@pytest.mark.usefixtures("words")
def test_mending_with_a_wrong_passphrase_waits_like_any_guess_and_touches_nothing(window_of, place):
    place.database.unlink()
    window = window_of(place)
    window.unlock_screen.unlock_requested.emit("something else entirely")
    with untouched(place.dir):
        window.unlock_screen.mend_requested.emit("something else entirely")
    assert window.shell is None
    assert "does not open" in shown_words(window)


def test_a_forgotten_passphrase_is_replaced_with_the_sheet(window_of, words, place, clock):
    window = window_of(place)
    window.unlock_screen.sheet_given.emit(NewPassphrase(words, NEW))
    assert isinstance(shell_of(window).page, PeoplePage)
    window.close()
    assert names(place, clock, NEW) == {"Jo Marsh", "Sam Okafor"}


@pytest.mark.usefixtures("words")
def test_a_word_that_no_sheet_has_is_said_before_a_key_is_looked_at(window_of, place):
    window = window_of(place)
    window.unlock_screen._ask_for_sheet()
    form = window.unlock_screen.focusProxy()
    form.fields.words.set_words(" ".join(["abandon"] * 23 + ["abouts"]))
    form.fields.passphrase.edit.setText(NEW)
    form.fields.again.edit.setText(NEW)
    form.do.click()
    assert "Word 24, “abouts”, is not on the list" in form.status.accessibleName()
    assert form.fields.passphrase.secret() == NEW


def test_an_open_meeting_is_offered_back_after_what_came_back_was_read(window_of, place, clock):
    journal = start(place, clock)
    Visit.prepare(journal, clock, journal.author_id).begin()
    backups.back_up_daily(place, journal)
    journal.close()
    place.database.unlink()
    window = window_of(place)
    window.unlock_screen.mend_requested.emit(PASSPHRASE)
    go_on(window)
    assert shell_of(window).in_meeting


# --- in the open program ------------------------------------------------------------------------------------


def keeper_of(window: MainWindow) -> Keeper:
    (keeper,) = window.findChildren(Keeper)
    return keeper


def opened(window: MainWindow) -> Shell:
    window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    return shell_of(window)


def test_a_new_team_is_asked_for_a_sheet_beside_the_people_until_it_has_one(window_of, place, clock):
    start(place, clock).close()
    window = window_of(place)
    shell = opened(window)
    assert "There is no recovery sheet yet." in shell._line.sentence()
    shell.show_team()
    assert shell._line.sentence() == ""
    shell.show_people()
    shell._line.notice.action_requested.emit()
    assert isinstance(shell.page, SheetPage)
    journal = shell._desk.journal
    recovery.sheet_is_kept(place, journal, recovery.make_recovery_key(place, journal, PASSPHRASE))
    shell.show_people()
    assert shell._line.sentence() == ""


@pytest.mark.usefixtures("words")
def test_a_backup_that_failed_is_one_quiet_line_until_it_was_read(window_of, place, monkeypatch):
    def full(*_args: object) -> None:
        raise CannotStore("The disk is full.")

    monkeypatch.setattr(backups, "back_up_daily", full)
    monkeypatch.setattr(backups, "is_due", lambda *_: True)
    window = window_of(place)
    shell = opened(window)
    keeper = keeper_of(window)
    for _ in range(2):
        keeper.soon.timeout.emit()
    assert shell._line.sentence() == "Today’s backup could not be made."
    shell._line.notice.action_requested.emit()
    assert isinstance(shell.page, KeepingPage)
    assert shell.page.backups.said() == "The disk is full."
    shell.show_people()
    keeper.hourly.timeout.emit()
    assert shell._line.sentence() == ""


def test_in_a_meeting_nothing_of_it_is_said(window_of, place, clock):
    journal = start(place, clock)
    visit = Visit.prepare(journal, clock, journal.author_id).begin()
    journal.close()
    window = window_of(place)
    shell = opened(window)
    assert shell.in_meeting
    keeper = keeper_of(window)
    keeper.damage = "A part of the file is damaged."
    keeper.changed.emit()
    assert shell._line.sentence() == ""
    visit.journal = shell._desk.journal
    shell.show_people()
    assert shell._line.sentence() == "A part of the file is damaged."


@pytest.mark.usefixtures("words")
def test_damage_found_while_open_leads_to_mending_with_the_passphrase(window_of, place):
    window = window_of(place)
    shell = opened(window)
    keeper = keeper_of(window)
    keeper.damage = "A part of the file is damaged."
    keeper.changed.emit()
    shell._line.notice.action_requested.emit()
    assert window.shell is None
    assert "A part of the file is damaged." in shown_words(window)
    window.unlock_screen.mend_requested.emit(PASSPHRASE)
    assert "is sound, and nothing of it is lost" in told(window)


def test_of_the_made_up_family_nothing_is_kept(window_of, tmp_path):
    window = window_of(Profile(tmp_path / "new"))
    window.look_around()
    shell = shell_of(window)
    assert window.findChildren(Keeper) == []
    assert shell._bar.keeping.isHidden()
    assert shell._line.sentence() == ""


def test_the_made_up_family_is_called_so_until_it_is_left(window_of, tmp_path):
    window = window_of(Profile(tmp_path / "new"))
    usual = window.windowTitle()
    window.look_around()
    shell = shell_of(window)
    assert isinstance(shell.page, PeoplePage)
    said = shell._bar.made_up
    assert said.isVisible()
    assert "gone when it is closed" in said.text()
    assert shell.page.search.accessibleDescription() == said.text()
    shell.show_team()
    assert said.isVisible()
    named = window.windowTitle()
    assert "a made-up family" in named
    window.cover()
    assert "made-up" not in window.windowTitle()
    window.cover_screen.lift()
    assert window.windowTitle() == named
    window.cover()
    window.lock()
    window.cover_screen.lift()
    assert window.windowTitle() == usual


@pytest.mark.usefixtures("words")
def test_of_the_team_nothing_says_that_it_is_made_up(window_of, place):
    window = window_of(place)
    usual = window.windowTitle()
    shell = opened(window)
    assert window.windowTitle() == usual
    assert shell._bar.made_up.isHidden()
    assert isinstance(shell.page, PeoplePage)
    assert shell.page.search.accessibleDescription() == ""


@pytest.mark.usefixtures("words")
def test_locking_ends_what_keeps_the_data(window_of, place):
    window = window_of(place)
    opened(window)
    keeper = keeper_of(window)
    window.lock()
    assert not keeper.soon.isActive()
    assert not keeper.hourly.isActive()


@pytest.mark.usefixtures("words")
def test_a_window_closed_while_it_opens_leaves_no_data_open(qtbot, place, clock):
    place.make()
    door, jobs = ProfileDoor(place, clock), Jobs(ThreadPoolExecutor(1))
    window = MainWindow(door, jobs)
    qtbot.addWidget(window)
    window.show()
    window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    window.close()
    jobs.stop()
    assert place.opened.exists()  # the passphrase was right, and nobody has taken what it opened
    door.end()
    assert not place.opened.exists()
    qtbot.wait(1)  # what the thread has sent arrives at the closed window
    assert window.shell is None
    assert [t for t in window.findChildren(QTimer) if t.isActive()] == []
