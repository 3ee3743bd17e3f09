"""Who is here now, as a strip of faces; and, asked for, large faces to tap when somebody comes or goes."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MeetingView, Someone, person_first
from pod_desktop.services import by_phone, meetings, network, people, roster, voices
from pod_desktop.ui.meeting.absent_voices import AbsentVoices
from pod_desktop.ui.meeting.agenda.taking_back import TakingBack
from pod_desktop.ui.meeting.faces import Faces, badge, by_name, can_be_here
from pod_desktop.ui.meeting.pressable import Pressable
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.meeting.team_here import TeamHere
from pod_desktop.ui.widgets import (
    Field,
    FlowLayout,
    PersonBadge,
    Quiet,
    ScrollColumn,
    SecondaryButton,
    Sentence,
    ToggleChip,
    distinct_initials,
)
from pod_desktop.ui.widgets.as_typed import plain_tip


def comes_in(name: str) -> str:
    """How undo names somebody's coming in."""
    return QCoreApplication.translate("ComingAndGoing", "{name} comes in").format(name=name)


class HereStrip(Pressable):
    """Small faces of everybody in the room. Pressed, it opens the page for coming and going."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Someone, ...] = ()
        self._badges: list[PersonBadge] = []
        self._is_short = False
        self._count = Sentence()
        self._count.setWordWrap(False)
        self.add(self._count)
        self._count.hide()
        self.row.setSpacing(4)
        self.row.setContentsMargins(4, 4, 4, 4)

    def set_view(self, view: MeetingView) -> None:
        """Shows who is here now."""
        here = tuple(person_first(stay.who for stay in view.present))
        if here == self._shown:
            return
        self._shown = here
        for gone in self._badges:
            self.row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        letters = distinct_initials([each.name for each in here])
        self._badges = [badge(each, letters=short) for each, short in zip(here, letters, strict=True)]
        for made in self._badges:
            self.add(made)
        self._count.setText(self.tr("Here: {n}").format(n=len(here)))
        self.set_short(self._is_short)
        names = ", ".join(each.name for each in here)
        words = self.tr("Here: {names}. Somebody comes or goes.").format(names=names)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))

    def set_short(self, short: bool) -> None:
        """How many are here instead of their faces, where there is no room for them; their names are told."""
        self._is_short = short
        self._count.setVisible(short)
        for each in self._badges:
            each.setVisible(not short)


class ByPhone(QWidget):
    """Who of those here takes part by telephone or video."""

    tapped = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[EntityId, ToggleChip] = {}
        self._flow = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Quiet(self.tr("Who takes part by telephone or video?")))
        column.addLayout(self._flow)

    def set_view(self, view: MeetingView) -> None:
        """Everybody who is here now."""
        here = {stay.who.id: stay for stay in view.present}
        if list(here) != list(self.chips):
            for gone in self.chips.values():
                self._flow.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            self.chips = {id_: self._chip(stay.who) for id_, stay in here.items()}
        for id_, chip in self.chips.items():
            chip.setChecked(here[id_].by_phone)

    def _chip(self, who: Someone) -> ToggleChip:
        chip = ToggleChip(who.name, who.hue, meeting=True)
        chip.setAccessibleName(self.tr("{name} by telephone or video").format(name=who.name))
        chip.clicked.connect(lambda on, id_=who.id: self.tapped.emit(id_, on))
        self._flow.addWidget(chip)
        return chip


class ComingAndGoing(QWidget):
    """Large faces: filled is here. A tap is somebody's coming in or going out, at once."""

    done = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._view: MeetingView | None = None
        self.faces = Faces(self.tr("Who is here"))
        self.newcomer = Field(
            self.tr("Someone else is here"), placeholder=self.tr("Their name"), meeting=True
        )
        self.newcomer.setMaximumWidth(480)
        self.add_newcomer = SecondaryButton(self.tr("Add"), "user-plus", meeting=True)
        self.team_here = TeamHere()
        self.by_phone = ByPhone()
        self.absent = AbsentVoices()
        self._take_up()
        self.back = SecondaryButton(self.tr("Back to the meeting"), meeting=True)
        self.taking_back = TakingBack(room.attempts)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.newcomer, 1)
        row.addWidget(self.add_newcomer, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignBottom)
        column = ScrollColumn(max_width=1200)
        column.add(Quiet(self.tr("Tap a face when somebody comes in or goes out.")))
        column.add(self.faces)
        column.add_layout(row)
        others = FlowLayout()
        others.addWidget(self.team_here)
        column.add_layout(others)
        column.add(self.by_phone)
        column.add(self.absent)
        column.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column, 1)
        whole.addWidget(self.taking_back)
        self._connect()

    def _connect(self) -> None:
        self.faces.tapped.connect(self._tapped)
        self.by_phone.tapped.connect(self._by_phone)
        self.absent.named.connect(self._name_absent)
        self.absent.chosen.connect(self._choose_absent)
        self.newcomer.submitted.connect(lambda _name: self._add_newcomer())
        self.add_newcomer.clicked.connect(self._add_newcomer)
        self.team_here.clicked.connect(self._offer_everybody)
        self.back.clicked.connect(self.done)

    @override
    def event(self, event: QEvent) -> bool:
        """Undo and redo while the keyboard is here; the field takes those keys first."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and self.taking_back.takes(
            event
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the meeting; a name that is half typed stays in its field."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def set_view(self, view: MeetingView) -> None:
        """Everybody who is or could be here: the person, the network, the team."""
        self._view = view
        members = [each.someone for each in network.network_map(self._room.journal, view.person.id).members]
        journal, came = self._room.journal, {each.id for each in view.came}
        today = roster.day_of(self._room.desk.clock.now())
        team = self.team_here.offered(people.practitioners(journal), today, came)
        possible = [view.person, *by_name(each for each in members if can_be_here(each)), *team]
        known = {each.id for each in possible}
        others = [each for each in view.came if each.id not in known]
        self.faces.set_people([*possible, *others], {stay.who.id for stay in view.present})
        self.by_phone.set_view(view)
        came = {each.id for each in view.came}
        self.absent.set_people(members, {voice.who.id for voice in view.voices}, came)

    def _offer_everybody(self) -> None:
        if self._view is not None:
            self.set_view(self._view)
            self.faces.tile(self.team_here.left_out[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_down(self) -> None:
        """Keeps names that are half typed."""
        for place, field in self._half_typed():
            self._room.drafts.keep(self._room.meeting_id, place, field.text())

    def _take_up(self) -> None:
        for place, field in self._half_typed():
            field.set_text(self._room.drafts.words(self._room.meeting_id, place))

    def _half_typed(self) -> tuple[tuple[str, Field], ...]:
        return ("newcomer", self.newcomer), ("absent voice", self.absent.name)

    def _tapped(self, who: EntityId, here: bool) -> None:
        room = self._room
        act = meetings.arrive if here else meetings.leave
        name = self.faces.tile(who).someone.name
        label = comes_in(name) if here else self.tr("{name} goes out").format(name=name)
        if not room.attempts.attempt(lambda: act(room.journal, room.meeting_id, who), label):
            self.faces.tile(who).setChecked(not here)

    def _by_phone(self, who: EntityId, on: bool) -> None:
        room = self._room
        act = partial(by_phone.take_part, room.journal, room.meeting_id, who, by_phone=on)
        name = self.by_phone.chips[who].text()
        words = self.tr("{name} by telephone or video") if on else self.tr("{name} in the room itself")
        if not room.attempts.attempt(act, words.format(name=name)) and self._view is not None:
            self.by_phone.set_view(self._view)

    def _name_absent(self, name: str) -> None:
        room = self._room
        act = partial(voices.new_voice_may_be_heard, room.journal, room.meeting_id, name)
        if room.attempts.attempt(act, self.tr("{name} may be heard").format(name=name)):
            self.absent.taken()
            self.put_down()

    def _choose_absent(self, who: EntityId, on: bool) -> None:
        room = self._room
        act = voices.may_be_heard if on else voices.not_to_be_heard
        words = self.tr("{name} may be heard") if on else self.tr("{name} is not to be heard")
        label = words.format(name=network.member(room.journal, who).name)
        done = room.attempts.attempt(partial(act, room.journal, room.meeting_id, who), label)
        if not done and self._view is not None:
            self.set_view(self._view)

    def _add_newcomer(self) -> None:
        room, name = self._room, self.newcomer.text()
        if not name:
            self.newcomer.set_error(self.tr("Please give a name; it can be what they like to be called."))
            return
        act = partial(meetings.somebody_else_is_here, room.journal, room.meeting_id, name)
        if room.attempts.attempt(act, comes_in(name)):
            self.newcomer.set_text("")
            self.put_down()
