"""What screens and outputs see of a network map (as domain.views)."""

from dataclasses import dataclass, field

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import Direction, Known
from pod_desktop.domain.views import NONE, Differs, Seen, Someone


@dataclass(frozen=True, slots=True)
class MemberView:
    """A network member, with everything on the member card."""

    id: EntityId
    person_id: EntityId
    name: str
    member_kind: str
    words: str
    sector: str
    angle: float | None
    distance: float | None
    hue: int
    """Their number among those named for this person, first come first; it gives the looks."""
    knows: str
    worried: str
    could_help: str
    contact: str
    needs: str
    needs_format: str
    needs_support: str
    needs_language: str
    needs_asked: Instant | None
    needs_review: Instant | None
    """When to ask again; None for no date."""
    invite_idea: Instant | None
    invite_yes: Instant | None
    """When the person said yes to inviting them; None without a standing yes, whatever the reason."""
    asked_by: Someone | None
    asked: Instant | None
    answer: str
    answered: Instant | None
    seen: Seen
    differs: Differs = NONE
    joined: "tuple[JoinedCard, ...]" = ()
    """The cards of the same person that this one stands for."""

    @property
    def placed(self) -> bool:
        """Whether it has its place on the map."""
        return self.angle is not None and self.distance is not None

    @property
    def someone(self) -> Someone:
        """The same, as a name among others."""
        return Someone(self.id, self.name, self.hue, "member", self.member_kind)


@dataclass(frozen=True, slots=True)
class JoinedCard:
    """A card of somebody for whom another card stands on the map, as it was before and is kept."""

    card: MemberView
    """With nothing of inviting."""
    listed: Instant | None = None
    """When it was put on the list; None where that was not looked up."""


@dataclass(frozen=True, slots=True)
class AskedView:
    """That somebody was asked to come. It tells nothing of whether the person's yes still stands."""

    member: Someone
    asked_by: Someone
    asked: Instant


@dataclass(frozen=True, slots=True)
class WordView:
    """The person's word on inviting a member, a no too. Only for a place opened with the person."""

    member: Someone
    yes: bool | None
    """None: nothing said yet."""
    said: Instant | None
    seen: Seen = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class TieView:
    """What joins two people of the map. `a_id` and `b_id` may be the person's id too."""

    id: EntityId
    a_id: EntityId
    b_id: EntityId
    known: str
    words: str
    direction: str = ""
    """A domain.network.Direction."""
    quality: str = ""
    """A domain.network.Quality, or ""."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE

    @property
    def goes_one_way(self) -> bool:
        """Whether it is there and goes one way only; not where a newer version says something else of it."""
        return self.known == Known.YES and self.direction in {Direction.A_TO_B, Direction.B_TO_A}


@dataclass(frozen=True, slots=True)
class MapView:
    """A person's network map."""

    person: Someone
    members: tuple[MemberView, ...]
    ties: tuple[TieView, ...]

    def shown_as(self, id_: EntityId | None) -> EntityId | None:
        """The person, member or tie that this map shows for an id; None for what it does not show."""
        shown = self.standing_for(id_)
        there = {self.person.id, *(each.id for each in self.members), *(tie.id for tie in self.ties)}
        return shown if shown in there else None

    def standing_for(self, id_: EntityId | None) -> EntityId | None:
        """Who stands on this map for somebody who was joined; for everybody else the id as given."""
        return next((m.id for m in self.members for kept in m.joined if kept.card.id == id_), id_)
