"""What every screen needs at hand, made once by `app` after unlocking."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from pod_desktop.domain.clock import Clock
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import PodError
from pod_desktop.services import Journal
from pod_desktop.services.undo import UndoStack
from pod_desktop.settings import Settings
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.habits import Habits
from pod_desktop.ui.jobs import Jobs, nothing
from pod_desktop.ui.keeping.keeper import Keeper
from pod_desktop.ui.meeting.looking_back.left_forms import LeftLookingBack
from pod_desktop.ui.people.unstored import UnstoredDetails
from pod_desktop.ui.team_folder.courier import Courier

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Desk:
    """The open team's data and the tools around it. Screens call services with `desk.journal`."""

    journal: Journal
    facts: FactsRelay
    jobs: Jobs
    settings: Settings
    keeper: Keeper | None = None
    """Backups and the key sheet; None where nothing is kept, as of the made-up family."""
    courier: Courier | None = None
    """The team folder; None where nothing is kept."""
    seekers: Jobs | None = None
    """A thread for what somebody waits for, stopped before the journal is closed; None: as all other jobs."""

    habits: Habits = field(default_factory=Habits)
    made_up: bool = False
    """Whether this is the made-up family, which is gone when it is closed."""

    map_undo: dict[EntityId, UndoStack] = field(default_factory=dict)
    """What can be undone on each person's map: it outlives the page, and goes when the program locks."""
    meeting_undo: dict[EntityId, UndoStack] = field(default_factory=dict)
    """The same for each meeting."""
    unstored_details: UnstoredDetails = field(default_factory=UnstoredDetails)
    """Details that were refused, as they were typed: until the program locks."""
    left_looking_back: LeftLookingBack = field(default_factory=LeftLookingBack)
    """Forms of the page *Looking back* that were left half typed: the same."""

    @property
    def clock(self) -> Clock:
        """Where the time comes from."""
        return self.journal.clock

    def find(
        self,
        look: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[PodError], None],
        broken: Callable[[], None] = nothing,
    ) -> None:
        """Look something up behind the screens for somebody who waits for it: not after long work."""
        (self.seekers or self.jobs).run(look, done=done, failed=failed, broken=broken)
