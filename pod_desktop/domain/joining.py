"""Two members of a map who are one person: which of them stands for both, and which ties are shown then.

That they are one is stored with the one who does not stand (`joined_into`). Nothing else is rewritten, so
that taking them apart gives back both as they were.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import TieView
from pod_desktop.domain.network import Direction, pair


def standing(joined: Mapping[EntityId, EntityId | None], there: Set[EntityId]) -> dict[EntityId, EntityId]:
    """For each member of `joined` the one who stands for them, themselves as a rule.

    `joined` has, for each, whom they were joined into, followed however often that was done. Nobody stands
    for others who is not among `there`, the members not struck out. Where two laptops joined the same two
    the other way round, the one with the smallest id stands for all of that circle.
    """
    return {id_: _stands_for(id_, joined, there) for id_ in joined}


def _stands_for(id_: EntityId, joined: Mapping[EntityId, EntityId | None], there: Set[EntityId]) -> EntityId:
    passed = [id_]
    while (into := joined.get(passed[-1])) is not None and into in there:
        if into in passed:
            return min(passed[passed.index(into) :])
        passed.append(into)
    return passed[-1]


def ties_shown(
    ties: Iterable[TieView], stands: Mapping[EntityId, EntityId], shown: Set[EntityId]
) -> tuple[TieView, ...]:
    """The ties of a map on which some stand for others: between two of `shown`.

    Of several for the same two, as two laptops may make them, each that says something of its own is shown.
    Of those that say the same it is the one that was said of those two themselves before one that was said of
    somebody joined into them, then the one with the smallest id. `a` and `b` keep their places, so that a
    direction means what was said.
    """
    found: dict[tuple[EntityId, EntityId], list[TieView]] = {}
    others = {id_: other for id_, other in stands.items() if id_ != other}
    for tie in sorted(ties, key=lambda each: (each.a_id in others or each.b_id in others, each.id)):
        a_id, b_id = others.get(tie.a_id, tie.a_id), others.get(tie.b_id, tie.b_id)
        if a_id == b_id or a_id not in shown or b_id not in shown:
            continue
        there, own = found.setdefault(pair(a_id, b_id), []), (a_id, b_id) == (tie.a_id, tie.b_id)
        seen = tie if own else replace(tie, a_id=a_id, b_id=b_id)
        if not any(says_all_of(each, seen) for each in there):
            there[:] = [*(each for each in there if not says_all_of(seen, each)), seen]
    return tuple(sorted((tie for there in found.values() for tie in there), key=lambda each: each.id))


def says_all_of(tie: TieView, other: TieView) -> bool:
    """Whether `tie` says all that `other` says of the same two people."""
    turned = (tie.a_id, tie.b_id) == (other.b_id, other.a_id)
    way = other.direction
    if turned and way in set(Direction):
        way = Direction(way).turned.value
    return (
        tie.known == other.known
        and tie.direction == way
        and other.words in {"", tie.words}
        and other.quality in {"", tie.quality}
    )
