"""Events of this laptop on their way into the journal and the tables: one, or many changes at once."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput
from pod_desktop.storage import events, projection
from pod_desktop.storage.events import Event, HybridClock, Value, Verb
from pod_desktop.storage.heads import HeadEvent, Heads
from pod_desktop.storage.histories import Line
from pod_desktop.storage.projection import Changed, columns_of
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.stream_ids import new_stream_id
from pod_desktop.storage.tables import Stream, Synced


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A change of one thing, or its striking out, that is about to become an event.

    Fields and what it replaces are as on the wire.
    """

    id: EntityId
    fields: Mapping[str, Value]
    replaces: Mapping[str, list[bytes]]
    heads: Heads
    """All heads of the thing, before it."""
    meeting: EntityId | None
    """The meeting in whose turn log the thing is."""
    verb: Verb = Verb.CHANGE
    reason: str = ""


class EventWriter(Reading):
    """Writes the events of one act, as the next of this laptop's streams, and enters them."""

    def __init__(
        self,
        session: Session,
        hybrid: HybridClock,
        laptop: EntityId,
        author: EntityId,
        in_hand: Set[EntityId] = frozenset(),
    ) -> None:
        super().__init__(session, in_hand)
        self.author = author
        self.facts: Changed = set()
        self._hybrid = hybrid
        self._laptop = laptop
        self._group: int | None = None

    def write(
        self,
        kind: str,
        id_: EntityId,
        verb: Verb,
        fields: Mapping[str, Any],
        replaces: Mapping[str, list[bytes]],
        *,
        meeting: EntityId | None,
        reason: str = "",
    ) -> None:
        """One event. Raises BadInput for a character that cannot be stored."""
        line = self.line(meeting)
        event = self._event(line, line.seq, kind, id_, verb, fields, replaces, reason)
        body = _encoded(event)
        row = (line.no, events.event_id(body), line.stream_no, event.seq, line.group, body)
        self.session.connection().exec_driver_sql(_STORE, row)
        self.facts |= projection.apply(self.session, line.no, events.event_id(body), event)

    def write_changes(self, table: type[Synced], changes: Sequence[Unwritten]) -> None:
        """An event for each, all of different things of one table. Raises BadInput as `write`."""
        if not changes:
            return
        lines: dict[EntityId | None, Line] = {}
        count: dict[int, int] = {}
        rows: list[tuple[int, bytes, int, int, int, bytes]] = []
        written: list[tuple[HeadEvent, Heads]] = []
        for each in changes:
            if each.meeting not in lines:
                lines[each.meeting] = self.line(each.meeting)
            line = lines[each.meeting]
            before = count.get(line.stream_no, 0)
            count[line.stream_no] = before + 1
            seq = line.seq + before
            event = self._event(
                line, seq, table.kind, each.id, each.verb, each.fields, each.replaces, each.reason
            )
            body = _encoded(event)
            no, id_ = line.no + len(rows), events.event_id(body)
            rows.append((no, id_, line.stream_no, event.seq, line.group, body))
            written.append((HeadEvent(no, id_, event), each.heads))
        self.session.flush()
        self.session.connection().exec_driver_sql(_STORE, rows)
        self.facts |= projection.enter_own_changes(self.session, table, written)

    def line(self, meeting: EntityId | None) -> Line:
        """Where the next events go: into the stream of a meeting's turn log, or the main one."""
        stream_no, stream = self._stream(meeting)
        no = _next_no(self.session)
        self._group = self._group or no
        return Line(stream_no, stream, self.author, _next_seq(self.session, stream_no), no, self._group)

    def own_streams(self) -> set[bytes]:
        """The ids of the streams in which this laptop speaks."""
        return {bytes.fromhex(id_) for id_ in self.session.scalars(_OWN_STREAMS, {"laptop": self._laptop})}

    def _event(
        self,
        line: Line,
        seq: int,
        kind: str,
        id_: EntityId,
        verb: Verb,
        fields: Mapping[str, Any],
        replaces: Mapping[str, list[bytes]],
        reason: str = "",
    ) -> Event:
        return events.make(
            stream=line.stream,
            seq=seq,
            hlc=self._hybrid.tick(),
            author=bytes.fromhex(self.author),
            verb=verb,
            kind=kind,
            entity=bytes.fromhex(id_),
            fields=fields,
            replaces=replaces,
            reason=reason,
        )

    def _stream(self, meeting: EntityId | None) -> tuple[int, bytes]:
        """The number and id of this laptop's stream for a meeting's turn log, or of its main one."""
        connection = self.session.connection()
        key = (bytes.fromhex(self._laptop), bytes.fromhex(meeting) if meeting else None)
        found = connection.exec_driver_sql(_STREAM, key).one_or_none()
        if found is None:
            new = new_stream_id(key[0])
            connection.exec_driver_sql(_NEW_STREAM, (new, *key))
            found = connection.exec_driver_sql(_STREAM, key).one()
        return int(found[0]), bytes(found[1])


def to_wire(table: type[Synced], values: Mapping[str, Any]) -> dict[str, Value]:
    """Values by column name, as they go into an event."""
    columns = columns_of(table)
    return {columns.wire(name): columns.to_wire(name, value) for name, value in values.items()}


def log_of(row: Synced) -> EntityId | None:
    """The meeting in whose turn log a thing is; None for what is in none."""
    return row.meeting_id if row.in_turn_log else None  # type: ignore[attr-defined]


def _encoded(event: Event) -> bytes:
    try:
        return events.encode(event)
    except UnicodeEncodeError as error:
        raise BadInput("There is a character here that cannot be stored. Please leave it out.") from error


_OWN_STREAMS = select(Stream.id).where(Stream.laptop_id == bindparam("laptop"))

# Plain statements, since every tap passes here.
_STORE = "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, ?)"
_STREAM = "SELECT no, id FROM stream WHERE laptop_id = ? AND meeting_id IS ? AND NOT retired"
_NEW_STREAM = "INSERT INTO stream (id, laptop_id, meeting_id) VALUES (?, ?, ?)"
_LAST_NO = "SELECT coalesce(max(no), 0) FROM event"
_LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM event WHERE stream_no = ?"


def _next_no(session: Session) -> int:
    return int(session.connection().exec_driver_sql(_LAST_NO).scalar_one()) + 1


def _next_seq(session: Session, stream_no: int) -> int:
    return int(session.connection().exec_driver_sql(_LAST_SEQ, (stream_no,)).scalar_one()) + 1
