"""What is said about people and meetings, in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.meeting import MeetingKind, MeetingState, WhoChose
from pod_desktop.domain.purging import PurgedRecord, RecordToPurge
from pod_desktop.domain.record_views import PersonRow, RecordView
from pod_desktop.domain.views import (
    MeetingBrief,
)
from pod_desktop.ui import times

translate = QCoreApplication.translate


def first_contact(at: Instant, by: str, now: Instant) -> str:
    """When and by whom help was first asked for: "First contact yesterday at 16:10 (a friend)"."""
    when = times.when_words(at, times.HOME_ZONE, now, translate=translate)
    if by:
        return translate("people", "First contact {when} ({who})").format(when=when, who=by)
    return translate("people", "First contact {when}").format(when=when)


def waiting(row: PersonRow, now: Instant) -> str:
    """How long somebody waits for a first meeting: "26 hours since first contact (a friend)"."""
    if row.first_contact is None:
        return ""
    words = times.waiting_words(row.first_contact, now, translate)
    if row.first_contact_by:
        return translate("people", "{waiting} ({who})").format(waiting=words, who=row.first_contact_by)
    return words


def first_offer(record: RecordView) -> str:
    """Beside the first contact: "a first meeting was offered after 3 hours"; "" where nobody said."""
    if record.first_contact is None or record.first_offer is None:
        return ""
    span = times.response_words(record.first_contact, record.first_offer, translate)
    return translate("people", "a first meeting was offered after {span}").format(span=span) if span else ""


def response(record: RecordView, now: Instant) -> str:
    """Beside the first contact: "waiting for a first meeting for 26 hours", "first met after 20 hours"."""
    if record.first_contact is None:
        return ""
    if record.first_meeting is None:
        wait = times.response_words(record.first_contact, now, translate)
        return translate("people", "waiting for a first meeting for {span}").format(span=wait) if wait else ""
    span = times.response_words(record.first_contact, record.first_meeting, translate)
    return translate("people", "first met after {span}").format(span=span) if span else ""


def when(meeting: MeetingBrief, now: Instant) -> str:
    """When a meeting is or was: "today at 14:00"."""
    if meeting.when is None:
        return translate("people", "no time yet")
    return times.when_words(meeting.when, meeting.zone, now, translate=translate)


def clock(meeting: MeetingBrief) -> str:
    """The meeting's time of day, "14:00"; "" without one."""
    return times.clock_words(meeting.when, meeting.zone, translate=translate) if meeting.when else ""


def is_today(meeting: MeetingBrief, now: Instant) -> bool:
    """Whether the meeting's day is today, where it is held."""
    return _days_ahead(meeting, now) == 0


def upcoming(planned: list[MeetingBrief], now: Instant) -> MeetingBrief | None:
    """The next of a person's planned meetings: from today on, else the latest one whose day has passed."""
    ahead = [each for each in planned if each.planned is None or _days_ahead(each, now) >= 0]
    timed = [each for each in ahead if each.planned is not None]
    if timed or ahead:
        return (timed or ahead)[0]
    return planned[-1] if planned else None


def next_meeting(meeting: MeetingBrief | None, now: Instant, *, first: bool = False) -> str:
    """As in "Next meeting tomorrow at 14:00"; a day that has passed is said as such; "" without a plan."""
    if meeting is None:
        return ""
    if meeting.planned is None:
        return translate("people", "A meeting is planned, without a time yet")
    if _days_ahead(meeting, now) < 0:
        return translate("people", "A meeting was planned {when}").format(when=when(meeting, now))
    words = (
        translate("people", "First meeting {when}") if first else translate("people", "Next meeting {when}")
    )
    return words.format(when=when(meeting, now))


def last_meeting(meeting: MeetingBrief | None, now: Instant) -> str:
    """As in "Last meeting 3 days ago"; else "No meeting yet"."""
    if meeting is None or meeting.began is None:
        return translate("people", "No meeting yet")
    return translate("people", "Last meeting {ago}").format(
        ago=times.ago_words(meeting.began, now, translate)
    )


