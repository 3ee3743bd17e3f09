"""Looking back together at the turns of a closed meeting: the person sees what the practitioners see.

Never during a meeting: an open one, and a log of which the room has not chosen *keep* or *totals only*, have
nothing to show. Of a meeting that two laptops noted as two, all logs stand beside each other.
"""

from collections.abc import Iterable, Sequence

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.looking_back import EpisodeView, LookedAt, LookingBack
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice
from pod_desktop.domain.views import Someone
from pod_desktop.services import meeting_views, same_meeting
from pod_desktop.services.looked_at import of_totals, of_turns
from pod_desktop.services.measures import by_laptop
from pod_desktop.services.meetings import open_here
from pod_desktop.services.names import Names
from pod_desktop.services.shown import shown
from pod_desktop.services.turn_log import turns_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, TopicalEpisode, Turn, TurnTotal


def can_look_back(journal: Journal, meeting_id: EntityId) -> bool:
    """Whether there is anything to look at: a closed meeting whose room kept its turns, or their totals."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        return any(_has_any(reading, each) for each in same_meeting.together(reading, row))


def looking_back(journal: Journal, meeting_id: EntityId) -> LookingBack:
    """What the page shows now. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names = Names(reading, row.person_id)
        rows = same_meeting.together(reading, row)
        turns = {each.id: turns_of(reading, names, each.id) for each in rows if is_kept(each)}
        totals = {each.id: reading.all(TurnTotal, meeting_id=each.id) for each in rows if _is_totals(each)}
        spoke = [turn.speaker.id for log in turns.values() for turn in log if turn.speaker is not None]
        spoke += [
            names.cards.standing_for(total.speaker_id)
            for log in totals.values()
            for total in log
            if total.speaker_id
        ]
        people = _people(reading, names, rows, spoke)
        starts = [turn.began for log in turns.values() for turn in log]
        began = row.began or min(starts, default=journal.clock.now())
        episodes = _episodes(reading, names, [each.id for each in rows if turns.get(each.id)])
        logs: list[LookedAt] = []
        for each in rows:
            since = each.began or began
            for laptop, log in by_laptop(reading, turns.get(each.id, ())).items():
                logs.append(of_turns(reading, names, each, laptop, log, people, since, episodes))
            if totals.get(each.id):
                logs += of_totals(reading, names, each, people, totals[each.id])
        first = looked_at_first(reading, row)
        return LookingBack(
            meeting_id=meeting_id,
            person=names.of(row.person_id),
            zone=row.zone,
            began=began,
            closed=row.closed,
            log_kind=row.log_kind,
            people=people,
            logs=tuple(sorted(logs, key=lambda log: log.id != first)),
            first=first,
            episodes=episodes,
            is_joined=len(rows) > 1,
            meets_now=any(each.person_id == row.person_id for each in open_here(reading)),
        )


def look_first_at(journal: Journal, meeting_id: EntityId, log_id: str) -> None:
    """Which log is looked at first; "" for none before the other. Nothing is destroyed by it.

    Of joined meetings it is said of the one that stands for them.
    """
    with journal.act() as act:
        stands = _standing_id(act, act.get(Meeting, meeting_id))
        act.change(Meeting, stands, log_stands=log_id)


def looked_at_first(reading: Reading, row: Meeting) -> str:
    """The id of the log that `look_first_at` named (`looked_at.log_id`); "" where nobody chose one."""
    return reading.get(Meeting, _standing_id(reading, row)).log_stands


def is_kept(row: Meeting) -> bool:
    """Whether the turns of the meeting may be looked at: it is closed, and its room kept them."""
    return row.state == MeetingState.CLOSED and row.log_choice == LogChoice.KEEP and row.log_ended is None


def _is_totals(row: Meeting) -> bool:
    closed = row.state == MeetingState.CLOSED and row.log_ended is not None
    return closed and row.log_choice == LogChoice.TOTALS


def _has_any(reading: Reading, row: Meeting) -> bool:
    if is_kept(row):
        return reading.session.query(Turn.id).filter_by(meeting_id=row.id, struck=False).first() is not None
    return _is_totals(row) and bool(reading.all(TurnTotal, meeting_id=row.id))


def _standing_id(reading: Reading, row: Meeting) -> EntityId:
    return same_meeting.standing(reading, row.person_id).get(row.id, row.id)


def _people(
    reading: Reading, names: Names, rows: Sequence[Meeting], spoke: Iterable[EntityId]
) -> tuple[Someone, ...]:
    came = [stay.who.id for row in rows for stay in meeting_views.attendances(reading, names, row)]
    # Who spoke was here, also where that has not come to this laptop yet.
    return tuple(names.of(who) for who in dict.fromkeys([*came, *spoke]))


def _episodes(reading: Reading, names: Names, meeting_ids: Sequence[EntityId]) -> tuple[EpisodeView, ...]:
    found = [each for id_ in meeting_ids for each in reading.all(TopicalEpisode, meeting_id=id_)]
    rows = sorted(found, key=lambda e: (e.began, e.ended, e.id))
    forms = shown(reading, TopicalEpisode, [row.id for row in rows])
    return tuple(
        EpisodeView(
            row.id,
            row.began,
            row.ended,
            row.words,
            names.of_or_none(row.introduced_by_id),
            forms[row.id].seen,
            forms[row.id].differs,
        )
        for row in rows
    )
