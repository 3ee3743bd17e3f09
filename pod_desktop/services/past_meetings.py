"""A meeting whose turns were annotated elsewhere, entered afterwards as *reconstructed*."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from pod_desktop.domain.agenda import TopicState, between
from pod_desktop.domain.annotation import MARKS, AnnotatedSpan, Annotation
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.turns import LogChoice, LogKind
from pod_desktop.errors import BadInput
from pod_desktop.services.names import HUES, MEMBER, PERSON, PRACTITIONER, next_hue
from pod_desktop.services.people import require_name
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Attendance, Meeting, Member, Person, Practitioner, Topic, Turn

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made."""

    meeting_id: EntityId
    person_id: EntityId
    turns: int


def import_meeting(
    journal: Journal,
    annotation: Annotation,
    *,
    person_id: EntityId | None = None,
    new_person: str = "",
) -> Imported:
    """Store a closed meeting marked *reconstructed*, in one act: all of it or nothing.

    Who is named is the person, a member or a practitioner of exactly that name, or becomes a network member.
    Speakers were present, beside the person, who may be new. Where the annotation does not say when the
    meeting began it ends now. Raises BadInput without turns, and NotFound.
    """
    if not annotation.turns:
        raise BadInput("There are no turns to import.")
    now = journal.clock.now()
    annotation = _from_its_beginning(annotation)
    length = annotation.last_us * _MICROSECOND
    began = annotation.began
    if began is None or began + length > now:
        began = now - length
    with journal.act() as act:
        person_id = _whose(act, person_id, new_person, now)
        meeting_id = act.create(
            Meeting,
            person_id=person_id,
            meeting_kind=str(MeetingKind.NETWORK),
            state=str(MeetingState.CLOSED),
            began=began,
            closed=began + length,
            log_kind=str(LogKind.RECONSTRUCTED),
            log_choice=str(LogChoice.KEEP),
        ).id
        known = _everybody(act, person_id, annotation)
        there = {person_id: PERSON} | dict(known[name] for name in annotation.speakers)
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
        spans = [[_turn(span, began, ids, topics) | {"meeting_id": meeting_id}] for span in annotation.spans]
        act.create_many(Turn, spans, log_of=meeting_id)
    return Imported(meeting_id, person_id, annotation.turns)


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


def _everybody(act: Act, person_id: EntityId, annotation: Annotation) -> dict[str, tuple[EntityId, str]]:
    """Each name's id and role; who is not known yet becomes a member."""
    known = {each.name: (each.id, PRACTITIONER) for each in act.all(Practitioner)}
    known |= {each.name: (each.id, MEMBER) for each in act.all(Member, person_id=person_id)}
    known[act.get(Person, person_id).name] = (person_id, PERSON)
    for name in dict.fromkeys(_names(annotation.spans)):
        if name not in known:
            hue = next_hue(act, person_id)
            known[name] = (act.create(Member, person_id=person_id, name=name, hue=hue).id, MEMBER)
    return known


def _names(spans: Sequence[AnnotatedSpan]) -> Iterator[str]:
    for span in spans:
        for name in (span.speaker, *(getattr(span, mark) for mark in MARKS)):
            if name:
                yield name


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


def _turn(
    span: AnnotatedSpan, began: Instant, ids: Mapping[str, EntityId], topics: Mapping[str, EntityId]
) -> dict[str, Any]:
    """What the turn says that is not as every turn is."""
    said: dict[str, Any] = {"began": began + span.start}
    if span.end is None:
        said["end_unknown"] = True
    else:
        said["ended"] = began + span.end
    if span.speaker:
        said["speaker_id"] = ids[span.speaker]
    if not span.is_turn:
        said["turn_kind"] = str(span.kind)
    if span.words:
        said["words"] = span.words
    if span.topic:
        said["topic_id"] = topics[span.topic]
    return said | {f"{mark}_id": ids[name] for mark in MARKS if (name := getattr(span, mark))}
