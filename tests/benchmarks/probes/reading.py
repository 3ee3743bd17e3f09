"""The screens of a long record and of a wide map, from the press to the paint.

argv: the profile, and how many times each. The first time of each in this process is told, too.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pod_desktop.domain.clock import SystemClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.paths import Profile
from pod_desktop.services import network, people, profile
from pod_desktop.ui.people.everybody import PERSON
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import MEETINGS, TIMELINE, RecordPage
from pod_desktop.ui.shell import Shell
from tests.benchmarks.made_up import PASSPHRASE
from tests.benchmarks.probes.stage import settle, shell_of, tell, until_painted

_TURN = 120
_FRAMES = 200


class Screens:
    """A shell that is led from page to page."""

    def __init__(self, folder: Path) -> None:
        self.journal = profile.open_team(Profile(folder), PASSPHRASE, SystemClock())
        self.shell: Shell = shell_of(self.journal)
        rows = people.people(self.journal)
        self.long = next(row.id for row in rows if row.name.startswith("Alex"))
        self.wide = next(row.id for row in rows if row.name.startswith("Wren"))
        meetings = people.record(self.journal, self.long).meetings
        self.meeting = next(m.id for m in meetings if m.state == MeetingState.CLOSED)
        self.member = network.network_map(self.journal, self.wide).members[0].id
        self._renamed = 0

    def list_of_people(self) -> None:
        """Back to the first page."""
        self.shell.show_people()

    def press_in_list(self, person_id: EntityId) -> Callable[[], None]:
        """What opens somebody's record, as a press on the entry does."""

        def press() -> None:
            page = self.shell.page
            if not isinstance(page, PeoplePage):
                raise TypeError("no People list")
            page.list.go_to(f"{PERSON} {person_id}")
            page.list.open_current()

        return press

    def list_of_meetings(self) -> None:
        """The other place of the record."""
        page = self.shell.page
        if not isinstance(page, RecordPage):
            raise TypeError("no record")
        page.go_to(MEETINGS)

    def change_on_map(self) -> None:
        """A member gets another name, and the map is looked up again."""
        self._renamed += 1
        network.change_member(self.journal, self.member, name=f"Aunt May {self._renamed}")

    def timeline(self) -> None:
        """The record as it ran."""
        page = self.shell.page
        if not isinstance(page, RecordPage):
            raise TypeError("no record")
        page.go_to(TIMELINE)

    def scrolled(self, frames: int) -> list[float]:
        """Seconds of each frame while the timeline is pushed on by turns of the wheel, with what is due."""
        self.press_in_list(self.long)()
        self.timeline()
        settle()
        page = self.shell.page
        if not isinstance(page, RecordPage):
            raise TypeError("no record")
        bar, times = page.timeline.list.verticalScrollBar(), []
        for _ in range(frames):
            far = bar.value() + _TURN
            began = time.perf_counter()
            bar.setValue(far if far <= bar.maximum() else 0)
            page.timeline.list.viewport().repaint()
            QApplication.processEvents()
            times.append(time.perf_counter() - began)
        return times

    def timed(self, act: Callable[[], None]) -> float:
        """Seconds from doing it to the paint of what it led to."""
        began = time.perf_counter()
        until_painted(self.shell, act)
        took = time.perf_counter() - began
        settle()
        return took


def main(folder: Path, runs: int) -> None:
    """Open everything, again and again, each in turn."""
    screens = Screens(folder)
    steps: dict[str, Callable[[], None]] = {
        "people": screens.list_of_people,
        "record": screens.press_in_list(screens.long),
        "meetings": screens.list_of_meetings,
        "timeline": screens.timeline,
        "summary": lambda: screens.shell.show_summary(screens.meeting),
        "people again": screens.list_of_people,
        "wide map": screens.press_in_list(screens.wide),
        "change": screens.change_on_map,
    }
    first = {name: screens.timed(step) for name, step in steps.items()}
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(runs):
        for name, step in steps.items():
            times[name].append(screens.timed(step))
    screens.list_of_people()
    tell(first=first, times=times, frames=screens.scrolled(_FRAMES))
    screens.journal.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
