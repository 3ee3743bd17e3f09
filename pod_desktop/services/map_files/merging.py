"""Several ties of a file between the same two people are one on the map."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_draft import DraftTie
from pod_desktop.domain.network import Direction, pair
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files.checks import LONGEST_WORDS


def merged(ties: list[DraftTie]) -> tuple[tuple[DraftTie, ...], int, int]:
    """One tie for each two people, how many more there were, and how many of somebody with themselves.

    Two that go opposite ways are one that goes both ways. Words of either are kept.
    """
    found: dict[tuple[str, str], DraftTie] = {}
    said: dict[tuple[str, str], dict[str, None]] = {}
    twice = loops = 0
    for tie in ties:
        if tie.one == tie.other:
            loops += 1
            continue
        two = pair(EntityId(tie.one), EntityId(tie.other))
        said.setdefault(two, {})[tie.words] = None
        first = found.setdefault(two, tie)
        if first is not tie:
            twice += 1
            found[two] = _both(first, tie)
    one_each = tuple(replace(tie, words=_in_one(said[two])) for two, tie in found.items())
    return one_each, twice, loops


def merged_words(twice: int, loops: int) -> Iterator[str]:
    """A sentence for what `merged` made one or left out."""
    if twice:
        yield f"Ties between two who have one already, which become one: {twice}."
    if loops:
        yield f"Ties of somebody with themselves, which are left out: {loops}."


def _both(first: DraftTie, more: DraftTie) -> DraftTie:
    way = more.direction if more.one == first.one else Direction(more.direction).turned.value
    return first if way == first.direction else replace(first, direction=Direction.NONE.value)


def _in_one(said: Iterable[str]) -> str:
    words = "; ".join(filter(None, said))
    if len(words) > LONGEST_WORDS:
        raise BadInput(
            f"What the file says of the ties of two people is longer than {LONGEST_WORDS:,} letters."
        )
    return words
