"""Looking things up, inside one consistent moment."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Seen
from pod_desktop.errors import NotFound
from pod_desktop.storage import conflicts, heads, sayings
from pod_desktop.storage.conflicts import CameBack, Conflict
from pod_desktop.storage.events import SHORT, Verb, wall_of
from pod_desktop.storage.projection import Columns, columns_of
from pod_desktop.storage.sayings import Saying
from pod_desktop.storage.tables import Synced, ThisLaptop

_AT_ONCE = 500
MOST_NO = 2**63 - 1
Kind = TypeVar("Kind", bound=Synced)


@dataclass(frozen=True, slots=True)
class Form:
    """What a form shows of a thing."""

    seen: Seen
    """The events behind what it shows. Values that stand beside those are not among them, so that storing
    the form settles no conflict."""
    differs: frozenset[str]
    """The fields with other values beside the shown one."""


def newest(session: Session) -> int:
    """The number of the event that came to this laptop last, or was made here."""
    return int(session.connection().exec_driver_sql("SELECT coalesce(max(no), 0) FROM event").scalar_one())


def empty_ones(connection: Connection, upto: int = MOST_NO) -> tuple[int, int]:
    """How many events up to this number have no body, and the sum of their numbers.

    Where one is filled in and another emptied, as many are empty as before, and the sum is another.
    """
    query = (
        "SELECT count(*), coalesce(sum(no), 0) FROM event INDEXED BY ix_event_stub "
        "WHERE length(body) = 0 AND no <= ?"
    )
    count, numbers = connection.exec_driver_sql(query, (upto,)).one()
    return int(count), int(numbers)


@cache
def _equal(table: type[Kind], names: tuple[str, ...], known: tuple[str, ...]) -> Select[Kind]:
    """What `Reading.all` asks. Put together once, since that takes as long as the answer of a short one."""
    query = select(table).filter_by(struck=False)
    for name in names:
        column = getattr(table, name)
        query = query.where(column == bindparam(name) if name in known else column.is_(None))
    return query.order_by(table.id)


@cache
def _only(
    table: type[Synced], names: tuple[str, ...], equal: tuple[str, ...], known: tuple[str, ...]
) -> Select[tuple[Any, ...]]:
    return _equal(table, equal, known).with_only_columns(*(getattr(table, name) for name in names))


class Reading:
    """Looking things up, inside one consistent moment."""

    def __init__(self, session: Session, in_hand: Set[EntityId] = frozenset()) -> None:
        self.session = session
        self.in_hand = in_hand
        """The meetings that are being held on this laptop (`Journal.in_hand`)."""

    def get(self, table: type[Kind], id_: EntityId) -> Kind:
        """The thing with this id, also when struck out. Raises NotFound."""
        row = self.session.get(table, id_)
        if row is None:
            raise NotFound(f"There is no {table.kind.replace('_', ' ')} with that number here.")
        return row

    def get_many(self, table: type[Kind], ids: Sequence[EntityId]) -> dict[EntityId, Kind]:
        """As `get`, for many in few queries."""
        rows: dict[EntityId, Kind] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = select(table).where(table.id.in_(ids[start : start + _AT_ONCE]))
            rows |= {row.id: row for row in self.session.scalars(some)}
        return {id_: rows[id_] if id_ in rows else self.get(table, id_) for id_ in ids}

    def all(self, table: type[Kind], **equal: Any) -> list[Kind]:
        """All that are not struck out and whose columns equal these, in the order of their ids."""
        known = {name: value for name, value in equal.items() if value is not None}
        query = _equal(table, tuple(equal), tuple(known))
        return list(self.session.scalars(query, known))

    def fields(self, table: type[Kind], names: tuple[str, ...], **equal: Any) -> Sequence[tuple[Any, ...]]:
        """Only these columns of what `all` gives, which takes half as long where there are a thousand."""
        known = {name: value for name, value in equal.items() if value is not None}
        query = _only(table, names, tuple(equal), tuple(known))
        return [tuple(row) for row in self.session.execute(query, known)]

    def all_of(self, table: type[Kind], name: str, ids: Sequence[EntityId]) -> list[Kind]:
        """As `all`, for those whose id column `name` is one of these; in few queries however many."""
        found: list[Kind] = []
        for start in range(0, len(ids), _AT_ONCE):
            among = getattr(table, name).in_(ids[start : start + _AT_ONCE])
            found += self.session.scalars(select(table).filter_by(struck=False).where(among))
        return sorted(found, key=lambda row: row.id)

    def fields_of(
        self, table: type[Kind], names: Sequence[str], name: str, ids: Sequence[EntityId], **equal: Any
    ) -> list[tuple[Any, ...]]:
        """Only these columns of what `all_of` gives, and of that only where other columns equal these."""
        found: list[tuple[Any, ...]] = []
        columns = [getattr(table, each) for each in names]
        for start in range(0, len(ids), _AT_ONCE):
            among = getattr(table, name).in_(ids[start : start + _AT_ONCE])
            query = select(*columns).filter_by(struck=False, **equal).where(among)
            found += [tuple(row) for row in self.session.execute(query)]
        return found

    def one_or_none(self, table: type[Kind], **equal: Any) -> Kind | None:
        """The first that `all` gives, or None."""
        return next(iter(self.all(table, **equal)), None)

    def in_order_made(self, rows: Sequence[Kind]) -> list[Kind]:
        """The rows in the order in which they were created, by the clocks of the laptops."""
        by_kind: dict[str, list[EntityId]] = {}
        for row in rows:
            by_kind.setdefault(row.kind, []).append(row.id)
        made = {
            (kind, id_): min((c.rank for c in each.creations), default=(0, b""))
            for kind, ids in by_kind.items()
            for id_, each in heads.load_all_heads(self.session, kind, ids).items()
        }
        return sorted(rows, key=lambda row: made[row.kind, row.id])

    def values_of(self, table: type[Synced], id_: EntityId, name: str) -> list[Any]:
        """What the heads of a field say: one value as a rule, several after concurrent changes."""
        columns = columns_of(table)
        wire = columns.wire(name)
        speaking = heads.load_heads(self.session, table.kind, id_).of(wire)
        return [columns.from_wire(wire, head.event.fields[wire]) for head in speaking]

    def sayings(self, table: type[Synced], id_: EntityId, name: str) -> list[Saying]:
        """All that was ever said of a field and is still here, the first first."""
        return sayings.sayings(self.session, table, id_, name)

    def all_sayings(
        self, table: type[Synced], ids: Sequence[EntityId], name: str
    ) -> dict[EntityId, list[Saying]]:
        """The same of many things at once."""
        return sayings.all_sayings(self.session, table, list(ids), name)

    def revision(self, table: type[Synced], id_: EntityId, names: Sequence[str]) -> int:
        """How often these columns were said otherwise, or it was struck out or restored. Only rises."""
        return sayings.revision(self.session, table, id_, names)

    def made_with(self, table: type[Synced], ids: Sequence[EntityId], name: str) -> dict[EntityId, Any]:
        """The value of a column with which each was made, in one query for all.

        Those whose making was ended, or said nothing of it, are left out.
        """
        columns = columns_of(table)
        wire = columns.wire(name)
        made: dict[EntityId, Any] = {}
        for id_, all_heads in heads.load_all_heads(self.session, table.kind, ids).items():
            said = [each for each in all_heads.creations if wire in each.event.fields]
            if said:
                first = min(said, key=lambda each: each.rank)
                made[id_] = columns.from_wire(wire, first.event.fields[wire])
        return made

    def made_at(self, table: type[Synced], ids: Sequence[EntityId]) -> dict[EntityId, Instant]:
        """When each was created, by the clock of the laptop that did; without those that are not here."""
        loaded = heads.load_all_heads(self.session, table.kind, ids) if ids else {}
        return {
            id_: wall_of(min(each.event.hlc for each in all_heads.creations))
            for id_, all_heads in loaded.items()
            if all_heads.creations
        }

    def made_or_restored(
        self, table: type[Synced], ids: Sequence[EntityId]
    ) -> dict[EntityId, tuple[int, bytes]]:
        """The rank of what last made or restored each of these; without those that are not here."""
        loaded = heads.load_all_heads(self.session, table.kind, ids) if ids else {}
        found = {
            id_: [*each.creations, *(head for head in each.strikes if head.event.verb == Verb.RESTORE)]
            for id_, each in loaded.items()
        }
        return {id_: max(head.rank for head in some) for id_, some in found.items() if some}

    def laptop(self) -> EntityId:
        """The laptop this database lives on."""
        return self.session.scalars(select(ThisLaptop.id)).one()

    def seen(self, table: type[Synced], id_: EntityId) -> Seen:
        """What a form opened now shows of this thing."""
        return self.all_seen(table, [id_])[id_]

    def all_seen(self, table: type[Synced], ids: Sequence[EntityId]) -> dict[EntityId, Seen]:
        """The same of many things at once."""
        loaded = heads.load_all_heads(self.session, table.kind, ids)
        return {id_: _seen_of(all_heads) for id_, all_heads in loaded.items()}

    def forms(self, table: type[Synced], ids: Sequence[EntityId]) -> dict[EntityId, Form]:
        """What forms opened now show of these things: of values side by side, the one in the tables."""
        loaded = heads.load_all_heads(self.session, table.kind, ids)
        return {id_: _form_of(columns_of(table), all_heads) for id_, all_heads in loaded.items()}

    def conflicts(self, among: Collection[EntityId] | None = None) -> list[Conflict]:
        """The fields for which concurrent changes left unequal values, with who said what."""
        return conflicts.conflicts(self.session, among)

    def came_back(self, among: Collection[EntityId] | None = None) -> list[CameBack]:
        """What was struck out by somebody who had not seen a change or a restoring of it."""
        return conflicts.came_back(self.session, among)


def _seen_of(all_heads: heads.Heads) -> dict[str, tuple[bytes, ...]]:
    if len(all_heads.creations) == 1 and not all_heads.touched and not all_heads.strikes:
        only = all_heads.creations[0]  # made and never changed, as most ties and turns are
        return dict.fromkeys((*only.event.fields, heads.CREATION), (only.id[:SHORT],))
    seen: dict[str, tuple[bytes, ...]] = {}
    for head in all_heads.creations:
        short = (head.id[:SHORT],)
        for wire in head.event.fields:
            seen[wire] = seen[wire] + short if wire in seen else short
    for wire, speaking in all_heads.touched.items():
        seen[wire] = tuple(head.id[:SHORT] for head in speaking)
    if everything := sorted(all_heads.everything()):
        seen[heads.CREATION] = tuple(everything)  # what striking it out covers
    if all_heads.strikes:
        seen[heads.STRIKE] = tuple(head.id[:SHORT] for head in all_heads.strikes)
    return seen


def _form_of(columns: Columns, all_heads: heads.Heads) -> Form:
    seen, differs = _seen_of(all_heads), set()
    if not all_heads.has_several:
        return Form(seen, frozenset())
    for wire in [wire for wire, shorts in seen.items() if len(shorts) > 1 and wire in columns.names]:
        speaking = all_heads.of(wire)
        shown = columns.shown(wire, speaking)
        same = tuple(head.id[:SHORT] for head in speaking if head.event.fields[wire] == shown)
        if len(same) < len(speaking) and not columns.has_rule(wire):
            seen[wire] = same
            differs.add(columns.names[wire])
    return Form(seen, frozenset(differs))
