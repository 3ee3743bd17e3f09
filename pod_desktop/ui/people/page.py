"""The first screen of an open team: who waits for a first meeting, today's meetings, everybody.

    PeoplePage(desk, said="")      person_opened(person_id)  meeting_opened(meeting_id)  team_requested()
                          searching_requested()
                          folder_requested()  erasure_opened(about_kind, about_id, person_id)
                          difference_opened(wanted): `whose(wanted)` is the record that it is in

Ctrl+F goes to the search by name, Ctrl+Shift+F to the search of what was said, Ctrl+N begins a new person.
From the search by name, the down key goes into the list and Enter opens the first one found.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.record_views import PersonRow
from pod_desktop.services import Facts, people, purging
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.made_up import made_up_words
from pod_desktop.ui.people import words
from pod_desktop.ui.people.entries import EntryList, EntryPlace
from pod_desktop.ui.people.everybody import ERASURE, MEETING, SUMMARY, Everybody, is_about
from pod_desktop.ui.people.new_person import NewPerson
from pod_desktop.ui.team_folder.mark import Wanted
from pod_desktop.ui.team_folder.state_line import StateLine
from pod_desktop.ui.widgets import (
    EmptyState,
    FlowLayout,
    Heading,
    Notice,
    PrimaryButton,
    Quiet,
    SecondaryButton,
)

_KINDS = frozenset({"person", "episode", "meeting", "team", "erasure"})
_MINUTE_MS = 60_000
_WIDEST = 960


class PeoplePage(QWidget):
    """A list that is looked up again when something in it has changed."""

    person_opened = Signal(str)
    meeting_opened = Signal(str)
    summary_requested = Signal(str)
    team_requested = Signal()
    searching_requested = Signal()
    """What was said and decided is to be searched."""
    difference_opened = Signal(object)
    """What laptops say differently of somebody's next meeting is to be shown."""
    folder_requested = Signal()
    erasure_opened = Signal(str, str, object)
    """What waits to be erased: kind and id of whom it is about, and whose record, where that is here."""

    def __init__(self, desk: Desk, said: str = "", parent: QWidget | None = None) -> None:
        """`said`: why another page was closed."""
        super().__init__(parent)
        self._desk = desk
        self._everybody = Everybody((), ())
        self._stale = True
        self._title = Heading("", 1)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search by name"))
        self.search.setAccessibleName(self.tr("Search by name"))
        if desk.made_up:
            self.search.setAccessibleDescription(made_up_words())  # it has the keyboard first
        self.search.setMinimumHeight(theme.TARGET)
        self.search.textChanged.connect(self._search_changed)
        self.search.returnPressed.connect(self._open_first_found)
        self.search.installEventFilter(self)
        self.list = EntryList(self.tr("People"))
        self.list.opened.connect(self._open)
        self.new_person = NewPerson(desk, self._of_name)
        self.new_person.person_opened.connect(self.person_opened)
        self.new_person.left.connect(self._show_list)
        self._nobody = EmptyState(
            self.tr("Nobody is here yet. Whose name comes first?"),
            self.tr("New person"),
            icon_name="user-plus",
            detail=self.tr("A name is all it needs. First contact, map and meetings can follow."),
        )
        self._nobody.action_requested.connect(self._begin_new_person)
        self._not_found = EmptyState(
            self.tr("Nobody here has a name like that."),
            self.tr("Begin a record with this name"),
            icon_name="search",
            detail=self.tr("Part of a name is enough; capitals and accents do not matter."),
        )
        self._not_found.action_requested.connect(self._begin_new_person)
        self.said = Notice(said)
        if not said:
            self.said.hide()
        self.taken_off = Quiet()
        self.folder = StateLine(desk, self)  # else a window of its own until it is in the page
        self.folder.folder_requested.connect(self.folder_requested)
        self._lay_out()
        self._add_keys()
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self._show_list_again)
        self._minutes.timeout.connect(self.folder.refresh)
        self._minutes.start()
        desk.facts.changed.connect(self._facts_changed)
        self._look_up()
        self.setFocusProxy(self.search if self._everybody.rows else self._nobody.button or self.search)

    def whose(self, wanted: Wanted) -> EntityId:
        """The person whose next meeting differs."""
        return self._everybody.whose(wanted.id)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look_up()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                if not self.list.currentIndex().isValid():
                    self.list.go_to_first()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        new = PrimaryButton(self.tr("New person"), "user-plus")
        new.clicked.connect(self._begin_new_person)
        team = SecondaryButton(self.tr("The team"), "users")
        team.clicked.connect(self.team_requested)
        said = SecondaryButton(self.tr("Search what was said"), "search")
        said.setToolTip(self.tr("Ctrl+Shift+F"))
        said.clicked.connect(self.searching_requested)
        acts = FlowLayout()
        for button in (said, team, new):
            acts.addWidget(button)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addLayout(acts)
        self._place = EntryPlace(self.list, self._nobody, self._not_found)
        self._people = QWidget()
        column = QVBoxLayout(self._people)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.said)
        column.addWidget(self.folder)
        column.addWidget(self.search)
        column.addWidget(self._place, 1)
        column.addWidget(self.taken_off)
        self._people.setMaximumWidth(_WIDEST)
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._people, 10_000)
        row.addStretch(1)
        self._whole = QStackedWidget()
        self._whole.addWidget(centred)
        self._whole.addWidget(self.new_person)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)

    def _add_keys(self) -> None:
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._go_to_search),
            (QKeySequence(QKeySequence.StandardKey.New), self._begin_new_person),
            (QKeySequence("Ctrl+Shift+F"), self.searching_requested.emit),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- what is shown ------------------------------------------------------------------------------------

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & _KINDS:
            self._stale = True
            if self.isVisible():
                self._look_up()

    def _look_up(self) -> None:
        self._stale = False
        self._everybody = Everybody.look_up(self._desk.journal)
        self._title.setText(people.team_name(self._desk.journal))
        said = words.taken_off(purging.purged_records(self._desk.journal), self._desk.clock.now())
        self.taken_off.setText(said)
        self.taken_off.setVisible(bool(said))
        self._show_list_again()

    def _show_list_again(self) -> None:
        entries = self._everybody.entries(self.search.text(), self._desk.clock.now())
        self.list.set_entries(entries)
        if entries:
            self._place.show_list()
        else:
            self._place.show_instead(self._not_found if self._everybody.rows else self._nobody)
        self.search.setVisible(bool(self._everybody.rows))

    def _search_changed(self) -> None:
        self._show_list_again()
        if self.search.text().strip():
            self.list.go_to_first()
        else:
            self.list.clearSelection()
            self.list.scrollToTop()

    def _of_name(self, name: str) -> PersonRow | None:
        return self._everybody.of_name(name)

    # --- what is done -------------------------------------------------------------------------------------

    def _open_first_found(self) -> None:
        if self.search.text().strip() and self.list.currentIndex().isValid():
            self.list.open_current()

    def _open(self, key: str) -> None:
        kind, id_ = is_about(key)
        if kind == ERASURE:
            view = next(each for each in self._everybody.erasures if each.id == id_)
            self.erasure_opened.emit(view.about_kind, view.about_id, view.person_id)
            return
        opened = {MEETING: self.meeting_opened, SUMMARY: self.summary_requested}
        opened.get(kind, self.person_opened).emit(id_)

    def _begin_new_person(self) -> None:
        wanted = self.search.text().strip() if self._place.shows(self._not_found) else ""
        self._whole.setCurrentWidget(self.new_person)
        self.new_person.begin(wanted)

    def _show_list(self) -> None:
        self._whole.setCurrentIndex(0)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_search(self) -> None:
        self._show_list()
        self.search.selectAll()
