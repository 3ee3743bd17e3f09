"""What people have to look at: values that concurrent changes left side by side, and what came back.

Nothing is settled here. A person settles a conflict by a change that has seen all its values
(`act.change(..., seen=reading.seen(table, id))`), and what came back by striking it out again or restoring
it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import heads
from pod_desktop.storage.events import SHORT, Verb, wall_of
from pod_desktop.storage.heads import STRIKE, HeadEvent
from pod_desktop.storage.projection import KINDS, columns_of
from pod_desktop.storage.tables import Head, JournalEvent, Stream, Synced


@dataclass(frozen=True, slots=True)
class Said:
    """One of several values, with who says so."""

    value: Any
    """In the program's types; for a striking out, its reason."""
    author_id: EntityId
    laptop_id: EntityId
    when: Instant
    """By the clock of that laptop."""
    short_id: bytes
    """The event, as a later one names it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with unequal values that no change has seen together."""

    table: type[Synced]
    id: EntityId
    name: str
    said: tuple[Said, ...]
    """The one that the tables show meanwhile comes first."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """Something struck out by who had not seen a change or a restoring made elsewhere."""

    table: type[Synced]
    id: EntityId
    struck: tuple[Said, ...]


def conflicts(session: Session, among: Collection[EntityId] | None = None) -> list[Conflict]:
    """All conflicts in what is not struck out, by kind, id and name; with `among`, of these things only.

    Without `among` it goes through all heads: most of a second for a million of them.
    """
    found = []
    fields = heads.conflicts(session, among)
    loaded = _heads_of(session, {(kind, entity) for kind, entity, _ in fields})
    for kind, entity, wire in fields:
        table = KINDS.get(kind)
        if table is None or wire not in columns_of(table).names or loaded[kind, entity].is_struck:
            continue
        if session.get(table, entity) is None:
            continue
        columns = columns_of(table)
        if columns.has_rule(wire):
            continue  # the practice has settled it (domain.side_by_side)
        said = [
            _said(session, head, columns.from_wire(wire, head.event.fields[wire]))
            for head in sorted(loaded[kind, entity].of(wire), key=lambda head: head.rank, reverse=True)
        ]
        found.append(Conflict(table, entity, columns.names[wire], tuple(said)))
    return sorted(found, key=lambda each: (each.table.kind, each.id, each.name))


def came_back(session: Session, among: Collection[EntityId] | None = None) -> list[CameBack]:
    """All that came back after a striking out, by kind and id; with `among`, of these things only."""
    query = select(Head.kind, Head.entity_id).where(Head.field == STRIKE).distinct()
    if among is not None:
        query = query.where(Head.entity_id.in_(among))
    things = {(kind, entity) for kind, entity in session.execute(query) if kind in KINDS}
    found = []
    for (kind, entity), each in _heads_of(session, things).items():
        if each.came_back and session.get(KINDS[kind], entity) is not None:
            struck = [head for head in each.strikes if head.event.verb == Verb.STRIKE]
            found.append(CameBack(KINDS[kind], entity, tuple(_reasons(session, struck))))
    return sorted(found, key=lambda each: (each.table.kind, each.id))


def _heads_of(
    session: Session, things: Collection[tuple[str, EntityId]]
) -> dict[tuple[str, EntityId], heads.Heads]:
    by_kind: dict[str, list[EntityId]] = {}
    for kind, entity in sorted(things):
        by_kind.setdefault(kind, []).append(entity)
    return {
        (kind, entity): each
        for kind, entities in by_kind.items()
        for entity, each in heads.load_all_heads(session, kind, entities).items()
    }


def _reasons(session: Session, struck: list[HeadEvent]) -> Iterator[Said]:
    return (
        _said(session, head, head.event.reason)
        for head in sorted(struck, key=lambda head: head.rank, reverse=True)
    )


def _said(session: Session, head: HeadEvent, value: Any) -> Said:
    query = (
        select(Stream.laptop_id)
        .join(JournalEvent, JournalEvent.stream_no == Stream.no)
        .where(JournalEvent.no == head.no)
    )
    return Said(
        value,
        EntityId(head.event.author.hex()),
        session.scalars(query).one(),
        wall_of(head.event.hlc),
        head.id[:SHORT],
    )
