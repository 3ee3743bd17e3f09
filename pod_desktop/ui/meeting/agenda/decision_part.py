"""A decision in the open meeting, with the ways to put a view beside it and to say who does what."""

from PySide6.QtWidgets import QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import DecisionView, MeetingView
from pod_desktop.services import decisions
from pod_desktop.ui.meeting.agenda.composers import TaskComposer, ViewComposer
from pod_desktop.ui.meeting.agenda.decision_sheet import DecisionSheet
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.agenda.wishes import heard
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.widgets import Chip, FlowLayout, QuietButton


class DecisionPart(DecisionSheet):
    """The sheet of a decision that stands, with its two forms."""

    def __init__(self, room: Room, decision_id: EntityId) -> None:
        journal, attempts = room.journal, room.attempts
        super().__init__(
            take_back_view=lambda view: attempts.attempt(
                lambda: decisions.strike_opinion(journal, view.id, seen=view.seen),
                self.tr("take the view {words} back").format(words=in_short(view.words)),
            ),
            take_back_task=lambda task: attempts.attempt(
                lambda: decisions.strike_task(journal, task.id, seen=task.seen),
                self.tr("take back who does {what}").format(what=in_short(task.what)),
            ),
        )
        self.column.insertWidget(0, Chip(self.tr("Decided")))
        self.view = ViewComposer(room, decision_id)
        self.task = TaskComposer(room, decision_id)
        self.add_view = QuietButton(self.tr("A view on it"), "quote", meeting=True)
        self.add_task = QuietButton(self.tr("Who does what"), "list-checks", meeting=True)
        row = FlowLayout()
        for button, form in ((self.add_view, self.view), (self.add_task, self.task)):
            row.addWidget(button)
            form.hide()
        self.column.addLayout(row)
        self.column.addWidget(self.view)
        self.column.addWidget(self.task)
        self.add_view.clicked.connect(lambda: self._open(self.view))
        self.add_task.clicked.connect(lambda: self._open(self.task))
        self.view.put_away.connect(lambda: self._close(self.add_view))
        self.task.put_away.connect(lambda: self._close(self.add_task))

    def show_in(self, decision: DecisionView, view: MeetingView) -> None:
        """The decision as it is now, among the people who came."""
        ordered = heard(view)
        self.set_decision(decision, [who.id for who in ordered])
        self.view.set_people(ordered)
        self.task.set_people(ordered)
        self.hold_back(view.cannot_decide)
        for button in (self.add_view, self.add_task):
            button.setEnabled(not view.cannot_decide)
            button.setToolTip(view.cannot_decide)

    def put_down(self) -> None:
        """Stores what is whole, keeps what is not."""
        self.view.put_down()
        self.task.put_down()

    def _open(self, form: ViewComposer | TaskComposer) -> None:
        self._show_only(form)
        form.focus_first()

    def _close(self, button: QWidget) -> None:
        self._show_only(None)
        button.setFocus()

    def _show_only(self, form: QWidget | None) -> None:
        """One form at a time; what was typed in the other one stays in it."""
        for button, each in ((self.add_view, self.view), (self.add_task, self.task)):
            each.setVisible(each is form)
            button.setVisible(each is not form)
