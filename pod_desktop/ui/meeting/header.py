"""The head of an open meeting: whose it is, where, who is here, and what of it is on the screen."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.meeting import MeetingKind
from pod_desktop.domain.views import MeetingView
from pod_desktop.services import meetings
from pod_desktop.ui.left_keyboard import LEADS_AWAY
from pod_desktop.ui.meeting.faces import badge
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.meeting.who_is_here import HereStrip, comes_in
from pod_desktop.ui.widgets import (
    Choice,
    FlowLayout,
    Heading,
    IconButton,
    Notice,
    Quiet,
    SecondaryButton,
)
from pod_desktop.ui.widgets.as_typed import plain_tip

_WORDS_FOLDED, _MOST_FOLDED = 2, 3
_OF_WIDTH = 3.5
"""A name that takes no more than this part of the width leaves room beside it."""


class Half(StrEnum):
    """What of the meeting is on the screen."""

    AGENDA = "agenda"
    VOICES = "voices"
    BOTH = "both"


class MeetingHeader(QWidget):
    """One or two lines at the top, and a quiet one below while the person is not in the room."""

    half_chosen = Signal(str)
    coming_and_going_requested = Signal()
    closing_requested = Signal()
    everybody_requested = Signal()
    """The room is to see it, or not any more."""
    cover_requested = Signal()

    def __init__(self, room: Room, view: MeetingView) -> None:
        super().__init__()
        self._room = room
        self._person_id = view.person.id
        self._is_low = False
        self._badge = badge(view.person, 44)
        self._name, self._place = Heading("", 2), Quiet()
        for words in (self._name, self._place):
            words.setWordWrap(False)
            words.setMinimumWidth(1)
        self.strip = HereStrip()
        one = ((Half.AGENDA, self.tr("Agenda")), (Half.VOICES, self.tr("Voices")))
        name = self.tr("What is on the screen (F6)")
        self.halves = Choice((*one, (Half.BOTH, self.tr("Both"))), name, meeting=True)
        self.one_half = Choice(one, name, meeting=True)
        self.one_half.hide()
        self.closing = SecondaryButton(self.tr("Closing page"), "door-closed", meeting=True)
        self.cover = IconButton("eye-off", self.tr("Cover the screen (F9)"), meeting=True)
        self.everybody = IconButton("users", self.tr("Show to everybody (F7)"), meeting=True)
        for button in (self.closing, self.cover):
            button.setProperty(LEADS_AWAY, True)
        self._line = Notice("")
        self._line.hide()
        self._lay_out()
        self.strip.clicked.connect(self.coming_and_going_requested)
        for choice in (self.halves, self.one_half):
            choice.chosen.connect(self.half_chosen)
        self.closing.clicked.connect(self.closing_requested)
        self.everybody.clicked.connect(self.everybody_requested)
        self.cover.clicked.connect(self.cover_requested)
        self._line.action_requested.connect(self._person_is_back)

    def set_view(self, view: MeetingView) -> None:
        """The meeting as it is now."""
        name, brief = view.person.name, view.brief
        conversation = brief.meeting_kind == MeetingKind.CONVERSATION
        self._name.setText(name)
        self._name.setToolTip(plain_tip(name))
        kind = self.tr("Conversation without the person") if conversation else self.tr("Network meeting")
        self._place.setText(
            self.tr("{kind}, {place}").format(kind=kind, place=brief.place) if brief.place else kind
        )
        self.strip.set_view(view)
        self._fold()
        if conversation and view.person_present:
            words = self.tr(
                "{name} has come in. To decide together, close this conversation and begin a network meeting."
            )
            self._say(words.format(name=name))
        elif conversation:
            self._say(self.tr("{name} is not here, so nothing is decided.").format(name=name))
        elif not view.person_present:
            self._say(
                self.tr("{name} is out of the room. What is to be decided waits.").format(name=name),
                self.tr("{name} is back").format(name=name),
            )
        elif view.closed_elsewhere_by is not None:
            words = self.tr(
                "{name} has closed this meeting on another laptop. What is written down here is kept."
            )
            self._say(words.format(name=view.closed_elsewhere_by.name))
        else:
            self._say("")

    def show_half(self, half: Half | None, *, both_fit: bool, low: bool) -> None:
        """Marks what is on the screen, None for another page; *Both* is offered where both have room.

        Where they have not, the name has a line of its own: whose meeting this is must never be cut off. On a
        low screen, where the room for what is said matters most, a short one stands beside what can be done.
        """
        whole = self._name.sizeHint().width()
        beside = both_fit or (low and whole < self.width() / _OF_WIDTH)
        self._name.setMinimumWidth(whole if beside and not both_fit else 1)
        across = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._head.setDirection(across)
        self._head.setStretch(1, 0 if both_fit else 1)
        self._head.setStretch(0, 1 if both_fit else 0)
        self._column.setContentsMargins(20, *((2, 20, 2) if low else (8, 20, 8)))
        self._badge.setVisible(not low)
        self._place.setVisible(both_fit and not low)
        self.halves.setVisible(both_fit)
        self.one_half.setVisible(not both_fit)
        self.halves.set_value(half)
        self.one_half.set_value(half if half is not Half.BOTH else None)
        self._is_low = low
        self._fold()

    def _fold(self) -> None:
        """On a low screen what can be done takes one line: faces become their number, words an icon.

        Where that is not enough, what everybody may see is shown by its key alone.
        """
        folded = 0
        self._fold_to(folded)
        while self._is_low and folded < _MOST_FOLDED and not self._is_one_line():
            folded += 1
            self._fold_to(folded)

    def _fold_to(self, folded: int) -> None:
        self.strip.set_short(folded > 0)
        self.everybody.setVisible(folded <= _WORDS_FOLDED)  # its key is there all the same
        words = self.tr("Closing") if self._is_low else self.tr("Closing page")
        self.closing.setText(words if folded < _WORDS_FOLDED else "")
        self.closing.setAccessibleName(self.tr("Closing page"))
        self.closing.setToolTip(self.tr("Closing page") if folded >= _WORDS_FOLDED else "")

    def _is_one_line(self) -> bool:
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        if self._head.direction() == QBoxLayout.Direction.LeftToRight:
            room -= self._left.minimumSizeHint().width() + self._head.spacing()
        return self._tools.sizeHint().width() <= room

    def line(self) -> str:
        """What the quiet line says, or ""."""
        return "" if self._line.isHidden() else self._line.accessibleName()

    def _say(self, sentence: str, action: str = "") -> None:
        self._line.set_sentence(sentence, action)
        self._line.setVisible(bool(sentence))

    def _person_is_back(self) -> None:
        room, at = self._room, QApplication.focusWidget()
        had_keyboard = at is not None and self._line.isAncestorOf(at)
        room.attempts.attempt(
            lambda: meetings.arrive(room.journal, room.meeting_id, self._person_id),
            comes_in(self._name.text()),
        )
        if had_keyboard and self._line.isHidden():
            self.strip.setFocus(Qt.FocusReason.OtherFocusReason)  # who is here, the person among them now

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._place)
        left = self._left = QWidget()
        title = QHBoxLayout(left)
        title.setContentsMargins(0, 0, 12, 0)
        title.setSpacing(12)
        title.addWidget(self._badge)
        title.addLayout(words, 1)
        tools = self._tools = QWidget()
        row = FlowLayout(tools)
        for widget in (self.strip, self.halves, self.one_half, self.closing, self.everybody, self.cover):
            row.addWidget(widget)
        line = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(12)
        line.addWidget(left, 1)
        line.addWidget(tools)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 20, 8)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._line)
