"""What a screen shows after an act of its own while what came from other laptops still waits to be asked for.

A fresh look has what was done here and what came, together. What came is left out of it again, thing by
thing: a thing of which something waits looks as it was shown last, one that only came is not there yet, and
one that went meanwhile is still there. What the room itself has just touched is shown as it is.
"""

from collections.abc import Iterable, Set
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MeetingView

Look = TypeVar("Look")

Changed = Set[tuple[str, EntityId]]
"""Kinds and ids of things, as of `Facts.changed`."""

_AT_ONCE = frozenset({"log_agreed", "agreement"})
"""What is never held back: a word on the turn log, so that nobody is logged against their no."""


def held_back(shown: Look, fresh: Look, waiting: Changed) -> Look:
    """`fresh` without what waits, as far as `shown` is without it. Both are looks at the same thing.

    With nothing waiting it is `fresh` itself.
    """
    if not waiting:
        return fresh
    ids = frozenset(id_ for _, id_ in waiting)
    found: Look = _merged(shown, fresh, ids)
    if isinstance(shown, MeetingView) and isinstance(fresh, MeetingView) and isinstance(found, MeetingView):
        return _meeting(shown, fresh, found, waiting)  # type: ignore[return-value] # Look is MeetingView here
    return found


def _merged(shown: Any, fresh: Any, ids: Set[EntityId]) -> Any:
    """Two looks at one thing."""
    waits = _id(fresh) in ids
    changed = {}
    for field in fields(fresh):
        before, now = getattr(shown, field.name), getattr(fresh, field.name)
        if field.name in _AT_ONCE:
            continue
        if _are_things(before) and _are_things(now):
            value: Any = _together(before, now, ids)
        elif is_dataclass(now) and is_dataclass(before) and _id(now) == _id(before):
            value = _merged(before, now, ids)
        elif waits or _id(now) in ids or (_id(before) in ids):
            value = before
        else:
            value = now
        if value is not now:
            changed[field.name] = value
    return replace(fresh, **changed) if changed else fresh


def _together(shown: tuple[Any, ...], fresh: tuple[Any, ...], ids: Set[EntityId]) -> tuple[Any, ...]:
    """Two looks at a list: new things that wait are left out, gone ones that wait stay where they were."""
    before = {_which(each): each for each in shown}
    now = {_which(each): each for each in fresh}
    found = [
        _merged(before[which], each, ids) if which in before else each
        for which, each in now.items()
        if _id(each) not in ids
    ]
    for place, each in enumerate(shown):
        if _id(each) in ids:
            kept = _merged(each, now[_which(each)], ids) if _which(each) in now else each
            found.insert(_after(found, shown[:place]), kept)
    return tuple(found)


def _after(found: list[Any], ahead: Iterable[Any]) -> int:
    """Behind the nearest of those that stood ahead and are there; else the first place."""
    places = {_which(each): place for place, each in enumerate(found)}
    known = [places[_which(each)] for each in ahead if _which(each) in places]
    return known[-1] + 1 if known else 0


def _meeting(shown: MeetingView, fresh: MeetingView, found: MeetingView, waiting: Changed) -> MeetingView:
    """What follows in a meeting from things that wait, though it bears other ids or none."""
    kinds = frozenset(kind for kind, _ in waiting)
    here = any(stay.who.id == found.person.id for stay in found.present)
    why = fresh.cannot_decide
    if fresh.id in {id_ for _, id_ in waiting} or here != fresh.person_present:
        why = shown.cannot_decide if shown.person_present == here else fresh.cannot_decide
    found = replace(found, person_present=here, cannot_decide=why)
    if kinds & {"invitee", "member"}:
        found = replace(found, invited=shown.invited)
        if _id(shown.next_meeting) == _id(found.next_meeting):
            found = replace(found, next_invited=shown.next_invited, next_asks=shown.next_asks)
    if _id(found.next_meeting) != _id(fresh.next_meeting):
        found = replace(
            found,
            next_invited=shown.next_invited,
            next_asks=shown.next_asks,
            next_differs=shown.next_differs,
        )
    elif _id(found.next_meeting) in {id_ for _, id_ in waiting}:
        found = replace(found, next_differs=shown.next_differs)
    if kinds & {"meeting", "topic", "decision"}:
        taken = {topic.brought_from_id for topic in found.topics}
        given_back = {topic.brought_from_id for topic in shown.topics} - taken
        offered = [each for each in shown.offered if each.id not in taken]
        offered += [each for each in fresh.offered if each.id in given_back]
        # What happened outside a meeting stands first, also where it comes back.
        found = replace(found, offered=tuple(sorted(offered, key=lambda each: each.comes_from != "outside")))
    return found


def _are_things(value: Any) -> bool:
    return isinstance(value, tuple) and all(is_dataclass(each) and _id(each) is not None for each in value)


def _which(value: Any) -> tuple[EntityId | None, Any]:
    """Tells one of a list from the others: a timeline may tell of one thing twice, as of an end undone."""
    return _id(value), getattr(value, "kind", None)


def _id(value: Any) -> EntityId | None:
    found: EntityId | None = getattr(value, "id", None) or getattr(value, "meeting_id", None)
    return found
