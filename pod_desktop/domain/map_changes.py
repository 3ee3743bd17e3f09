"""What is different between two looks at one network map. Pure: the words are found by who shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pod_desktop.domain.closed_set import ClosedSet
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView, MemberView, TieView
from pod_desktop.domain.namesakes import names_apart
from pod_desktop.domain.network import Direction, ring_of
from pod_desktop.domain.views import Someone


class What(ClosedSet):
    """What became different of a member or a tie."""

    LISTED = "listed"
    """On the list of names, not placed yet."""
    CAME = "came"
    """Onto the map; `after` is the ring."""
    PUT_BACK = "put_back"
    """From the map to the list of names."""
    TAKEN_OFF = "taken_off"
    JOINED = "joined"
    """Two cards of one person: `who` stands behind `other` now."""
    TAKEN_APART = "taken_apart"
    """`who` stood behind `other` and does not any more."""
    NAME = "name"
    KIND = "kind"
    RELATIONSHIP = "relationship"
    SECTOR = "sector"
    RING = "ring"
    KNOWS = "knows"
    WORRIED = "worried"
    COULD_HELP = "could_help"
    TIE_ADDED = "tie_added"
    """`after` is a domain.network.Known."""
    TIE_REMOVED = "tie_removed"
    TIE_KNOWN = "tie_known"
    TIE_DIRECTION = "tie_direction"
    """The tie goes from `who` to `other`; `after` is "" where it goes both ways now."""
    TIE_QUALITY = "tie_quality"
    TIE_WORDS = "tie_words"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different."""

    what: What
    who: Someone
    """As they are called afterwards, if they are still there, and with what tells them from a namesake."""
    other: Someone | None = None
    """The other end of a tie; the card behind which somebody stands."""
    before: str = ""
    after: str = ""
    """Values as stored; a ring as its number."""


def changes(before: MapView, after: MapView) -> tuple[Change, ...]:
    """What is different in `after`: the people by name, of each all that there is, then the ties.

    A tie that went with one of its two people is not told beside them.
    """
    names = names_apart(before, after)

    def called(who: Someone) -> Someone:
        return replace(who, name=names.get(who.id, who.name))

    return tuple(
        replace(each, who=called(each.who), other=called(each.other) if each.other is not None else None)
        for each in (*_of_people(before, after), *_of_ties(before, after))
    )


def _of_people(before: MapView, after: MapView) -> Iterator[Change]:
    if before.person.name != after.person.name:
        yield Change(What.NAME, after.person, before=before.person.name, after=after.person.name)
    earlier = {each.id: each for each in before.members}
    later = {each.id: each for each in after.members}
    everybody = (earlier | later).values()
    stood_behind, stands_behind = _behind(before), _behind(after)
    for each in sorted(everybody, key=lambda member: (member.name.casefold(), member.id)):
        if each.id not in later and each.id in stands_behind:
            yield Change(What.JOINED, each.someone, stands_behind[each.id])
        elif each.id not in earlier and each.id in stood_behind:
            yield Change(What.TAKEN_APART, each.someone, stood_behind[each.id])
        elif each.id not in later:
            yield Change(What.TAKEN_OFF, each.someone)
        elif each.id not in earlier:
            yield _came(each) if each.placed else Change(What.LISTED, each.someone)
        else:
            yield from _of_member(earlier[each.id], each)


def _behind(view: MapView) -> dict[EntityId, Someone]:
    """For each card that was joined, who stands for it."""
    return {kept.card.id: each.someone for each in view.members for kept in each.joined}


def _came(member: MemberView) -> Change:
    return Change(What.CAME, member.someone, after=_ring(member))


def _ring(member: MemberView) -> str:
    return "" if member.distance is None else str(ring_of(member.distance))


def _of_member(before: MemberView, after: MemberView) -> Iterator[Change]:
    fields = [
        (What.NAME, before.name, after.name),
        (What.KIND, before.member_kind, after.member_kind),
        (What.RELATIONSHIP, before.words, after.words),
        (What.SECTOR, before.sector, after.sector),
        (What.KNOWS, before.knows, after.knows),
        (What.WORRIED, before.worried, after.worried),
        (What.COULD_HELP, before.could_help, after.could_help),
    ]
    if before.placed and after.placed:
        fields.insert(4, (What.RING, _ring(before), _ring(after)))
    elif after.placed:
        yield _came(after)
    elif before.placed:
        yield Change(What.PUT_BACK, after.someone)
    for what, was, now in fields:
        if was != now:
            yield Change(what, after.someone, before=was, after=now)


def _of_ties(before: MapView, after: MapView) -> Iterator[Change]:
    earlier, later = _by_ends(before), _by_ends(after)
    were, are = {tie.id for tie in before.ties}, {tie.id for tie in after.ties}
    there = {after.person.id: after.person, **{each.id: each.someone for each in after.members}}
    told = {
        both: _by_name(there, both) for both in earlier.keys() | later.keys() if set(both) <= there.keys()
    }
    for both, (who, with_whom) in sorted(told.items(), key=lambda item: [_order(each) for each in item[1]]):
        was, now = earlier.get(both), later.get(both)
        if was is not None and now is not None:
            yield from _of_tie(was, now, who, with_whom)
        elif now is not None and now.id not in were:  # else it came with a card that was joined
            yield Change(What.TIE_ADDED, who, with_whom, after=now.known)
        elif was is not None and was.id not in are:
            yield Change(What.TIE_REMOVED, who, with_whom)


def _order(someone: Someone) -> tuple[str, EntityId]:
    return (someone.name.casefold(), someone.id)


def _by_name(there: Mapping[EntityId, Someone], both: tuple[EntityId, EntityId]) -> list[Someone]:
    return sorted((there[id_] for id_ in both), key=_order)


def _of_tie(was: TieView, now: TieView, one: Someone, other: Someone) -> Iterator[Change]:
    if was.known != now.known:
        yield Change(What.TIE_KNOWN, one, other, was.known, now.known)
    if (before := _goes(was)) != (after := _goes(now)):
        from_first = (after == Direction.A_TO_B) == (one.id < other.id)
        ends = (one, other) if from_first or not after else (other, one)
        yield Change(What.TIE_DIRECTION, *ends, before, after)
    if was.quality != now.quality:
        yield Change(What.TIE_QUALITY, one, other, was.quality, now.quality)
    if was.words != now.words:
        yield Change(What.TIE_WORDS, one, other, was.words, now.words)


def _goes(tie: TieView) -> str:
    """The direction between the two ends in the order of `_by_ends`; one that is not known here as it is."""
    if tie.a_id <= tie.b_id or tie.direction not in set(Direction):
        return tie.direction
    return Direction(tie.direction).turned.value


def _by_ends(view: MapView) -> dict[tuple[EntityId, EntityId], TieView]:
    """Of several ties of the same two people, as two laptops may make them, the one with the greatest id."""
    ties = sorted(view.ties, key=lambda tie: tie.id)
    return {(min(tie.a_id, tie.b_id), max(tie.a_id, tie.b_id)): tie for tie in ties}
