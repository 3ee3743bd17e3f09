"""The network map: who belongs to the person's network, where they stand, and what joins them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.joining import ties_shown
from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.domain.network import Direction, Known, MemberKind, Place, Quality, Sector, pair
from pod_desktop.domain.views import Seen
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.invitations import take_off_plans
from pod_desktop.services.joined import Cards, stands_in, tie_of
from pod_desktop.services.member_views import SAID_OF_TIES, member_view, tie_view
from pod_desktop.services.names import Names, next_hue
from pod_desktop.services.people import require_name
from pod_desktop.services.same_ties import change_same, strike_same
from pod_desktop.services.shown import shown
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Member, Person, Tie

_ALLOWED: dict[str, set[str]] = {
    "member_kind": set(MemberKind),
    "sector": {*Sector, ""},
    "knows": set(Known),
    "worried": set(Known),
    "could_help": set(Known),
}
_OF_TIES: dict[str, set[str]] = {
    "known": set(Known),
    "direction": set(Direction),
    "quality": {*Quality, ""},
}
_FREE_TEXT = {"words", "contact"}
_PLACE = ("angle", "distance")
"""Said together: else a move that changes only the one, and another laptop's that changes only the other,
would make a place that nobody chose."""
_NEEDS = {"needs", "needs_format", "needs_support", "needs_language"}


def network_map(journal: Journal, person_id: EntityId) -> MapView:
    """The person's map; of members who were joined only the one who stands for them. Raises NotFound."""
    with journal.read() as reading:
        names = Names(reading, person_id)
        rows = [cards[0] for cards in names.cards.people]
        forms = shown(reading, Member, [row.id for row in rows])
        behind = [card.id for row in rows for card in names.cards.of(row.id)[1:]]
        listed = reading.made_at(Member, behind)
        members = tuple(member_view(row, names, forms[row.id], listed) for row in rows)
        here = {person_id, *(member.id for member in members)}
        said = reading.fields(Tie, SAID_OF_TIES, person_id=person_id)
        of_ties = shown(reading, Tie, [row[0] for row in said])
        ties = (tie_view(row, of_ties[row[0]]) for row in said)
        return MapView(names.person, members, ties_shown(ties, names.stands, here))


def member(journal: Journal, member_id: EntityId) -> MemberView:
    """One member. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Member, member_id)
        return member_view(row, Names(reading, row.person_id), shown(reading, Member, [row.id])[row.id])


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that is given, with what is to be stored of it."""

    name: str
    words: str = ""
    sector: str = ""
    kind: str = MemberKind.PERSON.value


def add_member(
    journal: Journal,
    person_id: EntityId,
    name: str,
    *,
    words: str = "",
    sector: str = "",
    member_kind: str = MemberKind.PERSON,
) -> EntityId:
    """Put a name on the map's list; placing comes later. Raises BadInput without a name, NotFound."""
    return add_members(journal, person_id, [NewName(name, words, sector, member_kind)])[0]


def add_members(journal: Journal, person_id: EntityId, names: Sequence[NewName]) -> list[EntityId]:
    """Put names on the map's list, all of them or none. Otherwise as `add_member`."""
    for new in names:
        _require_allowed(sector=new.sector, member_kind=new.kind)
    called = [require_name(new.name) for new in names]
    with journal.act() as act:
        act.get(Person, person_id)
        hue = next_hue(act, person_id)
        return [
            act.create(
                Member,
                person_id=person_id,
                name=name,
                words=new.words.strip(),
                sector=new.sector,
                member_kind=new.kind,
                hue=hue + number,
            ).id
            for number, (name, new) in enumerate(zip(called, names, strict=True))
        ]


def place_member(
    journal: Journal,
    member_id: EntityId,
    angle: float | None,
    distance: float | None,
    *,
    sector: str | None = None,
    seen: Seen | None = None,
) -> None:
    """Put a member at a place (degrees clockwise from the top; distance 0..1), or back into the tray.

    `sector`, where given, is stored with it. Raises BadInput, NotFound, and NotAllowed for somebody who is
    not on the map any more.
    """
    if (angle is None) != (distance is None):
        raise BadInput("A place on the map has a direction and a distance.")
    _require_finite(angle, distance)
    values: dict[str, Any] = {"angle": angle, "distance": distance}
    if sector is not None:
        _require_allowed(sector=sector)
        values["sector"] = sector
    with journal.act() as act:
        _require_on_map(act, act.get(Member, member_id))
        act.change(Member, member_id, seen=seen, whole=_PLACE, **values)


def place_members(
    journal: Journal, places: Mapping[EntityId, Place], *, seen: Mapping[EntityId, Seen] | None = None
) -> None:
    """Put several members at their places in one act: all of them, or none. Raises as `place_member`.

    `seen` is, for each, what the map showed of them.
    """
    for place in places.values():
        _require_finite(*place)
    with journal.act() as act:
        for row in act.get_many(Member, list(places)).values():
            _require_on_map(act, row)
        to = {id_: {"angle": place.angle, "distance": place.distance} for id_, place in places.items()}
        act.change_many(Member, to, seen=seen, whole=_PLACE)


def change_member(journal: Journal, member_id: EntityId, *, seen: Seen | None = None, **fields: str) -> None:
    """Change fields of the member card.

    They are name, words, sector, member_kind, knows, worried, could_help and contact. Raises BadInput for a
    value that cannot stand.
    """
    unknown = fields.keys() - _ALLOWED.keys() - _FREE_TEXT - {"name"}
    if unknown:
        raise TypeError(f"no field of the member card: {sorted(unknown)}")
    _require_allowed(**{name: value for name, value in fields.items() if name in _ALLOWED})
    values: dict[str, Any] = {name: value.strip() for name, value in fields.items()}
    if "name" in values:
        values["name"] = require_name(values["name"])
    with journal.act() as act:
        act.change(Member, member_id, seen=seen, **values)


