"""Two meetings that are one, noted on two laptops: offered, joined by somebody, and taken apart again."""

from collections.abc import Sequence
from itertools import pairwise

from pod_desktop.domain import same_meeting as rules
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.same_meeting import Noted
from pod_desktop.domain.views import SameMeetingView
from pod_desktop.errors import NotAllowed
from pod_desktop.services import closings
from pod_desktop.services.names import Names
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting


def join(journal: Journal, one_id: EntityId, other_id: EntityId) -> EntityId:
    """These two are one meeting. Returns the one that stands; all that was noted stays where it is.

    Raises NotAllowed where they cannot be one.
    """
    with journal.act() as act:
        one, other = act.get(Meeting, one_id), act.get(Meeting, other_id)
        if not rules.may_be_one(_noted(act, one), _noted(act, other)):
            raise NotAllowed(
                "Only two closed meetings with the same person, at the same time, can be one meeting."
            )
        # What either was joined with stays with it: those that stand for them are joined.
        heads = {row.id: row for row in (_head(act, one), _head(act, other))}
        if len(heads) == 1:
            return next(iter(heads))
        stands = rules.which_stands(*(_noted(act, row) for row in heads.values()))
        (joined,) = heads.keys() - {stands}
        act.change(Meeting, joined, joined_into_id=stands)
        if heads[stands].joined_into_id == stands:  # it was said to be a meeting by itself
            act.change(Meeting, stands, joined_into_id=None)
        return stands


def keep_apart(journal: Journal, one_id: EntityId, other_id: EntityId) -> None:
    """These two are two meetings, also where they were joined. They can be joined later all the same."""
    with journal.act() as act:
        one, other = act.get(Meeting, one_id), act.get(Meeting, other_id)
        stands = rules.which_stands(_noted(act, one), _noted(act, other))
        apart = other if stands == one_id else one
        act.change(Meeting, apart.id, joined_into_id=apart.id)
        if (other if apart is one else one).joined_into_id == apart.id:
            act.change(Meeting, stands, joined_into_id=None)


def _head(reading: Reading, row: Meeting) -> Meeting:
    """The one that stands for this one, itself as a rule."""
    first = standing(reading, row.person_id).get(row.id, row.id)
    return row if first == row.id else reading.get(Meeting, first)


def together(reading: Reading, row: Meeting) -> list[Meeting]:
    """The meetings that are one with this one, itself first; only itself as a rule."""
    if not _any_joined(reading, row.person_id):
        return [row]
    rows = {each.id: each for each in reading.all(Meeting, person_id=row.person_id)}
    found = rules.together(row.id, *_joined(reading, rows))
    return [row, *(rows[id_] for id_ in found if id_ != row.id)]


def standing(reading: Reading, person_id: EntityId) -> dict[EntityId, EntityId]:
    """For each meeting of the person that another stands for, which; empty as a rule."""
    if not _any_joined(reading, person_id):
        return {}
    rows = {each.id: each for each in reading.all(Meeting, person_id=person_id)}
    joined, closed = _joined(reading, rows)
    firsts = {id_: rules.together(id_, joined, closed)[0] for id_ in rows if joined[id_] not in {None, id_}}
    return {id_: first for id_, first in firsts.items() if id_ != first}


def joined_ids(reading: Reading) -> set[EntityId]:
    """The meetings of everybody for which another stands; none as a rule."""
    joined = reading.session.query(Meeting.person_id).filter(Meeting.joined_into_id.is_not(None))
    return {id_ for (person_id,) in joined.distinct() for id_ in standing(reading, person_id)}


def perhaps_the_same(reading: Reading, names: Names, row: Meeting) -> tuple[SameMeetingView, ...]:
    """Other meetings that are, or may be, the same as this closed one, the earliest first."""
    if row.state != MeetingState.CLOSED or closings.is_open_here(reading, row):
        return ()
    here = _noted(reading, row)
    one = {each.id for each in together(reading, row)}
    found = [
        other
        for other in reading.all(Meeting, person_id=row.person_id)
        if other.id != row.id and (other.id in one or rules.may_be_one(here, _noted(reading, other)))
    ]
    return tuple(
        SameMeetingView(
            other.id,
            other.began,
            other.closed,
            names.of_or_none(closings.closed_by(reading, other)),
            joined=other.id in one,
            apart=other.id not in one and any(each.joined_into_id == each.id for each in (row, other)),
        )
        for other in sorted(found, key=lambda each: (each.began is None, each.began, each.id))
    )


def asked_about(reading: Reading, rows: Sequence[Meeting]) -> set[EntityId]:
    """Which of a person's meetings may be the same as another, where nobody has said whether they are."""
    notes = sorted(
        (each for each in (_noted(reading, row) for row in rows if row.began) if each.joined_into is None),
        key=lambda each: (each.began, each.id),
    )
    found: set[EntityId] = set()
    for one, other in pairwise(notes):  # neighbours in time: meetings hardly ever overlap
        if rules.may_be_one(one, other):
            found |= {one.id, other.id}
    return found


def _any_joined(reading: Reading, person_id: EntityId) -> bool:
    of_person = reading.session.query(Meeting.id).filter_by(person_id=person_id)
    return of_person.filter(Meeting.joined_into_id.is_not(None)).first() is not None


def _joined(
    reading: Reading, rows: dict[EntityId, Meeting]
) -> tuple[dict[EntityId, EntityId | None], set[EntityId]]:
    closed = {
        row.id
        for row in rows.values()
        if row.state == MeetingState.CLOSED and not closings.is_open_here(reading, row)
    }
    return {row.id: row.joined_into_id for row in rows.values()}, closed


def _noted(reading: Reading, row: Meeting) -> Noted:
    state = str(MeetingState.OPEN) if closings.is_open_here(reading, row) else row.state
    return Noted(row.id, row.person_id, row.meeting_kind, state, row.began, row.closed, row.joined_into_id)
