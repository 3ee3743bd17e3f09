"""Which meeting is begun is said, and a plan that lies near is offered."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from pod_desktop.services import meeting_views, people, planning
from pod_desktop.ui.meeting.beginning.page import BeginPage

LEFT = Qt.MouseButton.LeftButton


def plan(desk, family, person=None, place="at home", invited=(), **ahead):
    at = desk.clock.now() + timedelta(**ahead)
    return planning.plan_meeting(desk.journal, person or family.sam, planned=at, place=place, invited=invited)


def begin(qtbot, page, family):
    if family.sam not in page.faces.on():
        qtbot.mouseClick(page.faces.tile(family.sam), LEFT)
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.mouseClick(page.begin, LEFT)
    return signal.args[0]


def test_where_nothing_is_planned_near_it_is_said_and_nothing_offered(desk, family, shown):
    plan(desk, family, days=2)
    plan(desk, family, minutes=25, person=people.add_person(desk.journal, "Kim Hart"))
    page = shown(BeginPage(desk, family.sam))
    assert page.which.words() == "Nobody planned this meeting."
    assert not page.which.plans
    assert not page.which.unplanned.isVisible()


def test_a_plan_of_soon_is_begun_with_one_press_and_whoever_was_tapped_stays(desk, family, shown, qtbot):
    planned = plan(desk, family, minutes=25, invited=[family.jo])
    page = shown(BeginPage(desk, family.sam))
    said = "Nobody planned this meeting. Or is it the one that is planned for today at 10:25, at home?"
    assert page.which.words() == said
    assert page.begin.text() == "Begin the meeting"  # as it is: nobody has to choose
    qtbot.mouseClick(page.faces.tile(family.sam), LEFT)
    button = page.which.plans[planned]
    assert button.text() == "Begin the one planned for today at 10:25"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert page.which.words() == "This meeting was planned for today at 10:25, at home."
    assert page.which.unplanned.hasFocus()
    assert not page.where_card.isVisible()
    assert next(iter(page.faces._tiles)) == family.sam
    assert list(page.faces._tiles)[1] == family.jo  # who is invited comes first now
    assert begin(qtbot, page, family) == planned
    assert meeting_views.meeting(desk.journal, planned).brief.place == "at home"


def test_the_choice_can_be_taken_back(desk, family, shown, qtbot):
    planned = plan(desk, family, minutes=25)
    page = shown(BeginPage(desk, family.sam))
    qtbot.mouseClick(page.which.plans[planned], LEFT)
    page.which.unplanned.setFocus()
    qtbot.keyClick(page.which.unplanned, Qt.Key.Key_Space)
    assert page.which.plans[planned].hasFocus()
    assert page.where_card.isVisible()
    meeting = begin(qtbot, page, family)
    assert meeting != planned
    assert meeting_views.meeting(desk.journal, planned).brief.state == "planned"


def test_a_place_that_was_said_already_goes_with_the_plan_that_is_begun(desk, family, shown, qtbot):
    planned = plan(desk, family, minutes=25)
    page = shown(BeginPage(desk, family.sam))
    page.where.set_place("in the garden", "person")
    qtbot.mouseClick(page.which.plans[planned], LEFT)
    assert page.where_card.isVisible()
    brief = meeting_views.meeting(desk.journal, begin(qtbot, page, family)).brief
    assert (brief.id, brief.place, brief.place_chosen_by) == (planned, "in the garden", "person")


def test_of_several_plans_of_today_each_can_be_begun(desk, family, shown):
    ids = [plan(desk, family, hours=hours) for hours in (-2, 5)]
    page = shown(BeginPage(desk, family.sam))
    assert page.which.words() == "Nobody planned this meeting. Or is it one of those that are planned?"
    assert list(page.which.plans) == ids


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "This meeting was planned for today at 10:00, at home."),
        (1, "This meeting was planned for tomorrow at 10:00, at home. Begun now, it is held today."),
        (-1, "This meeting was planned for yesterday at 10:00, at home. Begun now, it is held today."),
    ],
)
def test_a_plan_of_another_day_that_is_begun_today_is_told_so(desk, family, shown, days, words):
    page = shown(BeginPage(desk, family.sam, plan(desk, family, days=days)))
    assert page.which.words() == words
    assert not page.which.plans
    assert not page.which.unplanned.isVisible()


def test_a_plan_that_comes_meanwhile_is_offered(desk, family, shown):
    page = shown(BeginPage(desk, family.sam))
    planned = plan(desk, family, minutes=25)
    assert list(page.which.plans) == [planned]
