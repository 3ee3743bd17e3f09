"""What stays while somebody is carried is painted in the time between the press and the first move."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from pod_desktop.domain.network import Place
from pod_desktop.services import network
from pod_desktop.ui.network_map.drawing.items import MemberItem
from pod_desktop.ui.network_map.drawing.still import Still
from tests.ui.network_map.conftest import Hand


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose badges were painted, in the order of it."""
    names: list[str] = []
    paint = MemberItem.paint

    def noting(item, *args):
        names.append(item.node.name)
        paint(item, *args)

    monkeypatch.setattr(MemberItem, "paint", noting)
    return names


class Paints(QObject):
    """Counts how often the drawing is painted, and adds up which parts of it."""

    def __init__(self, hand: Hand) -> None:
        super().__init__(hand.page)
        self.count, self.region = 0, QRegion()
        hand.page.map.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.count += 1
            self.region += event.region()
        return False


def still_of(hand: Hand) -> Still:
    return hand.page.map._still


def held(hand: Hand, qtbot: QtBot) -> None:
    """May is pressed on, and nothing else is to be done."""
    hand.press(hand.where(hand.may))
    qtbot.waitUntil(lambda: still_of(hand)._ready is not None)
    for _ in range(5):
        QApplication.processEvents()


def seen(hand: Hand) -> QImage:
    return hand.page.map.viewport().grab().toImage()


def test_the_first_move_paints_nobody_who_stays(hand: Hand, qtbot: QtBot, painted: list[str]):
    held(hand, qtbot)
    painted.clear()
    hand.move(hand.at(Place(36, 0.9)))
    for _ in range(5):
        QApplication.processEvents()
    assert set(painted) == {"Aunt May"}
    hand.key(Qt.Key.Key_Escape)


def test_what_is_made_before_looks_as_what_is_made_at_the_move(hand: Hand, qtbot: QtBot):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo, words="we sing")
    pictures = []
    for early in (False, True):
        hand.press(hand.where(hand.may))
        if early:
            qtbot.waitUntil(lambda: still_of(hand)._ready is not None)
        else:
            assert still_of(hand)._ready is None
        hand.move(hand.at(Place(36, 0.9)))
        pictures.append(seen(hand))
        hand.key(Qt.Key.Key_Escape)
    assert pictures[0] == pictures[1]


def test_making_it_changes_nothing_on_the_screen(hand: Hand, qtbot: QtBot):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo, words="we sing")
    hand.page.choose(hand.may)
    for _ in range(5):
        QApplication.processEvents()
    before = seen(hand)
    paints = Paints(hand)
    held(hand, qtbot)
    assert paints.count == 2  # the picture, and once more what was left out of it
    assert seen(hand) == before
    hand.release(hand.where(hand.may))
    assert still_of(hand)._ready is None


def test_a_drawing_that_looks_different_since_is_painted_anew(hand: Hand, qtbot: QtBot):
    held(hand, qtbot)
    ready = still_of(hand)._ready
    hand.page.map.map_scene.set_faded({hand.jo})
    hand.move(hand.at(Place(36, 0.9)))
    assert ready is not None
    assert still_of(hand)._picture not in {None, ready.picture}
    hand.key(Qt.Key.Key_Escape)


def test_for_the_person_in_the_middle_who_stays_nothing_is_made(hand: Hand):
    hand.press(hand.where(hand.zoe))
    for _ in range(5):
        QApplication.processEvents()
    assert still_of(hand)._ready is None
    hand.release(hand.where(hand.zoe))


def test_whoever_was_pressed_on_is_painted_anew_once_another_is_chosen(hand: Hand, qtbot: QtBot):
    """Else two people are seen as chosen, until something else paints the first."""
    paints = Paints(hand)
    held(hand, qtbot)
    hand.release(hand.where(hand.may))
    for _ in range(5):
        QApplication.processEvents()
    paints.region = QRegion()
    hand.press(hand.where(hand.zoe))
    hand.release(hand.where(hand.zoe))
    for _ in range(5):
        QApplication.processEvents()
    assert paints.region.contains(hand.where(hand.may))
