"""Inviting a network member: an idea, the person's yes, who asks, the answer. Without the yes nobody asks.

Of somebody with several cards (`services.joining_members`) the person's word is said to all of them.
"""

from collections.abc import Iterable, Sequence
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
    standing,
)
from pod_desktop.domain.map_views import AskedView, WordView
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.views import Seen
from pod_desktop.services.joined import Cards
from pod_desktop.services.names import Names
from pod_desktop.services.shown import shown
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Invitee, Meeting, Member

NOT_ASKED: dict[str, Any] = {"asked_by_id": None, "asked": None, "answer": "", "answered": None}
"""What a member's card holds of asking, before anybody asked."""


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
        require_can_be_invited(act.get(Member, member_id).member_kind)
        cards = _cards_of(act, member_id)
        said: dict[str, Any] = {"invite_yes": True, "invite_said": now}
        if not may_ask(standing_word(cards)):
            take_off_plans(act, cards)
            said |= NOT_ASKED
        for card in cards:
            form = seen if card.id == member_id else None
            act.change(Member, card.id, seen=form, invite_idea=card.invite_idea or now, **said)


def take_yes_back(journal: Journal, member_id: EntityId, *, seen: Seen | None = None) -> None:
    """There is no yes any more: the member looks like one who has not been invited yet.

    They are not invited to planned meetings any more either.
    """
    with journal.act() as act:
        _say_none(act, member_id, seen, invite_yes=None, invite_said=None)


def person_said_no(journal: Journal, member_id: EntityId, *, seen: Seen | None = None) -> None:
    """The person does not want this member invited, or not yet. Only for a place opened with the person.

    Everywhere else the member looks from now on like one who has not been invited yet, as after
    `take_yes_back`; they are invited to planned meetings no more.
    """
    with journal.act() as act:
        require_can_be_invited(act.get(Member, member_id).member_kind)
        _say_none(act, member_id, seen, invite_yes=False, invite_said=journal.clock.now())


