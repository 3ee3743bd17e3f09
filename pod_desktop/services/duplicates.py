"""Which cards of a map may be of one person, but for those of whom the record shows that they are two."""

from itertools import combinations

from pod_desktop.domain.duplicates import MayBeOne, may_be_one
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import pair
from pod_desktop.services.joined import Cards
from pod_desktop.services.network import network_map
from pod_desktop.services.rooms import rooms
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Member, ToldApart


def possible_duplicates(journal: Journal, person_id: EntityId) -> tuple[MayBeOne, ...]:
    """The pairs of the person's map that may be one, the likeliest first. Raises NotFound.

    Two are known to be two where somebody said so, where a tie was said between them, where both were in one
    room, and where they were joined once and stand apart again.
    """
    view = network_map(journal, person_id)
    apart = {pair(tie.a_id, tie.b_id) for tie in view.ties}
    for room in rooms(journal, person_id):
        apart |= {pair(*both) for both in combinations(sorted(room.came), 2)}
    return may_be_one(
        view.members, apart | _taken_apart(journal, person_id) | _told_apart(journal, person_id)
    )


def tell_apart(journal: Journal, person_id: EntityId, one_id: EntityId, other_id: EntityId) -> None:
    """These two are two different people, and are not asked about again. Raises NotFound."""
    with journal.act() as act:
        cards = Cards.around(act, person_id)
        one, other = (cards.standing_for(act.get(Member, each).id) for each in (one_id, other_id))
        if pair(one, other) not in _said_to_be_two(act, cards, person_id):
            act.create(ToldApart, person_id=person_id, one_id=one, other_id=other)


def _told_apart(journal: Journal, person_id: EntityId) -> set[tuple[EntityId, EntityId]]:
    with journal.read() as reading:
        return _said_to_be_two(reading, Cards.around(reading, person_id), person_id)


def _said_to_be_two(reading: Reading, cards: Cards, person_id: EntityId) -> set[tuple[EntityId, EntityId]]:
    """The pairs, by who stands for each now."""
    said = reading.all(ToldApart, person_id=person_id)
    return {pair(cards.standing_for(each.one_id), cards.standing_for(each.other_id)) for each in said}


def _taken_apart(journal: Journal, person_id: EntityId) -> set[tuple[EntityId, EntityId]]:
    """The pairs, by who stands for each now, of which one was joined into the other and is not any more."""
    with journal.read() as reading:
        cards = Cards.around(reading, person_id)
        ids = [id_ for id_ in cards.stands if cards.is_there(id_)]
        said = reading.all_sayings(Member, ids, "joined_into_id")
        found = set()
        for id_, sayings in said.items():
            for into in {each.value for each in sayings} - {None}:
                two = cards.standing_for(id_), cards.standing_for(into)
                if two[0] != two[1]:
                    found.add(pair(*two))
        return found
