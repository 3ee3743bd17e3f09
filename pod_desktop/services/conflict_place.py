"""Somebody's place on the map as one thing on which laptops can differ: angle, distance and part of the map.

Moving somebody stores only what becomes different, so of two laptops that moved one person often only one
says the part, or the distance. Each place is shown with what its laptop had. A part follows from the angle
only where none was ever said with one place and one was said with another.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import ring_of, sector_at, within
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.sayings import Saying
from pod_desktop.storage.tables import Member

PLACE = ("angle", "distance", "sector")
Rank = tuple[int, bytes]
_WHERE = ("angle", "distance")
_SECTOR = ("sector",)
_RINGS = ("the inner ring", "the middle ring", "the outer ring")


def fields_of(names: Collection[str]) -> tuple[str, ...]:
    """What differs, where these fields of `PLACE` do: the part alone where nobody is in two places."""
    return _SECTOR if set(names) == set(_SECTOR) else PLACE


def as_each_had_it(reading: Reading, row: Member, said: Mapping[bytes, dict[str, Any]]) -> None:
    """Completes each place that was said by what its laptop had with it. `said` is by the events' short ids.

    A part of the map that one laptop said in moving the member belongs to that move only. One that was said
    on the card, and that nothing has replaced, goes with every place whose own laptop says no other.
    """
    told = {name: reading.sayings(Member, row.id, name) for name in PLACE}
    events = {each.short_id: each for name in PLACE for each in told[name]}
    moves = sorted(
        (short_id for short_id, values in said.items() if values.keys() & set(_WHERE)),
        key=lambda short_id: events[short_id].rank,
    )
    place_of: dict[EntityId, dict[str, Any]] = {}
    for short_id in moves:
        said[short_id].update({name: _as_had(told, events[short_id], name) for name in PLACE})
        place_of[events[short_id].laptop_id] = {name: said[short_id][name] for name in _WHERE}
    for short_id in said.keys() - set(moves):  # a part said on the card
        said[short_id].update(place_of.get(events[short_id].laptop_id, {}))
    parts = {values["sector"] for values in said.values()} - {None, ""}
    for values in (said[short_id] for short_id in moves):
        if values["sector"] is None:
            there = parts and values["angle"] is not None
            values["sector"] = sector_at(values["angle"]).value if there else ""


def _as_had(told: Mapping[str, Sequence[Saying]], move: Saying, name: str) -> Any:
    """What a laptop that moved the member had for a field then, and said since; None for no part."""
    own = [each for each in told[name] if each.laptop_id == move.laptop_id and each.rank >= move.rank]
    if own:
        last = next((each for each in own if each.short_id == move.short_id and each.speaks), own[-1])
        # Who replaced it knew of it.
        later = [t for t in told[name] if t.speaks and last.short_id in _before(told[name], t)]
        return (later or [last])[-1].value
    elsewhere = _moved_elsewhere(told, move)
    in_moves = {each.short_id for where in _WHERE for each in told[where]}
    known = [
        each
        for each in told[name]
        if each.laptop_id not in elsewhere
        or each.rank < elsewhere[each.laptop_id]
        or (each.speaks and each.short_id not in in_moves)
    ]
    value = max(known, key=lambda each: (each.speaks, each.rank)).value if known else None
    return value or None if name in _SECTOR else value


def _moved_elsewhere(told: Mapping[str, Sequence[Saying]], move: Saying) -> dict[EntityId, Rank]:
    """From when on other laptops have moved the member without this move being known of theirs."""
    name = next(where for where in _WHERE if any(each.short_id == move.short_id for each in told[where]))
    known = _before(told[name], move)
    found: dict[EntityId, Rank] = {}
    for each in told[name]:
        if each.laptop_id != move.laptop_id and each.short_id not in known:
            found.setdefault(each.laptop_id, each.rank)
    return found


def _before(told: Sequence[Saying], saying: Saying) -> set[bytes]:
    """All that was replaced on the way to a saying, as short ids."""
    replaced = {each.short_id: each.replaced for each in told}
    found: set[bytes] = set()
    waiting = [saying.short_id]
    while waiting:
        new = replaced.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting += new
    return found


def place_words(angle: float | None, distance: float | None, sector: str) -> str:
    """Such as "family, the inner ring, towards 1 o’clock"; `sector` as people say it, "" for none."""
    if angle is None or distance is None:
        return ", ".join(part for part in (sector, "not on the map yet") if part)
    hour = round(angle / 30) % 12 or 12
    where = f"{_RINGS[ring_of(within(distance)) - 1]}, towards {hour} o’clock"
    return f"{sector}, {where}" if sector else where
