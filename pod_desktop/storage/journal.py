"""The one door: every change to what is stored is an act, here.

    with journal.act() as act:
        topic = act.create(Topic, meeting_id=..., words="...", position="V")
        act.change(Meeting, meeting_id, state="closed")

An act is one transaction and one group of events. When it ends without an error it is on the disk, and
whoever listens is told which things changed. Reading goes through `journal.read()`.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from secrets import token_bytes
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, bindparam, func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Clock, SteadyClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.views import Seen
from pod_desktop.errors import BadInput, NotFound, PodError
from pod_desktop.storage import arrival, conflicts, events, heads, histories, projection, purge
from pod_desktop.storage.arrival import Arrived
from pod_desktop.storage.conflicts import CameBack, Conflict
from pod_desktop.storage.database import empty_write_ahead_log, move_log_into_file, writing
from pod_desktop.storage.events import SHORT, HybridClock, Value, Verb
from pod_desktop.storage.histories import History, Line
from pod_desktop.storage.projection import Columns, columns_of
from pod_desktop.storage.tables import JournalEvent, Stream, Synced, ThisLaptop

_AT_ONCE = 500
Kind = TypeVar("Kind", bound=Synced)


@dataclass(frozen=True, slots=True)
class Change:
    """What an act did to one thing, in the program's values. What undo needs."""

    table: type[Synced]
    id: EntityId
    verb: Verb
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act changed: (kind, id) of each thing, and, for undo, what each change did."""

    changed: frozenset[tuple[str, EntityId]]
    changes: tuple[Change, ...] = ()

    def kinds(self) -> frozenset[str]:
        """The kinds touched."""
        return frozenset(kind for kind, _ in self.changed)


@cache
def _equal(table: type[Kind], names: tuple[str, ...], known: tuple[str, ...]) -> Select[Kind]:
    """What `Reading.all` asks. Put together once, since that takes as long as the answer of a short one."""
    query = select(table).filter_by(struck=False)
    for name in names:
        column = getattr(table, name)
        query = query.where(column == bindparam(name) if name in known else column.is_(None))
    return query.order_by(table.id)


class Reading:
    """Looking things up, inside one consistent moment."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, table: type[Kind], id_: EntityId) -> Kind:
        """The thing with this id, also when struck out. Raises NotFound."""
        row = self.session.get(table, id_)
        if row is None:
            raise NotFound(f"There is no {table.kind.replace('_', ' ')} with that number here.")
        return row

    def all(self, table: type[Kind], **equal: Any) -> list[Kind]:
        """All that are not struck out and whose columns equal these, in the order of their ids."""
        known = {name: value for name, value in equal.items() if value is not None}
        query = _equal(table, tuple(equal), tuple(known))
        return list(self.session.scalars(query, known))

    def all_of(self, table: type[Kind], name: str, ids: Sequence[EntityId]) -> list[Kind]:
        """As `all`, for those whose id column `name` is one of these; in few queries however many."""
        found: list[Kind] = []
        for start in range(0, len(ids), _AT_ONCE):
            among = getattr(table, name).in_(ids[start : start + _AT_ONCE])
            found += self.session.scalars(select(table).filter_by(struck=False).where(among))
        return sorted(found, key=lambda row: row.id)

    def one_or_none(self, table: type[Kind], **equal: Any) -> Kind | None:
        """The first that `all` gives, or None."""
        return next(iter(self.all(table, **equal)), None)

    def in_order_made(self, rows: Sequence[Kind]) -> list[Kind]:
        """The rows in the order in which they were created, by the clocks of the laptops."""
        loaded = heads.load_all_heads(self.session, [row.id for row in rows])
        made = {id_: min((c.rank for c in each.creations), default=(0, b"")) for id_, each in loaded.items()}
        return sorted(rows, key=lambda row: made[row.id])

    def values_of(self, table: type[Synced], id_: EntityId, name: str) -> list[Any]:
        """What the heads of a field say: one value as a rule, several after concurrent changes."""
        columns = columns_of(table)
        wire = columns.wire(name)
        speaking = heads.load_heads(self.session, id_).of(wire)
        return [columns.from_wire(wire, head.event.fields[wire]) for head in speaking]

    def seen(self, id_: EntityId) -> Seen:
        """What a form opened now shows of this thing."""
        return self.all_seen([id_])[id_]

    def all_seen(self, ids: Sequence[EntityId]) -> dict[EntityId, Seen]:
        """The same of many things at once."""
        loaded = heads.load_all_heads(self.session, ids)
        return {id_: _seen_of(all_heads) for id_, all_heads in loaded.items()}

    def conflicts(self) -> list[Conflict]:
        """The fields for which concurrent changes left unequal values, with who said what."""
        return conflicts.conflicts(self.session)

    def came_back(self) -> list[CameBack]:
        """What was struck out by somebody who had not seen a change or a restoring of it."""
        return conflicts.came_back(self.session)


