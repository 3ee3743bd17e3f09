"""The journal's own audit: is every event what its id promises, and do the tables say what events say?"""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from pod_desktop.storage import projection
from pod_desktop.storage.database import DamagedDatabase, integrity_faults
from pod_desktop.storage.events import SHORT, DamagedEvent, Verb, event_id, place_of, understood
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import SYNCED, Awaited, Ended, Stream, ThisLaptop


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `faults` are sentences; empty means that all is sound."""

    events: int
    ended: int
    counts: dict[str, int]
    digest: str
    faults: list[str] = field(default_factory=list)
    waiting: int = 0
    """Events of other laptops that came without a body, and whose ending or body has not come yet."""
    missing: int = 0
    """Events that others name, or that a line of another laptop leaves out: they have not come yet."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def check(journal: Journal) -> Report:
    """Look through the whole database. Reads everything; changes nothing."""
    try:
        faults = integrity_faults(journal.engine)
        with Session(journal.engine) as session:
            audit = _Audit(session)
            audit.look_through()
            counts = _counts(session)
            missing = audit.missing | {
                bytes(short) for (short,) in session.execute(select(Awaited.short_id).distinct())
            }
        before, after = _states(journal)
    except (DatabaseError, DamagedDatabase):
        return Report(0, 0, {}, "", ["The database file is damaged: a part of it cannot be read."])
    faults += audit.faults
    if before != after:
        faults.append("The tables do not say what the journal says.")
    return Report(audit.total, audit.ended, counts, before[0], faults, audit.waiting, len(missing))


class _Audit:
    """Every event, one by one."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.faults: list[str] = []
        self.total = self.ended = self.waiting = 0
        self.missing: set[object] = set()
        self._streams = {stream.no: stream for stream in session.scalars(select(Stream))}
        self._own = session.scalars(select(ThisLaptop.id)).first()
        self._explained = set(session.scalars(select(Ended.short_id)))
        self._emptied: list[tuple[int, bytes, int]] = []
        self._living: list[tuple[int, bytes]] = []

    def look_through(self) -> None:
        """Read all events, then judge what only all of them together show."""
        seqs: dict[int, set[int]] = {}
        query = "SELECT no, id, stream_no, seq, body FROM event ORDER BY no"
        for no, id_, stream_no, seq, body in self.session.connection().exec_driver_sql(query):
            self.total += 1
            seqs.setdefault(stream_no, set()).add(seq)
            if body:
                self._look_at(no, id_, stream_no, seq, body)
            else:
                self.ended += 1
                self._emptied.append((no, id_[:SHORT], stream_no))
        self._judge_emptied()
        for stream_no, numbers in seqs.items():
            gap = set(range(1, max(numbers) + 1)) - numbers
            if gap and self._is_own(stream_no):
                self.faults.append(f"Stream {stream_no} has a gap.")
            else:
                self.missing |= {(stream_no, seq) for seq in gap}

    def _look_at(self, no: int, id_: bytes, stream_no: int, seq: int, body: bytes) -> None:
        if event_id(body) != id_:
            self.faults.append(f"Event {no} is not what its id promises.")
            return
        try:
            event = understood(body)
            place = event or place_of(body)
        except DamagedEvent:
            self.faults.append(f"Event {no} cannot be read.")
            return
        if (place.stream.hex(), place.seq) != (self._streams[stream_no].id, seq):
            self.faults.append(f"Event {no} lies in the wrong place.")
        if event is not None and event.verb == Verb.END:
            self._explained.update(event.fields.get("ends", []))
        else:
            self._living.append((no, id_[:SHORT]))

    def _judge_emptied(self) -> None:
        for no, short, stream_no in self._emptied:
            if short not in self._explained and self._is_own(stream_no):
                self.faults.append(f"Event {no} is empty and no ending names it.")
            elif short not in self._explained:
                self.waiting += 1
        self.faults += [
            f"Event {no} was ended and is still here."
            for no, short in self._living
            if short in self._explained
        ]

    def _is_own(self, stream_no: int) -> bool:
        stream = self._streams[stream_no]
        return stream.laptop_id == self._own and not stream.retired


def _counts(session: Session) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for table in SYNCED:
        counted[table.kind] = (
            session.scalar(select(func.count()).select_from(table).where(table.struck.is_(False))) or 0
        )
    return dict(sorted(counted.items()))


def _states(journal: Journal) -> tuple[tuple[str, bytes], tuple[str, bytes]]:
    """What tables and heads are, and what they are rebuilt in a transaction that is given up."""
    with journal.engine.connect() as connection:
        session = Session(connection, join_transaction_mode="control_fully")
        before = (projection.digest(session), _digest_of_heads(session))
        projection.rebuild(session)
        after = (projection.digest(session), _digest_of_heads(session))
        session.close()
        connection.rollback()
    return before, after


def _digest_of_heads(session: Session) -> bytes:
    total = blake2b(digest_size=32)
    for table in ("head", "awaited"):  # without rowid, so they come in the order of their keys
        for row in session.connection().exec_driver_sql(f"SELECT * FROM {table}"):  # noqa: S608
            total.update(repr(tuple(row)).encode())
    return total.digest()
