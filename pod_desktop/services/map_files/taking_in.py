"""What a file says of a network is stored: all of it in one act, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.map_draft import DraftMember, DraftTie, MapDraft
from pod_desktop.domain.map_views import MapView
from pod_desktop.domain.network import Direction, pair
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.joined import stands_in
from pod_desktop.services.names import next_hue
from pod_desktop.services.people import folded, require_name
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Member, Person, Tie

NOBODY: Mapping[str, EntityId] = {}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came onto the map."""

    members: tuple[EntityId, ...]
    ties: int
    ties_kept: int
    """Ties of the file between two who had one: what the map says of it stays."""


def same_names(draft: MapDraft, view: MapView) -> dict[str, EntityId]:
    """By key, whom of the map somebody in the file may be: the name is the same but for case and accents.

    Only proposed; nobody is taken for somebody else unless it is said.
    """
    there = {folded(member.name): member.id for member in reversed(view.members)}
    return {each.key: there[folded(each.name)] for each in draft.members if folded(each.name) in there}


def take_in(
    journal: Journal, person_id: EntityId, draft: MapDraft, *, same: Mapping[str, EntityId] = NOBODY
) -> TakenIn:
    """Put the people and ties of a draft onto the person's map, in one act.

    `same` has, by their key, those who are on the map already: they stay as they are, and get the ties. A tie
    that is there already stays as it is, also where it was said of a card that was joined. Raises BadInput
    when there is nobody to take in or two of the file would be one on the map, NotFound, and NotAllowed when
    one of `same` was taken off the map meanwhile.
    """
    new = [each for each in draft.members if each.key not in same]
    if not new and not draft.ties:
        raise BadInput("There is nobody to take in.")
    with journal.act() as act:
        act.get(Person, person_id)
        ids = {draft.person: person_id} if draft.person else {}
        stands = stands_in(act, person_id)
        ids |= _there(act, person_id, draft, same, stands)
        hue = next_hue(act, person_id)
        ids |= {member.key: new_id() for member in new}
        act.create_all(
            Member,
            {
                ids[member.key]: {"person_id": person_id, "hue": hue + number, **_said_of(member)}
                for number, member in enumerate(new)
            },
        )
        tied = {
            frozenset((stands.get(tie.a_id, tie.a_id), stands.get(tie.b_id, tie.b_id)))
            for tie in act.all(Tie, person_id=person_id)
        }
        made = [said for tie in draft.ties if (said := _said_between(tie, ids, tied))]
        act.create_all(Tie, {new_id(): {"person_id": person_id, **said} for said in made})
    return TakenIn(tuple(ids[each.key] for each in new), len(made), len(draft.ties) - len(made))


def _there(
    act: Act,
    person_id: EntityId,
    draft: MapDraft,
    same: Mapping[str, EntityId],
    stands: Mapping[EntityId, EntityId],
) -> dict[str, EntityId]:
    """Whom of the map each key is, by the card that stands for them."""
    found: dict[str, EntityId] = {}
    for key, id_ in same.items():
        row = act.get(Member, id_)
        if row.struck or row.person_id != person_id:
            raise NotAllowed("Somebody was taken off the map meanwhile, so nothing was taken in.")
        found[key] = stands.get(id_, id_)
    if len(set(found.values())) < len(found):
        ids = list(found.values())
        twice = [each.name for each in draft.members if each.key in found and ids.count(found[each.key]) > 1]
        raise BadInput(
            f"{' and '.join(twice)}: two people in the file would be one person on the map, so nothing was "
            "taken in. Please leave one of them out, or take them as new."
        )
    return found


def _said_of(member: DraftMember) -> dict[str, Any]:
    return {
        "name": require_name(member.name),
        "words": member.words.strip(),
        "sector": member.sector,
        "member_kind": member.kind,
        "knows": member.knows,
        "worried": member.worried,
        "could_help": member.could_help,
    } | ({} if member.place is None else member.place._asdict())


def _said_between(
    tie: DraftTie, ids: Mapping[str, EntityId], tied: set[frozenset[EntityId]]
) -> dict[str, Any]:
    """What is stored of a tie, whose two are among `tied` then; nothing where they were."""
    one, other = ids[tie.one], ids[tie.other]
    if one == other or {one, other} in tied:
        return {}
    a_id, b_id = pair(one, other)
    tied.add(frozenset((one, other)))
    way = Direction(tie.direction)
    return {
        "a_id": a_id,
        "b_id": b_id,
        "known": tie.known,
        "words": tie.words.strip(),
        "direction": (way if a_id == one else way.turned).value,
        "quality": tie.quality,
    }
