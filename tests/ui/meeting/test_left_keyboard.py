"""However a button is pressed away, what is typed next lands in no field that nobody asked for."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.left_keyboard import LeftKeyboard
from pod_desktop.ui.meeting.beginning.page import BeginPage
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.people.team import TeamPage
from tests.ui.walked import press_each

Page = Callable[[], QWidget]


@pytest.mark.slow
def test_no_button_of_an_open_meeting_leaves_the_keyboard_in_somebodys_words(desk, full_meeting, shown):
    page = shown(MeetingPage(desk, full_meeting))
    assert press_each(page.agenda) == {}
    for topic in reversed(page._view.topics):
        row = page.agenda.topics.row(topic.id)
        if not row.acts.isVisible():
            row.head.click()
        assert press_each(row.acts) == {}
    assert press_each(page.voices) == {}
    page.show_closing_page()
    assert press_each(page.closing) == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["people", "record", "team", "plan", "begin"])
def test_no_button_of_another_page_does(desk, family, shown, name: str):
    pages: dict[str, Page] = {
        "people": lambda: PeoplePage(desk),
        "record": lambda: RecordPage(desk, family.sam, lambda who: NetworkPage(desk, who)),
        "team": lambda: TeamPage(desk),
        "plan": lambda: PlanPage(desk, family.sam),
        "begin": lambda: BeginPage(desk, family.sam),
    }
    page = shown(pages[name]())
    assert press_each(page) == {}


@pytest.fixture
def row(qtbot, qapp) -> SimpleNamespace:
    if qapp.findChild(theme.Theme) is None:
        theme.apply(qapp, theme.Scheme.LIGHT)
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QHBoxLayout(whole)
    vanishes, field, other = QPushButton("Vanish"), QLineEdit(), QPushButton("Other")
    for each in (vanishes, field, other):
        column.addWidget(each)
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    vanishes.setFocus()
    return SimpleNamespace(whole=whole, vanishes=vanishes, field=field, other=other)


@pytest.mark.parametrize("how", ["hidden", "disabled"])
def test_the_keyboard_of_what_vanishes_goes_to_what_can_be_pressed(row, how: str):
    if how == "hidden":
        row.vanishes.hide()
    else:
        row.vanishes.setEnabled(False)
    assert row.other.hasFocus()


class LeavesOnce(QPushButton):
    """Goes, or can be pressed no more, as soon as the keyboard has gone on."""

    how = "hidden"

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.how == "hidden":
            self.hide()
        else:
            self.setEnabled(False)


@pytest.mark.parametrize("how", ["hidden", "disabled"])
def test_tab_comes_into_a_field_also_where_what_it_left_goes_because_of_it(row, qtbot, how: str):
    leaves = LeavesOnce("Leaves")
    leaves.how = how
    row.whole.layout().insertWidget(1, leaves)
    QWidget.setTabOrder(row.vanishes, leaves)
    QWidget.setTabOrder(leaves, row.field)
    leaves.setFocus()
    qtbot.keyClick(leaves, Qt.Key.Key_Tab)
    assert row.field.hasFocus()


def test_what_qt_put_together_itself_is_left_alone(row, qtbot, qapp):
    dialog = QFileDialog(row.whole, options=QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    edit.setFocus()
    keeper = qapp.findChild(LeftKeyboard)
    assert keeper._watched is None
    dialog.reject()
    row.whole.activateWindow()
    qtbot.waitUntil(row.whole.isActiveWindow)
    row.other.setFocus()
    assert keeper._watched is row.other


def test_a_folder_is_chosen_in_a_dialog_of_qt_and_the_program_goes_on(tmp_path: Path):
    told = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-m", "tests.ui.folder_dialog", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (told.returncode, told.stdout.strip()) == (0, str(tmp_path)), told.stderr


def test_tab_and_whoever_asks_for_a_field_get_it(row, qtbot):
    qtbot.keyClick(row.vanishes, Qt.Key.Key_Tab)
    assert row.field.hasFocus()
    row.vanishes.setFocus()
    row.vanishes.hide()
    row.field.setFocus()
    assert row.field.hasFocus()
