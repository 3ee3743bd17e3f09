"""What fields that can differ are called, and their values as people read them."""

from collections.abc import Callable, Mapping
from datetime import UTC, date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pod_desktop.domain import days, nhs_number
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.network import Direction, Known, MemberKind, Sector
from pod_desktop.domain.own_words import NOTED, Correction
from pod_desktop.services.conflict_place import PLACE, place_words

Fields = tuple[str, ...]
NameOf = Callable[[str], str]
"""What an id stands for: somebody's name, the words of a topic."""

DECIDED: Fields = ("decision_id", "decided_in_id", "outside_id")
"""Where it was decided about medication: they are said together, and only one of them is."""
TOGETHER: Mapping[str, tuple[Fields, ...]] = {
    "member": (PLACE,),
    "meeting": (("planned", "zone"),),
    "episode": (("first_contact", "zone"),),
    "outside": (("happened", "zone"),),
    "medication": (DECIDED,),
    "turn": (NOTED,),
    "quote": (NOTED,),
}
"""Fields that are one thing to people: they differ, and are settled, together."""

_CALLED: Mapping[str, Mapping[str, str]] = {
    "person": {
        "name": "The name",
        "nhs_number": "The NHS number",
        "hue": "The colour",
        "added": "When the record was begun",
        "born": "The date of birth",
        "address": "The address",
        "contact": "How to reach them",
        "needs": "What they need to take part",
        "needs_format": "In which form they read best",
        "needs_support": "What helps them to take part",
        "needs_language": "Their language, and an interpreter",
        "needs_review": "When to ask again what they need",
    },
    "episode": {
        "first_contact": "When help was first asked for",
        "first_contact_by": "Who first asked for help",
        "first_contact_words": "What was asked for, in their words",
        "first_offer": "When a first meeting was offered",
        "zone": "The time zone",
        "person_id": "Whose record it is",
    },
    "member": {
        "person_id": "Whose map it is",
        "name": "The name",
        "member_kind": "What they are",
        "words": "Who they are, in the person’s words",
        "sector": "The part of the map",
        "angle": "The place on the map",
        "distance": "The place on the map",
        "hue": "The colour",
        "knows": "Do they know about this?",
        "worried": "Are they worried?",
        "could_help": "Could they help?",
        "contact": "How to reach them",
        "needs": "What they need to take part",
        "needs_format": "In which form they read best",
        "needs_support": "What helps them to take part",
        "needs_language": "Their language, and an interpreter",
        "needs_review": "When to ask again what they need",
    },
    "tie": {
        "person_id": "Whose map it is",
        "a_id": "Who",
        "b_id": "Who",
        "known": "Do they know each other?",
        "words": "The tie, in the person’s own words",
        "direction": "Which way the tie goes",
    },
    "meeting": {
        "person_id": "Whose meeting it is",
        "planned": "When it is planned for",
        "zone": "The time zone",
        "place": "The place",
        "place_chosen_by": "Who chose the place",
        "set_in_id": "The meeting in which it was set",
        "reason": "The reason",
        "idea_words": "How the idea of this meeting came about",
        "series_id": "The meetings it was planned together with",
    },
    "invitee": {
        "meeting_id": "The meeting",
        "member_id": "Who is invited",
        "asks_id": "Who asks them to come",
    },
    "attendance": {
        "meeting_id": "The meeting",
        "attendee_id": "Who came",
        "role": "As who they came",
        "arrived": "When they came",
    },
    "wish": {"meeting_id": "The meeting", "holder_id": "Whose wish it is", "words": "The wish"},
    "topic": {
        "meeting_id": "The meeting",
        "words": "The words",
        "raised_by_id": "Who raised it",
        "state": "What became of it",
        "brought_from_id": "What it comes from",
    },
    "decision": {
        "meeting_id": "The meeting",
        "topic_id": "The topic it belongs to",
        "words": "The words",
        "read_back": "Was it read back?",
        "accepted": "Did the room accept it?",
        "does": "What it does",
        "earlier_id": "The earlier decision",
    },
    "outcome": {
        "meeting_id": "The meeting",
        "about_id": "What it is about",
        "words": "What became of it",
        "told_by_id": "Who told it",
    },
    "quote": {
        "meeting_id": "The meeting",
        "topic_id": "The topic",
        "reflection_id": "The reflection it responds to",
        "speaker_id": "Who said it",
        "voiced_by_id": "Who spoke for them",
        "words": "The words",
        "said": "When it was said",
        "correction": "Were the words not theirs?",
    },
    "reflection": {
        "meeting_id": "The meeting",
        "reflection_kind": "What it was",
        "began": "When it began",
    },
    "amendment": {
        "meeting_id": "The meeting",
        "about_id": "What it is about",
        "words": "What was added",
        "reason": "The reason",
        "by_id": "Who added it",
        "made": "When it was added",
    },
    "setting": {
        "person_id": "Whose record it is",
        "setting": "Where they live",
        "place": "The ward or house",
        "since": "The first day",
        "until": "The last day",
    },
    "episode_end": {
        "person_id": "Whose record it is",
        "ended": "When the episode ended",
        "reason": "Why it ended",
        "reopened": "When it was taken up again",
        "reopened_reason": "Why it was taken up again",
    },
    "medication": {
        "person_id": "Whose record it is",
        "step": "What was decided",
        "words": "The medication, in words",
        "day": "The day",
        **dict.fromkeys(DECIDED, "Where it was decided"),
    },
    "outside": {
        "person_id": "Whose record it is",
        "what": "What happened",
        "happened": "When it happened",
        "zone": "The time zone",
        "who": "Who decided or did it",
        "why": "Why it could not wait",
    },
    "to_bring": {
        "person_id": "Whose record it is",
        "words": "What is to be brought",
        "asked_by_id": "Who asked for it",
        "asked": "When it was asked",
    },
    "opinion": {
        "meeting_id": "The meeting",
        "decision_id": "The decision",
        "holder_id": "Whose view it is",
        "words": "The words",
    },
    "task": {
        "meeting_id": "The meeting",
        "decision_id": "The decision it belongs to",
        "who_id": "Who does it",
        "what": "What is to be done",
        "by_when": "By when",
    },
    "turn": {
        "meeting_id": "The meeting",
        "speaker_id": "Who spoke",
        "turn_kind": "What it was",
        "began": "When it began",
        "ended": "When it ended",
        "end_unknown": "Is its end unknown?",
        "words": "What was said",
        "topic_id": "The topic",
        "addressed_to_id": "To whom it was said",
        "invited_by_id": "Who invited it",
        "answers_id": "Whom it answers",
        "voice_of_id": "Whose words they are",
        "correction": "Were the words not theirs?",
        "added_later": "Was it put in afterwards?",
        "log_of_id": "In which laptop’s log it is",
    },
    "topical_episode": {
        "meeting_id": "The meeting",
        "began": "When it began",
        "ended": "When it ended",
        "words": "What it was about",
        "introduced_by_id": "Who brought it in",
    },
    "absent_voice": {"meeting_id": "The meeting", "voice_id": "Whose voice may be heard"},
    "told_apart": {"person_id": "Whose map it is", "one_id": "Who", "other_id": "Who"},
    "turn_total": {
        "meeting_id": "The meeting",
        "speaker_id": "Who spoke",
        "turn_kind": "What was counted",
    },
    "team": {"name": "The name of the team"},
    "practitioner": {
        "name": "The name",
        "profession": "The profession",
        "peer": "Are they a peer practitioner?",
        "hue": "The colour",
        "away_from": "On leave from",
        "away_until": "On leave until",
        "left_on": "The last day in the team",
    },
    "relation_word": {"words": "The word"},
    "erasure": {
        "about_id": "Whose data are to be erased",
        "about_kind": "What is to be erased",
        "asked_by_id": "Who asked for it",
        "asked": "When it was asked for",
        "reason": "The reason",
        "confirmed_by_id": "Who confirmed it",
        "confirmed": "When it was confirmed",
    },
}

