"""A new topic: its words and, where it is known, who raised it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.views import MeetingView
from pod_desktop.services import agenda
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.agenda.wishes import asked
from pod_desktop.ui.meeting.faces import WhoseChoice
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.widgets import Field, Quiet, SecondaryButton

_DRAFT = "topic"


class NewTopic(QWidget):
    """Anybody can bring a topic; its raiser need not be said."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.words = Field(self.tr("Another topic"), placeholder=self.tr("In their words"), meeting=True)
        self.words.set_text(room.drafts.words(room.meeting_id, _DRAFT))
        self.raised_by = WhoseChoice(self.tr("Raised by"))
        self.raised_by.types_into(self.words)
        self.add = SecondaryButton(self.tr("Add"), "plus", meeting=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(Quiet(self.tr("Raised by")))
        column.addWidget(self.raised_by)
        self.add.clicked.connect(self._add)
        self.words.submitted.connect(lambda _words: self._add())

    def set_view(self, view: MeetingView) -> None:
        """Who can have raised it."""
        self.raised_by.set_people(asked(view))

    def put_down(self) -> None:
        """What was typed becomes a topic when the page goes away, for a topic can be taken off again."""
        if self.words.text() and not self._add():
            self._room.drafts.keep(self._room.meeting_id, _DRAFT, self.words.text())

    def _add(self) -> bool:
        words, raised_by = self.words.text(), self.raised_by.value()
        if not self._room.attempts.attempt(
            lambda: agenda.add_topic(self._room.journal, self._room.meeting_id, words, raised_by),
            self.tr("raise {topic}").format(topic=in_short(words)),
        ):
            return False
        self.words.set_text("")
        self.raised_by.set_value(None)
        self._room.drafts.keep(self._room.meeting_id, _DRAFT, "")
        return True
