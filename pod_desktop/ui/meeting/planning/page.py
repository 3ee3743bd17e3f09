"""Planning a meeting in a few taps: when, where, who chose the place, who is invited. All of it can wait."""

from functools import partial
from typing import TypedDict

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import MeetingView, Seen
from pod_desktop.services import Facts, invitations, meeting_views, network, planning, series
from pod_desktop.ui import theme, times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.planning.asked import AskedPart
from pod_desktop.ui.meeting.planning.asking import Asking
from pod_desktop.ui.meeting.planning.days_part import DaysPart
from pod_desktop.ui.meeting.planning.did_not_happen import DidNotHappenPart
from pod_desktop.ui.meeting.planning.invited import InvitedPart
from pod_desktop.ui.meeting.planning.to_calendar import ToCalendar
from pod_desktop.ui.meeting.planning.where import WherePart
from pod_desktop.ui.meeting.tab_order import follow_layout
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    PrimaryButton,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
)


class _Plan(TypedDict):
    zone: str
    place: str
    place_chosen_by: str
    invited: tuple[EntityId, ...]


class PlanPage(QWidget):
    """A new plan, stored when somebody says so; or a plan that is there, where each change is stored at once.

    With `set_in`, the open meeting in which the next one is set, it is a part of a page and does not scroll.
    """

    difference_opened = Signal(object)
    """What laptops say differently of this record is to be shown."""
    planned = Signal(str)
    """The plan stands: a new meeting's id, or that of the plan somebody has looked through."""
    cancelled = Signal()
    """Nothing was planned, or what was planned is taken back."""
    begin_requested = Signal(str)
    did_not_happen = Signal(str)
    """The planned meeting did not happen, and the reason is stored."""

    def __init__(
        self,
        desk: Desk,
        person_id: EntityId,
        meeting_id: EntityId | None = None,
        set_in: EntityId | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._person_id, self._set_in = desk, person_id, set_in
        self._meeting_id = meeting_id
        view = meeting_views.meeting(desk.journal, meeting_id) if meeting_id is not None else None
        self._view, self._map = view, network.network_map(desk.journal, person_id)
        self._is_storing = self._waits = False
        self._zone = view.brief.zone if view is not None else times.HOME_ZONE
        self._inline = set_in is not None
        name = self._map.person.name
        self.attempts = Attempts()
        self.days = DaysPart(desk, person_id, name, self._zone, set_in)
        self.when = self.days.when
        remembered = planning.places(desk.journal, person_id)
        self.where = WherePart(name, remembered, meeting=self._inline)
        self.invited = InvitedPart(name, meeting=self._inline)
        self._asking = Asking(desk, self.invited, self.attempts)
        asked = partial(invitations.asked_since_last_meeting, desk.journal, person_id)
        self.asked = AskedPart(name, asked, self.invited.invited_people, desk.clock)
        self.to_calendar = ToCalendar(desk)
        self.not_happened = DidNotHappenPart(meeting=self._inline)
        self._marks = Marks(meeting=self._inline)
        self._seen: Seen | None = None
        self._shown_invited: frozenset[EntityId] | None = None
        self._shown_place: str | None = None
        self._make_buttons()
        self._lay_out(name)
        self._refresh()
        if view is not None:
            self._show(view)
        self.days.look(meeting_id)
        self._connect()

    def put_down(self) -> None:
        """Stores what is typed into a plan that is there. A new plan stays on the page until it is made."""
        if self._meeting_id is not None:
            self._store()

    def keep(self) -> bool:
        """Stores the plan; a new one only where something was said. False where it cannot stand."""
        where, invited = self.where, self.invited.invited()
        said = self.when.is_said() or bool(where.place() or where.who_chose() or invited)
        return self._store() if said or self._meeting_id is not None else True

    def _make_buttons(self) -> None:
        new = self._meeting_id is None
        words = self.tr("Plan the meeting") if new else self.tr("Done")
        self.done = PrimaryButton(words, "check", meeting=self._inline)
        self.cancel = QuietButton(self.tr("Not now"), meeting=self._inline)
        self.begin = SecondaryButton(self.tr("Begin the meeting"), "play", meeting=self._inline)
        self.begin.setVisible(not new and not self._inline)
        self.to_calendar.look(None if self._inline else self._meeting_id)
        self.not_happened.setVisible(not new and not self._inline)

    def _lay_out(self, name: str) -> None:
        buttons = FlowLayout(spacing=12)
        for button in (self.done, self.begin, self.cancel):
            buttons.addWidget(button)
        parts = (
            (self.tr("When"), self.days, ("planned", "zone")),
            (self.tr("Where"), self.where, ("place", "place_chosen_by")),
            (self.tr("Who is invited"), self.invited, ()),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        if self._inline:
            theme.as_meeting(self)
            for left_out in (self.asked, self.to_calendar):  # the room looks on, and the file is for later
                left_out.setParent(self)
                left_out.hide()
            whole.setSpacing(16)
            for title, part, fields in parts:
                whole.addLayout(self._marks.beside(Heading(title, 3), *fields))
                whole.addWidget(part)
            whole.addLayout(buttons)
            whole.addWidget(self.attempts)
            return
        column = ScrollColumn()
        column.add(Heading(self.tr("Planning a meeting with {name}").format(name=name), 1))
        for title, part, fields in parts:
            card = Card(title)
            card.add_action(self._marks.mark(*fields))
            card.add(part)
            if part is self.invited:
                card.add(self.asked)
            column.add(card)
        column.add_layout(buttons)
        column.add(self.attempts)
        column.add(self.to_calendar)
        column.add(self.not_happened)
        column.add_stretch()
        whole.addWidget(column)

    def _connect(self) -> None:
        for part in (self.days, self.where, self.invited):
            part.changed.connect(self._changed)
        self.when.left.connect(self._catch_up)
        self.invited.yes_said.connect(self._record_yes)
        self.done.clicked.connect(self._done)
        self.cancel.clicked.connect(self.cancelled)
        self.begin.clicked.connect(self._begin)
        self.days.together.taken_back.connect(self._taken_back)
        self.not_happened.given.connect(self._did_not_happen)
        shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._done)
        self._desk.facts.changed.connect(self._facts_changed)

    def _show(self, view: MeetingView) -> None:
        place, before = view.brief.place, self._seen or {}
        is_typed = self._shown_place not in (None, self.where.place()) and place != self.where.place()
        # What is being typed stays, and with it what stood behind it when somebody began to type.
        self._seen = {**view.seen, "place": before.get("place", ())} if is_typed else view.seen
        self._shown_invited = frozenset(each.id for each in view.invited)
        self._shown_place = self._shown_place if is_typed else place
        if not self.when.exists() or view.brief.planned != self.when.planned():
            self.when.set_planned(view.brief.planned)
        self.where.set_place(self.where.place() if is_typed else place, view.brief.place_chosen_by)
        self.invited.set_invited(self._shown_invited)
        self._asking.look(view.brief.id)
        self._marks.show(view.differs, view.id)
        self.days.look(self._meeting_id)

    def _refresh(self) -> None:
        self.invited.set_map(self._map, self._asking.team(self._meeting_id), self._desk.clock.now())
        follow_layout(self)

    def _facts_changed(self, facts: Facts) -> None:
        with self._desk.facts.looking():
            self._look_again(facts)

    def _look_again(self, facts: Facts) -> None:
        journal, look = self._desk.journal, self._desk.facts.look
        if facts.kinds() & {"member", "person", "practitioner"}:
            self._map = look(partial(network.network_map, journal, self._person_id), self._map, facts)
            self._refresh()
        id_ = self._meeting_id
        if id_ is not None and (("meeting", id_) in facts.changed or "invitee" in facts.kinds()):
            fresh = partial(meeting_views.meeting, journal, id_)
            self._view = fresh() if self._view is None else look(fresh, self._view, facts)
            self._waits = True
            self._catch_up()
        if facts.kinds() & {"meeting", "attendance"}:
            self.days.look(self._meeting_id)

    def _catch_up(self) -> None:
        """Shows what came, as soon as nothing stands on the page that is stored nowhere.

        Till then the page hands back what it showed before (`seen`), so what came stays as it came.
        """
        entering = self.when.is_being_entered() or bool(self.attempts.sentence)
        if not self._waits or (entering and not self._is_storing):
            return
        self._waits = False
        if self._view is not None and self._view.brief.state == MeetingState.PLANNED:
            self._show(self._view)

    def _changed(self) -> None:
        self.asked.look_again()
        if self._meeting_id is not None:
            self._store()
            self._catch_up()
        elif self.attempts.sentence:
            self.attempts.say("")

    def _record_yes(self, member_id: EntityId) -> None:
        if self.attempts.attempt(lambda: invitations.person_said_yes(self._desk.journal, member_id)):
            self.invited.invite(member_id)

    def _store(self) -> bool:
        """Stores the plan as the page shows it. False where it cannot stand; then the page says why."""
        self._is_storing = True
        try:
            return self.attempts.attempt(self._store_or_raise)
        finally:
            self._is_storing = False

    def _store_or_raise(self) -> None:
        journal, shown = self._desk.journal, self._shown_plan()
        days, person_id, set_in = self.days.planned(), self._person_id, self._set_in
        if self._meeting_id is None and len(days) > 1:
            self._meeting_id = series.plan_each_day(
                journal, person_id, days, asks=self.invited.asks(), set_in=set_in, **shown
            )[0]
        elif self._meeting_id is None:
            planned = next(iter(days), None)
            self._meeting_id = planning.plan_meeting(
                journal, person_id, planned=planned, asks=self.invited.asks(), set_in=set_in, **shown
            )
        else:
            planning.change_plan(
                journal,
                self._meeting_id,
                planned=next(iter(days), None),
                seen=self._seen,
                shown_invited=self._shown_invited,
                set_in=set_in,
                **shown,
            )

    def _shown_plan(self) -> _Plan:
        return {
            "zone": self._zone,
            "place": self.where.place(),
            "place_chosen_by": self.where.who_chose(),
            "invited": self.invited.invited(),
        }

    def _done(self) -> None:
        if self._store() and self._meeting_id is not None:
            self.planned.emit(self._meeting_id)

    def _begin(self) -> None:
        if self._store() and self._meeting_id is not None:
            self.begin_requested.emit(self._meeting_id)

    def _taken_back(self) -> None:
        gone, self._meeting_id = self._meeting_id, None  # nothing is left of which a change could be stored
        wanted = self.days.together.for_calendar.isChecked()
        self.to_calendar.leave(gone if wanted else None, self.cancelled.emit)

    def _did_not_happen(self, reason: str) -> None:
        meeting_id = self._meeting_id
        if meeting_id is None:
            return
        if self.attempts.attempt(lambda: planning.did_not_happen(self._desk.journal, meeting_id, reason)):
            wanted = self.not_happened.for_calendar.isChecked()
            self.to_calendar.leave(
                meeting_id if wanted else None, partial(self.did_not_happen.emit, meeting_id)
            )
