"""What is seldom seen of the team folder is seen whole at twice the text, and Tab comes to all of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.services import Journal
from pod_desktop.ui.left_keyboard import takes_keys
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.team_folder.page import TeamFolderPage
from pod_desktop.ui.team_folder.waiting_page import WaitingPage
from pod_desktop.ui.widgets import ScrollColumn
from tests.sync.laptops import Laptops, add_person
from tests.sync.laptops import team as another_team
from tests.ui.team_folder.opened import Later
from tests.ui.walked import OwnWindows

OpenHeld = Callable[[Journal], Later]


def _cut(shell: Shell) -> list[str]:
    """Words for which there is too little room."""
    labels = [each for each in shell.findChildren(QLabel) if each.isVisible() and each.text()]
    cut = [
        each.text()
        for each in labels
        if each.width() < each.minimumSizeHint().width()
        or (each.wordWrap() and each.height() < each.heightForWidth(each.width()))
    ]
    buttons = [each for each in shell.findChildren(QAbstractButton) if each.isVisible() and each.text()]
    return cut + [each.text() for each in buttons if each.width() < each.sizeHint().width()]


def _not_reached(shell: Shell) -> list[str]:
    """What can be pressed or written into, and Tab does not come to."""
    wanted: set[QWidget] = {
        each
        for each in shell.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and (isinstance(each, QAbstractButton) or takes_keys(each))
    }
    for _ in range(len(wanted) + 1):
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, Qt.Key.Key_Tab)
        wanted.discard(QApplication.focusWidget() or at)
    return [each.accessibleName() or str(each) for each in wanted]


def _guest(open_held: OpenHeld, team: Laptops, shown: Any) -> Shell:
    guest = team.fresh()
    sync.ask_to_join(guest, team.folder, " ".join(sync.invite(team.ana).reveal()), "Ben Okafor")
    shell: Shell = shown(Shell(open_held(guest).desk), 1366, 640)
    page = shell.page
    assert isinstance(page, WaitingPage)
    page.other.click()
    return shell


@pytest.mark.usefixtures("large_text")
def test_a_guest_sees_beside_the_button_why_it_cannot_ask_and_reaches_everything(
    open_held: OpenHeld, team: Laptops, shown: Any, qtbot: Any
):
    shell = _guest(open_held, team, shown)
    page = shell.page
    assert isinstance(page, WaitingPage)
    page.code.words.set_words("abandon " * 11 + "abandom")
    qtbot.waitUntil(lambda: page.ask.visibleRegion().boundingRect() == page.ask.rect())
    page.ask.click()
    assert "Word 12, “abandom”" in page.refused.accessibleName()

    def seen() -> bool:
        there = page.refused.visibleRegion().boundingRect()
        return there == page.refused.rect() and there.height() >= page.refused.heightForWidth(there.width())

    qtbot.waitUntil(seen)
    assert not page.code.words.visibleRegion().isEmpty()
    qtbot.waitUntil(lambda: not _cut(shell))
    assert _not_reached(shell) == []
    shell.stop()


def _emptied(team: Laptops) -> None:
    for path in team.folder.rglob("*.dat"):
        path.unlink()


def _away(team: Laptops) -> None:
    team.folder.rename(team.folder.with_name("unplugged"))


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("what", ["a round", "away", "emptied", "another team's"])
def test_the_folder_s_page_in_its_rarer_states(
    open_held: OpenHeld, team: Laptops, shown: Any, qtbot: Any, clock: ManualClock, tmp_path: Path, what: str
):
    team.join()
    ana = open_held(team.ana)
    ana.courier.exchange()
    ana.settle()
    shell: Shell = shown(Shell(ana.desk), 1366, 768)
    shell.show_team_folder()
    ana.held.let_go()
    page = shell.page
    assert isinstance(page, TeamFolderPage)
    if what == "another team's":
        (tmp_path / "other").mkdir()
        with another_team(tmp_path / "other", clock) as others:
            sync.exchange(others.ana)
            sync.connect(team.ana, others.folder)
    elif what != "a round":
        (_away if what == "away" else _emptied)(team)
    add_person(team.ana)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    if what != "a round":
        ana.held.let_go()
    assert page.folder.stop.isVisible() is (what == "a round")
    assert page.folder.question.isVisible() is (what in {"emptied", "another team's"})
    qtbot.waitUntil(lambda: not _cut(shell))
    scrolls = page
    assert isinstance(scrolls, ScrollColumn)
    assert scrolls.horizontalScrollBar().maximum() == 0
    assert _not_reached(shell) == []
    shell.stop()


def test_no_part_of_a_page_is_a_window_of_its_own_meanwhile(
    open_held: OpenHeld, team: Laptops, shown: Any, qapp: QApplication
):
    team.join()
    sync.invite(team.ana)
    ana = open_held(team.ana)
    ana.courier.exchange()
    ana.settle()
    shell: Shell = shown(Shell(ana.desk))
    watch = OwnWindows()
    qapp.installEventFilter(watch)
    try:
        shell.show_team_folder()
        ana.held.let_go()
        shell.show_people()
    finally:
        qapp.removeEventFilter(watch)
    assert watch.seen == []
    shell.stop()
