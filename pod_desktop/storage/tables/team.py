"""The team and its practitioners."""

from sqlalchemy import LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain import side_by_side
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Base, Synced


class Team(Synced):
    """The POD team that keeps these records."""

    __tablename__ = "team"
    kind = "team"

    name: Mapped[str]
    recovery_key: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """The public half of the key on the recovery sheet, as hex; "" while there is no sheet."""


class Practitioner(Synced):
    """A member of the POD team; a peer practitioner is one, with the same rights."""

    __tablename__ = "practitioner"
    kind = "practitioner"

    name: Mapped[str]
    profession: Mapped[str] = mapped_column(default="")
    peer: Mapped[bool] = mapped_column(default=False)
    hue: Mapped[int] = mapped_column(default=0)
    away_from: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """On leave from this day (as 2026-11-26) to `away_until`, both included; "" for not."""
    away_until: Mapped[str] = mapped_column(default="", server_default=text("''"))
    left_on: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """The last day in the team; "" while in it."""


class RelationWord(Synced):
    """A word for a relationship, and what this team's maps propose for it. Words, never somebody's name."""

    __tablename__ = "relation_word"
    kind = "relation_word"

    words: Mapped[str]
    sector: Mapped[str] = mapped_column(
        default="", server_default=text("''"), info={"of_several": side_by_side.last_said}
    )
    """A domain.network.Sector, or "" for none. Only proposed ever: the word said last holds."""
    member_kind: Mapped[str] = mapped_column(
        default="person", server_default=text("'person'"), info={"of_several": side_by_side.last_said}
    )


class Erasure(Synced):
    """That somebody's data were to be erased everywhere: asked by one practitioner, confirmed by another."""

    __tablename__ = "erasure"
    kind = "erasure"

    about_id: Mapped[EntityId]
    about_kind: Mapped[str]
    """The kind of what is erased: a person or a network member."""
    asked_by_id: Mapped[EntityId]
    asked: Mapped[Instant]
    reason: Mapped[str]
    """Why, without what is to be erased."""
    confirmed_by_id: Mapped[EntityId | None]
    confirmed: Mapped[Instant | None]


class ThisLaptop(Base):
    """The laptop this database lives on. One row; never leaves it."""

    __tablename__ = "this_laptop"

    id: Mapped[EntityId] = mapped_column(primary_key=True)
    author_id: Mapped[EntityId]
    """The practitioner using it."""
    began: Mapped[Instant]
    signing_seed: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"))
    """32 bytes: the secret of the Ed25519 key that signs this laptop's segments."""
    sealing_seed: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"))
    """32 bytes: the secret X25519 key to which others seal what only this laptop may read."""
    backup_key: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"))
    """32 bytes, derived from the database key: seals backups, so that passphrase and slots open them."""
    machine: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"))
    """A hash of what the system calls this machine; on another one, the disk was cloned."""