_KNOWN: Mapping[str, str] = {Known.YES: "yes", Known.NO: "no", Known.NOT_KNOWN: "not known"}
_SAID: Mapping[str, Mapping[str, str]] = {
    "sector": {
        Sector.FAMILY: "family",
        Sector.RELATIVES: "relatives",
        Sector.FRIENDS: "friends and neighbours",
        Sector.WORK: "work or school",
        Sector.PROFESSIONALS: "professionals",
    },
    "member_kind": {
        MemberKind.PERSON: "a person",
        MemberKind.GROUP: "a group",
        MemberKind.PET: "a pet",
        MemberKind.DIED: "someone who died",
        MemberKind.INNER_VOICE: "an inner voice",
        MemberKind.ABSENT_VOICE: "an absent voice",
    },
    "place_chosen_by": {"person": "the person", "together": "all together", "service": "the service"},
    "state": {
        "open": "to talk about",
        "talked_about": "talked about",
        "left_open": "left open",
        "carried_over": "for the next meeting",
    },
    "role": {"person": "the person", "member": "a network member", "practitioner": "a practitioner"},
    "about_kind": {"person": "a person’s record", "member": "a network member"},
    "setting": {"home": "at home", "ward": "on a ward", "elsewhere": "elsewhere"},
    "step": {"begun": "begun", "changed": "changed", "stopped": "stopped", "not_taken": "not taken"},
    "does": {
        "decides": "a decision",
        "changes": "changes an earlier decision",
        "takes_back": "takes an earlier decision back",
        "not_now": "not to decide now",
    },
    "reflection_kind": {"reflecting": "reflecting", "silence": "silence"},
    "turn_kind": {"turn": "a turn", "silence": "silence", "reflecting": "reflecting", "pause": "a pause"},
    "knows": _KNOWN,
    "worried": _KNOWN,
    "could_help": _KNOWN,
    "known": _KNOWN,
}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_OF_DAYS = frozenset({"born", "away_from", "away_until", "left_on", "since", "until", "day"})
"""Days stored as text."""
HOME_ZONE = "Europe/London"


