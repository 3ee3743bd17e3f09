"""Two cards of a map that turn out to be one person: joined in one act, and taken apart again in one.

Only `joined_into` is said, so both cards keep all that they hold. What they hold on inviting is read from
all of them (`invitations.standing_word`): there is the person's yes only where every card has one. Where two
are joined and not both have a yes, the yes of either is taken off, whatever the reason: the joined one then
looks like somebody who has not been asked about yet, and nobody can tell a no from there being no word.
"""

from collections.abc import Iterable

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import may_ask
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.invitations import NOT_ASKED, standing_word, take_off_plans
from pod_desktop.services.joined import Cards
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Member


def join(journal: Journal, one: EntityId, into: EntityId) -> None:
    """`one` is the same person as `into`, whose card stands for both from now on.

    Raises NotFound, BadInput for two who cannot be one, and NotAllowed where one of them was taken off the
    map or they were joined meanwhile.
    """
    with journal.act() as act:
        first, second = act.get(Member, one), act.get(Member, into)
        _require_alike(first, second)
        cards = Cards.around(act, second.person_id)
        if not (cards.is_there(one) and cards.is_there(into)):
            raise NotAllowed("One of the two was taken off the map meanwhile, so they were not joined.")
        joined, stays = cards.standing_for(one), cards.standing_for(into)
        if joined == stays:
            raise NotAllowed("These two are joined already.")
        _keep_only_a_whole_yes(act, (*cards.of(joined), *cards.of(stays)))
        act.change(Member, joined, joined_into_id=stays)


def take_apart(journal: Journal, member_id: EntityId) -> None:
    """Somebody who was joined into another is a person of their own again; who was joined into them stays so.

    Raises NotFound, and NotAllowed for somebody who does not stand behind another.
    """
    with journal.act() as act:
        row = act.get(Member, member_id)
        cards = Cards.around(act, row.person_id)
        stood = cards.standing_for(member_id)
        if stood == member_id or not cards.is_there(member_id):
            raise NotAllowed("This card is not joined with another one, so there is nothing to take apart.")
        _keep_only_a_whole_yes(act, cards.of(member_id))
        act.change(Member, member_id, joined_into_id=None)
        if Cards.around(act, row.person_id).standing_for(stood) == member_id:
            # Two laptops had joined them the other way round, so who stood is behind the other now.
            act.change(Member, stood, joined_into_id=None)


def _keep_only_a_whole_yes(act: Act, cards: Iterable[Member]) -> None:
    """Where not every card has the person's yes, none keeps it, nor anything that stood under it."""
    cards = tuple(cards)
    if may_ask(standing_word(cards)):
        return
    take_off_plans(act, cards)
    for card in cards:
        if card.invite_yes:
            act.change(Member, card.id, **NOT_ASKED, invite_yes=None, invite_said=None)


def _require_alike(one: Member, other: Member) -> None:
    if one.id == other.id:
        raise BadInput("Somebody cannot be joined with themselves.")
    if one.person_id != other.person_id:
        raise BadInput("These two are on the maps of different people, so they were not joined.")
    if one.member_kind != other.member_kind:
        raise BadInput(
            "These two are not of one kind: a person, a group, a pet and so on. If they are one all the "
            "same, please say the same on both cards first."
        )
