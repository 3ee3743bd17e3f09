"""Segments, the sealed files that hold them, and backups. Local: no laptop sends what is in here."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Base


class Segment(Base):
    """A run of one stream's events as its laptop cut and signed it. A cut never changes."""

    __tablename__ = "segment"

    no: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    stream_no: Mapped[int] = mapped_column(ForeignKey("stream.no"), index=True)
    first_seq: Mapped[int]
    last_seq: Mapped[int]
    header: Mapped[bytes] = mapped_column(LargeBinary)
    """What was signed besides the event ids, as the bytes that were signed."""
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    ids: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The event ids, 32 bytes each, where the stream forked (a cloned disk); else the stream says them."""


class Parcel(Base):
    """A sealed file that was written or opened here, in whatever folder it lies; its name is its hash."""

    __tablename__ = "parcel"

    no: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    """BLAKE2b-256 of what was sealed, so that the same is not sealed twice."""


class ParcelSegment(Base):
    """A segment in a sealed file."""

    __tablename__ = "parcel_segment"
    __table_args__ = ({"sqlite_with_rowid": False},)

    parcel_no: Mapped[int] = mapped_column(ForeignKey("parcel.no"), primary_key=True)
    segment_no: Mapped[int] = mapped_column(ForeignKey("segment.no"), primary_key=True, index=True)
    ended: Mapped[int]
    """How many of its events lie there without a body. Fewer than here: the file is superseded."""


class Backup(Base):
    """When all that was stored was last safe in a place."""

    __tablename__ = "backup"

    place: Mapped[str] = mapped_column(primary_key=True)
    """The folder; "" is the daily backup beside the database."""
    made: Mapped[Instant]
    events: Mapped[int]


class Purge(Base):
    """That a record was taken off this laptop once it was filed. The fact stays; what it said is gone."""

    __tablename__ = "purge"

    person_id: Mapped[EntityId] = mapped_column(primary_key=True)
    purged: Mapped[Instant]
    author_id: Mapped[EntityId]
    events: Mapped[int]
