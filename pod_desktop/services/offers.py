"""What a meeting's agenda offers: left open, carried over or decided late before, and what came up since."""

from collections.abc import Mapping, Sequence, Set

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.same_meeting import same_words
from pod_desktop.domain.views import NONE, TopicView
from pod_desktop.services import closings, same_meeting
from pod_desktop.services.names import Names
from pod_desktop.services.shown import differing, other_words, shown
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Decision, Meeting, Outside, ToBring, Topic

_WORDS = frozenset({"words"})


def offered(reading: Reading, names: Names, row: Meeting) -> tuple[TopicView, ...]:
    """What a meeting's agenda offers: what happened outside a meeting first, then the oldest first.

    Each stays offered until a network meeting has had it: a conversation without the person takes nothing
    away from the person's next agenda, it only has it on its own.
    """
    waiting: list[TopicView] = []
    held = {other.id: other for other in reading.all(Meeting, person_id=row.person_id)}
    here = {each.id for each in same_meeting.together(reading, row)}
    earlier = [
        other for other in held.values() if other.id not in here and other.state == MeetingState.CLOSED
    ]
    topics = {topic.id: topic for topic in reading.all_of(Topic, "meeting_id", list(held))}
    brought: set[EntityId] = set()
    # Of topics that only a conversation had: what they came from stays offered in their place.
    again: dict[EntityId, list[EntityId]] = {}
    for topic in topics.values():
        other = held[topic.meeting_id]
        if other.id in here or other.meeting_kind == MeetingKind.NETWORK:
            brought.update(_came_from(topic, topics))
        else:
            again[topic.id] = _came_from(topic, topics)
        view = topic_view(reading, names, topic, other)
        if other in earlier and view.state in (TopicState.LEFT_OPEN, TopicState.CARRIED_OVER):
            waiting.append(view)
    waiting += _decided_late_or_differently(reading, earlier)
    waiting += _since_the_last_meeting(reading, names, row)
    still = {each.id for each in waiting}
    waiting = [each for each in waiting if each.id in brought or still.isdisjoint(again.get(each.id, ()))]
    waiting.sort(key=_in_order)
    return _each_once(waiting, brought, same_meeting.standing(reading, row.person_id))


def _in_order(topic: TopicView) -> tuple[object, ...]:
    when = topic.meeting_when
    return topic.comes_from != "outside", when is not None, when, topic.position, topic.id


def _came_from(topic: Topic, topics: Mapping[EntityId, Topic]) -> list[EntityId]:
    """What this topic was taken up from, and what that was; the nearest first."""
    found: list[EntityId] = []
    at: Topic | None = topic
    while at is not None and at.brought_from_id is not None and at.brought_from_id not in found:
        found.append(at.brought_from_id)
        at = topics.get(at.brought_from_id)
    return found


def _each_once(
    waiting: Sequence[TopicView], brought: Set[EntityId], stands: Mapping[EntityId, EntityId]
) -> tuple[TopicView, ...]:
    """Without those that were brought, or what another laptop noted of them in the same meeting."""
    found: dict[object, TopicView] = {}
    gone: set[object] = set()
    for topic in waiting:
        who, joined = topic.raised_by.id if topic.raised_by else None, topic.meeting_id in stands.values()
        noted_twice = joined or topic.meeting_id in stands
        home = stands.get(topic.meeting_id, topic.meeting_id)
        says: object = (home, who, same_words(topic.words)) if noted_twice else topic.id
        found.setdefault(says, topic)
        if topic.id in brought:
            gone.add(says)
    return tuple(topic for says, topic in found.items() if says not in gone)


def _since_the_last_meeting(reading: Reading, names: Names, row: Meeting) -> list[TopicView]:
    """What happened outside a meeting, and what somebody asked to bring: offered until it is taken up."""
    outside = reading.all(Outside, person_id=row.person_id)
    to_bring = reading.all(ToBring, person_id=row.person_id)
    forms = {
        **shown(reading, Outside, [each.id for each in outside]),
        **shown(reading, ToBring, [each.id for each in to_bring]),
    }
    waits = [
        *((each, "outside", each.what, None, each.happened) for each in outside),
        *((each, "to_bring", each.words, each.asked_by_id, each.asked) for each in to_bring),
    ]
    return [
        TopicView(
            each.id,
            row.id,
            words,
            names.of_or_none(who),
            str(TopicState.CARRIED_OVER),
            "",
            None,
            when,
            comes_from=comes_from,
            outside_by=each.who if isinstance(each, Outside) else "",
            outside_why=each.why if isinstance(each, Outside) else "",
            seen=forms[each.id].seen,
            differs=forms[each.id].differs,
        )
        for each, comes_from, words, who, when in waits
    ]


def _decided_late_or_differently(reading: Reading, meetings: Sequence[Meeting]) -> list[TopicView]:
    """The meetings' decisions that, or to which something, was recorded late, or that differ in their words.

    They are offered like what was carried over (SYNC §6), since only a room can say what holds. A person may
    have hundreds of meetings, so all are gone through in a few queries.
    """
    of = {row.id: row for row in meetings}
    rows = {decision.id: decision for decision in reading.all_of(Decision, "meeting_id", list(of))}
    added = dict.fromkeys(closings.added_without_the_person(reading, meetings), Late.ADDED_PERSON_OUT)
    late = {
        id_: how or added.get(id_, how)
        for id_, how in closings.late_decisions_of(reading, meetings, list(rows.values())).items()
    }
    differs = differing(reading, Decision, list(rows))
    found = [id_ for id_ in rows if late[id_] or differs.get(id_, NONE) & _WORDS]
    forms = shown(reading, Decision, found)
    return [
        TopicView(
            id_,
            rows[id_].meeting_id,
            rows[id_].words,
            None,
            str(TopicState.CARRIED_OVER),
            "",
            None,
            of[rows[id_].meeting_id].began or of[rows[id_].meeting_id].planned,
            late=late[id_],
            seen=forms[id_].seen,
            differs=forms[id_].differs & _WORDS,
            also=other_words(reading, Decision, id_, forms[id_], "words"),
        )
        for id_ in found
    ]


def topic_view(reading: Reading, names: Names, topic: Topic, row: Meeting) -> TopicView:
    """A topic of this meeting; one that nothing became of is left open once the meeting is closed."""
    untouched = topic.state == TopicState.OPEN and not closings.is_open_here(reading, row)
    return TopicView(
        topic.id,
        topic.meeting_id,
        topic.words,
        names.of_or_none(topic.raised_by_id),
        str(TopicState.LEFT_OPEN) if untouched and row.state == MeetingState.CLOSED else topic.state,
        topic.position,
        topic.brought_from_id,
        row.began or row.planned,
    )
