"""What a column of the tables tells of somebody or of a tie, how it sorts, and how it is written in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pod_desktop.domain.map_views import MemberView, TieView
from pod_desktop.ui.network_map.table.rows import Badge, Row

Options = list[tuple[str, str]]
"""Pairs of a value and its words."""
ThingT = TypeVar("ThingT", MemberView, TieView)


@dataclass(frozen=True, slots=True)
class Writing(Generic[ThingT]):
    """How a cell is written in."""

    value: Callable[[ThingT], str]
    """What the cell holds."""
    store: Callable[[ThingT, str], str]
    """Stores a value over what the thing showed when writing began; returns "" or why it could not be."""
    options: Callable[[ThingT], Options] | None = None
    """What there is to choose from; None for free words."""


@dataclass(frozen=True, slots=True)
class Column(Generic[ThingT]):
    """One column. `order` sorts it; equal ones stay in the order of names."""

    heading: str
    words: Callable[[ThingT], str]
    order: Callable[[ThingT], tuple[object, ...]]
    fields: frozenset[str] = frozenset()
    """The fields that it shows; where laptops say different things of one, the cell is marked."""
    spoken: Callable[[ThingT], str] | None = None
    """The cell in full words, where `words` is short."""
    writing: Writing[ThingT] | None = None
    """None where nothing can be written."""


def row_of(thing: ThingT, columns: Sequence[Column[ThingT]], badge: Badge | None = None) -> Row:
    """The row of a member or a tie. What differs in no column's field is marked in the first."""
    return Row(
        thing.id,
        tuple(column.words(thing) for column in columns),
        badge,
        spoken=tuple((column.spoken or column.words)(thing) for column in columns),
        differing=frozenset(_differing(thing.differs, columns)),
    )


def _differing(differs: Iterable[str], columns: Sequence[Column[ThingT]]) -> Iterable[int]:
    for name in differs:
        shown = [number for number, column in enumerate(columns) if name in column.fields]
        yield shown[0] if shown else 0
