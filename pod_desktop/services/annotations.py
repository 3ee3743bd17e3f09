"""The turn log of a meeting as an annotation, for files that others read."""

from collections.abc import Iterable
from datetime import timedelta

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.turns import LogChoice, SpanKind
from pod_desktop.domain.views import Someone
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.names import Names
from pod_desktop.services.turn_log import span_of, turns_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Attendance, Meeting, Topic

_MICROSECOND = timedelta(microseconds=1)


def annotation_of(journal: Journal, meeting_id: EntityId) -> tuple[Annotation, tuple[str, ...]]:
    """Everything that the log says, and in sentences what is left out of it whatever the format.

    Words of whoever asked to have theirs left out are not in it. Two people of one name are told apart by a
    number. Raises NotFound, BadInput where no log was made, and NotAllowed for one that the room did not
    keep.
    """
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        if not row.log_kind:
            raise BadInput("No turn log was made in this meeting.")
        if row.log_choice not in {LogChoice.KEEP, ""}:
            raise NotAllowed("The room chose not to keep this turn log, so it is not written anywhere.")
        names = Names(reading, row.person_id)
        turns = turns_of(reading, names, meeting_id)
        stays = reading.all(Attendance, meeting_id=meeting_id)
        silent = frozenset(names.of(stay.attendee_id).id for stay in stays if stay.words_left_out)
        topics = {topic.id: topic.words for topic in reading.all(Topic, meeting_id=meeting_id)}
    known = [turn for turn in turns if SpanKind(turn.turn_kind).is_known]
    began = row.began or min((turn.began for turn in turns), default=journal.clock.now())
    called = _told_apart(turns)
    spans = tuple(_span(turn, began, called, topics, silent) for turn in known)
    return Annotation(_file_name(began), spans, began), _left_out(silent, len(turns) - len(known))


def _span(
    turn: TurnView,
    began: Instant,
    called: dict[EntityId, str],
    topics: dict[EntityId, str],
    silent: frozenset[EntityId],
) -> AnnotatedSpan:
    span = span_of(turn)

    def name(who: Someone | None) -> str:
        return "" if who is None else called[who.id]

    own = {who.id for who in (turn.speaker, turn.voice_of) if who is not None}
    return AnnotatedSpan(
        start_us=(span.started - began) // _MICROSECOND,
        end_us=None if span.ended is None else (span.ended - began) // _MICROSECOND,
        speaker=name(turn.speaker) if span.is_turn else "",
        kind=span.kind,
        words="" if own & silent else turn.words,
        topic=topics.get(turn.topic_id, "") if turn.topic_id else "",
        addressed_to=name(turn.addressed_to),
        invited_by=name(turn.invited_by),
        answers=name(turn.answers),
        voice_of=name(turn.voice_of),
    )


def _told_apart(turns: Iterable[TurnView]) -> dict[EntityId, str]:
    """Everybody's name as files have it; a second Sam is “Sam (2)”."""
    everybody = {
        who.id: who.name
        for turn in turns
        for who in (turn.speaker, turn.addressed_to, turn.invited_by, turn.answers, turn.voice_of)
        if who is not None
    }
    given, called = set(everybody.values()), dict[EntityId, str]()
    for id_, name in everybody.items():
        unique, number = name, 1
        while unique in called.values() or (number > 1 and unique in given):
            number += 1
            unique = f"{name} ({number})"
        called[id_] = unique
    return called


def _file_name(began: Instant) -> str:
    return f"meeting-{began:%Y-%m-%d}"


def _left_out(silent: frozenset[EntityId], unknown: int) -> tuple[str, ...]:
    told = []
    if silent:
        told.append("The words of those who asked for it are left out.")
    if unknown:
        told.append(f"Left out, for they are not known to this version of the program: {unknown:,}.")
    return tuple(told)
