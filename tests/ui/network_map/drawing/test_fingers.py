import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.network import Place
from pod_desktop.services import network


class Touch:
    """Fingers on the drawing, by number."""

    def __init__(self, view):
        self._viewport = view.viewport()
        self._device = QTest.createTouchDevice()
        self._down = set()

    def _say(self, what, finger, at):
        sequence = QTest.touchEvent(self._viewport, self._device)
        for other in self._down - {finger}:
            sequence.stationary(other)
        getattr(sequence, what)(finger, at, self._viewport)
        sequence.commit()

    def down(self, finger, at):
        self._say("press", finger, at)
        self._down.add(finger)

    def to(self, finger, at):
        self._say("move", finger, at)

    def up(self, finger, at):
        self._say("release", finger, at)
        self._down.discard(finger)

    def tap(self, at):
        self.down(0, at)
        self.up(0, at)


@pytest.fixture
def touch(hand):
    return Touch(hand.page.map)


def test_one_finger_drags_somebody_and_stores_where_it_is_lifted(hand, touch):
    touch.down(0, hand.where(hand.may))
    touch.to(0, hand.at(Place(36, 0.5)))
    before = hand.member(hand.may)
    touch.to(0, hand.at(Place(36, 0.9)))
    assert hand.member(hand.may) == before
    touch.up(0, hand.at(Place(36, 0.9)))
    may = hand.member(hand.may)
    assert (may.angle, may.distance) == (pytest.approx(36, abs=1.5), pytest.approx(0.9, abs=0.02))
    assert hand.page.chosen == hand.may
    assert hand.page.acts.undo_label == "move Aunt May"


def test_a_tap_chooses_and_a_trembling_finger_moves_nobody(hand, touch):
    before, at = hand.member(hand.may), hand.where(hand.may)
    touch.down(0, at)
    touch.to(0, at + QPoint(3, 2))
    touch.up(0, at + QPoint(3, 2))
    assert hand.page.chosen == hand.may
    assert hand.member(hand.may) == before
    touch.tap(hand.at(Place(300, 0.9)))
    assert hand.page.chosen is None
    assert hand.page.map.hasFocus()


def test_a_second_finger_leaves_a_drag_and_drops_nobody(hand, touch):
    before, at = hand.member(hand.may), hand.where(hand.may)
    touch.down(0, at)
    touch.to(0, hand.at(Place(36, 0.9)))
    touch.down(1, hand.at(Place(300, 0.9)))
    assert hand.page.map.gesture is None
    assert hand.where(hand.may) == at
    touch.up(1, hand.at(Place(300, 0.9)))
    touch.to(0, hand.at(Place(36, 0.5)))
    touch.up(0, hand.at(Place(36, 0.5)))
    assert hand.member(hand.may) == before
    assert hand.page.acts.undo_label == ""


def test_whichever_finger_is_lifted_first_nobody_is_dropped(hand, touch):
    before = hand.member(hand.may)
    touch.down(0, hand.where(hand.may))
    touch.to(0, hand.at(Place(36, 0.9)))
    touch.down(1, hand.where(hand.jo))
    touch.up(0, hand.at(Place(36, 0.9)))
    touch.to(1, hand.at(Place(300, 0.9)))
    touch.up(1, hand.at(Place(300, 0.9)))
    assert hand.member(hand.may) == before
    assert hand.page.acts.undo_label == ""
    touch.tap(hand.where(hand.jo))
    assert hand.page.chosen == hand.jo


def test_one_finger_on_the_paper_pushes_it(hand, touch):
    view = hand.page.map
    view.zoom_by(3)
    start, at = hand.where(hand.jo), QPoint(60, 60)
    touch.down(0, at)
    touch.to(0, at + QPoint(30, 20))
    touch.to(0, at + QPoint(60, 40))
    touch.up(0, at + QPoint(60, 40))
    assert hand.where(hand.jo) - start == QPoint(60, 40)


def test_two_fingers_push_the_paper_whatever_lies_below_them(hand, touch):
    view = hand.page.map
    view.zoom_by(2)
    may, apart = hand.where(hand.may), QPoint(80, 0)
    touch.down(0, may)
    touch.down(1, may + apart)
    zoom = view.zoom
    for finger in (0, 1):
        touch.to(finger, may + apart * finger + QPoint(0, 24))
    assert (hand.where(hand.may) - may - QPoint(0, 24)).manhattanLength() <= 3
    assert view.zoom == pytest.approx(zoom, rel=0.05)
    assert hand.member(hand.may).angle == 108.0


