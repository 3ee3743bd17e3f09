"""What the stations of the tour share: the window, the hand, the pictures, and a second look at the data."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from pod_desktop.app import ProfileDoor, application
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MeetingView
from pod_desktop.paths import Profile
from pod_desktop.services import Journal, meeting_views
from pod_desktop.services import profile as profiles
from pod_desktop.tour.hand import Hand, NotOnTheScreen
from pod_desktop.tour.story import Story
from pod_desktop.ui import theme
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.shell import Shell

Page = TypeVar("Page", bound=QWidget)

PASSPHRASE = "kettle window seven pears"  # noqa: S105 # of a profile that is gone afterwards
SIZE = (1366, 768)
"""The laptop that most visits are held on."""


class NotReadBack(NotOnTheScreen):
    """The freshly opened database does not say what was done."""


@dataclass
class Stage:
    """One tour."""

    profile: Profile
    clock: ManualClock
    story: Story
    out: Path
    jobs: Jobs
    person_id: EntityId = field(default=EntityId(""))
    meeting_id: EntityId = field(default=EntityId(""))
    _pictures: list[str] = field(default_factory=list)
    _taken: int = 0
    _did: list[str] = field(default_factory=list)
    _found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open_window()

    def open_window(self) -> None:
        """A window at the door of the profile, as after a start of the program."""
        self.window = MainWindow(ProfileDoor(self.profile, self.clock), self.jobs)
        theme.apply(application(), theme.Scheme.LIGHT, by_window=True).dress(self.window)
        self.window.resize(*SIZE)
        self.hand = Hand(self.window)
        self.window.show()
        self.hand.come_to_front()

    # --- the screen ---------------------------------------------------------------------------------------

    @property
    def shell(self) -> Shell:
        """The open team's screens. Raises NotOnTheScreen while locked."""
        if self.window.shell is None:
            raise NotOnTheScreen("The team’s data is not open.")
        return self.window.shell

    def page(self, kind: type[Page]) -> Page:
        """The page on the screen, which must be of this kind."""
        page = self.shell.page
        if not isinstance(page, kind):
            raise NotOnTheScreen(f"The page on the screen is {type(page).__name__} and not {kind.__name__}.")
        return page

    def wait_for_page(self, kind: type[Page]) -> Page:
        """Wait until a page of this kind is on the screen."""
        self.hand.wait_for(
            lambda: self.window.shell is not None and isinstance(self.window.shell.page, kind),
            f"{kind.__name__} did not come.",
        )
        return self.page(kind)

    @property
    def meeting(self) -> MeetingPage:
        """The page of the open meeting."""
        return self.page(MeetingPage)

    def unlock(self) -> None:
        """Type the passphrase and press Enter."""
        self.hand.write("Passphrase", PASSPHRASE, enter=True)
        self.hand.wait_for(lambda: self.window.shell is not None, "The passphrase did not open the data.")

    # --- what is told -------------------------------------------------------------------------------------

    def did(self, sentence: str) -> None:
        """Something was done."""
        self._did.append(sentence)

    def found(self, sentence: str) -> None:
        """Something was read back."""
        self._found.append(sentence)

    def picture(self, name: str) -> None:
        """Store a numbered picture of the window."""
        self._taken += 1
        file = f"{self._taken:02d}-{name}.png"
        self.hand.picture(self.out / file)
        self._pictures.append(file)

    def take_told(self) -> tuple[str, str, list[str]]:
        """What was done, what was read back, and the pictures, since this was last asked."""
        told = " ".join(self._did), " ".join(self._found), self._pictures
        self._did, self._found, self._pictures = [], [], []
        return told

    # --- the data -----------------------------------------------------------------------------------------

    @contextmanager
    def freshly_opened(self) -> Iterator[Journal]:
        """The same data, opened once more from the disk with the passphrase."""
        journal = profiles.open_team(self.profile, PASSPHRASE, self.clock)
        try:
            yield journal
        finally:
            journal.close()

    def meeting_read_back(self) -> MeetingView:
        """The meeting as the freshly opened database has it."""
        with self.freshly_opened() as journal:
            return meeting_views.meeting(journal, self.meeting_id)


def require(condition: object, sentence: str) -> None:
    """Raises NotReadBack with the sentence unless the condition holds."""
    if not condition:
        raise NotReadBack(sentence)
