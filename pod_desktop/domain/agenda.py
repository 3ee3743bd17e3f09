"""Topics of a meeting: what can become of them, and the room's order.

The order of topics is never a position number, because two laptops may move topics at the same time. Each
topic has an order key, a string; sorting by (key, id) is the order, and there is always a key between two.
"""

from collections.abc import Sequence

from pod_desktop.domain.closed_set import NEWER, ClosedSet
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed


class TopicState(ClosedSet):
    """What became of a topic. *Left open* is a full outcome."""

    OPEN = "open"
    TALKED_ABOUT = "talked_about"
    LEFT_OPEN = "left_open"
    CARRIED_OVER = "carried_over"


LEGAL_TRANSITIONS: dict[TopicState, frozenset[TopicState]] = {
    TopicState.OPEN: frozenset({TopicState.TALKED_ABOUT, TopicState.LEFT_OPEN, TopicState.CARRIED_OVER}),
    TopicState.TALKED_ABOUT: frozenset({TopicState.OPEN, TopicState.LEFT_OPEN, TopicState.CARRIED_OVER}),
    TopicState.LEFT_OPEN: frozenset({TopicState.OPEN, TopicState.TALKED_ABOUT, TopicState.CARRIED_OVER}),
    TopicState.CARRIED_OVER: frozenset({TopicState.OPEN}),
}
"""From each state, the states that may follow. A topic carried over is first taken up again, and so
is one in a state that only a newer version knows."""


def can_become(state: TopicState, new: TopicState) -> bool:
    """Whether a topic in `state` may go on to `new`."""
    return new in LEGAL_TRANSITIONS.get(state, {TopicState.OPEN})


def require_can_become(state: TopicState, new: TopicState) -> None:
    """Raises NotAllowed if a topic in `state` may not go on to `new`."""
    if state is new:
        raise NotAllowed(f"This topic is already {_words(state)}.")
    if not can_become(state, new):
        raise NotAllowed(f"This topic is {_words(state)}. Take it up again before it is {_words(new)}.")


def require_topic_words(words: str) -> str:
    """The words of a topic or a wish without outer spaces. Raises BadInput if there are none."""
    if not words.strip():
        raise BadInput("Please say in a few words what this is about.")
    return words.strip()


def _words(state: TopicState) -> str:
    return state.value.replace("_", " ") if state.is_known else f"in a state {NEWER}"


# Order keys: the base-62 fractional indexing of D. Greenspan, "Implementing Fractional Indexing"
# (Observable, 2020), as in the fractional-indexing libraries. A key is an integer part, whose first letter
# gives its length ("a0".."az", "b00"..; "Zz", "Yzz".. go downwards), and a fraction without trailing zeros.
# Adding at either end counts the integer part up or down, so keys stay short.

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SMALLEST_INTEGER = "A" + "0" * 26
_FIRST = "a0"


def between(before: str | None, after: str | None) -> str:
    """A key that sorts strictly after `before` and before `after`; None means the end on that side.

    Keys compare byte by byte (Python's `<`, SQLite's BINARY). Raises BadInput if `before` is not smaller
    than `after` or if either is not an order key.
    """
    if before is not None:
        _check(before)
    if after is not None:
        _check(after)
    if before is None:
        return _FIRST if after is None else _smaller(after)
    if after is None:
        return _greater(before)
    if before >= after:
        raise BadInput("The order of these topics is not clear; please move the topic again.")
    integer, fraction = _split(before)
    integer_after, fraction_after = _split(after)
    if integer == integer_after:
        return integer + _midpoint(fraction, fraction_after)
    higher = _increment(integer)
    if higher is not None and higher < after:
        return higher
    return integer + _midpoint(fraction, None)


def in_order(topics: Sequence[tuple[str, EntityId]]) -> list[tuple[str, EntityId]]:
    """The (key, id) pairs in the room's order. Equal keys (set on two laptops at once) go by id."""
    return sorted(topics)


def move(topics: Sequence[tuple[str, EntityId]], moved: EntityId, to: int) -> dict[EntityId, str]:
    """The new keys that put topic `moved` at index `to` of the order (0 is first).

    `topics` are (key, id) pairs; `moved` may be among them or be new. The answer has one entry, or more
    where neighbours share a key and so have no room between them. Empty if the topic is already there.
    """
    ordered = in_order(topics)
    if 0 <= to < len(ordered) and ordered[to][1] == moved:
        return {}
    others = [pair for pair in ordered if pair[1] != moved]
    to = max(0, min(to, len(others)))
    before = others[to - 1][0] if to > 0 else None
    behind = to
    while behind < len(others) and others[behind][0] == before:
        behind += 1
    after = others[behind][0] if behind < len(others) else None
    keys: dict[EntityId, str] = {}
    for topic in [moved, *(other for _key, other in others[to:behind])]:
        keys[topic] = before = between(before, after)
    return keys


def _greater(key: str) -> str:
    integer, fraction = _split(key)
    higher = _increment(integer)
    return higher if higher is not None else integer + _midpoint(fraction, None)


def _smaller(key: str) -> str:
    integer, fraction = _split(key)
    if integer == _SMALLEST_INTEGER:
        return integer + _midpoint("", fraction)
    if fraction:
        return integer
    lower = _decrement(integer)
    # The smallest integer alone is not a key, for nothing could ever be put before it.
    return lower + _midpoint("", None) if lower == _SMALLEST_INTEGER else lower


def _midpoint(low: str, high: str | None) -> str:
    """A fraction strictly between `low` and `high` ("" is 0, None is 1), without a trailing zero."""
    if high is not None:
        shared = 0
        while shared < len(high) and (low[shared] if shared < len(low) else "0") == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _midpoint(low[shared:], high[shared:])
    first = DIGITS.index(low[0]) if low else 0
    limit = DIGITS.index(high[0]) if high is not None else len(DIGITS)
    if limit - first > 1:
        return DIGITS[(first + limit + 1) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[first] + _midpoint(low[1:], None)


def _increment(integer: str) -> str | None:
    head, digits = integer[0], list(integer[1:])
    for place in reversed(range(len(digits))):
        if digits[place] != DIGITS[-1]:
            digits[place] = DIGITS[DIGITS.index(digits[place]) + 1]
            return head + "".join(digits)
        digits[place] = DIGITS[0]
    if head == "Z":
        return _FIRST
    if head == "z":
        return None
    new_head = chr(ord(head) + 1)
    return new_head + DIGITS[0] * (_integer_length(new_head) - 1)


def _decrement(integer: str) -> str:
    head, digits = integer[0], list(integer[1:])
    for place in reversed(range(len(digits))):
        if digits[place] != DIGITS[0]:
            digits[place] = DIGITS[DIGITS.index(digits[place]) - 1]
            return head + "".join(digits)
        digits[place] = DIGITS[-1]
    new_head = "Z" if head == "a" else chr(ord(head) - 1)
    return new_head + DIGITS[-1] * (_integer_length(new_head) - 1)


def _integer_length(head: str) -> int:
    return ord(head) - ord("a") + 2 if "a" <= head <= "z" else ord("Z") - ord(head) + 2


def _split(key: str) -> tuple[str, str]:
    length = _integer_length(key[0])
    return key[:length], key[length:]


def _check(key: str) -> None:
    valid = key != "" and "A" <= key[0] <= "z" and key[0].isalpha() and all(c in DIGITS for c in key)
    if valid:
        integer, fraction = _split(key)
        valid = len(integer) == _integer_length(key[0]) and not fraction.endswith("0")
    if not valid or key == _SMALLEST_INTEGER:
        raise BadInput("The stored order of a topic cannot be read; please move the topic again.")
