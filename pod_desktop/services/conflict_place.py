"""Somebody's place on the map as one thing on which laptops can differ: angle, distance and part of the map.

Moving somebody stores the part only where it becomes another one, so of two laptops that moved one person
often only one says it. What a laptop does not say follows from where it put them.
"""

from collections.abc import Collection, Mapping
from typing import Any

from pod_desktop.domain.network import Sector, ring_of, sector_at, within
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Member

PLACE = ("angle", "distance", "sector")
_SECTOR = ("sector",)
_RINGS = ("the inner ring", "the middle ring", "the outer ring")


def fields_of(names: Collection[str]) -> tuple[str, ...]:
    """What differs, where these fields of `PLACE` do: the part alone where nobody is in two places."""
    return _SECTOR if set(names) == set(_SECTOR) else PLACE


def add_sectors(reading: Reading, row: Member, said: Mapping[bytes, dict[str, Any]]) -> None:
    """Gives each place that was said its part of the map. `said` is by the short ids of the events.

    A part that only a newer version knows stays.
    """
    told = {each.short_id: each.value for each in reading.sayings(Member, row.id, "sector")}
    for short_id, values in said.items():
        if short_id in told:
            values["sector"] = told[short_id]
        elif values.get("angle") is not None and (not row.sector or Sector(row.sector).is_known):
            values["sector"] = sector_at(values["angle"]).value


def place_words(angle: float | None, distance: float | None, sector: str) -> str:
    """Such as "family, the inner ring, towards 1 o’clock"; `sector` as people say it, "" for none."""
    if angle is None or distance is None:
        return ", ".join(part for part in (sector, "not on the map yet") if part)
    hour = round(angle / 30) % 12 or 12
    where = f"{_RINGS[ring_of(within(distance)) - 1]}, towards {hour} o’clock"
    return f"{sector}, {where}" if sector else where
