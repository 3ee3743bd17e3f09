"""The taps at the table: one act for every tap, each of which can be undone.

Spans are timed by the meeting's steady clock (`Journal.steady_clock`), so neither a moved clock nor a laptop
that slept makes a wrong turn.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from pod_desktop.domain import turns as rules
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.turns import AgreementState, SpanKind
from pod_desktop.domain.views import (
    Someone,
)
from pod_desktop.errors import NotAllowed
from pod_desktop.services import log_pause
from pod_desktop.services.log_place import latest_moment
from pod_desktop.services.meetings import require_open
from pod_desktop.services.stays import stands_at, who_is_here
from pod_desktop.services.turn_log import agreement_of, require_agreed
from pod_desktop.services.undo import UndoStack
from pod_desktop.services.voices import through
from pod_desktop.services.whose_words import require_words_stay
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting, Turn

_SOMEBODY = "somebody"
"""The key of whoever is named later."""


class _HasToRest(NotAllowed):
    """The log goes on against somebody's no."""


class Held(NamedTuple):
    """A turn that goes on while a key is held."""

    turn_id: EntityId
    began_by: str
    """Names the act that began it, with which its end is undone; "" where it went on already."""


class LiveLog:
    """The taps of one sitting. Every method is one durable act; each can be undone.

    The same tap again within `slip_seconds` is a slip and is ignored. Where somebody here has said no
    meanwhile, as another laptop noted, a tap logs nothing: the log rests, and NotAllowed says so.
    """

    def __init__(self, journal: Journal, meeting_id: EntityId) -> None:
        self._journal = journal
        self._meeting_id = meeting_id
        self._clock = journal.steady_clock(meeting_id)
        self._last_tap: rules.Tap | None = None
        self.slip_seconds = rules.DOUBLE_TAP_SECONDS
        self.undo_stack = UndoStack(journal, self._require_can_stand)

    def tap(
        self,
        speaker: Someone,
        *,
        several: bool = False,
        beside: Collection[EntityId] | None = None,
        topic_id: EntityId | None = None,
        voice_of: Someone | None = None,
        began: Instant | None = None,
    ) -> bool:
        """This person speaks. Who spoke before stops, unless `several` at once; a second tap then ends it.

        With `beside` only these turns go on beside it. With `voice_of` they say that voice's words. A second
        tap on the same person within `slip_seconds` is ignored; returns whether the tap counted. `began` is
        when they began, where the tap was taken for something else first: they begin or go on, and it is
        neither a slip nor an end. It counts unless the log has gone on since.
        """
        at = self._clock.monotonic()
        if began is None and self._is_slip(speaker.id, at):
            return False
        with self.tapped(_speaks_label(speaker, voice_of)) as act:
            going_on = self._open(act)
            mine = self._own(act, speaker, going_on)
            now = self._now(act, going_on)
            if began is not None and (latest_moment(act, self._meeting_id) or began) <= began <= now:
                now = began
            if mine and voice_of is not None:
                act.change(Turn, mine[0].id, voice_of_id=voice_of.id)
            elif mine and several and began is None:
                _end(act, mine[0], now)
                self.undo_stack.name_step(f"{speaker.name} stops")
            else:
                others = [turn for turn in going_on if turn not in mine]
                self._stop_others(act, others, now, beside=beside, several=several)
                if not mine:
                    self._begin(act, now, SpanKind.TURN, speaker.id, topic_id, voice_of)
        self._last_tap = rules.Tap(speaker.id, at)
        return True

    def somebody(
        self,
        *,
        several: bool = False,
        beside: Collection[EntityId] | None = None,
        topic_id: EntityId | None = None,
        voice_of: Someone | None = None,
    ) -> bool:
        """Somebody speaks, who is named later; again, and somebody else does. Otherwise as `tap`."""
        at = self._clock.monotonic()
        if self._is_slip(_SOMEBODY, at):
            return False
        with self.tapped("somebody speaks") as act:
            going_on = self._open(act)
            now = self._now(act, going_on)
            nameless = [t for t in going_on if t.turn_kind == SpanKind.TURN and t.speaker_id is None]
            if nameless and several:
                _end(act, nameless[-1], now)
                self.undo_stack.name_step("somebody stops")
            else:
                self._stop_others(act, going_on, now, several=several, beside=beside)
                self._begin(act, now, SpanKind.TURN, None, topic_id, voice_of)
        self._last_tap = rules.Tap(_SOMEBODY, at)
        return True

    def moment(self) -> Instant:
        """Now, by the clock of the taps."""
        return self._clock.now()

    def holds(
        self,
        speaker: Someone,
        *,
        beside: Collection[EntityId] = (),
        topic_id: EntityId | None = None,
        voice_of: Someone | None = None,
    ) -> Held:
        """This person speaks until `lets_go`: their key is held. Of the turns before only `beside` go on.

        It is never a slip: whoever speaks already goes on.
        """
        began_by: str = new_id()
        label = _speaks_label(speaker, voice_of)
        with self.tapped(label, known_as=began_by) as act:
            going_on = self._open(act)
            mine = self._own(act, speaker, going_on)
            now = self._now(act, going_on)
            others = [turn for turn in going_on if turn not in mine]
            self._stop_others(act, others, now, beside=beside, several=True)
            if not mine:
                turn_id = self._begin(act, now, SpanKind.TURN, speaker.id, topic_id, voice_of)
            else:
                turn_id, began_by = mine[0].id, ""
                if voice_of is not None:
                    act.change(Turn, turn_id, voice_of_id=voice_of.id)
        self._last_tap = rules.Tap(speaker.id, self._clock.monotonic())
        return Held(turn_id, began_by)

    def lets_go(self, held: Held, at: Instant, *, again: bool = False) -> None:
        """The key of a held turn was let go `at` that moment (`moment`): so it ended, if it still goes on.

        `again` where undo or redo has just brought it back: that it ended is undone and redone with that.
        """
        label, stack = "end of the turn", self.undo_stack
        joined = stack.more_of_move(label) if again else stack.more_of(held.began_by, label)
        with joined, self._journal.act() as act:
            for turn in self._open(act):
                if turn.id == held.turn_id:
                    _end(act, turn, at)

    def monotonic(self) -> float:
        """Seconds on a clock that nobody moves, to tell how soon something follows."""
        return self._clock.monotonic()

    def _is_slip(self, key: str, at: float) -> bool:
        return rules.is_double_tap(self._last_tap, key, at, self.slip_seconds)

    def _own(self, act: Act, speaker: Someone, going_on: list[Turn]) -> list[Turn]:
        """What this person is saying. Raises NotAllowed where they are not here."""
        stands = stands_at(act, self._meeting_id)
        who = stands.get(speaker.id, speaker.id)
        if who not in who_is_here(act, self._meeting_id):
            raise NotAllowed(f"{speaker.name} is not in the room, so no turn was begun.")
        return [
            each
            for each in going_on
            if each.speaker_id and stands.get(each.speaker_id, each.speaker_id) == who
        ]

    def is_slip(self, voice: Someone) -> bool:
        """Whether a tap on a voice is one that bounced, as in `tap`; it is told, too, that it was tapped."""
        before, self._last_tap = self._last_tap, rules.Tap(voice.id, self._clock.monotonic())
        return rules.is_double_tap(before, voice.id, self._last_tap.at, self.slip_seconds)

    def says_words_of(self, turn: TurnView, voice: Someone | None) -> None:
        """Whose words a turn's speaker says: a voice's, or of somebody who is quoted; None for their own."""
        own = turn.speaker is not None and voice is not None and turn.speaker.id == voice.id
        label = through(voice, turn.speaker) if voice is not None else "their own words"
        with self.tapped(label) as act:
            act.change(Turn, turn.id, voice_of_id=voice.id if voice is not None and not own else None)

    def silence(self) -> None:
        """Together in silence: open turns end."""
        self._state(SpanKind.SILENCE, "silence")

    def reflecting(self) -> None:
        """Practitioners talk with each other while the network listens. Again, and the network responds.

        Turns are logged beside it.
        """
        self._state(SpanKind.REFLECTING, "reflecting")

    def pause(self) -> None:
        """Nothing is logged until somebody's turn is tapped again.

        A pause ends, whatever ends it, only while everybody here agrees to the log; else NotAllowed.
        """
        self._state(SpanKind.PAUSE, "pause")

    def nobody(self) -> None:
        """Whoever spoke has stopped, and nothing else is marked."""
        with self.tapped("end of the turn") as act:
            going_on = self._open(act)
            self._end_all(act, going_on, self._now(act, going_on))

    def _state(self, kind: SpanKind, label: str) -> None:
        at = self._clock.monotonic()
        if self._is_slip(kind, at):
            return
        with self.tapped(label) as act:
            going_on = self._open(act)
            now = self._now(act, going_on)
            self._end_all(act, going_on, now)
            if all(turn.turn_kind != kind for turn in going_on):
                self._begin(act, now, kind, None, None)
        self._last_tap = rules.Tap(kind, at)

    @contextmanager
    def tapped(self, label: str, *, known_as: str = "") -> Iterator[Act]:
        """One act at the table, undone under this label. Raises NotAllowed where the log does not run.

        And as `require_words_stay`.

        `known_as`: see `UndoStack.step`.
        """
        try:
            with self.undo_stack.step(label, known_as=known_as), self._journal.act() as act:
                self._require_running(act)
                yield act
                require_words_stay(act)
        except _HasToRest:
            log_pause.rest(self._journal, self._meeting_id)
            raise

    def _require_running(self, act: Act) -> None:
        row = require_open(act, self._meeting_id)
        if not row.log_kind:
            raise NotAllowed("The turn log has not begun. Ask the room first.")
        if log_pause.is_to_rest(act, row):
            raise _HasToRest("Somebody here would rather not have turns logged, so the log rests.")

    def _now(self, act: Act, going_on: list[Turn]) -> Instant:
        """This tap's instant: while nothing goes on, the wall's again, but never before the log's last."""
        if not going_on:
            self._clock.look_again()
            self._clock.not_before(latest_moment(act, self._meeting_id) or self._clock.now())
        return self._clock.now()

    def _require_can_stand(self, act: Act) -> None:
        """An undo reopens no meeting, no pause that somebody asked for, and no turn of somebody who left.

        Nor does it say words that are left out, or give others to whoever asked for that.
        """
        row = require_open(act, self._meeting_id)
        require_words_stay(act)
        going_on = self._open(act)
        kinds = {turn.turn_kind for turn in going_on}
        refused = agreement_of(act, row) is AgreementState.SOMEBODY_SAID_NO
        if kinds - {SpanKind.PAUSE} and (refused or SpanKind.PAUSE in kinds):
            raise NotAllowed("The log was paused since, so this cannot be undone here. Nothing was lost.")
        stands = stands_at(act, row.id)
        speaking = {stands.get(turn.speaker_id, turn.speaker_id) for turn in going_on if turn.speaker_id}
        if speaking - who_is_here(act, row.id):
            raise NotAllowed("Whoever spoke has left since, so this cannot be undone here. Nothing was lost.")

    def _open(self, act: Act) -> list[Turn]:
        return act.all(Turn, meeting_id=self._meeting_id, ended=None, end_unknown=False)

    def _stop_others(
        self,
        act: Act,
        others: list[Turn],
        now: Instant,
        *,
        several: bool,
        beside: Collection[EntityId] | None = None,
    ) -> None:
        for turn in others:
            if turn.turn_kind == SpanKind.REFLECTING:
                continue
            if turn.turn_kind == SpanKind.TURN and several and (beside is None or turn.id in beside):
                continue
            self._end_one(act, turn, now)

    def _end_all(self, act: Act, going_on: list[Turn], now: Instant) -> None:
        for turn in going_on:
            self._end_one(act, turn, now)

    def _end_one(self, act: Act, turn: Turn, now: Instant) -> None:
        if turn.turn_kind == SpanKind.PAUSE:
            require_agreed(act, act.get(Meeting, self._meeting_id))
        _end(act, turn, now)

    def _begin(
        self,
        act: Act,
        now: Instant,
        kind: SpanKind,
        speaker: EntityId | None,
        topic_id: EntityId | None,
        voice_of: Someone | None = None,
    ) -> EntityId:
        whose = {"voice_of_id": voice_of.id} if voice_of is not None else {}
        return act.create(
            Turn,
            meeting_id=self._meeting_id,
            speaker_id=speaker,
            turn_kind=str(kind),
            began=now,
            topic_id=topic_id,
            **whose,
        ).id


def _end(act: Act, turn: Turn, now: Instant) -> None:
    act.change(Turn, turn.id, ended=max(now, turn.began))


def _speaks_label(speaker: Someone, voice_of: Someone | None) -> str:
    return through(voice_of, speaker) if voice_of is not None else f"{speaker.name} speaks"
