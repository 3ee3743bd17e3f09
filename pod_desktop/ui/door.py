"""Getting in: what the window asks of the composition root, before anything slow is imported."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pod_desktop.domain.clock import Instant
from pod_desktop.ui.unlock import BringBack, JoinTeam, NewPassphrase, StartTeam

if TYPE_CHECKING:
    from pod_desktop.paths import Profile
    from pod_desktop.services import Journal
    from pod_desktop.settings import Settings

Progress = Callable[[int, int], None]
"""Is told how far a long work is: done so far, and of how many. An error that it raises stops the work."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """A team's data that was brought back or made anew, and is open now."""

    journal: "Journal"
    sentences: tuple[str, ...] = ()
    """What the service says of it; empty where the figures below say it."""
    entries: int = 0
    unreadable: int = 0
    """Files of the backup."""
    missing: int = 0
    newest: Instant | None = None
    """When the newest entry was stored."""


class Door(Protocol):
    """Opens the data of one profile. The slow calls (all that return a journal) run in the background."""

    @property
    def has_team(self) -> bool:
        """Whether a team's data is here already, or a part of it."""
        ...

    @property
    def kept_in(self) -> "Profile | None":
        """Where the open data is kept; None for the made-up family, of which nothing is."""
        ...

    @property
    def locked_out(self) -> str:
        """Why no passphrase opens the data any more, as is known without the key; "" as a rule."""
        ...

    @property
    def needs_passphrase(self) -> bool:
        """Whether the open data has a passphrase that a person knows; the made-up family has none."""
        ...

    @property
    def settings(self) -> "Settings":
        """The settings of the profile."""
        ...

    def keep_settings(self, settings: "Settings") -> None:
        """Store them from now on, unless the open data is the made-up family. Raises CannotStore."""
        ...

    def start(self, wanted: StartTeam) -> "Journal":
        """Start a team. Raises PodError."""
        ...

    def check_code(self, code: str) -> None:
        """Raises UnreadableWords where these cannot be the words of a code; asks nobody."""
        ...

    def check_sheet(self, words: str) -> None:
        """Raises UnreadableWords where these cannot be the words of a recovery sheet; opens nothing."""
        ...

    def join(self, wanted: JoinTeam) -> "Journal":
        """Ask a team to let this laptop in; what opens has no team yet. Raises PodError: nothing is here."""
        ...

    def open(self, passphrase: str) -> "Journal":
        """Open the team's data. Raises WrongPassphrase or another PodError."""
        ...

    def open_with_sheet(self, given: NewPassphrase) -> "Journal":
        """Choose a new passphrase with the recovery sheet, and open. Raises PodError."""
        ...

    def bring_back(self, wanted: BringBack, progress: Progress) -> CameBack:
        """Make the team's data from a backup, and open it. Raises PodError; then nothing is here."""
        ...

    def mend(self, passphrase: str, progress: Progress) -> CameBack:
        """Make damaged files anew, and open them. Raises WrongPassphrase or another PodError."""
        ...

    def look_around(self) -> "Journal":
        """Open a made-up family in a temporary profile."""
        ...

    def verify(self, passphrase: str) -> None:
        """Raises WrongPassphrase unless it is the one of the data that is open."""
        ...

    def wait_after(self, failures: int) -> float:
        """Seconds until the next try after so many wrong ones."""
        ...

    def leave(self) -> None:
        """The data was closed; a temporary profile goes."""
        ...

    def end(self) -> None:
        """The program ends: what was opened for a window that is gone meanwhile is closed."""
        ...


PIN_DIGITS = range(4, 9)
_TRIES = 3


@dataclass(slots=True)
class CoverPin:
    """The short PIN that lifts the cover during an open meeting. In memory only."""

    _pin: str = field(default="", repr=False)
    _failures: int = 0

    @property
    def is_set(self) -> bool:
        """Whether a PIN was chosen."""
        return bool(self._pin)

    @property
    def counts(self) -> bool:
        """Whether the PIN may still be tried; after three wrong ones only the passphrase lifts the cover."""
        return self.is_set and self._failures < _TRIES

    @staticmethod
    def fits(pin: str) -> bool:
        """Whether this can be a PIN: four to eight digits."""
        return len(pin) in PIN_DIGITS and pin.isdecimal() and pin.isascii()

    def choose(self, pin: str) -> None:
        """Use this PIN from now on. It must fit."""
        if not self.fits(pin):
            raise ValueError("a PIN has four to eight digits")
        self._pin, self._failures = pin, 0

    def lifts(self, pin: str) -> bool:
        """Whether this PIN lifts the cover; a wrong one counts."""
        if self.counts and pin == self._pin:
            self._failures = 0
            return True
        self._failures += 1
        return False

    def forgive(self) -> None:
        """The passphrase was given: the PIN counts again."""
        self._failures = 0
