"""Who is behind an id: the person, a network member or a practitioner."""

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone
from pod_desktop.services.joined import Cards
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Member, Person, Practitioner

PERSON, MEMBER, PRACTITIONER = "person", "member", "practitioner"

HUES = 6


LOOKS = 36
"""Pairs of hue and shape before they repeat (ui/palette.py)."""


def practitioner_hue(before: int) -> int:
    """The number of a practitioner after so many others.

    It counts down from the last, so that the team does not look like the family, whose numbers count up.
    """
    return LOOKS - 1 - before % LOOKS


def next_hue(reading: Reading, person_id: EntityId) -> int:
    """The next member's own number: it gives hue and shape, and follows the person's and everybody's before.

    Members struck out count too, so that nobody gets the looks of somebody who can come back.
    """
    before = reading.session.query(Member).filter_by(person_id=person_id).count()
    return reading.get(Person, person_id).hue + 1 + before


class Names:
    """Everybody who can be named around one person, looked up once. Struck-out people keep their names.

    A member who was joined into another is named as the other. `stands` has that other for each member.
    """

    def __init__(self, reading: Reading, person_id: EntityId) -> None:
        person = reading.get(Person, person_id)
        self.person = Someone(person.id, person.name, person.hue, PERSON)
        self._all = {person.id: self.person}
        members = list(reading.session.query(Member).filter_by(person_id=person_id))
        self.cards = Cards(members)
        self.stands = self.cards.stands
        for member in members:
            self._all[member.id] = Someone(member.id, member.name, member.hue, MEMBER, member.member_kind)
        for each in reading.session.query(Practitioner):
            self._all[each.id] = Someone(each.id, each.name, each.hue, PRACTITIONER)

    def of(self, id_: EntityId) -> Someone:
        """Who this is. An id that has not come to this laptop yet reads "somebody"."""
        return self._all.get(self.stands.get(id_, id_)) or Someone(id_, "somebody", 0, MEMBER)

    def of_or_none(self, id_: EntityId | None) -> Someone | None:
        """As `of`, passing None on."""
        return None if id_ is None else self.of(id_)
