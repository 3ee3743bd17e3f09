"""Members and ties of a map as screens see them: now, with inviting and forms, or at any moment, without."""

from dataclasses import replace

from pod_desktop.domain.invitations import may_ask
from pod_desktop.domain.network import within
from pod_desktop.domain.views import MemberView, TieView
from pod_desktop.services.invitations import standing_word
from pod_desktop.services.names import Names
from pod_desktop.storage.reading import Form
from pod_desktop.storage.tables import Member, Tie


def plain_tie(row: Tie) -> TieView:
    """A tie, without what a form remembers."""
    return TieView(row.id, row.a_id, row.b_id, row.known, row.words, row.direction, row.quality)


def tie_view(row: Tie, form: Form) -> TieView:
    """A tie as it is shown now."""
    return replace(plain_tie(row), seen=form.seen, differs=form.differs)


def plain_member(row: Member) -> MemberView:
    """A member without anything of inviting, and without what a form remembers."""
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
        invite_idea=None,
        invite_yes=None,
        asked_by=None,
        asked=None,
        answer="",
        answered=None,
        seen={},
    )


def member_view(row: Member, names: Names, form: Form) -> MemberView:
    """A member as they are shown now. Without a standing yes nothing tells why there is none."""
    shown = replace(plain_member(row), invite_idea=row.invite_idea, seen=form.seen, differs=form.differs)
    if not may_ask(standing_word(row)):
        return shown
    return replace(
        shown,
        invite_yes=row.invite_said,
        asked_by=names.of_or_none(row.asked_by_id),
        asked=row.asked,
        answer=row.answer,
        answered=row.answered,
    )