class Act(Reading):
    """One group of changes. Made by `Journal.act`."""

    def __init__(self, session: Session, hybrid: HybridClock, laptop: EntityId, author: EntityId) -> None:
        super().__init__(session)
        self.author = author
        self.changes: list[Change] = []
        self.facts: set[tuple[str, EntityId]] = set()
        self._hybrid = hybrid
        self._laptop = laptop
        self._group: int | None = None

    def create(self, table: type[Kind], *, id_: EntityId | None = None, **values: Any) -> Kind:
        """A new thing, in one event with all its fields. Returns its row."""
        id_ = id_ or new_id()
        fields = _to_wire(table, values)
        meeting = values.get("meeting_id") if table.in_turn_log else None
        self._record(table, id_, Verb.CREATE, fields, {}, meeting=meeting)
        self.changes.append(Change(table, id_, Verb.CREATE, after=values))
        return self.get(table, id_)

    def change(self, table: type[Kind], id_: EntityId, *, seen: Seen | None = None, **values: Any) -> Kind:
        """Set fields of a thing.

        `seen` is what the form showed when it was opened; without it, what is here now. A field that already
        holds the value, without conflict, makes no event; nor does one that the form hands back as it showed
        it, whatever came behind the form. Raises NotFound.
        """
        row = self.get(table, id_)
        columns = columns_of(table)
        all_heads = heads.load_heads(self.session, id_)
        before = {name: getattr(row, name) for name in values}
        new = {
            name: value
            for name, value in values.items()
            if (value != before[name] or len(all_heads.of(columns.wire(name))) > 1)
            and (seen is None or value not in self._only_shown(columns, name, seen))
        }
        if new:
            fields = _to_wire(table, new)
            shown = {
                wire: _short(all_heads.of(wire)) if seen is None else list(seen.get(wire, ()))
                for wire in fields
            }
            replaces = {wire: ids for wire, ids in shown.items() if ids}
            self._record(table, id_, Verb.CHANGE, fields, replaces, meeting=_log_of(row))
            self.changes.append(Change(table, id_, Verb.CHANGE, {n: before[n] for n in new}, new))
        return row

    def _only_shown(self, columns: Columns, name: str, seen: Seen) -> list[Any]:
        """The value that a form showed for a field; none where it showed several, or one that was ended."""
        wire = columns.wire(name)
        shorts = seen.get(wire, ())
        shown = [columns.from_wire(wire, v) for v in heads.values_at(self.session, shorts, wire)]
        if not shorts:
            return [columns.default(name)]
        return shown[:1] if len(shown) == len(shorts) and all(v == shown[0] for v in shown) else []

    def create_many(
        self, table: type[Synced], many: Iterable[History], *, log_of: EntityId | None = None
    ) -> None:
        """New things by the thousand, each with its later changes: the events of `create` and `change`.

        `log_of` is the meeting of a table that is in its turn log. Undo does not know of them.
        """
        stream_no, stream = self._stream(log_of)
        no = _next_no(self.session)
        self._group = self._group or no
        seq = _next_seq(self.session, stream_no)
        line = Line(stream_no, stream, self.author, seq, no, self._group)
        self.facts |= histories.store(self.session, line, self._hybrid, table, many)

    def strike(self, table: type[Synced], id_: EntityId, reason: str) -> None:
        """Strike a thing out, with the reason. It stays in the journal and can be restored."""
        row = self.get(table, id_)
        all_heads = heads.load_heads(self.session, id_)
        replaces = {heads.CREATION: sorted(all_heads.everything())}
        if all_heads.strikes:
            replaces[heads.STRIKE] = _short(all_heads.strikes)
        self._record(table, id_, Verb.STRIKE, {}, replaces, meeting=_log_of(row), reason=reason)
        self.changes.append(Change(table, id_, Verb.STRIKE))

    def restore(self, table: type[Synced], id_: EntityId) -> None:
        """Take a striking out back."""
        row = self.get(table, id_)
        strikes = heads.load_heads(self.session, id_).strikes
        if not strikes:
            return
        self._record(table, id_, Verb.RESTORE, {}, {heads.STRIKE: _short(strikes)}, meeting=_log_of(row))
        self.changes.append(Change(table, id_, Verb.RESTORE))

    def end_turn_log(self, meeting_id: EntityId, at_most: int | None = None) -> int:
        """End the events of the meeting's turn log (SYNC §6): bodies and rows go, ids and places stay.

        Returns how many were ended: fewer than `at_most` when none is left. `Journal.empty_log_of_ended` is
        to be called afterwards.
        """
        query = (
            select(JournalEvent.id)
            .join(Stream, Stream.no == JournalEvent.stream_no)
            .where(Stream.meeting_id == meeting_id, func.length(JournalEvent.body) > 0)
            .order_by(JournalEvent.no)
            .limit(at_most)
        )
        shorts = [id_[:SHORT] for id_ in self.session.scalars(query)]
        self.end(meeting_id, shorts)
        return len(shorts)

    def has_ended_turns(self, meeting_id: EntityId) -> bool:
        """Whether anything of the meeting's turn log was ended."""
        query = (
            select(JournalEvent.no)
            .join(Stream, Stream.no == JournalEvent.stream_no)
            .where(Stream.meeting_id == meeting_id, func.length(JournalEvent.body) == 0)
        )
        return self.session.scalar(query.limit(1)) is not None

    def end(self, about: EntityId, short_ids: Sequence[bytes]) -> None:
        """End these events, here or not yet here, on every laptop; `about` is what they are part of.

        What they had replaced speaks again. `Journal.empty_log_of_ended` is to be called afterwards.
        """
        if short_ids:
            fields: dict[str, Value | list[bytes]] = {"ends": list(short_ids)}
            self._write(projection.ENDING, about, Verb.END, fields, {}, meeting=None, reason="")

    def _record(
        self,
        table: type[Synced],
        id_: EntityId,
        verb: Verb,
        fields: Mapping[str, Value],
        replaces: Mapping[str, list[bytes]],
        *,
        meeting: EntityId | None,
        reason: str = "",
    ) -> None:
        self._write(table.kind, id_, verb, fields, replaces, meeting=meeting, reason=reason)

    def _write(
        self,
        kind: str,
        id_: EntityId,
        verb: Verb,
        fields: Mapping[str, Any],
        replaces: Mapping[str, list[bytes]],
        *,
        meeting: EntityId | None,
        reason: str,
    ) -> None:
        stream_no, stream = self._stream(meeting)
        event = events.make(
            stream=stream,
            seq=_next_seq(self.session, stream_no),
            hlc=self._hybrid.tick(),
            author=bytes.fromhex(self.author),
            verb=verb,
            kind=kind,
            entity=bytes.fromhex(id_),
            fields=fields,
            replaces=replaces,
            reason=reason,
        )
        try:
            body = events.encode(event)
        except UnicodeEncodeError as error:
            raise BadInput("There is a character here that cannot be stored. Please leave it out.") from error
        no = _next_no(self.session)
        self._group = self._group or no
        row = (no, events.event_id(body), stream_no, event.seq, self._group, body)
        self.session.connection().exec_driver_sql(_STORE, row)
        self.facts |= projection.apply(self.session, no, events.event_id(body), event)

    def _stream(self, meeting: EntityId | None) -> tuple[int, bytes]:
        """The number and id of this laptop's stream for a meeting's turn log, or of its main one."""
        connection = self.session.connection()
        key = (bytes.fromhex(self._laptop), bytes.fromhex(meeting) if meeting else None)
        found = connection.exec_driver_sql(_STREAM, key).one_or_none()
        if found is None:
            new = bytes.fromhex(new_id())
            connection.exec_driver_sql(_NEW_STREAM, (new, *key))
            found = connection.exec_driver_sql(_STREAM, key).one()
        return int(found[0]), bytes(found[1])


