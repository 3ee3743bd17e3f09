"""What comes while somebody writes in the room stays beside what they write, and nothing is written over."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QDate, QTime
from pytestqt.qtbot import QtBot

from pod_desktop.domain.clock import Instant, ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import agenda, decisions, invitations, meeting_views, meetings, planning
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Invitee, Wish
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage

Shown = Any


@pytest.fixture
def meeting(journal: Journal, family: Any) -> EntityId:
    return meetings.begin_meeting(journal, family.sam, here=[family.sam, family.may, family.me])


@pytest.fixture
def page(shown: Shown, desk: Desk, meeting: EntityId) -> MeetingPage:
    made = MeetingPage(desk, meeting)
    shown(made)
    return made


def conflicts(journal: Journal) -> list[set[Any]]:
    with journal.read() as reading:
        return [{said.value for said in each.said} for each in reading.conflicts()]


def test_a_wish_that_came_while_one_was_written_stays_beside_it(
    page: MeetingPage, journal: Journal, meeting: EntityId, family: Any
):
    agenda.set_wish(journal, meeting, family.may, "to help")
    row = page.agenda.openings.wishes.row(family.may)
    row.field.edit.setPlainText("to help Sam")
    agenda.set_wish(journal, meeting, family.may, "to rest")
    row.store_now()
    assert conflicts(journal) == [{"to help Sam", "to rest"}]


def test_two_wishes_of_one_person_from_two_laptops_are_both_shown(
    page: MeetingPage, journal: Journal, meeting: EntityId, family: Any
):
    agenda.set_wish(journal, meeting, family.may, "to help")
    with journal.act() as act:
        act.create(Wish, meeting_id=meeting, holder_id=family.may, words="to listen")
    row = page.agenda.openings.wishes.row(family.may)
    assert row.kept.typed() == "to help"
    assert row.others.text() == "“to listen” on another laptop"
    row.field.edit.setPlainText("to help Sam")
    row.store_now()
    assert [wish.words for wish in meeting_views.meeting(journal, meeting).wishes] == [
        "to help Sam",
        "to listen",
    ]


def test_a_wording_that_came_while_one_was_written_stays_beside_it(
    page: MeetingPage, journal: Journal, meeting: EntityId, family: Any
):
    topic = agenda.add_topic(journal, meeting, "the flat", family.sam)
    decision = decisions.word_decision(journal, meeting, "Sam rests", topic)
    deciding = page.agenda.topics.row(topic).deciding
    deciding.words.edit.setPlainText("Sam rests at home")
    decisions.reword_decision(journal, decision, "Sam rests at May’s")
    deciding.store_now()
    assert conflicts(journal) == [{"Sam rests at home", "Sam rests at May’s"}]


def test_words_that_are_written_and_stored_again_and_again_are_no_difference(
    page: MeetingPage, journal: Journal, meeting: EntityId, family: Any
):
    topic = agenda.add_topic(journal, meeting, "the flat", family.sam)
    deciding, wish = page.agenda.topics.row(topic).deciding, page.agenda.openings.wishes.row(family.may)
    for words in ("one", "two", "three"):
        deciding.words.edit.setPlainText(words)
        deciding.store_now()
        wish.field.edit.setPlainText(words)
        wish.store_now()
    assert conflicts(journal) == []


@pytest.fixture
def plan(shown: Shown, desk: Desk, journal: Journal, family: Any) -> PlanPage:
    planned = planning.plan_meeting(journal, family.sam, place="home")
    made = PlanPage(desk, family.sam, planned)
    shown(made)
    return made


def elsewhere(plan: PlanPage, journal: Journal, place: str, planned: Instant | None = None) -> EntityId:
    id_ = plan._meeting_id
    assert id_ is not None
    planning.change_plan(
        journal, id_, planned=planned, zone="Europe/London", place=place, place_chosen_by="", invited=()
    )
    return id_


def test_a_place_that_came_while_one_was_typed_stays_beside_it(plan: PlanPage, journal: Journal):
    plan.where.field.set_text("May’s flat")
    elsewhere(plan, journal, "the surgery")
    assert plan.where.place() == "May’s flat"
    plan.where.changed.emit()
    assert conflicts(journal) == [{"May’s flat", "the surgery"}]


def test_a_place_that_came_while_nobody_typed_is_shown(plan: PlanPage, journal: Journal):
    elsewhere(plan, journal, "the surgery")
    assert plan.where.place() == "the surgery"
    plan.where.field.set_text("May’s flat")
    plan.where.changed.emit()
    assert conflicts(journal) == []


def test_who_is_ticked_and_unticked_on_the_plan_is_invited_no_more(
    plan: PlanPage, journal: Journal, family: Any
):
    invitations.person_said_yes(journal, family.may)
    for _ in range(2):
        plan.invited.invite(family.may)
        plan.invited._tapped(family.may, False)
    with journal.read() as reading:
        assert reading.all(Invitee) == []


def test_a_time_that_is_half_typed_stays_while_something_comes_and_both_stand_then(
    plan: PlanPage, journal: Journal, clock: ManualClock, qtbot: QtBot
):
    id_ = elsewhere(plan, journal, "home", planned=clock.now())
    edit = plan.when.time
    edit.setFocus()
    edit.setSelectedSection(edit.Section.HourSection)
    qtbot.keyClick(edit, "1")
    half = edit.text()
    elsewhere(plan, journal, "home", planned=clock.now() + timedelta(hours=2))
    assert edit.text() == half
    qtbot.keyClicks(edit, "4")
    plan.when.date.setFocus()
    (said,) = conflicts(journal)
    assert len(said) == 2
    assert meeting_views.meeting(journal, id_).differs == {"planned"}


def test_what_came_while_a_time_was_half_typed_is_shown_once_it_is_given_up(
    plan: PlanPage, journal: Journal, clock: ManualClock, qtbot: QtBot
):
    elsewhere(plan, journal, "home", planned=clock.now())
    edit = plan.when.time
    edit.setFocus()
    edit.setSelectedSection(edit.Section.HourSection)
    whole = edit.text()
    qtbot.keyClick(edit, "1")
    elsewhere(plan, journal, "the surgery", planned=clock.now())
    assert plan.where.place() == "home"
    edit.lineEdit().setText(whole)
    plan.when.left.emit()
    assert plan.where.place() == "the surgery"
    assert conflicts(journal) == []


def test_what_could_not_be_stored_stays_on_the_plan_while_something_comes(plan: PlanPage, journal: Journal):
    plan.when.date.setDate(QDate(2027, 3, 28))
    plan.when.time.setTime(QTime(1, 30))  # the clocks go forward over it
    assert plan.attempts.sentence
    plan.where.chosen_by.chosen.emit(plan.where.chosen_by.value())
    elsewhere(plan, journal, "the surgery")
    assert plan.when.time.time() == QTime(1, 30)
    plan.when.time.setTime(QTime(3, 30))
    assert not plan.attempts.sentence
    brief = meeting_views.meeting(
        journal, elsewhere(plan, journal, "the surgery", planned=plan.when.planned())
    ).brief
    assert (brief.place, brief.planned) == ("the surgery", plan.when.planned())


def test_nobody_is_planned_with_whose_yes_went_while_a_new_plan_was_made(
    shown: Shown, desk: Desk, journal: Journal, family: Any, qtbot: QtBot
):
    page = PlanPage(desk, family.sam)
    shown(page)
    page.invited.invite(family.may)
    page.invited.invite(family.jo)
    page.where.field.set_text("home")
    invitations.take_yes_back(journal, family.may)
    assert page.where.place() == "home"
    with qtbot.waitSignal(page.planned) as made:
        page.done.click()
    assert [each.id for each in meeting_views.meeting(journal, made.args[0]).invited] == [family.jo]


def test_what_waits_to_be_asked_for_does_not_move_the_plan(
    plan: PlanPage, desk: Desk, journal: Journal, family: Any
):
    desk.facts.hold(True)
    with desk.facts.arriving():
        elsewhere(plan, journal, "the surgery")
    desk.facts.soon.timeout.emit()
    plan.invited.invite(family.may)
    assert plan.where.place() == "home"
    desk.facts.release()
    desk.facts.soon.timeout.emit()
    assert plan.where.place() == "the surgery"
    assert conflicts(journal) == []
