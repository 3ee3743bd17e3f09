"""Who the names of a past meeting's file are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto

from pod_desktop.domain.annotation import MARKS, AnnotatedSpan, Annotation
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone
from pod_desktop.errors import BadInput
from pod_desktop.services.joined import stands_in
from pod_desktop.services.names import MEMBER, PERSON, PRACTITIONER, Names, next_hue
from pod_desktop.services.people import folded
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Member, Person, Practitioner


class Voice(Enum):
    """Who a name of a file is that is nobody known."""

    NEW = auto()
    """Somebody new on the map, of that name."""
    NAMELESS = auto()
    """A voice that stays without a name: its turns are turns of somebody."""


def who_may_be(journal: Journal, person_id: EntityId) -> tuple[Someone, ...]:
    """Who may have been at a past meeting: the person, the network by name, then every practitioner.

    Raises NotFound.
    """
    with journal.read() as reading:
        names = Names(reading, person_id)
        members = [names.of(cards[0].id) for cards in names.cards.people]
        team = [names.of(each.id) for each in reading.all(Practitioner)]
    return (names.person, *sorted(members, key=_by_name), *sorted(team, key=_by_name))


def _by_name(who: Someone) -> tuple[str, str]:
    return folded(who.name), who.id


def proposed(people: Iterable[Someone], names: Iterable[str]) -> dict[str, EntityId | Voice]:
    """Who the names of a file may be, to be looked at: the one who has that name, else somebody new.

    Case and accents do not matter here; a name that several have is nobody of them.
    """
    called: dict[str, list[EntityId]] = {}
    for who in people:
        called.setdefault(folded(who.name), []).append(who.id)
    own = {name: called.get(folded(name), []) for name in names}
    return {name: ids[0] if len(ids) == 1 else Voice.NEW for name, ids in own.items()}


def _named(reading: Reading, person_id: EntityId) -> Iterator[tuple[str, tuple[EntityId, str]]]:
    """Everybody's name, id and role, a name each time that somebody has it."""
    for practitioner in reading.all(Practitioner):
        yield practitioner.name, (practitioner.id, PRACTITIONER)
    for member in reading.all(Member, person_id=person_id):
        yield member.name, (member.id, MEMBER)
    yield reading.get(Person, person_id).name, (person_id, PERSON)


def ids_of(reading: Reading, person_id: EntityId, ids: Iterable[EntityId]) -> Iterator[tuple[EntityId, str]]:
    """Each with their role. Raises BadInput for somebody who is not in this record."""
    roles = dict(known for _name, known in _named(reading, person_id))
    for id_ in ids:
        if id_ not in roles:
            raise BadInput("Somebody who is meant is not in this record any more. Please choose anew.")
        yield id_, roles[id_]


def everybody(
    act: Act, person_id: EntityId, annotation: Annotation, who: Mapping[str, EntityId | Voice]
) -> dict[str, tuple[EntityId, str]]:
    """The id and role of each name that is to have one; who is not known yet becomes a member.

    Raises BadInput where it is not said who is meant by a name that several people have.
    """
    stands, by_name = stands_in(act, person_id), dict[str, dict[EntityId, str]]()
    for name, (id_, role) in _named(act, person_id):
        by_name.setdefault(name, {})[stands.get(id_, id_)] = role
    known: dict[str, tuple[EntityId, str]] = {}
    for name in dict.fromkeys(_names(annotation.spans)):
        meant = who.get(name)
        if meant is Voice.NAMELESS:
            continue
        if meant is None and name in by_name:
            known[name] = _only(name, by_name[name])
        elif isinstance(meant, str):
            ((id_, role),) = ids_of(act, person_id, [meant])
            known[name] = id_, role
        else:
            hue = next_hue(act, person_id)
            known[name] = act.create(Member, person_id=person_id, name=name, hue=hue).id, MEMBER
    return known


def _only(name: str, who: Mapping[EntityId, str]) -> tuple[EntityId, str]:
    if len(who) > 1:
        raise BadInput(
            f"{len(who)} people of this record and the team are called “{name}”, so it is not known whose "
            "turns these are. Please import the file in the program’s window, where each name is looked at."
        )
    return next(iter(who.items()))


def _names(spans: Sequence[AnnotatedSpan]) -> Iterator[str]:
    for span in spans:
        for name in (span.speaker, *(getattr(span, mark) for mark in MARKS)):
            if name:
                yield name
