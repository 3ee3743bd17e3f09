"""Network meetings: their states, who is in the room, and what a meeting may do as things stand."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.closed_set import NEWER, ClosedSet
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed, NotInMeeting, PersonNotPresent


class MeetingKind(ClosedSet):
    """What a meeting is. It is fixed when the meeting begins."""

    NETWORK = "network"
    """A network meeting: the person at the centre is here when it begins."""
    CONVERSATION = "conversation"
    """A conversation without the person. It has a reason, and nothing is decided in it."""


class MeetingState(ClosedSet):
    """How far a meeting has come."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    DID_NOT_HAPPEN = "did_not_happen"


class WhoChose(ClosedSet):
    """Who chose the place (or the time) of a meeting."""

    PERSON = "person"
    TOGETHER = "together"
    SERVICE = "service"


class ReflectionKind(ClosedSet):
    """What is in a meeting's flow beside talking."""

    REFLECTING = "reflecting"
    """Practitioners talk with each other while the network listens; then the network responds."""
    SILENCE = "silence"
    """Together in silence."""


CLOSING_FINAL_AFTER = timedelta(minutes=10)
"""So long a closing can be taken back; then what is to be said of the meeting is an amendment."""


CORRECTED_WITHIN = timedelta(minutes=1)
"""So soon after somebody came, that they are on the telephone is told of their whole stay."""

LEFT_OPEN_AFTER = timedelta(hours=4)
"""A meeting that began so long ago was left open, as after a battery died: nobody sits so long."""

LEGAL_TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset({MeetingState.OPEN, MeetingState.DID_NOT_HAPPEN}),
    MeetingState.OPEN: frozenset({MeetingState.CLOSED}),
    MeetingState.CLOSED: frozenset(),
    MeetingState.DID_NOT_HAPPEN: frozenset(),
}
"""From each state, the states that may follow. Mistakes are taken back by undo, not by a transition."""

_STATE_SENTENCES = {
    MeetingState.PLANNED: "This meeting has not begun yet.",
    MeetingState.OPEN: "This meeting is open.",
    MeetingState.CLOSED: "This meeting is closed.",
    MeetingState.DID_NOT_HAPPEN: "This meeting did not happen.",
}


def _sentence(state: MeetingState) -> str:
    return _STATE_SENTENCES.get(state, f"How this meeting stands is {NEWER}.")


def can_become(state: MeetingState, new: MeetingState) -> bool:
    """Whether a meeting in `state` may go on to `new`."""
    return new in LEGAL_TRANSITIONS.get(state, ())


def require_can_become(state: MeetingState, new: MeetingState) -> None:
    """Raises NotAllowed, saying how the meeting stands, if `state` may not go on to `new`."""
    if not can_become(state, new):
        raise NotAllowed(f"{_sentence(state)} It cannot be marked as {new.value.replace('_', ' ')}.")


def require_can_begin(kind: MeetingKind, person_present: bool, reason: str = "") -> None:
    """Whether a meeting of this kind may begin with the people who are here.

    Raises PersonNotPresent for a network meeting without the person at the centre, and BadInput for a
    conversation without the person that has no `reason`. The state is a matter of `require_can_become`.
    """
    if kind is MeetingKind.NETWORK and not person_present:
        raise PersonNotPresent(
            "A network meeting begins when the person is here. Without them it can be a conversation "
            "without the person, with the reason."
        )
    if kind is MeetingKind.CONVERSATION and person_present:
        raise NotAllowed("The person is here, so this is a network meeting.")
    if kind is MeetingKind.CONVERSATION and not reason.strip():
        raise BadInput("Please say why this conversation takes place without the person.")


def require_open(state: MeetingState) -> None:
    """Raises NotInMeeting unless the meeting is open."""
    if state is not MeetingState.OPEN:
        raise NotInMeeting(f"{_sentence(state)} This can only be done inside an open meeting.")


def require_can_decide(state: MeetingState, kind: MeetingKind, person_present: bool) -> None:
    """Whether a decision may be recorded now.

    Raises NotInMeeting outside an open meeting. Raises PersonNotPresent in a conversation without the
    person (also if they come in later: a network meeting is begun then) and while they are out of the room.
    """
    if state is not MeetingState.OPEN:
        raise NotInMeeting(f"{_sentence(state)} A decision is made inside an open meeting.")
    if kind is MeetingKind.CONVERSATION:
        raise PersonNotPresent(
            "This is a conversation without the person, so nothing is decided in it. "
            "Hold it for a network meeting."
        )
    if not kind.is_known:
        raise NotInMeeting(f"What kind of meeting this is, is {NEWER}, so nothing can be decided in it here.")
    if not person_present:
        raise PersonNotPresent("The person is not in the room. Hold it until they are back.")


def require_can_close(state: MeetingState) -> None:
    """Raises NotInMeeting unless the meeting is open. The person need not be in the room any more."""
    if state is not MeetingState.OPEN:
        raise NotInMeeting(f"{_sentence(state)} Only an open meeting can be closed.")


def require_can_open_again(state: MeetingState, closed: Instant | None, now: Instant) -> None:
    """Whether a closing may be taken back: within ten minutes.

    Raises NotAllowed later, or for a meeting that is not closed.
    """
    if state is not MeetingState.CLOSED or closed is None:
        raise NotAllowed(f"{_sentence(state)} There is no closing to take back.")
    if not closing_can_be_undone(state, closed, now):
        raise NotAllowed(
            "Ten minutes have passed since closing, so it stands. What is still to be said of the meeting "
            "can be added as an amendment."
        )


