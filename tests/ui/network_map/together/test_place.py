"""The place where the person says whom to invite and whom not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pod_desktop.services import invitations, network
from pod_desktop.ui.cover import leave_what_is_asked
from pod_desktop.ui.network_map.together.place import TogetherPlace


def places(hand):
    return [each for each in hand.page.findChildren(TogetherPlace) if each.isVisible()]


@pytest.fixture
def asked(hand):
    """The place, asking first."""
    entry = next(e for e in hand.page.toolbar.menu.entries() if e.text() == "With Zoe: who to invite…")
    entry.trigger()
    (opened,) = places(hand)
    return opened


@pytest.fixture
def place(asked):
    """The place, with everybody."""
    asked.go_on.click()
    return asked


def visible_words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def say(place, member, word):
    place.rows[member].choice._options[word].click()


def stored(hand, member):
    words = invitations.persons_words(hand.journal, hand.zoe)
    return next(each.yes for each in words if each.member.id == member)


def test_it_asks_first_whether_the_person_is_there_and_shows_no_name_until_then(asked):
    assert "Open this only with Zoe. It shows what only Zoe decides." in visible_words(asked)
    assert asked.rows == {}
    assert asked.go_on.hasFocus()


def test_everybody_on_the_map_and_on_the_list_is_there_with_the_persons_word(hand, place):
    assert list(place.rows) == [hand.may, hand.jo, hand.tom]
    assert {row.choice.value() for row in place.rows.values()} == {""}


def test_an_answer_is_stored_at_once_and_can_be_chosen_again(hand, place):
    for word, held in (("no", False), ("yes", True), ("no", False), ("", None)):
        say(place, hand.may, word)
        assert stored(hand, hand.may) is held


def test_it_says_when_the_answer_was_given(hand, place):
    assert not place.rows[hand.may].when.isVisible()
    say(place, hand.may, "no")
    assert place.rows[hand.may].when.text() == "Said just now."


def test_nothing_moves_under_the_hand_when_an_answer_is_given(hand, place):
    place.resize(900, 420)
    QApplication.processEvents()
    before = {id_: row.mapTo(place, row.rect().topLeft()) for id_, row in place.rows.items()}
    say(place, hand.may, "no")
    QApplication.processEvents()
    assert {id_: row.mapTo(place, row.rect().topLeft()) for id_, row in place.rows.items()} == before


def test_what_is_said_there_is_no_step_of_the_maps_undo(hand, place):
    say(place, hand.may, "no")
    say(place, hand.jo, "yes")
    assert hand.page.acts.undo_label == ""


def test_an_earlier_yes_on_the_card_does_not_come_back_by_undo(hand, asked):
    hand.page.acts.person_said_yes(hand.member(hand.may))
    hand.page.acts.take_yes_back(hand.member(hand.may))
    asked.go_on.click()
    say(asked, hand.may, "no")
    asked.accept()
    hand.page.acts.undo()
    assert stored(hand, hand.may) is False


def test_other_steps_of_the_map_can_still_be_undone_afterwards(hand, asked):
    hand.page.acts.change(hand.member(hand.may), words="godmother")
    hand.page.acts.person_said_yes(hand.member(hand.may))
    asked.go_on.click()
    assert hand.page.acts.undo_label == "change Aunt May"


def test_esc_closes_it(hand, place):
    QTest.keyClick(place, Qt.Key.Key_Escape)
    assert places(hand) == []


@pytest.mark.usefixtures("place")
def test_the_cover_closes_it(hand):
    leave_what_is_asked()
    assert places(hand) == []


@pytest.mark.usefixtures("place")
def test_it_closes_when_its_page_is_left_and_does_not_come_back(hand):
    hand.page.hide()
    hand.page.show()
    QApplication.processEvents()
    assert places(hand) == []


def test_a_name_that_is_added_there_is_on_the_list_of_names_like_any_other(hand, place):
    place.new_name.set_text("Mr Hale")
    QTest.keyClick(place.new_name.edit, Qt.Key.Key_Return)
    hale = hand.named("Mr Hale")
    say(place, hale.id, "no")
    assert stored(hand, hale.id) is False
    assert places(hand) == [place]
    assert hale.id in {row.id for row in hand.page._tray_rows()}


def test_who_was_asked_already_stays_to_be_told_after_the_no(hand, place):
    invitations.person_said_yes(hand.journal, hand.may)
    invitations.record_asked(hand.journal, hand.may, hand.zoe)
    say(place, hand.may, "no")
    assert "Zoe asked Aunt May just now." in visible_words(place)


def test_a_pet_is_not_listed(hand, place):
    network.change_member(hand.journal, hand.tom, member_kind="pet")
    assert hand.tom not in place.rows


def test_the_keyboard_alone_gives_an_answer(hand, place):
    assert place.rows[hand.may].choice._options[""].hasFocus()
    options = place.rows[hand.may].choice._options
    QTest.keyClick(options[""], Qt.Key.Key_Right)
    QTest.keyClick(options["yes"], Qt.Key.Key_Right)
    assert stored(hand, hand.may) is False


def test_a_yes_does_not_replace_a_no_that_came_from_another_laptop_and_is_not_shown_yet(hand, desk, place):
    desk.facts.hold(True)
    with desk.facts.arriving():
        invitations.person_said_no(hand.journal, hand.may)
    assert place.rows[hand.may].choice.value() == ""
    say(place, hand.may, "yes")
    assert stored(hand, hand.may) is False
    assert place.rows[hand.may].choice.value() == "no"
    say(place, hand.may, "yes")
    assert stored(hand, hand.may) is True
