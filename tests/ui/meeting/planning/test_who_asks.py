"""Who asks whom is said beside whoever is invited, and can wait."""

import pytest
from PySide6.QtCore import Qt

from pod_desktop.domain.roster import Absence
from pod_desktop.services import invitations, planning, roster
from pod_desktop.services.who_asks import say_who_asks, who_asks
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.meeting.tab_order import first_within
from tests.ui.tab import tab_round


def words(box):
    return [box.itemText(row) for row in range(box.count())]


@pytest.fixture
def planned(journal, family):
    return planning.plan_meeting(journal, family.sam, invited=[family.may])


def choose(qtbot, box, text):
    """As with the keyboard: down to it, then Enter in the open list."""
    box.setFocus()
    for _ in range(words(box).index(text) - box.currentIndex()):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def test_the_person_the_team_and_who_has_a_yes_can_ask_nobody_else(desk, family, planned, shown):
    page = shown(PlanPage(desk, family.sam, planned))
    assert words(page.invited.row(family.may).asker) == [
        "Who asks them?",
        "Sam Penrose asks them",
        "Ana Reyes asks them",
        "Lee Okafor asks them",
        "Jo asks them",
    ]


def test_who_is_offered_to_ask_does_not_tell_whom_the_person_said_no_to(desk, family, planned, shown):
    before = words(shown(PlanPage(desk, family.sam, planned)).invited.row(family.may).asker)
    invitations.person_said_no(desk.journal, family.tom)
    assert words(shown(PlanPage(desk, family.sam, planned)).invited.row(family.may).asker) == before


def test_it_is_offered_once_they_are_invited(desk, family, shown, qtbot):
    page = shown(PlanPage(desk, family.sam))
    row = page.invited.row(family.may)
    assert row.stops() == [row.act]
    qtbot.mouseClick(row.act, Qt.MouseButton.LeftButton)
    assert row.stops() == [row.act, row.asker]
    assert len(page.invited.row(family.tom).stops()) == 1
    qtbot.mouseClick(row.act, Qt.MouseButton.LeftButton)
    assert row.stops() == [row.act]


def test_tab_comes_to_it_after_the_one_who_is_invited(desk, family, shown, qtbot):
    page = shown(PlanPage(desk, family.sam))
    may, jo = page.invited.row(family.may), page.invited.row(family.jo)
    for row in (may, jo):
        qtbot.mouseClick(row.act, Qt.MouseButton.LeftButton)
    chain = tab_round(first_within(page))
    stops = [jo.act, jo.asker, may.act, may.asker, page.invited.row(family.tom).act, page.done]
    assert sorted(stops, key=chain.index) == stops


def test_it_goes_with_a_new_plan(desk, family, shown, qtbot):
    page = shown(PlanPage(desk, family.sam))
    for who in (family.may, family.jo):
        qtbot.mouseClick(page.invited.row(who).act, Qt.MouseButton.LeftButton)
    choose(qtbot, page.invited.row(family.may).asker, "Jo asks them")
    choose(qtbot, page.invited.row(family.jo).asker, "Sam Penrose asks them")
    qtbot.mouseClick(page.invited.row(family.jo).act, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.done, Qt.MouseButton.LeftButton)
    (brief,) = planning.planned_meetings(desk.journal)
    assert {id_: each.asker for id_, each in who_asks(desk.journal, brief.id).items()} == {
        family.may: family.jo
    }


def test_for_a_plan_that_is_there_it_is_stored_at_once_and_shown_again(desk, family, planned, shown, qtbot):
    page = shown(PlanPage(desk, family.sam, planned))
    choose(qtbot, page.invited.row(family.may).asker, "Ana Reyes asks them")
    assert who_asks(desk.journal, planned)[family.may].asker == family.me
    again = shown(PlanPage(desk, family.sam, planned))
    assert again.invited.row(family.may).asker.currentText() == "Ana Reyes asks them"
    choose(qtbot, again.invited.row(family.may).asker, "Lee Okafor asks them")
    assert page.invited.row(family.may).asker.currentText() == "Lee Okafor asks them"


def test_who_has_no_yes_any_more_is_no_choice_and_the_keyboard_stays_there(
    desk, family, planned, shown, qtbot
):
    page = shown(PlanPage(desk, family.sam, planned))
    choose(qtbot, page.invited.row(family.may).asker, "Jo asks them")
    invitations.take_yes_back(desk.journal, family.jo)
    box = page.invited.row(family.may).asker
    assert "Jo asks them" not in words(box)
    assert box.currentText() == "Who asks them?"
    assert box.hasFocus()


def test_who_is_on_leave_is_not_offered_anew_and_stays_where_it_was_said(desk, family, planned, shown):
    say_who_asks(desk.journal, planned, family.may, family.lee)
    roster.say_absence(desk.journal, family.lee, Absence(roster.day_of(desk.clock.now())))
    page = shown(PlanPage(desk, family.sam, planned))
    assert page.invited.row(family.may).asker.currentText() == "Lee Okafor asks them"
    say_who_asks(desk.journal, planned, family.may, None)
    page = shown(PlanPage(desk, family.sam, planned))
    assert "Lee Okafor asks them" not in words(page.invited.row(family.may).asker)
