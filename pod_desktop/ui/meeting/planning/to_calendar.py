"""A planned meeting to take along for somebody's own calendar, as a file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop.domain import wall_time
from pod_desktop.domain.calendar_views import CalendarEntry
from pod_desktop.domain.ids import EntityId
from pod_desktop.durable_files import replace_file
from pod_desktop.errors import PodError
from pod_desktop.outputs.calendar_file import calendar_file
from pod_desktop.services import series
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.widgets import FlowLayout, Quiet, SecondaryButton, Sentence
from pod_desktop.ui.widgets.save_path import ask_where_to_save

ChoosePath = Callable[[QWidget, str], Path | None]


def ask_path(parent: QWidget, suggested: str) -> Path | None:
    """Asks where to save a calendar file; None when it was left."""
    title = QCoreApplication.translate("ToCalendar", "Save for a calendar")
    kinds = QCoreApplication.translate("ToCalendar", "Calendar (*.ics)")
    return ask_where_to_save(parent, title, suggested, ".ics", kinds)


class ToCalendar(QWidget):
    """One button, and what became of it. With the meeting go those that were planned together with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting_id: EntityId | None = None
        self.choose_path: ChoosePath = ask_path
        self.save = SecondaryButton(self.tr("Save for a calendar…"), "calendar-plus")
        self._about = Quiet(
            self.tr("The file says “Network meeting”, when and where, and names nobody. It is not encrypted.")
        )
        self._said = Sentence()
        self._said.hide()
        row = FlowLayout()
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._about)
        column.addWidget(self._said)
        self.save.clicked.connect(lambda: self._save(lambda: None))

    def look(self, meeting_id: EntityId | None) -> None:
        """The plan that is on the page; None while it is not stored, and then there is nothing to save."""
        self._meeting_id = meeting_id
        self.setVisible(meeting_id is not None)

    def said(self) -> str:
        """What it says about the last file."""
        return self._said.text()

    def leave(self, meeting_id: EntityId | None, then: Callable[[], object]) -> None:
        """Saves the file that takes this meeting out of calendars, then goes on; for None at once.

        Where it cannot be saved the page stays, and says so.
        """
        self._meeting_id = meeting_id
        if meeting_id is not None:
            self._save(then)
        else:
            then()

    def _save(self, then: Callable[[], object]) -> None:
        if self._meeting_id is None:
            return
        meetings = series.for_calendar(self._desk.journal, self._meeting_id)
        try:
            content = calendar_file(meetings, self._desk.clock.now())
        except PodError as error:
            self._say(str(error))
            then()
            return
        path = self.choose_path(self, self._suggested(meetings))
        if path is None:
            then()
            return
        self.save.setEnabled(False)  # else nobody would hear whether it could be saved
        self._desk.jobs.run(
            lambda: replace_file(path, content),
            done=lambda _made: self._saved(path, then),
            failed=lambda error: self._say(str(error)),
        )

    def _saved(self, path: Path, then: Callable[[], object]) -> None:
        self._say(self.tr("Saved as “{name}”.").format(name=path.name))
        if isValid(self):
            then()

    def _suggested(self, meetings: Sequence[CalendarEntry]) -> str:
        # A file's name is seen by whoever sees the folder: the day is enough.
        first = next(each.brief for each in meetings if each.brief.planned is not None)
        wall = wall_time.on_the_wall(first.planned or self._desk.clock.now(), first.zone)
        return self.tr("Network meeting {day}.ics").format(day=f"{wall:%Y-%m-%d}")

    def _say(self, sentence: str) -> None:
        if isValid(self):  # the page may have gone while the file was being written
            self.save.setEnabled(True)
            self._said.setText(sentence)
            self._said.show()
