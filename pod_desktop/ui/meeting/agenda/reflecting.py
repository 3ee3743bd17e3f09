"""Reflecting and silence in the flow of a meeting: begun and ended with one tap; the network responds."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import ReflectionKind
from pod_desktop.domain.views import MeetingView, ReflectionView
from pod_desktop.services import quotes
from pod_desktop.ui import times
from pod_desktop.ui.meeting.agenda.notes import Notes
from pod_desktop.ui.meeting.agenda.wishes import heard
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.widgets import Card, FlowLayout, Quiet, SecondaryButton, Sentence


class ReflectingPart(Card):
    """Two taps. What was said in response stands under each reflection."""

    def __init__(self, room: Room) -> None:
        super().__init__(QCoreApplication.translate("ReflectingPart", "Reflecting"))
        self._room = room
        self._going_on: ReflectionView | None = None
        self._rows: dict[EntityId, _ReflectionRow] = {}
        self.add(
            Quiet(self.tr("Practitioners talk with each other while the network listens; then it responds."))
        )
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self.reflect = SecondaryButton("", "messages-square", meeting=True)
        self.silence = SecondaryButton(self.tr("Together in silence"), "ear", meeting=True)
        self.add_layout(self._column)
        buttons = FlowLayout(spacing=12)
        buttons.addWidget(self.reflect)
        buttons.addWidget(self.silence)
        self.add_layout(buttons)
        self.reflect.clicked.connect(self._tap)
        self.silence.clicked.connect(lambda: self._begin(ReflectionKind.SILENCE))

    def set_view(self, view: MeetingView) -> None:
        """The meeting as it is now."""
        self._going_on = next((each for each in view.reflections if each.ended is None), None)
        if self._going_on is None:
            words = self.tr("The practitioners reflect")
        elif self._going_on.reflection_kind == ReflectionKind.SILENCE:
            words = self.tr("The silence is over")
        else:
            words = self.tr("It is over: the network responds")
        self.reflect.setText(words)
        self.silence.setVisible(self._going_on is None)
        for gone in self._rows.keys() - {each.id for each in view.reflections}:
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for each in view.reflections:
            if each.id not in self._rows:
                self._rows[each.id] = _ReflectionRow(self._room, each)
                self._column.addWidget(self._rows[each.id])
                self._rows[each.id].show()
            self._rows[each.id].show_in(each, view)

    def row(self, reflection_id: EntityId) -> "_ReflectionRow":
        """The part of one reflection. Raises KeyError for one that is not shown."""
        return self._rows[reflection_id]

    def store_now(self) -> None:
        """Stores the corrections that are being typed."""
        for row in self._rows.values():
            row.responses.store_now()

    def put_down(self) -> None:
        """Stores what is whole, keeps what is not."""
        for row in self._rows.values():
            row.responses.put_down()

    def _tap(self) -> None:
        going_on = self._going_on
        if going_on is None:
            self._begin(ReflectionKind.REFLECTING)
        elif self._room.attempts.attempt(
            lambda: quotes.end_reflection(self._room.journal, going_on.id), self.tr("end of reflecting")
        ):
            row = self._rows.get(going_on.id)
            if row is not None and row.responses.open.isVisible():
                row.responses.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, kind: ReflectionKind) -> None:
        room = self._room
        name = self.tr("silence") if kind is ReflectionKind.SILENCE else self.tr("reflecting")
        room.attempts.attempt(lambda: quotes.begin_reflection(room.journal, room.meeting_id, kind), name)


class _ReflectionRow(QWidget):
    """One reflection or silence, and how the network responded to it."""

    def __init__(self, room: Room, shown: ReflectionView) -> None:
        super().__init__()
        self._what = Sentence()
        self.responses = Notes(room, shown.id, self.tr("Words of the network's response"), is_reflection=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._what)
        column.addWidget(self.responses)

    def show_in(self, shown: ReflectionView, view: MeetingView) -> None:
        """As it is now, in the meeting as it is now."""
        silence = shown.reflection_kind == ReflectionKind.SILENCE
        translate = QCoreApplication.translate
        since = times.clock_words(shown.began, view.brief.zone, translate=translate)
        what = self.tr("Together in silence") if silence else self.tr("The practitioners reflected")
        if shown.ended is None:
            what = self.tr("Together in silence") if silence else self.tr("The practitioners reflect")
            words = self.tr("{what}, since {clock}").format(what=what, clock=since)
        else:
            until = times.clock_words(shown.ended, view.brief.zone, translate=translate)
            words = self.tr("{what}, {first} to {last}").format(what=what, first=since, last=until)
        self._what.setText(words)
        self.responses.show_notes(shown.responses, heard(view), can_add=shown.ended is not None)
