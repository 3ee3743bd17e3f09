from concurrent.futures import Executor, Future
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from pod_desktop.errors import PodError
from pod_desktop.services import network
from pod_desktop.ui.cover import leave_what_is_asked
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.network_map.out.dialog import SaveMap
from pod_desktop.ui.network_map.out.kinds import file_kinds


@pytest.fixture
def saving(qtbot, desk, hand, tmp_path):
    """The dialog; it saves in `tmp_path` under the name that it suggests."""
    view = network.network_map(desk.journal, hand.zoe)
    dialog = SaveMap(desk, view, choose_path=lambda _parent, name, _suffix: tmp_path / name)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


BEGINNINGS = {
    "pdf": b"%PDF",
    "png": b"\x89PNG",
    "svg": b"<?xml",
    "people": b"\xef\xbb\xbfid,name",
    "ties": b"\xef\xbb\xbfid,from_id",
    "graphml": b"<?xml",
}


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_each_kind_is_saved_under_its_ending(saving, tmp_path, kind):
    saving.kind.set_value(kind)
    QTest.mouseClick(saving.save_button, Qt.MouseButton.LeftButton)
    (file,) = [each for each in tmp_path.iterdir() if each.name.startswith("Zoe")]
    assert file.read_bytes().startswith(BEGINNINGS[kind])
    assert file.suffix == next(each.suffix for each in file_kinds() if each.key == kind)
    assert file.name in saving.said.text()
    assert saving.save_button.isEnabled()
    another = next(each for each in BEGINNINGS if each != kind)
    QTest.mouseClick(saving.kind._options[another], Qt.MouseButton.LeftButton)
    assert saving.said.isHidden(), "it told of another file"


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(desk, hand, qtbot, tmp_path):
    view = network.network_map(desk.journal, hand.zoe)
    nowhere = tmp_path / "not there" / "map.svg"
    dialog = SaveMap(desk, view, choose_path=lambda *_asked: nowhere)
    qtbot.addWidget(dialog)
    dialog.kind.set_value("svg")
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "the folder is not there" in dialog.said.text()


def test_left_without_a_place_nothing_is_saved(desk, hand, qtbot, tmp_path):
    before = set(tmp_path.iterdir())
    dialog = SaveMap(desk, network.network_map(desk.journal, hand.zoe), choose_path=lambda *_asked: None)
    qtbot.addWidget(dialog)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert set(tmp_path.iterdir()) == before
    assert dialog.save_button.isEnabled()


def test_it_is_opened_from_the_menu_of_the_map_and_warns(hand):
    entry = next(each for each in hand.page.toolbar.menu.entries() if each.text() == "Print or save…")
    entry.trigger()
    dialog = hand.page.findChild(SaveMap)
    assert dialog.isVisible()
    dialog.reject()


class Later(Executor):
    """Runs nothing before it is asked to."""

    def __init__(self):
        self.waiting = []

    @override
    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()

        def run():
            try:
                future.set_result(fn(*args, **kwargs))
            except PodError as error:
                future.set_exception(error)

        self.waiting.append(run)
        return future


def test_a_screen_covered_while_the_file_is_made_leaves_the_file_and_no_fault(desk, hand, qtbot, tmp_path):
    later, made = Later(), tmp_path / "map.svg"
    view = network.network_map(desk.journal, hand.zoe)
    dialog = SaveMap(replace(desk, jobs=Jobs(later)), view, hand.page, choose_path=lambda *_asked: made)
    dialog.kind.set_value("svg")
    dialog.open()
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert not dialog.close_button.isEnabled()
    with qtbot.waitSignal(dialog.destroyed):
        leave_what_is_asked()
    for work in later.waiting:
        work()
    QApplication.processEvents()
    assert made.exists()


def test_why_there_is_no_file_is_told_behind_the_cover_too(desk, hand, qtbot, tmp_path):
    told: list[str] = []
    later = Later()
    view = network.network_map(desk.journal, hand.zoe)
    nowhere = tmp_path / "not there" / "map.svg"
    dialog = SaveMap(
        replace(desk, jobs=Jobs(later)),
        view,
        hand.page,
        choose_path=lambda *_asked: nowhere,
        tell_behind=told.append,
    )
    dialog.open()
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.destroyed):
        leave_what_is_asked()
    for work in later.waiting:
        work()
    qtbot.waitUntil(lambda: bool(told))
    assert "the folder is not there" in told[0]
