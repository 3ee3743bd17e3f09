"""Ties of the same two people that say the same, from two laptops or of two joined cards: shown as one."""

from dataclasses import replace

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.joining import says_all_of
from pod_desktop.domain.views import TieView
from pod_desktop.services.joined import stands_in
from pod_desktop.services.member_views import plain_tie
from pod_desktop.storage.act import Act
from pod_desktop.storage.tables import Tie


def strike_same(act: Act, tie_id: EntityId) -> None:
    """Takes off those that a tie stands for on the map.

    Before the tie itself is changed or taken off, else one of them would come to stand in its place and say
    what was just taken back. What another laptop says of one of them meanwhile brings that one back.
    """
    row = act.get(Tie, tie_id)
    stands = stands_in(act, row.person_id)

    def of_people(tie: Tie) -> TieView:
        return replace(
            plain_tie(tie), a_id=stands.get(tie.a_id, tie.a_id), b_id=stands.get(tie.b_id, tie.b_id)
        )

    shown = of_people(row)
    ends = {} if stands else {"a_id": row.a_id, "b_id": row.b_id}
    for other in act.all(Tie, person_id=row.person_id, **ends):
        same = of_people(other)
        of_the_two = {same.a_id, same.b_id} == {shown.a_id, shown.b_id}
        if other.id != tie_id and of_the_two and says_all_of(shown, same):
            act.strike(Tie, other.id, "the same was said twice")
