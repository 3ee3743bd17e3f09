"""A meeting whose turns were annotated elsewhere, entered afterwards as *reconstructed*."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from pod_desktop.domain.agenda import TopicState, between
from pod_desktop.domain.annotation import MARKS, AnnotatedSpan, Annotation
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState, require_can_begin
from pod_desktop.domain.turns import LogChoice, LogKind
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.names import HUES, PERSON
from pod_desktop.services.past_voices import Voice, everybody, ids_of
from pod_desktop.services.people import require_name
from pod_desktop.storage.act import Act
from pod_desktop.storage.histories import History
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import (
    Amendment,
    Attendance,
    Meeting,
    Person,
    Topic,
    TopicalEpisode,
    Turn,
)

_MICROSECOND = timedelta(microseconds=1)
_TAKEN_OUT = "taken out again: it came from a file"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made."""

    meeting_id: EntityId
    person_id: EntityId
    turns: int


@dataclass(frozen=True, slots=True)
class Told:
    """What people say of a past meeting beside its file."""

    who: Mapping[str, EntityId | Voice] = field(default_factory=dict)
    """Who a name of the file is: the person, a network member, a practitioner, or nobody known. A name that
    is not in it is whoever has exactly that name, or somebody new."""
    began: Instant | None = None
    zone: str = "Europe/London"
    place: str = ""
    also_here: Sequence[EntityId] = ()
    """Who was there and said nothing. The measures count over them, too."""
    person_was_there: bool = True
    reason: str = ""
    """Why they met without the person, where they did."""


def import_meeting(
    journal: Journal,
    annotation: Annotation,
    *,
    person_id: EntityId | None = None,
    new_person: str = "",
    told: Told | None = None,
) -> Imported:
    """Store a closed meeting marked *reconstructed*, in one act: all of it or nothing.

    Speakers were present, beside the person, who may be new, and who else is told. Where neither that nor the
    annotation says when the meeting began it ends now. Raises BadInput without turns, for a meeting that
    would end later than now, or for a name that several people have and of which nothing is told; NotAllowed
    and PersonNotPresent as `require_can_begin`; and NotFound.
    """
    if not annotation.turns:
        raise BadInput("There are no turns to import.")
    told = told or Told()
    now = journal.clock.now()
    annotation = _from_its_beginning(annotation)
    length = annotation.last_us * _MICROSECOND
    began = _began(annotation, told, length, now)
    with journal.act() as act:
        person_id = _whose(act, person_id, new_person, now)
        known = everybody(act, person_id, annotation, told.who)
        there = _there(act, person_id, annotation, known, told)
        kind = MeetingKind.NETWORK if told.person_was_there else MeetingKind.CONVERSATION
        require_can_begin(kind, person_id in there, told.reason)
        meeting_id = act.create(
            Meeting,
            person_id=person_id,
            meeting_kind=str(kind),
            state=str(MeetingState.CLOSED),
            began=began,
            closed=began + length,
            log_kind=str(LogKind.RECONSTRUCTED),
            log_choice=str(LogChoice.KEEP),
            place=told.place.strip(),
            reason=told.reason.strip(),
            zone=told.zone,
        ).id
        for who, role in there.items():
            act.create(
                Attendance,
                meeting_id=meeting_id,
                attendee_id=who,
                role=role,
                arrived=began,
                left=began + length,
            )
        topics = _topics(act, meeting_id, annotation)
        ids = {name: id_ for name, (id_, _role) in known.items()}
        spans = [_history(span, _turn(span, began, ids, topics), meeting_id) for span in annotation.spans]
        act.create_many(Turn, spans, log_of=meeting_id)
    return Imported(meeting_id, person_id, annotation.turns)


def can_be_taken_out(journal: Journal, meeting_id: EntityId) -> bool:
    """Whether the whole meeting came from a file: nobody was ever asked for its log. Raises NotFound."""
    with journal.read() as reading:
        return _came_from_a_file(reading.get(Meeting, meeting_id))


