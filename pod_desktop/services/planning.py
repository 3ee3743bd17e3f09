"""Planning a meeting: when, where, who chose the place, who is invited by the person's yes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pod_desktop.domain import meeting as rules
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import require_can_be_invited, require_may_ask
from pod_desktop.domain.meeting import MeetingState, WhoChose
from pod_desktop.domain.near_plans import is_near
from pod_desktop.domain.views import NONE, MeetingBrief, Seen
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.briefs import brief
from pod_desktop.services.invitations import fallen, standing_word
from pod_desktop.services.joined import Cards
from pod_desktop.services.shown import differing
from pod_desktop.services.who_asks import set_who_asks
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Invitee, Meeting, Member, Person

NOBODY: Mapping[EntityId, EntityId] = {}


def plan_meeting(
    journal: Journal,
    person_id: EntityId,
    *,
    planned: Instant | None = None,
    zone: str = "Europe/London",
    place: str = "",
    place_chosen_by: str = "",
    invited: Sequence[EntityId] = (),
    asks: Mapping[EntityId, EntityId] = NOBODY,
    set_in: EntityId | None = None,
) -> EntityId:
    """Plan a network meeting. `invited` are members; each needs the person's yes.

    `asks` says of those invited who is to ask them (services.who_asks), `set_in` is the meeting in which it
    was set. Raises BadInput, also for a kind of member that nobody can ask to come, or NotAllowed for an
    invitation without a yes.
    """
    require_zone(zone)
    require_chooser(place_chosen_by)
    with journal.act() as act:
        return plan_in(
            act,
            person_id,
            invited,
            asks,
            journal.clock.now(),
            planned=planned,
            zone=zone,
            place=place,
            place_chosen_by=place_chosen_by,
            set_in_id=set_in,
        )


def plan_in(
    act: Act,
    person_id: EntityId,
    invited: Sequence[EntityId],
    asks: Mapping[EntityId, EntityId],
    now: Instant,
    *,
    place: str,
    **fields: Any,
) -> EntityId:
    """A planned meeting as a part of an act, with the other `fields` of its row. Raises NotAllowed.

    The zone and who chose the place are to be looked at before.
    """
    act.get(Person, person_id)
    row = act.create(Meeting, person_id=person_id, place=place.strip(), **fields)
    _set_invited(act, row, invited)
    for member_id, asker in asks.items():
        set_who_asks(act, row, member_id, asker, now)
    return row.id


def change_plan(
    journal: Journal,
    meeting_id: EntityId,
    *,
    planned: Instant | None,
    zone: str,
    place: str,
    place_chosen_by: str,
    invited: Sequence[EntityId],
    seen: Seen | None = None,
    shown_invited: Collection[EntityId] | None = None,
    set_in: EntityId | None = None,
) -> None:
    """Change a planned meeting. Raises as `plan_meeting`, and NotAllowed once it has begun.

    `set_in` is the meeting in which it is changed: then it is set there, as far as anything is new.

    `seen` and `shown_invited` are what the form showed when it was opened: whoever was invited or taken off
    elsewhere since, and is as the form showed them, stays so.
    """
    require_zone(zone)
    require_chooser(place_chosen_by)
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        _require_not_taken_back(row)
        if row.state != MeetingState.PLANNED:
            raise NotAllowed("This meeting has begun, so its plan cannot change any more.")
        act.change(
            Meeting,
            meeting_id,
            seen=seen,
            planned=planned,
            zone=zone,
            place=place.strip(),
            place_chosen_by=place_chosen_by,
        )
        _set_invited(act, row, invited, shown_invited)
        if set_in is not None and act.changes:
            act.change(Meeting, meeting_id, set_in_id=set_in)


def _set_invited(
    act: Act, row: Meeting, invited: Sequence[EntityId], shown: Collection[EntityId] | None = None
) -> None:
    cards = Cards.around(act, row.person_id)
    before = act.all(Invitee, meeting_id=row.id)
    fell = fallen(act, cards, before)
    known = {cards.standing_for(invitee.member_id) for invitee in before if invitee.id not in fell}
    invited = [cards.standing_for(member_id) for member_id in invited]
    untouched: set[EntityId] = set()
    if shown is not None:
        untouched = {*shown} & {*invited} | (known - {*shown} - {*invited})
    for member_id in dict.fromkeys(invited):
        member = act.get(Member, member_id)
        if member.person_id != row.person_id:
            raise NotAllowed("Somebody chosen is on another person's map, so nobody was invited.")
        # Also who was invited before: the yes may be gone since.
        require_may_ask(standing_word(cards.of(member_id)))
        if member_id not in known | untouched:
            require_can_be_invited(member.member_kind)
            act.create(Invitee, meeting_id=row.id, member_id=member_id)
    for invitee in before:
        if invitee.id in fell or cards.standing_for(invitee.member_id) not in {*invited} | untouched:
            act.strike(Invitee, invitee.id, "not invited to this meeting")


def did_not_happen(journal: Journal, meeting_id: EntityId, reason: str) -> None:
    """A planned meeting did not happen. Raises BadInput without the reason."""
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        _require_not_taken_back(row)
        rules.require_can_not_happen(MeetingState(row.state), reason)
        act.change(Meeting, meeting_id, state=str(MeetingState.DID_NOT_HAPPEN), reason=reason.strip())


def _require_not_taken_back(row: Meeting) -> None:
    if row.struck:
        raise NotAllowed("This plan was taken back meanwhile, so it cannot change any more.")


def planned_meetings(journal: Journal) -> tuple[MeetingBrief, ...]:
    """Every meeting of every person that is still planned, the earliest first; one without a time comes last.

    One whose time has passed is among them, until it begins or somebody says that it did not happen.
    """
    with journal.read() as reading:
        rows = reading.all(Meeting, state=str(MeetingState.PLANNED))
        differs = differing(reading, Meeting, [row.id for row in rows])
        found = [replace(brief(row), differs=differs.get(row.id, NONE)) for row in rows]
    return tuple(sorted(found, key=lambda m: (m.planned is None, m.planned and m.planned.timestamp(), m.id)))


def plans_near(journal: Journal, person_id: EntityId) -> tuple[MeetingBrief, ...]:
    """The person's planned meetings of which one may be meant by whoever begins one now, the earliest first.

    Those of today, also where their time has passed, and those within a few hours.
    """
    now = journal.clock.now()
    plans = [each for each in planned_meetings(journal) if each.person_id == person_id]
    return tuple(each for each in plans if each.planned is not None and is_near(each.planned, each.zone, now))


def places(journal: Journal, person_id: EntityId) -> tuple[str, ...]:
    """Places of this person's meetings, the latest first."""
    with journal.read() as reading:
        rows = [m for m in reading.all(Meeting, person_id=person_id) if m.place]
    rows.sort(key=lambda m: (m.began or m.planned or journal.clock.now(), m.id), reverse=True)
    return tuple(dict.fromkeys(m.place for m in rows))


def require_zone(zone: str) -> None:
    """Raises BadInput unless this is an IANA zone such as Europe/London."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput(f"“{zone}” is no time zone that this laptop knows.") from error


def require_chooser(place_chosen_by: str) -> None:
    """Raises BadInput unless it says who chose the place, or nothing yet."""
    if place_chosen_by not in {*WhoChose, ""}:
        raise BadInput("The place was chosen by the person, together, or by the service.")
