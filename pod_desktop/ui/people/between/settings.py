"""Where somebody lives meanwhile, and whether the episode of care goes on."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.care import SettingKind
from pod_desktop.domain.care_views import CareView, EpisodeEndView, SettingView
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import care
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.between.day_field import DayField, OpenDay
from pod_desktop.ui.people.between.part import Form, Part, Row
from pod_desktop.ui.team_folder.mark import Wanted
from pod_desktop.ui.widgets import Choice, Field


def _tr(text: str) -> str:
    return QCoreApplication.translate("between", text)


def setting_words(setting: str) -> str:
    """What a setting is called; one that only a newer version knows by its own name."""
    return {
        SettingKind.HOME.value: _tr("At home"),
        SettingKind.WARD.value: _tr("On a ward"),
        SettingKind.ELSEWHERE.value: _tr("Elsewhere"),
    }.get(setting, setting.replace("_", " "))


def span_words(since: date | None, until: date | None, *, until_known: bool = True) -> str:
    """From when to when, in words."""
    unknown = _tr("a day not known to this version")
    first = times.plain_day(since, QCoreApplication.translate) if since else unknown
    if not until_known:
        return _tr("From {first} to {last}").format(first=first, last=unknown)
    if until is None:
        return _tr("Since {day}").format(day=first)
    last = times.plain_day(until, QCoreApplication.translate)
    return _tr("From {first} to {last}").format(first=first, last=last)


class SettingsPart(Part):
    """Home, ward or elsewhere, from–to. A move ends what went on, and closes nothing."""

    def __init__(self, desk: Desk, person_id: EntityId) -> None:
        self._desk, self._person_id = desk, person_id
        self._setting = SettingForm()
        super().__init__(
            _tr("Where they live"),
            _tr("Nothing is noted. Care goes on wherever they are; an admission closes nothing."),
            _tr("Write down a move"),
            self._setting,
        )
        self.add_one.clicked.connect(self._add)

    def show_things(self, things: Sequence[SettingView]) -> None:
        """Shows the settings, the latest first."""
        self.show_rows([self._row(each) for each in reversed(things)])

    def _row(self, each: SettingView) -> Row:
        place = f": {each.place}" if each.place else ""
        return Row(
            each.id,
            setting_words(each.setting) + place,
            span_words(each.since, each.until, until_known=each.until_known),
            (lambda: self._change(each)) if each.since is not None and each.until_known else None,
            Wanted(each.id, each.differs) if each.differs else None,
        )

    def _add(self) -> None:
        form, journal = self._setting, self._desk.journal
        today = care.today_in(journal, times.HOME_ZONE)
        form.show_thing(None, "", today, None, today)
        form.begin(
            lambda: care.move_to(
                journal,
                self._person_id,
                form.kind.value() or "",
                form.since.day(),
                form.place.text(),
                form.until.open_day(),
            )
        )
        self.open_form()

    def _change(self, each: SettingView) -> None:
        form, journal = self._setting, self._desk.journal
        today = care.today_in(journal, times.HOME_ZONE)
        form.show_thing(each.setting, each.place, each.since or today, each.until, today)
        form.begin(
            lambda: care.change_setting(
                journal,
                each.id,
                setting=form.kind.value() or "",
                place=form.place.text(),
                since=form.since.day(),
                until=form.until.open_day(),
                seen=each.seen,
            ),
            lambda: care.strike_setting(journal, each.id, seen=each.seen),
        )
        self.open_form()


class SettingForm(Form):
    """Where, which one, and the days."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = Choice([(str(each), setting_words(each)) for each in SettingKind], _tr("Where?"))
        self.place = Field(_tr("Which ward, or where?"), hint=_tr("It may stay empty."))
        self.since = DayField(_tr("From"), date(2026, 1, 1))
        self.until = OpenDay(_tr("Until"), _tr("It goes on"), date(2026, 1, 1))
        for field in (self.kind, self.place, self.since, self.until):
            self.fields.addWidget(field)
        self.place.submitted.connect(lambda _: self.submit())
        self.since.submitted.connect(self.submit)
        self.until.submitted.connect(self.submit)

    def show_thing(self, kind: str | None, place: str, since: date, until: date | None, today: date) -> None:
        """Shows what is stored, or what is offered."""
        self.kind.show_stored(kind)
        self.place.set_text(place)
        self.since.set_day(since)
        self.until.set_open_day(until, today)


class EpisodePart(Part):
    """Whether the episode of care goes on; it ends with a reason, and can be taken up again."""

    def __init__(self, desk: Desk, person_id: EntityId) -> None:
        self._desk, self._person_id = desk, person_id
        self._reason = ReasonForm()
        self._has_ended = False
        super().__init__(
            _tr("The episode of care"), _tr("It goes on."), _tr("End the episode of care"), self._reason
        )
        self.add_one.clicked.connect(self._ask)

    def show_things(self, view: CareView) -> None:
        """Shows how the episode stands, and its endings, the latest first."""
        self._has_ended = view.has_ended is not None
        again, end = _tr("Take it up again"), _tr("End the episode of care")
        self.add_one.setText(again if self._has_ended else end)
        self.show_rows([_end_row(each) for each in reversed(view.ends)])

    def _ask(self) -> None:
        form, journal, person_id = self._reason, self._desk.journal, self._person_id
        form.reason.set_text("")
        form.set_ending(not self._has_ended)
        if self._has_ended:
            form.begin(lambda: care.reopen_episode(journal, person_id, form.reason.text()))
        else:
            form.begin(lambda: care.end_episode(journal, person_id, form.reason.text()))
        self.open_form()


class ReasonForm(Form):
    """Why the episode ends, or is taken up again."""

    def __init__(self) -> None:
        super().__init__()
        self.reason = Field(_tr("Why?"))
        self.reason.submitted.connect(lambda _: self.submit())
        self.fields.addWidget(self.reason)

    def set_ending(self, ending: bool) -> None:
        """What is asked."""
        name = _tr("Why does it end?") if ending else _tr("Why is it taken up again? It may stay empty.")
        self.reason.edit.setAccessibleName(name)
        self.reason.edit.setPlaceholderText(name)


def _end_row(each: EpisodeEndView) -> Row:
    ended = times.date_words(each.ended, times.HOME_ZONE, QCoreApplication.translate)
    words = _tr("Ended on {day}: {reason}").format(day=ended, reason=each.reason)
    below = ""
    if each.reopened is not None:
        day = times.date_words(each.reopened, times.HOME_ZONE, QCoreApplication.translate)
        below = _tr("Taken up again on {day}").format(day=day)
        below += f": {each.reopened_reason}" if each.reopened_reason else ""
    return Row(each.id, words, below, None, Wanted(each.id, each.differs) if each.differs else None)
