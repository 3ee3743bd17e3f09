"""A writer: somebody notes who speaks, with undo, words and people who come and go."""

from collections.abc import Iterator
from random import Random

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import NotAllowed
from pod_desktop.services import agenda, meeting_views, meetings, network, people, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.journal import Journal
from tests.faults.looking import Seen, plain

SPEAKER = "Aunt May"


def write(journal: Journal, clock: ManualClock, chance: Random) -> Iterator[None]:
    """Goes on for ever; yields after each call of a service that returned."""
    still_open = meetings.open_meeting(journal)
    meeting_id = still_open.id if still_open else _begin(journal)
    yield
    log = turn_log.log_view(journal, meeting_id)
    if not log.log_kind:
        turn_log.record_asked_aloud(journal, meeting_id)
        yield
        turn_log.record_everybody_agreed(journal, meeting_id)
        yield
        turn_log.start_log(journal, meeting_id)
        yield
    if log.open_spans and chance.random() < 0.5:
        turn_log.leave_end_unknown(journal, meeting_id)
        yield
    if not meeting_views.meeting(journal, meeting_id).topics:
        agenda.add_topic(journal, meeting_id, "How the nights are", None)
        yield
    live = LiveLog(journal, meeting_id)
    while True:
        clock.advance(seconds=chance.choice((0.1, 1, 7, 40)))
        try:
            _one_act(journal, live, meeting_id, chance)
        except NotAllowed:
            continue  # what was refused left nothing; who looks afterwards sees it
        yield


def write_down_one_turn(journal: Journal, clock: ManualClock, _chance: Random) -> Iterator[None]:
    """Somebody speaks for long; their words are stored again and again as they grow."""
    meeting_id = _begin(journal)
    yield
    turn_log.record_everybody_agreed(journal, meeting_id)
    yield
    turn_log.start_log(journal, meeting_id)
    yield
    stays = turn_log.live_view(journal, meeting_id).stays
    LiveLog(journal, meeting_id).tap(next(stay.who for stay in stays if stay.who.name == SPEAKER))
    yield
    words = "“I said"
    while True:
        clock.advance(seconds=2)
        (turn,) = turn_log.live_view(journal, meeting_id).going_on
        words += " and I said"
        turn_log.set_words(journal, turn.id, words)
        yield


def _begin(journal: Journal) -> EntityId:
    (row,) = people.people(journal)
    everybody = people.practitioners(journal)
    members = [member.id for member in network.network_map(journal, row.id).members]
    return meetings.begin_meeting(journal, row.id, here=[row.id, *members, *(p.id for p in everybody)])


def _one_act(journal: Journal, live: LiveLog, meeting_id: EntityId, chance: Random) -> None:
    view = turn_log.live_view(journal, meeting_id)
    here = [stay for stay in view.stays if stay.left is None]
    match chance.choices(range(9), (40, 10, 4, 4, 4, 4, 8, 5, 21))[0]:
        case 0:
            live.tap(chance.choice(here).who)
        case 1:
            live.tap(chance.choice(here).who, several=True)
        case 2:
            live.silence()
        case 3:
            live.reflecting()
        case 4:
            live.pause()
        case 5:
            live.nobody()
        case 6:
            live.undo_stack.undo()
        case 7:
            _come_and_go(journal, meeting_id, chance)
        case 8 if view.last:
            _beside_the_taps(journal, meeting_id, chance.choice(view.last).id, chance)


def _beside_the_taps(journal: Journal, meeting_id: EntityId, turn_id: EntityId, chance: Random) -> None:
    if chance.random() < 0.6:
        turn_log.set_words(journal, turn_id, f"“I said it {chance.randrange(1000)} times”")
    else:
        (topic, *_) = meeting_views.meeting(journal, meeting_id).topics
        turn_log.set_topic(journal, turn_id, chance.choice((topic.id, None)))


def _come_and_go(journal: Journal, meeting_id: EntityId, chance: Random) -> None:
    stays = [stay for stay in turn_log.live_view(journal, meeting_id).stays if stay.who.role == "member"]
    who = chance.choice(stays).who.id
    if any(stay.who.id == who and stay.left is None for stay in stays):
        meetings.leave(journal, meeting_id, who)
    else:
        meetings.arrive(journal, meeting_id, who)


def look(journal: Journal) -> Seen:
    """What the shell offers back, and every turn: who, what kind, when, and in which words."""
    still_open = meetings.open_meeting(journal)
    seen: Seen = {"open meeting": still_open.id if still_open else None}
    if still_open is not None:
        live = turn_log.live_view(journal, still_open.id)
        seen["going on"] = [span.id for span in live.going_on]
        seen["in the room"] = [stay.who.name for stay in live.stays if stay.left is None]
        for turn in turn_log.log_view(journal, still_open.id).turns:
            kind = str(SpanKind(turn.turn_kind))
            said = [turn.speaker.name if turn.speaker else kind, turn.words]
            when = [turn.began, turn.ended, turn.end_unknown, turn.topic_id]
            seen[f"turn {turn.id}"] = plain([*said, *when])
    return seen
