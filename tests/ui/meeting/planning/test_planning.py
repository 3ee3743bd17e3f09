"""Planning by tapping and typing, read back from the journal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QLabel

from pod_desktop.domain.clock import ManualClock
from pod_desktop.services import meeting_views, network, people, planning
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.meeting.planning.when import WhenPart
from pod_desktop.ui.meeting.tab_order import first_within
from tests.ui.tab import tab_round

LONDON = "Europe/London"


def option(choice, key):
    return choice._options[key]


def plans(journal, person_id):
    return people.record(journal, person_id).meetings


@pytest.fixture
def page(desk, family, shown):
    return shown(PlanPage(desk, family.sam))


def test_a_meeting_is_planned_in_eight_acts(page, desk, family, qtbot):
    acts = [
        option(page.when.days, "1"),
        option(page.where.places, "At home"),
        option(page.where.chosen_by, "person"),
        page.invited.row(family.may).act,
        page.invited.row(family.jo).act,
        page.done,
    ]
    assert len(acts) <= 7  # and one more to come here from the record
    with qtbot.waitSignal(page.planned) as signal:
        for act in acts:
            qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    view = meeting_views.meeting(desk.journal, signal.args[0])
    assert view.brief.planned == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert (view.brief.place, view.brief.place_chosen_by, view.brief.zone) == ("At home", "person", LONDON)
    assert {each.id for each in view.invited} == {family.may, family.jo}


def test_tab_comes_to_who_is_invited_before_the_plan_is_made(page, family):
    chain = tab_round(first_within(page))
    stops = [
        option(page.where.chosen_by, "person"),
        *(page.invited.row(who).act for who in (family.jo, family.may, family.tom)),
        page.done,
    ]
    assert sorted(stops, key=chain.index) == stops


def test_nothing_is_asked_before_a_meeting_is_planned(page, desk, family, qtbot):
    qtbot.mouseClick(page.done, Qt.MouseButton.LeftButton)
    (brief,) = plans(desk.journal, family.sam)
    assert (brief.planned, brief.place, brief.place_chosen_by) == (None, "", "")


def test_nothing_is_stored_when_it_is_not_planned_now(page, desk, family, qtbot):
    qtbot.mouseClick(option(page.when.days, "1"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.cancelled):
        qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    assert plans(desk.journal, family.sam) == ()


def test_nobody_can_be_invited_before_the_person_said_yes_which_is_recorded_right_there(
    page, desk, family, qtbot
):
    assert "3 days ago" in " ".join(
        label.text() for label in page.invited.row(family.may).findChildren(object) if hasattr(label, "text")
    )
    assert not page.invited.row(family.tom).said_yes
    qtbot.mouseClick(page.invited.row(family.tom).act, Qt.MouseButton.LeftButton)
    assert network.member(desk.journal, family.tom).invite_yes == desk.clock.now()
    assert page.invited.row(family.tom).said_yes
    assert page.invited.invited() == (family.tom,)


def test_who_died_is_not_offered_as_somebody_to_invite(page, family):
    with pytest.raises(KeyError):
        page.invited.row(family.nan)


def test_what_somebody_needs_is_said_to_be_worth_asking_again_where_they_are_invited(
    desk, family, shown, clock
):
    sentence = "What they need to take part is worth asking again."

    def said(page):
        return sentence in [each.text() for each in page.invited.row(family.may).findChildren(QLabel)]

    network.plan_needs_review(desk.journal, family.may, clock.now() + timedelta(days=30))
    page = shown(PlanPage(desk, family.sam))
    assert not said(page)
    clock.advance(days=31)
    page = shown(PlanPage(desk, family.sam))
    assert said(page)
    network.record_needs(desk.journal, family.may, needs="large print")
    assert not said(page)


def test_a_plan_that_is_there_changes_with_each_act(desk, family, shown, qtbot):
    planned = planning.plan_meeting(desk.journal, family.sam, place="The surgery")
    page = shown(PlanPage(desk, family.sam, planned))
    assert page.where.place() == "The surgery"
    qtbot.mouseClick(option(page.when.days, "2"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.invited.row(family.may).act, Qt.MouseButton.LeftButton)
    view = meeting_views.meeting(desk.journal, planned)
    assert view.brief.planned == datetime(2026, 11, 25, 10, tzinfo=UTC)
    assert [each.id for each in view.invited] == [family.may]


def test_a_place_being_typed_survives_a_change_of_facts_and_is_stored_when_the_page_is_put_down(
    desk, family, shown, qtbot
):
    planned = planning.plan_meeting(desk.journal, family.sam)
    page = shown(PlanPage(desk, family.sam, planned))
    page.where.field.edit.setFocus()
    qtbot.keyClicks(page.where.field.edit, "Community hall")
    network.add_member(desk.journal, family.sam, "Aunt Rose")
    assert page.where.place() == "Community hall"
    page.put_down()
    assert meeting_views.meeting(desk.journal, planned).brief.place == "Community hall"


def test_a_meeting_that_did_not_happen_needs_the_reason(desk, family, shown, qtbot):
    planned = planning.plan_meeting(desk.journal, family.sam)
    page = shown(PlanPage(desk, family.sam, planned))
    part = page.not_happened
    qtbot.mouseClick(part.open, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(part.store, Qt.MouseButton.LeftButton)
    assert "why" in part.reason.error()
    qtbot.keyClicks(part.reason.edit, "Sam was too tired.")
    with qtbot.waitSignal(page.did_not_happen):
        qtbot.keyClick(part.reason.edit, Qt.Key.Key_Return)
    brief = meeting_views.meeting(desk.journal, planned).brief
    assert (brief.state, brief.reason) == ("did_not_happen", "Sam was too tired.")


def test_a_planned_meeting_can_be_begun_from_its_plan(desk, family, shown, qtbot):
    planned = planning.plan_meeting(desk.journal, family.sam)
    page = shown(PlanPage(desk, family.sam, planned))
    with qtbot.waitSignal(page.begin_requested) as signal:
        qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    assert signal.args == [planned]


def when_at(qtbot, now, zone=LONDON):
    part = WhenPart(ManualClock(now), zone, "10:00")
    qtbot.addWidget(part)
    return part


def choose(part, day: date, hour: int, minute: int) -> None:
    part.date.setDate(QDate(day.year, day.month, day.day))
    part.time.setTime(QTime(hour, minute))


def test_a_time_that_the_clocks_leave_out_is_said_in_words_and_not_planned(page, desk, family, qtbot):
    choose(page.when, date(2027, 3, 28), 1, 30)
    assert page.when.sentence() == (
        "01:30 does not exist on Sunday 28 March 2027: the clocks go forward over it. 02:30 does."
    )
    qtbot.mouseClick(page.done, Qt.MouseButton.LeftButton)
    assert plans(desk.journal, family.sam) == ()
    assert "does not exist" in page.attempts.sentence
    choose(page.when, date(2027, 3, 28), 2, 30)
    qtbot.mouseClick(page.done, Qt.MouseButton.LeftButton)
    assert plans(desk.journal, family.sam)[0].planned == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_time_that_comes_twice_is_said_and_the_second_can_be_meant(qtbot):
    part = when_at(qtbot, datetime(2026, 10, 20, 9, tzinfo=UTC))
    choose(part, date(2026, 10, 25), 1, 30)
    assert "01:30 comes twice on Sunday 25 October 2026" in part.sentence()
    assert part.planned() == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    option(part.which, "second").click()
    assert part.planned() == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_today_and_tomorrow_are_those_of_the_place_and_ten_stays_ten_across_the_change(qtbot):
    late = datetime(2026, 10, 23, 23, 30, tzinfo=UTC)  # past midnight in London
    part = when_at(qtbot, late)
    option(part.days, "1").click()
    assert part.planned() == datetime(2026, 10, 25, 10, tzinfo=UTC)
    assert part.sentence() == "Tomorrow, Sunday 25 October 2026, at 10:00."


def test_today_offers_the_next_half_hour_once_the_usual_time_has_passed(qtbot):
    part = when_at(qtbot, datetime(2026, 11, 20, 13, 10, tzinfo=UTC))
    option(part.days, "0").click()
    assert part.planned() == datetime(2026, 11, 20, 13, 30, tzinfo=UTC)


def test_a_laptop_in_another_zone_plans_by_the_wall_where_the_meeting_is(qtbot):
    part = when_at(qtbot, datetime(2026, 7, 1, 9, tzinfo=UTC), zone="America/New_York")
    option(part.days, "1").click()
    assert part.planned() == datetime(2026, 7, 2, 14, tzinfo=UTC)


def test_the_day_can_be_taken_back(qtbot):
    part = when_at(qtbot, datetime(2026, 11, 20, 9, tzinfo=UTC))
    option(part.days, "1").click()
    option(part.days, "none").click()
    assert part.planned() is None
