from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.network import Place, drawn
from pod_desktop.services import network
from pod_desktop.storage.tables import Member
from pod_desktop.ui.network_map.drawing.items import RADIUS, MemberItem
from pod_desktop.ui.network_map.drawing.view import MEMBER_MIME


def test_a_drag_stores_the_place_and_the_sector_where_somebody_is_let_go(hand):
    hand.drag(hand.where(hand.may), hand.at(Place(36, 0.9)))
    may = hand.member(hand.may)
    assert may.angle == pytest.approx(36, abs=1.5)
    assert may.distance == pytest.approx(0.9, abs=0.02)
    assert may.sector == "family"
    assert hand.page.chosen == hand.may


def test_nothing_is_stored_before_somebody_is_let_go(hand):
    before = hand.member(hand.may)
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.5)))
    hand.move(hand.at(Place(36, 0.9)))
    assert hand.member(hand.may) == before
    hand.release(hand.at(Place(36, 0.9)))
    assert hand.member(hand.may) != before


def test_esc_leaves_a_drag_and_puts_everything_back(hand):
    before, place = hand.member(hand.may), hand.where(hand.may)
    hand.press(place)
    hand.move(hand.at(Place(36, 0.9)))
    hand.key(Qt.Key.Key_Escape)
    assert hand.where(hand.may) == place
    hand.release(hand.at(Place(36, 0.9)))
    assert hand.member(hand.may) == before
    assert hand.page.map.gesture is None


def test_a_click_chooses_somebody_and_moves_nobody(hand):
    before = hand.member(hand.jo)
    hand.click(hand.where(hand.jo) + QPoint(3, 3))
    assert hand.page.chosen == hand.jo
    assert hand.member(hand.jo) == before
    hand.click(hand.at(Place(300, 0.9)))
    assert hand.page.chosen is None


def test_a_drop_on_somebody_makes_room_beside_them(hand):
    hand.drag(hand.where(hand.may), hand.where(hand.jo))
    apart = hand.where(hand.may) - hand.where(hand.jo)
    assert apart.manhattanLength() > 30
    assert hand.member(hand.jo).angle == 180.0


def test_the_person_stays_in_the_centre(hand):
    person = hand.page.map.map_scene.people[hand.zoe]
    hand.drag(hand.where(hand.zoe), hand.at(Place(36, 0.9)))
    assert person.pos() == QPointF(0, 0)
    assert hand.page.acts.undo_label == ""


def test_ties_follow_the_drag(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    (line,) = hand.page.map.map_scene.lines.values()
    before = line.line()
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.5)))
    hand.move(hand.at(Place(36, 0.9)))
    assert line.line() != before
    hand.key(Qt.Key.Key_Escape)
    assert line.line() == before


def test_what_stays_is_painted_once_while_somebody_is_dragged(hand, monkeypatch):
    painted = []
    paint = MemberItem.paint

    def noting(item, *args):
        painted.append(item.node.name)
        paint(item, *args)

    monkeypatch.setattr(MemberItem, "paint", noting)
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.9)))
    painted.clear()
    hand.move(hand.at(Place(36, 0.8)))
    hand.page.map.viewport().grab()
    assert set(painted) == {"Aunt May"}
    hand.key(Qt.Key.Key_Escape)


def test_a_map_shows_everybody_with_smooth_edges_while_one_is_dragged(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    drawing = hand.page.map
    before = drawing.viewport().grab().toImage()
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.9)))
    carried = drawing.viewport().grab().toImage()
    assert carried != before
    drawing.put_down()
    drawing.map_scene.select(None)
    rest = drawing.viewport().grab().toImage()
    jo = hand.where(hand.jo)
    assert carried.copy(jo.x() - 30, jo.y() - 30, 60, 60) == rest.copy(jo.x() - 30, jo.y() - 30, 60, 60)
    hand.key(Qt.Key.Key_Escape)


def test_news_from_elsewhere_waits_for_the_end_of_a_drag(hand):
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.9)))
    network.place_member(hand.journal, hand.tom, 300.0, 0.9)
    assert hand.tom not in hand.page.map.map_scene.people
    hand.key(Qt.Key.Key_Escape)
    assert hand.tom in hand.page.map.map_scene.people


