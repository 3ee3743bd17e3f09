"""Counted fractions: the form in which measures of the service are shown, always with their n."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """`k` of `of`, say 4 of 6 meetings. `share` is None, not 0, when there was nothing to count."""

    k: int
    of: int

    @property
    def share(self) -> float | None:
        """Fraction k ÷ of."""
        return self.k / self.of if self.of else None
