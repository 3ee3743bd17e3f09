"""What was learnt of the files in the folder, and what is still to be put there."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.database import writing
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing, parcels, sealing, segments
from pod_desktop.storage.mailbox.folder import Listed
from pod_desktop.storage.mailbox.parcels import Batch
from pod_desktop.storage.mailbox.sealing import Sealed
from pod_desktop.storage.sharing import traffic
from pod_desktop.storage.tables import (
    FolderFile,
    Invite,
    Joining,
    Lacking,
    Outgoing,
    Parcel,
    ParcelSegment,
    Posted,
    TeamFile,
    TeamFolder,
)

UNFORESEEN = (
    ArithmeticError,
    AttributeError,
    IntegrityError,
    InvalidRequestError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a mistake of the program's raises over a file that says something odd; never that disk or
database fail. One file may not keep the others out."""
_AT_ONCE = 500
_LAPTOP = 16
"""Bytes of a laptop's id."""
Transaction = Session
"""What is being looked at or changed, for callers that know nothing of SQLAlchemy."""
_FOLDER, _JOINING, _INVITES = select(TeamFolder), select(Joining), select(Invite).order_by(Invite.made)
"""Put together once: a round asks them several times, and that takes as long as the answer."""
_OUTGOING = select(Outgoing.name).order_by(Outgoing.made, Outgoing.name)
_KNOWN = select(*TeamFile.__table__.columns)
_NOTHING: frozenset[bytes] = frozenset()
_LETTERS = _KNOWN.where(TeamFile.kind != packing.SEGMENTS)


class State(StrEnum):
    """What a file is that does not count by its name."""

    COPY = "copy"
    """The same as a known file, under another name."""
    PENDING = "pending"
    """Torn, unreadable or malformed: looked at again when it changes."""
    STRANGE = "strange"
    """No key of this team opens it; looked at again when there is a new key."""
    UNKNOWN_LAPTOP = "unknown laptop"
    """From a laptop whose admission has not come; looked at again when there are new certificates."""
    QUARANTINED = "quarantined"
    """From a laptop that was locked out, and not known to be among what it had told by then."""
    UNCONFIRMED = "unconfirmed"
    """Erases what is stored about somebody, and nobody here knows yet that two practitioners asked for it."""
    UNREAD = "unread"
    """Looked into, and to be read in a moment; never stored."""
    HARMED = "harmed"
    """Not what its name promises, though it once was: what it said is known here."""
    LOOKED_AT = "looked at"
    """No file, but how far known files were read again (`looked_at`)."""
    NEWER = "newer"
    """Only another version of the program knows what it says, or can take it in."""


_NOTED = select(FolderFile).where(FolderFile.state != State.LOOKED_AT)


@dataclass(frozen=True, slots=True)
class Found:
    """What reading a file came to."""

    listed: Listed
    name: bytes
    """The hash of its bytes; empty where they could not be read."""
    state: State
    why: str = ""
    laptops: tuple[bytes, ...] = ()
    """The locked-out laptops whose later work waits in it."""


