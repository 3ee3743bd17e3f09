"""How much is measured. FULL has the sizes that the figures are promised for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Numbers of things in the made-up data, and of runs."""

    name: str
    runs: int
    people: int
    meetings: int
    """Of each person, with `turns` each."""
    turns: int
    record_meetings: int
    """Of the one person with the long record, with `record_turns` each."""
    record_turns: int
    members: int
    """On the wide map, with three ties and a third for each."""
    most_members: int
    """On the widest, with three ties for each."""
    taps: int
    late: int
    """The turn at which the second half of the taps is measured; the first half begins at the tenth."""
    day_taps: int
    """Of a meeting that goes on for twelve hours."""
    events: int
    """Of the journal that is projected anew."""
    rebuilds: int
    spoken: int
    """Turns with words, to be searched."""


FULL = Size(
    "full",
    runs=7,
    people=200,
    meetings=5,
    turns=100,
    record_meetings=200,
    record_turns=400,
    members=300,
    most_members=1_000,
    taps=400,
    late=4_000,
    day_taps=20_000,
    events=1_000_000,
    rebuilds=5,
    spoken=1_000_000,
)
QUICK = Size(
    "quick",
    runs=5,
    people=50,
    meetings=4,
    turns=50,
    record_meetings=50,
    record_turns=100,
    members=100,
    most_members=300,
    taps=100,
    late=1_000,
    day_taps=2_000,
    events=20_000,
    rebuilds=5,
    spoken=40_000,
)
TINY = Size(
    "tiny",
    runs=1,
    people=2,
    meetings=1,
    turns=4,
    record_meetings=2,
    record_turns=4,
    members=6,
    most_members=12,
    taps=4,
    late=12,
    day_taps=8,
    events=40,
    rebuilds=1,
    spoken=40,
)
"""Says nothing about speed; only that a benchmark still runs."""
SIZES = {size.name: size for size in (FULL, QUICK, TINY)}
