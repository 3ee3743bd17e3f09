"""A person's no from another laptop: the plan looks as ever, and with the person it is seen who was asked."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from pod_desktop.services import invitations, planning
from pod_desktop.storage.tables import Member
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.planning.page import PlanPage
from tests.services.laptops import Laptops

Shown = Any


def seen(page: QWidget) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def plan(shown: Shown, desk: Desk, laptops: Laptops, *, no: bool) -> PlanPage:
    """May was asked on Ana's laptop, and Sam said no on Ben's; or May was never thought of."""
    visit = laptops.first
    if no:
        invitations.person_said_yes(visit.journal, visit.may)
        invitations.record_asked(visit.journal, visit.may, laptops.ana.practitioner)
        with laptops.ben.journal.act() as act:
            act.change(Member, visit.may, invite_yes=False, invite_said=visit.clock.now())
    meeting = planning.plan_meeting(visit.journal, visit.sam)
    laptops.hear()
    page = PlanPage(desk, visit.sam, meeting)
    shown(page)
    return page


@pytest.mark.parametrize("no", [True, False])
def test_a_plan_says_the_same_whatever_was_said_until_it_is_gone_through_with_the_person(
    shown: Shown, desk: Desk, laptops: Laptops, no: bool
):
    page = plan(shown, desk, laptops, no=no)
    said = "\n".join(seen(page))
    assert said.count("Aunt May") == 1  # among who is not asked about yet
    assert said.count("Joy") == 1
    assert "has to be told. Only Sam Okafor can say who that is" in said
    page.asked.go_through.click()
    assert "\n".join(seen(page)).count("Aunt May") == 1
    assert page.asked.show_names.hasFocus()
    page.asked.show_names.click()
    nobody = "Nobody has noted since the last meeting that somebody was asked to come."
    assert page.asked.words() == ("Ana Reyes asked Aunt May just now." if no else nobody)
    page.asked.put_away.click()
    assert "\n".join(seen(page)) == said
    assert page.asked.go_through.hasFocus()


def test_what_was_gone_through_is_put_away_when_the_page_is_left_or_covered(
    shown: Shown, desk: Desk, laptops: Laptops
):
    page = plan(shown, desk, laptops, no=True)
    page.asked.go_through.click()
    page.asked.show_names.click()
    assert "Aunt May" in page.asked.words()
    page.hide()
    page.show()
    assert page.asked.words() == ""
    assert page.asked.go_through.isVisible()


def test_nothing_of_it_is_seen_where_the_room_looks_on(shown: Shown, desk: Desk, laptops: Laptops):
    ana, _ben = laptops.begin_together()
    page = PlanPage(desk, ana.sam, set_in=ana.meeting_id)
    shown(page)
    assert not page.asked.isVisible()


def test_who_is_invited_on_the_page_and_was_not_asked_yet_is_told_so(
    shown: Shown, desk: Desk, laptops: Laptops
):
    visit = laptops.first
    for who in (visit.may, visit.joy):
        invitations.person_said_yes(visit.journal, who)
    invitations.record_asked(visit.journal, visit.may, laptops.ana.practitioner)
    page = PlanPage(desk, visit.sam)  # a new plan: what is chosen on it is not stored yet
    shown(page)
    page.invited.invite(visit.joy)
    page.asked.go_through.click()
    page.asked.show_names.click()
    asked = "Ana Reyes asked Aunt May just now."
    assert page.asked.words() == f"{asked}\nInvited, and not noted as asked yet: Joy."
    page.invited.invite(visit.may)
    assert page.asked.words() == f"{asked}\nInvited, and not noted as asked yet: Joy."
    page.invited.row(visit.joy).tapped.emit(visit.joy, False)
    assert page.asked.words() == asked
