"""Inviting a network member: an idea, the person's yes, who asks, the answer. Without the yes nobody asks."""

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import (
    MemberAnswer,
    PersonsWord,
    require_may_ask,
    require_may_record_answer,
)
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Invitee, Meeting, Member


def note_idea(journal: Journal, member_id: EntityId) -> None:
    """Somebody thought of inviting them."""
    with journal.act() as act:
        act.change(Member, member_id, invite_idea=journal.clock.now())


def person_said_yes(journal: Journal, member_id: EntityId) -> None:
    """The person said yes, now, to inviting this member. Said again, the yes is as old as the new one."""
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Member, member_id)
        act.change(Member, member_id, invite_idea=row.invite_idea or now, invite_yes=True, invite_said=now)


def take_yes_back(journal: Journal, member_id: EntityId) -> None:
    """There is no yes any more: the member looks like one who has not been invited yet.

    They are not invited to planned meetings any more either.
    """
    with journal.act() as act:
        take_off_plans(act, member_id)
        act.change(
            Member,
            member_id,
            invite_yes=None,
            invite_said=None,
            asked_by_id=None,
            asked=None,
            answer="",
            answered=None,
        )


def record_asked(journal: Journal, member_id: EntityId, asked_by: EntityId) -> None:
    """Somebody asked the member to come. Raises NotAllowed without the person's yes."""
    now = journal.clock.now()
    with journal.act() as act:
        require_may_ask(standing_word(act, act.get(Member, member_id)))
        act.change(Member, member_id, asked_by_id=asked_by, asked=now)


def record_answer(journal: Journal, member_id: EntityId, answer: MemberAnswer) -> None:
    """What the member answered.

    Raises NotAllowed without the person's yes, BadInput before somebody asked.
    """
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Member, member_id)
        require_may_ask(standing_word(act, row))
        require_may_record_answer(row.asked_by_id)
        act.change(Member, member_id, answer=str(answer), answered=now)


def take_off_plans(act: Act, member_id: EntityId) -> None:
    """The member is invited to no planned meeting any more."""
    for invitee in act.all(Invitee, member_id=member_id):
        if act.get(Meeting, invitee.meeting_id).state == MeetingState.PLANNED:
            act.strike(Invitee, invitee.id, "not invited to this meeting")


def standing_word(reading: Reading, row: Member) -> list[PersonsWord]:
    """What the person said about inviting this member: nothing, or their latest word.

    Where a yes stands beside a no, or beside its being taken back (two laptops at once), there is no yes.
    """
    if row.invite_yes is None or row.invite_said is None:
        return []
    yes = all(reading.values_of(Member, row.id, "invite_yes"))
    return [PersonsWord(yes, row.invite_said)]
