"""The open team's screens and the ways between them.

One page is shown at a time, made when it is opened and let go when it is left. The bar above says whose
record is open, and leads back.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.outputs.pdf import write_summary
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import Facts, meeting_views, meetings, people
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.door import CameBack
from pod_desktop.ui.endings import Endings
from pod_desktop.ui.keeping.line import KeepingLine
from pod_desktop.ui.keeping.page import KeepingPage
from pod_desktop.ui.keeping.sheet_page import SheetPage
from pod_desktop.ui.keeping.told import ToldPage
from pod_desktop.ui.keeping.words import came_back_words
from pod_desktop.ui.meeting.beginning.page import BeginPage
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.meeting.tab_order import focus_first
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.people.team import TeamPage
from pod_desktop.ui.puts_down import put_down
from pod_desktop.ui.widgets import IconButton, QuietButton, Sentence


class Shell(QWidget):
    """Everything behind the lock."""

    cover_requested = Signal()
    lock_requested = Signal()
    pin_requested = Signal()
    mend_requested = Signal(str)
    """The data is damaged, as the sentence says: it is to be closed, made anew and opened again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: QWidget | None = None
        self._person_id: EntityId | None = None
        self._in_whose_meeting: EntityId | None = None
        self._keyboard_is_due = False
        self._pin_chosen = False
        self._drafts: dict[EntityId, Drafts] = {}
        self._back: Callable[[], None] | None = None
        self._bar()
        self._stack = QStackedLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar_widget)
        self._line = KeepingLine(desk)
        self._line.keeping_requested.connect(self.show_keeping)
        self._line.sheet_requested.connect(self.show_sheet)
        self._line.mend_requested.connect(self.mend_requested)
        whole.addWidget(self._line)
        whole.addLayout(self._stack, 1)
        self._look_for_open_meeting()
        desk.facts.changed.connect(self._facts_changed)
        self._endings = Endings(desk, self)
        self.show_people()

    @property
    def page(self) -> QWidget | None:
        """The page on the screen."""
        return self._page

    @property
    def in_meeting(self) -> bool:
        """Whether an open meeting is on the screen, or a page about the person whose meeting it is."""
        return self._person_id is not None and self._person_id == self._in_whose_meeting

    def show_people(self) -> None:
        """Who waits, today's meetings, everybody."""
        page = PeoplePage(self._desk)
        page.person_opened.connect(self.show_record)
        page.meeting_opened.connect(self.show_meeting)
        page.team_requested.connect(self.show_team)
        self._show(page, back=None)

    def show_team(self) -> None:
        """The practitioners."""
        self._show(TeamPage(self._desk), back=self.show_people)

    def show_keeping(self, said: str = "") -> None:
        """Backups and the recovery sheet; nothing where nothing is kept, as of the made-up family."""
        if self._desk.keeper is None:
            return
        page = KeepingPage(self._desk, self._desk.keeper, said)
        page.sheet_requested.connect(self.show_sheet)
        self._show(page, back=self.show_people)

    def show_sheet(self) -> None:
        """Make a recovery sheet."""
        if self._desk.keeper is None:
            return
        page = SheetPage(self._desk, self._desk.keeper)
        page.done.connect(self.show_keeping)
        self._show(page, back=self.show_keeping)

    def tell(self, came: CameBack) -> None:
        """What came back from a backup or from damaged files, until somebody goes on."""
        title = self.tr("Made anew") if came.sentences else self.tr("Brought back from the backup")
        page = ToldPage(title, came_back_words(came, self._desk.clock.now()))
        page.gone_on.connect(self._go_on)
        self._show(page, back=None)

    def _go_on(self) -> None:
        self.show_people()
        self.offer_open_meeting()

    def show_record(self, person_id: EntityId) -> None:
        """A person's record, on the network map."""
        page = RecordPage(self._desk, person_id, lambda who: NetworkPage(self._desk, who))
        page.plan_requested.connect(self.show_plan)
        page.begin_requested.connect(self.show_begin)
        page.meeting_opened.connect(self.show_meeting)
        page.summary_requested.connect(self.show_summary)
        page.left.connect(self.show_people)
        self._show(page, back=self.show_people, about=person_id)

    def show_plan(self, person_id: EntityId, meeting_id: EntityId | None = None) -> None:
        """Plan a meeting, or change its plan."""
        page = PlanPage(self._desk, person_id, meeting_id)
        page.planned.connect(lambda _: self.show_record(person_id))
        page.cancelled.connect(lambda: self.show_record(person_id))
        page.begin_requested.connect(lambda planned: self.show_begin(person_id, planned))
        page.did_not_happen.connect(lambda _: self.show_record(person_id))
        self._show(page, back=lambda: self.show_record(person_id), about=person_id)

    def show_begin(self, person_id: EntityId, meeting_id: EntityId | None = None) -> None:
        """Who is here."""
        page = BeginPage(self._desk, person_id, meeting_id)
        page.begun.connect(self.show_meeting)
        page.cancelled.connect(lambda: self.show_record(person_id))
        self._show(page, back=lambda: self.show_record(person_id), about=person_id)

    def show_meeting(self, meeting_id: EntityId) -> None:
        """The open meeting."""
        person_id = meeting_views.meeting(self._desk.journal, meeting_id).person.id
        page = MeetingPage(self._desk, meeting_id, self._drafts.setdefault(meeting_id, Drafts()))
        page.closed.connect(self.show_summary)
        page.cover_requested.connect(self.cover_requested)
        self._show(page, back=lambda: self.show_record(person_id), about=person_id)

    def show_summary(self, meeting_id: EntityId) -> None:
        """What a closed meeting leaves: to read, to paste into the record, to print."""
        journal = self._desk.journal
        person_id = meeting_views.meeting(journal, meeting_id).person.id
        team = people.team_name(journal)
        page = SummaryPage(
            self._desk,
            meeting_id,
            record_text=lambda meeting: record_text(meeting, team),
            write_summary=lambda path, meeting: write_summary(path, meeting, team),
        )
        page.done.connect(lambda: self.show_record(person_id))
        self._show(page, back=lambda: self.show_record(person_id), about=person_id)

    def offer_open_meeting(self) -> None:
        """After a stop in the middle of a meeting: go back into it first."""
        if (still_open := meetings.open_meeting(self._desk.journal)) is not None:
            self.show_meeting(still_open.id)

    def put_down(self) -> None:
        """Store what is typed on the page: before it is left, or the program locks or ends."""
        put_down(self._page)

    def stop(self) -> None:
        """Nothing behind the screens reads or writes any more: before the journal is closed."""
        self._endings.stop()

    def set_pin_chosen(self) -> None:
        """The cover has its PIN; the offer of one goes."""
        self._pin_chosen = True
        self._offer_pin()

    def go_back(self) -> None:
        """To where this page was opened from, once what it has to ask first is answered."""
        if isinstance(self._page, SheetPage) and self._page.ask_before_leaving():
            return
        if self._back is not None:
            self._back()

    def _bar(self) -> None:
        self._bar_widget = QWidget()
        self._bar_widget.setObjectName("bar")
        row = QHBoxLayout(self._bar_widget)
        row.setContentsMargins(16, 8, 16, 8)
        self._back_button = QuietButton(self.tr("Back"), "arrow-left")
        self._back_button.clicked.connect(self.go_back)
        self._about = Sentence()
        self._cover_button = IconButton("eye-off", self.tr("Cover the screen (F9)"))
        self._cover_button.clicked.connect(self.cover_requested)
        self._keeping_button = QuietButton(self.tr("Keeping safe"), "folder")
        self._keeping_button.clicked.connect(lambda _on: self.show_keeping())
        self._pin_button = QuietButton(self.tr("PIN for the cover…"))
        self._pin_button.clicked.connect(self.pin_requested)
        self._lock_button = IconButton("lock", self.tr("Lock"))
        self._lock_button.clicked.connect(self.lock_requested)
        row.addWidget(self._back_button)
        row.addWidget(self._about, 1)
        row.addWidget(self._keeping_button)
        row.addWidget(self._pin_button)
        row.addWidget(self._cover_button)
        row.addWidget(self._lock_button)
        back = QAction(self)
        back.setShortcuts([QKeySequence(Qt.Modifier.ALT | Qt.Key.Key_Left)])
        back.triggered.connect(self.go_back)
        self.addAction(back)

    def _show(self, page: QWidget, *, back: Callable[[], None] | None, about: EntityId | None = None) -> None:
        self.put_down()
        old, self._page = self._page, page
        self._person_id = about
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._back = back
        self._back_button.setVisible(back is not None)
        at_table = isinstance(page, MeetingPage)
        self._back_button.setText(self.tr("Network map") if at_table else self.tr("Back"))
        self._cover_button.setVisible(not at_table)
        says_so_itself = isinstance(page, (RecordPage, MeetingPage))
        named = about is not None and not says_so_itself
        self._about.setText(people.record(self._desk.journal, about).name if about and named else "")
        self._lock_button.setVisible(not at_table)
        self._keeping_button.setVisible(
            self._desk.keeper is not None and isinstance(page, PeoplePage | TeamPage)
        )
        self._line.page_changed(
            in_meeting=at_table,
            at_people=isinstance(page, PeoplePage),
            at_keeping=isinstance(page, KeepingPage | SheetPage),
        )
        self._offer_pin()
        self._keyboard_is_due = True
        if self.isVisible():
            self._give_keyboard()

    def _offer_pin(self) -> None:
        self._pin_button.setVisible(self.in_meeting and not self._pin_chosen)

    def _facts_changed(self, facts: Facts) -> None:
        if "meeting" in facts.kinds():
            self._look_for_open_meeting()
            self._offer_pin()

    def _look_for_open_meeting(self) -> None:
        found = meetings.open_meeting(self._desk.journal)
        self._in_whose_meeting = found.person_id if found is not None else None

    def _give_keyboard(self) -> None:
        """To where the page wants it first."""
        page = self._page
        if page is None or not self._keyboard_is_due:
            return
        self._keyboard_is_due = False
        first = page.focusProxy()
        if first is not None and first.isVisibleTo(page):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus_first(page)
        # It has served. Were the proxy hidden later, Tab would stop for good before the page (Qt 6.11).
        page.setFocusProxy(None)  # type: ignore[arg-type] # Qt takes it; the stub has forgotten it

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_keyboard()
