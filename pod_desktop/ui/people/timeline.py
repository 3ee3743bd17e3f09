"""The timeline of a record: meetings, decisions and what became of them, settings, team, what was between.

TimelinePart(desk, person_id)
    opened(person_id, meeting_id)    Enter or a press on what belongs to a meeting
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.decisions import DecisionState, Does
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.timeline_views import TimelineEntry, TimelineKind
from pod_desktop.outputs.saying import not_now_besides, quoted
from pod_desktop.services import Facts, timeline
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.between.medication import step_words
from pod_desktop.ui.people.between.settings import setting_words, span_words
from pod_desktop.ui.people.entries import Entry, EntryList, EntryPlace
from pod_desktop.ui.people.small_maps import SmallMaps
from pod_desktop.ui.when_seen import WhenSeen
from pod_desktop.ui.widgets import Choice, EmptyState

_WIDEST = 960
_ALL = "all"
_AT_A_TIME = frozenset(
    {TimelineKind.MEETING, TimelineKind.DECISION, TimelineKind.OUTSIDE, TimelineKind.FIRST_CONTACT}
)
"""What is told with the time of day."""
_KINDS = frozenset(
    {
        *("person", "episode", "episode_end", "meeting", "attendance", "decision", "outcome", "setting"),
        *("medication", "outside", "to_bring", "amendment", "practitioner", "member"),
    }
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)


def _filters() -> dict[str, tuple[str, frozenset[TimelineKind]]]:
    kind = TimelineKind
    return {
        _ALL: (_tr("Everything"), frozenset(kind)),
        "meetings": (
            _tr("Meetings"),
            frozenset({kind.MEETING, kind.AMENDMENT, kind.FIRST_CONTACT, kind.FIRST_OFFER}),
        ),
        "decisions": (_tr("Decisions"), frozenset({kind.DECISION})),
        "settings": (_tr("Where they lived"), frozenset({kind.SETTING, kind.ENDED, kind.REOPENED})),
        "medication": (_tr("Medication"), frozenset({kind.MEDICATION})),
        "outside": (_tr("Outside meetings"), frozenset({kind.OUTSIDE, kind.TO_BRING})),
        "team": (_tr("The team"), frozenset({kind.JOINED_TEAM})),
    }


class TimelinePart(QWidget):
    """Everything, the newest first, under the months; or one kind of thing."""

    opened = Signal(str, object)

    def __init__(self, desk: Desk, person_id: EntityId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self._filters = _filters()
        self.filter = Choice(
            [(key, words) for key, (words, _kinds) in self._filters.items()], _tr("What is shown"), value=_ALL
        )
        self.small_maps = SmallMaps(desk, person_id)
        self.small_maps.setParent(self)
        self.list = EntryList(_tr("Timeline"), small_maps=self.small_maps)
        self.list.setMaximumWidth(_WIDEST)
        self._nothing = EmptyState(_tr("Nothing has happened yet that belongs here."), icon_name="list")
        self._place = EntryPlace(self.list, self._nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 24)
        whole.setSpacing(12)
        whole.addWidget(self.filter)
        whole.addWidget(self._place, 1)
        self.setFocusProxy(self.list)
        self.filter.chosen.connect(lambda _which: self._show())
        self.list.opened.connect(self._open)
        self._view = timeline.timeline(desk.journal, person_id)
        self._show()
        WhenSeen(self, desk.facts, _KINDS).told.connect(self._look_anew)

    def _look_anew(self, told: Facts) -> None:
        look = partial(timeline.timeline, self._desk.journal, self._person_id)
        with self._desk.facts.looking():
            self._view = self._desk.facts.look(look, self._view, told)
            self._show()

    def _show(self) -> None:
        _words, kinds = self._filters[self.filter.value() or _ALL]
        entries: list[Entry] = []
        month = ""
        # What is held back stands where it stood, which may be in another month.
        for each in sorted(self._view.entries, key=lambda entry: entry.day or date.max, reverse=True):
            if each.kind in kinds or (each.about_medication and TimelineKind.MEDICATION in kinds):
                now = _month(each.day)
                if now != month:
                    month = now
                    entries.append(Entry(f"month {month}", month, heading=True))
                entries.append(entry_words(each))
        self.list.set_entries(entries)
        if entries:
            self._place.show_list()
        else:
            self._place.show_instead(self._nothing)

    def _open(self, key: str) -> None:
        meeting = next((each.meeting_id for each in self._view.entries if _key(each) == key), None)
        if meeting is not None:
            self.opened.emit(self._person_id, meeting)


def _month(day: date | None) -> str:
    return times.month_words(day, QCoreApplication.translate) if day is not None else _tr("Without a day")


def _of_its_day(entry: TimelineEntry) -> str:
    """What there is to say of a day that is not there, or may be another; "" as a rule."""
    if entry.kind is TimelineKind.SETTING:
        return ""  # from when to when stands there already
    if entry.day is None:
        planned = entry.kind is TimelineKind.MEETING
        return _tr("no day is set") if planned else _tr("the day is not known to this version")
    if not entry.unknown_zone:
        return ""
    zone = quoted(entry.unknown_zone)
    return _tr("the day is by universal time: the time zone {zone} is not known to this version").format(
        zone=zone
    )


def _key(entry: TimelineEntry) -> str:
    return f"{entry.kind} {entry.id}"


def entry_words(entry: TimelineEntry) -> Entry:
    """An entry of the timeline, in words."""
    title, detail = _TOLD[entry.kind](entry)
    became = _tr("What became of it: {words}")
    more = [_later(each.does).format(words=quoted(each.words)) for each in entry.later]
    more += [became.format(words=each.words) for each in entry.outcomes]
    held = entry.kind is TimelineKind.MEETING and entry.state == MeetingState.CLOSED
    small_map = entry.meeting_id if held else None
    return Entry(
        _key(entry),
        title,
        _joined(detail, _of_its_day(entry)),
        _when(entry),
        "\n".join(more),
        small_map=small_map,
    )


def _when(entry: TimelineEntry) -> str:
    """The day, and when on it that happened: of several meetings on one day each is known."""
    if entry.day is None:
        return ""
    day = times.plain_day(entry.day, QCoreApplication.translate)
    if entry.at is None or not entry.zone or entry.unknown_zone or entry.kind not in _AT_A_TIME:
        return day
    clock = times.clock_words(entry.at, entry.zone, translate=QCoreApplication.translate)
    return _tr("{day}, {clock}").format(day=day, clock=clock)


def _later(does: str) -> str:
    if does == Does.TAKES_BACK:
        return _tr("A later meeting took this back: {words}")
    return _tr("A later meeting changed this: {words}")


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _who(entry: TimelineEntry) -> str:
    return entry.who.name if entry.who is not None else ""


def _decision(entry: TimelineEntry) -> tuple[str, str]:
    state = {
        DecisionState.CHANGED: _tr("Decided; changed later"),
        DecisionState.TAKEN_BACK: _tr("Decided; taken back later"),
    }.get(DecisionState(entry.state), _tr("Decided"))
    return entry.words, _joined(state, not_now_besides(entry.words, entry.not_now).removesuffix("."))


def _setting(entry: TimelineEntry) -> tuple[str, str]:
    place = f": {entry.words}" if entry.words else ""
    span = span_words(entry.day, entry.until, until_known=entry.until_known)
    return setting_words(entry.state) + place, span


def _medication(entry: TimelineEntry) -> tuple[str, str]:
    where = _tr("decided in a meeting") if entry.decided else ""
    if entry.decided_outside:
        by = _tr("decided outside a meeting: {who}").format(who=entry.by)
        where = by if entry.by else _tr("decided outside a meeting")
    return entry.words, _joined(_tr("Medication: {step}").format(step=step_words(entry.state).lower()), where)


def _outside(entry: TimelineEntry) -> tuple[str, str]:
    why = _tr("it could not wait: {why}").format(why=entry.reason) if entry.reason else ""
    return entry.words, _joined(_tr("Happened outside a meeting"), entry.by, why)


def _first_contact(entry: TimelineEntry) -> tuple[str, str]:
    words = quoted(entry.words) if entry.words else ""
    return _tr("Help was first asked for"), _joined(entry.by, words)


def _amendment(entry: TimelineEntry) -> tuple[str, str]:
    story = _tr("Added after a meeting by {name}: {reason}")
    return entry.words, story.format(name=_who(entry), reason=entry.reason)


_TOLD: dict[TimelineKind, Callable[[TimelineEntry], tuple[str, str]]] = {
    TimelineKind.MEETING: lambda entry: (_meeting_title(entry), _joined(entry.words, entry.reason)),
    TimelineKind.DECISION: _decision,
    TimelineKind.SETTING: _setting,
    TimelineKind.MEDICATION: _medication,
    TimelineKind.JOINED_TEAM: lambda entry: (_who(entry), _tr("First meeting of theirs with the family")),
    TimelineKind.OUTSIDE: _outside,
    TimelineKind.TO_BRING: lambda entry: (entry.words, _joined(_tr("To bring to a meeting"), _who(entry))),
    TimelineKind.FIRST_CONTACT: _first_contact,
    TimelineKind.FIRST_OFFER: lambda _entry: (_tr("A first meeting was offered"), ""),
    TimelineKind.ENDED: lambda entry: (_tr("The episode of care ended"), entry.reason),
    TimelineKind.REOPENED: lambda entry: (_tr("The episode of care was taken up again"), entry.reason),
    TimelineKind.AMENDMENT: _amendment,
}
"""Of each kind, its title and what is said below it."""


def _meeting_title(entry: TimelineEntry) -> str:
    if entry.meeting_kind == MeetingKind.CONVERSATION:
        return _tr("A conversation without the person")
    return {
        MeetingState.PLANNED: _tr("A meeting is planned"),
        MeetingState.OPEN: _tr("A meeting, going on now"),
        MeetingState.DID_NOT_HAPPEN: _tr("A meeting did not happen"),
    }.get(MeetingState(entry.state), _tr("Network meeting"))
