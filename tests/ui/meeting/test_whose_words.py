"""The keyboard follows the hand: what is typed after a tap lands where the tap was, and nowhere else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from pod_desktop.services import meeting_views, meetings, turn_log
from pod_desktop.ui.meeting.page import MeetingPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def meeting_id(desk, family):
    """Sam, May and Ana are here, all agreed, and the log runs."""
    here = [family.sam, family.may, family.me]
    made = meetings.begin_meeting(desk.journal, family.sam, here=here)
    turn_log.record_asked_aloud(desk.journal, made)
    for stay in meeting_views.meeting(desk.journal, made).present:
        turn_log.record_agreement(desk.journal, stay.id, "yes")
    turn_log.start_log(desk.journal, made)
    return made


@pytest.fixture
def page(desk, meeting_id, shown):
    return shown(MeetingPage(desk, meeting_id))


def type_keys(words):
    """Types wherever the keyboard is, letter by letter, as hands do."""
    for letter in words:
        at = QApplication.focusWidget()
        assert at is not None, "the keyboard is nowhere"
        QTest.keyClick(at, letter)
        QApplication.processEvents()


def wishes(desk, meeting_id):
    return {wish.holder.name: wish.words for wish in meeting_views.meeting(desk.journal, meeting_id).wishes}


def spoken(desk, meeting_id):
    turns = turn_log.log_view(desk.journal, meeting_id).turns
    return {turn.speaker.name: turn.words for turn in turns if turn.speaker}


def write_wish(page, who, words):
    row = page.agenda.openings.wishes.row(who)
    row.field.edit.setFocus()
    type_keys(words)
    return row


def test_after_a_tap_on_a_face_words_go_to_that_turn_and_not_into_the_wish(page, desk, meeting_id, family):
    write_wish(page, family.sam, "To sleep")
    QTest.mouseClick(page.voices.page.table.seat(family.may), LEFT)
    type_keys("wI am afraid")
    page.voices.keep_words()
    assert spoken(desk, meeting_id) == {"May": "I am afraid"}
    assert wishes(desk, meeting_id) == {"Sam Penrose": "To sleep"}


def test_a_wish_is_stored_before_the_turn_begins(page, desk, meeting_id, family):
    write_wish(page, family.sam, "To sleep")
    QTest.mousePress(page.voices.page.table.seat(family.may), LEFT)
    assert wishes(desk, meeting_id) == {"Sam Penrose": "To sleep"}
    assert spoken(desk, meeting_id) == {}


def test_after_a_tap_on_a_face_digits_are_people_again(page, desk, meeting_id, family):
    row = write_wish(page, family.sam, "In 1987")
    assert spoken(desk, meeting_id) == {}
    QTest.mouseClick(page.voices.page.table.seat(family.may), LEFT)
    type_keys("1")
    assert set(spoken(desk, meeting_id)) == {"May", "Sam Penrose"}
    assert row.field.words() == "In 1987"


@pytest.mark.parametrize("name", ["silence", "reflecting", "several", "pause", "nobody", "undo"])
def test_the_buttons_beside_the_table_take_the_keyboard_out_of_a_wish_too(
    page, desk, meeting_id, family, name
):
    QTest.mouseClick(page.voices.page.table.seat(family.may), LEFT)
    row = write_wish(page, family.sam, "To sleep")
    QTest.mouseClick(getattr(page.voices.page.states, name), LEFT)
    assert not isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
    type_keys("1")
    assert row.field.words() == "To sleep"
    assert "Sam Penrose" in spoken(desk, meeting_id)


def test_a_tap_leaves_the_keyboard_in_the_words_of_a_turn(page, desk, meeting_id, family):
    QTest.mouseClick(page.voices.page.table.seat(family.may), LEFT)
    type_keys("wNobody asked ")
    QTest.mouseClick(page.voices.page.table.seat(family.sam), LEFT)
    type_keys("me")
    page.voices.keep_words()
    assert spoken(desk, meeting_id)["May"] == "Nobody asked me"


def test_after_a_wish_became_a_topic_the_keyboard_is_in_nobodys_words(page, desk, meeting_id, family):
    row = write_wish(page, family.sam, "To sleep")
    QTest.mouseClick(row.make_topic, LEFT)
    type_keys("x")
    assert wishes(desk, meeting_id) == {"Sam Penrose": "To sleep"}
    assert page.agenda.openings.wishes.row(family.may).field.words() == ""


def test_a_second_press_on_topic_makes_no_second_one(page, desk, meeting_id, family):
    row = write_wish(page, family.sam, "To sleep")
    QTest.mouseClick(row.make_topic, LEFT)
    QTest.mouseClick(row.make_topic, LEFT)
    assert [topic.words for topic in meeting_views.meeting(desk.journal, meeting_id).topics] == ["To sleep"]


def test_topic_cannot_be_pressed_any_more_once_the_keyboard_has_gone_on(page, family):
    row = write_wish(page, family.sam, "To sleep")
    QTest.mouseClick(row.make_topic, LEFT)
    QTest.keyClick(row.make_topic, Qt.Key.Key_Tab)
    assert page.agenda.openings.wishes.row(family.may).field.edit.hasFocus()
    assert not row.make_topic.isEnabled()
