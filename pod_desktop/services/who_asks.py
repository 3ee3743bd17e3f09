"""Who is to ask whom to come to a planned meeting. It can wait, and tells no answer.

Of what two laptops say the last holds, and nobody is asked about it: the names of a question could tell that
somebody was to ask to whom the person says no by now.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import can_ask_others, may_ask, require_may_ask_others
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import Seen
from pod_desktop.errors import NotAllowed
from pod_desktop.services.invitations import standing_word, who_may_come
from pod_desktop.services.joined import Cards
from pod_desktop.services.roster import absence_of, day_of
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Invitee, Meeting, Practitioner


@dataclass(frozen=True, slots=True)
class WhoAsks:
    """Who is to ask one invited member, and what was shown of it, to hand back."""

    asker: EntityId | None
    seen: Mapping[EntityId, Seen]
    """By the invitation: laptops may have made one each."""


def who_asks(journal: Journal, meeting_id: EntityId) -> dict[EntityId, WhoAsks]:
    """For each member invited to the meeting, who is to ask them; None where it is not said.

    Nor is it where it was to be a member without a standing yes of the person, or whoever has left.
    """
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        cards = Cards.around(reading, row.person_id)
        may = _who_may(reading, row.person_id, cards, journal.clock.now())
        invited = _invited(reading, row, cards)
        shown = reading.all_seen(Invitee, [each.id for some in invited.values() for each in some])
        found: dict[EntityId, WhoAsks] = {}
        for member_id in who_may_come(reading, row):
            invitees = invited.get(member_id, [])
            seen = {each.id: shown[each.id] for each in invitees}
            found[member_id] = WhoAsks(_asker(invitees, cards, may), seen)
    return found


def askers(reading: Reading, row: Meeting, now: Instant) -> tuple[tuple[EntityId, EntityId], ...]:
    """Who is to ask whom to come to a meeting that is planned, the first who was invited first."""
    if row.state != MeetingState.PLANNED:
        return ()
    cards = Cards.around(reading, row.person_id)
    may = _who_may(reading, row.person_id, cards, now)
    invited = _invited(reading, row, cards)
    found = []
    for member_id in who_may_come(reading, row):
        asker = _asker(invited.get(member_id, []), cards, may)
        if asker is not None:
            found.append((asker, member_id))
    return tuple(found)


def say_who_asks(
    journal: Journal,
    meeting_id: EntityId,
    member_id: EntityId,
    asker: EntityId | None,
    *,
    seen: Mapping[EntityId, Seen] | None = None,
) -> None:
    """Who is to ask an invited member; None takes it back. `seen` is from `who_asks`.

    Raises NotAllowed for whoever is not invited, or cannot ask them.
    """
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        set_who_asks(act, row, member_id, asker, journal.clock.now(), seen)


def set_who_asks(
    act: Act,
    row: Meeting,
    member_id: EntityId,
    asker: EntityId | None,
    now: Instant,
    seen: Mapping[EntityId, Seen] | None = None,
) -> None:
    """As `say_who_asks`, as a part of an act."""
    cards = Cards.around(act, row.person_id)
    if asker is not None:
        asker = cards.standing_for(asker)
        who_may = _who_may(act, row.person_id, cards, now)
        require_may_ask_others(asker, cards.standing_for(member_id), who_may)
    invitees = _invited(act, row, cards).get(cards.standing_for(member_id), [])
    if not invitees:
        raise NotAllowed("They are not invited to this meeting, so nobody is to ask them.")
    for invitee in invitees:
        act.change(Invitee, invitee.id, seen=(seen or {}).get(invitee.id), asks_id=asker)


def _invited(reading: Reading, row: Meeting, cards: Cards) -> dict[EntityId, list[Invitee]]:
    """The invitations by whom they are for, the first that was made first: laptops may have made one each."""
    found: dict[EntityId, list[Invitee]] = {}
    for each in reading.in_order_made(reading.all(Invitee, meeting_id=row.id)):
        found.setdefault(cards.standing_for(each.member_id), []).append(each)
    return found


def _asker(invitees: Sequence[Invitee], cards: Cards, may: Set[EntityId]) -> EntityId | None:
    said = [cards.standing_for(each.asks_id) for each in invitees if each.asks_id is not None]
    return next((who for who in said if who in may), None)


def _who_may(reading: Reading, person_id: EntityId, cards: Cards, now: Instant) -> set[EntityId]:
    members = {
        people[0].id
        for people in cards.people
        if can_ask_others(people[0].member_kind) and may_ask(standing_word(people))
    }
    today = day_of(now)
    team = {row.id for row in reading.all(Practitioner) if not absence_of(row).has_left(today)}
    return {person_id} | members | team
