"""About, Quit and the menu bar of macOS; every end of the program loses nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from pod_desktop import __version__
from pod_desktop.domain.clock import ManualClock
from pod_desktop.durable_files import CannotStore
from pod_desktop.services import meeting_views
from pod_desktop.settings import Settings
from pod_desktop.storage.journal import Journal
from pod_desktop.ui import about, theme
from pod_desktop.ui.about import About
from pod_desktop.ui.habits import Habits
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.preferences import Preferences
from pod_desktop.ui.program_menu import ProgramMenu
from pod_desktop.ui.session_end import SessionEnd
from tests.services.visit import Visit
from tests.ui.test_main_window import RIGHT, door, in_meeting, visit, window  # noqa: F401 - fixtures


@pytest.fixture
def menu(window: MainWindow) -> ProgramMenu:  # noqa: F811
    return ProgramMenu(window, on_macos=False)


@pytest.fixture
def on_macos(window: MainWindow) -> ProgramMenu:  # noqa: F811
    return ProgramMenu(window, on_macos=True)


def shown_about(window: MainWindow) -> list[About]:  # noqa: F811
    return [each for each in window.findChildren(About) if each.isVisible()]


# --- about --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("menu")
def test_f1_says_which_version_it_is_and_esc_leaves_it(window: MainWindow, qtbot: QtBot):  # noqa: F811
    QTest.keyClick(window, Qt.Key.Key_F1)
    (shown,) = shown_about(window)
    assert __version__ in shown.accessibleDescription()
    qtbot.waitUntil(shown.close_it.hasFocus)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown_about(window) == []


@pytest.mark.usefixtures("menu")
def test_about_comes_over_no_cover(window: MainWindow, visit: Visit):  # noqa: F811
    in_meeting(window, visit)
    window.cover()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert shown_about(window) == []


def test_about_is_closed_by_the_cover(window: MainWindow, visit: Visit, menu: ProgramMenu):  # noqa: F811
    in_meeting(window, visit)
    menu.about.trigger()
    assert len(shown_about(window)) == 1
    window.cover()
    assert shown_about(window) == []


def test_the_licences_that_were_brought_along_can_be_read_by_keyboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
):
    (tmp_path / "LICENCES.txt").write_text("Somebody’s licence", encoding="utf-8")
    monkeypatch.setattr(about, "bundled", lambda name: tmp_path / name)
    shown = About()
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(shown.close_it.hasFocus)
    qtbot.keyClick(shown.close_it, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert shown.licences.hasFocus()
    assert shown.licences.toPlainText() == "Somebody’s licence"
    qtbot.keyClick(shown.licences, Qt.Key.Key_Tab)
    assert shown.close_it.hasFocus()


def test_where_no_licences_were_brought_along_it_is_said_where_they_lie():
    assert "dist-info" in about.licences()


# --- preferences --------------------------------------------------------------------------------------------


@pytest.fixture
def as_before(qapp: QApplication) -> Iterator[theme.Theme]:
    look = theme.apply(qapp, scheme="light")
    yield look
    look.set_scheme(theme.Scheme.LIGHT)
    look.set_text_scale(1.0)


def test_text_and_colours_are_seen_at_once_and_kept(as_before: theme.Theme, qtbot: QtBot):
    kept: list[Settings] = []
    shown = Preferences(Habits(Settings(slip_ms=150), kept.append))
    qtbot.addWidget(shown)
    assert (shown.scheme.value(), shown.text_size.value()) == ("light", "1")
    shown.scheme.option("dark").click()
    assert theme.palette() is theme.DARK
    shown.text_size.option("1.5").click()
    assert as_before.text_scale == 1.5
    assert kept[-1] == Settings(slip_ms=150, scheme=theme.Scheme.DARK, text_scale=1.5)


@pytest.mark.usefixtures("as_before")
def test_the_question_has_room_for_the_text_that_was_chosen_in_it(qtbot: QtBot):
    shown = Preferences(Habits())
    qtbot.addWidget(shown)
    shown.show()
    shown.text_size.option("2").click()

    def has_room() -> bool:
        choice = shown.scheme
        return choice.height() >= choice.heightForWidth(choice.width()) and shown.text_size.height() > 0

    qtbot.waitUntil(has_room)


def test_what_cannot_be_kept_is_said(as_before: theme.Theme, qtbot: QtBot):
    def refuse(_settings: Settings) -> None:
        raise CannotStore("The disk is full.")

    shown = Preferences(Habits(Settings(), refuse))
    qtbot.addWidget(shown)
    shown.show()
    shown.scheme.option("dark").click()
    assert as_before.scheme == "dark"
    assert shown.said == "It holds until the program locks. The disk is full."


def test_preferences_wait_for_the_team_and_come_over_no_cover(
    window: MainWindow,  # noqa: F811
    visit: Visit,  # noqa: F811
    menu: ProgramMenu,
):
    menu.preferences.trigger()
    assert window.findChildren(Preferences) == []
    in_meeting(window, visit)
    window.cover()
    menu.preferences.trigger()
    assert window.findChildren(Preferences) == []
    window.cover_screen.lift()
    menu.preferences.trigger()
    assert [each.isVisible() for each in window.findChildren(Preferences)] == [True]


# --- the end ------------------------------------------------------------------------------------------------


def half_a_wish(window: MainWindow, visit: Visit) -> MeetingPage:  # noqa: F811
    in_meeting(window, visit)
    assert window.shell is not None
    window.shell.show_meeting(visit.meeting_id)
    page = window.shell.page
    assert isinstance(page, MeetingPage)
    edit = page.agenda.openings.wishes.row(visit.sam).field.edit
    edit.setFocus()
    QTest.keyClicks(edit, "That nobody shouts")
    return page


def quits(menu: ProgramMenu) -> None:
    menu.quit.trigger()


def closes_by_key(menu: ProgramMenu) -> None:
    """⌘W with the program's window in front."""
    assert menu.bar is not None
    (close,) = [each for each in all_of(menu) if each.text() == "Close"]
    close.trigger()


