"""Putting a kept turn log right after the meeting. Each repair is one act with its author, and can be undone.

    repairs = TurnRepairs(journal, meeting_id)
    repairs.reassign(turn, speaker)   .set_times(turn, …)   .move([turn, …], by)   .split(turn, at)
    repairs.join(turn, other)         .put_in(speaker, …)   .take_out(turn)        .say_words(turn, words)
    repairs.not_theirs(turn, words)   .say_of(turn, {…})    .mark("partial")       .together(label)
    repairs.undo_stack

Acts take what the page showed (`RepairTurn`), so what came from elsewhere meanwhile is never replaced unseen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta

from pod_desktop.domain import turn_repair as rules
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.own_words import NOTED, correction_of
from pod_desktop.domain.turns import SpanKind
from pod_desktop.domain.views import Differs, Seen
from pod_desktop.errors import BadInput
from pod_desktop.services import log_place
from pod_desktop.services.measures import by_laptop
from pod_desktop.services.names import Names
from pod_desktop.services.second_taps import OF_OTHERS, emptied, require_came, require_mark, require_topic
from pod_desktop.services.shown import shown
from pod_desktop.services.stays import stands_at
from pod_desktop.services.turn_log import turns_of
from pod_desktop.services.undo import UndoStack
from pod_desktop.services.whose_words import require_words_stay
from pod_desktop.storage.act import Act, Change
from pod_desktop.storage.ending_words import has_ended_more
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting, TopicalEpisode, Turn


@dataclass(frozen=True, slots=True)
class RepairTurn:
    """A turn as a page for repairs shows it."""

    turn: TurnView
    log: EntityId
    """The laptop whose log it is in."""
    seen: Seen
    differs: Differs

    @property
    def id(self) -> EntityId:
        """The turn's id."""
        return self.turn.id


