"""What was learnt of the files in the folder, and what is still to be put there."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.database import writing
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import parcels, sealing
from pod_desktop.storage.mailbox.folder import Listed
from pod_desktop.storage.mailbox.parcels import Batch
from pod_desktop.storage.mailbox.sealing import Sealed
from pod_desktop.storage.tables import FolderFile, Outgoing, Posted, TeamFile, TeamFolder

_AT_ONCE = 500


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
    """From a laptop that was locked out, made after that."""
    NEWER = "newer"
    """Only a newer version of the program knows what it says."""


@dataclass(frozen=True, slots=True)
class Found:
    """What reading a file came to."""

    listed: Listed
    name: bytes
    """The hash of its bytes; empty where they could not be read."""
    state: State
    why: str = ""


def folder_of(session: Session) -> TeamFolder | None:
    """The team's folder; None while none was chosen."""
    return session.scalars(select(TeamFolder)).one_or_none()


def known(session: Session) -> dict[bytes, TeamFile]:
    """Every file that was made for the folder or read whole there, by name."""
    return {row.name: row for row in session.scalars(select(TeamFile))}


def noted(session: Session) -> dict[str, FolderFile]:
    """What was found of files that do not count by their names, by path."""
    return {row.path: row for row in session.scalars(select(FolderFile))}


def note(session: Session, found: Found, now: Instant) -> None:
    """Remember what reading a file came to."""
    row = session.get(FolderFile, found.listed.path)
    if row is None:
        row = FolderFile(path=found.listed.path, first_seen=now)
        session.add(row)
    row.size, row.changed = found.listed.size, found.listed.changed
    row.name, row.state, row.why = found.name, str(found.state), found.why
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
) -> None:
    """Remember what a file is, so that from now on it counts by its name."""
    if session.get(TeamFile, name) is None:
        row = TeamFile(name=name, size=size, kind=kind, laptop_id=laptop, says=b"".join(says), since=now)
        session.add(row)
        session.flush()


def queue_batch(session: Session, batch: Batch, key: bytes, now: Instant) -> None:
    """Seal segments, note that their file holds them, and put it among what is to go out: one transaction."""
    sealed = sealing.seal(batch.plain, key)
    parcels.remember(session, sealed.name, len(sealed.content), blake2b(batch.plain), batch.segments)
    _queue(session, sealed, parcels.SEGMENTS, (), None, now)


def queue_letter(
    session: Session,
    kind: str,
    parts: Sequence[bytes],
    says: Iterable[bytes],
    key: bytes,
    now: Instant,
    laptop: EntityId | None = None,
) -> None:
    """Seal a file without segments and put it among what is to go out."""
    _queue(session, sealing.seal(parcels.pack(kind, parts), key), kind, says, laptop, now)


def _queue(
    session: Session, sealed: Sealed, kind: str, says: Iterable[bytes], laptop: EntityId | None, now: Instant
) -> None:
    keep(session, sealed.name, len(sealed.content), kind, now, says, laptop)
    session.add(Outgoing(name=sealed.name, content=sealed.content, made=now))
    session.flush()


def outgoing(session: Session) -> list[Sealed]:
    """What is still to be put into the folder, the oldest first."""
    rows = session.scalars(select(Outgoing).order_by(Outgoing.made, Outgoing.name))
    return [Sealed(row.name, row.content) for row in rows]


def note_posted(session: Session, name: bytes, now: Instant) -> None:
    """A file lies in the folder and was read back."""
    session.execute(delete(Outgoing).where(Outgoing.name == name))
    session.merge(Posted(name=name, posted=now))
    session.flush()


@contextmanager
def changing(journal: Journal) -> Iterator[Session]:
    """One short transaction on what this laptop knows for itself; no event, so no screen hears of it."""
    with writing(journal.engine) as connection, Session(connection, autoflush=False) as session:
        yield session
        session.flush()
