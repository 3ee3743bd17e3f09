"""An annotation played through the live log: the meeting begins, everybody agrees, and each tap is an act.

It shows the program with a real conversation, and measures it under the load of one.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from heapq import heapify, heappop, heappush
from itertools import count
from time import perf_counter

from pod_desktop.domain.annotation import MARKS, Annotation
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.marks import Mark
from pod_desktop.domain.replaying import Step, Way, steps_of
from pod_desktop.domain.turns import DOUBLE_TAP_SECONDS, LogChoice, SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.services import agenda, meetings, network, people, second_taps, turn_log, voices
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.journal import Journal

_MICROSECOND = timedelta(microseconds=1)
_A_SLIP_US = round(DOUBLE_TAP_SECONDS * 1_000_000)

Wait = Callable[[int], None]
"""Waits until so many microseconds of the file have passed."""


@dataclass
class Tally:
    """What was gone through."""

    put_off: int = 0
    """Taps that were ignored and came again: the same key twice within 300 ms is a slip, and counts once."""
    joined: int = 0
    """Turns that began again before their end could be tapped, and were logged as one."""
    cut: int = 0
    """Turns that ended before they do in the file, since silence, reflecting or a pause began or ended."""
    marks: int = 0
    """Taps that say more of a turn that began already: to whom it was said, and so on."""
    seconds: list[float] = field(default_factory=list)
    """For each tap what it took to look at what goes on and to store it."""

    def quantile(self, share: float) -> float:
        """The seconds within which that share of the taps was stored; 0 without taps."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Replay:
    """One meeting, played from its beginning to its end, by a clock that only this moves."""

    def __init__(
        self, journal: Journal, clock: ManualClock, annotation: Annotation, wait: Wait | None = None
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._wait = wait
        steps, self.left_out = steps_of(annotation)
        if not steps:
            raise BadInput("There is nothing in the file that could be tapped.")
        self._steps = [(step.at_us, place, step) for place, step in enumerate(steps)]
        heapify(self._steps)
        self._places = count(len(steps))
        self.acts = len(steps)
        """How many there will be, about."""
        self._speakers = tuple(dict.fromkeys(step.span.speaker for step in steps if step.span.speaker))
        named = (getattr(step.span, mark) for step in steps for mark in MARKS)
        self._others = tuple(name for name in dict.fromkeys(named) if name and name not in self._speakers)
        """Who never speaks and is named all the same: here, or a voice that may be heard."""
        self._began = clock.now()
        self._topics: dict[str, EntityId] = {}
        self.tally = Tally()
        self.meeting_id = EntityId("")

    def begin(self, person_id: EntityId) -> Iterator[None]:
        """The meeting begins with everybody who will speak, and the log with their yes. Yields after acts."""
        in_the_room = {self._name_of(person_id): person_id}
        in_the_room |= {each.name: each.id for each in people.practitioners(self._journal)}
        members = network.network_map(self._journal, person_id).members
        known = {member.name: member.id for member in members} | in_the_room
        for name in self._speakers:
            if name not in known:
                known[name] = network.add_member(self._journal, person_id, name)
                yield
        listening = (in_the_room[name] for name in self._others if name in in_the_room)
        here = [person_id, *(known[name] for name in self._speakers), *listening]
        self.meeting_id = meetings.begin_meeting(self._journal, person_id, here=list(dict.fromkeys(here)))
        yield
        for name in self._others:
            if name not in known:
                voices.new_voice_may_be_heard(self._journal, self.meeting_id, name)
                yield
            elif name not in in_the_room:
                voices.may_be_heard(self._journal, self.meeting_id, known[name])
                yield
        turn_log.record_asked_aloud(self._journal, self.meeting_id)
        yield
        turn_log.record_everybody_agreed(self._journal, self.meeting_id)
        yield
        turn_log.start_log(self._journal, self.meeting_id)
        yield

    def _name_of(self, person_id: EntityId) -> str:
        return next(row.name for row in people.people(self._journal) if row.id == person_id)

    def taps(self) -> Iterator[None]:
        """Every tap at its time. Yields after each act."""
        hand = _Hand(self._journal, self.meeting_id)
        while self._steps:
            at_us, _place, step = heappop(self._steps)
            self._go_to(at_us)
            topic_id = yield from self._topic(step)
            following = self._steps[0][2] if self._steps and self._steps[0][0] == at_us else None
            before = perf_counter()
            match hand.do(step, at_us, following, topic_id):
                case Done.TAPPED:
                    self.tally.seconds.append(perf_counter() - before)
                    yield
                    if step.way is Way.BEGINS and step.span.words:
                        turn_log.set_words(self._journal, hand.turn_of(step).id, step.span.words)
                        yield
                    yield from self._marks(hand, step)
                case Done.A_SLIP:
                    self.tally.put_off += 1
                    heappush(self._steps, (hand.free_at_us(at_us), next(self._places), step))
                case Done.NOTHING:
                    pass
        self.tally.joined, self.tally.cut = hand.joined, hand.cut

    def close(self) -> None:
        """The meeting is closed, and the room keeps the log."""
        meetings.close_meeting(self._journal, self.meeting_id, LogChoice.KEEP)

    def _go_to(self, at_us: int) -> None:
        if self._wait is not None:
            self._wait(at_us)
        ahead = self._began + at_us * _MICROSECOND - self._clock.now()
        self._clock.advance(microseconds=max(ahead // _MICROSECOND, 0))

    def _marks(self, hand: "_Hand", step: Step) -> Iterator[None]:
        """What is said of a turn that has just begun, a tap each."""
        for mark in MARKS if step.way is Way.BEGINS else ():
            if getattr(step.span, mark):
                before = perf_counter()
                hand.mark(step, mark)
                self.tally.seconds.append(perf_counter() - before)
                self.tally.marks += 1
                yield

    def _topic(self, step: Step) -> Generator[None, None, EntityId | None]:
        """The topic of a turn, which comes onto the agenda when it is first spoken about."""
        words = step.span.topic
        if not words or step.way is Way.ENDS:
            return None
        if words not in self._topics:
            self._topics[words] = agenda.add_topic(self._journal, self.meeting_id, words, None)
            yield
        return self._topics[words]


class Done(Enum):
    """What became of a step."""

    TAPPED = auto()
    A_SLIP = auto()
    """The tap was ignored: it came too soon after the same."""
    NOTHING = auto()
    """Nothing had to be tapped."""


class _Hand:
    """Taps as somebody does who looks at what goes on."""

    def __init__(self, journal: Journal, meeting_id: EntityId) -> None:
        self._journal = journal
        self._meeting_id = meeting_id
        self._live = LiveLog(journal, meeting_id)
        view = turn_log.live_view(journal, meeting_id)
        self._people = {voice.who.name: voice.who for voice in view.voices}
        self._people |= {stay.who.name: stay.who for stay in view.stays}
        self._last_us = 0
        self._left_to_next: set[str] = set()
        """Who stops because of the next tap."""
        self._waiting: set[str] = set()
        """Who could not begin yet."""
        self._goes_on: set[str] = set()
        """Who began again before their end was tapped."""
        self.joined = 0
        self.cut = 0

    def do(self, step: Step, at_us: int, following: Step | None, topic_id: EntityId | None) -> Done:
        """The tap for a step, if it needs one."""
        going_on = self._going_on()
        if step.way is Way.ENDS:
            done = self._end(step, going_on, following)
        else:
            done = self._begin(step, going_on, topic_id)
        if done is Done.TAPPED:
            self._last_us = at_us
        return done

    def free_at_us(self, now_us: int) -> int:
        """When the tap that was ignored can come again."""
        return max(now_us, self._last_us + _A_SLIP_US) + 1_000

    def turn_of(self, step: Step) -> TurnView:
        """The turn that a step began."""
        return self._going_on()[step.key]

    def mark(self, step: Step, mark: str) -> None:
        """Says of the turn that a step began whom it names by one of the `MARKS`."""
        turn, who = self.turn_of(step), self._people[getattr(step.span, mark)]
        if mark == "voice_of":
            self._live.says_words_of(turn, who)
        else:
            second_taps.mark(self._live, turn.id, Mark(mark), who)

    def _going_on(self) -> dict[str, TurnView]:
        spans = turn_log.live_view(self._journal, self._meeting_id).going_on
        return {span.speaker.name if span.speaker else span.turn_kind: span for span in spans}

    def _end(self, step: Step, going_on: dict[str, TurnView], following: Step | None) -> Done:
        if step.key in self._waiting:
            return Done.A_SLIP
        if step.key in self._goes_on:
            self._goes_on.discard(step.key)
            return Done.NOTHING
        if step.key not in going_on:
            self.cut += 1
            return Done.NOTHING
        reflecting = step.span.kind is SpanKind.REFLECTING
        if len(going_on) > 1 and not reflecting:
            return self._tapped(step, several=True, topic_id=None)
        if not reflecting and _another_begins(following, step.key):
            self._left_to_next.add(step.key)
            return Done.NOTHING
        self._live.nobody()
        return Done.TAPPED

    def _begin(self, step: Step, going_on: dict[str, TurnView], topic_id: EntityId | None) -> Done:
        if step.key in going_on and step.key not in self._left_to_next:
            self._goes_on.add(step.key)
            self.joined += 1
            return Done.NOTHING
        states = {
            SpanKind.SILENCE: self._live.silence,
            SpanKind.REFLECTING: self._live.reflecting,
            SpanKind.PAUSE: self._live.pause,
        }
        if step.span.kind in states:
            states[step.span.kind]()
            done = Done.TAPPED
        else:
            others = any(
                turn.turn_kind == SpanKind.TURN
                for key, turn in going_on.items()
                if key not in self._left_to_next
            )
            done = self._tapped(step, several=others, topic_id=topic_id)
        (self._waiting.discard if done is Done.TAPPED else self._waiting.add)(step.key)
        if done is Done.TAPPED:
            self._left_to_next.clear()
        return done

    def _tapped(self, step: Step, *, several: bool, topic_id: EntityId | None) -> Done:
        if not step.span.speaker:
            counted = self._live.somebody(several=several, topic_id=topic_id)
        else:
            counted = self._live.tap(self._people[step.key], several=several, topic_id=topic_id)
        return Done.TAPPED if counted else Done.A_SLIP


def _another_begins(following: Step | None, key: str) -> bool:
    return following is not None and following.way is Way.BEGINS and following.key != key
