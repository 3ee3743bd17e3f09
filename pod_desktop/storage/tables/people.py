"""The people at the centre and their episodes of care."""

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain import side_by_side
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
    born: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """The date of birth, as 1987-03-29; "" where nobody said it."""
    address: Mapped[str] = mapped_column(default="", server_default=text("''"))
    contact: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """How to reach them."""
    needs: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """Communication needs in words, and their three parts, as with a member (tables.network.Member)."""
    needs_format: Mapped[str] = mapped_column(default="", server_default=text("''"))
    needs_support: Mapped[str] = mapped_column(default="", server_default=text("''"))
    needs_language: Mapped[str] = mapped_column(default="", server_default=text("''"))
    needs_asked: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.latest})
    needs_review: Mapped[Instant | None]


class Episode(Synced):
    """From first contact to ending; home and ward are settings within it."""

    __tablename__ = "episode"
    kind = "episode"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    first_contact: Mapped[Instant | None]
    first_contact_by: Mapped[str] = mapped_column(default="")
    """Who first asked for help, in words: "herself", "her mother", "GP"."""
    first_contact_words: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """What was asked for, in the words of whoever asked."""
    first_offer: Mapped[Instant | None]
    zone: Mapped[str] = mapped_column(default="Europe/London")
