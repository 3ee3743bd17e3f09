"""Which events speak for which field: the bookkeeping behind conflicts and missing predecessors (SYNC §3).

A thing is its kind and its id: what a faulty laptop says of a person's id under the kind of a member is about
something else, and neither speaks for the other.

A creation speaks for all of its fields by one row (field "*"); a field gets rows of its own when it is
first touched. So a turn of seven fields costs one row and not seven, and everything below follows one rule:
the heads of a field are its own rows or, where it has none, the creations that carry it. `head_rows` makes
the rows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.events import SHORT, Event, Verb, decode
from pod_desktop.storage.tables import Awaited, Head

CREATION = "*"
STRIKE = "~"
SAW = "^"
"""In `replaces`, of no field: what else the author had before them, as a closing names what was decided."""

_AT_ONCE = 500
"""Parameters in one query; SQLite allows some thousands."""
_HEADS = """SELECT entity_id, field, no, id, body FROM head JOIN event ON no = event_no
WHERE kind = ? AND entity_id IN"""
"""A plain statement, since every tap passes here."""


class HeadEvent(msgspec.Struct, frozen=True, gc=False):
    """A head, decoded. An ended event is no head."""

    no: int
    id: bytes
    event: Event

    @property
    def rank(self) -> tuple[int, bytes]:
        """What picks the shown value among several heads: the greatest (HLC, id)."""
        return (self.event.hlc, self.id)


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads of one thing."""

    creations: tuple[HeadEvent, ...]
    strikes: tuple[HeadEvent, ...]
    touched: Mapping[str, tuple[HeadEvent, ...]]
    """Fields with rows of their own."""

    def of(self, field: str) -> tuple[HeadEvent, ...]:
        """The events that speak for `field`, which is a wire name."""
        if field in self.touched:
            return self.touched[field]
        return tuple(head for head in self.creations if field in head.event.fields)

    @property
    def has_several(self) -> bool:
        """Whether any field has more than one head."""
        return len(self.creations) > 1 or any(len(speaking) > 1 for speaking in self.touched.values())

    def said_by_one(self) -> dict[str, Any] | None:
        """By wire name what is said, where each field has one head at most; None for the others."""
        if len(self.creations) > 1:
            return None
        said = dict(self.creations[0].event.fields) if self.creations else {}
        for field, speaking in self.touched.items():
            if len(speaking) != 1:
                return None
            said[field] = speaking[0].event.fields[field]
        return said

    def events(self) -> list[HeadEvent]:
        """All heads, each as often as it speaks."""
        own = [head for heads in self.touched.values() for head in heads]
        return [*self.creations, *self.strikes, *own]

    def everything(self) -> set[bytes]:
        """The short ids of all heads but the strikings out."""
        own = [head for heads in self.touched.values() for head in heads]
        return {head.id[:SHORT] for head in [*self.creations, *own]}

    @property
    def is_struck(self) -> bool:
        """Whether a striking out covers every head. An edit or a restoring that it has not seen undoes it."""
        if not self.strikes or any(head.event.verb == Verb.RESTORE for head in self.strikes):
            return False
        covered = {short for head in self.strikes for short in head.event.replaces.get(CREATION, [])}
        return self.everything() <= covered

    @property
    def came_back(self) -> bool:
        """Struck out by someone who had not seen an edit or a restoring: alive again, to be looked at."""
        return not self.is_struck and any(head.event.verb == Verb.STRIKE for head in self.strikes)


def load_heads(session: Session, kind: str, entity: EntityId) -> Heads:
    """The heads of a thing; all empty when nothing is known of it."""
    return load_all_heads(session, kind, [entity])[entity]


def load_all_heads(session: Session, kind: str, entities: Sequence[EntityId]) -> dict[EntityId, Heads]:
    """The heads of many things of one kind, in a few queries."""
    found: dict[bytes, dict[str, list[HeadEvent]]] = {bytes.fromhex(entity): {} for entity in entities}
    connection, all_of_them = session.connection(), tuple(found)
    for start in range(0, len(all_of_them), _AT_ONCE):
        some = all_of_them[start : start + _AT_ONCE]
        query = f"{_HEADS} ({','.join('?' * len(some))}) ORDER BY event.id"
        for entity, field, no, id_, body in connection.exec_driver_sql(query, (kind, *some)).all():
            head, by_field = HeadEvent(no, id_, decode(body)), found[entity]
            if field in by_field:
                by_field[field].append(head)
            else:
                by_field[field] = [head]
    return {EntityId(entity.hex()): _sorted_out(by_field) for entity, by_field in found.items()}


def _sorted_out(by_field: dict[str, list[HeadEvent]]) -> Heads:
    creations = tuple(by_field.pop(CREATION, []))
    strikes = tuple(by_field.pop(STRIKE, []))
    return Heads(creations, strikes, {field: tuple(heads) for field, heads in by_field.items()})


def of_events(events: Sequence[HeadEvent], rows: Collection[tuple[str, int]]) -> Heads:
    """The heads that these rows make of one thing, its events being at hand."""
    if len(events) == 1 and rows == {(CREATION, events[0].no)}:
        return Heads((events[0],), (), {})
    by_no = {each.no: each for each in events}
    by_field: dict[str, list[HeadEvent]] = {}
    for field, no in sorted(rows, key=lambda row: by_no[row[1]].id):
        by_field.setdefault(field, []).append(by_no[no])
    return _sorted_out(by_field)


def values_at(session: Session, shorts: Sequence[bytes], field: str) -> list[Any]:
    """What these events say of `field`, those left out that are not here or were ended."""
    query = "SELECT body FROM event WHERE id >= ? AND id <= ? AND length(body) > 0"
    values = []
    for short in shorts:
        bounds = (short + b"\x00" * SHORT, short + b"\xff" * SHORT)
        for (body,) in session.connection().exec_driver_sql(query, bounds):
            values.append(decode(body).fields[field])
    return values


def conflicts(session: Session, among: Collection[EntityId] | None = None) -> list[tuple[str, EntityId, str]]:
    """(kind, id, field) where two heads are unequal; with `among`, of these ids only, which is quick."""
    several = (
        select(Head.kind, Head.entity_id, Head.field)
        .where(Head.field != STRIKE)
        .group_by(Head.entity_id, Head.kind, Head.field)
        .having(func.count() > 1)
    )
    if among is not None:
        several = several.where(Head.entity_id.in_(among))
    found: set[tuple[str, EntityId, str]] = set()
    for kind, entity, field in session.execute(several):
        heads = load_heads(session, kind, entity)
        names = (
            {name for head in heads.creations for name in head.event.fields} if field == CREATION else {field}
        )
        found |= {(kind, entity, name) for name in names if _unequal(heads.of(name), name)}
    return sorted(found)


def _unequal(heads: tuple[HeadEvent, ...], field: str) -> bool:
    return any(head.event.fields[field] != heads[0].event.fields[field] for head in heads[1:])


def clear(session: Session) -> None:
    """Forget all heads, before a rebuild."""
    session.execute(delete(Head))
    session.execute(delete(Awaited))
