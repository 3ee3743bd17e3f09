"""When and where a past meeting was, and who was there besides those who speak in its file."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import Someone
from pod_desktop.services.past_meetings import Told
from pod_desktop.services.past_voices import Voice
from pod_desktop.ui import theme, times
from pod_desktop.ui.meeting.planning.date_fields import date_field, labelled, time_field
from pod_desktop.ui.widgets import Field, FlowLayout, Heading, Quiet

_ID = Qt.ItemDataRole.UserRole
_IN_NO_ROOM = {MemberKind.DIED, MemberKind.INNER_VOICE, MemberKind.ABSENT_VOICE}


class AboutIt(QWidget):
    """Day, time, place, whether the person was there, and who was silent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Someone, ...] = ()
        self._shown: Instant | None = None
        self.day, self.at = date_field(False), time_field(False)
        self.place = Field(self.tr("Where was it?"), hint=self.tr("It may stay empty."))
        self.was_there = QCheckBox()
        self.was_there.setMinimumHeight(theme.TARGET)
        self.reason = Field(self.tr("Why did they meet without the person?"))
        question = self.tr("Who else was there, and said nothing?")
        self.silent = QListWidget()
        self.silent.setAccessibleName(question)
        self.silent.setMinimumHeight(theme.TARGET * 4)
        when = QWidget()
        row = FlowLayout(when, spacing=12)
        row.addWidget(labelled(self.tr("Day"), self.day))
        row.addWidget(labelled(self.tr("It began at"), self.at))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (
            *(Heading(self.tr("When was it?"), 3), when, self.place, self.was_there, self.reason),
            Heading(question, 3),
            Quiet(self.tr("The silent count too, when it is looked at who was heard.")),
            self.silent,
        ):
            column.addWidget(widget)
        self.reason.hide()
        self.was_there.toggled.connect(lambda on: self.reason.setVisible(not on))

    def show_meeting(self, people: Sequence[Someone], began: Instant) -> None:
        """A meeting with the first of these people, which began then as far as is known."""
        self._people, self._shown = tuple(people), began
        wall = wall_time.on_the_wall(began, times.HOME_ZONE)
        self.day.setDate(QDate(wall.year, wall.month, wall.day))
        self.at.setTime(QTime(wall.hour, wall.minute))
        self.was_there.setText(self.tr("{name} was there").format(name=people[0].name))
        self.was_there.setChecked(True)

    def leave_out(self, speak: Collection[EntityId | Voice]) -> None:
        """Who speaks is not asked of any more."""
        ticked = set(self._also_here())
        self.silent.clear()
        for who in self._people[1:]:
            if who.id not in speak and who.member_kind not in _IN_NO_ROOM:
                item = QListWidgetItem(who.name, self.silent)
                item.setData(_ID, who.id)
                item.setCheckState(_checked(who.id in ticked))
        speaks = bool(self._people) and self._people[0].id in speak
        if speaks:
            self.was_there.setChecked(True)
        self.was_there.setEnabled(not speaks)

    def told(self, who: Mapping[str, EntityId | Voice]) -> Told:
        """All of it. Raises BadInput for a time that never comes."""
        there = self.was_there.isChecked()
        return Told(
            who=who,
            began=self._began(),
            zone=times.HOME_ZONE,
            place=self.place.text(),
            also_here=self._also_here(),
            person_was_there=there,
            reason="" if there else self.reason.text(),
        )

    def _also_here(self) -> list[EntityId]:
        items = [self.silent.item(row) for row in range(self.silent.count())]
        return [item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _began(self) -> Instant:
        """As the fields say; to the second while they show what was known."""
        day, at = self.day.date(), self.at.time()
        said = date(day.year(), day.month(), day.day()), time(at.hour(), at.minute())
        if self._shown is not None:
            wall = wall_time.on_the_wall(self._shown, times.HOME_ZONE)
            if (wall.date(), time(wall.hour, wall.minute)) == said:
                return self._shown
        return wall_time.instant_of(*said, times.HOME_ZONE)


def _checked(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
