"""One practitioner of the team: a form, and a line that shows what is said of them.

PractitionerForm()      kept(Given)  left()
PractitionerLine(clock) kept(Given)  back_from_leave()  back_in_team()
"""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.clock import Clock
from pod_desktop.domain.roster import THERE, Absence, require_possible
from pod_desktop.domain.views import PractitionerView
from pod_desktop.errors import PodError
from pod_desktop.services import Seen, roster
from pod_desktop.ui import times
from pod_desktop.ui.people.absence import AbsenceFields, absence_words
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import (
    Chip,
    Field,
    FlowLayout,
    Heading,
    Notice,
    PersonBadge,
    PrimaryButton,
    Quiet,
    QuietButton,
    Sentence,
    ToggleChip,
    bring_into_view,
)

_FIELDS = ("name", "profession", "peer", "hue", "away_from", "away_until", "left_on")


@dataclass(frozen=True, slots=True)
class Given:
    """What was said about a practitioner."""

    name: str
    profession: str
    peer: bool
    absence: Absence | None
    """None where it was not asked."""


class PractitionerForm(QWidget):
    """Name, profession, peer practitioner or not, leave and last day. Enter keeps it, Esc leaves it."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Field(self.tr("Name"))
        self.profession = Field(self.tr("Profession, if they like"))
        self.peer = ToggleChip(self.tr("Peer practitioner"))
        self.absence = AbsenceFields()
        self.absence.submitted.connect(self._keep)
        self._asks_absence = False
        self.problem = Notice("")
        keep, leave = PrimaryButton(self.tr("Keep")), QuietButton(self.tr("Not now"))
        keep.clicked.connect(self._keep)
        leave.clicked.connect(self.left)
        for field in (self.name, self.profession):
            field.submitted.connect(lambda _: self._keep())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(self.profession)
        for widgets in ((self.peer,), (self.absence,), (self.problem,), (keep, leave)):
            row = FlowLayout(spacing=8)
            for widget in widgets:
                row.addWidget(widget)
            column.addLayout(row)
        self.setFocusProxy(self.name)

    def begin(self, name: str, profession: str, *, peer: bool, absence: Absence | None, today: date) -> None:
        """Shows what is said so far; without an `absence` it is not asked."""
        self.name.set_text(name)
        self.name.set_error("")
        self.profession.set_text(profession)
        self.peer.setChecked(peer)
        self._asks_absence = absence is not None
        self.absence.show_absence(absence or THERE, today)
        self.absence.setVisible(absence is not None)
        self._say("")

    def refuse(self, sentence: str) -> None:
        """Says what is amiss with the name."""
        self.name.set_error(sentence)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        try:
            absence = require_possible(self.absence.absence()) if self._asks_absence else None
        except PodError as error:
            self._say(str(error))
            self.absence.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._say("")
        self.kept.emit(Given(self.name.text(), self.profession.text(), self.peer.isChecked(), absence))

    def _say(self, sentence: str) -> None:
        self.problem.set_sentence(sentence)
        self.problem.setVisible(bool(sentence))


class PractitionerLine(QWidget):
    """One practitioner, shown or being changed."""

    kept = Signal(object)
    back_from_leave = Signal()
    back_in_team = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._view: PractitionerView | None = None
        self.seen: Seen = {}
        """What the form showed when it was opened."""
        self._badge = PersonBadge("", 0, size=40)
        self._name = Heading("", 3)
        self._name.setWordWrap(False)
        self._you = Chip(self.tr("you"))
        self._peer = Chip(self.tr("peer practitioner"))
        self._profession, self._absence = Sentence(), Quiet()
        self._marks = Marks()
        self._change = QuietButton(self.tr("Change"))
        self._change.clicked.connect(self._begin)
        self._from_leave = QuietButton(self.tr("Back from leave"))
        self._from_leave.clicked.connect(self.back_from_leave)
        self._in_team = QuietButton(self.tr("Back in the team"))
        self._in_team.clicked.connect(self.back_in_team)
        self.form = PractitionerForm()
        self.form.kept.connect(self.kept)
        self.form.left.connect(self.leave_form)
        self._shown = self._make_shown()
        self.form.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        column.addWidget(self.form)

    def show_practitioner(self, view: PractitionerView) -> None:
        """Shows these; what is being typed stays."""
        self._view = view
        self._badge.set_person(view.name, view.hue)
        self._name.setText(view.name)
        self._profession.setText(view.profession)
        self._profession.setVisible(bool(view.profession))
        self._you.setVisible(view.is_me)
        self._peer.setVisible(view.peer)
        self._marks.show(view.differs, view.id)
        absence, today = view.absence, self._today()
        self._absence.setText(times.beginning(absence_words(absence, today)))
        self._absence.setVisible(bool(self._absence.text()))
        self._from_leave.setVisible(absence.is_away(today) and not absence.has_left(today))
        self._in_team.setVisible(absence.has_left(today))
        for button, words in (
            (self._change, self.tr("Change {name}")),
            (self._from_leave, self.tr("{name} is back from leave")),
            (self._in_team, self.tr("{name} is back in the team")),
        ):
            button.setAccessibleName(words.format(name=view.name))

    @property
    def shown_seen(self) -> Seen:
        """What is shown now."""
        return self._view.seen if self._view is not None else {}

    def take_keyboard(self) -> None:
        """The keyboard comes to this line."""
        self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _today(self) -> date:
        return roster.day_of(self._clock.now())

    def leave_form(self) -> None:
        """Back to what is stored."""
        self.form.hide()
        self._shown.show()
        self.take_keyboard()

    def _begin(self) -> None:
        if self._view is not None:
            view = self._view
            self.seen = view.seen
            self.form.begin(
                view.name, view.profession, peer=view.peer, absence=view.absence, today=self._today()
            )
            self._shown.hide()
            self.form.show()
            self.form.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.form)

    def _make_shown(self) -> QWidget:
        shown = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        first = FlowLayout()
        for each in (self._name, self._you, self._peer):
            first.addWidget(each)
        words.addStretch(1)
        words.addLayout(first)
        words.addWidget(self._profession)
        words.addWidget(self._absence)
        words.addStretch(1)
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._badge)
        row.addLayout(words, 1)
        row.addWidget(self._marks.mark(*_FIELDS))
        row.addWidget(self._from_leave)
        row.addWidget(self._in_team)
        row.addWidget(self._change)
        return shown
