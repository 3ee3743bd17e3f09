"""How much is to be invented, and how much is too much."""

from dataclasses import dataclass

from pod_desktop.errors import BadInput

_LEAST_AND_MOST = {
    "seed": (0, 2**63 - 1),
    "people": (1, 10_000),
    "meetings": (0, 1_000),
    "turns": (0, 100_000),
}
_MOST_MEETINGS = 100_000
_MOST_TURNS = 5_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many people with so many meetings each, of so many turns each.

    Raises BadInput for numbers that are negative or too large.
    """

    seed: int
    people: int
    meetings: int
    turns: int

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        for name, (least, most) in _LEAST_AND_MOST.items():
            number = getattr(self, name)
            if not least <= number <= most:
                raise BadInput(f"--{name} is a whole number from {least} to {most}; {number} is none.")
        for what, number, most in (
            ("meetings", self.all_meetings, _MOST_MEETINGS),
            ("turns", self.all_meetings * self.turns, _MOST_TURNS),
        ):
            if number > most:
                raise BadInput(f"That would be {number} {what} in all; at most {most} are made up at once.")

    @property
    def all_meetings(self) -> int:
        """The meetings of everybody."""
        return self.people * self.meetings


@dataclass(frozen=True, slots=True)
class Made:
    """What has been made so far."""

    people: int = 0
    meetings: int = 0
    turns: int = 0
