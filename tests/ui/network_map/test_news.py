"""A colleague's change comes while somebody does something on Ana's map."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.domain.network import Place
from pod_desktop.services import joining_members, network
from pod_desktop.ui.network_map.drawing.gestures import Link, Move, Pan


def keyboard_at() -> QWidget:
    there = QApplication.focusWidget()
    assert there is not None
    return there


def test_while_somebody_is_dragged_nothing_moves_and_afterwards_everything_is_shown(two):
    hand = two.hand
    jo = hand.where(hand.jo)
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.9)))
    at = hand.where(hand.may)
    network.place_member(two.ben, hand.jo, 250.0, 0.3)
    network.change_member(two.ben, hand.jo, name="Jo Marsh")
    two.hear()
    assert isinstance(hand.page.map.gesture, Move)
    assert (hand.where(hand.jo), hand.where(hand.may)) == (jo, at)
    hand.release(hand.at(Place(36, 0.9)))
    assert hand.where(hand.jo) != jo
    assert hand.page.map.model.member(hand.jo).name == "Jo Marsh"
    assert hand.member(hand.may).angle == pytest.approx(36, abs=1.5)
    assert two.refusal == ""


def test_who_was_moved_elsewhere_while_dragged_here_is_marked_with_both_places(two):
    hand = two.hand
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.9)))
    network.place_member(two.ben, hand.may, 300.0, 0.3)
    two.hear()
    hand.release(hand.at(Place(36, 0.9)))
    assert hand.member(hand.may).differs == {"angle", "distance"}
    assert hand.page.map.model.nodes[hand.may].differs
    assert two.refusal == ""


def test_who_was_taken_off_elsewhere_while_dragged_is_not_brought_back_by_the_drop(two):
    hand = two.hand
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.9)))
    network.strike_member(two.ben, hand.may, "moved away")
    two.hear()
    assert hand.may in hand.page.map.map_scene.people
    hand.release(hand.at(Place(36, 0.9)))
    assert hand.may not in hand.page.map.map_scene.people
    assert "Aunt May" not in two.names()
    assert two.refusal == "Aunt May was taken off the map on another laptop."
    assert (hand.page.chosen, hand.page.acts.undo_label) == (None, "")


def test_esc_in_a_drag_shows_what_came_meanwhile(two):
    hand = two.hand
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.9)))
    network.place_member(two.ben, hand.may, 300.0, 0.3)
    two.hear()
    hand.key(Qt.Key.Key_Escape)
    assert (hand.where(hand.may) - hand.at(Place(300, 0.3))).manhattanLength() <= 3
    assert hand.member(hand.may).differs == frozenset()


def test_undo_during_a_drag_leaves_the_drag_and_takes_nothing_else_back(two):
    hand = two.hand
    hand.drag(hand.where(hand.jo), hand.at(Place(200, 0.5)))
    place = hand.where(hand.may)
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.9)))
    hand.page.requests.redo()
    hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hand.where(hand.may) == place
    hand.release(hand.at(Place(36, 0.9)))
    assert hand.page.acts.undo_label == "move Jo"
    hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hand.member(hand.jo).angle == 180.0


def test_while_the_paper_is_pushed_news_are_shown_and_the_paper_does_not_jump(two):
    hand = two.hand
    hand.page.map.zoom_by(3)
    hand.press(QPoint(60, 60))
    hand.move(QPoint(90, 90))
    may = hand.where(hand.may)
    network.place_member(two.ben, hand.jo, 250.0, 0.3)
    two.hear()
    assert isinstance(hand.page.map.gesture, Pan)
    assert hand.where(hand.may) == may
    assert (hand.where(hand.jo) - hand.at(Place(250, 0.3))).manhattanLength() <= 3
    hand.move(QPoint(100, 95))
    assert hand.where(hand.may) - may == QPoint(10, 5)
    hand.release(QPoint(100, 95))


@pytest.mark.parametrize("gone", ["may", "jo"])
def test_a_half_made_tie_to_or_from_somebody_who_was_taken_off_is_not_made_and_the_page_says_so(two, gone):
    hand = two.hand
    tom = hand.tom
    network.place_member(hand.journal, tom, 30.0, 0.5)
    one, other = (getattr(hand, gone), tom) if gone == "may" else (tom, getattr(hand, gone))
    hand.page.toolbar.link_button.click()
    hand.click(hand.where(one))
    hand.move(hand.where(other))
    before = hand.where(hand.zoe)
    network.strike_member(two.ben, getattr(hand, gone), "moved away")
    two.hear()
    assert isinstance(hand.page.map.gesture, Link)
    assert hand.where(hand.zoe) == before
    hand.click(hand.where(other))
    assert {tom, getattr(hand, gone)} not in [{tie.a_id, tie.b_id} for tie in hand.ties()]
    assert "taken off the map" in two.refusal
    assert not hand.page.map.busy
    assert getattr(hand, gone) not in hand.page.map.map_scene.people


def test_a_renaming_waits_while_a_tie_is_half_made_and_the_tie_is_made(two):
    hand = two.hand
    hand.page.map.begin_link(hand.zoe)
    network.change_member(two.ben, hand.jo, name="Jo Marsh")
    two.hear()
    assert hand.page.map.model.member(hand.jo).name == "Jo"
    hand.click(hand.where(hand.jo))
    assert hand.page.map.model.member(hand.jo).name == "Jo Marsh"
    assert {hand.zoe, hand.jo} in [{tie.a_id, tie.b_id} for tie in hand.ties()]


def test_what_is_done_here_on_a_card_is_shown_while_a_tie_is_half_made(two):
    hand = two.hand
    hand.page.choose(hand.may)
    hand.page.map.begin_link(hand.may)
    card = hand.page.side.member_card
    card.questions["knows"]._options["yes"].click()
    card.questions["knows"]._options["no"].click()
    assert hand.page.map.model.member(hand.may).knows == "no"
    assert hand.member(hand.may).differs == frozenset()
    assert isinstance(hand.page.map.gesture, Link)
    hand.page.acts.take_off(hand.page.map.model.member(hand.may), ())
    assert not hand.page.map.busy
    assert not hand.page.map.map_scene._link_line.isVisible()


def test_words_written_on_a_tie_that_was_taken_away_elsewhere_are_kept_and_the_page_says_so(two):
    hand = two.hand
    (tie,) = hand.ties()
    hand.page.choose(tie.id)
    edit = hand.page.side.tie_card.words.edit
    edit.setFocus()
    QTest.keyClicks(edit, "they ring")
    network.strike_tie(two.ben, tie.id, "taken away")
    two.hear()
    assert [each.words for each in hand.ties()] == ["they ring"]
    sentence = "The tie of {} was taken away on another laptop. What was written here brought it back."
    assert two.refusal in {sentence.format("Aunt May and Jo"), sentence.format("Jo and Aunt May")}
    assert hand.page.chosen == tie.id
    assert keyboard_at() is edit
    QTest.keyClicks(edit, " on Sundays")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert [each.words for each in hand.ties()] == ["they ring on Sundays"]


def test_words_written_on_a_card_of_somebody_taken_off_elsewhere_are_kept_and_the_page_says_so(two):
    hand = two.hand
    hand.page.choose(hand.may)
    edit = hand.page.side.member_card.contact_field.edit
    edit.setFocus()
    QTest.keyClicks(edit, "by the be")
    network.strike_member(two.ben, hand.may, "moved away")
    two.hear()
    assert hand.member(hand.may).contact == "by the be"
    assert "Aunt May" in two.names()
    assert two.refusal == (
        "Aunt May was taken off the map on another laptop. What was written here brought it back."
    )
    assert (hand.page.chosen, keyboard_at()) == (hand.may, edit)


def test_a_card_of_somebody_taken_off_elsewhere_closes_with_a_sentence_and_keys_do_nothing_then(two):
    hand = two.hand
    hand.page.choose(hand.may)
    edit = hand.page.side.member_card.contact_field.edit
    edit.setFocus()
    network.strike_member(two.ben, hand.may, "moved away")
    two.hear()
    assert hand.page.chosen is None
    assert two.refusal == "Aunt May was taken off the map on another laptop."
    for key in (Qt.Key.Key_L, Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(keyboard_at(), key)
    assert hand.page.map.gesture is None
    assert hand.page.requests.question is None
    assert hand.page.acts.undo_label == ""


def test_a_chosen_tie_taken_away_elsewhere_is_left_with_a_sentence(two):
    hand = two.hand
    (tie,) = hand.ties()
    hand.page.choose(tie.id)
    network.strike_tie(two.ben, tie.id, "taken away")
    two.hear()
    assert hand.page.chosen is None
    sentence = "The tie of {} was taken away on another laptop."
    assert two.refusal in {sentence.format("Aunt May and Jo"), sentence.format("Jo and Aunt May")}


def test_in_a_narrow_window_the_sentence_is_where_it_can_be_read(two):
    hand = two.hand
    hand.page.resize(500, 620)
    hand.page.choose(hand.may)
    hand.page.panes.show_pane("card")
    network.strike_member(two.ben, hand.may, "moved away")
    two.hear()
    assert hand.page.sheet._refusal.isVisible()


def test_what_is_taken_off_here_needs_no_sentence(two):
    hand = two.hand
    hand.page.choose(hand.may)
    hand.page.acts.take_off(hand.page.map.model.member(hand.may), ())
    assert hand.page.chosen is None
    assert two.refusal == ""


def test_a_name_being_typed_stays_when_the_list_changes_elsewhere(two):
    hand = two.hand
    edit = hand.page.names.name_field.edit
    edit.setFocus()
    QTest.keyClicks(edit, "Ki")
    network.strike_member(two.ben, hand.tom, "moved away")
    network.add_member(two.ben, hand.zoe, "Abe")
    two.hear()
    assert (edit.text(), keyboard_at()) == ("Ki", edit)
    assert "Abe" in two.names()


def test_while_a_meeting_is_open_news_wait_and_who_went_elsewhere_cannot_be_moved_here(two):
    hand = two.hand
    two.desk.facts.hold(True)
    place = hand.where(hand.may)
    network.strike_member(two.ben, hand.may, "moved away")
    network.change_member(two.ben, hand.jo, name="Jo Marsh")
    two.hear()
    hand.page.choose(hand.jo)
    hand.drag(hand.where(hand.jo), hand.at(Place(200, 0.5)))
    assert hand.where(hand.may) == place
    assert two.refusal == ""
    hand.drag(place, hand.at(Place(36, 0.9)))
    assert two.refusal == "Aunt May was taken off the map meanwhile, so nobody was moved."
    assert (hand.where(hand.may) - hand.at(Place(108, 0.5))).manhattanLength() <= 3
    two.desk.facts.release()
    two.desk.facts.soon.timeout.emit()
    assert hand.may not in hand.page.map.map_scene.people
    assert hand.page.map.model.member(hand.jo).name == "Jo Marsh"


def test_who_was_joined_elsewhere_is_said_and_the_card_of_who_stands_is_shown(two):
    hand = two.hand
    hand.page.choose(hand.may)
    joining_members.join(two.ben, hand.may, hand.jo)
    two.hear()
    assert two.refusal == "Aunt May was joined with Jo on another laptop."
    assert hand.page.chosen == hand.jo
    assert hand.page.map.map_scene.people.keys() == {hand.zoe, hand.jo}


def test_what_was_being_written_of_who_was_joined_elsewhere_stands_on_the_card_behind(two):
    hand = two.hand
    hand.page.choose(hand.may)
    edit = hand.page.side.member_card.contact_field.edit
    edit.setFocus()
    QTest.keyClicks(edit, "07700 900123")
    joining_members.join(two.ben, hand.may, hand.jo)
    two.hear()
    assert two.refusal == "Aunt May was joined with Jo on another laptop."
    assert [kept.card.contact for kept in hand.named("Jo").joined] == ["07700 900123"]


def test_who_was_joined_elsewhere_while_dragged_is_not_moved_by_the_drop(two):
    hand = two.hand
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.9)))
    joining_members.join(two.ben, hand.may, hand.jo)
    two.hear()
    hand.release(hand.at(Place(36, 0.9)))
    assert hand.may not in hand.page.map.map_scene.people
    assert two.refusal == "Aunt May was joined with Jo on another laptop."
    assert hand.page.acts.undo_label == ""


@pytest.mark.parametrize("asked_of", ["may", "jo"])
def test_who_was_taken_off_while_somebody_to_link_with_is_chosen_gets_no_tie_nor_does_the_person(
    two, asked_of
):
    hand = two.hand
    gone, stays = (hand.may, hand.jo) if asked_of == "may" else (hand.jo, hand.may)
    hand.page.linking.open(gone)
    network.strike_member(two.ben, gone, "taken off the map")
    two.hear()
    hand.page.linking.chooser.taken.emit(stays)
    assert hand.ties() == ()
    assert two.refusal == "They were taken off the map meanwhile."


def test_who_was_joined_while_somebody_to_link_with_is_chosen_is_linked_as_who_stands_now(two):
    hand = two.hand
    second = network.add_member(hand.journal, hand.zoe, "May, mum’s sister")
    two.laptops.hear()
    hand.page.linking.open(second)
    joining_members.join(two.ben, second, hand.may)
    two.hear()
    hand.page.linking.chooser.taken.emit(hand.tom)
    assert {hand.may, hand.tom} in [{tie.a_id, tie.b_id} for tie in hand.ties()]
    assert all(hand.zoe not in (tie.a_id, tie.b_id) for tie in hand.ties())
