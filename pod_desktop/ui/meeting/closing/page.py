"""The closing page: what is read aloud before a meeting ends, and the end itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MeetingView
from pod_desktop.outputs.saying import quoted
from pod_desktop.services import own_words, turn_log
from pod_desktop.ui.meeting.account import MeetingAccount
from pod_desktop.ui.meeting.agenda.composers import TaskComposer
from pod_desktop.ui.meeting.agenda.wishes import heard
from pod_desktop.ui.meeting.closing.nameless import NamelessPart
from pod_desktop.ui.meeting.closing.next_meeting import NextMeetingPart
from pod_desktop.ui.meeting.left_out_part import LeftOutPart
from pod_desktop.ui.meeting.log_choice import LogChoicePart
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.meeting.tab_order import focus_first, follow_layout
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    PrimaryButton,
    Quiet,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
)


class ClosingPage(QWidget):
    """Decided, left open, who does what, the next meeting, the turn log. Then the meeting can be closed."""

    close_requested = Signal(str)
    """With the room's choice about the turn log, "" when there is none."""
    back_requested = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._has_log = False
        self._view: MeetingView | None = None
        self._told: tuple[str, ...] = ()
        """The words that are nowhere stored, as they were told when somebody wanted to close."""
        self.account = MeetingAccount(meeting=True)
        self.task = TaskComposer(room, None)
        self.add_task = QuietButton(self.tr("Write down who does what"), "list-checks", meeting=True)
        self.next_meeting = NextMeetingPart(room)
        self.log = LogChoicePart(meeting=True)
        self.nameless = NamelessPart(room)
        self.left_out = LeftOutPart(meeting=True)
        self.left_out.asked.connect(self._leave_out)
        self.log.chosen.connect(lambda _choice: self._room.attempts.say(""))
        self._no_log = Sentence(
            self.tr("No turns were logged in this meeting, so there is nothing to choose.")
        )
        self.close_meeting = PrimaryButton(self.tr("Close the meeting"), "door-closed", meeting=True)
        self.back = SecondaryButton(self.tr("Back to the meeting"), meeting=True)
        self._sheet = ScrollColumn(max_width=960)
        self.scroll_bar = self._sheet.verticalScrollBar()
        self._lay_out()
        self.add_task.clicked.connect(self._open_task)
        self.task.put_away.connect(self._close_task)
        self.close_meeting.clicked.connect(self._ask_to_close)
        self.back.clicked.connect(self.back_requested)

    def start(self) -> None:
        """From the top, as it is read aloud."""
        self._sheet.verticalScrollBar().setValue(0)
        self._sheet.setFocus()
        self._look_for_nameless()
        follow_layout(self)

    def set_view(self, view: MeetingView) -> None:
        """The meeting as it is now."""
        self.account.set_view(view)
        self.task.set_people(heard(view))
        self.add_task.setEnabled(not view.cannot_decide)
        self.add_task.setToolTip(view.cannot_decide)
        self.next_meeting.set_view(view)
        self._has_log = bool(view.brief.log_kind)
        self._no_log.setVisible(not self._has_log)
        self.log.setVisible(self._has_log)
        self.left_out.setVisible(self._has_log)
        self._view = view
        if self.isVisible():
            self._look_for_nameless()
        if self._has_log:
            self.log.offer(turn_log.log_view(self._room.journal, view.id), self.log.value())
            self.left_out.set_people(own_words.own_words(self._room.journal, view.id))
        follow_layout(self)

    def _look_for_nameless(self) -> None:
        """Turns come and go without this page hearing of it while it is not seen."""
        if self._view is not None and self._has_log:
            people = tuple(dict.fromkeys(stay.who for stay in self._view.attendances))
            self.nameless.look(self._view.brief.began, people)
        else:
            self.nameless.hide()

    def store_now(self) -> None:
        """Stores what is being typed and can be."""
        self.next_meeting.put_down()

    def put_down(self) -> None:
        """The same, when the page goes away; what cannot be stored is kept."""
        self.store_now()
        self.task.put_down()

    def _lay_out(self) -> None:
        sheet = self._sheet
        sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        sheet.add(Heading(self.tr("Before we close"), 1))
        sheet.add(Quiet(self.tr("To be read aloud. Anything can still be changed.")))
        sheet.add(self.account)
        row = FlowLayout()
        row.addWidget(self.add_task)
        self.account.tasks.add_layout(row)
        self.account.tasks.add(self.task)
        self.task.hide()
        sheet.add(self.next_meeting)
        card = Card(self.tr("Turn log"))
        card.add(self._no_log)
        card.add(self.nameless)
        card.add(self.log)
        card.add(self.left_out)
        sheet.add(card)
        buttons = FlowLayout(spacing=12)
        buttons.addWidget(self.close_meeting)
        buttons.addWidget(self.back)
        sheet.add_layout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sheet)

    def _leave_out(self, who: str, words_left_out: bool) -> None:
        journal, meeting_id = self._room.journal, self._room.meeting_id
        self._room.attempts.attempt(
            lambda: own_words.leave_out(journal, meeting_id, EntityId(who), words_left_out=words_left_out)
        )
        self.left_out.set_people(own_words.own_words(journal, meeting_id))

    def _open_task(self) -> None:
        self.add_task.hide()
        self.task.show()
        self.task.focus_first()

    def _close_task(self) -> None:
        self.task.hide()
        self.add_task.show()
        self.add_task.setFocus()

    def _ask_to_close(self) -> None:
        self.put_down()
        choice = self.log.value() if self._has_log else ""
        if self._has_log and not choice:
            self._room.attempts.say(
                self.tr(
                    "Please ask the room what should become of the turn log: keep, totals only or discard."
                )
            )
            focus_first(self.log)
            return
        if self.next_meeting.keep() and not self._has_to_tell():
            self.close_requested.emit(choice)

    def _has_to_tell(self) -> bool:
        """Says once what would be lost: half a task, words held for a decision."""
        unstored = self._room.drafts.unstored()
        if not unstored or unstored == self._told:
            return False
        self._told = unstored
        sentence = self.tr("This is not stored yet: {words}. Finish it, or close once more without it.")
        self._room.attempts.say(sentence.format(words=", ".join(quoted(each) for each in unstored)))
        return True
