"""What was decided about medication: begun, changed, stopped or not taken, in words, when, and where."""

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from pod_desktop.domain import wall_time
from pod_desktop.domain.care import MedicationStep
from pod_desktop.domain.care_views import MadeDecision, MedicationView
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput
from pod_desktop.services import medication
from pod_desktop.services.medication import DecidedOutside
from pod_desktop.ui import theme, times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.between.day_field import DayField, TimeField
from pod_desktop.ui.people.between.part import Form, Part, Row
from pod_desktop.ui.team_folder.mark import Wanted
from pod_desktop.ui.widgets import Choice, Field, Quiet, WordsField, leave_the_wheel

MEETING, OUTSIDE, UNSAID = "meeting", "outside", "unsaid"


def _tr(text: str) -> str:
    return QCoreApplication.translate("between", text)


def _day_words(day: date) -> str:
    return times.plain_day(day, QCoreApplication.translate)


def step_words(step: str) -> str:
    """What was decided about a medicine."""
    return {
        MedicationStep.BEGUN.value: _tr("Begun"),
        MedicationStep.CHANGED.value: _tr("Changed"),
        MedicationStep.STOPPED.value: _tr("Stopped"),
        MedicationStep.NOT_TAKEN.value: _tr("Not taken"),
    }.get(step, step.replace("_", " "))


def decided_words(decided_on: date | None) -> str:
    """In which meeting; None for a decision that is not on this laptop."""
    if decided_on is None:
        return _tr("Decided in a meeting.")
    return _tr("Decided in the meeting on {day}.").format(day=_day_words(decided_on))


class MedicationPart(Part):
    """What was decided, with the day and where."""

    def __init__(self, desk: Desk, person_id: EntityId) -> None:
        self._desk, self._person_id = desk, person_id
        self._medication = MedicationForm()
        super().__init__(
            _tr("What was decided about medication"),
            _tr("Nothing is noted. It is written in words, beside where they lived; it decides nothing."),
            _tr("Write down what was decided"),
            self._medication,
        )
        self.add_one.clicked.connect(self._add)

    def show_things(self, things: Sequence[MedicationView]) -> None:
        """Shows what was decided, the latest first."""
        self.show_rows([self._row(each) for each in reversed(things)])

    def _row(self, each: MedicationView) -> Row:
        day = _day_words(each.day) if each.day else _tr("a day not known to this version")
        told = [step_words(each.step), day, decided_words(each.decided_on) if each.decision_id else ""]
        return Row(
            each.id,
            each.words,
            " · ".join(part for part in told if part),
            (lambda: self._change(each)) if each.day is not None else None,
            Wanted(each.id, each.differs) if each.differs else None,
        )

    def _add(self) -> None:
        form, journal = self._medication, self._desk.journal
        self._open(None)
        form.begin(
            lambda: medication.note(
                journal,
                self._person_id,
                form.step.value() or "",
                form.words.words(),
                form.day.day(),
                form.where.decision_id(),
                outside=self._outside(),
            )
        )
        self.open_form()

    def _change(self, each: MedicationView) -> None:
        form, journal = self._medication, self._desk.journal
        self._open(each)
        form.begin(
            lambda: medication.change(
                journal,
                each.id,
                step=form.step.value() or "",
                words=form.words.words(),
                day=form.day.day(),
                decision_id=form.where.decision_id(),
                outside=self._outside(),
                seen=each.seen,
            ),
            lambda: medication.strike(journal, each.id, seen=each.seen),
        )
        self.open_form()

    def _open(self, each: MedicationView | None) -> None:
        now = wall_time.on_the_wall(self._desk.clock.now(), times.HOME_ZONE)
        made = medication.decisions_to_name(self._desk.journal, self._person_id)
        self._medication.show_thing(each, made, now.date(), now.time())

    def _outside(self) -> DecidedOutside | None:
        """What the next agenda is to offer of it. Of a day to come it was decided today."""
        form = self._medication
        where = form.where
        if where.choice.value() != OUTSIDE or not where.offer.isChecked():
            return None
        today = wall_time.on_the_wall(self._desk.clock.now(), times.HOME_ZONE).date()
        what = _tr("Medication {step}: {words}")
        return DecidedOutside(
            what.format(step=step_words(form.step.value() or "").lower(), words=form.words.words()),
            wall_time.instant_of(min(form.day.day(), today), where.at.at(), times.HOME_ZONE),
            times.HOME_ZONE,
            where.who.text(),
            where.why.words(),
        )


