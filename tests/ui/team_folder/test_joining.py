"""Two windows on one machine with one folder: a team, and a laptop that joins it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.paths import Profile
from pod_desktop.profile_door import ProfileDoor
from pod_desktop.services import people
from pod_desktop.services import profile as profiles
from pod_desktop.storage.key_slots import Cost
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.page import TeamFolderPage
from pod_desktop.ui.team_folder.waiting_page import WaitingPage
from pod_desktop.ui.unlock import JoinTeam
from tests.sync.laptops import Laptops, add_person
from tests.ui.team_folder.opened import Opened
from tests.ui.test_main_window import AtOnce

CHEAP = Cost(memory=8192, passes=1)
PASSPHRASE = "four quiet words here"


@pytest.fixture
def window_of(
    _look: None, qtbot: QtBot, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Profile], MainWindow]]:
    real = profiles.start_joining
    monkeypatch.setattr(profiles, "start_joining", lambda *given, **more: real(*given, cost=CHEAP, **more))
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


@pytest.fixture
def ben(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "ben")


def shell_of(window: MainWindow) -> Shell:
    assert window.shell is not None
    return window.shell


def courier_of(window: MainWindow) -> Courier:
    courier = shell_of(window)._desk.courier
    assert courier is not None
    return courier


def wish(team: Laptops, code: str | None = None) -> JoinTeam:
    words = code or " ".join(sync.invite(team.ana).reveal())
    return JoinTeam(team.folder, words, "Ben Okafor", "nurse", False, PASSPHRASE)


def shown_words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def waits(window: MainWindow) -> WaitingPage:
    page = shell_of(window).page
    assert isinstance(page, WaitingPage)
    return page


def test_a_laptop_asks_waits_is_let_in_and_shows_the_people(window_of, ben: Profile, team: Laptops):
    add_person(team.ana, "Sam Okafor")
    sync.exchange(team.ana)
    window = window_of(ben)
    window.unlock_screen.join_requested.emit(wish(team))
    assert "No answer has come yet" in shown_words(waits(window))
    courier_of(window).look()
    waits(window)
    sync.exchange(team.ana)
    courier_of(window).look()
    page = shell_of(window).page
    assert isinstance(page, PeoplePage)
    assert "Laptop" not in people.team_name(shell_of(window)._desk.journal)
    assert [row.name for row in people.people(shell_of(window)._desk.journal)] == ["Sam Okafor"]


def test_a_waiting_laptop_that_was_locked_still_waits_when_it_is_opened_again(
    window_of, ben: Profile, team: Laptops
):
    window = window_of(ben)
    window.unlock_screen.join_requested.emit(wish(team))
    waits(window)
    window.lock()
    window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    waits(window).look.click()
    assert "has asked to join" in waits(window).said()
    sync.exchange(team.ana)
    waits(window).look.click()
    assert isinstance(shell_of(window).page, PeoplePage)
    window.lock()
    window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    assert isinstance(shell_of(window).page, PeoplePage)


def test_words_that_are_no_code_are_refused_on_the_form_and_nothing_is_left_on_the_disk(
    window_of, ben: Profile, team: Laptops
):
    window = window_of(ben)
    window.unlock_screen.join_requested.emit(wish(team, " ".join(["abandon"] * 12)))
    assert window.shell is None
    assert not ben.database.exists()
    assert not ben.keys.exists()


def test_a_laptop_whose_code_was_used_already_asks_once_more_with_another(
    window_of, ben: Profile, team: Laptops
):
    used = " ".join(sync.invite(team.ana).reveal())
    other = team.fresh()
    sync.ask_to_join(other, team.folder, used, "Cara Lund")
    sync.exchange(team.ana)
    window = window_of(ben)
    window.unlock_screen.join_requested.emit(wish(team, used))
    sync.exchange(team.ana)
    courier_of(window).exchange()
    page = waits(window)
    page.other.click()
    page.code.words.set_words("nonsense " * 12)
    page.ask.setFocus()
    QTest.keyClick(page.ask, Qt.Key.Key_Return)
    assert "nonsense" in page.refused.accessibleName()
    assert page.code.words.edit.textCursor().selectedText() == "nonsense"
    assert page.window().focusWidget() is page.code.words.edit
    assert page.said() == ""
    page.code.words.set_words(" ".join(sync.invite(team.ana).reveal()))
    page.ask.click()
    assert page.said() == "This laptop has asked once more."
    assert page.refused.isHidden()
    sync.exchange(team.ana)
    courier_of(window).look()
    assert isinstance(shell_of(window).page, PeoplePage)


def test_a_folder_without_anything_of_a_team_is_asked_about_and_another_needs_no_words_again(
    window_of, ben: Profile, team: Laptops, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    sync.exchange(team.ana)
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    window = window_of(ben)
    asked = " ".join(sync.invite(team.ana).reveal())
    window.unlock_screen.join_requested.emit(JoinTeam(wrong, asked, "Ben Okafor", "nurse", False, PASSPHRASE))
    page = waits(window)
    courier_of(window).exchange()
    hint = "There is nothing of a team in this folder yet. Is it the right one?"
    assert hint in shown_words(page)
    monkeypatch.setattr(page, "_choose_folder", lambda _parent: team.folder)
    page.other.click()
    page.ask.click()
    assert "Please type all of them" in page.refused.accessibleName()
    page.choose.click()
    page.ask.click()
    assert hint not in shown_words(page)
    sync.exchange(team.ana)
    courier_of(window).look()
    assert isinstance(shell_of(window).page, PeoplePage)


def test_a_waiting_laptop_says_when_the_folder_is_away(window_of, ben: Profile, team: Laptops):
    window = window_of(ben)
    window.unlock_screen.join_requested.emit(wish(team))
    shutil.rmtree(team.folder)
    courier_of(window).exchange()
    assert "The folder has been away since" in shown_words(waits(window))


def test_the_team_folder_is_a_line_beside_the_people_and_a_button_beside_the_team(
    window_of, ben: Profile, team: Laptops
):
    window = window_of(ben)
    window.unlock_screen.join_requested.emit(wish(team))
    sync.exchange(team.ana)
    courier_of(window).look()
    shell = shell_of(window)
    page = shell.page
    assert isinstance(page, PeoplePage)
    assert page.folder.said().startswith("Saved in the team folder, today at ")
    assert page.folder.said().endswith("Ana Reyes’s laptop has not told yet that it has it")
    page.folder.button.click()
    assert isinstance(shell.page, TeamFolderPage)
    shell.go_back()
    assert shell._bar.folder.isHidden()
    shell.show_team()
    shell._bar.folder.click()
    assert isinstance(shell.page, TeamFolderPage)


def test_a_laptop_that_was_let_in_is_not_asked_to_make_the_team_s_recovery_sheet(
    window_of, ben: Profile, team: Laptops
):
    window = window_of(ben)
    window.unlock_screen.join_requested.emit(wish(team))
    sync.exchange(team.ana)
    courier_of(window).look()
    line = shell_of(window)._line
    assert line.sentence() == "The team has no recovery sheet yet. It is made on a steward’s laptop."
    assert not any(button.isVisible() for button in line.findChildren(QAbstractButton))


def test_where_nothing_is_kept_there_is_no_team_folder(opened: Opened):
    desk = opened.desk
    shell = Shell(type(desk)(desk.journal, desk.facts, desk.jobs, desk.settings))
    shell.show_team_folder()
    assert isinstance(shell.page, PeoplePage)
    assert shell._bar.folder.isHidden()
    assert shell.page.folder.said() == ""
    shell.stop()
    shell.deleteLater()
