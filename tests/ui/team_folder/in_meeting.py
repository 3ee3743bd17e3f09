"""A window in an open meeting, and another laptop elsewhere that says something about it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.services import Journal, agenda
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.shell import Shell
from tests.services.visit import Visit
from tests.sync.laptops import Laptops
from tests.ui.team_folder.opened import Opened


@pytest.fixture
def in_meeting(opened: Opened, clock: ManualClock, team: Laptops, qtbot: QtBot) -> Iterator["InMeeting"]:
    visit = Visit.prepare(opened.journal, clock, opened.journal.author_id)
    ben = team.join()
    visit.begin()
    team.meet(team.ana, ben)
    opened.desk.facts.soon.timeout.emit()
    shell = Shell(opened.desk)
    qtbot.addWidget(shell)
    shell.resize(1366, 720)
    shell.show()
    shell.offer_open_meeting()
    opened.desk.facts.soon.timeout.emit()
    yield InMeeting(opened, shell, visit, ben)
    shell.stop()


class InMeeting:
    """Ana's window in Sam's meeting, and Ben's laptop elsewhere."""

    def __init__(self, ana: Opened, shell: Shell, visit: Visit, ben: Journal) -> None:
        self.ana, self.shell, self.visit, self.ben = ana, shell, visit, ben

    def ben_sends(self) -> None:
        sync.exchange(self.ben)
        self.ana.courier.look()
        self.ana.desk.facts.soon.timeout.emit()

    def ben_hears(self) -> None:
        sync.exchange(self.ben)

    def ben_adds_topic(self, words: str) -> None:
        agenda.add_topic(self.ben, self.visit.meeting_id, words, None)
        self.ben_sends()

    @property
    def words(self) -> str:
        page = self.shell.page
        assert isinstance(page, MeetingPage)
        return "\n".join(each.text() for each in page.findChildren(QLabel))
