"""The head of a record: whose it is, how care began, who is with them, what comes next.

RecordHead()      .show_record(view, now)
    change_requested()  contact_requested()  plan_requested(meeting_id | None)
    begin_requested(meeting_id | None)  meeting_opened(meeting_id)
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain import nhs_number
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.record_views import RecordView
from pod_desktop.domain.views import (
    MeetingBrief,
)
from pod_desktop.services import roster
from pod_desktop.ui import theme
from pod_desktop.ui.people import words
from pod_desktop.ui.people.room import room
from pod_desktop.ui.people.team_strip import TeamStrip
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import (
    Heading,
    IconButton,
    Kind,
    PersonBadge,
    PrimaryButton,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
)
from pod_desktop.ui.widgets.as_typed import plain_tip

_BESIDE = 820
"""From this width on, in px, the name and what can be done stand side by side."""
_BESIDE_SHORT = 560
"""The same where what can be done is said shortly."""
_WIDE = 1200
"""From this width on, in px, the team and the next meeting do."""


class RecordHead(QWidget):
    """The name is always there; the rest can be folded away to give the map more room."""

    change_requested = Signal()
    contact_requested = Signal()
    plan_requested = Signal(object)
    begin_requested = Signal(object)
    meeting_opened = Signal(str)

    def __init__(self, name: str, hue: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = self._low = False
        self._next: MeetingBrief | None = None
        self._next_is_today = False
        self._has_team = False
        self._open: EntityId | None = None
        self._badge = PersonBadge(name, hue, kind=Kind.PERSON, size=48)
        self.name = _Name(name, 1)
        self._about = Quiet()
        self._marks, self._contact_marks, self._next_marks = Marks(), Marks(), Marks()
        self._contact = QuietButton("")
        self._contact.clicked.connect(self.contact_requested)
        self.left_open = Quiet(
            self.tr(
                "The laptop on which this meeting is open was locked out of the team. A turn log that it "
                "kept is on that laptop only, and has not come here."
            )
        )
        self.left_open.hide()
        self._team = TeamStrip()
        self._make_next()
        self._details = self._make_details()
        self._more = IconButton("chevron-up", "")
        self._more.clicked.connect(lambda: self.set_folded(not self._folded))
        self._top = self._make_top()
        beside_badge = QVBoxLayout()
        beside_badge.setSpacing(2)
        beside_badge.addLayout(self._top)
        beside_badge.addWidget(self._details)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        first.addLayout(beside_badge, 1)
        self._second = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._second.setSpacing(8)
        self._second.addWidget(self._team, 1)
        self._second.addWidget(self._next_line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 24, 12)
        whole.setSpacing(8)
        whole.addLayout(first)
        whole.addWidget(self.left_open)
        whole.addLayout(self._second)
        self.set_folded(False)

    def show_record(self, view: RecordView, now: Instant) -> None:
        """Shows the record as it is."""
        self._badge.set_person(view.name, view.hue)
        self.name.setText(view.name)
        self._about.setText(_about(view, now))
        self._marks.show(view.differs, view.id)
        self._contact_marks.show(view.differs, view.episode_id)
        self._contact.setText(
            self.tr("Change first contact") if view.first_contact else self.tr("Add first contact")
        )
        self._team.show_team(view.team, roster.day_of(now))
        self._has_team = bool(view.team)
        self._show_next(view, now)

    def set_folded(self, folded: bool) -> None:
        """Only the name and what can be done (a meeting of today among it), or everything."""
        self._folded = folded
        self._details.setVisible(not folded)
        self._team.setVisible(self._has_team and not folded)
        self._next_line.setVisible(self._next is not None and (self._next_is_today or not folded))
        self._more.set_icon("chevron-down" if folded else "chevron-up")
        self._more.set_name(self.tr("Show more about them") if folded else self.tr("Show less"))

    def set_low(self, low: bool) -> None:
        """On a low page the head is folded; where it is narrow, too, what can be done is said shortly."""
        self._low = low
        self._badge.setVisible(not low)
        whole, more = self.layout(), 4 if low else 12
        if whole is not None:
            whole.setContentsMargins(24, more, 24, more)
        self.set_folded(low)
        self._set_side_by_side()

    def _set_side_by_side(self) -> None:
        short = self._low and room(self.width()) < _BESIDE
        least = _BESIDE_SHORT if short and self._open is None else _BESIDE
        for button, few, whole in (
            (self._plan, self.tr("Plan"), self.tr("Plan a meeting")),
            (self._begin, self.tr("Begin now"), self.tr("Begin a meeting now")),
        ):
            button.setText(few if short else whole)
            button.setToolTip(whole if short else "")
        for row, needed in ((self._top, least), (self._second, _WIDE)):
            beside = room(self.width()) >= needed
            row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_side_by_side()
        super().resizeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.palette().line), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.end()

    def _make_top(self) -> QBoxLayout:
        change = IconButton("pencil", self.tr("Change the name or the NHS number"))
        change.clicked.connect(self.change_requested)
        self._plan = SecondaryButton(self.tr("Plan a meeting"), "calendar-plus")
        self._plan.clicked.connect(lambda: self.plan_requested.emit(None))
        self._begin = SecondaryButton(self.tr("Begin a meeting now"), "play")
        self._begin.clicked.connect(lambda: self.begin_requested.emit(None))
        self._go_back = PrimaryButton("", "messages-square")
        self._go_back.clicked.connect(lambda: self.meeting_opened.emit(self._open))
        who, acts = QHBoxLayout(), QHBoxLayout()
        who.addWidget(self.name)
        who.addWidget(change)
        who.addWidget(self._marks.mark("name", "nhs_number"))
        who.addStretch(1)
        for button in (self._plan, self._begin, self._go_back, self._more):
            acts.addWidget(button)
        top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for row in (who, acts):
            row.setSpacing(8)
            top.addLayout(row)
        top.setStretch(0, 1)
        top.setSpacing(8)
        return top

    def _make_next(self) -> None:
        self._next_line = QWidget()
        self._next_words = _NextWords()
        self._begin_next = PrimaryButton(self.tr("Begin"))
        self._begin_next.clicked.connect(self._ask_to_begin_next)
        self._change_next = QuietButton(self.tr("Change the plan"))
        self._change_next.clicked.connect(self._ask_to_change_next)
        row = QHBoxLayout(self._next_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._next_words, 1)
        row.addWidget(self._next_marks.mark("planned", "zone", "place"))
        row.addWidget(self._change_next)
        row.addWidget(self._begin_next)

    def _make_details(self) -> QWidget:
        details = QWidget()
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._about, 1)
        contact = ("first_contact", "first_contact_by", "first_contact_words", "first_offer", "zone")
        first.addWidget(self._contact_marks.mark(*contact), 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._contact, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        return details

    def _show_next(self, view: RecordView, now: Instant) -> None:
        planned = [m for m in reversed(view.meetings) if m.state == MeetingState.PLANNED]
        self._next = words.upcoming(planned, now)
        self._open = view.open_meeting.id if view.open_meeting is not None else None
        self._go_back.setVisible(self._open is not None)
        self._go_back.setText(
            self.tr("Go into the meeting") if view.open_elsewhere else self.tr("Go back into the meeting")
        )
        self.left_open.setVisible(view.open_on_locked_out)
        elsewhere = self.tr("It was begun on another laptop, and is open there.")
        self._go_back.setToolTip(plain_tip(elsewhere) if view.open_elsewhere else "")
        self._go_back.setAccessibleDescription(self._go_back.toolTip())
        self._begin.setVisible(self._open is None)
        self._next_is_today = self._next is not None and words.is_today(self._next, now)
        if self._next is not None:
            parts = (words.next_meeting(self._next, now), self._next.place)
            self._next_words.setText(" · ".join(part for part in parts if part))
            self._next_marks.show(self._next.differs, self._next.id)
        self._begin_next.setVisible(self._open is None)
        self.set_folded(self._folded)
        self._set_side_by_side()

    def _ask_to_begin_next(self) -> None:
        if self._next is not None:
            self.begin_requested.emit(self._next.id)

    def _ask_to_change_next(self) -> None:
        if self._next is not None:
            self.plan_requested.emit(self._next.id)


class _Name(Heading):
    """A name on one line where there is room for it, else on as many as it needs."""

    @override
    def sizeHint(self) -> QSize:
        return _on_one_line(self, super().sizeHint())


class _NextWords(Sentence):
    """The same for the next meeting."""

    @override
    def sizeHint(self) -> QSize:
        return _on_one_line(self, super().sizeHint())


def _on_one_line(label: QLabel, hint: QSize) -> QSize:
    return QSize(label.fontMetrics().horizontalAdvance(label.text()) + 4, hint.height())


def _about(view: RecordView, now: Instant) -> str:
    """NHS number, first contact and wait, side by side; what is not known is left out."""
    parts = []
    if view.nhs_number:
        parts.append(
            words.translate("people", "NHS number {number}").format(
                number=nhs_number.display(view.nhs_number)
            )
        )
    if view.first_contact is not None:
        parts.append(words.first_contact(view.first_contact, view.first_contact_by, now))
        parts += [part for part in (words.first_offer(view), words.response(view, now)) if part]
    else:
        parts.append(words.translate("people", "When help was first asked for is not said yet"))
    return " · ".join(parts)
