"""The network map: members, where they stand, and their ties."""

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain import side_by_side
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Synced


class Member(Synced):
    """Anybody on the person's map: family, friend, professional, pet, group, one who died, an inner voice."""

    __tablename__ = "member"
    kind = "member"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    name: Mapped[str]
    member_kind: Mapped[str] = mapped_column(default="person")
    words: Mapped[str] = mapped_column(default="")
    """The relationship in the person's words: "mum", "the neighbour who feeds the cat"."""
    sector: Mapped[str] = mapped_column(default="")
    angle: Mapped[float | None]
    """Degrees, clockwise from the top. None while not yet placed."""
    distance: Mapped[float | None]
    """0 at the person, 1 at the outer ring's edge. None while not yet placed."""
    hue: Mapped[int] = mapped_column(default=0)
    knows: Mapped[str] = mapped_column(default="not_known")
    """Knows about this: a domain.network.Known; likewise the next two."""
    worried: Mapped[str] = mapped_column(default="not_known")
    could_help: Mapped[str] = mapped_column(default="not_known")
    contact: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")
    """Communication needs in words; the three parts that the standard names (DAPB1605) stand apart."""
    needs_format: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """In which form they read best: "large print, no email"."""
    needs_support: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """What or who helps them to take part: "somebody beside them"."""
    needs_language: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """Their language, and the interpreter they need."""
    needs_asked: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.latest})
    needs_review: Mapped[Instant | None]
    """When to ask again; None for no date."""
    invite_idea: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.earliest})
    """When somebody thought of inviting them."""
    invite_yes: Mapped[bool | None] = mapped_column(info={"of_several": side_by_side.persons_word})
    """The person's word on inviting them; None while not asked."""
    invite_said: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.earliest})
    """When the person said it."""
    asked_by_id: Mapped[EntityId | None] = mapped_column(info={"of_several": side_by_side.last_said})
    """Who asked the member to come: a practitioner, the person or another member."""
    asked: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.last_said})
    answer: Mapped[str] = mapped_column(default="", info={"of_several": side_by_side.members_answer})
    """A domain.invitations.MemberAnswer, or "" without one."""
    answered: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.last_said})
    joined_into_id: Mapped[EntityId | None] = mapped_column(info={"of_several": side_by_side.last_said})
    """The member who is the same person, and stands on the map for both; None for one who stands alone."""


class Tie(Synced):
    """What joins two people of one map. There is one for two people, whoever was named first."""

    __tablename__ = "tie"
    kind = "tie"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    a_id: Mapped[EntityId]
    b_id: Mapped[EntityId]
    known: Mapped[str] = mapped_column(default="yes")
    """A domain.network.Known."""
    words: Mapped[str] = mapped_column(default="")
    direction: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """A domain.network.Direction."""
    quality: Mapped[str] = mapped_column(
        default="", server_default=text("''"), info={"of_several": side_by_side.last_said}
    )
    """A domain.network.Quality, or "" where nobody said any. Never a difference to settle: a mark would
    tell of it where nobody switched it on."""


class ToldApart(Synced):
    """Two members who may be taken for one, and somebody said that they are two different people."""

    __tablename__ = "told_apart"
    kind = "told_apart"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    one_id: Mapped[EntityId]
    other_id: Mapped[EntityId]