def called(kind: str, fields: Fields) -> str:
    """What a field, or fields that go together, are called. Those of a newer version by their own name."""
    return _CALLED.get(kind, {}).get(fields[0]) or fields[0].replace("_", " ").capitalize()


def together(kind: str, field: str) -> Fields:
    """The field with those that are one thing with it to people."""
    return next((each for each in TOGETHER.get(kind, ()) if field in each), (field,))


def words_of(fields: Fields, values: tuple[Any, ...], zone: str, name_of: NameOf) -> str:
    """The values as people read them; "" for nothing. `zone` is the one in which times were said."""
    said = dict(zip(fields, values, strict=True))
    if fields == PLACE:
        angle, distance, sector = values
        return place_words(angle, distance, _one("sector", sector, zone, name_of))
    if fields == NOTED:
        return _noted(*values)
    if fields == DECIDED:
        how = dict(zip(fields, ("by the decision {}", "in {}", "outside a meeting: {}"), strict=True))
        return next((how[name].format(name_of(value)) for name, value in said.items() if value), "")
    if "zone" in said and len(said) > 1:
        other = said["zone"] or zone
        words = words_of(fields[:1], values[:1], other, name_of)
        return words if other == HOME_ZONE or not words else f"{words} ({_zone_words(other)})"
    return _one(fields[0], values[0], zone, name_of)


def way_words(direction: str, one: str, other: str) -> str:
    """Which way a tie goes from its `a`, called `one`, to its `b`, called `other`."""
    return {
        Direction.NONE.value: "both ways",
        Direction.A_TO_B.value: f"only from {one} to {other}",
        Direction.B_TO_A.value: f"only from {other} to {one}",
    }.get(direction, direction.replace("_", " "))


def exact_words(fields: Fields, values: tuple[Any, ...]) -> str:
    """What tells values apart that read the same; only places on the map and colours can."""
    parts = {"angle": "{:.1f}° clockwise from the top", "distance": "{:.3f} of the way out", "sector": ""}
    told = [
        parts.get(name, "{}").format(value)
        for name, value in zip(fields, values, strict=True)
        if value is not None
    ]
    return ", ".join(each for each in told if each)


def moment(at: Instant, zone: str) -> str:
    """Such as "Friday 20 November 2026 at 10:00"."""
    local = at.astimezone(_zone(zone))
    return f"{_DAYS[local.weekday()]} {day(at, zone)} at {local.hour:02}:{local.minute:02}"


def day(at: Instant, zone: str) -> str:
    """Such as "20 November 2026"."""
    return _day_words(at.astimezone(_zone(zone)).date())


def _day_words(of: date) -> str:
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def _noted(words: str, correction: str) -> str:
    if correction == Correction.TAKEN_OUT:
        return "“not my words”: taken out"
    return f"{words} (“not my words”: put right by them)" if correction == Correction.CORRECTED else words


def _one(field: str, value: Any, zone: str, name_of: NameOf) -> str:
    words = "" if value is None else str(value)
    if isinstance(value, bool):
        words = "yes" if value else "no"
    elif isinstance(value, Instant):
        words = moment(value, zone)
    elif words and field in _SAID:
        words = _SAID[field].get(value, words.replace("_", " "))
    elif words and field.endswith("_id"):
        words = name_of(value)
    elif words and field == "nhs_number":
        words = nhs_number.display(value)
    elif field in _OF_DAYS and (said_day := days.day_of(words)) is not None:
        words = _day_words(said_day)
    elif field == "hue":
        words = f"colour {value + 1}"
    elif words and field == "zone":
        words = _zone_words(value)
    return words


def _zone_words(zone: str) -> str:
    return f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} time"


def _zone(zone: str) -> ZoneInfo | Any:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