def record_needs(journal: Journal, member_id: EntityId, *, seen: Seen | None = None, **needs: str) -> None:
    """Record what they need to take part, asked just now.

    `needs` are any of needs, needs_format, needs_support and needs_language; without one they were asked and
    nothing is new.
    """
    if unknown := needs.keys() - _NEEDS:
        raise TypeError(f"no communication needs: {sorted(unknown)}")
    said: dict[str, Any] = {name: words.strip() for name, words in needs.items()}
    with journal.act() as act:
        act.change(Member, member_id, seen=seen, **said, needs_asked=journal.clock.now())


def plan_needs_review(
    journal: Journal, member_id: EntityId, when: Instant | None, *, seen: Seen | None = None
) -> None:
    """When to ask again what they need; None for no date."""
    with journal.act() as act:
        act.change(Member, member_id, seen=seen, needs_review=when)


def strike_member(
    journal: Journal,
    member_id: EntityId,
    reason: str,
    *,
    seen: Seen | None = None,
    ties: Mapping[EntityId, Seen] | None = None,
) -> None:
    """Take a member off the map, with their ties and their invitations to planned meetings. Can be undone.

    Whoever was joined into them goes with them.

    `ties` are those that the map showed, with what it showed of each; without it, all that are here. One that
    came behind the map is not struck: it is on the map again with the member, as one that comes later is.
    """
    with journal.act() as act:
        row = act.get(Member, member_id)
        cards = Cards.around(act, row.person_id).of(member_id)
        ids = {card.id for card in cards}
        for tie in act.all(Tie, person_id=row.person_id):
            if ids & {tie.a_id, tie.b_id} and (ties is None or tie.id in ties):
                act.strike(Tie, tie.id, reason, seen=None if ties is None else ties[tie.id])
        take_off_plans(act, cards)
        for card in cards:
            act.strike(Member, card.id, reason, seen=seen if card.id == member_id else None)


def tie(
    journal: Journal,
    person_id: EntityId,
    one: EntityId,
    other: EntityId,
    *,
    known: str = Known.YES,
    words: str = "",
    seen: Seen | None = None,
) -> EntityId:
    """Join two people of the map; a second call for the same two changes the tie there is.

    `seen` is what the map showed of a tie of theirs, empty where it showed none: what another laptop said
    of one stands beside this then. Raises BadInput for somebody and themselves, NotAllowed for somebody
    who is not on the map any more.
    """
    if one == other:
        raise BadInput("A tie joins two different people.")
    if known not in set(Known):
        raise BadInput("A tie is there, is not there, or is not known.")
    a_id, b_id = pair(one, other)
    with journal.act() as act:
        for end in {a_id, b_id} - {person_id}:
            if act.get(Member, end).struck:
                raise NotAllowed("One of the two was taken off the map meanwhile, so no tie was made.")
        found = tie_of(act, person_id, a_id, b_id)
        if found is None:
            return act.create(
                Tie, person_id=person_id, a_id=a_id, b_id=b_id, known=known, words=words.strip()
            ).id
        said: dict[str, Any] = {"known": known} | ({"words": words.strip()} if words.strip() else {})
        unseen = seen is not None and not seen
        act.change(Tie, found.id, seen=seen, beside=tuple(said) if unseen else (), **said)
        return found.id


def change_tie(journal: Journal, tie_id: EntityId, *, seen: Seen | None = None, **fields: str) -> None:
    """Change known, words (the person's own), direction or quality of a tie.

    Raises BadInput for a value that cannot stand.
    """
    if unknown := fields.keys() - _OF_TIES.keys() - {"words"}:
        raise TypeError(f"no field of a tie: {sorted(unknown)}")
    for name, allowed in _OF_TIES.items():
        if fields.get(name, min(allowed)) not in allowed:
            raise BadInput(f"“{fields[name]}” is nothing that the map can say of a tie.")
    values: dict[str, Any] = {name: value.strip() for name, value in fields.items()}
    with journal.act() as act:
        change_same(act, tie_id, values)
        act.change(Tie, tie_id, seen=seen, **values)


def strike_tie(journal: Journal, tie_id: EntityId, reason: str, *, seen: Seen | None = None) -> None:
    """Take a tie off the map."""
    with journal.act() as act:
        strike_same(act, tie_id)
        act.strike(Tie, tie_id, reason, seen=seen)


def _require_on_map(act: Act, row: Member) -> None:
    """A place alone brings nobody back whom somebody took off; what is said of them in words does."""
    if row.struck:
        raise NotAllowed(f"{row.name} was taken off the map meanwhile, so nobody was moved.")
    if row.joined_into_id is not None and stands_in(act, row.person_id)[row.id] != row.id:
        raise NotAllowed(f"{row.name} was joined with somebody meanwhile, so nobody was moved.")


def _require_finite(*numbers: float | None) -> None:
    if not all(math.isfinite(number) for number in numbers if number is not None):
        raise BadInput("That is no place on the map.")


def _require_allowed(**values: str) -> None:
    for name, value in values.items():
        if value not in _ALLOWED[name]:
            raise BadInput(f"“{value}” is no {name.replace('_', ' ')} that the map knows.")
