"""What an event is, byte for byte, and how instants are ordered between laptops.

An event is a msgpack array in canonical form (dictionary keys sorted, shortest integers); its id is the
BLAKE2b-256 of those bytes. The stored bytes are what was hashed: they are never encoded again. Fields keep
their wire names, so that a field or a kind this version does not know stays in the bytes until a version
that does. So does a whole event of a newer schema or with a verb of which nothing is known here: it is kept
raw and says nothing until the program is updated.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from hashlib import blake2b
from secrets import token_bytes
from typing import Any

import msgspec

from pod_desktop.domain.clock import Clock, Instant
from pod_desktop.errors import PodError

SCHEMA = 1
SHORT = 16
"""Bytes of an event id where it is only pointed at (`replaces`, endings)."""

Value = str | bool | int | float | bytes | None


class Verb(IntEnum):
    """What an event does to its entity."""

    CREATE = 0
    CHANGE = 1
    STRIKE = 2
    """Strike out: `replaces["*"]` names the heads that were seen, and is covered by it."""
    RESTORE = 3
    END = 4
    """Empty the bodies of the events named in `fields["ends"]` (SYNC §6)."""


class Event(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=False, gc=False):
    """One immutable event. Ids are raw bytes here; see the module's text."""

    schema: int
    stream: bytes
    seq: int
    hlc: int
    author: bytes
    verb: int
    kind: str
    entity: bytes
    fields: dict[str, Any]
    replaces: dict[str, list[bytes]]
    """For each field that had a value: the short ids of the events whose values were seen."""
    reason: str
    salt: bytes


def is_ending(event: Event | None) -> bool:
    """Whether it is an ending; None stands for what only a newer version understands, or for a stub.

    An ending is never ended itself, and gets its body even where somebody named its stub (docs/adr/0008).
    """
    return event is not None and event.verb == Verb.END


class Place(msgspec.Struct, array_like=True, frozen=True):
    """How every event begins, whatever schema it has: these four stay where they are in all to come."""

    schema: int
    stream: bytes
    seq: int
    hlc: int


class DamagedEvent(PodError):
    """Bytes that are no event, or not the event that their id promises."""


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(Event)
_place_decoder = msgspec.msgpack.Decoder(Place)
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""All that decoding bytes of unknown origin may raise."""
_VERBS = frozenset(Verb)
_AHEAD = timedelta(minutes=10)
"""A clock that is further ahead is told of."""
FOLLOWED = timedelta(hours=2)
"""A clock that is further ahead is not followed, in stamps or in times of the room. A wrong summer time is:
else what was said knowing of something would count as said before it."""


def encode(event: Event) -> bytes:
    """The canonical bytes of `event`."""
    return _encoder.encode(event)


def decode(body: bytes) -> Event:
    """The event in `body`. Raises DamagedEvent."""
    try:
        return _decoder.decode(body)
    except _UNREADABLE as error:
        raise DamagedEvent("An event in the journal could not be read.") from error


def place_of(body: bytes) -> Place:
    """Where an event of any schema belongs. Raises DamagedEvent."""
    try:
        return _place_decoder.decode(body)
    except _UNREADABLE as error:
        raise DamagedEvent("An event in the journal could not be read.") from error


def understood(body: bytes) -> Event | None:
    """The event in `body`; None where only a newer version knows what it says. Raises DamagedEvent."""
    try:
        event = _decoder.decode(body)
    except _UNREADABLE:
        if place_of(body).schema > SCHEMA:
            return None
        raise DamagedEvent("An event in the journal could not be read.") from None
    return event if event.schema <= SCHEMA and event.verb in _VERBS else None


def event_id(body: bytes) -> bytes:
    """The 32-byte id of the event with these bytes."""
    return blake2b(body, digest_size=32).digest()


def make(
    *,
    stream: bytes,
    seq: int,
    hlc: int,
    author: bytes,
    verb: Verb,
    kind: str,
    entity: bytes,
    fields: Mapping[str, Value | list[bytes]],
    replaces: Mapping[str, list[bytes]],
    reason: str = "",
) -> Event:
    """A new event of this program's schema, with a fresh salt so that its id tells nothing."""
    return Event(
        SCHEMA,
        stream,
        seq,
        hlc,
        author,
        int(verb),
        kind,
        entity,
        dict(fields),
        {field: sorted(ids) for field, ids in replaces.items()},
        reason,
        token_bytes(8),
    )


class HybridClock:
    """A hybrid logical clock: 48 bits of milliseconds since 1970, 16 bits of counter.

    It orders what is shown and decides nothing. Source: Kulkarni et al., "Logical Physical Clocks", 2014.
    """

    def __init__(self, clock: Clock, latest: int = 0) -> None:
        self._clock = clock
        self.latest = latest

    def tick(self) -> int:
        """The next stamp, greater than every stamp given or observed before."""
        wall = int(self._clock.now().timestamp() * 1000) << 16
        self.latest = max(wall, self.latest + 1)
        return self.latest

    def observe(self, stamp: int) -> None:
        """Take note of another laptop's stamp, if its clock is not more than two hours ahead of ours."""
        self.observe_all([stamp])

    def observe_all(self, stamps: Sequence[int]) -> None:
        """The same of many stamps."""
        most = _most_wall(self._clock.now(), FOLLOWED)
        self.latest = max([self.latest, *(stamp for stamp in stamps if stamp >> 16 <= most)])


def is_ahead(stamp: int, now: Instant) -> bool:
    """Whether the clock that made this stamp was more than ten minutes ahead."""
    return stamp >> 16 > _most_wall(now, _AHEAD)


def count_ahead(stamps: Iterable[int], now: Instant) -> int:
    """How many of these stamps of one stream were made by such a clock, and not only followed one."""
    most = _most_wall(now, _AHEAD)
    those = [stamp for stamp in stamps if stamp >> 16 > most]
    walls = {stamp >> 16 for stamp in those if is_of_the_wall(stamp)}
    return sum(stamp >> 16 in walls for stamp in those)


def is_of_the_wall(stamp: int) -> bool:
    """Whether a stamp's time was read from a clock; else it is counted on from another stamp."""
    return not stamp & 0xFFFF


def _most_wall(now: Instant, ahead: timedelta) -> int:
    return int((now + ahead).timestamp() * 1000)


def wall_of(stamp: int) -> Instant:
    """The wall-clock part of a stamp, for display; the last instant there is for one beyond the calendar."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=stamp >> 16)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
