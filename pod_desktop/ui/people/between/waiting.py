"""What waits for the next meeting: what had to happen outside one, and what somebody asked to bring."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout

from pod_desktop.domain import wall_time
from pod_desktop.domain.care_views import OutsideView, ToBringView
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone
from pod_desktop.services import between_meetings
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.between.day_field import DayField, TimeField
from pod_desktop.ui.people.between.part import Form, Part, Row
from pod_desktop.ui.team_folder.mark import Wanted
from pod_desktop.ui.widgets import Choice, Field, WordsField


def _state_words(each: OutsideView | ToBringView) -> str:
    """Whether it still waits: a conversation without the person takes nothing off the next agenda."""
    if each.taken_up:
        return QCoreApplication.translate("between", "A meeting has talked about it.")
    if each.talked_about:
        return QCoreApplication.translate(
            "between", "A conversation without the person has talked about it. On the next agenda."
        )
    return QCoreApplication.translate("between", "On the next agenda.")


class OutsidePart(Part):
    """Happened outside a meeting: what, when, who, why it could not wait."""

    def __init__(self, desk: Desk, person_id: EntityId) -> None:
        self._desk, self._person_id = desk, person_id
        self._outside = OutsideForm()
        super().__init__(
            QCoreApplication.translate("OutsidePart", "Happened outside a meeting"),
            QCoreApplication.translate(
                "OutsidePart",
                "Nothing is noted. What had to happen without a meeting is written down here, and the next "
                "agenda offers it by itself.",
            ),
            QCoreApplication.translate("OutsidePart", "Write down what happened"),
            self._outside,
        )
        self.add_one.clicked.connect(self._add)

    def show_things(self, things: Sequence[OutsideView]) -> None:
        """Shows what happened, the latest first."""
        self.show_rows([self._row(each) for each in things])

    def _row(self, each: OutsideView) -> Row:
        now = self._desk.clock.now()
        translate = QCoreApplication.translate
        below = [times.beginning(times.when_words(each.happened, each.zone, now, translate=translate))]
        if each.who:
            below.append(each.who)
        if each.why:
            below.append(self.tr("It could not wait: {why}").format(why=each.why))
        below.append(_state_words(each))
        return Row(
            each.id,
            each.what,
            " · ".join(below),
            None if each.talked_about else lambda: self._change(each),
            Wanted(each.id, each.differs) if each.differs else None,
        )

    def _add(self) -> None:
        form, journal = self._outside, self._desk.journal
        form.show_thing("", self._desk.clock.now(), times.HOME_ZONE, "", "")
        form.begin(
            lambda: between_meetings.happened_outside(
                journal,
                self._person_id,
                form.what.words(),
                form.happened(),
                who=form.who.text(),
                why=form.why.words(),
                zone=times.HOME_ZONE,
            )
        )
        self.open_form()

    def _change(self, each: OutsideView) -> None:
        form, journal = self._outside, self._desk.journal
        form.show_thing(each.what, each.happened, each.zone, each.who, each.why)
        form.begin(
            lambda: between_meetings.change_outside(
                journal,
                each.id,
                what=form.what.words(),
                happened=form.happened(),
                who=form.who.text(),
                why=form.why.words(),
                zone=form.zone,
                seen=each.seen,
            ),
            lambda: between_meetings.strike_outside(journal, each.id, seen=each.seen),
        )
        self.open_form()


class OutsideForm(Form):
    """What, when, who, and why it could not wait."""

    def __init__(self) -> None:
        super().__init__()
        self.zone = times.HOME_ZONE
        self.what = WordsField(self.tr("What happened?"), lines=2, quoted=False)
        self.day = DayField(self.tr("On which day?"), date(2026, 1, 1))
        self.at = TimeField(self.tr("At about"), self.tr("Time of day"))
        when = QHBoxLayout()
        when.setSpacing(12)
        when.addWidget(self.day)
        when.addWidget(self.at)
        when.addStretch(1)
        self.who = Field(
            self.tr("Who decided or did it?"), hint=self.tr("In words: “the duty doctor”, “her mother”.")
        )
        self.why = WordsField(self.tr("Why could it not wait for a meeting?"), lines=2, quoted=False)
        self.fields.addWidget(self.what)
        self.fields.addLayout(when)
        self.fields.addWidget(self.who)
        self.fields.addWidget(self.why)
        self.day.submitted.connect(self.submit)
        self.who.submitted.connect(lambda _: self.submit())
        for words in (self.what, self.why):
            words.submitted.connect(lambda _: self.submit())

    def show_thing(self, what: str, happened: Instant, zone: str, who: str, why: str) -> None:
        """Shows what is stored, or what is offered."""
        self.zone = zone
        wall = wall_time.on_the_wall(happened, zone)
        self.what.set_words(what)
        self.day.set_day(wall.date())
        self.at.set_at(wall.time())
        self.who.set_text(who)
        self.why.set_words(why)
        self._shown = (happened, wall.date(), self.at.at())

    def happened(self) -> Instant:
        """When it was. Raises BadInput for a time that never comes."""
        if (self.day.day(), self.at.at()) == self._shown[1:]:
            return self._shown[0]
        return wall_time.instant_of(self.day.day(), self.at.at(), self.zone)


class ToBringPart(Part):
    """What somebody asked to bring to the next meeting, in their words."""

    def __init__(self, desk: Desk, person_id: EntityId) -> None:
        self._desk, self._person_id = desk, person_id
        self._bring = ToBringForm()
        super().__init__(
            QCoreApplication.translate("ToBringPart", "To bring to the next meeting"),
            QCoreApplication.translate(
                "ToBringPart",
                "Nobody has asked for anything. Anybody may ask, between meetings, to bring something.",
            ),
            QCoreApplication.translate("ToBringPart", "Write down what somebody wants to bring"),
            self._bring,
        )
        self.add_one.clicked.connect(self._add)

    def show_things(self, things: Sequence[ToBringView], people: Sequence[Someone]) -> None:
        """Shows what was asked, the latest first; `people` are those who can ask."""
        self._bring.offer(people)
        self.show_rows([self._row(each) for each in things])

    def _row(self, each: ToBringView) -> Row:
        now = self._desk.clock.now()
        day = times.day_words(each.asked, times.HOME_ZONE, now, QCoreApplication.translate)
        who = self.tr("{name}, {day}").format(name=each.asked_by.name, day=day) if each.asked_by else day
        return Row(
            each.id,
            each.words,
            f"{times.beginning(who)} · {_state_words(each)}",
            None if each.talked_about else lambda: self._change(each),
            Wanted(each.id, each.differs) if each.differs else None,
        )

    def _add(self) -> None:
        form, journal = self._bring, self._desk.journal
        form.words.set_words("")
        form.who.set_value(None)
        form.who.setVisible(True)
        form.begin(
            lambda: between_meetings.ask_to_bring(
                journal, self._person_id, form.words.words(), EntityId(form.who.value() or "") or None
            )
        )
        self.open_form()

    def _change(self, each: ToBringView) -> None:
        form, journal = self._bring, self._desk.journal
        form.words.set_words(each.words)
        form.who.setVisible(False)  # who asked stays
        form.begin(
            lambda: between_meetings.reword_to_bring(journal, each.id, form.words.words(), seen=each.seen),
            lambda: between_meetings.strike_to_bring(journal, each.id, seen=each.seen),
        )
        self.open_form()


class ToBringForm(Form):
    """The words, and whose they are."""

    def __init__(self) -> None:
        super().__init__()
        self.words = WordsField(self.tr("What is to be brought?"), lines=2)
        self.words.submitted.connect(lambda _: self.submit())
        self.who = Choice((), self.tr("Who asks?"))
        self._offered: tuple[tuple[str, str], ...] = ()
        self.fields.addWidget(self.words)
        self.fields.addWidget(self.who)

    def offer(self, people: Sequence[Someone]) -> None:
        """The people who can ask; whoever is chosen stays so."""
        options = tuple((each.id, each.name) for each in people)
        if options == self._offered:
            return
        self._offered = options
        chosen, shown = self.who.value(), not self.who.isHidden()
        new = Choice(options, self.tr("Who asks?"))
        new.show_stored(chosen)
        self.fields.replaceWidget(self.who, new)
        self.who.hide()
        self.who.deleteLater()
        self.who = new
        self.who.setVisible(shown)
