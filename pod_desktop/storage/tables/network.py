"""The network map: members, where they stand, and their ties."""

from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Synced


class Member(Synced):
    """Anybody on the person's map: family, friend, professional, pet, group, someone who died, an inner voice."""

    __tablename__ = "member"
    kind = "member"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    name: Mapped[str]
    member_kind: Mapped[str] = mapped_column(default="person")
    words: Mapped[str] = mapped_column(default="")
    """The relationship in the person's words: "mum", "the neighbour who feeds the cat"."""
    sector: Mapped[str] = mapped_column(default="")
    angle: Mapped[float | None]
    """Radians, clockwise from the top. None while not yet placed."""
    distance: Mapped[float | None]
    """0 at the person, 1 at the outer ring's edge. None while not yet placed."""
    hue: Mapped[int] = mapped_column(default=0)
    knows: Mapped[str] = mapped_column(default="")
    """Knows about this: "yes", "no" or "" for not known; likewise the next two."""
    worried: Mapped[str] = mapped_column(default="")
    could_help: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")
    """Communication needs: format, support, interpreter and language."""
    needs_asked: Mapped[Instant | None]
    invite_idea: Mapped[Instant | None]
    """When somebody thought of inviting them."""
    invite_yes: Mapped[Instant | None]
    """When the person said yes to inviting them; None without a yes."""
    asked: Mapped[Instant | None]
    asked_by: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    """"coming", "not coming", "not sure" or ""."""
    answered: Mapped[Instant | None]


class Tie(Synced):
    """What joins two people of one map. Undirected: a–b is b–a."""

    __tablename__ = "tie"
    kind = "tie"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    a_id: Mapped[EntityId]
    b_id: Mapped[EntityId]
    known: Mapped[str] = mapped_column(default="yes")
    """"yes", "no", or "" for not known."""
    words: Mapped[str] = mapped_column(default="")
