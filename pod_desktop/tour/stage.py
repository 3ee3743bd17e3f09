"""What the stations of the tour share: the window, the hand, the pictures, and a second look at the data."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from pod_desktop.app import application
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MeetingView
from pod_desktop.paths import Profile
from pod_desktop.profile_door import ProfileDoor
from pod_desktop.services import Journal, meeting_views
from pod_desktop.services import profile as profiles
from pod_desktop.tour.hand import Hand, Key, NotOnTheScreen
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
class Told:
    """What is told of a station, whichever laptop it was played on."""

    taken: int = 0
    """Pictures of the whole tour."""
    pictures: list[str] = field(default_factory=list)
    did: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)


@dataclass
class Stage:
    """One tour on one laptop; with `beside`, a second laptop is in it."""

    profile: Profile
    clock: ManualClock
    story: Story
    out: Path
    jobs: Jobs
    person_id: EntityId = field(default=EntityId(""))
    meeting_id: EntityId = field(default=EntityId(""))
    told: Told = field(default_factory=Told)
    beside: "Stage | None" = None

    def __post_init__(self) -> None:
        self.open_window()

    def second_laptop(self, name: str) -> "Stage":
        """A new laptop beside this one, with a window of its own; its pictures stand among these."""
        profile = Profile(self.profile.dir.with_name(name))
        profile.make()
        self.beside = Stage(profile, self.clock, self.story, self.out, self.jobs, told=self.told)
        return self.beside

    def windows(self) -> list[MainWindow]:
        """Of all laptops."""
        return [self.window, *(self.beside.windows() if self.beside is not None else [])]

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

    def give_path(self, button: str, path: Path, *, within: QWidget | None = None) -> None:
        """Press the button, and type the path into the dialog that waits for it."""
        glance = QTimer(interval=20)

        def look() -> None:
            for dialog in QApplication.topLevelWidgets():
                if isinstance(dialog, QFileDialog) and dialog.isVisible():
                    glance.stop()
                    field = self.hand.find(QLineEdit, within=dialog)
                    field.setFocus()
                    field.selectAll()
                    self.hand.type(str(path))
                    self.hand.key(Key.Key_Return)

        glance.timeout.connect(look)
        glance.start()
        self.hand.press(button, within=within)

    # --- what is told -------------------------------------------------------------------------------------

    def did(self, sentence: str) -> None:
        """Something was done."""
        self.told.did.append(sentence)

    def found(self, sentence: str) -> None:
        """Something was read back."""
        self.told.found.append(sentence)

    def picture(self, name: str, of: QWidget | None = None) -> None:
        """Store a numbered picture of the window, or `of` another one."""
        self.told.taken += 1
        file = f"{self.told.taken:03d}-{name}.png"
        self.hand.picture(self.out / file, of)
        self.told.pictures.append(file)

    def take_told(self) -> tuple[str, str, list[str]]:
        """What was done, what was read back, and the pictures, since this was last asked."""
        told = self.told
        self.told = Told(told.taken)
        if self.beside is not None:
            self.beside.told = self.told
        return " ".join(told.did), " ".join(told.found), told.pictures

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
