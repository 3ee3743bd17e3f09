"""Which events are about somebody, and which things were erased: for erasures (SYNC §6).

About a person is their whole record, as for a purge. About a network member are the events of the member and
of whatever names them as theirs: a tie, a stay in the room, a wish, a view, a task, a turn, a topic they
raised. Of kinds and schemas that only a newer version knows, every event that names them is about them.

An erasure's endings say so in their reason. Each is about one erased thing that others can name, and has the
ids of all things of which it ends something, so what arrives later and belongs to them is found too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import purge
from pod_desktop.storage.endings import endings
from pod_desktop.storage.events import SHORT, Event, Verb, understood
from pod_desktop.storage.projection import KINDS, columns_of

_ID = 16
ERASED = "erased"
"""The reason of an erasure's endings."""

_NAMED_AS_THEIRS: dict[str, tuple[str, ...]] = {
    "tie": ("a_id", "b_id"),
    "invitee": ("member_id",),
    "attendance": ("attendee_id",),
    "wish": ("holder_id",),
    "topic": ("raised_by_id",),
    "opinion": ("holder_id",),
    "task": ("who_id",),
    "turn": ("speaker_id", "voice_of_id"),
    "topical_episode": ("introduced_by_id",),
    "turn_total": ("speaker_id",),
    "outcome": ("told_by_id",),
    "quote": ("speaker_id", "voiced_by_id"),
    "to_bring": ("asked_by_id",),
    "absent_voice": ("voice_id",),
    "told_apart": ("one_id", "other_id"),
}
_OWNERS = frozenset({"person", "member", "meeting"})
"""Kinds of things that others belong to."""


@dataclass
class AboutSomebody:
    """Living events, by the thing that an ending of them is to be about."""

    events: dict[EntityId, list[tuple[bytes, bytes | None]]] = field(default_factory=dict)
    """Each event's short id and entity; None where only a newer version knows what it is about."""

    def add(self, thing: EntityId, short: bytes, said: Event | bytes) -> None:
        """One more."""
        entity = said.entity if isinstance(said, Event) else None
        self.events.setdefault(thing, []).append((short, entity))

    def __len__(self) -> int:
        return sum(map(len, self.events.values()))


def about(session: Session, kind: str, who: EntityId) -> AboutSomebody:
    """All living events about a person or a network member. Reads the whole journal."""
    found = AboutSomebody()
    if kind == "person":
        shorts = set(purge.belonging(session, who))
        for short, said in _living(session):
            if short in shorts:
                is_owner = isinstance(said, Event) and said.kind in _OWNERS
                found.add(
                    EntityId(said.entity.hex()) if is_owner and isinstance(said, Event) else who, short, said
                )
        return found
    return _naming(session, {bytes.fromhex(who)}, who)


def erased_things(session: Session) -> frozenset[bytes]:
    """The things that erasures' endings are about, and those that they say are gone with them."""
    found = set()
    for each in endings(session.connection()):
        if each.reason == ERASED:
            found.add(each.entity)
            things = each.fields.get("things")
            if isinstance(things, list):
                found.update(thing for thing in things if isinstance(thing, bytes) and len(thing) == _ID)
    return frozenset(found)


def left_of(session: Session, erased: frozenset[bytes], after: int = 0) -> AboutSomebody:
    """Living events that belong to what was erased: they came, or were made, since. As `about`.

    Only those that came to this laptop after the event with the number `after` are looked at.
    """
    return _naming(session, set(erased), after=after) if erased else AboutSomebody()


def mentions(session: Session, name: str, but: AboutSomebody) -> int:
    """How many other living events have the name in their words."""
    wanted = name.encode()
    taken = {short for some in but.events.values() for short, _ in some}
    query = "SELECT id, body FROM event WHERE length(body) > 0 AND instr(body, ?)"
    rows = session.connection().exec_driver_sql(query, (wanted,))
    return sum(id_[:SHORT] not in taken for id_, _ in rows)


def _naming(
    session: Session, things: set[bytes], under: EntityId | None = None, after: int = 0
) -> AboutSomebody:
    """The events of these things, and of whatever names them as its owner or its own."""
    all_living = [
        (short, said)
        for short, said in _living(session, after)
        if not (isinstance(said, Event) and said.verb == Verb.END)
    ]
    theirs: dict[bytes, bytes] = {thing: thing for thing in things}
    before = 0
    while before != len(theirs):
        before = len(theirs)
        for _, said in all_living:
            if isinstance(said, Event):
                for id_ in _named(said):
                    if id_ in theirs:
                        theirs.setdefault(said.entity, theirs[id_])
    found = AboutSomebody()
    for short, said in all_living:
        if isinstance(said, Event):
            thing = theirs.get(said.entity)
        else:
            thing = next((each for each in things if each in said), None)
        if thing is not None:
            found.add(under or EntityId(thing.hex()), short, said)
    return found


def _named(event: Event) -> Iterator[bytes]:
    """The ids that an event names as its thing's owner, or as whose it is."""
    table = KINDS.get(event.kind)
    if table is None:
        yield from (v for v in event.fields.values() if isinstance(v, bytes) and len(v) == _ID)
        return
    if event.kind == "erasure":
        return
    columns = columns_of(table)
    wanted = {"person_id", "meeting_id", *_NAMED_AS_THEIRS.get(event.kind, ())}
    for wire, name in columns.names.items():
        value = event.fields.get(wire)
        if name in wanted and value is not None:
            yield value


def _living(session: Session, after: int = 0) -> Iterator[tuple[bytes, Event | bytes]]:
    """Every living event, or its bytes where only a newer version knows what it says."""
    query = "SELECT id, body FROM event WHERE no > ? AND length(body) > 0 ORDER BY no"
    for id_, body in session.connection().exec_driver_sql(query, (after,)):
        yield id_[:SHORT], understood(body) or body
