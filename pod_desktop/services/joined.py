"""Which cards of a map are one person now. Whoever goes by people, and not by cards, looks it up here."""

from collections.abc import Iterable, Mapping

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.joining import standing
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Member, Tie


class Cards:
    """The cards of one person's map. `stands` has, for each, the one who stands for it."""

    def __init__(self, rows: Iterable[Member]) -> None:
        """`rows` are all members of the map, the struck ones too."""
        self._rows = {row.id: row for row in rows}
        self._there = {row.id for row in self._rows.values() if not row.struck}
        self.stands = standing({row.id: row.joined_into_id for row in self._rows.values()}, self._there)
        self._one: dict[EntityId, list[Member]] = {}
        for id_ in sorted(self._there, key=lambda each: (self.stands[each] != each, each)):
            self._one.setdefault(self.stands[id_], []).append(self._rows[id_])

    @classmethod
    def around(cls, reading: Reading, person_id: EntityId) -> "Cards":
        """Those of this person's map."""
        return cls(reading.session.query(Member).filter_by(person_id=person_id))

    def standing_for(self, id_: EntityId) -> EntityId:
        """The one who stands for this id: itself for whoever is not on this map."""
        return self.stands.get(id_, id_)

    def of(self, id_: EntityId) -> tuple[Member, ...]:
        """All cards of the person whose card this is, the one that stands first.

        A card that was struck out is no part of any: it comes alone. Nobody for an id that is not here.
        """
        if id_ in self._there:
            return tuple(self._one[self.stands[id_]])
        return (self._rows[id_],) if id_ in self._rows else ()

    @property
    def people(self) -> tuple[tuple[Member, ...], ...]:
        """The cards of each that are not struck out, by the id of the card that stands."""
        return tuple(tuple(self._one[id_]) for id_ in sorted(self._one))

    def is_there(self, id_: EntityId) -> bool:
        """Whether the card is here and not struck out."""
        return id_ in self._there


def stands_in(reading: Reading, person_id: EntityId) -> Mapping[EntityId, EntityId]:
    """For each card the one who stands for it; empty, and quickly known, where nobody was joined."""
    joined = reading.session.query(Member.id).filter_by(person_id=person_id)
    if joined.filter(Member.joined_into_id.is_not(None)).first() is None:
        return {}
    return Cards.around(reading, person_id).stands


def tie_of(reading: Reading, person_id: EntityId, a_id: EntityId, b_id: EntityId) -> Tie | None:
    """The tie that the map shows between two: their own, else one of cards that were joined into theirs."""
    own = reading.one_or_none(Tie, person_id=person_id, a_id=a_id, b_id=b_id)
    stands = stands_in(reading, person_id)
    if own is not None or not stands:
        return own
    wanted = {stands.get(a_id, a_id), stands.get(b_id, b_id)}
    theirs = (
        tie
        for tie in reading.all(Tie, person_id=person_id)
        if {stands.get(tie.a_id, tie.a_id), stands.get(tie.b_id, tie.b_id)} == wanted
    )
    return next(theirs, None)
