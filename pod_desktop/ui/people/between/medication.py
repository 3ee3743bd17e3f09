"""What was decided about medication: begun, changed, stopped or not taken, in words, when, and where."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain import wall_time
from pod_desktop.domain.care import MedicationStep
from pod_desktop.domain.care_views import HeldMeeting, MadeDecision, MedicationView, OutsideView
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import medication, where_decided
from pod_desktop.services.medication import Decided
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.between.day_field import DayField
from pod_desktop.ui.people.between.part import Form, Part, Row
from pod_desktop.ui.people.between.where_decided import WhereDecided, where_words
from pod_desktop.ui.team_folder.mark import Wanted
from pod_desktop.ui.widgets import Choice, WordsField


def _tr(text: str) -> str:
    return QCoreApplication.translate("between", text)


def step_words(step: str) -> str:
    """What was decided about a medicine."""
    return {
        MedicationStep.BEGUN.value: _tr("Begun"),
        MedicationStep.CHANGED.value: _tr("Changed"),
        MedicationStep.STOPPED.value: _tr("Stopped"),
        MedicationStep.NOT_TAKEN.value: _tr("Not taken"),
    }.get(step, step.replace("_", " "))


class MedicationPart(Part):
    """What was decided, with the day and where."""

    def __init__(self, desk: Desk, person_id: EntityId) -> None:
        self._desk, self._person_id = desk, person_id
        self._medication = MedicationForm()
        self._happened: tuple[OutsideView, ...] = ()
        super().__init__(
            _tr("What was decided about medication"),
            _tr("Nothing is noted. It is written in words, beside where they lived; it decides nothing."),
            _tr("Write down what was decided"),
            self._medication,
        )
        self.add_one.clicked.connect(self._add)

    def show_things(self, things: Sequence[MedicationView], happened: Sequence[OutsideView]) -> None:
        """Shows what was decided, the latest first. `happened` are the person's, outside meetings."""
        self._happened = tuple(happened)
        self.show_rows([self._row(each) for each in reversed(things)])

    def _row(self, each: MedicationView) -> Row:
        day = (
            times.plain_day(each.day, QCoreApplication.translate)
            if each.day
            else _tr("a day not known to this version")
        )
        told = [step_words(each.step), day, where_words(each)]
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
                self._decided(),
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
                decided=self._decided(),
                seen=each.seen,
            ),
            lambda: medication.strike(journal, each.id, seen=each.seen),
        )
        self.open_form()

    def _open(self, each: MedicationView | None) -> None:
        self._medication.show_thing(
            each,
            where_decided.decisions_to_name(self._desk.journal, self._person_id),
            where_decided.meetings_to_name(self._desk.journal, self._person_id),
            self._happened,
            wall_time.on_the_wall(self._desk.clock.now(), times.HOME_ZONE),
        )

    def _decided(self) -> Decided:
        """Where. Of what was decided outside for a day to come, it was today."""
        form = self._medication
        today = wall_time.on_the_wall(self._desk.clock.now(), times.HOME_ZONE).date()
        what = _tr("Medication {step}: {words}").format(
            step=step_words(form.step.value() or "").lower(), words=form.words.words()
        )
        return form.where.decided(what, min(form.day.day(), today))


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
        self.day.edit.dateChanged.connect(lambda _: self.where.set_day(self.day.day()))

    def show_thing(
        self,
        each: MedicationView | None,
        made: Sequence[MadeDecision],
        held: Sequence[HeldMeeting],
        happened: Sequence[OutsideView],
        now: datetime,
    ) -> None:
        """Shows what is stored; without, what is offered."""
        self._offered = (each.day if each is not None else None) or now.date()
        self.step.show_stored(each.step if each is not None else None)
        self.words.set_words(each.words if each is not None else "")
        self.day.set_day(self._offered)
        self.where.show_thing(each, made, held, happened, now.time())
        self.where.set_day(self._offered)

    def _take_from_decision(self) -> None:
        """What is not typed yet is not typed twice: the words of the decision, and its day."""
        chosen = self.where.chosen()
        if chosen is None:
            return
        if not self.words.words() and isinstance(chosen, MadeDecision):
            self.words.set_words(chosen.words)
        if self.day.day() == self._offered:
            self.day.set_day(chosen.day)
            self._offered = chosen.day
