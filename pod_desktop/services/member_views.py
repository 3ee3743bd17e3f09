"""Members and ties of a map as screens see them: now, with inviting and forms, or at any moment, without."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import standing
from pod_desktop.domain.map_views import JoinedCard, MemberView, TieView
from pod_desktop.domain.network import within
from pod_desktop.domain.views import NONE
from pod_desktop.services.invitations import asked_card, standing_word
from pod_desktop.services.names import Names
from pod_desktop.storage.reading import Form
from pod_desktop.storage.tables import Member, Tie


def plain_tie(row: Tie) -> TieView:
    """A tie, without what a form remembers."""
    return TieView(row.id, row.a_id, row.b_id, row.known, row.words, row.direction, row.quality)


SAID_OF_TIES = ("id", "a_id", "b_id", "known", "words", "direction", "quality")
"""The columns that a TieView begins with."""


def tie_view(said: Sequence[Any], form: Form) -> TieView:
    """A tie as it is shown now; `said` is `SAID_OF_TIES` of it."""
    id_, a_id, b_id, known, words, direction, quality = said
    return TieView(id_, a_id, b_id, known, words, direction, quality, form.seen, form.differs)


def plain_member(row: Member) -> MemberView:
    """A member without anything of inviting, and without what a form remembers."""
    return _member(row)


def _member(
    row: Member,
    *,
    invite_idea: Instant | None = None,
    form: Form | None = None,
    joined: tuple[JoinedCard, ...] = (),
) -> MemberView:
    return MemberView(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        member_kind=row.member_kind,
        words=row.words,
        sector=row.sector,
        angle=row.angle,
        distance=None if row.distance is None else within(row.distance),
        hue=row.hue,
        knows=row.knows,
        worried=row.worried,
        could_help=row.could_help,
        contact=row.contact,
        needs=row.needs,
        needs_format=row.needs_format,
        needs_support=row.needs_support,
        needs_language=row.needs_language,
        needs_asked=row.needs_asked,
        needs_review=row.needs_review,
        invite_idea=invite_idea,
        invite_yes=None,
        asked_by=None,
        asked=None,
        answer="",
        answered=None,
        seen={} if form is None else form.seen,
        differs=NONE if form is None else form.differs,
        joined=joined,
    )


def past_member(cards: Sequence[Member]) -> MemberView:
    """The member with these cards as they stood once, with nothing of inviting."""
    joined = tuple(JoinedCard(plain_member(card)) for card in cards[1:])
    return replace(plain_member(cards[0]), joined=joined)


def member_view(
    row: Member, names: Names, form: Form, listed: Mapping[EntityId, Instant] | None = None
) -> MemberView:
    """A member as they are shown now. Without a standing yes nothing tells why there is none.

    `listed` says of cards when they were put on the list.
    """
    cards = names.cards.of(row.id)
    ideas = (card.invite_idea for card in cards if card.invite_idea is not None)
    behind = cards[1:] if row.id == cards[0].id else ()
    shown = _member(
        row,
        invite_idea=min(ideas, default=None),
        form=form,
        joined=tuple(JoinedCard(plain_member(card), (listed or {}).get(card.id)) for card in behind),
    )
    word = standing(standing_word(cards))
    if word is None or not word.yes:
        return shown
    asked = asked_card(cards)
    return replace(
        shown,
        invite_yes=word.said_at,
        asked_by=names.of_or_none(asked.asked_by_id),
        asked=asked.asked,
        answer=asked.answer,
        answered=asked.answered,
    )
