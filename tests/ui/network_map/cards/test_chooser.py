"""“Link with…”, with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import network
from pod_desktop.ui.network_map.cards.chooser import Candidate, Chooser

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def joined(hand):
    return [{tie.a_id, tie.b_id} for tie in hand.ties() if tie.known == "yes"]


def shown(chooser):
    return [chooser.rows.index(row, 0).data() for row in range(chooser.rows.rowCount())]


@pytest.fixture
def opened(hand):
    """The chooser for Aunt May, opened from the drawing."""
    hand.page.choose(hand.may)
    hand.page.map.setFocus()
    hand.key(KEY.Key_K, CONTROL)
    return hand.page.linking.chooser


def test_a_name_is_typed_and_enter_makes_the_tie(hand, opened):
    assert opened.windowTitle() == "Link Aunt May with…"
    QTest.keyClicks(opened.field.edit, "to")
    assert opened.said.text() == "Chosen: Tom"
    assert opened.field.edit.accessibleDescription() == "Chosen: Tom"
    QTest.keyClick(opened.field.edit, KEY.Key_Return)
    assert joined(hand) == [{hand.may, hand.tom}]
    assert hand.page.linking.chooser is None


def test_words_for_somebody_find_them_too_and_the_person_can_be_chosen(hand, opened):
    QTest.keyClicks(opened.field.edit, "DOOR")
    assert shown(opened) == ["Jo, next door"]
    opened.field.edit.clear()
    QTest.keyClicks(opened.field.edit, "zo")
    QTest.keyClick(opened.field.edit, KEY.Key_Return)
    assert joined(hand) == [{hand.may, hand.zoe}]


def test_a_name_comes_before_whoever_is_only_described_with_it(qtbot):
    """Enter after "mum" is a tie with Mum, not with her sister, though Auntie Bev comes first by name."""
    people = [("Auntie Bev", "Mum's sister"), ("Brother of mum", ""), ("Mum", "my mum"), ("Zed", "mum")]
    chooser = Chooser("Link Kieran with…", [Candidate(EntityId(n), n, w) for n, w in people], "Link")
    qtbot.addWidget(chooser)
    QTest.keyClicks(chooser.field.edit, "mum")
    assert [each.split(",")[0] for each in shown(chooser)] == ["Mum", "Brother of mum", "Auntie Bev", "Zed"]
    assert chooser.said.text() == "Chosen: Mum, my mum"
    chooser.field.edit.selectAll()
    QTest.keyClick(chooser.field.edit, KEY.Key_Backspace)
    assert [each.split(",")[0] for each in shown(chooser)] == ["Auntie Bev", "Brother of mum", "Mum", "Zed"]


def test_esc_makes_no_tie(hand, opened):
    QTest.keyClicks(opened.field.edit, "jo")
    QTest.keyClick(opened.field.edit, KEY.Key_Escape)
    assert hand.ties() == ()
    assert hand.page.linking.chooser is None


def test_an_enter_before_anything_is_typed_or_chosen_takes_nobody(hand, opened):
    QTest.keyClick(opened.field.edit, KEY.Key_Return)
    assert opened.isVisible()
    assert hand.ties() == ()
    assert not opened.take_button.isEnabled()


def test_up_and_down_choose_while_the_keyboard_stays_in_the_field(hand, opened):
    assert shown(opened) == ["Jo, next door", "Tom", "Zoe"]
    QTest.keyClick(opened.field.edit, KEY.Key_Down)
    QTest.keyClick(opened.field.edit, KEY.Key_Down)
    QTest.keyClick(opened.field.edit, KEY.Key_Down)
    QTest.keyClick(opened.field.edit, KEY.Key_Up)
    assert opened.current is not None
    assert opened.current.id == hand.tom


def test_who_is_called_nothing_like_it_is_said(opened):
    QTest.keyClicks(opened.field.edit, "xx")
    assert opened.said.text() == "Nobody here is called that."
    QTest.keyClick(opened.field.edit, KEY.Key_Return)
    assert opened.isVisible()


def test_a_tie_that_is_there_already_is_said_and_opened(hand):
    tie = network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    network.tie(hand.journal, hand.zoe, hand.may, hand.tom, known="no")
    hand.page.choose(hand.may)
    hand.page.side.member_card.ties.link_button.setFocus()
    QTest.keyClick(hand.page.side.member_card.ties.link_button, KEY.Key_Space)
    chooser = hand.page.linking.chooser
    assert shown(chooser)[:2] == ["Jo, next door (there is a tie already)", "Tom (said so far: no tie)"]
    QTest.keyClicks(chooser.field.edit, "jo")
    QTest.keyClick(chooser.field.edit, KEY.Key_Return)
    assert hand.page.chosen == tie
    assert len(hand.ties()) == 2


def test_what_a_colleague_does_meanwhile_is_seen_and_takes_no_typed_word(hand, opened):
    QTest.keyClicks(opened.field.edit, "jo")
    network.add_member(hand.journal, hand.zoe, "Joan")
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    assert opened.field.edit.text() == "jo"
    assert shown(opened) == ["Jo, next door (there is a tie already)", "Joan"]
    assert opened.said.text() == "Chosen: Jo, next door (there is a tie already)"
    network.strike_member(hand.journal, hand.jo, "entered twice")
    assert opened.current is None
    QTest.keyClick(opened.field.edit, KEY.Key_Return)
    assert opened.isVisible()


def test_the_chooser_serves_other_questions_too(qtbot):
    people = [Candidate(EntityId("1"), "Ray"), Candidate(EntityId("2"), "Uncle Ray")]
    chooser = Chooser("Same person as…", people, "Same")
    qtbot.addWidget(chooser)
    chooser.open()
    QTest.keyClicks(chooser.field.edit, "unc")
    with qtbot.waitSignal(chooser.taken) as taken:
        QTest.keyClick(chooser.field.edit, KEY.Key_Return)
    assert taken.args == ["2"]
    assert not chooser.isVisible()
