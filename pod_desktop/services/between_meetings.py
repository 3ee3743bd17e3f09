"""What waits for the next meeting: what had to happen outside one, and what somebody asked to bring.

Nothing is decided here. It is written down, and the next agenda offers it (services/offers).
"""

from collections.abc import Iterable

from pod_desktop.domain import care as rules
from pod_desktop.domain.care_views import OutsideView, ToBringView
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind
from pod_desktop.domain.views import Seen
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.names import Names
from pod_desktop.services.shown import shown
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, Outside, Person, ToBring, Topic


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


def taken_up(reading: Reading, ids: Iterable[EntityId]) -> dict[EntityId, bool]:
    """Those that were on an agenda, each with whether a network meeting has had it (services/offers)."""
    topics = [each for each in reading.all_of(Topic, "brought_from_id", sorted(ids)) if each.brought_from_id]
    rows = reading.all_of(Meeting, "id", sorted({topic.meeting_id for topic in topics}))
    network = {row.id for row in rows if row.meeting_kind == MeetingKind.NETWORK}
    found: dict[EntityId, bool] = {}
    for topic in topics:
        if topic.brought_from_id is not None:
            had = topic.meeting_id in network
            found[topic.brought_from_id] = had or found.get(topic.brought_from_id, False)
    return found


def _require_waits(act: Act, id_: EntityId) -> None:
    had = taken_up(act, [id_])
    if had.get(id_):
        raise NotAllowed("A meeting has talked about this, so it stays as it was written down.")
    if had:
        raise NotAllowed(
            "A conversation without the person has talked about this, so it stays as it was written down."
        )


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
            done.get(row.id, False),
            forms[row.id].seen,
            forms[row.id].differs,
            row.id in done,
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
            done.get(row.id, False),
            forms[row.id].seen,
            forms[row.id].differs,
            row.id in done,
        )
        for row in rows
    )
