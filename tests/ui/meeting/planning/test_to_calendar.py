"""A planned meeting saved for a calendar."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from PySide6.QtCore import Qt

from pod_desktop.services import meetings, planning, series
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.meeting.summary.page import SummaryPage

TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)


@dataclass
class Chosen:
    """Where it is saved, and what was suggested."""

    path: Path
    suggested: str = ""

    def __call__(self, _parent, suggested):
        self.suggested = suggested
        return self.path


@pytest.fixture
def chosen(tmp_path):
    return Chosen(tmp_path / "meeting.ics")


def save(qtbot, part, chosen):
    part.choose_path = chosen
    qtbot.mouseClick(part.save, Qt.MouseButton.LeftButton)


def starts(path):
    found = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return [each.start for each in found if isinstance(each, Event)]


def test_a_plan_that_is_there_is_saved_under_a_name_that_tells_the_day_alone(
    desk, family, shown, qtbot, chosen
):
    own = planning.plan_meeting(desk.journal, family.sam, planned=TEN, place="The surgery")
    page = shown(PlanPage(desk, family.sam, own))
    save(qtbot, page.to_calendar, chosen)
    assert chosen.suggested == "Network meeting 2026-11-24.ics"
    assert starts(chosen.path) == [TEN]
    assert page.to_calendar.said() == "Saved as “meeting.ics”."
    assert b"Sam" not in chosen.path.read_bytes()


def test_with_it_go_those_that_were_planned_together_and_those_that_will_not_be_are_cancelled(
    desk, family, shown, qtbot, chosen
):
    days = [TEN + timedelta(days=ahead) for ahead in range(3)]
    ids = series.plan_each_day(desk.journal, family.sam, days)
    planning.did_not_happen(desk.journal, ids[1], "Sam was not well")
    save(qtbot, shown(PlanPage(desk, family.sam, ids[2])).to_calendar, chosen)
    assert starts(chosen.path) == days
    assert ["STATUS" in event for event in events(chosen.path)] == [False, True, False]


def test_without_a_day_there_is_nothing_to_save_and_that_is_said(desk, family, shown, qtbot, chosen):
    page = shown(PlanPage(desk, family.sam, planning.plan_meeting(desk.journal, family.sam)))
    save(qtbot, page.to_calendar, chosen)
    assert "nothing to put into a calendar" in page.to_calendar.said()
    assert not chosen.path.exists()


def test_what_the_disk_refuses_is_said_and_can_be_tried_again(desk, family, shown, qtbot, chosen, tmp_path):
    page = shown(PlanPage(desk, family.sam, planning.plan_meeting(desk.journal, family.sam, planned=TEN)))
    chosen.path = tmp_path / "not there" / "meeting.ics"
    save(qtbot, page.to_calendar, chosen)
    assert "could not be stored" in page.to_calendar.said()
    assert page.to_calendar.save.isEnabled()


def test_it_can_be_left_without_a_file(desk, family, shown, qtbot):
    page = shown(PlanPage(desk, family.sam, planning.plan_meeting(desk.journal, family.sam, planned=TEN)))
    save(qtbot, page.to_calendar, lambda _parent, _suggested: None)
    assert page.to_calendar.said() == ""


def test_a_plan_that_is_not_stored_yet_is_not_saved(desk, family, shown):
    assert shown(PlanPage(desk, family.sam)).to_calendar.isHidden()


def test_the_next_meeting_is_saved_from_the_page_of_the_closed_one(desk, family, shown, qtbot, chosen):
    held = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.me])
    meetings.close_meeting(desk.journal, held)

    def summary():
        page = SummaryPage(desk, held, record_text=lambda _view: "", write_summary=lambda *_: None)
        return shown(page)

    assert summary().to_calendar.isHidden()
    planning.plan_meeting(desk.journal, family.sam, planned=TEN)
    save(qtbot, summary().to_calendar, chosen)
    assert starts(chosen.path) == [TEN]


def events(path):
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_what_did_not_happen_is_taken_out_of_calendars_with_the_keyboard_and_then_the_page_goes(
    desk, family, shown, qtbot, chosen
):
    own = planning.plan_meeting(desk.journal, family.sam, planned=TEN)
    page = shown(PlanPage(desk, family.sam, own))
    page.to_calendar.choose_path = chosen
    part = page.not_happened
    part.open.setFocus()
    qtbot.keyClick(part.open, Qt.Key.Key_Space)
    qtbot.keyClicks(part.reason.edit, "Sam was not well")
    qtbot.keyClick(part.reason.edit, Qt.Key.Key_Tab)
    assert part.for_calendar.hasFocus()
    qtbot.keyClick(part.for_calendar, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.did_not_happen):
        qtbot.keyClick(part.store, Qt.Key.Key_Space)
    (event,) = events(chosen.path)
    assert (str(event["UID"]), str(event["STATUS"]), event["SEQUENCE"]) == (own, "CANCELLED", 1)
    assert b"not well" not in chosen.path.read_bytes()


def test_without_asking_for_it_no_file_is_made(desk, family, shown, qtbot, chosen):
    own = planning.plan_meeting(desk.journal, family.sam, planned=TEN)
    page = shown(PlanPage(desk, family.sam, own))
    page.to_calendar.choose_path = chosen
    with qtbot.waitSignal(page.did_not_happen):
        page.not_happened.given.emit("Sam was not well")
    assert not chosen.path.exists()


def test_all_that_are_taken_back_are_taken_out_of_calendars_too(desk, family, shown, qtbot, chosen):
    days = [TEN + timedelta(days=ahead) for ahead in range(3)]
    own, *_others = series.plan_each_day(desk.journal, family.sam, days)
    page = shown(PlanPage(desk, family.sam, own))
    page.to_calendar.choose_path = chosen
    part = page.days.together
    part.open.setFocus()
    qtbot.keyClick(part.open, Qt.Key.Key_Space)
    part.for_calendar.setFocus()
    qtbot.keyClick(part.for_calendar, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.cancelled):
        qtbot.keyClick(part.yes, Qt.Key.Key_Space)
    assert [str(event["STATUS"]) for event in events(chosen.path)] == ["CANCELLED"] * 3
    assert planning.planned_meetings(desk.journal) == ()


def test_where_the_file_cannot_be_written_the_page_stays_and_says_so(desk, family, shown, qtbot, tmp_path):
    own = planning.plan_meeting(desk.journal, family.sam, planned=TEN)
    page = shown(PlanPage(desk, family.sam, own))
    (tmp_path / "in the way").mkdir()
    page.to_calendar.choose_path = Chosen(tmp_path / "in the way")
    page.not_happened.for_calendar.setChecked(True)
    with qtbot.assertNotEmitted(page.did_not_happen):
        page.not_happened.given.emit("Sam was not well")
    assert "in the way" in page.to_calendar.said()
    assert planning.planned_meetings(desk.journal) == ()