def session_ends(menu: ProgramMenu) -> None:
    """What Windows asks at log-off and shut-down; the signal itself takes what only the system can make."""
    end = SessionEnd(menu.window.close, lambda: None)
    end.session_ends()
    end.stop()


@pytest.mark.parametrize("end", [quits, closes_by_key, session_ends])
def test_an_end_in_a_meeting_asks_nothing_and_loses_nothing(
    end: Callable[[ProgramMenu], None],
    window: MainWindow,  # noqa: F811
    visit: Visit,  # noqa: F811
    on_macos: ProgramMenu,
    journal: Journal,
    clock: ManualClock,
):
    half_a_wish(window, visit)
    end(on_macos)
    assert not window.isVisible()
    assert QApplication.activeModalWidget() is None
    wishes = meeting_views.meeting(Journal(journal.engine, clock), visit.meeting_id).wishes
    assert [wish.words for wish in wishes] == ["That nobody shouts"]


# --- macOS --------------------------------------------------------------------------------------------------


def all_of(menu: ProgramMenu) -> list[QAction]:
    assert menu.bar is not None
    return [action for each in menu.bar.findChildren(QMenu) for action in each.actions()]


def test_on_macos_about_and_quit_go_where_the_system_has_them(on_macos: ProgramMenu):
    roles = {action.text(): action.menuRole() for action in all_of(on_macos)}
    assert roles == {
        "About POD Desktop": QAction.MenuRole.AboutRole,
        "Text and colours…": QAction.MenuRole.PreferencesRole,
        "Quit POD Desktop": QAction.MenuRole.QuitRole,
        "Minimise": QAction.MenuRole.NoRole,
        "Close": QAction.MenuRole.NoRole,
    }
    shortcuts = {action.text(): action.shortcut() for action in all_of(on_macos)}
    assert shortcuts["Minimise"] == QKeySequence("Ctrl+M")
    assert shortcuts["Close"] == QKeySequence(QKeySequence.StandardKey.Close)
    assert shortcuts["Quit POD Desktop"] == QKeySequence(QKeySequence.StandardKey.Quit)


def test_elsewhere_there_is_no_menu_bar(menu: ProgramMenu):
    assert menu.bar is None


@pytest.mark.usefixtures("on_macos")
def test_a_press_on_the_dock_brings_the_window_back(
    window: MainWindow,  # noqa: F811
    qtbot: QtBot,
    qapp: QApplication,
):
    of_something_else = QWidget()
    qtbot.addWidget(of_something_else)
    of_something_else.show()
    window.showMinimized()
    qapp.sendEvent(qapp, QEvent(QEvent.Type.ApplicationActivate))
    assert not window.isMinimized()


@pytest.mark.usefixtures("on_macos")
def test_while_the_shared_view_is_seen_the_window_stays_down(
    window: MainWindow,  # noqa: F811
    qapp: QApplication,
):
    for_everybody = QWidget(window, Qt.WindowType.Window)
    for_everybody.show()
    window.showMinimized()
    qapp.sendEvent(qapp, QEvent(QEvent.Type.ApplicationActivate))
    assert window.isMinimized()
