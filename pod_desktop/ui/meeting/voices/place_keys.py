"""Which key is whose at the table: digits, then letters, or what somebody chose. Plain rules, without Qt.

A key stays with its person for the whole meeting, also while they are out: who comes later gets another one.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import Stay

TABLE_LETTERS = "SRPMWHXNTIA"
"""These do something at the table, and are nobody's (`sentences.what_key_does`)."""
_OF_WRITING = "CVYZL"
"""Ctrl and these copy, put in, undo, redo and cover wherever the keyboard is."""
LETTERS = "".join(sorted({*"ABCDEFGHIJKLMNOPQRSTUVWXYZ"} - {*TABLE_LETTERS, *_OF_WRITING}))
"""The letters that can be somebody's."""
DIGITS = "123456789"
_IN_ORDER = DIGITS + "BDFGJKOQUE"


def given(
    stays: Iterable[Stay],
    own: Mapping[EntityId, str] | None = None,
    known: Mapping[EntityId, str] | None = None,
) -> dict[EntityId, str]:
    """The key of everybody who was here at all, in the order in which they came; "" where none is left.

    `known` are those given before: they stay. Of those who come together each has their `own` key, where it
    is free, then the key of their place, and who has neither the next one.
    """
    keys = dict(known or {})
    first: dict[EntityId, Instant] = {}
    for who, arrived, _left in sorted(stays, key=itemgetter(1)):
        if who not in keys:
            first.setdefault(who, arrived)
    for _, together in groupby(first, key=first.__getitem__):
        group = list(together)
        of_place = {who: _IN_ORDER[place : place + 1] for place, who in enumerate(group, len(keys))}
        keys.update(dict.fromkeys(group, ""))
        for wanted in (own or {}, of_place):
            for who in group:
                key = wanted.get(who, "")
                if not keys[who] and key not in keys.values():
                    keys[who] = key
        for who in group:
            keys[who] = keys[who] or _next(len(keys), keys.values())
    return keys


def changed(keys: Mapping[EntityId, str], who: EntityId, key: str) -> dict[EntityId, str]:
    """Whose keys are others once somebody has this one: who had it gets theirs."""
    other = next((each for each, held in keys.items() if held == key and each != who), None)
    if other is None:
        return {who: key}
    return {who: key, other: keys[who] or _next(0, keys.values())}


def _next(place: int, taken: Iterable[str]) -> str:
    held = set(taken)
    return next((key for key in _IN_ORDER[place:] + _IN_ORDER[:place] if key not in held), "")


def can_be_somebodys(key: str) -> bool:
    """Whether it is a letter or digit that does nothing else."""
    return len(key) == 1 and key in DIGITS + LETTERS
