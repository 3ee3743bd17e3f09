"""An open meeting held with the keyboard alone, and what Tab comes to in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from pod_desktop.services import agenda, meeting_views, meetings
from pod_desktop.ui.meeting.beginning.page import BeginPage
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from tests.ui.tab import tab_round


@pytest.fixture
def meeting_id(desk, family):
    return meetings.begin_meeting(
        desk.journal, family.sam, here=[family.sam, family.may, family.me], place="At home"
    )


@pytest.fixture
def page(desk, meeting_id, shown):
    return shown(MeetingPage(desk, meeting_id))


def view(desk, meeting_id):
    return meeting_views.meeting(desk.journal, meeting_id)


def here(desk, meeting_id):
    return {stay.who.id for stay in view(desk, meeting_id).present}


class Keyboard:
    """Presses keys at whatever has the focus, as hands do."""

    def __init__(self, qtbot):
        self._qtbot = qtbot

    @property
    def at(self):
        focused = QApplication.focusWidget()
        assert focused is not None, "the keyboard is nowhere"
        return focused

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier, times=1):
        for _ in range(times):
            self._qtbot.keyClick(self.at, key, modifier)
            QApplication.processEvents()

    def type(self, words):
        self._qtbot.keyClicks(self.at, words)

    def tab_to(self, widget):
        """Tab until the keyboard is there; the way there is part of the test."""
        for _ in range(120):
            if self.at is widget:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reached {widget.accessibleName() or widget}")


@pytest.fixture
def keys(qtbot):
    return Keyboard(qtbot)


def plan_by_keys(desk, family, shown, keys, qtbot):
    plan = shown(PlanPage(desk, family.sam))
    keys.tab_to(plan.when.days._options["none"])
    keys.press(Qt.Key.Key_Right)
    keys.tab_to(plan.where.field.edit)
    keys.type("At home")
    keys.tab_to(plan.invited.row(family.may).act)
    keys.press(Qt.Key.Key_Space)
    with qtbot.waitSignal(plan.planned) as planned:
        keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    plan.close()
    return planned.args[0]


def begin_by_keys(desk, family, shown, keys, meeting_id):
    begin = shown(BeginPage(desk, family.sam, meeting_id))
    keys.tab_to(begin.faces.tile(family.sam))
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Space)
    keys.tab_to(begin.begin)
    keys.press(Qt.Key.Key_Return)
    begin.close()


def decide_by_keys(page, keys, topic_id, words):
    row = page.agenda.topics.row(topic_id)
    keys.tab_to(row.head)
    keys.press(Qt.Key.Key_Space)
    keys.tab_to(row.acts.decide)
    keys.press(Qt.Key.Key_Return)
    keys.type(words)
    keys.press(Qt.Key.Key_Tab)
    assert keys.at is row.deciding.read_aloud
    keys.press(Qt.Key.Key_Return)
    assert keys.at is page.agenda.reading.words
    keys.press(Qt.Key.Key_Tab)
    assert keys.at is page.agenda.reading.accept
    keys.press(Qt.Key.Key_Return)
    return row


def close_by_keys(page, keys, qtbot):
    keys.tab_to(page.header.closing)
    keys.press(Qt.Key.Key_Return)
    keys.tab_to(page.closing.next_meeting.set_next)
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Right, times=2)
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    keys.tab_to(page.closing.close_meeting)
    with qtbot.waitSignal(page.closed):
        keys.press(Qt.Key.Key_Return)


def test_a_whole_meeting_is_held_with_the_keyboard_alone(desk, family, shown, keys, qtbot):
    meeting_id = plan_by_keys(desk, family, shown, keys, qtbot)
    assert [each.id for each in view(desk, meeting_id).invited] == [family.may]
    begin_by_keys(desk, family, shown, keys, meeting_id)
    assert here(desk, meeting_id) == {family.sam, family.may, family.me}

    page = shown(MeetingPage(desk, meeting_id))
    wish = page.agenda.openings.wishes.row(family.sam)
    keys.tab_to(wish.field.edit)
    keys.type("To sleep at home")
    keys.tab_to(wish.make_topic)
    keys.press(Qt.Key.Key_Return)
    (topic,) = view(desk, meeting_id).topics
    row = decide_by_keys(page, keys, topic.id, "Sam sleeps at home until Sunday.")
    (decision,) = view(desk, meeting_id).decisions
    assert (decision.words, decision.stands) == ("Sam sleeps at home until Sunday.", True)

    part = row.decision(decision.id)
    assert keys.at is part.add_view
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Right)
    assert keys.at is part.view.holder.chip(family.may)
    keys.press(Qt.Key.Key_Space)
    keys.tab_to(part.view.words.edit)
    keys.type("I am afraid of the nights.")
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [each.holder.id for each in view(desk, meeting_id).decisions[0].opinions] == [family.may]

    close_by_keys(page, keys, qtbot)
    after = view(desk, meeting_id)
    assert (after.brief.state, after.brief.place) == ("closed", "At home")
    assert after.decisions[0].stands
    assert after.next_meeting is not None


def test_tab_comes_to_each_answer_before_everybody_agreed(page):
    question, chain = page.voices.question, tab_round(page.header.strip)
    answers = [each.choice.findChildren(QAbstractButton)[0] for each in question.answers.values()]
    stops = [*answers, question.everybody, question.not_today]
    assert len(answers) == 3
    assert sorted(stops, key=chain.index) == stops


def test_tab_comes_to_everything_in_an_open_meeting_once_and_round_again(page, desk, meeting_id, keys):
    topic = agenda.add_topic(desk.journal, meeting_id, "The flat", None)
    QApplication.processEvents()
    page.header.strip.setFocus()
    way = [keys.at]
    while True:
        keys.press(Qt.Key.Key_Tab)
        if keys.at is page.header.strip:
            break
        assert keys.at not in way, "Tab goes round in a smaller ring"
        way.append(keys.at)
    assert page.header.closing in way
    assert page.agenda.openings.idea.edit in way
    assert page.agenda.topics.row(topic).head in way
    assert page.agenda.new_topic.add in way