def place(meeting: MeetingBrief, name: str) -> str:
    """Where, and who chose it: "Sam’s kitchen, chosen by Sam"; "" when neither is said."""
    chosen = {
        WhoChose.PERSON: translate("people", "chosen by {name}").format(name=name),
        WhoChose.TOGETHER: translate("people", "chosen together"),
        WhoChose.SERVICE: translate("people", "chosen by the service"),
    }
    by = chosen.get(WhoChose(meeting.place_chosen_by), "")
    if meeting.place and by:
        return f"{meeting.place}, {by}"
    if by:
        return translate("people", "the place was {chosen}").format(chosen=by)
    return meeting.place


def state(meeting: MeetingBrief) -> str:
    """How far a meeting has come, in a word or two."""
    return {
        MeetingState.PLANNED: translate("people", "planned"),
        MeetingState.OPEN: translate("people", "going on now"),
        MeetingState.CLOSED: translate("people", "closed"),
        MeetingState.DID_NOT_HAPPEN: translate("people", "did not happen"),
    }.get(MeetingState(meeting.state), translate("people", "not known to this version of the program"))


def reason(meeting: MeetingBrief, name: str) -> str:
    """Why it did not happen or was held without the person, that it may be one with another, or ""."""
    if meeting.state == MeetingState.DID_NOT_HAPPEN:
        return meeting.reason
    if meeting.meeting_kind == MeetingKind.CONVERSATION:
        about = translate("people", "A conversation without {name}: {reason}")
        return about.format(name=name, reason=meeting.reason)
    if meeting.same_asked:
        return translate("people", "Two laptops have one at this time: perhaps the same meeting")
    return ""


def _days_ahead(meeting: MeetingBrief, now: Instant) -> int:
    """Whole days from today to the meeting's day, where it is held; 0 for one without a time."""
    return times.days_from(meeting.when, meeting.zone, now) if meeting.when else 0


def would_be_gone(record: RecordToPurge) -> str:
    """What a purge would take: "Gone from this laptop: the name and NHS number, the network map …"."""
    parts = [
        translate("people", "the name, the details of the person and the first contact"),
        _counted(record.members, "the network map with 1 person", "the network map with {n} people"),
        _counted(
            record.meetings, "1 meeting and what was said in it", "{n} meetings and what was said in them"
        ),
        _counted(record.decisions, "1 decision", "{n} decisions"),
        _counted(record.turns, "1 turn of a turn log", "{n} turns of turn logs"),
    ]
    sentence = translate("people", "Gone from this laptop: {parts}.").format(
        parts=", ".join(part for part in parts if part)
    )
    if record.planned:
        still = _counted(
            record.planned, "1 of the meetings is still planned.", "{n} of the meetings are still planned."
        )
        sentence = f"{sentence} {still}"
    return sentence


def would_stay(record: RecordToPurge, *, put_aside: bool) -> str:
    """Where else it may be, and what no program can take back."""
    sentences = []
    if record.is_only_copy:
        sentences.append(translate("people", "No other laptop of the team has this record."))
    sentences.append(
        translate(
            "people",
            "The backup on this laptop is made anew without it; a backup in another place loses it the next "
            "time it is made there. What was printed, saved as a PDF or pasted elsewhere stays where it is.",
        )
    )
    if put_aside:
        sentences.append(
            translate(
                "people",
                "A damaged file that was put aside may still hold it; the page about backups can delete it.",
            )
        )
    return " ".join(sentences)


def taken_off(purged: Sequence[PurgedRecord], now: Instant) -> str:
    """The fact that stays: "A record was taken off this laptop on Monday 23 November, by Ana Reyes."."""
    if not purged:
        return ""
    latest = purged[0]
    day = times.day_words(latest.when, times.HOME_ZONE, now, translate)
    if len(purged) == 1:
        sentence = translate("people", "A record was taken off this laptop {day}")
    else:
        sentence = translate("people", "{n} records were taken off this laptop, the last one {day}")
    by = translate("people", ", by {who}").format(who=latest.by) if latest.by else ""
    return sentence.format(n=len(purged), day=day) + by + "."


def _counted(number: int, one: str, many: str) -> str:
    """One of the two; nothing for none."""
    if not number:
        return ""
    return translate("people", one) if number == 1 else translate("people", many).format(n=number)
