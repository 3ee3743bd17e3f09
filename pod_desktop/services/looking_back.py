"""Looking back together at the turns of a closed meeting: the person sees what the practitioners see.

Never during a meeting: an open one, and a log of which the room has not chosen *keep* or *totals only*, have
nothing to show.
"""

from collections.abc import Iterable, Sequence

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_agreement import log_agreement
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.looking_back import EpisodeView, LookedAt, LookingBack, Part, within
from pod_desktop.domain.measured_totals import measure_totals
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.participation import Present, measure_turns
from pod_desktop.domain.turns import LogChoice, SpanKind, Total, total_id
from pod_desktop.domain.views import Someone
from pod_desktop.services import meeting_views
from pod_desktop.services.laptops import laptop_name
from pod_desktop.services.measures import by_laptop
from pod_desktop.services.names import PRACTITIONER, Names
from pod_desktop.services.shown import shown
from pod_desktop.services.turn_log import span_of, turns_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, Stream, Topic, TopicalEpisode, Turn, TurnTotal


def can_look_back(journal: Journal, meeting_id: EntityId) -> bool:
    """Whether there is anything to look at: a closed meeting whose room kept its turns, or their totals."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        if is_kept(row):
            return (
                reading.session.query(Turn.id).filter_by(meeting_id=row.id, struck=False).first() is not None
            )
        return _is_totals(row) and bool(reading.all(TurnTotal, meeting_id=row.id))


def looking_back(journal: Journal, meeting_id: EntityId) -> LookingBack:
    """What the page shows now. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names = Names(reading, row.person_id)
        turns = turns_of(reading, names, meeting_id) if is_kept(row) else ()
        totals = reading.all(TurnTotal, meeting_id=row.id) if _is_totals(row) else []
        spoke = [turn.speaker.id for turn in turns if turn.speaker is not None]
        spoke += [names.cards.standing_for(total.speaker_id) for total in totals if total.speaker_id]
        people = _people(reading, names, row, spoke)
        began = row.began or min((turn.began for turn in turns), default=journal.clock.now())
        episodes = _episodes(reading, names, meeting_id) if turns else ()
        if totals:
            logs = _of_totals(reading, names, meeting_id, people, totals)
        else:
            logs = tuple(
                _looked_at(reading, meeting_id, laptop, log, people, began, episodes)
                for laptop, log in by_laptop(reading, turns).items()
            )
        spans = [[span_of(turn) for turn in log.turns] for log in logs[:2]]
        return LookingBack(
            meeting_id=meeting_id,
            person=names.of(row.person_id),
            zone=row.zone,
            began=began,
            closed=row.closed,
            log_kind=row.log_kind,
            is_totals=bool(totals),
            people=people,
            logs=tuple(sorted(logs, key=lambda log: log.laptop_id != row.log_stands)),
            first=row.log_stands,
            episodes=episodes,
            agreement=log_agreement(*spans) if len(spans) == 2 and all(spans) else None,
        )


def look_first_at(journal: Journal, meeting_id: EntityId, laptop_id: str) -> None:
    """Which laptop's log is looked at first; "" for none before the other. Nothing is destroyed by it."""
    with journal.act() as act:
        act.change(Meeting, meeting_id, log_stands=laptop_id)


def is_kept(row: Meeting) -> bool:
    """Whether the turns of the meeting may be looked at: it is closed, and its room kept them."""
    return row.state == MeetingState.CLOSED and row.log_choice == LogChoice.KEEP and row.log_ended is None


def _is_totals(row: Meeting) -> bool:
    closed = row.state == MeetingState.CLOSED and row.log_ended is not None
    return closed and row.log_choice == LogChoice.TOTALS


def _people(reading: Reading, names: Names, row: Meeting, spoke: Iterable[EntityId]) -> tuple[Someone, ...]:
    came = [stay.who.id for stay in meeting_views.attendances(reading, names, row)]
    # Who spoke was here, also where that has not come to this laptop yet.
    return tuple(names.of(who) for who in dict.fromkeys([*came, *spoke]))


def _present(people: Iterable[Someone]) -> list[Present]:
    return [Present(who.id, who.name, who.role == PRACTITIONER) for who in people]


def _looked_at(
    reading: Reading,
    meeting_id: EntityId,
    laptop_id: EntityId,
    log: Sequence[TurnView],
    people: Sequence[Someone],
    began: Instant,
    episodes: Sequence[EpisodeView],
) -> LookedAt:
    present, spans = _present(people), [span_of(turn) for turn in log]
    topics: list[tuple[EntityId | None, str]] = [
        (topic.id, topic.words)
        for topic in sorted(reading.all(Topic, meeting_id=meeting_id), key=lambda t: (t.position, t.id))
    ]
    about = {turn.id: turn.topic_id for turn in log}
    named = {id_ for id_, _words in topics}
    parts = []
    for id_, words in [*topics, (None, "")]:
        own = [s for s in spans if s.is_turn and (about[s.id] if about[s.id] in named else None) == id_]
        if own:
            parts.append(Part(id_, words, None, measure_turns(present, own, began)))
    return LookedAt(
        laptop_id,
        laptop_name(reading, laptop_id),
        tuple(log),
        measure_turns(present, spans, began),
        tuple(parts) if any(part.id for part in parts) else (),
        tuple(
            Part(
                each.id,
                each.words,
                each.introduced_by,
                measure_turns(present, within(each, spans), each.began),
            )
            for each in episodes
        ),
    )


def _episodes(reading: Reading, names: Names, meeting_id: EntityId) -> tuple[EpisodeView, ...]:
    rows = sorted(reading.all(TopicalEpisode, meeting_id=meeting_id), key=lambda e: (e.began, e.ended, e.id))
    forms = shown(reading, TopicalEpisode, [row.id for row in rows])
    return tuple(
        EpisodeView(
            row.id,
            row.began,
            row.ended,
            row.words,
            names.of_or_none(row.introduced_by_id),
            forms[row.id].seen,
            forms[row.id].differs,
        )
        for row in rows
    )


def _of_totals(
    reading: Reading,
    names: Names,
    meeting_id: EntityId,
    people: Sequence[Someone],
    totals: Sequence[TurnTotal],
) -> tuple[LookedAt, ...]:
    """The totals of each laptop's log. A total that says nothing of its log is one by itself."""
    streams = {
        EntityId(stream.id): EntityId(stream.laptop_id)
        for stream in reading.session.query(Stream).filter_by(meeting_id=meeting_id)
    }
    found: dict[EntityId, dict[EntityId | None, Total]] = {}
    for row in totals:
        ids = {total_id(log, row.speaker_id, row.turn_kind): log for log in streams}
        own = found.setdefault(streams.get(ids.get(row.id, EntityId("")), EntityId("")), {})
        if row.turn_kind != SpanKind.TURN:
            continue
        who = names.cards.standing_for(row.speaker_id) if row.speaker_id else None
        before = own.get(who, Total())
        own[who] = Total(
            before.turns + row.turns,
            before.microseconds + row.microseconds,
            before.unknown_ends + row.unknown_ends,
        )
    present = _present(people)
    return tuple(
        LookedAt(laptop, laptop_name(reading, laptop) if laptop else "", (), measure_totals(present, own))
        for laptop, own in sorted(found.items())
    )
