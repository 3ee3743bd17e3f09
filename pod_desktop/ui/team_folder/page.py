"""The team folder: how things stand, the team's laptops, codes, and files that were not taken in.

TeamFolderPage(desk, courier)      differences_requested()
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pod_desktop.errors import PodError
from pod_desktop.services import Facts, conflicts
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.files_part import FilesPart
from pod_desktop.ui.team_folder.folder_part import ChooseFolder, FolderPart, ask_folder
from pod_desktop.ui.team_folder.invite_part import CodesPart, InvitePart
from pod_desktop.ui.team_folder.laptops_part import LaptopsPart
from pod_desktop.ui.widgets import Heading, Notice, ScrollColumn


class TeamFolderPage(ScrollColumn):
    """One column of cards. It looks again whenever the courier has something else to say."""

    differences_requested = Signal()
    """What laptops say differently is to be settled."""

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        *,
        choose_folder: ChooseFolder = ask_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(760, parent)
        self._desk, self._courier = desk, courier
        # Parts that show and hide themselves would be windows of their own before they are in the page.
        self.folder = FolderPart(desk, courier, choose_folder, self)
        self.differences = Notice("")
        self.differences.hide()
        self.differences.action_requested.connect(self.differences_requested)
        self.laptops = LaptopsPart(desk, courier, self)
        self.invite = InvitePart(desk, courier, self)
        self.codes = CodesPart(desk, courier, self)
        self.files = FilesPart(desk, courier, self)
        self.laptops.invite_requested.connect(self.invite.begin)
        self.invite.put_away.connect(self.laptops.invite.setFocus)
        self.invite.let_in.connect(self._say_let_in)
        self.codes.emptied.connect(self.laptops.invite.setFocus)
        self.add(Heading(self.tr("Team folder"), 1))
        for part in (self.folder, self.differences, self.laptops, self.invite, self.codes, self.files):
            self.add(part)
        self.setFocusProxy(self.folder.now if self.folder.now.isVisibleTo(self) else self.folder.choose)
        desk.facts.changed.connect(self._facts_changed)
        self._count_differences()

    def _say_let_in(self, laptop: str) -> None:
        self.laptops.say(self.tr("“{name}” was let in.").format(name=laptop))

    def _facts_changed(self, _facts: Facts) -> None:
        self._count_differences()

    def _count_differences(self) -> None:
        journal = self._desk.journal
        self._courier.find(
            lambda: conflicts.to_settle(journal).count, self._show_differences, self._not_counted
        )

    def _show_differences(self, count: int) -> None:
        if not isValid(self):
            return
        words = self.tr("1 difference to settle") if count == 1 else self.tr("{count} differences to settle")
        self.differences.set_sentence(words.format(count=count), self.tr("Look at them side by side"))
        self.differences.setVisible(count > 0)

    def _not_counted(self, error: PodError) -> None:
        if isValid(self):
            self.differences.set_sentence(str(error))
            self.differences.show()
