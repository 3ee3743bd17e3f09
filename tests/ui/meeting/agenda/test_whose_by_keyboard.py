"""Whose words and who does it, by keyboard alone: the people are one stop, and what is typed on is words."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.services import decisions, network
from pod_desktop.ui.meeting.tab_order import TAB_AS_READ

LEFT = Qt.MouseButton.LeftButton


def at() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(at(), key)


@pytest.fixture
def forms(visit, family, qtbot) -> SimpleNamespace:
    """The forms of a topic with a decision, each with its people and where the words go."""
    visit.panel.setProperty(TAB_AS_READ, True)
    topic = visit.topic("Nights", family.may)
    decision = decisions.word_decision(visit.journal, visit.id, "Jo stays until Friday", topic)
    decisions.accept_decision(visit.journal, decision)
    row = visit.panel.topics.row(topic)
    qtbot.mouseClick(row.head, LEFT)
    part, notes = row.decision(decision), row.notes
    return SimpleNamespace(
        view=(part.add_view, part.view.holder, part.view.words),
        task=(part.add_task, part.task.who, part.task.what),
        note=(notes.open, notes.who, notes.words),
        part=part,
        notes=notes,
    )


@pytest.mark.parametrize("form", ["view", "task", "note"])
def test_somebody_is_chosen_and_one_tab_leads_to_the_words(forms, family, form: str):
    button, people, words = getattr(forms, form)
    button.setFocus()
    press(Qt.Key.Key_Return)
    assert at() is people.chip(family.sam)
    press(Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert people.value() == family.jo
    press(Qt.Key.Key_Tab)
    assert at() is words.edit
    QTest.keyClicks(at(), "I stay with him too")
    assert people.value() == family.jo
    QTest.keyClick(at(), Qt.Key.Key_Backtab)
    assert at() is people.chip(family.jo)


@pytest.mark.parametrize("form", ["view", "task", "note"])
def test_whoever_types_on_at_a_person_writes_words_and_chooses_nobody_else(forms, family, form: str):
    button, people, words = getattr(forms, form)
    button.setFocus()
    press(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert people.value() == family.sam
    for letter in "Not so, not yet":
        QTest.keyClicks(at(), letter)
    assert people.value() == family.sam
    assert (words.words() if form != "task" else words.text()) == "Not so, not yet"


def test_arrows_stay_among_the_people_and_come_to_who_is_not_here(forms, family):
    _button, people, _words = forms.task
    forms.part.add_task.setFocus()
    press(Qt.Key.Key_Return, Qt.Key.Key_Left)
    assert at() is people.chip(family.sam)
    press(Qt.Key.Key_End)
    assert at() is forms.part.task.not_here
    press(Qt.Key.Key_Return)
    assert people.isAncestorOf(at())
    assert at() is people.chip(family.tom)
    press(Qt.Key.Key_Home)
    assert at() is people.chip(family.sam)


def test_who_speaks_for_somebody_is_one_stop_too(visit, forms, family):
    network.add_member(visit.journal, family.sam, "The voice upstairs", member_kind="inner_voice")
    forms.notes.open.setFocus()
    press(Qt.Key.Key_Return, Qt.Key.Key_End)
    assert at() is forms.notes.spoken_for.open
    press(Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab)
    assert forms.notes.spoken_for.by.isAncestorOf(at())
    press(Qt.Key.Key_Space, Qt.Key.Key_Tab)
    assert at() is forms.notes.words.edit
    assert forms.notes.spoken_for.by.value() == family.sam
