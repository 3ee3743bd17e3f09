"""What the stations of the tour share: the window, the hand, the pictures, and a second look at the data."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from pod_desktop.app import ProfileDoor
from pod_desktop.domain.clock import Clock
from pod_desktop.domain.ids import EntityId
from pod_desktop.paths import Profile
from pod_desktop.services import Journal
from pod_desktop.services import profile as profiles
from pod_desktop.tour.hand import Hand, NotOnTheScreen
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.shell import Shell

Page = TypeVar("Page", bound=QWidget)

PASSPHRASE = "kettle window seven pears"


class NotReadBack(NotOnTheScreen):
    """The freshly opened database does not say what was done."""


@dataclass
class Stage:
    """One tour."""

    profile: Profile
    clock: Clock
    door: ProfileDoor
    window: MainWindow
    hand: Hand
    out: Path
    person_id: EntityId = field(default=EntityId(""))
    meeting_id: EntityId = field(default=EntityId(""))
    pictures: list[str] = field(default_factory=list)
    _taken: int = 0

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

    def picture(self, name: str) -> None:
        """Store a numbered picture of the window."""
        self._taken += 1
        file = f"{self._taken:02d}-{name}.png"
        self.hand.picture(self.out / file)
        self.pictures.append(file)

    @contextmanager
    def freshly_opened(self) -> Iterator[Journal]:
        """The same data, opened once more from the disk with the passphrase."""
        journal = profiles.open_team(self.profile, PASSPHRASE, self.clock)
        try:
            yield journal
        finally:
            journal.close()


def require(condition: object, sentence: str) -> None:
    """Raises NotReadBack with the sentence unless the condition holds."""
    if not condition:
        raise NotReadBack(sentence)
