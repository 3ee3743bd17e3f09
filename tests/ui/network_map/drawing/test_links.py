from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsLineItem

from pod_desktop.domain.network import Place
from pod_desktop.errors import BadInput
from pod_desktop.services import network
from pod_desktop.ui.network_map.drawing.gestures import Link


def joined(hand):
    return [{tie.a_id, tie.b_id} for tie in hand.ties() if tie.known == "yes"]


def test_in_link_mode_a_click_on_one_and_then_on_another_makes_a_tie(hand):
    hand.page.toolbar.link_button.click()
    hand.click(hand.where(hand.may))
    assert joined(hand) == []
    hand.click(hand.where(hand.jo))
    assert joined(hand) == [{hand.may, hand.jo}]
    hand.click(hand.where(hand.zoe))
    hand.click(hand.where(hand.jo))
    assert {hand.zoe, hand.jo} in joined(hand)
    assert len(hand.page.map.map_scene.lines) == 2


def test_esc_leaves_a_half_made_tie_and_then_link_mode(hand):
    hand.page.toolbar.link_button.click()
    hand.click(hand.where(hand.may))
    hand.page.map.setFocus()
    hand.key(Qt.Key.Key_Escape)
    assert hand.page.map.gesture is None
    assert hand.page.toolbar.link_button.isChecked()
    hand.click(hand.where(hand.jo))
    assert joined(hand) == []
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)
    assert not hand.page.toolbar.link_button.isChecked()


def test_l_and_then_another_person_makes_a_tie_from_the_keyboard(hand):
    hand.page.map.setFocus()
    hand.page.choose(hand.zoe)
    hand.key(Qt.Key.Key_L)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert joined(hand) == []
    hand.key(Qt.Key.Key_Return)
    assert joined(hand) == [{hand.zoe, hand.jo}]
    assert_told_of_the_tie(hand, "Zoe and Jo")


def assert_told_of_the_tie(hand, names):
    (tie,) = hand.ties()
    assert hand.page.chosen == tie.id
    assert hand.page.side.tie_card.tie_id == tie.id
    assert hand.page.side.tie_card.isVisible()
    assert f"{names} know each other" in hand.page.map.accessibleDescription()
    assert hand.page.map.hasFocus()


def test_a_tie_made_in_link_mode_is_told_and_its_card_is_open(hand):
    hand.page.toolbar.link_button.click()
    hand.page.map.setFocus()
    hand.click(hand.where(hand.may))
    hand.click(hand.where(hand.jo))
    assert_told_of_the_tie(hand, "Aunt May and Jo")
    assert hand.page.map.link_mode


def test_after_a_tie_from_the_keyboard_the_keyboard_goes_on_from_whoever_it_began_with(hand):
    hand.page.map.setFocus()
    hand.page.choose(hand.may)
    hand.key(Qt.Key.Key_L)
    hand.page.map._keys.go_to(hand.jo)
    hand.key(Qt.Key.Key_Return)
    hand.key(Qt.Key.Key_L)
    assert isinstance(hand.page.map.gesture, Link)
    assert hand.page.map.gesture.id == hand.may


def test_the_handle_of_whoever_is_chosen_is_dragged_to_somebody(hand):
    hand.click(hand.where(hand.may))
    handle = hand.page.map.mapFromScene(hand.page.map.map_scene._handle.pos())
    hand.press(handle)
    hand.move(handle + QPoint(20, 20))
    assert isinstance(hand.page.map.gesture, Link)
    hand.move(hand.where(hand.jo))
    hand.release(hand.where(hand.jo))
    assert joined(hand) == [{hand.may, hand.jo}]
    assert hand.member(hand.may).angle == 108.0


def test_a_handle_let_go_over_nobody_makes_no_tie(hand):
    hand.click(hand.where(hand.may))
    handle = hand.page.map.mapFromScene(hand.page.map.map_scene._handle.pos())
    hand.drag(handle, QPoint(30, 30))
    assert joined(hand) == []
    assert hand.page.map.gesture is None


def test_nobody_is_tied_to_themselves(hand):
    hand.page.map.setFocus()
    hand.page.choose(hand.may)
    hand.key(Qt.Key.Key_L)
    hand.key(Qt.Key.Key_Return)
    hand.click(hand.where(hand.may))
    assert hand.ties() == ()
    assert hand.page.sheet.refusal == ""


