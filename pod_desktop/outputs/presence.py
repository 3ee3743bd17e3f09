"""Who was at a meeting, in words, for everybody alike: by telephone, come later, out of the room, gone."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, present_at
from pod_desktop.domain.views import AttendanceView, MeetingBrief, MeetingView, Someone
from pod_desktop.outputs.saying import exact_time, in_zone, listed, on_one_line

_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class There:
    """Somebody who came, and when they came and went where that differs from the meeting."""

    who: Someone
    came: Instant | None
    out: tuple[tuple[Instant, Instant], ...]
    left: Instant | None
    calls: tuple[tuple[Instant | None, Instant | None], ...] = ()
    """From when to when they took part by telephone or video; None is their coming, or their going."""


def who_came(meeting: MeetingView) -> tuple[There, ...]:
    """Everybody who came: the person first, then the network, then the team."""
    stays: dict[str, list[AttendanceView]] = {}
    for stay in meeting.attendances:
        stays.setdefault(stay.who.id, []).append(stay)
    told = [_one_there(own, meeting.brief) for own in stays.values()]
    order = {"person": 0, "member": 1, "practitioner": 2}
    return tuple(sorted(told, key=lambda there: order[there.who.role]))


def who_was_there(meeting: MeetingView) -> tuple[str, ...]:
    """Everybody who came, such as "Joy (by telephone or video, came at 10:20)"."""
    told = []
    for there in who_came(meeting):
        moves = coming_and_going(there, meeting.brief.zone, exact_time)
        told.append(on_one_line(there.who.name) + (f" ({moves})" if moves else ""))
    return tuple(told)


def may_be_heard(meeting: MeetingView) -> str:
    """A sentence of who was not here and was named as a voice that may be heard; "" for nobody."""
    names = [on_one_line(voice.who.name) for voice in meeting.voices]
    return f"Not here, and named as voices that may be heard: {listed(names)}." if names else ""


def there_at(meeting: MeetingView, at: Instant) -> str:
    """Sentences such as “In the room then: Mara and Dad. By telephone or video: Joy”.

    "" where everybody who came was in the room itself.
    """
    stays = [stay.there for stay in meeting.attendances]
    calls = [stay.there for stay in meeting.attendances if stay.by_phone]
    there, by_phone = present_at(stays, at), present_at(calls, at)
    everybody = who_came(meeting)
    if len(there) == len(everybody) and not by_phone:
        return ""
    in_the_room = _names(everybody, there - by_phone)
    parts = [f"In the room then: {listed(in_the_room)}."] if in_the_room else []
    if by_phone:
        parts.append(f"By telephone or video: {listed(_names(everybody, by_phone))}.")
    return " ".join(parts)


def coming_and_going(there: There, zone: str, time: Callable[[datetime], str]) -> str:
    """Such as "by telephone or video, came at 10:20, was out of the room from 10:40 to 10:50, left at 11:05".

    Who switched: "by telephone or video from 10:40", "until 10:40" or "from 10:40 to 10:50".

    "" for somebody who was in the room throughout. `time` says a time of day.
    """
    parts = [_by_phone(there.calls, zone, time)] if there.calls else []
    if there.came is not None:
        parts.append(f"came at {time(in_zone(there.came, zone))}")
    if there.out:
        gaps = [
            f"from {time(in_zone(one, zone))} to {time(in_zone(other, zone))}" for one, other in there.out
        ]
        parts.append(f"was out of the room {listed(gaps)}")
    if there.left is not None:
        parts.append(f"left at {time(in_zone(there.left, zone))}")
    return ", ".join(parts)


def _by_phone(
    calls: Sequence[tuple[Instant | None, Instant | None]], zone: str, time: Callable[[datetime], str]
) -> str:
    told = []
    for since, until in calls:
        begins = f"from {time(in_zone(since, zone))}" if since is not None else ""
        ends = f"{'to' if begins else 'until'} {time(in_zone(until, zone))}" if until is not None else ""
        told.append(f"{begins} {ends}".strip())
    return f"by telephone or video {listed(told)}".strip()


def _names(everybody: Sequence[There], who: Collection[EntityId]) -> list[str]:
    return [on_one_line(one.who.name) for one in everybody if one.who.id in who]


def _one_there(stays: Sequence[AttendanceView], brief: MeetingBrief) -> There:
    stays = sorted(stays, key=lambda stay: (stay.arrived, stay.left is None))
    first, last = stays[0], stays[-1]
    # Of the person in a conversation that began without them it is told however soon they came.
    person_after = first.who.role == "person" and brief.meeting_kind == MeetingKind.CONVERSATION
    noticed = timedelta(microseconds=1) if person_after else _A_MINUTE
    late = brief.began is not None and first.arrived - brief.began >= noticed
    # Who went and did not come back is told however soon the meeting was closed.
    early = last.left is not None and not last.stayed and (brief.closed is None or last.left < brief.closed)
    return There(
        who=first.who,
        came=first.arrived if late else None,
        out=tuple(
            (one.left, other.arrived)
            for one, other in pairwise(stays)
            if one.left is not None and other.arrived - one.left >= _A_MINUTE
        ),
        left=last.left if early else None,
        calls=tuple(_calls(stays)),
    )


def _calls(stays: Sequence[AttendanceView]) -> Iterator[tuple[Instant | None, Instant | None]]:
    for by_phone, run in groupby(stays, key=lambda stay: stay.by_phone):
        call = list(run)
        if by_phone:
            from_coming = call[0].arrived - stays[0].arrived < _A_MINUTE
            yield None if from_coming else call[0].arrived, None if call[-1] is stays[-1] else call[-1].left
