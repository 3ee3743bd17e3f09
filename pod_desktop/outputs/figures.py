"""What a page of figures says, as it goes onto paper: sentences, tables and strips of turns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; the first column has the names of the rows."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One person's turns on a strip."""

    name: str
    hue: int
    pieces: tuple[tuple[float, float], ...]
    """From and to, 0 at the beginning of the strip and 1 at its end."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Who spoke when."""

    lanes: tuple[Lane, ...]
    bands: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    """Silence, reflecting and pauses: what each is, and its pieces."""
    first: str
    last: str
    """The moments at both ends, in words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the page under its title."""

    title: str
    parts: tuple[str | Rows | Strip, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole page."""

    title: str
    when: str
    said: str
    """What holds for all of it."""
    stretches: tuple[Stretch, ...]