def folder_of(session: Session) -> TeamFolder | None:
    """The team's folder; None while none was chosen."""
    return session.scalars(_FOLDER).one_or_none()


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was made for the folder or read whole there."""

    size: int
    kind: str
    laptop: EntityId | None
    says: frozenset[bytes]
    """The ids of the signed statements in it; none for segments."""
    number: int
    whole: bool
    since: Instant


def known(session: Session) -> dict[bytes, Known]:
    """Every file that counts by its name."""
    return {row.name: _known(row) for row in session.execute(_KNOWN)}


def letters(session: Session) -> dict[bytes, Known]:
    """The same without the files of segments, which are many."""
    return {row.name: _known(row) for row in session.execute(_LETTERS)}


def known_of(session: Session, kinds: Collection[str], before: Instant) -> set[bytes]:
    """The names of the files of these kinds that were known before then."""
    query = select(TeamFile.name).where(TeamFile.kind.in_(kinds), TeamFile.since <= before)
    return set(session.scalars(query))


def noted(session: Session) -> dict[str, FolderFile]:
    """What was found of files that do not count by their names, by path."""
    return {row.path: row for row in session.scalars(_NOTED)}


def laptops_of(row: FolderFile) -> tuple[bytes, ...]:
    """The ids of the locked-out laptops whose later work waits in a file; none for any other file."""
    return tuple(row.laptops[at : at + _LAPTOP] for at in range(0, len(row.laptops), _LAPTOP))


def note(session: Session, found: Found, basis: bytes, now: Instant) -> None:
    """Remember what reading a file came to."""
    row = session.get(FolderFile, found.listed.path)
    if row is None:
        row = FolderFile(path=found.listed.path, first_seen=now)
        session.add(row)
    row.size, row.changed = found.listed.size, found.listed.changed
    row.name, row.state, row.why, row.basis = found.name, str(found.state), found.why, basis
    row.laptops = b"".join(found.laptops)
    session.flush()


def note_bases(session: Session, bases: dict[str, bytes]) -> None:
    """Remember of files that wait on what basis they were judged; empty where they are to be read again."""
    for path, row in noted(session).items():
        row.basis = bases.get(path, row.basis)
    session.flush()


def forget(session: Session, paths: Collection[str]) -> None:
    """Forget files that are no longer there, or that count by their names now."""
    every = list(paths)
    for start in range(0, len(every), _AT_ONCE):
        session.execute(delete(FolderFile).where(FolderFile.path.in_(every[start : start + _AT_ONCE])))
    session.flush()


def keep(
    session: Session,
    name: bytes,
    size: int,
    kind: str,
    now: Instant,
    says: Iterable[bytes] = (),
    laptop: EntityId | None = None,
    number: int = 0,
    whole: bool = False,
) -> Known:
    """Remember what a file is, so that from now on it counts by its name."""
    said = list(says)
    if session.get(TeamFile, name) is None:
        stored = -number if whole else number
        row = TeamFile(name=name, size=size, kind=kind, laptop_id=laptop, number=stored, since=now)
        row.says = b"".join(said)
        session.add(row)
        session.flush()
    return Known(size, kind, laptop, frozenset(said), number, whole, now)


def queue_batch(session: Session, batch: Batch, key: bytes, now: Instant) -> None:
    """Seal segments, note that their file holds them, and put it among what is to go out: one transaction."""
    sealed = sealing.seal(batch.plain, key)
    parcels.remember(session, sealed.name, len(sealed.content), blake2b(batch.plain), batch.segments)
    keep(session, sealed.name, len(sealed.content), packing.SEGMENTS, now)
    _queue(session, sealed, now)


def queue_letter(
    session: Session,
    kind: str,
    parts: Sequence[bytes],
    says: Iterable[bytes],
    key: bytes,
    now: Instant,
    laptop: EntityId | None = None,
    number: int = 0,
    whole: bool = False,
) -> None:
    """Seal a file without segments and put it among what is to go out."""
    sealed = sealing.seal(packing.pack(kind, parts), key)
    keep(session, sealed.name, len(sealed.content), kind, now, says, laptop, number, whole)
    _queue(session, sealed, now)


def _queue(session: Session, sealed: Sealed, now: Instant) -> None:
    session.add(Outgoing(name=sealed.name, content=sealed.content, made=now))
    session.flush()


def _known(row: Row[Any]) -> Known:
    says = frozenset(segments.split(row.says)) if row.says else _NOTHING
    return Known(row.size, row.kind, row.laptop_id, says, abs(row.number), row.number < 0, row.since)


def outgoing(session: Session) -> list[bytes]:
    """The names of what is still to be put into the folder, the oldest first."""
    return list(session.scalars(_OUTGOING))


def outgoing_file(session: Session, name: bytes) -> Sealed | None:
    """A file that is still to be put into the folder; None where it need not be any more."""
    content = session.scalar(select(Outgoing.content).where(Outgoing.name == name))
    return None if content is None else Sealed(name, content)


def drop_outgoing(session: Session, names: Collection[bytes]) -> None:
    """Files that never lay in the folder and are not to: what they hold is lacking again."""
    for table in (Outgoing, TeamFile):
        session.execute(delete(table).where(table.name.in_(names)))
    session.flush()


def note_posted(session: Session, name: bytes, now: Instant) -> None:
    """A file lies in the folder and was read back."""
    session.execute(delete(Outgoing).where(Outgoing.name == name))
    session.merge(Posted(name=name, posted=now))
    in_it = (
        select(ParcelSegment.segment_no)
        .join(Parcel, Parcel.no == ParcelSegment.parcel_no)
        .where(Parcel.name == name)
    )
    session.execute(delete(Lacking).where(Lacking.segment_no.in_(in_it)))
    session.flush()


@contextmanager
def looking(journal: Journal) -> Iterator[Session]:
    """One consistent look; nothing may be changed in it."""
    with Session(journal.engine) as session:
        yield session


@contextmanager
def changing(journal: Journal) -> Iterator[Session]:
    """One short transaction on what this laptop knows for itself; no event, so no screen hears of it."""
    with writing(journal.engine) as connection, Session(connection, autoflush=False) as session:
        yield session
        session.flush()


def joining(session: Session) -> Joining | None:
    """That this laptop has asked to join a team; None where it has not, or was answered."""
    return session.scalars(_JOINING).one_or_none()


def note_request(session: Session, secret: bytes, request: bytes) -> None:
    """Somebody asked to join with this code. Of several the first counts: a code serves once."""
    for row in open_invites(session):
        if row.secret == secret and not row.request:
            row.request = request
    session.flush()


def open_invites(session: Session) -> list[Invite]:
    """Every invitation whose code may still serve, or whose answer may have to be given again."""
    return [row for row in session.scalars(_INVITES) if row.secret]


def count_from_now(session: Session, letters: Collection[str], now: Instant) -> None:
    """What was noted while the clock was ahead is of now, so that it does not wait until that time comes.

    Files of the kinds `letters` stay as they are: those go by their age alone, and with a clock that is
    behind for once everything looks as if it came later.
    """
    session.execute(update(Lacking).where(Lacking.since > now).values(since=now))
    dated_ahead = update(TeamFile).where(TeamFile.since > now, TeamFile.kind.not_in(letters))
    session.execute(dated_ahead.values(since=now))
    for row in open_invites(session):
        if row.made > now:
            row.made, row.expires = now, now + (row.expires - row.made)
    session.flush()


def has_posted(session: Session) -> bool:
    """Whether this laptop ever put a file into a team folder."""
    return session.scalar(select(Posted.name).limit(1)) is not None


def count_missing(session: Session) -> int:
    """How many events are known to exist and have not come here."""
    return sum(traffic.awaited_from(session).values())
