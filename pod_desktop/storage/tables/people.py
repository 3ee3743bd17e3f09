"""The people at the centre and their episodes of care."""

from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Synced


class Person(Synced):
    """The person at the centre. Only the name is needed to begin."""

    __tablename__ = "person"
    kind = "person"

    name: Mapped[str]
    nhs_number: Mapped[str] = mapped_column(default="")
    hue: Mapped[int] = mapped_column(default=0)
    added: Mapped[Instant]


class Episode(Synced):
    """From first contact to ending; home and ward are settings within it."""

    __tablename__ = "episode"
    kind = "episode"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    first_contact: Mapped[Instant | None]
    first_contact_by: Mapped[str] = mapped_column(default="")
    """Who first asked for help, in words: "herself", "her mother", "GP"."""
    first_offer: Mapped[Instant | None]
    zone: Mapped[str] = mapped_column(default="Europe/London")
