"""Keys that were chosen for people at the table. Local: neither sent to other laptops nor backed up."""

from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Base


class OwnKey(Base):
    """The key of somebody at the tables of one person's meetings."""

    __tablename__ = "own_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[EntityId] = mapped_column(primary_key=True)
    attendee_id: Mapped[EntityId] = mapped_column(primary_key=True)
    """The person's, a member's or a practitioner's id, as `Attendance`."""
    key: Mapped[str]
    """A letter or a digit."""
