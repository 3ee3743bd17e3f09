"""Where it was decided about medication: in a meeting, outside one, or not said."""

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pod_desktop.domain import wall_time
from pod_desktop.domain.care_views import HeldMeeting, MadeDecision, MedicationView, OutsideView
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput
from pod_desktop.services.medication import NOT_SAID, Decided, DecidedOutside
from pod_desktop.ui import theme, times
from pod_desktop.ui.people.between.day_field import TimeField
from pod_desktop.ui.widgets import Choice, Field, Quiet, WordsField, leave_the_wheel

MEETING, OUTSIDE, UNSAID = "meeting", "outside", "unsaid"
_NEW = EntityId("")
"""What happened outside is written down now."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("between", text)


def _day_words(day: date) -> str:
    return times.plain_day(day, QCoreApplication.translate)


def _in_meeting_words(day: date | None) -> str:
    """In which meeting; None for one that is not on this laptop."""
    if day is None:
        return _tr("Decided in a meeting.")
    return _tr("Decided in the meeting on {day}.").format(day=_day_words(day))


def where_words(each: MedicationView) -> str:
    """Where it was decided, and outside a meeting by whom; "" where nobody said."""
    if each.in_a_meeting:
        return _in_meeting_words(each.decided_on)
    if not each.outside_a_meeting:
        return ""
    by = _tr("Decided outside a meeting: {who}").format(who=each.decided_by)
    return by if each.decided_by else _tr("Decided outside a meeting.")


class WhereDecided(QWidget):
    """In a meeting, by one of its decisions or by none; or outside one, by whom. It need not be said."""

    def __init__(self) -> None:
        super().__init__()
        asked = _tr("Where was it decided? This may stay empty.")
        self.choice = Choice(
            [(MEETING, _tr("In a meeting")), (OUTSIDE, _tr("Outside a meeting")), (UNSAID, _tr("Not said"))],
            asked,
        )
        self.which = _list(_tr("In which meeting?"))
        self._none = Quiet(_tr("No meeting of theirs has begun yet, so none can be chosen here."))
        self.entry = _list(_tr("What happened outside a meeting"))
        self.who = Field(_tr("Who decided?"), hint=_tr("In words: “the duty doctor”, “her mother”."))
        self.at = TimeField(_tr("At about"), _tr("Time of day"))
        self.why = WordsField(_tr("Why could it not wait for a meeting?"), lines=2, quoted=False)
        self._offers = Quiet(_tr("The next agenda offers it, as “happened outside a meeting”."))
        self._made: dict[EntityId, MadeDecision] = {}
        self._held: dict[EntityId, HeldMeeting] = {}
        self._happened: tuple[OutsideView, ...] = ()
        self._each: MedicationView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Quiet(asked))
        for widget in (self.choice, self.which, self._none, self.entry, self.who):
            column.addWidget(widget)
        column.addWidget(self.at, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.why)
        column.addWidget(self._offers)
        self.choice.chosen.connect(lambda _: self._show())
        self.entry.currentIndexChanged.connect(lambda _: self._show())

    def show_thing(
        self,
        each: MedicationView | None,
        made: Sequence[MadeDecision],
        held: Sequence[HeldMeeting],
        happened: Sequence[OutsideView],
        now: time,
    ) -> None:
        """Shows what is stored, or nothing. `made`, `held` and `happened` can be chosen, the latest first."""
        self._each, self._happened = each, tuple(happened)
        self._made = {decision.id: decision for decision in made}
        self._held = {meeting.id: meeting for meeting in held}
        self._fill_which()
        self.entry.clear()
        where = UNSAID
        if each is not None and (each.in_a_meeting or each.outside_a_meeting):
            where = MEETING if each.in_a_meeting else OUTSIDE
        self.choice.set_value(where)
        self.who.set_text("")
        self.at.set_at(now)
        self.why.set_words("")
        self._show()

    def set_day(self, day: date) -> None:
        """What happened outside on that day can be chosen; else it is written down now."""
        chosen = self.entry.currentData() if self.entry.count() else self._stored_outside() or _NEW
        self.entry.blockSignals(True)
        self.entry.clear()
        self.entry.addItem(_tr("Write it down now"), _NEW)
        for each in self._happened:
            on = wall_time.on_the_wall(each.happened, each.zone).date()
            if on == day or each.id in (self._stored_outside(), chosen):
                self.entry.addItem(f"{_day_words(on)}: {' '.join(each.what.split())}", each.id)
        stored = self._stored_outside()
        if stored is not None and self.entry.findData(stored) < 0:
            self.entry.addItem(_tr("What was written down of it was taken away since"), stored)
        self.entry.setCurrentIndex(max(self.entry.findData(chosen), 0))
        self.entry.blockSignals(False)
        self._show()

    def chosen(self) -> MadeDecision | HeldMeeting | None:
        """The decision or the meeting that stands in the list."""
        id_ = EntityId(self.which.currentData() or "")
        return self._made.get(id_) or self._held.get(id_)

    def decided(self, what: str, day: date) -> Decided:
        """Where it was decided; `what` and `day` are told of what happened outside and is written down now.

        Raises BadInput where it was in a meeting and none is chosen.
        """
        where = self.choice.value()
        if where == MEETING:
            if self.which.currentIndex() < 0:
                raise BadInput(_tr("Please choose in which meeting, or “Not said”."))
            id_ = EntityId(self.which.currentData())
            of_meeting = id_ in self._held or (self._each is not None and id_ == self._each.decided_in_id)
            return Decided(meeting_id=id_) if of_meeting else Decided(decision_id=id_)
        if where != OUTSIDE:
            return NOT_SAID
        if entry := EntityId(self.entry.currentData() or _NEW):
            return Decided(outside_id=entry)
        happened = wall_time.instant_of(day, self.at.at(), times.HOME_ZONE)
        return Decided(
            outside=DecidedOutside(what, happened, times.HOME_ZONE, self.who.text(), self.why.words())
        )

    def _stored_outside(self) -> EntityId | None:
        each = self._each
        return each.outside_id if each is not None and each.outside_a_meeting else None

    def _fill_which(self) -> None:
        """First the decisions, then the meetings, for what no decision says."""
        self.which.clear()
        for decision in self._made.values():
            said = f"{_day_words(decision.day)}: {' '.join(decision.words.split())}"
            self.which.addItem(said, decision.id)
        translate = QCoreApplication.translate
        for meeting in self._held.values():
            at = times.clock_words(meeting.began, meeting.zone, translate=translate)
            said = _tr("The meeting on {day} at {time}, without a decision")
            self.which.addItem(said.format(day=_day_words(meeting.day), time=at), meeting.id)
        each = self._each
        named = (each.decision_id or each.decided_in_id) if each is not None else None
        if each is not None and named is not None and self.which.findData(named) < 0:
            # The meeting that it names may be joined into another, which is in the list.
            if each.decision_id is None and each.meeting_id in self._held:
                named = each.meeting_id
            else:
                self.which.addItem(_in_meeting_words(each.decided_on), named)
        self.which.setCurrentIndex(self.which.findData(named) if named is not None else -1)

    def _show(self) -> None:
        where = self.choice.value()
        self.which.setVisible(where == MEETING and self.which.count() > 0)
        self._none.setVisible(where == MEETING and not self.which.count())
        self.entry.setVisible(where == OUTSIDE and self.entry.count() > 1)
        new = where == OUTSIDE and not self.entry.currentData()
        for widget in (self.who, self.at, self.why, self._offers):
            widget.setVisible(new)


def _list(name: str) -> QComboBox:
    found = QComboBox()
    found.setAccessibleName(name)
    found.setMinimumHeight(theme.TARGET)
    found.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    found.setPlaceholderText(name)
    leave_the_wheel(found)
    return found
