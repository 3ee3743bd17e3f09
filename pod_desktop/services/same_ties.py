"""Ties of the same two people that say the same, from two laptops or of two joined cards: shown as one.

What is done to the one that is shown is done to all of them, else another would come to stand in its place
and say what was just taken back.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.joining import says_all_of
from pod_desktop.domain.map_views import TieView
from pod_desktop.domain.network import Direction
from pod_desktop.services.joined import stands_in
from pod_desktop.services.member_views import plain_tie
from pod_desktop.storage.act import Act
from pod_desktop.storage.tables import Tie


def strike_same(act: Act, tie_id: EntityId) -> None:
    """Takes off those that a tie stands for on the map, before it is taken off itself.

    What another laptop says of one of them meanwhile brings that one back.
    """
    for other, _turned in _same(act, act.get(Tie, tie_id)):
        act.strike(Tie, other.id, "the same was said twice")


def change_same(act: Act, tie_id: EntityId, values: Mapping[str, Any]) -> None:
    """Says of those that a tie stands for on the map what is said of it, before it is changed itself.

    A card that was joined keeps its tie so, for the day it is taken apart. One more tie of the same two
    cards, from another laptop, is taken off.
    """
    row = act.get(Tie, tie_id)
    for other, turned in _same(act, row):
        if {other.a_id, other.b_id} == {row.a_id, row.b_id}:
            act.strike(Tie, other.id, "the same was said twice")
            continue
        said = dict(values)
        if turned and said.get("direction") in set(Direction):
            said["direction"] = Direction(said["direction"]).turned.value
        act.change(Tie, other.id, **said)


def _same(act: Act, row: Tie) -> list[tuple[Tie, bool]]:
    """Those that this tie stands for, and whether their ends are the other way round."""
    stands = stands_in(act, row.person_id)

    def of_people(tie: Tie) -> TieView:
        return replace(
            plain_tie(tie), a_id=stands.get(tie.a_id, tie.a_id), b_id=stands.get(tie.b_id, tie.b_id)
        )

    shown = of_people(row)
    ends = {} if stands else {"a_id": row.a_id, "b_id": row.b_id}
    found = []
    for other in act.all(Tie, person_id=row.person_id, **ends):
        same = of_people(other)
        of_the_two = {same.a_id, same.b_id} == {shown.a_id, shown.b_id}
        if other.id != row.id and of_the_two and says_all_of(shown, same):
            found.append((other, same.a_id != shown.a_id))
    return found
