"""An open meeting: agenda and voices, each alone or side by side, and the closing page."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState, was_left_open
from pod_desktop.domain.views import MeetingView
from pod_desktop.services import Facts, meeting_views, meetings
from pod_desktop.services.taking_back import undo_of_meeting
from pod_desktop.ui import theme, times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.agenda.panel import AgendaPanel
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.closing.page import ClosingPage
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.meeting.for_everybody import ForEverybody
from pod_desktop.ui.meeting.header import Half, MeetingHeader
from pod_desktop.ui.meeting.left_words import LeftWords, TypedWords
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.meeting.tab_order import focus_first
from pod_desktop.ui.meeting.voices.panel import VoicesPanel
from pod_desktop.ui.meeting.who_is_here import ComingAndGoing
from pod_desktop.ui.widgets import Notice

_CONCERNS = {
    "meeting", "attendance", "wish", "topic", "decision", "opinion", "task", "invitee", "member",
    "practitioner", "person", "outcome", "quote", "reflection", "outside", "to_bring", "absent_voice",
}  # fmt: skip
_LINES = 22
"""A page of fewer lines of the meeting's type is low: its head makes room."""
_LETTERS_FOR_BOTH = 90
"""Less room than this, in letters of the meeting's type, and the halves do not fit side by side."""