def turns_to_repair(journal: Journal, meeting_id: EntityId) -> tuple[RepairTurn, ...]:
    """All spans of the meeting's logs in their order, with what a form needs. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        turns = turns_of(reading, Names(reading, row.person_id), meeting_id)
        forms = shown(reading, Turn, [turn.id for turn in turns])
        logs = {turn.id: laptop for laptop, log in by_laptop(reading, turns).items() for turn in log}
        return tuple(
            RepairTurn(turn, logs[turn.id], forms[turn.id].seen, _differs(turn, forms[turn.id].differs))
            for turn in turns
        )


def _differs(turn: TurnView, fields: Differs) -> Differs:
    """What laptops say differently of words that are left out is told nowhere."""
    return fields - {"words"} if turn.left_out else fields


_BESIDE = SpanKind.REFLECTING
"""Turns go on beside it."""


class TurnRepairs:
    """The repairs of one meeting's log. What they raise (NotAllowed, NotFound, BadInput) changed nothing."""

    def __init__(self, journal: Journal, meeting_id: EntityId, undo: UndoStack | None = None) -> None:
        """`undo`: what is undone together with these, such as repairs of a meeting that was joined."""
        self._journal, self._meeting_id = journal, meeting_id
        self.undo_stack = undo or UndoStack(journal, _require_kept)
        self._is_together = False

    @contextmanager
    def together(self, label: str) -> Iterator[None]:
        """What is put right inside is one step of undo, with this label."""
        self._is_together = True
        try:
            with self.undo_stack.step(label):
                yield
        finally:
            self._is_together = False

    def _step(self, label: str) -> AbstractContextManager[None]:
        return nullcontext() if self._is_together else self.undo_stack.step(label)

    def reassign(self, turn: RepairTurn, speaker_id: EntityId | None) -> None:
        """It was somebody else who spoke, or nobody knows who. No mark goes on pointing at themself."""
        self.reassign_all([turn], speaker_id)

    def reassign_all(self, turns: Sequence[RepairTurn], speaker_id: EntityId | None) -> None:
        """Of some turns, all or none."""
        with self._step("who spoke"), self._journal.act() as act:
            _require(act, self._meeting_id)
            for each in turns:
                _require_is_turn(each)
            if speaker_id is not None:
                require_came(act, self._meeting_id, speaker_id)
            rows, stands = act.get_many(Turn, [each.id for each in turns]), stands_at(act, self._meeting_id)
            changes = {
                id_: {"speaker_id": speaker_id, **emptied(row, speaker_id, stands)}
                for id_, row in rows.items()
            }
            act.change_many(Turn, changes, seen={each.id: each.seen for each in turns})
            require_words_stay(act)

    def say_of(self, turn: RepairTurn, changes: Mapping[str, EntityId | None]) -> None:
        """Whose words a turn says, its marks and its topic: columns of the turn, None for nothing.

        Raises BadInput for what names the speaker as somebody else, or for a topic of another meeting.
        """
        with self._step("more about a turn"), self._journal.act() as act:
            _require(act, self._meeting_id)
            _require_is_turn(turn)
            row = act.get(Turn, turn.id)
            for column, value in changes.items():
                if column in OF_OTHERS:
                    require_mark(act, row, value)
                elif column == "topic_id":
                    require_topic(act, self._meeting_id, value)
                else:
                    raise ValueError(f"not said of a turn so: {column}")
            act.change_many(Turn, {turn.id: dict(changes)}, seen={turn.id: turn.seen})
            require_words_stay(act)

    def set_times(self, turn: RepairTurn, began: Instant, ended: Instant | None) -> None:
        """When it began and ended; None where the end is not known."""
        with self._step("times of a turn"), self._journal.act() as act:
            self._require_times(act, began, ended)
            act.change(Turn, turn.id, seen=turn.seen, began=began, ended=ended, end_unknown=ended is None)

    def move(self, turns: Sequence[RepairTurn], by: timedelta) -> None:
        """Some turns earlier or later by as much, all or none."""
        with self._step("move turns"), self._journal.act() as act:
            changes = {}
            for each in turns:
                began = each.turn.began + by
                ended = each.turn.ended + by if each.turn.ended is not None else None
                self._require_times(act, began, ended)
                changes[each.id] = {"began": began, "ended": ended}
            act.change_many(Turn, changes, seen={each.id: each.seen for each in turns})

    def split(self, turn: RepairTurn, at: Instant, speaker_id: EntityId | None = None) -> EntityId:
        """Two turns of one; the words stay with the first. `speaker_id`: who spoke then, if somebody else.

        Returns the id of the second.
        """
        with self._step("split a turn"), self._journal.act() as act:
            _require(act, self._meeting_id)
            rules.require_within(at, turn.turn.began, turn.turn.ended)
            if speaker_id is not None:
                _require_is_turn(turn)
                require_came(act, self._meeting_id, speaker_id)
            whole = act.get(Turn, turn.id)
            made = act.create(
                Turn,
                meeting_id=self._meeting_id,
                speaker_id=speaker_id or whole.speaker_id,
                turn_kind=whole.turn_kind,
                began=at,
                ended=turn.turn.ended,
                end_unknown=turn.turn.end_unknown,
                topic_id=whole.topic_id,
                added_later=True,
                log_of_id=turn.log,
            ).id
            act.change(Turn, turn.id, seen=turn.seen, ended=at, end_unknown=False)
            return made

    def join(self, turn: RepairTurn, other: RepairTurn) -> None:
        """Two turns of one speaker in one log are one: its words are those of both.

        Nothing else of the log may begin between them: it would be spoken over.
        """
        if turn.id == other.id:
            raise BadInput("A turn is joined with another one.")
        if _whose(turn) != _whose(other):
            raise BadInput("Only two turns of the same person, in the same laptop’s log, can be one.")
        first, second = sorted((turn, other), key=lambda each: (each.turn.began, each.id))
        with self._step("join two turns"), self._journal.act() as act:
            _require(act, self._meeting_id)
            _require_nothing_between(act, self._meeting_id, first, second)
            began, ended = rules.joined_end(
                (first.turn.began, first.turn.ended), (second.turn.began, second.turn.ended)
            )
            words = rules.joined_words(*(_stored_words(act, each) for each in (first, second)))
            act.change(
                Turn,
                first.id,
                seen=first.seen,
                began=began,
                ended=ended,
                end_unknown=ended is None,
            )
            _say(act, first, words, first.turn.correction)
            act.strike(Turn, second.id, "joined with the turn before", seen=second.seen)

    def put_in(
        self,
        speaker_id: EntityId | None,
        began: Instant,
        ended: Instant | None,
        *,
        log: EntityId | None = None,
        turn_kind: SpanKind = SpanKind.TURN,
        words: str = "",
        topic_id: EntityId | None = None,
    ) -> EntityId:
        """A turn that nobody tapped; it says that it was put in afterwards. Returns its id.

        `log` is the laptop into whose log it comes; without it, the one that began first.
        """
        with self._step("put in a turn"), self._journal.act() as act:
            self._require_times(act, began, ended)
            if speaker_id is not None:
                if turn_kind is not SpanKind.TURN:
                    raise BadInput(f"{turn_kind.value.capitalize()} has no speaker.")
                require_came(act, self._meeting_id, speaker_id)
            made = act.create(
                Turn,
                meeting_id=self._meeting_id,
                speaker_id=speaker_id,
                turn_kind=str(turn_kind),
                began=began,
                ended=ended,
                end_unknown=ended is None,
                topic_id=topic_id,
                added_later=True,
                log_of_id=log or _first_log(act, self._meeting_id),
            ).id
            act.change(Turn, made, words=words)
            require_words_stay(act)
            return made

    def take_out(self, turns: Iterable[RepairTurn]) -> None:
        """Turns that were not spoken: tapped by mistake. They stay in the journal."""
        with self._step("take out turns"), self._journal.act() as act:
            _require(act, self._meeting_id)
            seen = {each.id: each.seen for each in turns}
            act.strike_many(Turn, list(seen), "it was not spoken", seen=seen)

    def say_words(self, turn: RepairTurn, words: str) -> None:
        """The words of a turn as they were said."""
        with self._step("words of a turn"), self._journal.act() as act:
            _require(act, self._meeting_id)
            correction = correction_of(words) if turn.turn.correction else ""
            _say(act, turn, words, str(correction))
            require_words_stay(act)

    def not_theirs(self, turn: RepairTurn, words: str = "") -> None:
        """“Not my words”: they are taken out, or `words` are how the speaker puts it. The turn says so."""
        with self._step("not their words"), self._journal.act() as act:
            _require(act, self._meeting_id)
            _say(act, turn, words, str(correction_of(words)))
            require_words_stay(act)

    def mark(self, kind: str) -> None:
        """Mark the log as *live*, *reconstructed* or *partial*."""
        with self._step("how the log came about"), self._journal.act() as act:
            _require(act, self._meeting_id)
            act.change(Meeting, self._meeting_id, log_kind=rules.require_mark(kind))

    def _require_times(self, act: Act, began: Instant, ended: Instant | None) -> None:
        row, closed = _require(act, self._meeting_id)
        rules.require_times(began, ended, meeting_began=row.began, meeting_closed=closed)


