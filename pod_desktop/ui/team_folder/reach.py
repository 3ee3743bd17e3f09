"""Whether the team folder can be reached, as the courier last saw it."""

from pod_desktop.domain.clock import Instant


class Reach:
    """Since when the folder is away, and whether it does not even answer."""

    def __init__(self) -> None:
        self._last_there: Instant | None = None
        self.away_since: Instant | None = None
        """When the folder was last seen, while it cannot be reached; None while it can."""
        self.silence = ""
        """While it is away: that it does not even answer, as a sentence."""

    def there(self, now: Instant) -> None:
        """It was seen."""
        self._last_there, self.away_since, self.silence = now, None, ""

    def seen(self, now: Instant) -> None:
        """Its names were seen; whether a round can be made is not known."""
        self._last_there = now

    def away(self, silence: str, listed: Instant | None, now: Instant) -> bool:
        """It cannot be reached; it was last `listed` then. Returns whether that is said otherwise now."""
        is_new = self.away_since is None or silence != self.silence
        self.silence = silence
        self.away_since = self.away_since or self._last_there or listed or now
        return is_new
