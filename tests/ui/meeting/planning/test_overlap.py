"""A practitioner at two meetings at once: one quiet line says who and when, and no more."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from pod_desktop.services import people, planning
from pod_desktop.ui.meeting.planning.page import PlanPage

TOMORROW_AT_TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
LINE = "Ana Reyes would be at two meetings at once: also at another person’s, tomorrow at 10:30."


@pytest.fixture
def other(journal):
    """A meeting of another person, half an hour after the time that is offered for tomorrow."""
    ira = people.add_person(journal, "Ira Bell")
    at = TOMORROW_AT_TEN + timedelta(minutes=30)
    return planning.plan_meeting(journal, ira, planned=at, place="The old mill")


@pytest.mark.usefixtures("other")
def test_it_is_pointed_out_without_a_name_and_the_meeting_is_planned_all_the_same(desk, family, shown, qtbot):
    page = shown(PlanPage(desk, family.sam))
    assert page.days.overlap.isHidden()
    qtbot.mouseClick(page.when.days._options["1"], Qt.MouseButton.LeftButton)
    assert page.days.overlap.isVisible()
    assert page.days.overlap.text() == LINE
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Ira" not in words
    assert "mill" not in words
    qtbot.mouseClick(page.done, Qt.MouseButton.LeftButton)
    assert people.record(desk.journal, family.sam).meetings[0].planned == TOMORROW_AT_TEN


def test_it_goes_with_the_time_and_with_the_other_meeting(desk, family, shown, qtbot, other):
    own = planning.plan_meeting(desk.journal, family.sam, planned=TOMORROW_AT_TEN)
    page = shown(PlanPage(desk, family.sam, own))
    assert page.days.overlap.text() == LINE
    qtbot.mouseClick(page.when.days._options["2"], Qt.MouseButton.LeftButton)
    assert page.days.overlap.isHidden()
    qtbot.mouseClick(page.when.days._options["1"], Qt.MouseButton.LeftButton)
    assert page.days.overlap.isVisible()
    planning.did_not_happen(desk.journal, other, "Ira was not well")
    assert page.days.overlap.isHidden()


def test_the_other_meeting_is_told_by_the_wall_of_this_one(desk, family, shown, journal):
    ira = people.add_person(journal, "Ira Bell")
    planning.plan_meeting(journal, ira, planned=TOMORROW_AT_TEN, zone="Europe/Madrid")
    own = planning.plan_meeting(journal, family.sam, planned=TOMORROW_AT_TEN)
    assert "tomorrow at 10:00." in shown(PlanPage(desk, family.sam, own)).days.overlap.text()
