"""What waits for the next meeting: what had to happen outside one, and what somebody asked to bring.

Nothing is decided here. It is written down, and the next agenda offers it (services/meeting_views).
"""

from collections.abc import Iterable

from pod_desktop.domain import care as rules
from pod_desktop.domain.care_views import OutsideView, ToBringView
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Seen
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.names import Names
from pod_desktop.services.shown import shown
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Outside, Person, ToBring, Topic


def happened_outside(
    journal: Journal,
    person_id: EntityId,
    what: str,
    happened: Instant,
    *,
    who: str = "",
    why: str = "",
    zone: str = "Europe/London",
) -> EntityId:
    """Something that had to happen outside a meeting. The next agenda offers it by itself.

    Raises BadInput without words, or for a time still to come.
    """
    with journal.act() as act:
        act.get(Person, person_id)
        return write_outside(journal, act, person_id, what, happened, who=who, why=why, zone=zone)


def write_outside(
    journal: Journal,
    act: Act,
    person_id: EntityId,
    what: str,
    happened: Instant,
    *,
    who: str,
    why: str,
    zone: str,
) -> EntityId:
    """`happened_outside` as a part of an act. Raises as that."""
    what = rules.require_words(what, "in a few words what happened")
    _require_past(journal, happened)
    return act.create(
        Outside,
        person_id=person_id,
        what=what,
        happened=happened,
        zone=zone,
        who=who.strip(),
        why=why.strip(),
    ).id


def change_outside(
    journal: Journal,
    outside_id: EntityId,
    *,
    what: str,
    happened: Instant,
    who: str,
    why: str,
    zone: str,
    seen: Seen | None = None,
) -> None:
    """Say otherwise what happened. Raises as `happened_outside`, and NotAllowed once a meeting took it up."""
    what = rules.require_words(what, "in a few words what happened")
    _require_past(journal, happened)
    with journal.act() as act:
        _require_waits(act, outside_id)
        act.change(
            Outside,
            outside_id,
            seen=seen,
            what=what,
            happened=happened,
            zone=zone,
            who=who.strip(),
            why=why.strip(),
        )


def strike_outside(journal: Journal, outside_id: EntityId, *, seen: Seen | None = None) -> None:
    """It was written down by mistake. Raises NotAllowed once a meeting took it up."""
    with journal.act() as act:
        _require_waits(act, outside_id)
        act.strike(Outside, outside_id, "written down by mistake", seen=seen)


def ask_to_bring(journal: Journal, person_id: EntityId, words: str, asked_by: EntityId | None) -> EntityId:
    """Somebody asks, between meetings, to bring something to the next one. Raises BadInput without words."""
    words = rules.require_words(words, "in a few words what is to be brought")
    with journal.act() as act:
        act.get(Person, person_id)
        return act.create(
            ToBring, person_id=person_id, words=words, asked_by_id=asked_by, asked=journal.clock.now()
        ).id


def reword_to_bring(journal: Journal, to_bring_id: EntityId, words: str, *, seen: Seen | None = None) -> None:
    """Say it in other words. Raises BadInput without words, NotAllowed once a meeting took it up."""
    words = rules.require_words(words, "in a few words what is to be brought")
    with journal.act() as act:
        _require_waits(act, to_bring_id)
        act.change(ToBring, to_bring_id, seen=seen, words=words)


def strike_to_bring(journal: Journal, to_bring_id: EntityId, *, seen: Seen | None = None) -> None:
    """It is not to be brought after all. Raises NotAllowed once a meeting took it up."""
    with journal.act() as act:
        _require_waits(act, to_bring_id)
        act.strike(ToBring, to_bring_id, "not to be brought after all", seen=seen)


def taken_up(reading: Reading, ids: Iterable[EntityId]) -> frozenset[EntityId]:
    """Those that a meeting has had on its agenda."""
    return frozenset(
        topic.brought_from_id
        for topic in reading.all_of(Topic, "brought_from_id", sorted(ids))
        if topic.brought_from_id is not None
    )


def _require_waits(act: Act, id_: EntityId) -> None:
    if taken_up(act, [id_]):
        raise NotAllowed("A meeting has talked about this, so it stays as it was written down.")


def _require_past(journal: Journal, happened: Instant) -> None:
    if happened > journal.clock.now():
        raise BadInput("What happened outside a meeting cannot be in the future.")


def outside(reading: Reading, person_id: EntityId) -> tuple[OutsideView, ...]:
    """What happened outside meetings, the latest first."""
    rows = sorted(
        reading.all(Outside, person_id=person_id), key=lambda row: (row.happened, row.id), reverse=True
    )
    forms = shown(reading, Outside, [row.id for row in rows])
    done = taken_up(reading, [row.id for row in rows])
    return tuple(
        OutsideView(
            row.id,
            row.what,
            row.happened,
            row.zone,
            row.who,
            row.why,
            row.id in done,
            forms[row.id].seen,
            forms[row.id].differs,
        )
        for row in rows
    )


def to_bring(reading: Reading, person_id: EntityId) -> tuple[ToBringView, ...]:
    """What was asked to be brought, the latest first."""
    rows = sorted(
        reading.all(ToBring, person_id=person_id), key=lambda row: (row.asked, row.id), reverse=True
    )
    forms = shown(reading, ToBring, [row.id for row in rows])
    names = Names(reading, person_id)
    done = taken_up(reading, [row.id for row in rows])
    return tuple(
        ToBringView(
            row.id,
            row.words,
            names.of_or_none(row.asked_by_id),
            row.asked,
            row.id in done,
            forms[row.id].seen,
            forms[row.id].differs,
        )
        for row in rows
    )
