"""The journal's own audit: is every event what its id promises, and do the tables say what events say?"""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from pod_desktop.storage import projection
from pod_desktop.storage.database import DamagedDatabase, integrity_faults
from pod_desktop.storage.events import SHORT, DamagedEvent, Verb, decode, event_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import SYNCED, JournalEvent, Stream


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `faults` are sentences; empty means that all is sound."""

    events: int
    ended: int
    counts: dict[str, int]
    digest: str
    faults: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def check(journal: Journal) -> Report:
    """Look through the whole database. Reads everything; changes nothing."""
    try:
        faults = integrity_faults(journal.engine)
        with Session(journal.engine) as session:
            events, ended, event_faults = _check_events(session)
            counts = _counts(session)
        before, after = _digests(journal)
    except (DatabaseError, DamagedDatabase):
        return Report(0, 0, {}, "", ["The database file is damaged: a part of it cannot be read."])
    faults += event_faults
    if before != after:
        faults.append("The tables do not say what the journal says.")
    return Report(events, ended, counts, before, faults)


def _check_events(session: Session) -> tuple[int, int, list[str]]:
    faults: list[str] = []
    streams = {stream.no: bytes.fromhex(stream.id) for stream in session.scalars(select(Stream))}
    seqs: dict[int, list[int]] = {}
    ended = total = 0
    emptied: dict[bytes, int] = {}
    named: set[bytes] = set()
    query = select(
        JournalEvent.no, JournalEvent.id, JournalEvent.stream_no, JournalEvent.seq, JournalEvent.body
    )
    for no, id_, stream_no, seq, body in session.execute(query.order_by(JournalEvent.no)):
        total += 1
        seqs.setdefault(stream_no, []).append(seq)
        if not body:
            ended += 1
            emptied[id_[:SHORT]] = no
            continue
        if event_id(body) != id_:
            faults.append(f"Event {no} is not what its id promises.")
            continue
        try:
            event = decode(body)
        except DamagedEvent:
            faults.append(f"Event {no} cannot be read.")
            continue
        if (event.stream, event.seq) != (streams[stream_no], seq):
            faults.append(f"Event {no} lies in the wrong place.")
        if event.verb == Verb.END:
            named.update(event.fields.get("ends", []))
    faults += [
        f"Event {no} is empty and no ending names it." for id_, no in emptied.items() if id_ not in named
    ]
    for stream_no, numbers in seqs.items():
        if sorted(set(numbers)) != list(range(1, max(numbers) + 1)):
            faults.append(f"Stream {stream_no} has a gap.")
    return total, ended, faults


def _counts(session: Session) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for table in SYNCED:
        counted[table.kind] = (
            session.scalar(select(func.count()).select_from(table).where(table.struck.is_(False))) or 0
        )
    return dict(sorted(counted.items()))


def _digests(journal: Journal) -> tuple[str, str]:
    """The digest of the tables as they are, and as rebuilt in a transaction that is given up."""
    with journal.engine.connect() as connection:
        session = Session(connection, join_transaction_mode="control_fully")
        before = projection.digest(session)
        projection.rebuild(session)
        after = projection.digest(session)
        session.close()
        connection.rollback()
    return before, after
