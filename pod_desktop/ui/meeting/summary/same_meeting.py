"""Another laptop has a meeting at the same time: whether it is the same one is for somebody to say."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.views import MeetingView, SameMeetingView
from pod_desktop.services import same_meeting
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.widgets import Card, FlowLayout, QuietButton, SecondaryButton, Sentence


class SameMeetingPart(Card):
    """Hidden while there is no such meeting. Nothing is joined by itself, and joining can be taken back."""

    shown_requested = Signal(str)
    """The other meeting's page is to be shown."""

    def __init__(self, desk: Desk, attempts: Attempts) -> None:
        super().__init__(QCoreApplication.translate("SameMeetingPart", "Another meeting at the same time"))
        self._desk, self._attempts = desk, attempts
        self._told: tuple[SameMeetingView, ...] = ()
        self._parts: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        self.hide()

    def set_view(self, view: MeetingView) -> None:
        """The meetings that are, or may be, the same as this one."""
        if view.same != self._told:
            had_keyboard = any(button.hasFocus() for button in self.buttons)
            self._told = view.same
            for gone in self._parts:
                gone.hide()
                gone.deleteLater()
            self._parts, self.buttons = [], []
            for other in view.same:
                self._add(view, other)
            if had_keyboard and self.buttons:
                self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(bool(view.same))

    def words(self) -> str:
        """What it says, a line each."""
        return "\n".join(part.text() for part in self._parts if isinstance(part, Sentence))

    def _add(self, view: MeetingView, other: SameMeetingView) -> None:
        sentence, row, holder = Sentence(self._sentence(view, other)), FlowLayout(spacing=12), QWidget()
        holder.setLayout(row)
        join = partial(same_meeting.join, self._desk.journal, view.id, other.id)
        apart = partial(same_meeting.keep_apart, self._desk.journal, view.id, other.id)
        show = partial(self.shown_requested.emit, other.id)
        offered: list[tuple[QPushButton, Callable[[], object]]] = []
        if other.joined:
            offered.append((QuietButton(self.tr("Show its turn log")), show))
            offered.append((QuietButton(self.tr("They are two meetings")), apart))
        elif other.apart:
            offered.append((QuietButton(self.tr("They are one meeting")), join))
        else:
            offered.append((SecondaryButton(self.tr("It is the same meeting")), join))
            offered.append((SecondaryButton(self.tr("They are two meetings")), apart))
            offered.append((QuietButton(self.tr("Show the other one")), show))
        for button, act in offered:
            row.addWidget(button)
            button.clicked.connect(partial(self._do, act))
            self.buttons.append(button)
        for part in (sentence, holder):
            self.add(part)
            self._parts.append(part)

    def _do(self, act: Callable[[], object], _checked: bool = False) -> None:
        self._attempts.attempt(act)

    def _sentence(self, view: MeetingView, other: SameMeetingView) -> str:
        if other.joined:
            words = self.tr(
                "{name} noted this meeting, too, from {began} to {closed}. What either noted is shown "
                "here; each has its own turn log."
            )
        elif other.apart:
            words = self.tr(
                "{name} noted another meeting with {person} from {began} to {closed}. They were said to "
                "be two meetings."
            )
        else:
            words = self.tr(
                "{name} noted another meeting with {person} from {began} to {closed}, at the same time. Is "
                "it the same meeting?"
            )
        return words.format(
            name=other.by.name if other.by is not None else self.tr("Somebody"),
            person=view.person.name,
            began=_clock(other.began, view.brief.zone),
            closed=_clock(other.closed, view.brief.zone),
        )


def _clock(moment: Instant | None, zone: str) -> str:
    return (
        times.clock_words(moment, zone, translate=QCoreApplication.translate) if moment is not None else "?"
    )
