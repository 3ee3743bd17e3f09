"""What may be counted of one laptop's log of a meeting, for `looking_back`."""

from collections.abc import Iterable, Sequence

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.dominance import BroughtIn, MarkedTurn, Theme, brought_in, marks
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.looking_back import EpisodeView, LookedAt, Part, within
from pod_desktop.domain.measured_totals import measure_totals
from pod_desktop.domain.participation import Present, measure_turns
from pod_desktop.domain.turns import SpanKind, Total, TurnSpan, total_id
from pod_desktop.domain.views import Someone
from pod_desktop.services.laptops import laptop_name
from pod_desktop.services.names import PRACTITIONER, Names
from pod_desktop.services.turn_log import span_of
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, Stream, Topic, TurnTotal


def log_id(meeting_id: EntityId, laptop_id: EntityId) -> str:
    """What tells a log apart from every other of a meeting, also of one that it was joined with."""
    return f"{meeting_id} {laptop_id}"


def of_turns(
    reading: Reading,
    names: Names,
    row: Meeting,
    laptop_id: EntityId,
    log: Sequence[TurnView],
    people: Sequence[Someone],
    began: Instant,
    episodes: Sequence[EpisodeView],
) -> LookedAt:
    """A log whose turns were kept. Times to first voice count from when its meeting `began`."""
    present, spans = _present(people), [span_of(turn) for turn in log]
    turns = [span for span in spans if span.is_turn]
    here = [who.id for who in people]
    own = sorted(reading.all(Topic, meeting_id=row.id), key=lambda t: (t.position, t.id))
    topics = _topics(names, own, log, turns, present, began)
    in_episodes = [within(each, turns) for each in episodes]
    counted = {span.id for each in in_episodes for span in each}
    return LookedAt(
        id=log_id(row.id, laptop_id),
        meeting_id=row.id,
        laptop_id=laptop_id,
        laptop=laptop_name(reading, laptop_id),
        turns=tuple(log),
        measures=measure_turns(present, spans, began),
        log_kind=row.log_kind,
        is_totals=False,
        topics=topics,
        episodes=tuple(
            Part(each.id, each.words, each.introduced_by, measure_turns(present, turns_of_it, each.began))
            for each, turns_of_it in zip(episodes, in_episodes, strict=True)
        ),
        outside_episodes=sum(span.id not in counted for span in turns) if episodes else 0,
        topics_brought=_topics_brought(names, here, own, log) if topics else None,
        episodes_brought=_episodes_brought(here, episodes, in_episodes) if episodes else None,
        marks=marks(here, [_marked(turn) for turn in log if turn.turn_kind == SpanKind.TURN]),
    )


def _present(people: Iterable[Someone]) -> list[Present]:
    return [Present(who.id, who.name, who.role == PRACTITIONER) for who in people]


def _topics(
    names: Names,
    topics: Sequence[Topic],
    log: Sequence[TurnView],
    turns: Sequence[TurnSpan],
    present: Sequence[Present],
    began: Instant,
) -> tuple[Part, ...]:
    named = {topic.id for topic in topics}
    about = {turn.id: turn.topic_id if turn.topic_id in named else None for turn in log}
    parts = []
    of_each = [(EntityId(t.id), t.words, names.of_or_none(t.raised_by_id)) for t in topics]
    for id_, words, raised_by in [*of_each, (None, "", None)]:
        own = [span for span in turns if about[span.id] == id_]
        if own:
            parts.append(Part(id_, words, raised_by, measure_turns(present, own, began)))
    return tuple(parts) if any(part.id for part in parts) else ()


def _topics_brought(
    names: Names, here: Sequence[EntityId], topics: Sequence[Topic], log: Sequence[TurnView]
) -> BroughtIn:
    def speakers(topic: Topic) -> tuple[EntityId | None, ...]:
        of_it = [turn for turn in log if turn.turn_kind == SpanKind.TURN and turn.topic_id == topic.id]
        return tuple(turn.speaker.id if turn.speaker is not None else None for turn in of_it)

    return brought_in(here, [Theme(_id(names.of_or_none(t.raised_by_id)), speakers(t)) for t in topics])


def _episodes_brought(
    here: Sequence[EntityId], episodes: Sequence[EpisodeView], turns: Sequence[Sequence[TurnSpan]]
) -> BroughtIn:
    return brought_in(
        here,
        [
            Theme(_id(each.introduced_by), tuple(span.speaker for span in of_it))
            for each, of_it in zip(episodes, turns, strict=True)
        ],
    )


def _marked(turn: TurnView) -> MarkedTurn:
    return MarkedTurn(_id(turn.speaker), _id(turn.invited_by), _id(turn.addressed_to), _id(turn.answers))


def _id(who: Someone | None) -> EntityId | None:
    return who.id if who is not None else None


def of_totals(
    reading: Reading,
    names: Names,
    row: Meeting,
    people: Sequence[Someone],
    totals: Sequence[TurnTotal],
) -> list[LookedAt]:
    """The totals of each laptop's log of a meeting. A total that says nothing of its log is one by itself."""
    streams = {
        EntityId(stream.id): EntityId(stream.laptop_id)
        for stream in reading.session.query(Stream).filter_by(meeting_id=row.id)
    }
    found: dict[EntityId, dict[EntityId | None, Total]] = {}
    for total in totals:
        ids = {total_id(log, total.speaker_id, total.turn_kind): log for log in streams}
        own = found.setdefault(streams.get(ids.get(total.id, EntityId("")), EntityId("")), {})
        if total.turn_kind != SpanKind.TURN:
            continue
        who = names.cards.standing_for(total.speaker_id) if total.speaker_id else None
        before = own.get(who, Total())
        own[who] = Total(
            before.turns + total.turns,
            before.microseconds + total.microseconds,
            before.unknown_ends + total.unknown_ends,
        )
    present = _present(people)
    return [
        LookedAt(
            id=log_id(row.id, laptop),
            meeting_id=row.id,
            laptop_id=laptop,
            laptop=laptop_name(reading, laptop) if laptop else "",
            turns=(),
            measures=measure_totals(present, own),
            log_kind=row.log_kind,
            is_totals=True,
        )
        for laptop, own in sorted(found.items())
    ]