def test_a_change_touches_one_item_of_the_drawing(hand):
    before = dict(hand.page.map.map_scene.people)
    network.place_member(hand.journal, hand.may, 300.0, 0.9)
    assert hand.page.map.map_scene.people == before
    expected = QPointF(*drawn(Place(300.0, 0.9))) * RADIUS
    assert hand.page.map.map_scene.people[hand.may].pos() == expected


# --- keys -------------------------------------------------------------------------------------------------


def test_arrow_keys_move_whoever_is_chosen_and_store_each_step(hand):
    hand.page.choose(hand.jo)
    hand.key(Qt.Key.Key_Down)
    assert hand.member(hand.jo).distance == pytest.approx(0.82)
    hand.key(Qt.Key.Key_Up)
    hand.key(Qt.Key.Key_Up)
    assert hand.member(hand.jo).distance == pytest.approx(0.78)
    hand.key(Qt.Key.Key_Right)
    assert hand.member(hand.jo).angle == pytest.approx(178)


def test_presses_that_follow_each_other_are_one_undo_and_another_choice_begins_a_new_one(hand):
    hand.page.choose(hand.jo)
    for _ in range(5):
        hand.key(Qt.Key.Key_Right)
    hand.page.choose(hand.may)
    hand.key(Qt.Key.Key_Down)
    hand.page.choose(hand.jo)
    for _ in range(2):
        hand.key(Qt.Key.Key_Right)
    angles = []
    while hand.page.acts.undo_label:
        hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        angles.append(hand.member(hand.jo).angle)
    assert angles == [170.0, 170.0, 180.0]


def test_keys_carry_somebody_into_another_sector_once_they_are_clearly_in_it(hand):
    network.place_member(hand.journal, hand.jo, 150.0, 0.8)
    hand.page.choose(hand.jo)
    sectors = []
    for _ in range(6):
        hand.key(Qt.Key.Key_Up)
        hand.key(Qt.Key.Key_Right)
        sectors.append(hand.member(hand.jo).sector)
    changes = [pair for pair in pairwise(sectors) if pair[0] != pair[1]]
    assert changes in ([], [("friends", "relatives")])
    for _ in range(12):
        hand.key(Qt.Key.Key_Right)
    assert hand.member(hand.jo).sector == "relatives"


def test_tab_goes_from_the_person_to_everybody_and_then_leaves_the_map(hand):
    hand.page.names.name_field.edit.setFocus()
    hand.page.map.setFocus(Qt.FocusReason.TabFocusReason)
    seen = [hand.page.chosen]
    for _ in range(2):
        hand.key(Qt.Key.Key_Tab)
        seen.append(hand.page.chosen)
    assert seen[0] == hand.zoe
    assert set(seen) == {hand.zoe, hand.may, hand.jo}
    assert hand.page.map.hasFocus()
    hand.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert hand.page.chosen == seen[1]
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Tab)
    assert not hand.page.map.hasFocus()


def test_control_with_an_arrow_goes_to_whoever_stands_that_way(hand):
    hand.page.choose(hand.zoe)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert hand.page.chosen == hand.jo
    hand.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert hand.page.chosen in {hand.zoe, hand.may}


def test_enter_opens_the_card_and_esc_comes_back(hand):
    hand.page.choose(hand.jo)
    hand.key(Qt.Key.Key_Return)
    card = hand.page.side.member_card
    assert card.name_field.edit.hasFocus()
    assert card.member_id == hand.jo
    QTest.keyClick(card.name_field.edit, Qt.Key.Key_Escape)
    assert hand.page.map.hasFocus()
    assert hand.page.chosen == hand.jo