def test_two_fingers_that_part_enlarge_the_map_where_they_are(hand, touch):
    view = hand.page.map
    view.zoom_by(1.5)
    middle = hand.where(hand.may)
    touch.down(0, middle - QPoint(40, 0))
    touch.down(1, middle + QPoint(40, 0))
    touch.to(0, middle - QPoint(60, 0))
    touch.to(1, middle + QPoint(60, 0))
    assert view.zoom == pytest.approx(1.5 * 1.5, rel=0.01)
    assert (hand.where(hand.may) - middle).manhattanLength() <= 4
    touch.to(0, middle - QPoint(1, 0))
    touch.to(1, middle + QPoint(1, 0))
    assert view.zoom >= 1.0


def test_a_finger_held_on_somebody_opens_their_card(qtbot, hand, touch):
    before = hand.member(hand.may)
    hand.page.map.fingers.hold.setInterval(0)
    with qtbot.waitSignal(hand.page.map.card_requested):
        touch.down(0, hand.where(hand.may))
    assert hand.page.chosen == hand.may
    assert hand.page.side.isAncestorOf(QApplication.focusWidget())
    touch.to(0, hand.at(Place(36, 0.9)))
    touch.up(0, hand.at(Place(36, 0.9)))
    assert hand.member(hand.may) == before


def test_a_finger_held_on_nothing_changes_nothing(qtbot, hand, touch):
    hand.page.choose(hand.jo)
    hand.page.map.fingers.hold.setInterval(0)
    with qtbot.waitSignal(hand.page.map.fingers.hold.timeout):
        touch.down(0, hand.at(Place(300, 0.9)))
    touch.up(0, hand.at(Place(300, 0.9)))
    assert hand.page.chosen == hand.jo
    assert hand.page.map.hasFocus()


def test_two_taps_open_the_card_and_two_taps_far_apart_do_not(hand, touch):
    asked = []
    hand.page.map.card_requested.connect(lambda: asked.append(hand.page.chosen))
    touch.tap(hand.where(hand.may))
    touch.tap(hand.where(hand.jo))
    assert asked == []
    touch.tap(hand.where(hand.jo))
    assert asked == [hand.jo]


def test_taps_make_a_tie_in_link_mode_and_a_pinch_meanwhile_makes_none(hand, touch):
    hand.page.toolbar.link_button.click()
    touch.tap(hand.where(hand.may))
    touch.down(0, hand.where(hand.zoe))
    touch.down(1, hand.where(hand.jo))
    touch.to(1, hand.where(hand.jo) + QPoint(8, 8))
    touch.up(1, hand.where(hand.jo))
    touch.up(0, hand.where(hand.zoe))
    assert hand.ties() == ()
    touch.tap(hand.where(hand.jo))
    (tie,) = hand.ties()
    assert {tie.a_id, tie.b_id} == {hand.may, hand.jo}


def test_the_handle_is_dragged_by_a_finger(hand, touch):
    touch.tap(hand.where(hand.may))
    handle = hand.page.map.mapFromScene(hand.page.map.map_scene._handle.pos())
    touch.down(0, handle)
    touch.to(0, hand.where(hand.jo))
    touch.up(0, hand.where(hand.jo))
    assert len(hand.ties()) == 1


def test_two_fingers_on_a_touchpad_enlarge(hand):
    view = hand.page.map
    at, zoom = QPointF(hand.where(hand.jo)), view.zoom
    gesture = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        at,
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(view.viewport(), gesture)
    assert view.zoom == pytest.approx(zoom * 1.25)


def test_the_right_button_and_the_menu_key_open_the_card(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    view, asked = hand.page.map, []
    view.card_requested.connect(lambda: asked.append(hand.page.chosen))

    def menu(reason, at):
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, at, view.mapToGlobal(at)))

    menu(QContextMenuEvent.Reason.Mouse, hand.where(hand.may))
    menu(QContextMenuEvent.Reason.Mouse, hand.at(Place(300, 0.9)))
    hand.page.choose(hand.jo)
    menu(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5))
    menu(QContextMenuEvent.Reason.Mouse, (hand.where(hand.may) + hand.where(hand.jo)) / 2)
    assert asked == [hand.may, hand.jo, hand.ties()[0].id]
