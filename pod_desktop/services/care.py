"""An episode of care as it runs on through home and ward: settings, its end and reopening."""

from collections.abc import Iterable
from datetime import date, datetime

from pod_desktop.domain import care as rules
from pod_desktop.domain import days, wall_time
from pod_desktop.domain.care import End, SettingKind, Span
from pod_desktop.domain.care_views import CareView, EpisodeEndView, SettingView
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Seen
from pod_desktop.errors import NotAllowed
from pod_desktop.services import between_meetings, medication
from pod_desktop.services.shown import shown
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import EpisodeEnd, Person, Setting


def care(journal: Journal, person_id: EntityId, today: date) -> CareView:
    """A person's settings, medication, endings and what waits, in one consistent read. Raises NotFound."""
    with journal.read() as reading:
        reading.get(Person, person_id)
        settings = _settings(reading, person_id)
        ends = _ends(reading, person_id)
        now = rules.now_in(_spans(settings), today)
        standing = rules.standing_end(End(each.id, each.ended, each.reopened) for each in ends)
        return CareView(
            settings=settings,
            medication=medication.noted(reading, person_id),
            ends=ends,
            outside=between_meetings.outside(reading, person_id),
            to_bring=between_meetings.to_bring(reading, person_id),
            now_in=next((each for each in settings if now is not None and each.id == now.id), None),
            has_ended=next((each for each in ends if standing is not None and each.id == standing.id), None),
        )


def move_to(
    journal: Journal,
    person_id: EntityId,
    setting: str,
    since: date,
    place: str = "",
    until: date | None = None,
) -> EntityId:
    """Somebody lives at home, on a ward or elsewhere from a day on. What went on till then ends on that day.

    Raises BadInput where it ends before it begins, or for a setting that this version does not know.
    """
    days.require_order(since, until)
    with journal.act() as act:
        act.get(Person, person_id)
        for span in rules.left_open_before(_spans(_settings(act, person_id)), since):
            act.change(Setting, span.id, until=days.stored(since))
        return act.create(
            Setting,
            person_id=person_id,
            setting=rules.require_known(SettingKind, setting),
            place=place.strip(),
            since=days.stored(since),
            until=days.stored(until),
        ).id


def change_setting(
    journal: Journal,
    setting_id: EntityId,
    *,
    setting: str,
    place: str,
    since: date,
    until: date | None,
    seen: Seen | None = None,
) -> None:
    """Say a setting otherwise. Raises as `move_to`."""
    days.require_order(since, until)
    with journal.act() as act:
        act.change(
            Setting,
            setting_id,
            seen=seen,
            setting=rules.require_known(SettingKind, setting),
            place=place.strip(),
            since=days.stored(since),
            until=days.stored(until),
        )


def strike_setting(journal: Journal, setting_id: EntityId, *, seen: Seen | None = None) -> None:
    """A setting was written down by mistake."""
    with journal.act() as act:
        act.strike(Setting, setting_id, "written down by mistake", seen=seen)


def end_episode(journal: Journal, person_id: EntityId, reason: str) -> EntityId:
    """The episode of care ends. Raises BadInput without a reason, NotAllowed where it has ended already."""
    with journal.act() as act:
        act.get(Person, person_id)
        ends = _ends(act, person_id)
        reason = rules.require_can_end([End(e.id, e.ended, e.reopened) for e in ends], reason)
        return act.create(
            EpisodeEnd,
            person_id=person_id,
            ended=journal.clock.now(),
            reason=reason,
            reopened=None,
        ).id


def reopen_episode(journal: Journal, person_id: EntityId, reason: str = "") -> None:
    """The episode is taken up again: every ending that holds is over. Raises NotAllowed where none does."""
    now = journal.clock.now()
    with journal.act() as act:
        standing = [each for each in _ends(act, person_id) if each.reopened is None]
        if not standing:
            raise NotAllowed("This episode of care goes on, so there is nothing to take up again.")
        for each in standing:
            act.change(
                EpisodeEnd,
                each.id,
                seen=each.seen,
                reopened=max(now, each.ended),
                reopened_reason=reason.strip(),
            )


def today_in(journal: Journal, zone: str) -> date:
    """The day that it is now in a zone."""
    now: datetime = journal.clock.now()
    return now.astimezone(wall_time.zone_of(zone)).date()


def _spans(settings: Iterable[SettingView]) -> list[Span]:
    return [
        Span(each.id, SettingKind(each.setting), each.since, each.until)
        for each in settings
        if each.since is not None and each.until_known
    ]


def _settings(reading: Reading, person_id: EntityId) -> tuple[SettingView, ...]:
    rows = sorted(reading.all(Setting, person_id=person_id), key=lambda row: (row.since, row.id))
    forms = shown(reading, Setting, [row.id for row in rows])
    return tuple(
        SettingView(
            row.id,
            row.setting,
            row.place,
            days.day_of(row.since),
            days.day_of(row.until),
            days.is_readable(row.until),
            forms[row.id].seen,
            forms[row.id].differs,
        )
        for row in rows
    )


def _ends(reading: Reading, person_id: EntityId) -> tuple[EpisodeEndView, ...]:
    rows = sorted(reading.all(EpisodeEnd, person_id=person_id), key=lambda row: (row.ended, row.id))
    forms = shown(reading, EpisodeEnd, [row.id for row in rows])
    return tuple(
        EpisodeEndView(
            row.id,
            row.ended,
            row.reason,
            row.reopened,
            row.reopened_reason,
            forms[row.id].seen,
            forms[row.id].differs,
        )
        for row in rows
    )