def persons_words(journal: Journal, person_id: EntityId) -> tuple[WordView, ...]:
    """Everybody who can be invited, by name, with the person's word on it. Raises NotFound.

    Only for a place opened with the person: nothing else may know a no from there being no word.
    """
    with journal.read() as reading:
        names = Names(reading, person_id)
        rows = [row for row in reading.all(Member, person_id=person_id) if names.of(row.id).id == row.id]
        forms = shown(reading, Member, [row.id for row in rows])
        found = [
            WordView(
                names.of(row.id),
                word.yes if word else None,
                word.said_at if word else None,
                forms[row.id].seen,
            )
            for row in rows
            if can_be_invited(row.member_kind)
            for word in [standing(standing_word(names.cards.of(row.id)))]
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
        require_may_ask(standing_word(_cards_of(act, member_id)))
        act.change(Member, member_id, seen=seen, asked_by_id=asked_by, asked=now)


def record_answer(
    journal: Journal, member_id: EntityId, answer: MemberAnswer, *, seen: Seen | None = None
) -> None:
    """What the member answered.

    Raises NotAllowed without the person's yes, BadInput before somebody asked.
    """
    now = journal.clock.now()
    with journal.act() as act:
        cards = _cards_of(act, member_id)
        require_may_ask(standing_word(cards))
        asked = asked_card(cards)
        require_may_record_answer(asked.asked_by_id)
        form = seen if asked.id == member_id else None
        act.change(Member, asked.id, seen=form, answer=str(answer), answered=now)


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
        found: dict[EntityId, AskedView] = {}
        for id_ in ids:
            last = next((each for each in reversed(when[id_]) if each.value is not None), None)
            if last is None or (since is not None and last.value < since):
                continue
            askers = [each.value for each in who[id_] if each.value is not None and each.rank <= last.rank]
            if not askers:
                continue
            asked = AskedView(names.of(id_), names.of(askers[-1]), last.value)
            before = found.get(asked.member.id)
            if before is None or before.asked < asked.asked:
                found[asked.member.id] = asked
    return tuple(sorted(found.values(), key=lambda each: (each.member.name.casefold(), each.member.id)))


def take_off_plans(act: Act, cards: Iterable[Member]) -> None:
    """The member with these cards is invited to no planned meeting any more, and asks nobody to one."""
    for card in cards:
        for invitee in act.all(Invitee, member_id=card.id):
            if act.get(Meeting, invitee.meeting_id).state == MeetingState.PLANNED:
                act.strike(Invitee, invitee.id, "not invited to this meeting")
        for invitee in act.all(Invitee, asks_id=card.id):
            if act.get(Meeting, invitee.meeting_id).state == MeetingState.PLANNED:
                act.change(Invitee, invitee.id, asks_id=None)


def standing_word(cards: Sequence[Member]) -> list[PersonsWord]:
    """What the person said about inviting the member with these cards: nothing, or what holds of it.

    There is a yes only where every card has one. Where a yes stands beside a no, or beside its being taken
    back (two laptops at once), there is no yes: that is what the tables hold then (domain.side_by_side). Of
    two yeses the age is that of the older.
    """
    words = [
        PersonsWord(card.invite_yes, card.invite_said)
        for card in cards
        if card.invite_yes is not None and card.invite_said is not None
    ]
    return words if len(words) == len(cards) else [word for word in words if not word.yes]


def asked_card(cards: Sequence[Member]) -> Member:
    """Of the cards of one member, the one under which they were asked last; the first where nobody did."""
    asked = [(card.asked, card) for card in cards if card.asked is not None]
    return max(asked, key=lambda each: each[0], default=(None, cards[0]))[1]


def _cards_of(act: Act, member_id: EntityId) -> tuple[Member, ...]:
    """The cards of this member. Raises NotFound."""
    return Cards.around(act, act.get(Member, member_id).person_id).of(member_id)


def _say_none(act: Act, member_id: EntityId, seen: Seen | None, **word: Any) -> None:
    """There is no yes to the member any more, nor anything that stood under it."""
    cards = _cards_of(act, member_id)
    take_off_plans(act, cards)
    for card in cards:
        act.change(Member, card.id, seen=seen if card.id == member_id else None, **NOT_ASKED, **word)


def who_may_come(reading: Reading, meeting: Meeting) -> list[EntityId]:
    """The members invited to a meeting, once each, in the order in which they were.

    To one that is still planned nobody is invited whose yes does not stand, also where it was taken back on
    one laptop while another planned with it; nor whoever is meanwhile known to be a pet, say.
    """
    rows = reading.in_order_made(reading.all(Invitee, meeting_id=meeting.id))
    cards = Cards.around(reading, meeting.person_id)
    if meeting.state == MeetingState.PLANNED:
        fell = fallen(reading, cards, rows)
        here = [row for row in rows if row.id not in fell and cards.is_there(row.member_id)]
        rows = [row for row in here if _may_come(cards.of(row.member_id))]
    return list(dict.fromkeys(cards.standing_for(row.member_id) for row in rows))


def fallen(reading: Reading, cards: Cards, invitees: Sequence[Invitee]) -> frozenset[EntityId]:
    """Of these invitations, those under an earlier yes: it was taken back after they were made.

    A laptop that took the yes back and heard it again may not have known of the plan, so that the invitation
    was never struck out. A later yes does not bring it back: the person was not asked about that meeting.
    """
    theirs = {row.id: [card.id for card in cards.of(row.member_id)] for row in invitees}
    said = reading.all_sayings(Member, sorted({id_ for ids in theirs.values() for id_ in ids}), "invite_yes")
    made = reading.made_or_restored(Invitee, list(theirs))
    return frozenset(
        id_
        for id_, ids in theirs.items()
        if any(
            each.value is not True and each.rank > made[id_]
            for card in ids
            for each in said[card]
            if id_ in made
        )
    )


def _may_come(cards: Sequence[Member]) -> bool:
    return can_be_invited(cards[0].member_kind) and may_ask(standing_word(cards))


def _last_meeting_began(reading: Reading, person_id: EntityId, now: Instant) -> Instant | None:
    """When the person was last in a network meeting, the one in which who was asked would have come.

    A conversation without the person is none: nobody was invited to it. What began after `now` was begun by a
    laptop whose clock runs ahead, and would hide for as long whoever is asked meanwhile.
    """
    meetings = reading.all(Meeting, person_id=person_id, meeting_kind=str(MeetingKind.NETWORK))
    return max((m.began for m in meetings if m.began is not None and m.began <= now), default=None)
