"""The question before the log: asked aloud, everybody's answer, and no log against a no."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from pod_desktop.services import meeting_views, meetings, turn_log
from pod_desktop.ui.theme import Theme
from tests.ui.meeting.voices.conftest import Table


def option(asking: Table, name: str, answer: str) -> QAbstractButton:
    stay = next(stay for stay in asking.panel.sitting.live.here if stay.who.name.startswith(name))
    options = asking.panel.question.answers[stay.id].choice.findChildren(QAbstractButton)
    return options[0] if answer == "yes" else options[1]


def answers(asking: Table) -> dict[str, str]:
    return {seat.who.name.split()[0]: seat.log_agreed for seat in asking.log.seats}


def test_nothing_is_logged_before_the_room_was_asked(asking: Table):
    assert asking.panel.question.isVisible()
    assert not asking.panel.question.begin.isEnabled()
    for key in "1sp":
        asking.key(key)
    assert asking.spans == []
    assert asking.log.log_kind == ""


def test_an_answer_is_stored_with_who_gave_it(asking: Table):
    asking.press(option(asking, "May", "yes"))
    assert answers(asking) == {"Sam": "", "May": "yes", "Jo": "", "Tom": "", "Ana": "", "Lee": ""}
    assert meeting_views.meeting(asking.desk.journal, asking.meeting_id).log_asked is not None


def test_the_page_says_who_is_still_to_be_asked(asking: Table):
    for name in ("Sam", "May", "Tom", "Ana"):
        asking.press(option(asking, name, "yes"))
    assert asking.panel.question.why_not() == "Still to be asked: Jo and Lee Okafor."
    assert not asking.panel.question.begin.isEnabled()


def test_everybody_agreed_is_one_act_and_then_the_log_can_begin(asking: Table):
    acts: list[object] = []
    asking.desk.journal.listen(acts.append)
    asking.press(asking.panel.question.everybody)
    assert len(acts) == 1
    assert set(answers(asking).values()) == {"yes"}
    assert asking.log.log_kind == ""
    asking.press(asking.panel.question.begin)
    assert asking.log.log_kind == "live"
    assert asking.panel.page.isVisible()


def test_when_everybody_agreed_no_other_button_comes_under_the_finger(asking: Table):
    question = asking.panel.question
    buttons = [question.everybody, question.begin, question.not_today]
    asking.panel.grab()
    before = [each.geometry() for each in buttons]
    asking.press(question.everybody)
    asking.panel.grab()
    assert not question.everybody.isEnabled()
    assert [each.geometry() for each in buttons] == before
    assert question.begin.hasFocus() or not question.everybody.hasFocus()
    asking.press(option(asking, "Tom", "no"))
    asking.panel.grab()
    assert [each.x() for each in buttons] == [each.x() for each in before]


def test_a_no_keeps_the_log_off_and_is_said_without_a_name(asking: Table):
    assert asking.panel.question.everybody.isVisible()
    asking.press(option(asking, "Tom", "no"))
    assert not asking.panel.question.begin.isEnabled()
    assert "Tom" not in asking.panel.question.why_not()
    assert "stays off" in asking.panel.question.why_not()
    assert not asking.panel.question.everybody.isVisible()


def test_who_said_no_can_change_their_mind(asking: Table):
    asking.press(asking.panel.question.everybody)
    asking.press(option(asking, "Tom", "no"))
    asking.press(option(asking, "Tom", "yes"))
    asking.press(asking.panel.question.begin)
    assert asking.log.log_kind == "live"


def test_the_question_is_answered_with_the_keyboard_alone(asking: Table):
    asking.panel.take_focus()
    for _ in range(6):
        asking.key(Qt.Key.Key_Space)
        asking.key(Qt.Key.Key_Tab)
    asking.panel.take_focus()
    asking.key(Qt.Key.Key_Return)
    assert asking.log.log_kind == "live"


def test_the_answers_and_the_buttons_have_names_that_can_be_read_out(asking: Table):
    yes = option(asking, "May", "yes")
    assert (yes.text(), yes.accessibleDescription()) == ("Yes", "May: may we note who speaks when?")


def test_not_today_leaves_it_and_the_room_can_be_asked_after_all(asking: Table, qtbot):
    with qtbot.waitSignal(asking.panel.left_off):
        asking.press(asking.panel.question.not_today)
    assert asking.panel.off.isVisible()
    assert asking.log.log_kind == ""
    asking.panel.off.action_requested.emit()
    assert asking.panel.question.isVisible()


def test_somebody_who_comes_in_before_the_log_is_among_those_asked(asking: Table, journal, family):
    asking.press(asking.panel.question.everybody)
    meetings.arrive(journal, asking.meeting_id, family.biscuit)
    assert asking.panel.question.why_not() == "Still to be asked: Biscuit."
    assert not asking.panel.question.begin.isEnabled()


def test_the_question_says_that_no_sound_is_recorded(asking: Table):
    assert "No sound is recorded" in asking.said
    assert "we decide together what is kept" in asking.said


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_latecomer_is_asked_in_a_quiet_line_while_the_log_goes_on(table: Table, journal, family, answer):
    table.tap("Sam")
    meetings.arrive(journal, table.meeting_id, family.biscuit)
    line = table.panel.page.latecomer
    assert line.isVisible()
    assert line.accessibleName() == "Biscuit came in. May we note when they speak?"
    table.tap("Biscuit")
    assert table.spans == ["Sam", "Biscuit…"]
    table.press(line.yes if answer == "yes" else line.no)
    assert answers(table)["Biscuit"] == answer
    assert not line.isVisible()
    assert table.spans == (["Sam", "Biscuit…"] if answer == "yes" else ["Sam", "pause…"])


def test_a_no_of_whoever_was_still_to_be_asked_takes_their_turns_out_and_undo_takes_the_no_back(
    table: Table, journal, family
):
    table.tap("Sam")
    meetings.arrive(journal, table.meeting_id, family.biscuit)
    for name in ("Biscuit", "May", "Biscuit", "Jo"):
        table.tap(name)
    page = table.panel.page
    table.press(page.latecomer.no)
    assert table.spans == ["Sam", "May", "Jo", "pause…"]
    assert "Biscuit" not in table.listed
    assert page.refusal.sentence == (
        "What was noted of when Biscuit spoke is taken out of the log. Undo takes their no back."
    )
    assert table.panel.sitting.undo_label == "Biscuit: no"
    table.panel.sitting.undo()
    assert table.spans == ["Sam", "Biscuit", "May", "Biscuit", "Jo…"]
    assert answers(table)["Biscuit"] == ""
    assert page.latecomer.isVisible()
    table.panel.sitting.redo()
    assert table.spans == ["Sam", "May", "Jo", "pause…"]
    table.tap("May")
    assert table.spans == ["Sam", "May", "Jo", "pause…"]


def test_a_no_after_a_yes_leaves_the_turns_that_were_agreed_to(table: Table):
    for name in ("Sam", "Tom", "May"):
        table.tap(name)
    tom = next(seat for seat in table.log.seats if seat.who.name == "Tom")
    table.panel.sitting.answer(tom.id, "no")
    assert table.spans == ["Sam", "Tom", "May", "pause…"]
    assert table.panel.sitting.undo_label == ""


def test_after_a_no_a_tap_is_refused_in_a_sentence_until_everybody_agrees(table: Table):
    table.tap("Sam")
    tom = next(seat for seat in table.log.seats if seat.who.name == "Tom")
    turn_log.record_agreement(table.desk.journal, tom.id, "no")
    table.tap("May")
    assert table.spans == ["Sam", "pause…"]
    assert table.panel.page.refusal.isVisible()
    assert "the log stays off" in table.panel.page.refusal.sentence
    table.press(table.panel.page.who_agreed)
    table.press(option(table, "Tom", "yes"))
    table.press(table.panel.question.back)
    table.tap("May")
    assert table.spans == ["Sam", "pause", "May…"]
    assert not table.panel.page.refusal.isVisible()


def test_nothing_before_a_no_can_be_undone_into_a_running_turn(table: Table):
    table.tap("Sam")
    table.key("p")
    tom = next(seat for seat in table.log.seats if seat.who.name == "Tom")
    turn_log.record_agreement(table.desk.journal, tom.id, "no")
    table.key("z", Qt.KeyboardModifier.ControlModifier)
    assert table.log.open_spans[0].turn_kind == "pause"
    assert not any(turn.speaker for turn in table.log.open_spans)


def test_the_table_is_reached_by_tab_as_it_is_read(table: Table):
    page = table.panel.page
    page.table.take_focus()
    names = []
    for _ in range(10):
        focused = table.panel.focusWidget()
        assert isinstance(focused, QAbstractButton)
        names.append(focused.accessibleName() or focused.text())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert names[:2] == ["Sam Penrose, key 1", "Jo, key 2"]
    assert names[6].startswith("Somebody speaks")
    assert names[7:] == ["Together in silence", "Reflecting", "Several at once"]


@pytest.fixture
def large_type(qapp, asking: Table):
    look = qapp.findChild(Theme)
    look.set_text_scale(1.5)
    yield asking
    look.set_text_scale(1.0)


@pytest.mark.parametrize("width", [360, 430, 560, 900])
def test_yes_and_no_are_seen_whole_in_large_type_however_narrow_the_half_is(large_type: Table, width: int):
    """The No was cut away, beside “Anybody can say no”."""
    large_type.panel.setFixedWidth(width)
    QApplication.processEvents()
    page = large_type.panel.question
    for answer in page.answers.values():
        options = answer.choice.findChildren(QAbstractButton)
        assert len({option.y() for option in options}) == 1, "the No lies below the Yes, out of sight"
        for option in options:
            right = option.mapTo(page, option.rect().topRight()).x()
            assert right <= page.width(), f"{option.text()} ends at {right} of {page.width()}"


def test_control_and_enter_goes_past_all_answers_and_gives_none(asking: Table):
    asking.panel.take_focus()
    asking.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asking.panel.question.everybody.hasFocus()
    assert set(answers(asking).values()) == {""}
    asking.key(Qt.Key.Key_Space)
    assert set(answers(asking).values()) == {"yes"}
    asking.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asking.log.log_kind == "live"
    asking.panel.page.who_agreed.click()
    asking.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asking.panel.page.isVisible()
