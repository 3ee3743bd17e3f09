"""What this laptop knows of its team's keys, folder and other laptops. Local: no laptop sends these rows."""

from sqlalchemy import BigInteger, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Base


class TeamRoot(Base):
    """The key that says who belongs to the team. One row, once the laptop shares a folder."""

    __tablename__ = "team_root"

    team_id: Mapped[EntityId] = mapped_column(primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    """Ed25519."""
    seed: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"))
    """32 bytes on a steward's laptop, else empty."""


class Epoch(Base):
    """A key that seals the folder's files, from one change of the team's laptops to the next."""

    __tablename__ = "epoch"

    id: Mapped[EntityId] = mapped_column(primary_key=True)
    number: Mapped[int]
    key: Mapped[bytes] = mapped_column(LargeBinary(32))
    keyring: Mapped[bytes] = mapped_column(LargeBinary)
    """The signed keyring that hands it out; empty for the first."""
    sealed_with: Mapped[EntityId | None]
    """The epoch in whose key the keyring's file is sealed."""


class Certificate(Base):
    """A signed admission, revocation or adoption of a laptop, as it came."""

    __tablename__ = "certificate"

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    """BLAKE2b-256 of `content`."""
    content: Mapped[bytes] = mapped_column(LargeBinary)


class TeamFolder(Base):
    """The shared folder. One row once it was chosen."""

    __tablename__ = "team_folder"

    place: Mapped[str] = mapped_column(primary_key=True)
    connected: Mapped[Instant]
    listed: Mapped[Instant | None]
    """When it could last be read."""
    exchanged: Mapped[Instant | None]
    """When a round last came to its end."""
    has_marker: Mapped[bool] = mapped_column(default=False)
    """Whether the team's marker was ever put or seen there: from then on, a folder without anything of ours
    is another one."""


class FolderFile(Base):
    """A file of the folder that does not count by its name: what was found when it was last read."""

    __tablename__ = "folder_file"

    path: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    changed: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"))
    """The hash of its bytes; empty where they could not be read."""
    state: Mapped[str]
    why: Mapped[str]
    """A sentence for the team folder screen."""
    laptops: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"))
    """Of a file that waits with work of locked-out laptops: their ids, 16 bytes each; else empty."""
    basis: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"))
    """A hash of the keys and certificates that were known then: with others it may be read otherwise."""
    first_seen: Mapped[Instant]


class Outgoing(Base):
    """A sealed file that is still to be put into the folder: the same bytes at every attempt."""

    __tablename__ = "outgoing"

    name: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made: Mapped[Instant]


class Posted(Base):
    """A file that this laptop put into the folder and read back."""

    __tablename__ = "posted"

    name: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    posted: Mapped[Instant]


class Lacking(Base):
    """A segment that the folder lacks, and since when. It is put there again after a while."""

    __tablename__ = "lacking"

    segment_no: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[Instant]


class TeamFile(Base):
    """A file that was made for the folder or read whole there. Its name says all: what it is, is known."""

    __tablename__ = "team_file"

    name: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    """Segments, or what else lies in it: the marker, certificates, keys, what a laptop has heard."""
    laptop_id: Mapped[EntityId | None]
    """Whose it is, where that matters."""
    says: Mapped[bytes] = mapped_column(LargeBinary)
    """The ids, 32 bytes each, of the signed statements in it; empty for segments."""
    number: Mapped[int] = mapped_column(default=0)
    """Of what a laptop has heard: the how-manieth of its files this is, below zero where it says it all."""
    since: Mapped[Instant]
    """When it was first known here."""


class HeardBy(Base):
    """How far another laptop has told that it holds a stream: all events up to `seq`."""

    __tablename__ = "heard_by"
    __table_args__ = ({"sqlite_with_rowid": False},)

    laptop_id: Mapped[EntityId] = mapped_column(primary_key=True)
    stream_id: Mapped[EntityId] = mapped_column(primary_key=True)
    seq: Mapped[int]


class HeardFrom(Base):
    """When something of another laptop's last came here."""

    __tablename__ = "heard_from"

    laptop_id: Mapped[EntityId] = mapped_column(primary_key=True)
    when: Mapped[Instant]


class Told(Base):
    """How far this laptop has told the others that it holds a stream."""

    __tablename__ = "told"

    stream_id: Mapped[EntityId] = mapped_column(primary_key=True)
    seq: Mapped[int]


class Invite(Base):
    """A single-use code that lets one laptop ask to join."""

    __tablename__ = "invite"

    id: Mapped[EntityId] = mapped_column(primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    """16 bytes, told as 12 words; emptied once it has served or was taken back."""
    made: Mapped[Instant]
    expires: Mapped[Instant]
    steward: Mapped[bool]
    request: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"))
    """What was asked with it, the first time."""
    used_by: Mapped[EntityId | None]
    """The laptop that was let in with it."""


class Joining(Base):
    """That this laptop has asked to join a team and waits for the answer. At most one row."""

    __tablename__ = "joining"

    place: Mapped[str] = mapped_column(primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    asked: Mapped[Instant]
    name: Mapped[str]
    """Of the practitioner who uses the laptop."""
    profession: Mapped[str]
    peer: Mapped[bool]
