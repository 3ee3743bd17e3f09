"""A person's meetings, planned and held, as a list."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.record_views import RecordView
from pod_desktop.domain.views import (
    MeetingBrief,
)
from pod_desktop.ui import times
from pod_desktop.ui.people import words
from pod_desktop.ui.people.entries import Entry, EntryList, EntryPlace
from pod_desktop.ui.team_folder.mark import Wanted
from pod_desktop.ui.widgets import EmptyState, FlowLayout, QuietButton

_WIDEST = 960


class RecordMeetings(QWidget):
    """Opens a plan, the open meeting, or what a closed one left."""

    plan_requested = Signal(object)
    meeting_opened = Signal(str)
    summary_requested = Signal(str)
    past_requested = Signal()
    """A past meeting is to be taken in from a file of turns."""
    purge_requested = Signal()
    erasure_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: dict[str, str] = {}
        self._due: tuple[RecordView, Instant] | None = None
        """What is to be shown once the list is seen: two hundred meetings take some time."""
        self.list = EntryList(self.tr("Meetings"))
        self.list.setMaximumWidth(_WIDEST)
        self.list.opened.connect(self._open)
        self._none = EmptyState(
            self.tr("No meeting yet."),
            self.tr("Plan a meeting"),
            icon_name="calendar-plus",
            detail=self.tr("When and where is what they choose. A meeting can also begin without a plan."),
        )
        self._none.action_requested.connect(lambda: self.plan_requested.emit(None))
        self._place = EntryPlace(self.list, self._none)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 24)
        whole.addWidget(self._place, 1)
        self.past = QuietButton(self.tr("Take in a past meeting from a file…"))
        self.past.clicked.connect(self.past_requested)
        self.purge = QuietButton(self.tr("Take this record off this laptop…"))
        self.purge.clicked.connect(self.purge_requested)
        self.erase = QuietButton(self.tr("Erase everywhere…"))
        self.erase.clicked.connect(self.erasure_requested)
        row = FlowLayout(spacing=12)
        for button in (self.past, self.purge, self.erase):
            row.addWidget(button)
        whole.addLayout(row)
        self.setFocusProxy(self.list)

    def show_record(self, view: RecordView, now: Instant) -> None:
        """Shows the meetings: what lies ahead first, then what was, the latest on top. At once when seen."""
        self._due = view, now
        if self.isVisible():
            self._fill(view, now)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._due is not None:
            self._fill(*self._due)

    def _fill(self, view: RecordView, now: Instant) -> None:
        self._due = None
        self._states = {meeting.id: meeting.state for meeting in view.meetings}
        ahead = [m for m in reversed(view.meetings) if m.state in {MeetingState.PLANNED, MeetingState.OPEN}]
        ahead.sort(key=lambda m: (m.state != MeetingState.OPEN, m.when is None))
        past = [m for m in view.meetings if m not in ahead]
        entries = []
        for key, title, meetings in (
            ("ahead", self.tr("Now and ahead"), ahead),
            ("past", self.tr("Until now"), past),
        ):
            if meetings:
                entries.append(Entry(key, title, heading=True))
                entries += [_entry(meeting, view.name, now) for meeting in meetings]
        self.list.set_entries(entries)
        if entries:
            self._place.show_list()
        else:
            self._place.show_instead(self._none)

    def _open(self, meeting_id: str) -> None:
        state = self._states[meeting_id]
        if state == MeetingState.PLANNED:
            self.plan_requested.emit(meeting_id)
        elif state == MeetingState.OPEN:
            self.meeting_opened.emit(meeting_id)
        elif state == MeetingState.CLOSED:
            self.summary_requested.emit(meeting_id)


_TOLD = frozenset({"planned", "zone", "place", "place_chosen_by", "reason"})
"""The fields that an entry tells."""


def _entry(meeting: MeetingBrief, name: str, now: Instant) -> Entry:
    differs = meeting.differs & _TOLD
    return Entry(
        meeting.id,
        times.beginning(words.when(meeting, now)),
        words.place(meeting, name),
        words.state(meeting),
        words.reason(meeting, name),
        differs=Wanted(meeting.id, differs) if differs else None,
    )