class MeetingPage(QWidget):
    """The meeting `meeting_id`, which is open. `drafts` outlives the page, so that nothing typed is lost."""

    difference_opened = Signal(object)
    """What laptops say differently of this record is to be shown."""
    closed = Signal(str)
    cover_requested = Signal()

    def __init__(self, desk: Desk, meeting_id: EntityId, drafts: Drafts | None = None) -> None:
        super().__init__()
        self._desk, self._meeting_id = desk, meeting_id
        undo = desk.meeting_undo.setdefault(meeting_id, undo_of_meeting(desk.journal, meeting_id))
        self.attempts = Attempts(undo=undo)
        self._room = Room(desk, meeting_id, drafts if drafts is not None else Drafts(), self.attempts)
        meetings.take_in_hand(desk.journal, meeting_id)
        view = self._view = meeting_views.meeting(desk.journal, meeting_id)
        self._is_closed = view.brief.state == MeetingState.CLOSED
        self._wanted = Half.BOTH
        self.typed = TypedWords(self._room, self)
        self.left_words = LeftWords(self._room)
        self.header = MeetingHeader(self._room, view)
        self.agenda = AgendaPanel(self._room)
        self.voices = VoicesPanel(desk, meeting_id)
        self.coming = ComingAndGoing(self._room)
        self.closing = ClosingPage(self._room)
        self.everybody = ForEverybody(self, view, desk.clock)
        self.left_open = Notice("", icon_name="door-closed")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_view(view)
        self.agenda.topics.take_up(self.voices.sitting.topic_id)
        self.show_half(Half.BOTH)
        self._ask_for_closing_page(view)

    def show_half(self, half: Half) -> None:
        """Shows the agenda, the voices, or both where both have room."""
        self._wanted = half
        self._pages.setCurrentWidget(self.splitter)
        self._fit()

    def _ask_for_closing_page(self, view: MeetingView) -> None:
        """A meeting that was left open, hours or days ago, is here as it was, and is still to be closed."""
        now, brief = self._desk.clock.now(), view.brief
        asked = was_left_open(MeetingState(brief.state), brief.began, now)
        if asked and brief.began is not None:
            when = times.when_words(brief.began, brief.zone, now, translate=QCoreApplication.translate)
            words = self.tr("This meeting began {when} and was not closed. All is as it was.")
            self.left_open.set_sentence(words.format(when=when), self.tr("Go to its closing page"))
        self.left_open.setVisible(asked)

    def take_focus(self) -> None:
        """The keyboard comes to where the meeting goes on: the table while voices are noted, else the agenda.

        Not to what is first on the page, who is here: a sentence typed there sends people out of the room.
        """
        if self.voices.is_noting and self.half() is not Half.AGENDA:
            self.voices.take_focus()
        else:
            self.agenda.go_on()

    def half(self) -> Half:
        """What is on the screen."""
        return self._wanted if self._wanted is not Half.BOTH or self._both_fit() else Half.AGENDA

    @property
    def is_closing(self) -> bool:
        """Whether the closing page is on the screen."""
        return self._pages.currentWidget() is self.closing

    def show_closing_page(self) -> None:
        """Shows the page that is read aloud before closing; what is being typed is stored first."""
        self.agenda.put_down()
        self.coming.put_down()
        self.left_open.hide()
        self._pages.setCurrentWidget(self.closing)
        self._fit()
        self.closing.start()

    def store_now(self) -> None:
        """Stores what is being typed and can be: for the cover."""
        self.agenda.store_now()
        self.voices.keep_words()
        self.closing.store_now()
        self.typed.keep()

    def put_down(self) -> None:
        """Stores what can be, keeps the rest in the drafts: before the page goes or the program locks."""
        if not self._is_closed:
            self.agenda.put_down()
            self.coming.put_down()
            self.voices.keep_words()
            self.closing.put_down()
            self.typed.keep()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self._is_closed:
            self.store_now()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _lay_out(self) -> None:
        theme.as_meeting(self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.agenda)
        self.splitter.addWidget(self.voices)
        self.splitter.setSizes([1000, 1000])
        for page in (self.splitter, self.coming, self.closing):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.left_open)
        column.addWidget(self.left_words)
        column.addWidget(self._pages, 1)
        self._below = QVBoxLayout()
        column.addLayout(self._below)

    def _connect(self) -> None:
        self.header.half_chosen.connect(lambda half: self.show_half(Half(half)))
        self.header.coming_and_going_requested.connect(self._show_coming)
        self.header.closing_requested.connect(self.show_closing_page)
        self.header.cover_requested.connect(self.cover_requested)
        self.left_open.action_requested.connect(self.show_closing_page)
        self.coming.done.connect(self._back)
        self.closing.back_requested.connect(self._back)
        self.agenda.current_topic_chosen.connect(self.voices.set_current_topic)
        self.closing.close_requested.connect(self._close)
        # Digits, with Ctrl too, are people wherever the keyboard is: the halves have a key of their own.
        for key, act in ((Qt.Key.Key_F6, self._next_half), (Qt.Key.Key_F7, self.everybody.show_or_close)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.header.everybody_requested.connect(self.everybody.show_or_close)
        self._pages.currentChanged.connect(self._tell_everybody)
        self.agenda.reading_changed.connect(self._tell_everybody)
        self.everybody.follow(self.agenda.scroll_bar, closing=False)
        self.everybody.follow(self.closing.scroll_bar, closing=True)
        self.left_words.put_away.connect(self.typed.keep)
        self._desk.facts.changed.connect(self._facts_changed)

    def _facts_changed(self, facts: Facts) -> None:
        if "erasure" in facts.kinds():
            self.attempts.forget()  # nor may undo go on naming who was erased
            self._room.drafts.take_up_left({})
            self.left_words.look()
        if facts.kinds() & _CONCERNS and not self._is_closed:
            journal, meeting_id = self._desk.journal, self._meeting_id
            look = partial(meeting_views.meeting, journal, meeting_id)
            with self._desk.facts.looking():
                self._show_view(self._desk.facts.look(look, self._view, facts))

    def _show_view(self, view: MeetingView) -> None:
        if view.brief.state == MeetingState.CLOSED:
            self._is_closed = True
            self.typed.forget()
            self.closed.emit(self._meeting_id)
            return
        self._view = view
        self.header.set_view(view)
        self.agenda.set_view(view)
        self.coming.set_view(view)
        self.closing.set_view(view)
        self.everybody.set_view(view)

    def _tell_everybody(self) -> None:
        if self.is_closing:
            self.everybody.show_closing()
        else:
            self.everybody.show_agenda(self.agenda.read_now)

    def _fit(self) -> None:
        half = self.half()
        self.agenda.setVisible(half is not Half.VOICES)
        self.voices.setVisible(half is not Half.AGENDA)
        at_table = self._pages.currentWidget() is self.splitter
        self.header.show_half(half if at_table else None, both_fit=self._both_fit(), low=self._is_low())
        self._place_notice(with_agenda=at_table and half is not Half.VOICES)

    def _place_notice(self, *, with_agenda: bool) -> None:
        """Why an act was not done stands below what can be pressed; where there is an agenda, in its foot."""
        if with_agenda:
            self.agenda.foot.hold()
        elif self._below.indexOf(self.attempts) < 0:
            self._below.addWidget(self.attempts)
            self.attempts.setVisible(bool(self.attempts.sentence))
            self.agenda.foot.show_state()

    def _both_fit(self) -> bool:
        metrics = QFontMetricsF(theme.font("body", meeting=True))
        return self.width() >= metrics.averageCharWidth() * _LETTERS_FOR_BOTH

    def _is_low(self) -> bool:
        metrics = QFontMetricsF(theme.font("body", meeting=True))
        return self.height() < metrics.height() * _LINES

    def _next_half(self) -> None:
        order = [Half.BOTH, Half.AGENDA, Half.VOICES] if self._both_fit() else [Half.AGENDA, Half.VOICES]
        half = order[(order.index(self.half()) + 1) % len(order)]
        if self._pages.currentWidget() is self.coming:
            half = Half.VOICES  # whoever has come speaks there next
        self.show_half(half)
        if half is Half.VOICES:
            self.voices.take_focus()
        else:
            self.agenda.take_focus()

    def _close(self, log_choice: str) -> None:
        self.put_down()
        journal, meeting_id = self._desk.journal, self._meeting_id
        self.attempts.attempt(lambda: meetings.close_meeting(journal, meeting_id, log_choice))

    def _show_coming(self) -> None:
        if self._pages.currentWidget() is self.coming:
            self._back()
            return
        self._pages.setCurrentWidget(self.coming)
        self._fit()
        focus_first(self.coming)

    def _back(self) -> None:
        """The keyboard comes to the table where that is seen: its keys work there. Else to who is here."""
        at = QApplication.focusWidget()
        had_keyboard = at is not None and self._pages.isAncestorOf(at)
        self.show_half(self._wanted)
        if had_keyboard and self.half() is Half.AGENDA:
            self.header.strip.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_keyboard:
            self.voices.take_focus()
