"""After a meeting: for ten minutes it can be opened again; later what is still to be said is added."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.meeting import CLOSING_FINAL_AFTER, MeetingState, closing_can_be_undone
from pod_desktop.domain.views import AmendmentView, MeetingView
from pod_desktop.services import amending
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.widgets import (
    Card,
    Field,
    FlowLayout,
    PrimaryButton,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
    WordsField,
)

_MINUTE_MS = 60_000


class AfterClosing(Card):
    """Says which of the two is possible. It looks at the clock each minute; no timer is shown."""

    opened_again = Signal(str)
    """The meeting goes on."""

    def __init__(self, desk: Desk, attempts: Attempts) -> None:
        super().__init__(QCoreApplication.translate("AfterClosing", "After the meeting"))
        self._desk, self._attempts = desk, attempts
        self._view: MeetingView | None = None
        self._shown: tuple[AmendmentView, ...] | None = None
        self._lines: list[QWidget] = []
        self._until = Sentence()
        self.open_again = SecondaryButton(self.tr("Open the meeting again"), "corner-up-left")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add_one = QuietButton(self.tr("Add what is still to be said"), "plus")
        self.form = _AmendmentForm()
        self.add(self._until)
        self.add_layout(self._rows)
        buttons = FlowLayout(spacing=12)
        buttons.addWidget(self.open_again)
        buttons.addWidget(self.add_one)
        self.add_layout(buttons)
        self.add(self.form)
        self.form.hide()
        self.open_again.clicked.connect(self._open_again)
        self.add_one.clicked.connect(self._show_form)
        self.form.keep.clicked.connect(self._keep)
        self.form.left.connect(self._put_away)
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self._show_what_can_be_done)

    @property
    def said(self) -> str:
        """What the card says about the closing."""
        return self._until.text()

    @property
    def amendments(self) -> tuple[AmendmentView, ...]:
        """What is shown as added."""
        return self._shown or ()

    def set_view(self, view: MeetingView) -> None:
        """The meeting as it is now."""
        self._view = view
        if view.amendments != self._shown:
            self._shown = view.amendments
            for row in self._lines:
                row.hide()
                row.deleteLater()
            self._lines = [_AmendmentRow(each, view.brief.zone) for each in view.amendments]
            for row in self._lines:
                self._rows.addWidget(row)
        self._show_what_can_be_done()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_what_can_be_done()
        self._minutes.start()

    def _show_what_can_be_done(self) -> None:
        view = self._view
        if view is None:
            return
        brief, state = view.brief, MeetingState(view.brief.state)
        again = closing_can_be_undone(state, brief.closed, self._desk.clock.now()) and view.log_ended is None
        had_keyboard = self.open_again.hasFocus()
        closed = state is MeetingState.CLOSED
        self.open_again.setVisible(again)
        self.add_one.setVisible(closed and not again and self.form.isHidden())
        self._until.setVisible(again and brief.closed is not None)
        if brief.closed is not None:
            until = times.clock_words(
                brief.closed + CLOSING_FINAL_AFTER, brief.zone, translate=QCoreApplication.translate
            )
            words = self.tr("Until {clock} the meeting can be opened again, as it was.")
            self._until.setText(words.format(clock=until))
        if not again:
            self._minutes.stop()
            if had_keyboard:
                self.add_one.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(closed)

    def _open_again(self) -> None:
        view = self._view
        if view is not None and self._attempts.attempt(
            lambda: amending.open_again(self._desk.journal, view.id)
        ):
            self.opened_again.emit(view.id)

    def _show_form(self) -> None:
        self.form.show()
        self.add_one.hide()
        self.form.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        view, form = self._view, self.form
        if view is not None and self._attempts.attempt(
            lambda: amending.amend(self._desk.journal, view.id, form.words.words(), form.reason.text())
        ):
            form.words.set_words("")
            form.reason.set_text("")
            self._put_away()

    def _put_away(self) -> None:
        self.form.hide()
        self._show_what_can_be_done()
        self.add_one.setFocus(Qt.FocusReason.OtherFocusReason)


class _AmendmentForm(QWidget):
    """The words, and why they are added afterwards. Esc puts it away with what is typed in it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = WordsField(self.tr("What is to be added?"), lines=2, quoted=False)
        self.reason = Field(self.tr("Why is it added after the meeting?"))
        self.keep = PrimaryButton(self.tr("Add"))
        self.leave = QuietButton(self.tr("Not now"))
        buttons = FlowLayout(spacing=12)
        for button in (self.keep, self.leave):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            Quiet(self.tr("It stands beside what was said, with your name and the day, and changes nothing."))
        )
        column.addWidget(self.words)
        column.addWidget(self.reason)
        column.addLayout(buttons)
        self.leave.clicked.connect(self.left)
        self.reason.submitted.connect(lambda _: self.keep.click())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _AmendmentRow(QWidget):
    """What was added, by whom, when and why."""

    def __init__(self, shown: AmendmentView, zone: str) -> None:
        super().__init__()
        day = times.date_words(shown.made, zone, QCoreApplication.translate)
        story = self.tr("Added by {name} on {day}: {reason}").format(
            name=shown.by.name, day=day, reason=shown.reason
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Sentence(shown.words))
        column.addWidget(Quiet(story))
