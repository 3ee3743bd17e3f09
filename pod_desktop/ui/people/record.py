"""A person's record: their name above everything, then the network map and the meetings.

RecordPage(desk, person_id, network_page_factory)
    plan_requested(person_id, meeting_id | None)   begin_requested(person_id, meeting_id | None)
    meeting_opened(meeting_id)   summary_requested(meeting_id)   erasure_requested(about_kind, about_id)
    .left_at() -> LeftAt   .take_up(left)      the part that was shown, for a page that goes on there
"""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.domain.erasing import About
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import Facts, people
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.tab_order import focus_first
from pod_desktop.ui.people.between.page import BetweenPage
from pod_desktop.ui.people.details import DetailsPart
from pod_desktop.ui.people.left_at import LeftAt, first_of
from pod_desktop.ui.people.purge_form import PurgeForm
from pod_desktop.ui.people.record_forms import ContactForm, NameForm
from pod_desktop.ui.people.record_head import RecordHead
from pod_desktop.ui.people.record_meetings import RecordMeetings
from pod_desktop.ui.people.room import room
from pod_desktop.ui.people.timeline import TimelinePart
from pod_desktop.ui.puts_down import put_down
from pod_desktop.ui.searching.page import Kept, SearchPage
from pod_desktop.ui.turn_files.take_in import TakeInTurns
from pod_desktop.ui.when_seen import WhenSeen
from pod_desktop.ui.widgets import Rail

NETWORK, MEETINGS, TIMELINE, BETWEEN = "network", "meetings", "timeline", "between"
DETAILS, SEARCH = "details", "search"
_KINDS = frozenset({"person", "episode", "meeting", "attendance", "practitioner"})
_NARROW = 900
_LOW = 560
_MINUTE_MS = 60_000
Form = TypeVar("Form", NameForm, ContactForm, PurgeForm, TakeInTurns)


