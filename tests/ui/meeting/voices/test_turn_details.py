"""More about one of the last turns, in place: all keys of the table stay what they are meanwhile."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.services import agenda, voices
from pod_desktop.ui.meeting.turn_aspects import Aspect
from pod_desktop.ui.widgets.own_press import OwnPress

ESC, SPACE, TAB = Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Tab
CTRL = Qt.KeyboardModifier.ControlModifier


def details(table):
    return table.panel.page.recent.details


def open_row(table, number: int = 0):
    recent = table.panel.page.recent
    recent.more[number].setFocus()
    table.key(SPACE)
    assert details(table).isVisible()
    return details(table).aspects


def choose(table, aspect: Aspect, name: str) -> None:
    aspects = details(table).aspects
    table.press(aspects.rows[aspect])
    table.press(
        aspects.people.chip(next(i for i, chip in aspects.people._chips.items() if chip.text() == name))
    )


def told(table) -> list[str]:
    return [turn.speaker.name.split()[0] if turn.speaker else "?" for turn in table.log.turns]


def said(table, number: int = 0) -> dict[str, str]:
    turn = table.log.turns[number]
    found = {each: getattr(turn, each, None) for each in Aspect if each is not Aspect.TOPIC}
    return {str(each): who.name for each, who in found.items() if who is not None}


def test_while_it_is_open_every_tap_reaches_the_table(table):
    """The menu that popped up took the keys."""
    table.key("1")
    aspects = open_row(table)
    table.press(aspects.rows[Aspect.VOICE_OF])
    table.key("2")
    table.key("3")
    table.key("x")
    table.tap("Tom")
    assert told(table) == ["Sam", "Jo", "May", "?", "Tom"]
    assert details(table).turn.speaker.name == "Sam Penrose", "and it stays with its turn"
    table.key("4", CTRL)
    table.key("z", CTRL)
    assert told(table) == ["Sam", "Jo", "May", "?"]


def test_somebody_who_is_here_is_quoted_and_it_is_taken_back(table, desk, meeting_id, family):
    voices.may_be_heard(desk.journal, meeting_id, family.nan)
    table.key("1")
    open_row(table)
    choose(table, Aspect.VOICE_OF, "Nan")
    assert said(table)["voice_of"] == "Nan"
    choose(table, Aspect.VOICE_OF, "May")
    assert said(table)["voice_of"] == "May"
    assert details(table).aspects.rows[Aspect.VOICE_OF].accessibleName() == "Whose words: May"
    choose(table, Aspect.VOICE_OF, "May")
    assert "voice_of" not in said(table), "a second press on it"
    aspects = details(table).aspects
    table.press(aspects.rows[Aspect.VOICE_OF])
    assert "Sam Penrose" not in [chip.text() for chip in aspects.people._chips.values()]


@pytest.mark.parametrize("aspect", [Aspect.ADDRESSED_TO, Aspect.INVITED_BY, Aspect.ANSWERS])
def test_a_mark_is_put_on_any_of_the_last_turns_and_undone(table, aspect):
    for key in "123":
        table.key(key)
    open_row(table, 2)
    choose(table, aspect, "Tom")
    assert said(table, 0) == {"speaker": "Sam Penrose", str(aspect): "Tom"}
    assert [len(said(table, number)) for number in (1, 2)] == [1, 1]
    table.key("z", CTRL)
    assert said(table, 0) == {"speaker": "Sam Penrose"}
    assert details(table).aspects.rows[aspect].accessibleName().endswith(": —")


def test_somebody_is_named_from_the_row_and_a_wrong_name_put_right(table):
    table.key("x")
    table.key("1")
    open_row(table, 1)
    choose(table, Aspect.SPEAKER, "Jo")
    assert told(table) == ["Jo", "Sam"]
    choose(table, Aspect.SPEAKER, "May")
    assert told(table) == ["May", "Sam"]
    choose(table, Aspect.SPEAKER, "May")
    assert told(table) == ["?", "Sam"]


def test_the_topic_of_a_turn_is_one_of_the_agenda(table, desk, meeting_id):
    table.key("1")
    first = agenda.add_topic(desk.journal, meeting_id, "The flat", None)
    aspects = open_row(table)
    table.press(aspects.rows[Aspect.TOPIC])
    table.press(aspects.topics[first])
    assert [turn.topic_id for turn in table.log.turns] == [first]
    assert aspects.rows[Aspect.TOPIC].accessibleName() == "Topic: “The flat”"
    table.press(aspects.rows[Aspect.TOPIC])
    table.press(aspects.topics[first])
    assert [turn.topic_id for turn in table.log.turns] == [None]


def test_with_the_keyboard_alone_there_and_back(table):
    table.key("1")
    table.key("2")
    aspects = open_row(table, 1)
    assert aspects.rows[Aspect.SPEAKER].hasFocus()
    for _ in range(2):
        table.key(TAB)
    assert aspects.rows[Aspect.ADDRESSED_TO].hasFocus()
    table.key(SPACE)
    assert aspects.open_choice is Aspect.ADDRESSED_TO
    table.key(SPACE)
    assert said(table)["addressed_to"] == "Jo"
    assert aspects.rows[Aspect.ADDRESSED_TO].hasFocus()
    table.key(SPACE)
    table.key(ESC)
    assert aspects.rows[Aspect.ADDRESSED_TO].hasFocus()
    table.key(ESC)
    assert not details(table).isVisible()
    assert table.panel.page.recent.more[1].hasFocus()


def test_a_press_leaves_the_keyboard_in_the_words(table):
    table.key("1")
    table.type("Well")
    table.press(table.panel.page.recent.more[0])
    choose(table, Aspect.ANSWERS, "Jo")
    focused = QApplication.focusWidget()
    assert focused is table.panel.page.words.edit
    QTest.keyClicks(focused, ", yes")
    table.key(ESC)
    assert table.words == {"Sam": "Well, yes"}
    assert said(table)["answers"] == "Jo"


def test_it_moves_neither_the_table_nor_the_words(table):
    table.key("1")
    page = table.panel.page
    before = [each.geometry() for each in (page.table, page.words, page.recent)]
    table.press(page.recent.more[0])
    QApplication.processEvents()
    assert [each.geometry() for each in (page.table, page.words, page.recent)] == before


def test_a_turn_that_is_taken_back_closes_it(table):
    table.key("1")
    open_row(table)
    table.key("z", CTRL)
    assert not details(table).isVisible()
    assert told(table) == []


@pytest.fixture
def low(table):
    """Where the list of people is longer than its room; the rows are scrolled to their end."""
    table.panel.resize(900, 560)
    table.panel.grab()
    table.key("1")
    table.type("Well ")
    return table


def whole(table, part: QWidget) -> bool:
    view = details(table).viewport()
    return bool(view.rect().contains(QRect(part.mapTo(view, QPoint(0, 0)), part.size())))


def to_the_end(table) -> None:
    bar = details(table).verticalScrollBar()
    QApplication.processEvents()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())


@pytest.mark.parametrize("aspect", [Aspect.ADDRESSED_TO, Aspect.ANSWERS])
def test_a_question_and_its_first_person_are_seen_by_key_and_by_mouse(low, aspect):
    aspects = open_row(low)
    aspects.rows[aspect].setFocus()
    to_the_end(low)
    low.key(SPACE)
    first = aspects.people.chip(low.seat("Jo").stay.who.id)
    assert first.hasFocus()
    assert whole(low, first)
    assert not details(low).own_words.isVisible()
    low.key(ESC)
    assert whole(low, aspects.rows[aspect])
    assert details(low).own_words.isVisible()
    low.type("")
    to_the_end(low)
    low.press(aspects.rows[aspect])
    assert whole(low, first)
    assert not details(low).own_words.isVisible()


def press_at(button: QWidget, milliseconds: int) -> None:
    middle = QPointF(button.rect().center())
    at = QPointF(button.mapToGlobal(middle.toPoint()))
    for kind, held in (
        (QMouseEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
        (QMouseEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(kind, middle, at, Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(milliseconds)
        QApplication.sendEvent(button, event)


def test_a_press_that_follows_at_once_where_things_moved_does_nothing(low):
    aspects = open_row(low)
    first = (OwnPress.last_press or 0) + 10_000
    press_at(aspects.rows[Aspect.ADDRESSED_TO], first)
    person = aspects.people.chip(low.seat("Jo").stay.who.id)
    soon = first + QApplication.doubleClickInterval()
    press_at(person, soon - 50)
    assert said(low) == {"speaker": "Sam Penrose"}
    press_at(person, soon + 200)
    assert said(low)["addressed_to"] == "Jo"
    press_at(details(low).own_words.not_theirs, soon + 300)
    press_at(details(low).own_words.leave_out, soon + 300)
    assert low.words == {"Sam": "Well "}
    press_at(details(low).own_words.not_theirs, soon + 2000)
    assert low.words == {}