def test_linking_two_who_are_linked_shows_their_tie(hand):
    network.tie(hand.journal, hand.zoe, hand.jo, hand.may)
    hand.page.toolbar.link_button.click()
    hand.click(hand.where(hand.may))
    hand.click(hand.where(hand.jo))
    (tie,) = hand.ties()
    assert hand.page.chosen == tie.id
    assert hand.page.acts.undo_label == ""


def test_a_tie_is_chosen_by_a_click_and_its_card_says_what_is_known(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    (tie,) = hand.ties()
    hand.click((hand.where(hand.may) + hand.where(hand.jo)) / 2)
    assert hand.page.chosen == tie.id
    card = hand.page.side.tie_card
    QTest.keyClicks(card.words.edit, "sisters in law")
    QTest.keyClick(card.words.edit, Qt.Key.Key_Return)
    assert hand.ties()[0].words == "sisters in law"
    card.known._options["not_known"].click()
    assert (hand.ties()[0].known, hand.ties()[0].words) == ("not_known", "sisters in law")
    card.known._options["no"].click()
    assert hand.ties()[0].known == "no"
    assert hand.page.map.map_scene.lines == {}
    assert card.tie_id == tie.id


def test_a_tie_is_taken_away_at_once_and_undo_brings_it_back(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    hand.page.choose(hand.ties()[0].id)
    hand.page.map.setFocus()
    hand.key(Qt.Key.Key_Delete)
    assert hand.ties() == ()
    assert hand.page.acts.undo_label.startswith("take away the tie of ")
    hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(hand.ties()) == 1


def test_words_on_a_tie_that_were_not_stored_yet_are_stored_when_another_is_chosen(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    hand.page.choose(hand.ties()[0].id)
    hand.page.side.tie_card.words.edit.setText("neighbours once")
    hand.page.choose(hand.may)
    assert hand.ties()[0].words == "neighbours once"


def test_the_legend_says_exactly_what_is_drawn(hand):
    assert hand.page.sheet.legend_words() == []
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo, known="not_known")
    assert hand.page.sheet.legend_words() == ["not known"]
    network.tie(hand.journal, hand.zoe, hand.may, hand.zoe)
    network.change_member(hand.journal, hand.jo, member_kind="pet")
    assert hand.page.sheet.legend_words() == ["know each other", "not known", "pet"]
    network.change_member(hand.journal, hand.tom, member_kind="died")
    assert "died" not in hand.page.sheet.legend_words()


def test_words_of_a_tie_that_could_not_be_stored_are_tried_again(hand, monkeypatch):
    tie_id = network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    hand.page.choose(tie_id)
    card = hand.page.side.tie_card
    card.words.edit.setText("neighbours once")
    with monkeypatch.context() as broken:
        broken.setattr(network, "change_tie", _refuse)
        card.commit()
    card.commit()
    assert [tie.words for tie in hand.ties()] == ["neighbours once"]


def _refuse(*_args, **_fields):
    raise BadInput("This cannot be stored just now.")


def drawn_at(line, at):
    """Whether any piece of this line is drawn at a point of the scene."""
    pieces = [line, *(each for each in line.childItems() if isinstance(each, QGraphicsLineItem))]
    return any(piece.mapToScene(piece.shape()).contains(at) for piece in pieces)


def test_the_line_of_a_tie_keeps_clear_of_who_only_stands_in_the_way(hand):
    network.place_member(hand.journal, hand.may, 90.0, 0.4)
    network.place_member(hand.journal, hand.jo, 90.0, 0.9)
    tie = network.tie(hand.journal, hand.zoe, hand.zoe, hand.jo)
    scene = hand.page.map.map_scene
    hand.page.news.settle(None)
    line, may = scene.lines[tie], scene.people[hand.may].pos()
    assert not drawn_at(line, may)
    assert drawn_at(line, line.whole.pointAt(0.2))
    assert drawn_at(line, line.whole.pointAt(0.8))
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(270.0, 0.5)))
    assert drawn_at(line, may), "May is carried elsewhere"
    hand.key(Qt.Key.Key_Escape)
    assert not drawn_at(line, may)
