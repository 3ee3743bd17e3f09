"""What a backup holds of the laptop besides its journal."""

from typing import Annotated

import msgspec
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.storage import purge
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.mailbox.packing import BadContents
from pod_desktop.storage.mailbox.segments import Bytes16, Bytes32
from pod_desktop.storage.purge import Notes, PurgeNote
from pod_desktop.storage.sharing.kept_keys import keys_to_keep
from pod_desktop.storage.tables import ThisLaptop
from pod_desktop.storage.tables.base import from_microseconds, to_microseconds

VERSION = 1


class Laptop(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a backup holds of the laptop besides its journal. Newer versions may add fields."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    id: Bytes16
    author: Bytes16
    began: int
    """Microseconds since 1970."""
    signing_seed: Bytes32
    sealing_seed: Bytes32
    purges: tuple[PurgeNote, ...] = ()
    """The records that were taken off this laptop."""
    ended: bytes = b""
    """The short ids, 16 bytes each, of the events that these purges emptied."""
    team: bytes = b""
    """The team's keys and certificates (sharing/kept_keys.py); empty while no folder is shared."""

    @property
    def notes(self) -> Notes:
        """What has to be remembered of the purges."""
        shorts = (self.ended[at : at + SHORT] for at in range(0, len(self.ended), SHORT))
        return Notes(self.purges, tuple(short for short in shorts if len(short) == SHORT))


def laptop_bytes(session: Session, laptop: ThisLaptop) -> bytes:
    """What is to be said of this laptop."""
    remembered = purge.notes(session)
    return msgspec.msgpack.encode(
        Laptop(
            version=VERSION,
            id=bytes.fromhex(laptop.id),
            author=bytes.fromhex(laptop.author_id),
            began=to_microseconds(laptop.began),
            signing_seed=laptop.signing_seed,
            sealing_seed=laptop.sealing_seed,
            purges=remembered.purges,
            ended=b"".join(remembered.ended),
            team=keys_to_keep(session),
        )
    )


def laptop_from(content: bytes) -> Laptop:
    """What a backup says of its laptop. Raises BadContents."""
    try:
        return msgspec.msgpack.decode(content, type=Laptop)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadContents("What a backup says of its laptop cannot be read.") from error


def began_of(laptop: Laptop) -> Instant:
    """When the laptop was set up."""
    return from_microseconds(laptop.began)