def take_out(journal: Journal, meeting_id: EntityId) -> None:
    """Strike out a meeting that came from a file, with all that hangs on it, in one act.

    Whom it brought onto the map stays there. Raises NotAllowed for any other meeting, and NotFound.
    """
    with journal.act() as act:
        if not _came_from_a_file(act.get(Meeting, meeting_id)):
            raise NotAllowed("This meeting was held with the program, so it stays in the record.")
        for table in (Turn, TopicalEpisode, Topic, Attendance, Amendment):
            ids = [row.id for row in act.all(table, meeting_id=meeting_id)]
            act.strike_many(table, ids, _TAKEN_OUT)
        act.strike(Meeting, meeting_id, _TAKEN_OUT)


def _came_from_a_file(row: Meeting) -> bool:
    """However its log was marked since: no room was asked for it."""
    closed = row.state == MeetingState.CLOSED and not row.struck
    return closed and row.log_kind != "" and row.log_asked is None


def _began(annotation: Annotation, told: Told, length: timedelta, now: Instant) -> Instant:
    if told.began is not None:
        if told.began + length > now:
            raise BadInput(
                "The meeting would end at a time that is still to come. Please look at the day and the time."
            )
        return told.began
    if annotation.began is None or annotation.began + length > now:
        return now - length
    return annotation.began


def _there(
    act: Act,
    person_id: EntityId,
    annotation: Annotation,
    known: Mapping[str, tuple[EntityId, str]],
    told: Told,
) -> dict[EntityId, str]:
    """Who was there: whoever spoke, and those who said nothing."""
    there = {person_id: PERSON} if told.person_was_there else {}
    there |= dict(known[name] for name in annotation.speakers if name in known)
    return there | dict(ids_of(act, person_id, told.also_here))


def _from_its_beginning(annotation: Annotation) -> Annotation:
    """A meeting cannot have begun after its first turn."""
    first = min(span.start_us for span in annotation.spans)
    if first >= 0:
        return annotation
    spans = tuple(
        replace(s, start_us=s.start_us - first, end_us=None if s.end_us is None else s.end_us - first)
        for s in annotation.spans
    )
    began = None if annotation.began is None else annotation.began + first * _MICROSECOND
    return replace(annotation, spans=spans, began=began)


def _whose(act: Act, person_id: EntityId | None, new_person: str, now: Instant) -> EntityId:
    if person_id is not None:
        return act.get(Person, person_id).id
    hue = len(act.all(Person)) % HUES
    return act.create(Person, name=require_name(new_person), hue=hue, added=now).id


def _topics(act: Act, meeting_id: EntityId, annotation: Annotation) -> dict[str, EntityId]:
    found: dict[str, EntityId] = {}
    position: str | None = None
    for words in dict.fromkeys(span.topic for span in annotation.spans if span.topic):
        position = between(position, None)
        made = act.create(
            Topic, meeting_id=meeting_id, words=words, position=position, state=str(TopicState.TALKED_ABOUT)
        )
        found[words] = made.id
    return found


def _history(span: AnnotatedSpan, said: Mapping[str, Any], meeting_id: EntityId) -> History:
    """Words are said by themselves, so that they can be ended and nothing else with them."""
    return [{**said, "meeting_id": meeting_id}, *([{"words": span.words}] if span.words else [])]


def _turn(
    span: AnnotatedSpan, began: Instant, ids: Mapping[str, EntityId], topics: Mapping[str, EntityId]
) -> dict[str, Any]:
    """What the turn says that is not as every turn is."""
    said: dict[str, Any] = {"began": began + span.start}
    if span.end is None:
        said["end_unknown"] = True
    else:
        said["ended"] = began + span.end
    if span.speaker in ids:
        said["speaker_id"] = ids[span.speaker]
    if not span.is_turn:
        said["turn_kind"] = str(span.kind)
    if span.topic:
        said["topic_id"] = topics[span.topic]
    return said | {f"{mark}_id": ids[name] for mark in MARKS if (name := getattr(span, mark)) in ids}
