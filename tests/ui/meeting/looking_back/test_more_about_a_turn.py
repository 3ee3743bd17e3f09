"""Afterwards: who somebody was, the marks, whose words and the topic of a turn are put right in the form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.services import turn_log
from pod_desktop.ui.meeting.turn_aspects import Aspect

Key = Qt.Key


@pytest.fixture
def form(page, qtbot):
    """The form of May's turn, opened at the strip with Enter."""
    strip = page.strips[0].strip
    strip.setFocus()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Return):
        qtbot.keyClick(strip, key)
    return page.repairs.form


def may(desk, kept):
    return turn_log.log_view(desk.journal, kept.id).turns[1]


def choose(form, aspect: Aspect, who: str) -> None:
    form.aspects.rows[aspect].click()
    (form.aspects.topics[who] if aspect is Aspect.TOPIC else form.aspects.people.chip(who)).click()


def test_all_of_it_is_put_right_in_one_step_and_told(page, form, kept, desk, qtbot):
    assert form.aspects.isHidden()
    form.more.click()
    choose(form, Aspect.ADDRESSED_TO, kept.jo)
    choose(form, Aspect.ANSWERS, kept.sam)
    choose(form, Aspect.VOICE_OF, kept.sam)
    choose(form, Aspect.TOPIC, kept.flat)
    assert may(desk, kept).addressed_to is None, "only kept with the form"
    form.keep.click()
    turn = may(desk, kept)
    assert (turn.addressed_to.name, turn.answers.name, turn.voice_of.name) == ("Jo",) + ("Sam Penrose",) * 2
    assert turn.topic_id == kept.flat
    told = " ".join(line.text() for line in page.repairs.lines)
    assert "to whom it was said, before —, now Jo." in told
    assert "topic, before —, now The flat." in told
    qtbot.keyClick(page.repairs.put_right, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    turn = may(desk, kept)
    assert (turn.addressed_to, turn.answers, turn.voice_of, turn.topic_id) == (None, None, None, None)


def test_whoever_is_named_is_nobody_to_whom_they_spoke(form, kept, desk):
    form.more.click()
    choose(form, Aspect.ADDRESSED_TO, kept.jo)
    form.who.chip(kept.jo).click()
    assert form.aspects.values[Aspect.ADDRESSED_TO] is None
    form.aspects.rows[Aspect.ADDRESSED_TO].click()
    assert kept.jo not in form.aspects.people._chips
    form.keep.click()
    turn = may(desk, kept)
    assert (turn.speaker.name, turn.addressed_to) == ("Jo", None)


def test_with_the_keyboard_alone(form, kept, desk, qtbot):
    form.more.setFocus()
    qtbot.keyClick(form.more, Key.Key_Space)
    row = form.aspects.rows[Aspect.VOICE_OF]
    assert row.hasFocus()
    row = form.aspects.rows[Aspect.INVITED_BY]
    row.setFocus()
    qtbot.keyClick(row, Key.Key_Space)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert row.hasFocus()
    qtbot.keyClick(row, Key.Key_Space)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert row.hasFocus(), "Escape leads back from the choice"
    assert not form.isHidden()
    form.keep.click()
    assert may(desk, kept).invited_by.name == "Sam Penrose"
