"""Inviting a network member: an idea, the person's yes, who asks, the answer. Without the yes nobody asks."""

from typing import Any

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import (
    MemberAnswer,
    PersonsWord,
    can_be_invited,
    may_ask,
    require_can_be_invited,
    require_may_ask,
    require_may_record_answer,
)
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.views import AskedView, Seen, WordView
from pod_desktop.services.names import Names
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Invitee, Meeting, Member

_NOT_ASKED: dict[str, Any] = {"asked_by_id": None, "asked": None, "answer": "", "answered": None}


def note_idea(journal: Journal, member_id: EntityId, *, seen: Seen | None = None) -> None:
    """Somebody thought of inviting them. `seen` here and below is what the card showed of the member."""
    with journal.act() as act:
        require_can_be_invited(act.get(Member, member_id).member_kind)
        act.change(Member, member_id, seen=seen, invite_idea=journal.clock.now())


def person_said_yes(journal: Journal, member_id: EntityId, *, seen: Seen | None = None) -> None:
    """The person said yes, now, to inviting this member. Said again, the yes is as old as the new one.

    Nothing goes on that stood under an earlier yes which holds no more: who had asked, a plan.
    """
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Member, member_id)
        require_can_be_invited(row.member_kind)
        said: dict[str, Any] = {"invite_idea": row.invite_idea or now, "invite_yes": True, "invite_said": now}
        if not may_ask(standing_word(row)):
            take_off_plans(act, member_id)
            said |= _NOT_ASKED
        act.change(Member, member_id, seen=seen, **said)


def take_yes_back(journal: Journal, member_id: EntityId, *, seen: Seen | None = None) -> None:
    """There is no yes any more: the member looks like one who has not been invited yet.

    They are not invited to planned meetings any more either.
    """
    with journal.act() as act:
        take_off_plans(act, member_id)
        act.change(Member, member_id, seen=seen, **_NOT_ASKED, invite_yes=None, invite_said=None)


def person_said_no(journal: Journal, member_id: EntityId, *, seen: Seen | None = None) -> None:
    """The person does not want this member invited, or not yet. Only for a place opened with the person.

    Everywhere else the member looks from now on like one who has not been invited yet, as after
    `take_yes_back`; they are invited to planned meetings no more.
    """
    with journal.act() as act:
        require_can_be_invited(act.get(Member, member_id).member_kind)
        take_off_plans(act, member_id)
        act.change(
            Member, member_id, seen=seen, **_NOT_ASKED, invite_yes=False, invite_said=journal.clock.now()
        )


def persons_words(journal: Journal, person_id: EntityId) -> tuple[WordView, ...]:
    """Everybody who can be invited, by name, with the person's word on it. Raises NotFound.

    Only for a place opened with the person: nothing else may know a no from there being no word.
    """
    with journal.read() as reading:
        names = Names(reading, person_id)
        found = [
            WordView(names.of(row.id), word.yes if word else None, word.said_at if word else None)
            for row in reading.all(Member, person_id=person_id)
            if can_be_invited(row.member_kind)
            for word in [next(iter(standing_word(row)), None)]
        ]
    return tuple(sorted(found, key=lambda each: (each.member.name.casefold(), each.member.id)))


def record_asked(
    journal: Journal, member_id: EntityId, asked_by: EntityId, *, seen: Seen | None = None
) -> None:
    """Somebody asked the member to come. Raises NotAllowed without the person's yes."""
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Member, member_id)
        require_can_be_invited(row.member_kind)
        require_may_ask(standing_word(row))
        act.change(Member, member_id, seen=seen, asked_by_id=asked_by, asked=now)


def record_answer(
    journal: Journal, member_id: EntityId, answer: MemberAnswer, *, seen: Seen | None = None
) -> None:
    """What the member answered.

    Raises NotAllowed without the person's yes, BadInput before somebody asked.
    """
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Member, member_id)
        require_may_ask(standing_word(row))
        require_may_record_answer(row.asked_by_id)
        act.change(Member, member_id, seen=seen, answer=str(answer), answered=now)


def asked_since_last_meeting(journal: Journal, person_id: EntityId) -> tuple[AskedView, ...]:
    """Everybody who was asked to come since the person's last meeting, by name, whatever was said since.

    Only for a place that is opened with the person. An invitation goes from every page once there is no yes
    any more, and somebody who was asked would come all the same if nobody told them. No page may tell that,
    so all who were asked stand here alike, and the person says who is not to come.
    """
    with journal.read() as reading:
        names = Names(reading, person_id)
        since = _last_meeting_began(reading, person_id, journal.clock.now())
        # Also who was taken off the map since: they were asked all the same.
        ids = [member.id for member in reading.session.query(Member).filter_by(person_id=person_id)]
        when = reading.all_sayings(Member, ids, "asked")
        who = reading.all_sayings(Member, ids, "asked_by_id")
        found = []
        for id_ in ids:
            last = next((each for each in reversed(when[id_]) if each.value is not None), None)
            if last is None or (since is not None and last.value < since):
                continue
            askers = [each.value for each in who[id_] if each.value is not None and each.rank <= last.rank]
            if askers:
                found.append(AskedView(names.of(id_), names.of(askers[-1]), last.value))
    return tuple(sorted(found, key=lambda each: (each.member.name.casefold(), each.member.id)))


def take_off_plans(act: Act, member_id: EntityId) -> None:
    """The member is invited to no planned meeting any more."""
    for invitee in act.all(Invitee, member_id=member_id):
        if act.get(Meeting, invitee.meeting_id).state == MeetingState.PLANNED:
            act.strike(Invitee, invitee.id, "not invited to this meeting")


def standing_word(row: Member) -> list[PersonsWord]:
    """What the person said about inviting this member: nothing, or their latest word.

    Where a yes stands beside a no, or beside its being taken back (two laptops at once), there is no yes:
    that is what the tables hold then (domain.side_by_side). Of two yeses the age is that of the older.
    """
    if row.invite_yes is None or row.invite_said is None:
        return []
    return [PersonsWord(row.invite_yes, row.invite_said)]


def who_may_come(reading: Reading, meeting: Meeting) -> list[EntityId]:
    """The members invited to a meeting, once each, in the order in which they were.

    To one that is still planned nobody is invited whose yes does not stand, also where it was taken back on
    one laptop while another planned with it.
    """
    rows = reading.in_order_made(reading.all(Invitee, meeting_id=meeting.id))
    found = dict.fromkeys(row.member_id for row in rows)
    if meeting.state != MeetingState.PLANNED:
        return list(found)
    members = reading.all_of(Member, "id", list(found))
    with_yes = {member.id for member in members if may_ask(standing_word(member))}
    return [member_id for member_id in found if member_id in with_yes]


def _last_meeting_began(reading: Reading, person_id: EntityId, now: Instant) -> Instant | None:
    """When the person was last in a network meeting, the one in which who was asked would have come.

    A conversation without the person is none: nobody was invited to it. What began after `now` was begun by a
    laptop whose clock runs ahead, and would hide for as long whoever is asked meanwhile.
    """
    meetings = reading.all(Meeting, person_id=person_id, meeting_kind=str(MeetingKind.NETWORK))
    return max((m.began for m in meetings if m.began is not None and m.began <= now), default=None)