def was_left_open(state: MeetingState, began: Instant | None, now: Instant) -> bool:
    """Whether an open meeting is to be asked for its closing page."""
    return state is MeetingState.OPEN and began is not None and now - began >= LEFT_OPEN_AFTER


def closing_can_be_undone(state: MeetingState, closed: Instant | None, now: Instant) -> bool:
    """Whether `require_can_open_again` lets it pass."""
    return state is MeetingState.CLOSED and closed is not None and now - closed < CLOSING_FINAL_AFTER


def require_can_amend(state: MeetingState, closed: Instant | None, now: Instant) -> None:
    """Whether an amendment may be added: once the closing is final. Raises NotAllowed before that."""
    if state is MeetingState.CLOSED and not closing_can_be_undone(state, closed, now):
        return
    if state is MeetingState.CLOSED:
        raise NotAllowed("The meeting was closed just now: open it again, and say it in the meeting itself.")
    raise NotAllowed(f"{_sentence(state)} Only a closed meeting is amended.")


def require_can_not_happen(state: MeetingState, reason: str) -> None:
    """Whether a meeting may be marked as *did not happen*: it was planned, and the reason is given."""
    require_can_become(state, MeetingState.DID_NOT_HAPPEN)
    if not reason.strip():
        raise BadInput("Please say why the meeting did not happen.")


class Attendance(NamedTuple):
    """One stay of somebody in the room, [arrived, left). `left` is None while they are here.

    A person who goes out and comes back has two.
    """

    who: EntityId
    arrived: Instant
    left: Instant | None = None


Stay = tuple[EntityId, Instant, Instant | None]
"""An `Attendance`, or the same three values as a plain tuple."""


class Merged(NamedTuple):
    """One stay in the room, of which several laptops may have kept a row of their own."""

    who: EntityId
    arrived: Instant
    left: Instant | None
    rows: tuple[EntityId, ...]
    """Their rows, the first arrival first."""


def merged(rows: Iterable[tuple[EntityId, EntityId, Instant, Instant | None]]) -> list[Merged]:
    """The stays behind (row, who, arrived, left), by arrival. Rows of one person that overlap are one stay.

    It ends when somebody said that they went, the latest where several did: that nobody said so on another
    laptop tells nothing. None while nobody has.
    """
    stays: list[Merged] = []
    latest: dict[EntityId, int] = {}
    # Who goes and comes back at once has left first.
    for row, who, arrived, left in sorted(rows, key=lambda r: (r[2], r[3] is None, r[3] or r[2], r[0])):
        place = latest.get(who)
        before = stays[place] if place is not None else None
        if place is not None and before is not None and (before.left is None or arrived < before.left):
            ends = [end for end in (before.left, left) if end is not None]
            stays[place] = Merged(who, before.arrived, max(ends, default=None), (*before.rows, row))
        else:
            latest[who] = len(stays)
            stays.append(Merged(who, arrived, left, (row,)))
    return stays


class Part(NamedTuple):
    """A part of a stay in which somebody took part in one way: in the room, or by telephone or video."""

    row: EntityId
    """The row that it begins with."""
    arrived: Instant
    left: Instant | None
    by_phone: bool
    rows: tuple[EntityId, ...]
    """All rows that tell of it, `row` first."""


def parts(
    rows: Sequence[tuple[EntityId, Instant, Instant | None, bool]], until: Instant | None
) -> list[Part]:
    """How somebody took part in one stay, from the (row, arrived, left, by_phone) of its rows by arrival.

    Who switches has a row of their own from then on. Of two laptops of which only one noted a telephone, that
    one holds for as long as its row. `until` is the end of the stay.
    """
    begun: list[tuple[EntityId, Instant, bool]] = []
    for row, at, _left, own in rows:
        then = [phone for _, since, left, phone in rows if since <= at and (left is None or at < left)]
        by_phone = any(then) if then else own
        if not begun or (begun[-1][1] < at and begun[-1][2] != by_phone):
            begun.append((row, at, by_phone))
    ends = [*(at for _, at, _ in begun[1:]), until]
    found = []
    for (row, since, by_phone), end in zip(begun, ends, strict=True):
        others = (other for other in _during(rows, since, end) if other != row)
        found.append(Part(row, since, end, by_phone, (row, *others)))
    return found


def _during(
    rows: Iterable[tuple[EntityId, Instant, Instant | None, bool]], since: Instant, until: Instant | None
) -> Iterator[EntityId]:
    for row, arrived, left, _by_phone in rows:
        if (until is None or arrived < until) and (left is None or since < left):
            yield row


def require_valid_stay(arrived: Instant, left: Instant | None) -> None:
    """Raises BadInput if somebody is said to have left before they arrived."""
    if left is not None and left < arrived:
        raise BadInput("Somebody cannot leave before they have arrived.")


def present_at(stays: Iterable[Stay], at: Instant) -> frozenset[EntityId]:
    """Who is in the room at the instant `at`."""
    return frozenset(who for who, arrived, left in stays if arrived <= at and (left is None or at < left))


def is_present(stays: Iterable[Stay], who: EntityId, at: Instant) -> bool:
    """Whether `who` is in the room at the instant `at`."""
    return who in present_at(stays, at)


def came(stays: Iterable[Stay]) -> tuple[EntityId, ...]:
    """Everybody who was in the room at some time, once each, by first arrival (then by id).

    The measures count over these people: the silent are among them.
    """
    first: dict[EntityId, Instant] = {}
    for who, arrived, _left in stays:
        first[who] = min(arrived, first.get(who, arrived))
    return tuple(sorted(first, key=lambda who: (first[who], who)))
