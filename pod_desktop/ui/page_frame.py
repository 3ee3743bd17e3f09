"""The frame round the open team's pages: the bar, the line above them, and one page at a time.

A page is made when it is opened and let go when it is left. Which page leads where, `shell` says.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import Facts, meetings, people
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.endings import Endings
from pod_desktop.ui.gone import Gone
from pod_desktop.ui.keeping.line import KeepingLine
from pod_desktop.ui.keeping.page import KeepingPage
from pod_desktop.ui.keeping.sheet_page import SheetPage
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.tab_order import TAB_AS_READ, focus_first
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.people.team import TeamPage
from pod_desktop.ui.puts_down import put_down
from pod_desktop.ui.shell_bar import ShellBar
from pod_desktop.ui.team_folder.arrivals import Arrivals
from pod_desktop.ui.team_folder.shown_here import KeyboardKept

Way = Callable[[], None]


class PageFrame(QWidget):
    """Shows pages, gives them the keyboard, and stores what is typed on one before it is left."""

    cover_requested = Signal()
    lock_requested = Signal()
    pin_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(TAB_AS_READ, True)
        self._desk = desk
        self._page: QWidget | None = None
        self._person_id: EntityId | None = None
        self._in_whose_meetings: frozenset[EntityId] = frozenset()
        self._keyboard_is_due = False
        self._pin_chosen = False
        self._drafts: dict[EntityId, Drafts] = {}
        self._back: Way | None = None
        self._arrivals = Arrivals(desk, self)
        self._bar = self._make_bar()
        self._line = KeepingLine(desk)
        self._stack = QStackedLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        whole.addWidget(self._line)
        whole.addLayout(self._stack, 1)
        self._look_for_open_meeting()
        self._gone = Gone(desk, self._drafts, self)
        desk.facts.changed.connect(self._facts_changed)
        self._endings = Endings(desk, self)

    @property
    def page(self) -> QWidget | None:
        """The page on the screen."""
        return self._page

    @property
    def in_meeting(self) -> bool:
        """Whether an open meeting is on the screen, or a page about the person whose meeting it is."""
        return self._person_id in self._in_whose_meetings

    def put_down(self) -> None:
        """Store what is typed on the page: before it is left, or the program locks or ends."""
        if not self._gone.is_leaving:
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

    def show_page(self, page: QWidget, *, back: Way | None, about: EntityId | None = None) -> None:
        """Puts a page onto the screen. `back`: where it was opened from; `about`: whose record it shows."""
        self.put_down()
        old, self._page = self._page, page
        self._person_id = self._gone.about = about
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._back = back
        bar = self._bar
        bar.back.setVisible(back is not None)
        at_table = isinstance(page, MeetingPage)
        if at_table:
            self._look_for_open_meeting()  # on its page, one that another laptop began is held here, too
        bar.back.setText(self.tr("Network map") if at_table else self.tr("Back"))
        bar.cover.setVisible(not at_table)
        named = about is not None and not isinstance(page, RecordPage | MeetingPage)
        bar.about.setText(people.record(self._desk.journal, about).name if about and named else "")
        bar.made_up.setVisible(self._desk.made_up and not at_table and not bar.about.text())
        bar.lock.setVisible(not at_table)
        at_people = isinstance(page, PeoplePage | TeamPage)
        bar.keeping.setVisible(self._desk.keeper is not None and at_people)
        bar.folder.setVisible(
            self._desk.courier is not None and isinstance(page, TeamPage)
        )  # people: their line
        self._line.page_changed(
            in_meeting=at_table,
            at_people=isinstance(page, PeoplePage),
            at_keeping=isinstance(page, KeepingPage | SheetPage),
        )
        self._offer_pin()
        self._arrivals.page_changed(self._person_id if self.in_meeting else None)
        self._keyboard_is_due = True
        if self.isVisible():
            self._give_keyboard()

    def _offer_pin(self) -> None:
        self._bar.pin.setVisible(self.in_meeting and not self._pin_chosen)

    def _make_bar(self) -> ShellBar:
        bar = ShellBar()
        bar.back_requested.connect(self.go_back)
        bar.arrived_requested.connect(self._arrivals.show)
        bar.pin_requested.connect(self.pin_requested)
        bar.cover_requested.connect(self.cover_requested)
        bar.lock_requested.connect(self.lock_requested)
        bar.keyboard_left.connect(
            KeyboardKept(bar.show_arrived, lambda: self._page, self._desk.facts).put_back
        )
        self._arrivals.offered.connect(bar.set_arrived)
        return bar

    def _facts_changed(self, facts: Facts) -> None:
        if "erasure" in facts.kinds():
            for undo in (*self._desk.map_undo.values(), *self._desk.meeting_undo.values()):
                undo.forget(lambda _change: True)  # what is erased is not kept to be put back
        if facts.kinds() & {"meeting", "person"}:
            self._look_for_open_meeting()
            self._offer_pin()
            self._arrivals.meeting_changed(self._person_id if self.in_meeting else None)

    def _look_for_open_meeting(self) -> None:
        self._in_whose_meetings = meetings.whose_meetings(self._desk.journal)

    def _give_keyboard(self) -> None:
        """To where the page wants it first."""
        page = self._page
        if page is None or not self._keyboard_is_due:
            return
        self._keyboard_is_due = False
        first = page.focusProxy()
        if isinstance(page, MeetingPage):
            page.take_focus()
        elif first is not None and first.isVisibleTo(page):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus_first(page)
        # It has served. Were the proxy hidden later, Tab would stop for good before the page (Qt 6.11).
        page.setFocusProxy(None)  # type: ignore[arg-type] # Qt takes it; the stub has forgotten it

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_keyboard()
