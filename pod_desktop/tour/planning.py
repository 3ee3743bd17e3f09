"""Stations: plan a meeting, and begin it with who is here."""

from PySide6.QtWidgets import QAbstractButton, QComboBox

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.services import meeting_views, people
from pod_desktop.tour.hand import Held, Key
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui import times
from pod_desktop.ui.meeting.beginning.page import BeginPage
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.people.record import RecordPage

CALENDAR = "meetings.ics"
_A_WEEK = 7


def plan_a_meeting(stage: Stage) -> None:
    """When, where, who chose the place, who is invited."""
    hand, story = stage.hand, stage.story
    hand.press("Plan a meeting")
    stage.wait_for_page(PlanPage)
    stage.picture("plan-empty")
    hand.press("Today")
    hand.press("At home")
    hand.press(f"{story.person} chose it")
    stage.picture("plan-when-and-where")
    hand.press(f"{story.person} said yes to inviting {story.invited}")
    hand.press("Invite Nan Pearl")
    box = hand.find(QComboBox, "Who asks Nan Pearl?")
    hand.choose_with_keys(box, f"{story.person} asks them")
    require(box.currentText() == f"{story.person} asks them", "Nobody was chosen to ask Nan Pearl.")
    stage.picture("plan")
    hand.key(Key.Key_Return, Held.ControlModifier)
    page = stage.wait_for_page(RecordPage)
    hand.click_row(page.rail, "Meetings")
    stage.picture("planned")
    stage.did(
        f"Planned a meeting for today at home; {story.person} chose the place, said yes to inviting "
        f"{story.invited}, and asks Nan Pearl."
    )
    _read_plan(stage, invited={story.invited, "Nan Pearl"})


def every_day(stage: Stage) -> None:
    """A meeting a day: planned at once, saved for a calendar, pointed out where it overlaps, taken back."""
    hand = stage.hand
    hand.press("Plan a meeting", within=stage.page(RecordPage).head)
    stage.wait_for_page(PlanPage)
    hand.press("Tomorrow")
    hand.press("Every day until")
    stage.picture("every-day")
    hand.key(Key.Key_Return, Held.ControlModifier)
    record = stage.wait_for_page(RecordPage)
    hand.click_row(record.rail, "Meetings")
    days = _planned_days(stage)
    require(len(days) == len(set(days)) == _A_WEEK, f"{len(days)} meetings are planned.")
    stage.picture("planned-every-day")
    hand.press("Plan a meeting", within=record.head)
    page = stage.wait_for_page(PlanPage)
    hand.press("Tomorrow")
    require(page.days.own.isVisible(), "Two meetings at once are not pointed out.")
    stage.picture("two-at-once")
    hand.press("Not now")
    record = stage.wait_for_page(RecordPage)
    hand.click_row(record.rail, "Meetings")
    first = times.when_words(min(days), times.HOME_ZONE, stage.clock.now())
    hand.click_row(record.meetings.list, times.beginning(first))
    page = stage.wait_for_page(PlanPage)
    file = stage.out / CALENDAR
    stage.give_path("Save for a calendar", file)
    hand.wait_for(lambda: CALENDAR in page.to_calendar.said(), "It does not say that the file is saved.")
    stage.picture("for-a-calendar")
    events = file.read_text(encoding="utf-8").count("BEGIN:VEVENT")
    require(events == _A_WEEK, f"The calendar file has {events} meetings.")
    hand.press("Take back all")
    stage.picture("take-all-back")
    hand.press("Take back all", within=page.days.together)
    stage.wait_for_page(RecordPage)
    stage.did(
        "Planned a meeting every day for a week, began to plan another at the same time, saved the week for "
        "a calendar, and took it back."
    )
    require(not _planned_days(stage), "Some of them are still planned.")
    stage.found(
        f"{_A_WEEK} meetings were planned; two at once were pointed out; the calendar file has {events} "
        "meetings; after taking back none of them is left."
    )


def _planned_days(stage: Stage) -> list[Instant]:
    """When this person's meetings after today are planned."""
    with stage.freshly_opened() as journal:
        meetings = people.record(journal, stage.person_id).meetings
    planned = [each.planned for each in meetings if each.state == MeetingState.PLANNED]
    return [at for at in planned if at is not None and at.date() > stage.clock.now().date()]


def change_the_plan(stage: Stage) -> None:
    """One more is invited to the meeting that is planned already."""
    hand, story = stage.hand, stage.story
    stage.clock.set_wall(story.now)
    hand.press("Change the plan")
    stage.wait_for_page(PlanPage)
    hand.press(f"Invite {story.invited}")
    stage.picture("plan")
    hand.press("Done")
    stage.wait_for_page(RecordPage)
    stage.did(f"On the day of the meeting: opened its plan and invited {story.invited} too.")
    _read_plan(stage, invited={story.invited, *story.family})


def _read_plan(stage: Stage, invited: set[str]) -> None:
    with stage.freshly_opened() as journal:
        planned = people.record(journal, stage.person_id).next_meeting
        require(planned is not None, "No meeting is planned.")
        if planned is None:
            return
        stage.meeting_id = planned.id
        view = meeting_views.meeting(journal, planned.id)
    names = {who.name for who in view.invited}
    require(planned.place_chosen_by == "person", f"The place was chosen by “{planned.place_chosen_by}”.")
    require(names == invited, f"Invited are {', '.join(sorted(names))}.")
    require(planned.planned is not None, "No time is planned.")
    if planned.planned is not None:
        wall = wall_time.on_the_wall(planned.planned, times.HOME_ZONE)
        require(wall.date() == stage.clock.now().date(), "It is planned for another day.")
        stage.found(
            f"Planned for today at {wall:%H:%M}, place “{planned.place}”, chosen by the person; "
            f"invited: {', '.join(sorted(names))}."
        )


def begin_the_meeting(stage: Stage) -> None:
    """Without the person only a conversation is offered; with them the meeting begins."""
    hand, story = stage.hand, stage.story
    hand.press("Begin", within=stage.page(RecordPage).head)
    page = stage.wait_for_page(BeginPage)
    hand.press(story.family[0], within=page.faces)
    require(not page.begin.isEnabled(), "The meeting could begin without the person.")
    hand.press("Conversation without the person")
    stage.picture("begin-without-the-person")
    hand.key(Key.Key_Return, Held.ControlModifier)
    require(stage.meeting_read_back().brief.state == MeetingState.PLANNED, "It began without the person.")
    stage.found("Without the person nothing has begun.")
    hand.press("Back", within=page.without)
    for name in (story.person, *story.family[1:], story.colleague):
        hand.press_with_key(hand.find(QAbstractButton, name, within=page.faces))
    if story.newcomer:
        hand.tab_to(page.newcomer)
        hand.type(story.newcomer)
        hand.key(Key.Key_Return)
    stage.picture("who-is-here")
    hand.key(Key.Key_Return, Held.ControlModifier)
    stage.wait_for_page(MeetingPage)
    stage.picture("meeting-begins")
    stage.did(
        "Tried to begin without the person: only a conversation without the person is offered. "
        "Then chose everybody here with Tab and Space and began with Ctrl+Enter."
    )
    view = stage.meeting_read_back()
    here = {stay.who.name for stay in view.present}
    require(view.brief.state == MeetingState.OPEN, f"The meeting is {view.brief.state}.")
    require(here == set(story.everybody), f"Here are {', '.join(sorted(here))}.")
    require(view.person_present, "The person is not here.")
    stage.found(f"The meeting is open; here are {', '.join(sorted(here))}.")
