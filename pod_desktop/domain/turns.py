"""The turn log: spans of speaking, silence, reflecting and pause; agreement to it; what lives on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import reduce
from hashlib import blake2b
from typing import NamedTuple

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.closed_set import ClosedSet
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import CLOSING_FINAL_AFTER
from pod_desktop.errors import BadInput, NotAllowed

_MICROSECOND = timedelta(microseconds=1)


class SpanKind(ClosedSet):
    """What a span of the log is. Only a *turn* has a speaker."""

    TURN = "turn"
    SILENCE = "silence"
    """Together in silence."""
    REFLECTING = "reflecting"
    """Practitioners talk with each other while the network listens. Their turns are logged beside it."""
    PAUSE = "pause"
    """The log rests because somebody asked for it."""


class LogKind(ClosedSet):
    """How a turn log came about."""

    LIVE = "live"
    RECONSTRUCTED = "reconstructed"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class TurnSpan:
    """One span of the log, [started, ended) in UTC. Spans may overlap.

    `speaker` is None unless `kind` is TURN; a turn with None is one whose speaker is named later.
    `ended` is None while the span is open or if its end was never known: no end is ever made up.
    """

    id: EntityId
    speaker: EntityId | None
    started: Instant
    ended: Instant | None
    kind: SpanKind = SpanKind.TURN

    def __post_init__(self) -> None:
        if self.kind.is_known and self.kind is not SpanKind.TURN and self.speaker is not None:
            raise BadInput(f"{self.kind.value.capitalize()} has no speaker.")
        for moment in (self.started, self.ended):
            if moment is not None and moment.tzinfo is None:
                raise ValueError("the times of a span are in UTC, with their time zone")
        if self.ended is not None and self.ended < self.started:
            raise BadInput("A turn cannot end before it has begun.")

    @classmethod
    def stored(
        cls, id_: EntityId, speaker: EntityId | None, started: Instant, ended: Instant | None, kind: str
    ) -> "TurnSpan":
        """One as any laptop stored it: where it ended before it began its end is not known."""
        sound = ended is None or ended >= started
        return cls(id_, speaker, started, ended if sound else None, SpanKind(kind))

    @property
    def length(self) -> timedelta | None:
        """How long it lasted; None without a known end."""
        return None if self.ended is None else self.ended - self.started

    @property
    def is_turn(self) -> bool:
        """Whether this is somebody's speaking."""
        return self.kind is SpanKind.TURN


def order_key(span: TurnSpan) -> tuple[Instant, bool, Instant, EntityId]:
    """The order of the log: by (start, end, id).

    A span without a known end comes after all others that start at the same instant: as far as is known it
    goes on beyond them.
    """
    return span.started, span.ended is None, span.ended or span.started, span.id


def in_order(spans: Iterable[TurnSpan]) -> list[TurnSpan]:
    """The spans by `order_key`."""
    return sorted(spans, key=order_key)


DOUBLE_TAP_SECONDS = 0.300
"""A second tap of the same key sooner than this is as a rule a slip of the finger."""
_REPEAT_SECONDS = 0.030
"""Some systems send a held key as one that is let go and pressed again, this soon at most."""


class Tap(NamedTuple):
    """A tap that was taken: its key (a seat, a state) and when, in monotonic seconds."""

    key: str
    at: float


def is_double_tap(last: Tap | None, key: str, at: float, within: float = DOUBLE_TAP_SECONDS) -> bool:
    """Whether a tap on `key` at monotonic second `at` is a slip to be ignored: `within` so many seconds.

    `last` is the last tap that was *taken* (an ignored one must not prolong the time). Another key is never
    a slip, however quick; with 0 nothing is.
    """
    return last is not None and last.key == key and 0.0 <= at - last.at < within


def is_still_held(let_go: float, pressed: float, within: float = DOUBLE_TAP_SECONDS) -> bool:
    """Whether a held key that was `let_go` and is `pressed` again, in monotonic seconds, was held on.

    A finger that bounces, and a system that repeats a held key, let go for less than `within` seconds.
    """
    return 0.0 <= pressed - let_go < max(within, _REPEAT_SECONDS)


class AgreementState(StrEnum):
    """Whether the people here agree to a turn log. It is asked aloud; the log never starts by itself."""

    NOT_ASKED = "not_asked"
    STILL_ASKING = "still_asking"
    """Asked aloud, but nobody has agreed yet, or somebody here (a latecomer) is still to be asked."""
    AGREED = "agreed"
    """Everybody here agreed."""
    SOMEBODY_SAID_NO = "somebody_said_no"


