"""What a calendar reads in the file of a planned meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from pod_desktop.domain import wall_time
from pod_desktop.domain.calendar_views import CalendarEntry
from pod_desktop.domain.daily import each_day
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.errors import BadInput
from pod_desktop.outputs.calendar_file import calendar_file

LONDON = "Europe/London"
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
BRIEF = MeetingBrief(
    id=EntityId("ab" * 16),
    person_id=EntityId("cd" * 16),
    meeting_kind="network",
    state="planned",
    planned=datetime(2026, 11, 24, 10, tzinfo=UTC),
    zone=LONDON,
    place="At home;\n12, High Street",
    place_chosen_by="person",
    began=None,
    closed=None,
    reason="Sam was afraid",
    log_kind="",
    log_choice="",
)


def told(meeting: MeetingBrief, revision: int = 0, *, cancelled: bool = False) -> CalendarEntry:
    return CalendarEntry(meeting, revision, cancelled)


def read(*meetings: MeetingBrief | CalendarEntry) -> list[Event]:
    entries = [each if isinstance(each, CalendarEntry) else told(each) for each in meetings]
    found = Calendar.from_ical(calendar_file(entries, NOW)).walk("VEVENT")
    return [each for each in found if isinstance(each, Event)]


def test_it_says_that_there_is_a_network_meeting_when_and_where_and_nothing_else():
    (event,) = read(BRIEF)
    assert {name: str(event[name]) for name in ("SUMMARY", "LOCATION", "UID", "CLASS")} == {
        "SUMMARY": "Network meeting",
        "LOCATION": "At home; 12, High Street",
        "UID": BRIEF.id,
        "CLASS": "PRIVATE",
    }
    assert event.start == BRIEF.planned
    assert event.end == event.start + timedelta(minutes=90)
    assert {*event} == {"SUMMARY", "LOCATION", "UID", "CLASS", "DTSTART", "DTEND", "DTSTAMP", "SEQUENCE"}
    assert b"afraid" not in calendar_file([told(BRIEF)], NOW)
    assert BRIEF.person_id.encode() not in calendar_file([told(BRIEF)], NOW)


def test_it_stays_the_same_entry_when_the_meeting_is_moved():
    (before,), (after,) = read(BRIEF), read(replace(BRIEF, planned=NOW))
    assert before["UID"] == after["UID"]
    assert before.start != after.start


def test_without_a_place_none_is_said():
    assert "LOCATION" not in read(replace(BRIEF, place=" "))[0]


@pytest.mark.parametrize(("first", "zone"), [(date(2026, 10, 24), LONDON), (date(2027, 3, 27), LONDON),
                                            (date(2027, 3, 13), "America/New_York")])  # fmt: skip
def test_of_meetings_planned_together_each_is_an_event_right_across_the_change_of_summer_time(first, zone):
    days = each_day(first, first + timedelta(days=2), time(10), zone)
    briefs = [replace(BRIEF, id=EntityId(f"{n:032x}"), planned=day, zone=zone) for n, day in enumerate(days)]
    events = read(*briefs)
    starts = [event.start for event in events if isinstance(event.start, datetime)]
    walls = [start.astimezone(ZoneInfo(zone)) for start in starts]
    assert [wall.time() for wall in walls] == [time(10)] * 3
    assert len({wall.utcoffset() for wall in walls}) == 2
    assert len({str(event["UID"]) for event in events}) == 3


def test_the_second_of_two_times_of_one_name_is_told_apart():
    day, at = date(2026, 10, 25), time(1, 30)
    both = [wall_time.instant_of(day, at, LONDON, second=second) for second in (False, True)]
    assert [read(replace(BRIEF, planned=each))[0].start for each in both] == both
    assert both[0] != both[1]


def test_one_without_a_day_is_left_out_and_alone_makes_no_file():
    some_day = replace(BRIEF, id=EntityId("ef" * 16), planned=None)
    assert [str(event["UID"]) for event in read(some_day, BRIEF)] == [BRIEF.id]
    with pytest.raises(BadInput, match="nothing to put into a calendar"):
        calendar_file([told(some_day)], NOW)


def test_a_later_revision_is_the_same_entry_with_a_greater_number():
    before, after = read(told(BRIEF, 2), told(replace(BRIEF, planned=NOW), 3))
    assert (str(before["UID"]), str(after["UID"])) == (BRIEF.id, BRIEF.id)
    assert (before.sequence, after.sequence) == (2, 3)
    assert "STATUS" not in before


def test_what_will_not_be_is_cancelled_under_its_id_with_its_time_and_no_reason():
    (event,) = read(told(replace(BRIEF, state="did_not_happen"), 4, cancelled=True))
    assert (str(event["UID"]), str(event["STATUS"]), event.sequence) == (BRIEF.id, "CANCELLED", 4)
    assert event.start == BRIEF.planned
    assert b"afraid" not in calendar_file([told(BRIEF, 4, cancelled=True)], NOW)