def test_delete_asks_first_and_can_be_undone(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    hand.page.choose(hand.jo)
    hand.key(Qt.Key.Key_Delete)
    question = hand.page.requests.question
    assert len(hand.members()) == 3
    question.answer("off")
    assert hand.page.requests.question is None
    assert [each.name for each in hand.members() if each.id == hand.jo] == []
    assert hand.ties() == ()
    assert hand.page.chosen is None
    assert hand.page.acts.undo_label == "take Jo off the map"
    hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(hand.members()) == 3
    assert len(hand.ties()) == 1
    assert hand.jo in hand.page.map.map_scene.people


def test_somebody_can_go_back_to_the_list_of_names(hand):
    hand.page.choose(hand.jo)
    hand.key(Qt.Key.Key_Delete)
    hand.page.requests.question.answer("list")
    assert not hand.member(hand.jo).placed
    assert hand.page.names.tray.rows.row_of(hand.jo) >= 0


def test_the_person_cannot_be_taken_off(hand):
    hand.page.choose(hand.zoe)
    hand.key(Qt.Key.Key_Delete)
    assert hand.page.requests.question is None


# --- zoom -------------------------------------------------------------------------------------------------


def test_plus_minus_and_nought_zoom_and_places_stay_what_they_are(hand):
    whole = hand.page.map.transform().m11()
    before = hand.members()
    hand.key(Qt.Key.Key_Plus)
    hand.key(Qt.Key.Key_Plus)
    assert hand.page.map.transform().m11() == pytest.approx(whole * 1.25**2)
    hand.key(Qt.Key.Key_Minus)
    assert hand.page.map.transform().m11() == pytest.approx(whole * 1.25)
    hand.key(Qt.Key.Key_0)
    hand.key(Qt.Key.Key_Minus)
    assert hand.page.map.transform().m11() == pytest.approx(whole)
    assert hand.members() == before


def test_on_a_small_screen_the_map_is_seen_whole_until_somebody_comes_closer(hand):
    view = hand.page.map
    for width, height in ((690, 272), (516, 240), (480, 480)):  # settles after it was shown
        view.resize(width, height)
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        assert seen.contains(QRectF(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS))


def test_control_and_wheel_zooms_and_a_drag_of_the_paper_pans(hand):
    view = hand.page.map
    for _ in range(4):
        turn = QWheelEvent(
            QPointF(100, 100),
            view.viewport().mapToGlobal(QPointF(100, 100)),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), turn)
    assert view.zoom == pytest.approx(1.25**4)
    before = hand.where(hand.zoe)
    start = hand.at(Place(320, 0.3))
    hand.drag(start, start + QPoint(40, 30))
    assert hand.where(hand.zoe) - before == QPoint(40, 30)
    assert hand.page.acts.undo_label == ""


def test_a_drag_stores_the_same_place_at_any_zoom(hand):
    hand.page.map.zoom_by(1.5)
    hand.drag(hand.where(hand.may), hand.at(Place(90, 0.3)))
    assert hand.member(hand.may).angle == pytest.approx(90, abs=1.5)
    assert hand.member(hand.may).distance == pytest.approx(0.3, abs=0.02)


def test_the_line_below_says_in_words_where_somebody_is(hand):
    hand.page.choose(hand.may)
    assert hand.page.sheet.said == "Aunt May: Relatives, middle ring"
    assert "Aunt May: Relatives, middle ring" in hand.page.map.accessibleDescription()
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.5)))
    hand.move(hand.at(Place(36, 0.9)))
    assert hand.page.sheet.said == "Aunt May: Family, outer ring"
    hand.release(hand.at(Place(36, 0.9)))


def test_put_back_on_the_list_leaves_a_place_that_came_behind_the_question_beside_it(hand):
    hand.page.choose(hand.may)
    hand.page.requests.remove(hand.may)
    network.place_member(hand.journal, hand.may, 20.0, 0.2)
    hand.page.requests.question.answer("list")
    with hand.journal.read() as reading:
        assert len(reading.seen(Member, hand.may)["angle"]) == 2


def test_a_name_dragged_over_the_map_and_away_again_leaves_no_word_of_it(hand):
    before, over = hand.page.sheet.said, hand.page.map.viewport()
    names = QMimeData()
    names.setData(MEMBER_MIME, hand.tom.encode())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(over, kind(QPoint(200, 200), Qt.DropAction.MoveAction, names, left, none))
    assert hand.page.sheet.said.startswith("Tom: ")
    QApplication.sendEvent(over, QDragLeaveEvent())
    assert hand.page.sheet.said == before


def test_a_name_dropped_after_it_was_taken_off_elsewhere_leaves_no_word_of_where_it_was_carried(hand):
    before, over = hand.page.sheet.said, hand.page.map.viewport()
    names = QMimeData()
    names.setData(MEMBER_MIME, hand.tom.encode())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(over, kind(QPoint(200, 200), Qt.DropAction.MoveAction, names, left, none))
    network.strike_member(hand.journal, hand.tom, "taken off the map")
    hand.page.sheet.say("Tom: carried")  # as the next move of the hand says
    QApplication.sendEvent(over, QDropEvent(QPointF(200, 200), Qt.DropAction.MoveAction, names, left, none))
    assert hand.page.sheet.said == before
    assert hand.page.sheet.refusal
