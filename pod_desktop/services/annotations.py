"""The turn log of a meeting as an annotation, for files that others read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.turns import LogChoice, SpanKind
from pod_desktop.domain.views import Someone
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.laptops import laptop_name
from pod_desktop.services.looked_at import log_id
from pod_desktop.services.looking_back import looked_at_first
from pod_desktop.services.measures import by_laptop
from pod_desktop.services.names import PERSON, PRACTITIONER, Names
from pod_desktop.services.own_words import left_out
from pod_desktop.services.turn_log import span_of, turns_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, Topic

_MICROSECOND = timedelta(microseconds=1)
_LETTER = {PERSON: "Person", PRACTITIONER: "P"}


@dataclass(frozen=True, slots=True)
class LogHere:
    """A laptop's log of a meeting that can be written into a file."""

    laptop_id: EntityId
    laptop: str
    """As people call it, inside a sentence."""


def logs_to_write(journal: Journal, meeting_id: EntityId) -> tuple[LogHere, ...]:
    """The logs that can be written, the one that is looked at first before the others.

    Raises as `annotation_of`.
    """
    with journal.read() as reading:
        row = _kept(reading, meeting_id)
        turns = turns_of(reading, Names(reading, row.person_id), meeting_id)
        found = [LogHere(id_, laptop_name(reading, id_)) for id_ in by_laptop(reading, turns)]
        first = _first(reading, row, [log.laptop_id for log in found])
    return tuple(sorted(found, key=lambda log: log.laptop_id != first))


def annotation_of(
    journal: Journal,
    meeting_id: EntityId,
    *,
    laptop_id: str = "",
    words: bool = True,
    names: bool = True,
) -> tuple[Annotation, tuple[str, ...]]:
    """Everything that one log says, and in sentences what is left out of it whatever the format.

    Logs of several laptops are never put together: `laptop_id` says whose is meant, or else it
    is the one that people look at first.
    Without `words` there are no topics either. Without `names` there are *Person*, P1, P2… for practitioners
    and N1, N2… for network members, in the order in which they are heard, and no date. Two people of one name
    are told apart by a number. Words of whoever asked to have theirs left out are never in it. Raises
    NotFound, BadInput where no such log was made or it is not said which is meant, and NotAllowed for one
    that the room did not choose to keep.
    """
    with journal.read() as reading:
        row = _kept(reading, meeting_id)
        called_by = Names(reading, row.person_id)
        every = turns_of(reading, called_by, meeting_id)
        logs = by_laptop(reading, every)
        turns = _of_one_laptop(logs, laptop_id, _first(reading, row, logs))
        some_left_out = words and bool(left_out(reading, row))
        topics = {topic.id: topic.words for topic in reading.all(Topic, meeting_id=meeting_id)}
    known = [turn for turn in turns if SpanKind(turn.turn_kind).is_known]
    began = row.began or min((turn.began for turn in every), default=journal.clock.now())
    called = _told_apart(turns) if names else _letters(turns)
    spans = tuple(_span(turn, began, called, topics) for turn in known)
    told = _left_out(some_left_out, len(turns) - len(known))
    if not words:
        spans = tuple(replace(span, words="", topic="") for span in spans)
    if names:
        return Annotation(f"meeting-{began:%Y-%m-%d}", spans, began), told
    return Annotation("meeting", spans), told


def _first(reading: Reading, row: Meeting, laptops: Iterable[EntityId]) -> str:
    """Of these laptops with a log of the meeting, whose is looked at first; "" where none was chosen."""
    return {log_id(row.id, laptop): laptop for laptop in laptops}.get(looked_at_first(reading, row), "")


def _kept(reading: Reading, meeting_id: EntityId) -> Meeting:
    row = reading.get(Meeting, meeting_id)
    if not row.log_kind:
        raise BadInput("No turn log was made in this meeting.")
    if row.log_choice == LogChoice.KEEP:
        return row
    if not row.log_choice:
        raise NotAllowed(
            "The room has not chosen yet what becomes of this turn log, so it is not written anywhere."
        )
    raise NotAllowed("The room chose not to keep this turn log, so it is not written anywhere.")


def _of_one_laptop(
    logs: Mapping[EntityId, Sequence[TurnView]], wanted: str, first: str
) -> Sequence[TurnView]:
    if wanted and wanted not in logs:
        raise BadInput(
            f"That laptop has no log of this meeting. These have one, by their ids: "
            f"{', '.join(sorted(logs))}."
        )
    if wanted or first:
        return logs[EntityId(wanted or first)]
    if len(logs) > 1:
        raise BadInput(
            "Several laptops logged this meeting, and their logs are never put together. Please say whose is "
            f"meant, by its id: {', '.join(sorted(logs))}."
        )
    return next(iter(logs.values()), ())


def _span(
    turn: TurnView,
    began: Instant,
    called: dict[EntityId, str],
    topics: dict[EntityId, str],
) -> AnnotatedSpan:
    span = span_of(turn)

    def name(who: Someone | None) -> str:
        return "" if who is None else called[who.id]

    return AnnotatedSpan(
        start_us=(span.started - began) // _MICROSECOND,
        end_us=None if span.ended is None else (span.ended - began) // _MICROSECOND,
        speaker=name(turn.speaker) if span.is_turn else "",
        kind=span.kind,
        words=turn.words,
        topic=topics.get(turn.topic_id, "") if turn.topic_id else "",
        addressed_to=name(turn.addressed_to),
        invited_by=name(turn.invited_by),
        answers=name(turn.answers),
        voice_of=name(turn.voice_of),
    )


def _everybody(turns: Iterable[TurnView]) -> dict[EntityId, Someone]:
    """Everybody who is named, those who spoke first."""
    held = list(turns)
    spoke = [turn.speaker for turn in held]
    named = [
        who for turn in held for who in (turn.addressed_to, turn.invited_by, turn.answers, turn.voice_of)
    ]
    return {who.id: who for who in (*spoke, *named) if who is not None}


def _told_apart(turns: Iterable[TurnView]) -> dict[EntityId, str]:
    """Everybody's name as files have it; a second Sam is “Sam (2)”."""
    everybody = {id_: who.name for id_, who in _everybody(turns).items()}
    given, called = set(everybody.values()), dict[EntityId, str]()
    for id_, name in everybody.items():
        unique, number = name, 1
        while unique in called.values() or (number > 1 and unique in given):
            number += 1
            unique = f"{name} ({number})"
        called[id_] = unique
    return called


def _letters(turns: Iterable[TurnView]) -> dict[EntityId, str]:
    """Nobody's name: a letter for what somebody is here, and a number."""
    called, so_far = dict[EntityId, str](), Counter[str]()
    for id_, who in _everybody(turns).items():
        letter = _LETTER.get(who.role, "N")
        so_far[letter] += 1
        called[id_] = letter if who.role == PERSON else f"{letter}{so_far[letter]}"
    return called


def _left_out(some_left_out: bool, unknown: int) -> tuple[str, ...]:
    told = []
    if some_left_out:
        told.append("The words of those who asked for it are left out.")
    if unknown:
        told.append(f"Left out, for they are not known to this version of the program: {unknown:,}.")
    return tuple(told)