def agreement_state(
    *,
    asked_aloud: bool,
    present: Collection[EntityId],
    agreed: Collection[EntityId],
    said_no: Collection[EntityId] = (),
) -> AgreementState:
    """How the agreement stands with the people now `present`. Who has left neither agrees nor says no.

    Somebody in both `agreed` and `said_no` (two laptops at once) said no.
    """
    if not asked_aloud:
        return AgreementState.NOT_ASKED
    if set(present) & set(said_no):
        return AgreementState.SOMEBODY_SAID_NO
    if not present or set(present) - set(agreed):
        return AgreementState.STILL_ASKING
    return AgreementState.AGREED


def no_holds(answers: Iterable[tuple[str, Instant | None]]) -> bool:
    """Whether somebody's no to the log holds, of what they answered in all stays of a meeting, and when.

    It holds until they say yes later. So it does where one laptop noted it on a stay that another had ended
    meanwhile, since a new stay begins with what was known of the one before.
    """
    said = [(answer, at) for answer, at in answers if at is not None]
    noes = [at for answer, at in said if answer == "no"]
    return bool(noes) and not any(answer == "yes" and at > max(noes) for answer, at in said)


def still_to_ask(
    *, present: Iterable[EntityId], agreed: Collection[EntityId], said_no: Collection[EntityId] = ()
) -> tuple[EntityId, ...]:
    """Who is here and has not been asked yet, in the order of `present`: latecomers among them."""
    return tuple(who for who in present if who not in agreed and who not in said_no)


def require_may_start_log(state: AgreementState) -> None:
    """Whether the log may start or go on after a pause. Raises NotAllowed unless everybody here agreed.

    While it runs, a latecomer does not stop it: `still_to_ask` says who is to be asked.
    """
    if state is AgreementState.NOT_ASKED:
        raise NotAllowed("The turn log starts once the question has been asked aloud.")
    if state is AgreementState.STILL_ASKING:
        raise NotAllowed("The turn log starts once everybody here has been asked and has agreed.")
    if state is AgreementState.SOMEBODY_SAID_NO:
        raise NotAllowed("Somebody here would rather not have turns logged, so the log stays off.")


class LogChoice(ClosedSet):
    """What the room lets live on of a turn log."""

    KEEP = "keep"
    TOTALS = "totals"
    """Counts stay; words and order are destroyed."""
    DISCARD = "discard"
    """All of it is destroyed."""


_STRICTNESS = {LogChoice.KEEP: 0, LogChoice.TOTALS: 1, LogChoice.DISCARD: 2}

CHOICE_FINAL_AFTER = CLOSING_FINAL_AFTER
"""After closing, so long can the choice be taken back: as long as the closing itself."""
KEEP_OFFERED_FOR = timedelta(days=7)
"""*Keep* needs the room: a meeting left open longer than this offers only *totals* and *discard*."""


def stricter(one: LogChoice, other: LogChoice) -> LogChoice:
    """Of two laptops' choices for one meeting the one that keeps less holds."""
    return max(one, other, key=_STRICTNESS.__getitem__)


def strictest(choices: Iterable[LogChoice]) -> LogChoice:
    """Of any number of laptops' choices, at least one, the one that keeps least."""
    return reduce(stricter, choices)


def choice_is_final(closed_at: Instant, now: Instant) -> bool:
    """Whether the choice can no longer be taken back: 10 minutes after closing."""
    return now - closed_at >= CHOICE_FINAL_AFTER


def choices_offered(
    began: Instant, now: Instant, elsewhere: LogChoice | None = None
) -> tuple[LogChoice, ...]:
    """The choices at closing a meeting that `began` then. After 7 days without *keep*.

    `elsewhere` is what other laptops chose for the same meeting: what would keep more would not hold.
    """
    return tuple(
        choice
        for choice in LogChoice
        if (choice is not LogChoice.KEEP or now - began < KEEP_OFFERED_FOR)
        and (elsewhere is None or stricter(choice, elsewhere) is choice)
    )


@dataclass(frozen=True, slots=True)
class Total:
    """What *totals only* keeps of some turns of one speaker."""

    turns: int = 0
    microseconds: int = 0
    """Of the turns with a known end."""
    unknown_ends: int = 0

    def with_turn(self, span: TurnSpan) -> "Total":
        """The same and one turn more."""
        if span.length is None:
            return replace(self, turns=self.turns + 1, unknown_ends=self.unknown_ends + 1)
        lasted = span.length // _MICROSECOND
        return replace(self, turns=self.turns + 1, microseconds=self.microseconds + lasted)


def total_id(log: EntityId, speaker: EntityId | None, kind: str) -> EntityId:
    """The id of what is kept of one speaker's turns in one laptop's `log`.

    It follows from them, so that two laptops that count the same log without knowing of each other make one
    total and not two.
    """
    named = f"{log} {speaker or ''} {kind}".encode()
    return EntityId(blake2b(named, digest_size=16, person=b"pod turn total").hexdigest())