class NoLaptop(PodError):
    """The database was made but its first start never finished."""


class Journal:
    """The open database of one team on this laptop."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self.before_close: Callable[[], None] | None = None
        """What whoever opened it wants done before the file is let go."""
        self._lock = threading.RLock()
        self._listeners: list[Callable[[Facts], None]] = []
        self._steady: dict[EntityId, SteadyClock] = {}
        self._log_holds_ended = True  # as far as anybody knows: the run before may have been killed
        self._hybrid = self._clock_that_goes_on()

    def _clock_that_goes_on(self) -> HybridClock:
        """The clock as it stood when the program stopped: after our own stamps, and those seen lately."""
        with self.engine.connect() as connection:
            own = [place.hlc for place in _places(connection, _OWN_LATEST)]
            hybrid = HybridClock(self.clock, max(own, default=0))
            for place in _places(connection, _LATEST):
                hybrid.observe(place.hlc)
        return hybrid

    def listen(self, listener: Callable[[Facts], None]) -> None:
        """Call `listener` after each act that changed something, in the thread of the act."""
        self._listeners.append(listener)

    def unlisten(self, listener: Callable[[Facts], None]) -> None:
        """Stop calling `listener`."""
        self._listeners.remove(listener)

    def steady_clock(self, meeting_id: EntityId) -> SteadyClock:
        """The one clock for the spans of this meeting's turn log, as long as the program runs."""
        return self._steady.setdefault(meeting_id, SteadyClock(self.clock))

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """A consistent look at what is stored."""
        with Session(self.engine) as session:
            yield Reading(session)

    @contextmanager
    def act(self) -> Iterator[Act]:
        """One transaction, one group of events. An error inside leaves nothing behind."""
        with self._lock:
            with (
                writing(self.engine) as connection,
                Session(connection, expire_on_commit=False, autoflush=False) as session,
            ):
                laptop = session.scalars(select(ThisLaptop)).one_or_none()
                if laptop is None:
                    raise NoLaptop("This data was never finished being set up. Start a team in a new place.")
                act = Act(session, self._hybrid, laptop.id, laptop.author_id)
                yield act
                session.flush()
                facts = Facts(frozenset(act.facts), tuple(act.changes))
            if facts.changed:
                for listener in list(self._listeners):
                    listener(facts)

    def purge(self, person_id: EntityId, require: Callable[[Reading], None]) -> Facts:
        """Take a person's record off this laptop: no event, so no other laptop hears of it.

        `require` looks at how things stand and raises to refuse; then nothing is changed.
        """
        author = self.author_id
        with self._lock:
            with writing(self.engine) as connection, Session(connection, autoflush=False) as session:
                require(Reading(session))
                facts = Facts(frozenset(purge.purge(session, person_id, author, self.clock.now())))
            self.empty_log_of_ended(just_ended=True)
            for listener in list(self._listeners):
                listener(facts)
        return facts

    def take_in(self, arrivals: Iterable[Arrived]) -> Facts:
        """Store what other laptops or a backup bring, in one transaction; what is known changes nothing.

        It may come in any order, twice, and with parts missing (storage/arrival.py). Raises DamagedEvent, and
        stores nothing, when a body is not what its id, stream and number promise.
        """
        with self._lock:
            with writing(self.engine) as connection, Session(connection, autoflush=False) as session:
                taken = arrival.store(session, arrivals, self._hybrid)
            if taken.brought_endings:
                self.empty_log_of_ended(just_ended=True)
            facts = Facts(frozenset(taken.changed))
            if facts.changed:
                for listener in list(self._listeners):
                    listener(facts)
        return facts

    @property
    def is_set_up(self) -> bool:
        """Whether the first start was finished."""
        with self.read() as reading:
            return reading.session.scalars(select(ThisLaptop)).one_or_none() is not None

    @property
    def author_id(self) -> EntityId:
        """The practitioner using this laptop. Raises NoLaptop before the first start was finished."""
        with self.read() as reading:
            laptop = reading.session.scalars(select(ThisLaptop)).one_or_none()
        if laptop is None:
            raise NoLaptop("This data was never finished being set up. Start a team in a new place.")
        return laptop.author_id

    def set_up_laptop(self, author_id: EntityId) -> None:
        """Give the database its laptop, used by this practitioner. Once, before the first act."""
        with writing(self.engine) as connection, Session(connection) as session:
            laptop = ThisLaptop(id=new_id(), author_id=author_id, began=self.clock.now())
            laptop.signing_seed, laptop.sealing_seed = token_bytes(32), token_bytes(32)
            session.add(laptop)
            session.flush()

    def move_log(self) -> None:
        """Move the write-ahead log into the file: for a background thread, so that no tap waits for it."""
        move_log_into_file(self.engine)

    def empty_log_of_ended(self, *, just_ended: bool = False) -> None:
        """Empty the write-ahead log: after an ending, and at the first call after opening.

        Where a reader held it back, a later call does it.
        """
        if just_ended or self._log_holds_ended:
            self._log_holds_ended = not empty_write_ahead_log(self.engine)

    def close(self) -> None:
        """Let go of the file."""
        if self.before_close is not None:
            self.before_close()
        self.engine.dispose()


