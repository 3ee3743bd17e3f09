"""What a backup holds of the team's keys, so that a restored laptop goes on as the one it was."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.mailbox.packing import BadContents
from pod_desktop.storage.mailbox.segments import Bytes16, Bytes32
from pod_desktop.storage.sharing.keys import certificates, epochs, keep_certificate, raw, root_of, take_root
from pod_desktop.storage.sharing.signed import BadStatement
from pod_desktop.storage.tables import Epoch, TeamFolder
from pod_desktop.storage.tables.base import from_microseconds, to_microseconds


class EpochKey(msgspec.Struct, array_like=True, frozen=True):
    """An epoch as it goes to a new laptop and into a backup."""

    id: Bytes16
    number: int
    key: Bytes32
    keyring: bytes
    sealed_with: Bytes16 | None

    @staticmethod
    def of(row: Epoch) -> "EpochKey":
        """The epoch in a row."""
        sealed_with = raw(row.sealed_with) if row.sealed_with else None
        return EpochKey(raw(row.id), row.number, row.key, row.keyring, sealed_with)

    def row(self) -> Epoch:
        """A new row that says the same."""
        return Epoch(
            id=EntityId(self.id.hex()),
            number=self.number,
            key=self.key,
            keyring=self.keyring,
            sealed_with=None if self.sealed_with is None else EntityId(self.sealed_with.hex()),
        )


class _Kept(msgspec.Struct, frozen=True):
    """Newer versions may add fields."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    team: Bytes16
    root: Bytes32
    seed: bytes
    epochs: list[EpochKey]
    certificates: list[bytes]
    place: str
    """The team folder, as it was called on that machine; "" where none was chosen."""
    connected: int
    """Microseconds since 1970."""


def keys_to_keep(session: Session) -> bytes:
    """What a backup is to hold; empty while this laptop shares no folder."""
    root = root_of(session)
    if root is None:
        return b""
    folder = session.scalars(select(TeamFolder)).one_or_none()
    rows = [msgspec.structs.astuple(EpochKey.of(each)) for each in epochs(session)]
    return pack(
        (raw(root.team_id), root.public, root.seed),
        rows,
        certificates(session).values(),
        (folder.place, to_microseconds(folder.connected)) if folder is not None else ("", 0),
    )


def pack(
    root: Sequence[bytes], rows: Iterable[Sequence[Any]], signed: Iterable[bytes], folder: tuple[str, int]
) -> bytes:
    """The same, from rows as they lie in the tables."""
    team, public, seed = root
    kept = _Kept(
        version=1,
        team=team,
        root=public,
        seed=seed,
        epochs=[EpochKey(*row) for row in rows],
        certificates=list(signed),
        place=folder[0],
        connected=folder[1],
    )
    return msgspec.msgpack.encode(kept)


def take_over_keys(session: Session, content: bytes) -> None:
    """In a restored database: know the team's keys again. Raises BadContents."""
    if not content or root_of(session) is not None:
        return
    try:
        kept = msgspec.msgpack.decode(content, type=_Kept)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadContents("What a backup says of the team’s keys cannot be read.") from error
    take_root(session, kept.team, kept.root, kept.seed)
    session.add_all(each.row() for each in kept.epochs)
    session.flush()
    for certificate in kept.certificates:
        try:
            keep_certificate(session, certificate)
        except BadStatement:
            continue  # from a damaged database; the folder brings it again
    if kept.place:
        connected = from_microseconds(kept.connected)
        session.add(TeamFolder(place=kept.place, connected=connected, has_marker=True))
    session.flush()
