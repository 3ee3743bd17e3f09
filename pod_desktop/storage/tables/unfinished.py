"""Words that were being typed and are nobody's yet. Local: neither sent to other laptops nor backed up."""

from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Base


class Unfinished(Base):
    """What stands in a field of an open meeting and is not stored, should the program be stopped now."""

    __tablename__ = "unfinished"
    __table_args__ = ({"sqlite_with_rowid": False},)

    meeting_id: Mapped[EntityId] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    """What the field is called on the screen."""
    words: Mapped[str]
