"""The two opening questions, and a wish for each person here."""

import pytest
from PySide6.QtCore import Qt

from pod_desktop.services import agenda, meetings
from pod_desktop.ui.meeting.drafts import Drafts
from tests.ui.meeting.agenda.conftest import open_agenda

LEFT = Qt.MouseButton.LeftButton


def test_the_first_question_is_answered_in_words_and_stored_when_it_is_left(visit, qtbot, family):
    visit.panel.openings.idea.edit.setFocus()
    qtbot.keyClicks(visit.panel.openings.idea.edit, "May rang us on Tuesday.")
    assert visit.view().idea_words == ""
    visit.panel.openings.wishes.row(family.sam).field.edit.setFocus()
    assert visit.view().idea_words == "May rang us on Tuesday."


def test_each_person_here_is_asked_the_person_first_and_a_wish_stands_under_their_name(visit, qtbot, family):
    assert next(iter(visit.panel.openings.wishes._rows)) == family.sam
    assert set(visit.panel.openings.wishes._rows) == {family.sam, family.may, family.jo, family.me}
    field = visit.panel.openings.wishes.row(family.may).field
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "I want to sleep.")
    visit.panel.openings.idea.edit.setFocus()
    (wish,) = visit.view().wishes
    assert (wish.holder.id, wish.words) == (family.may, "I want to sleep.")


def test_a_wish_becomes_a_topic_in_one_act_even_while_it_is_being_typed(visit, qtbot, family):
    row = visit.panel.openings.wishes.row(family.may)
    assert not row.make_topic.isVisible()
    row.field.edit.setFocus()
    qtbot.keyClicks(row.field.edit, "Who is there at night?")
    qtbot.mouseClick(row.make_topic, LEFT)
    (topic,) = visit.view().topics
    assert (topic.words, topic.raised_by.id) == ("Who is there at night?", family.may)
    assert row.make_topic.accessibleName() == "On the agenda"
    row.field.edit.setFocus()
    assert not row.make_topic.isEnabled()


def test_a_wish_is_on_the_agenda_in_whatever_words_its_topic_is_said_now(visit, qtbot, family):
    row = visit.panel.openings.wishes.row(family.may)
    row.field.edit.setFocus()
    qtbot.keyClicks(row.field.edit, "Who is there at night?")
    qtbot.mouseClick(row.make_topic, LEFT)
    (topic,) = visit.view().topics
    agenda.reword_topic(visit.journal, topic.id, "The nights")
    assert row.make_topic.accessibleName() == "On the agenda"
    agenda.set_wish(visit.journal, visit.id, family.may, "Who is there by day?")
    assert row.make_topic.accessibleName() == "Make it a topic"


def test_half_a_wish_survives_what_others_do(visit, qtbot, family, desk):
    field = visit.panel.openings.wishes.row(family.jo).field
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "I would li")
    meetings.arrive(desk.journal, visit.id, family.tom)
    visit.topic("The flat")
    assert visit.panel.openings.wishes.row(family.jo).field is field
    assert field.words() == "I would li"
    assert field.edit.hasFocus()
    assert visit.view().wishes == ()


def test_a_pet_in_the_room_is_not_asked_for_a_wish(visit, desk, family):
    meetings.arrive(desk.journal, visit.id, family.biscuit)
    with pytest.raises(KeyError):
        visit.panel.openings.wishes.row(family.biscuit)


def test_a_question_can_be_put_away_and_taken_up_again(visit, qtbot):
    first = visit.panel.openings.first
    qtbot.mouseClick(first.put_away, LEFT)
    assert not first.isVisible()
    qtbot.mouseClick(first.back, LEFT)
    assert first.isVisible()


def test_the_team_can_word_the_questions(desk, family, shown):
    worded = type(desk.settings)(use_question="What would make this hour a good one?")
    other = type(desk)(desk.journal, desk.facts, desk.jobs, worded)
    meeting_id = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam])
    visit = open_agenda(other, meeting_id, shown, Drafts())
    assert visit.panel.openings.second.accessibleName() == "What would make this hour a good one?"