def _require_kept(act: Act) -> None:
    """Every meeting of whose log something is changed still has it."""
    for meeting_id in {id_ for change in act.changes if (id_ := _whose_log(act, change))}:
        _require(act, meeting_id)
    require_words_stay(act)


def _whose_log(act: Act, change: Change) -> EntityId | None:
    if change.table is Meeting:
        return change.id
    if change.table is Turn:
        return act.get(Turn, change.id).meeting_id
    return act.get(TopicalEpisode, change.id).meeting_id if change.table is TopicalEpisode else None


def _require(act: Act, meeting_id: EntityId) -> tuple[Meeting, Instant]:
    """The meeting and when it was closed. Raises NotAllowed for a log that is not kept, or not here."""
    row = act.get(Meeting, meeting_id)
    closed = row.closed if row.state == MeetingState.CLOSED else None
    ended = row.log_ended is not None or has_ended_more(act, meeting_id)
    rules.require_can_repair(closed=closed, choice=row.log_choice, ended=ended)
    log_place.require_log_here(act, row)
    assert closed is not None  # noqa: S101 - require_can_repair has refused it
    return row, closed


def _first_log(act: Act, meeting_id: EntityId) -> EntityId | None:
    row = act.get(Meeting, meeting_id)
    turns = turns_of(act, Names(act, row.person_id), meeting_id)
    return next(iter(by_laptop(act, turns)), None)


def _require_nothing_between(act: Act, meeting_id: EntityId, first: RepairTurn, second: RepairTurn) -> None:
    ended, began = first.turn.ended, second.turn.began
    row = act.get(Meeting, meeting_id)
    log = by_laptop(act, turns_of(act, Names(act, row.person_id), meeting_id)).get(first.log, [])
    between = [each for each in log if each.id not in {first.id, second.id} and each.turn_kind != _BESIDE]
    if ended is not None and any(
        each.began < began and (each.ended is None or each.ended > ended) for each in between
    ):
        raise BadInput("Somebody else’s turn, or silence, lies between these two, so they are not one.")


def _stored_words(act: Act, turn: RepairTurn) -> str:
    """As shown; words that are left out are shown nowhere until they are destroyed, but may come back."""
    return act.get(Turn, turn.id).words if turn.turn.left_out else turn.turn.words


def _say(act: Act, turn: RepairTurn, words: str, correction: str) -> None:
    """In an event of their own, so that they can be ended and nothing else with them."""
    act.change(Turn, turn.id, seen=turn.seen, words=words, correction=correction, whole=NOTED)


def _whose(turn: RepairTurn) -> tuple[object, ...]:
    return turn.turn.speaker, turn.turn.voice_of, turn.turn.turn_kind, turn.log


def _require_is_turn(turn: RepairTurn) -> None:
    if turn.turn.turn_kind != SpanKind.TURN:
        raise BadInput("Only a turn has a speaker.")