def _to_wire(table: type[Synced], values: Mapping[str, Any]) -> dict[str, Value]:
    columns = columns_of(table)
    return {columns.wire(name): columns.to_wire(name, value) for name, value in values.items()}


def _seen_of(all_heads: heads.Heads) -> Seen:
    wires = {wire for head in all_heads.creations for wire in head.event.fields} | all_heads.touched.keys()
    return {wire: tuple(head.id[:SHORT] for head in all_heads.of(wire)) for wire in wires}


def _short(found: tuple[heads.HeadEvent, ...]) -> list[bytes]:
    return [head.id[:SHORT] for head in found]


def _log_of(row: Synced) -> EntityId | None:
    return row.meeting_id if row.in_turn_log else None  # type: ignore[attr-defined]


# Plain statements, since every tap passes here.
_STORE = "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, ?)"
_STREAM = "SELECT no, id FROM stream WHERE laptop_id = ? AND meeting_id IS ? AND NOT retired"
_NEW_STREAM = "INSERT INTO stream (id, laptop_id, meeting_id) VALUES (?, ?, ?)"
_LAST_NO = "SELECT coalesce(max(no), 0) FROM event"
_LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM event WHERE stream_no = ?"

_OWN_LATEST = """SELECT (SELECT body FROM event WHERE stream_no = stream.no ORDER BY seq DESC LIMIT 1)
FROM stream WHERE laptop_id = (SELECT id FROM this_laptop)"""
_LATEST = "SELECT body FROM event ORDER BY no DESC LIMIT 1000"


def _places(connection: Connection, query: str) -> Iterator[events.Place]:
    return (events.place_of(body) for (body,) in connection.exec_driver_sql(query) if body)


def _next_no(session: Session) -> int:
    return int(session.connection().exec_driver_sql(_LAST_NO).scalar_one()) + 1


def _next_seq(session: Session, stream_no: int) -> int:
    return int(session.connection().exec_driver_sql(_LAST_SEQ, (stream_no,)).scalar_one()) + 1