class MedicationForm(Form):
    """Begun, changed, stopped or not taken; what, in words; the day; and where it was decided."""

    def __init__(self) -> None:
        super().__init__()
        self.step = Choice(
            [(str(each), step_words(each)) for each in MedicationStep], _tr("What was decided?")
        )
        self.words = WordsField(_tr("In words"), lines=2, quoted=False)
        self.day = DayField(_tr("On which day?"), date(2026, 1, 1))
        self.where = WhereDecided()
        for field in (self.step, self.words, self.day, self.where):
            self.fields.addWidget(field)
        self.words.submitted.connect(lambda _: self.submit())
        self.day.submitted.connect(self.submit)
        self.where.who.submitted.connect(lambda _: self.submit())
        self.where.why.submitted.connect(lambda _: self.submit())
        self.where.which.activated.connect(lambda _: self._take_from_decision())

    def show_thing(
        self, each: MedicationView | None, made: Sequence[MadeDecision], today: date, now: time
    ) -> None:
        """Shows what is stored; without, what is offered."""
        self._offered = (each.day if each is not None else None) or today
        self.step.show_stored(each.step if each is not None else None)
        self.words.set_words(each.words if each is not None else "")
        self.day.set_day(self._offered)
        self.where.show_thing(each, made, now)

    def _take_from_decision(self) -> None:
        """What is not typed yet is not typed twice: the words of the decision, and its day."""
        chosen = self.where.chosen()
        if chosen is None:
            return
        if not self.words.words():
            self.words.set_words(chosen.words)
        if self.day.day() == self._offered:
            self.day.set_day(chosen.day)
            self._offered = chosen.day


class WhereDecided(QWidget):
    """In a meeting, by which of its decisions; or outside one, by whom. It need not be said."""

    def __init__(self) -> None:
        super().__init__()
        asked = _tr("Where was it decided? This may stay empty.")
        self.choice = Choice(
            [(MEETING, _tr("In a meeting")), (OUTSIDE, _tr("Outside a meeting")), (UNSAID, _tr("Not said"))],
            asked,
        )
        self.which = QComboBox()
        self.which.setAccessibleName(_tr("Which decision?"))
        self.which.setMinimumHeight(theme.TARGET)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setPlaceholderText(_tr("Which decision?"))
        leave_the_wheel(self.which)
        self._none = Quiet(_tr("No meeting of theirs has decided anything that could be chosen here."))
        self.offer = QCheckBox(_tr("The next agenda offers it, as “happened outside a meeting”"))
        self.offer.setMinimumHeight(theme.TARGET)
        self.who = Field(_tr("Who decided?"), hint=_tr("In words: “the duty doctor”, “her mother”."))
        self.at = TimeField(_tr("At about"), _tr("Time of day"))
        self.why = WordsField(_tr("Why could it not wait for a meeting?"), lines=2, quoted=False)
        self._made: dict[EntityId, MadeDecision] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Quiet(asked))
        for widget in (self.choice, self.which, self._none, self.offer, self.who):
            column.addWidget(widget)
        column.addWidget(self.at, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.why)
        self.choice.chosen.connect(lambda _: self._show())
        self.offer.toggled.connect(lambda _: self._show())

    def show_thing(self, each: MedicationView | None, made: Sequence[MadeDecision], now: time) -> None:
        """Shows what is stored: which decision it is, or nothing. `made` can be chosen, the latest first."""
        named = each.decision_id if each is not None else None
        self._made = {decision.id: decision for decision in made}
        self.which.clear()
        for decision in made:
            said = f"{_day_words(decision.day)}: {' '.join(decision.words.split())}"
            self.which.addItem(said, decision.id)
        if each is not None and named is not None and named not in self._made:
            self.which.addItem(decided_words(each.decided_on), named)
        self.which.setCurrentIndex(self.which.findData(named) if named is not None else -1)
        self.choice.set_value(UNSAID if named is None else MEETING)
        self.offer.setChecked(True)
        self.who.set_text("")
        self.at.set_at(now)
        self.why.set_words("")
        self._show()

    def chosen(self) -> MadeDecision | None:
        """The decision that stands in the list."""
        return self._made.get(EntityId(self.which.currentData() or ""))

    def decision_id(self) -> EntityId | None:
        """Which decision it is; None where it was decided outside a meeting or nobody said.

        Raises BadInput where it was in a meeting and no decision is chosen.
        """
        if self.choice.value() != MEETING:
            return None
        if self.which.currentIndex() < 0:
            raise BadInput(_tr("Please choose which decision it is, or “Not said”."))
        return EntityId(self.which.currentData())

    def _show(self) -> None:
        where = self.choice.value()
        self.which.setVisible(where == MEETING and self.which.count() > 0)
        self._none.setVisible(where == MEETING and not self.which.count())
        self.offer.setVisible(where == OUTSIDE)
        for widget in (self.who, self.at, self.why):
            widget.setVisible(where == OUTSIDE and self.offer.isChecked())
