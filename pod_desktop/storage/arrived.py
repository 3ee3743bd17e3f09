"""One event as it came from another laptop or a backup, and whether it is what it promises.

require_sound(arrivals)     the same, read; raises DamagedEvent
read(arrived, body)         one body, looked into

A first look at a long history makes millions of these, so they are msgspec's structs, which cost a fifth of a
dataclass; nothing in them can go round in a circle (`gc`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import projection
from pod_desktop.storage.events import SHORT, DamagedEvent, Event, Verb, event_id, place_of, understood
from pod_desktop.storage.heads import CREATION, SAW, STRIKE

_ID = 16
_OF_HEADS = frozenset({CREATION, STRIKE, SAW})
"""What is no field, though it stands among fields."""


@dataclass(frozen=True, slots=True)
class StreamOf:
    """A laptop's line of events."""

    id: EntityId
    laptop_id: EntityId
    meeting_id: EntityId | None = None
    """The meeting whose turn log it is; None for the main stream."""


class Arrived(msgspec.Struct, frozen=True, gc=False):
    """One event as it came."""

    stream: StreamOf
    seq: int
    id: bytes
    body: bytes | None
    """None for a stub."""
    read: "Read | None" = None
    """What `require_sound` found in the body; None where nobody has looked."""


class Read(msgspec.Struct, frozen=True, gc=False):
    """A body that is what its id, stream and number promise."""

    event: Event | None
    """None where only a newer version knows what it says."""
    hlc: int


def require_sound(arrivals: Iterable[Arrived], *, hashed: bool = False) -> list[Arrived]:
    """The same, read. Raises DamagedEvent unless every body is what its id, stream and number promise.

    Stores nothing. With `hashed`, that the ids are the bodies' was looked at before.
    """
    return [
        each
        if each.body is None
        else Arrived(each.stream, each.seq, each.id, each.body, read(each, each.body, hashed=hashed))
        for each in arrivals
    ]


def read(arrived: Arrived, body: bytes, *, hashed: bool = False) -> Read:
    """Look into one body. Raises DamagedEvent unless it is what its id, stream and number promise."""
    if not hashed and event_id(body) != arrived.id:
        raise DamagedEvent("An event came that is not what its id promises.")
    event = understood(body)
    place = event or place_of(body)
    if (place.stream.hex(), place.seq) != (arrived.stream.id, arrived.seq):
        raise DamagedEvent("An event came in the wrong place.")
    if event and not _is_sound(event):
        raise DamagedEvent("An event came that names what cannot be.")
    return Read(event, place.hlc)


def _is_sound(event: Event) -> bool:
    if len(event.entity) != _ID or len(event.author) != _ID or not _OF_HEADS.isdisjoint(event.fields):
        return False
    for shorts in event.replaces.values():
        if not _are_short_ids(shorts):
            return False
    if event.verb == Verb.END and not _are_short_ids(event.fields.get("ends")):
        return False
    table = projection.KINDS.get(event.kind)
    return table is None or projection.columns_of(table).fit(event.fields)


def _are_short_ids(named: object) -> bool:
    if not isinstance(named, list):
        return False
    for each in named:  # noqa: SIM110 - the plain loop takes a third of the time, and every event passes here
        if not isinstance(each, bytes) or len(each) != SHORT:
            return False
    return True
