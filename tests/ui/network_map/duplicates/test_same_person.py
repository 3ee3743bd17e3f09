"""Joining from a card, and taking apart again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from pod_desktop.services import network
from pod_desktop.services.joining_members import join, take_apart
from pod_desktop.ui.network_map.cards.joined_list import JoinedList
from tests.ui.network_map.conftest import Hand

KEY = Qt.Key


@pytest.fixture
def joined(hand: Hand) -> JoinedList:
    hand.page.choose(hand.may)
    return hand.page.side.member_card.joined


def said(joined: JoinedList) -> list[str]:
    return [each.text() for each in joined.findChildren(QLabel) if each.isVisibleTo(joined)]


def names(hand) -> set[str]:
    return {each.name for each in hand.members()}


def choose(hand, letters: str) -> None:
    chooser = hand.page.same_person.chooser
    assert chooser.windowTitle() == "Aunt May is the same person as…"
    QTest.keyClicks(chooser.field.edit, letters)
    QTest.keyClick(chooser.field.edit, KEY.Key_Return)


def test_who_it_is_is_typed_then_the_name_that_stays_is_chosen(hand, joined, qtbot):
    QTest.keyClick(joined.same_button, KEY.Key_Space)
    choose(hand, "tom")
    question = hand.page.same_person.question
    assert question.windowTitle() == "Which name stays?"
    question.answer(hand.tom)
    assert names(hand) == {"Tom", "Jo"}
    assert hand.page.chosen == hand.tom
    assert hand.page.acts.undo_label == "join Aunt May with Tom"
    qtbot.waitUntil(lambda: len(said(joined)) > 1)  # laid out
    assert said(joined)[:2] == [
        "Joined with",
        "Aunt May, put on the list on Friday 20 November 2026",
    ]
    assert {"Relatives, middle ring", "“aunt”"} <= set(said(joined))


def test_left_as_two_nothing_is_stored(hand, joined):
    joined.same_button.click()
    choose(hand, "tom")
    hand.page.same_person.question.answer("")
    assert names(hand) == {"Aunt May", "Tom", "Jo"}
    assert hand.page.acts.undo_label == ""


def test_only_who_is_of_the_same_kind_can_be_chosen(hand, joined):
    network.add_member(hand.journal, hand.zoe, "Tiger", member_kind="pet")
    joined.same_button.click()
    chooser = hand.page.same_person.chooser
    assert [chooser.rows.index(row, 0).data() for row in range(chooser.rows.rowCount())] == [
        "Jo, next door",
        "Tom",
    ]


def test_taken_apart_with_the_keyboard_and_undone_by_name(hand, joined):
    join(hand.journal, hand.tom, hand.may)
    button = joined.apart_buttons[hand.tom]
    assert button.accessibleName() == "Take Tom apart again"
    button.setFocus()
    QTest.keyClick(button, KEY.Key_Space)
    assert names(hand) == {"Aunt May", "Tom", "Jo"}
    assert joined.same_button.hasFocus()
    assert "Joined with" not in said(joined)
    assert hand.page.acts.undo_label == "take Tom and Aunt May apart"
    hand.page.acts.undo()
    assert names(hand) == {"Aunt May", "Jo"}


def test_what_was_taken_apart_meanwhile_is_said(hand):
    join(hand.journal, hand.tom, hand.may)
    card = hand.member(hand.tom)
    take_apart(hand.journal, hand.tom)
    assert "nothing to take apart" in hand.page.acts.take_apart(card, hand.member(hand.may))


def test_taken_off_the_map_and_undone_they_are_joined_as_before(hand):
    join(hand.journal, hand.tom, hand.may)
    view = network.network_map(hand.journal, hand.zoe)
    may = next(each for each in view.members if each.id == hand.may)
    hand.page.acts.take_off(may, view.ties)
    assert names(hand) == {"Jo"}
    hand.page.acts.undo()
    assert [kept.card.name for kept in hand.named("Aunt May").joined] == ["Tom"]