class RecordPage(QWidget):
    """One person's record. Never shows anything of another's."""

    difference_opened = Signal(object)
    """What laptops say differently of this record is to be shown."""
    plan_requested = Signal(str, object)
    begin_requested = Signal(str, object)
    meeting_opened = Signal(str)
    summary_requested = Signal(str)
    found_opened = Signal(object)
    """A text that was found (a Found) is to be shown where it belongs."""
    moment_opened = Signal(str, object)
    """What the timeline tells is to be shown: the person and the meeting, if it is in one."""
    erasure_requested = Signal(str, str)
    """Of whom what is stored is to be erased everywhere: kind and id."""

    def __init__(
        self,
        desk: Desk,
        person_id: EntityId,
        network_page_factory: Callable[[EntityId], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self._view = people.record(desk.journal, person_id)
        self._was_low = False
        self._asked_for_form: QWidget | None = None
        self.head = RecordHead(self._view.name, self._view.hue)
        self.network = network_page_factory(person_id)
        self.meetings = RecordMeetings()
        self._between: BetweenPage | None = None
        self._details: DetailsPart | None = None
        self._search: SearchPage | None = None
        self._kept: Kept | None = None
        self._timeline: TimelinePart | None = None
        self.rail = Rail(
            (
                (NETWORK, self.tr("Network"), "network"),
                (MEETINGS, self.tr("Meetings"), "calendar"),
                (TIMELINE, self.tr("Timeline"), "list"),
                (BETWEEN, self.tr("Between meetings"), "list-checks"),
                (DETAILS, self.tr("Details"), "user"),
                (SEARCH, self.tr("Search"), "search"),
            ),
            self.tr("Parts of the record"),
        )
        self.rail.write_into(SEARCH, lambda: self.searching.field.edit)
        self._lay_out()
        self._connect()
        self._show()
        self.setFocusProxy(self.network)
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self._show)
        self._minutes.start()

    @property
    def between(self) -> BetweenPage:
        """What is between the meetings; made when it is first wanted."""
        if self._between is None:
            self._between = BetweenPage(self._desk, self._person_id)
            self._places.addWidget(self._between)
        return self._between

    @property
    def details(self) -> DetailsPart:
        """What is said of the person themself; made when it is first wanted."""
        if self._details is None:
            self._details = DetailsPart(self._desk, self._person_id)
            self._details.contact_requested.connect(lambda: self._change(self.contact_form))
            self._details.show_record(self._view, self._desk.clock.now())
            self._places.addWidget(self._details)
        return self._details

    @property
    def searching(self) -> SearchPage:
        """The search in this record alone; made when it is first wanted."""
        if self._search is None:
            self._search = SearchPage(self._desk, self._person_id, self._kept)
            self._search.opened.connect(self.found_opened)
            self._places.addWidget(self._search)
        return self._search

    @property
    def timeline(self) -> TimelinePart:
        """The record as it ran; made when it is first wanted."""
        if self._timeline is None:
            self._timeline = TimelinePart(self._desk, self._person_id)
            self._timeline.opened.connect(self.moment_opened)
            self._places.addWidget(self._timeline)
        return self._timeline

    @cached_property
    def name_form(self) -> NameForm:
        """Where the name is changed; as the other forms made when it is first wanted."""
        return self._placed(NameForm(self._desk, self._person_id))

    @cached_property
    def contact_form(self) -> ContactForm:
        """Where it is changed how care began."""
        return self._placed(ContactForm(self._desk, self._person_id))

    @cached_property
    def purge_form(self) -> PurgeForm:
        """Where the record is taken off this laptop."""
        return self._placed(PurgeForm(self._desk, self._person_id))

    @cached_property
    def take_in_form(self) -> TakeInTurns:
        """Where a past meeting is taken in from a file of turns."""
        form = self._placed(TakeInTurns(self._desk, self._person_id))
        form.taken_in.connect(self.summary_requested)
        return form

    def go_to(self, place: str) -> None:
        """Shows NETWORK, MEETINGS, TIMELINE, BETWEEN, DETAILS or SEARCH."""
        self.rail.set_current(place)
        self._go_to(place)

    def left_at(self) -> LeftAt:
        """The part that is shown."""
        entry = self._timeline.list.current() if self._timeline is not None else ""
        return LeftAt(self.rail.current(), entry, self._search.kept() if self._search is not None else None)

    def take_up(self, left: LeftAt) -> None:
        """Shows a part as it was left; the keyboard comes to it first."""
        self._kept = left.search
        self.go_to(left.place)
        if left.entry:
            self.timeline.list.go_to(left.entry)
        self.setFocusProxy(self._first)

    def go_to_search(self) -> None:
        """Shows the search, with the keyboard in its field."""
        self.go_to(SEARCH)
        self.searching.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_large(self, large: bool) -> None:
        """Whether what is shown has the whole page, without the head and the rail."""
        self.head.setHidden(large)
        self.rail.setHidden(large)

    def make_room(self, wanted: bool) -> None:
        """Folds the head for a table, which needs the height; afterwards it is as the height allows."""
        self.head.set_folded(wanted or self._was_low)

    def put_down(self) -> None:
        """Stores what is typed on the map and among the details; nothing is sought any more."""
        for part in (self.network, self._details, self._search):
            put_down(part)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_compact(room(self.width()) < _NARROW)
        low = room(self.height()) < _LOW
        if low != self._was_low:
            self._was_low = low
            self.head.set_low(low)

    def _lay_out(self) -> None:
        self._places = QStackedWidget()
        self._places.addWidget(self.network)
        self._places.addWidget(self.meetings)
        parts = QWidget()
        row = QHBoxLayout(parts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._places, 1)
        self._body = QStackedWidget()
        self._body.addWidget(parts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._body, 1)

    def _connect(self) -> None:
        head = self.head
        head.change_requested.connect(lambda: self._change(self.name_form))
        head.contact_requested.connect(lambda: self._change(self.contact_form))
        for part in (head, self.meetings):
            part.plan_requested.connect(lambda meeting: self.plan_requested.emit(self._person_id, meeting))
            part.meeting_opened.connect(self.meeting_opened)
        head.begin_requested.connect(lambda meeting: self.begin_requested.emit(self._person_id, meeting))
        held = self.meetings
        held.summary_requested.connect(self.summary_requested)
        held.past_requested.connect(self._ask_for_past)
        held.purge_requested.connect(self._ask_to_purge)
        held.erasure_requested.connect(lambda: self.erasure_requested.emit(About.PERSON, self._person_id))
        self.rail.chosen.connect(self._go_to)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Shift+F"), self, context=within).activated.connect(self.go_to_search)
        WhenSeen(self, self._desk.facts, _KINDS).told.connect(self._look_anew)

    def _look_anew(self, told: Facts) -> None:
        look = partial(people.record, self._desk.journal, self._person_id)
        with self._desk.facts.looking():
            self._view = self._desk.facts.look(look, self._view, told)
            self._show()

    def _show(self) -> None:
        for part in (self.head, self.meetings, self._details):
            if part is not None:
                part.show_record(self._view, self._desk.clock.now())

    def _go_to(self, place: str) -> None:
        self._body.setCurrentIndex(0)
        wanted: dict[str, Callable[[], QWidget]] = {
            MEETINGS: lambda: self.meetings,
            TIMELINE: lambda: self.timeline,
            BETWEEN: lambda: self.between,
            DETAILS: lambda: self.details,
            SEARCH: lambda: self.searching,
        }
        part = wanted.get(place, lambda: self.network)()
        keeps = part is self.network or part is self._search
        self._first = part if keeps else first_of(part)
        self._places.setCurrentWidget(part)

    def _change(self, form: NameForm | ContactForm) -> None:
        form.begin(self._view)
        self._show_form(form)

    def _ask_for_past(self) -> None:
        if self.take_in_form.ask():
            self._show_form(self.take_in_form)

    def _ask_to_purge(self) -> None:
        self.put_down()  # afterwards there would be nothing to store it with
        self.purge_form.begin()
        self._show_form(self.purge_form)

    def _placed(self, form: Form) -> Form:
        self._body.addWidget(form)
        form.left.connect(self._leave_form)
        return form

    def _show_form(self, form: QWidget) -> None:
        self._asked_for_form = self.focusWidget()
        self._body.setCurrentWidget(form)
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_form(self) -> None:
        """The keyboard goes back to what opened the form."""
        self._body.setCurrentIndex(0)
        asked = self._asked_for_form
        if asked is not None and isValid(asked) and asked.isVisible() and asked.isEnabled():
            asked.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus_first(self.head)
