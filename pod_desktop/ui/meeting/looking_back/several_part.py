"""Several turns of a log put right at once: moved in time, or given to somebody; one act, one undo."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.errors import BadInput
from pod_desktop.services.turn_repair import RepairTurn, TurnRepairs, turns_to_repair
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.faces import WhoseChoice
from pod_desktop.ui.meeting.looking_back.seconds import seconds_written
from pod_desktop.ui.widgets import Card, Field, FlowLayout, Quiet, SecondaryButton, bring_into_view


class SeveralPart(Card):
    """The card is there while several turns are chosen on a strip. Esc leaves them as they are."""

    def __init__(
        self,
        desk: Desk,
        repairs: Callable[[EntityId], TurnRepairs],
        attempts: Attempts,
        let_go: Callable[[], object],
    ) -> None:
        """`repairs`: those of a meeting. The turns are of one log, and so of one meeting."""
        super().__init__()
        self._desk, self._repairs, self._attempts, self._let_go = desk, repairs, attempts, let_go
        self._view: LookingBack | None = None
        self._turns: tuple[TurnView, ...] = ()
        self.by = Field(self.tr("Seconds later; earlier with a minus"))
        self.shift = SecondaryButton(self.tr("Move them"))
        self.who = WhoseChoice(self.tr("Who spoke in all of them?"))
        self.give = SecondaryButton(self.tr("They were all theirs"))
        self.add(self.by)
        for part in (self.shift, self.give):
            if part is self.give:
                self.add(Quiet(self.tr("Who spoke in all of them?")))
                self.add(self.who)
            row = FlowLayout()
            row.addWidget(part)
            self.add_layout(row)
        self.by.submitted.connect(lambda _: self.shift.click())
        self.shift.clicked.connect(lambda: self._do(self._move))
        self.give.clicked.connect(lambda: self._do(self._give))
        self.hide()

    def set_view(self, view: LookingBack) -> None:
        """The people there are now."""
        self._view = view
        self.who.set_people(view.people)

    def set_turns(self, turns: Sequence[TurnView]) -> None:
        """The turns that are chosen together; with none the card goes."""
        if not turns or not self._turns:
            self.by.set_text("")
            self.who.set_value(None)
        self._turns = tuple(turns)
        self.set_title(self.tr("{number} turns together").format(number=len(turns)))
        self.setVisible(bool(turns))

    def open(self) -> None:
        """The keyboard comes here."""
        self.by.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def _do(self, act: Callable[[], None]) -> None:
        if self._attempts.attempt(act):
            self._let_go()
        else:
            bring_into_view(self._attempts)

    def _move(self) -> None:
        seconds = seconds_written(self.by.text())
        if not seconds:
            raise BadInput(self.tr("Write how many seconds, such as 3 or −1.5."))
        self._of_these().move(self._here(), timedelta(seconds=seconds))

    def _give(self) -> None:
        who = self.who.value()
        if who is None:
            raise BadInput(self.tr("Choose who spoke first."))
        self._of_these().reassign_all(self._here(), who)

    def _meeting(self, view: LookingBack) -> EntityId:
        return view.meeting_of(self._turns[0].id) if self._turns else view.meeting_id

    def _of_these(self) -> TurnRepairs:
        if self._view is None:
            raise BadInput(self.tr("Not all of these turns are in this meeting’s log. Nothing was changed."))
        return self._repairs(self._meeting(self._view))

    def _here(self) -> list[RepairTurn]:
        """The turns as they are stored, with what this page has shown of them."""
        if self._view is None:
            return []
        wanted = {turn.id for turn in self._turns}
        found = turns_to_repair(self._desk.journal, self._meeting(self._view))
        here = [each for each in found if each.id in wanted]
        if len(here) < len(wanted):
            raise BadInput(self.tr("Not all of these turns are in this meeting’s log. Nothing was changed."))
        return here

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            super().keyPressEvent(event)
