"""Whoever asks for it has their own words left out of the turn log (docs/adr/0020).

From then on the log takes none from them, and those that it has are shown nowhere. Ten minutes later, and not
before the meeting has been closed for as long, they are destroyed on each laptop as it hears of it, with what
comes later of an older program (SYNC §6). Their turns stay. Who asked on one laptop is left out on all.
"""

from collections.abc import Mapping
from itertools import product
from time import sleep
from typing import NamedTuple
from weakref import WeakKeyDictionary

from pod_desktop.domain import own_words as rules
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import OwnWordsView
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import NONE, person_first
from pod_desktop.errors import NotAllowed
from pod_desktop.services import meeting_views, same_meeting, shown
from pod_desktop.services.log_choices import gives_up
from pod_desktop.services.names import Names
from pod_desktop.services.stays import stands_at, with_words_left_out
from pod_desktop.storage.ending_words import end_field, saying
from pod_desktop.storage.events import wall_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance, Meeting, Synced, Turn

_AT_ONCE = 300
"""Events ended in one act."""
_BREATH = 0.001
"""Seconds between two acts: who waits for the journal gets it."""


def left_out(reading: Reading, row: Meeting) -> frozenset[EntityId]:
    """Whose words are left out of the meeting's turn logs, each by the card that stands for them."""
    asked = _asked(reading, row)
    stands = stands_at(reading, row.id) if asked else {}
    return frozenset(stands.get(stay.attendee_id, stay.attendee_id) for stay in asked)


def _asked(reading: Reading, row: Meeting) -> list[Attendance]:
    return with_words_left_out(reading, [each.id for each in same_meeting.together(reading, row)])


def are_hidden(reading: Reading, turn: Turn) -> bool:
    """Whether words of this turn are shown nowhere, and none are noted for it."""
    meeting = reading.session.get(Meeting, turn.meeting_id)
    silent = left_out(reading, meeting) if meeting is not None else frozenset()
    stands = stands_at(reading, turn.meeting_id) if silent else {}
    return _is_theirs(stands, turn.speaker_id, turn.voice_of_id, silent)


def hides(reading: Reading, table: type[Synced], id_: EntityId, name: str) -> bool:
    """Whether a column of a thing has words that are shown nowhere."""
    if table is not Turn or name != "words":
        return False
    turn = reading.get(Turn, id_)
    meeting = reading.session.get(Meeting, turn.meeting_id)
    return (meeting is not None and gives_up(meeting)) or are_hidden(reading, turn)


def own_words(journal: Journal, meeting_id: EntityId) -> tuple[OwnWordsView, ...]:
    """Everybody who came, in the order of the meeting’s account, and whether their words are left out."""
    now = journal.clock.now()
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names, silent = Names(reading, row.person_id), left_out(reading, row)
        meetings = same_meeting.together(reading, row)
        stays = [stay for each in meetings for stay in meeting_views.attendances(reading, names, each)]
        came = dict.fromkeys(person_first(stay.who for stay in stays))
        return tuple(
            OwnWordsView(who, who.id in silent, who.id in silent and _is_final(reading, row, who.id, now))
            for who in came
        )


def leave_out(journal: Journal, meeting_id: EntityId, who: EntityId, *, words_left_out: bool = True) -> None:
    """Somebody asks that none of their own words be in the turn log; or they may be, after all.

    Raises NotAllowed where it cannot be taken back any more, or for somebody who did not come.
    """
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        stands = stands_at(act, meeting_id)

        def is_theirs(stay: Attendance) -> bool:
            return stands.get(stay.attendee_id, stay.attendee_id) == stands.get(who, who)

        meetings = same_meeting.together(act, row)
        stays = [
            stay for each in meetings for stay in act.all(Attendance, meeting_id=each.id) if is_theirs(stay)
        ]
        if not stays:
            raise NotAllowed("Nobody noted that they were at this meeting.")
        if not words_left_out and _is_final(act, row, who, now):
            raise NotAllowed("Their words were destroyed, as they asked, so this stands.")
        for stay in stays:
            act.change(Attendance, stay.id, words_left_out=words_left_out)
        if not words_left_out:
            for stay in filter(is_theirs, _asked(act, row)):  # their coming was taken back, and stays so
                act.change(Attendance, stay.id, words_left_out=False)
                act.strike(Attendance, stay.id, "taken back")


def destroy_due(journal: Journal) -> int:
    """Destroy the words of whoever asked for it, where it is final, on all that is here of the logs.

    Returns how many entries of the journal were emptied. A meeting that is in hand here waits. To be called
    again and again: what comes later is found then. Where nothing has changed it takes hardly any time.
    """
    now, ended = journal.clock.now(), 0
    before = _looked.setdefault(journal, {})
    with journal.read() as reading:
        asked = reading.session.query(Attendance.meeting_id).filter_by(words_left_out=True)
        rows = [
            each
            for (id_,) in asked.distinct()
            if (meeting := reading.session.get(Meeting, id_)) is not None
            for each in same_meeting.together(reading, meeting)
        ]
        due = {row.id: _looks(reading, row, now) for row in rows if row.id not in journal.in_hand}
    for meeting_id, looks in due.items():
        if looks.silent and before.get(meeting_id) != looks:
            ended += _destroy(journal, meeting_id)
            with journal.read() as reading:
                before[meeting_id] = _looks(reading, reading.get(Meeting, meeting_id), now)
    if ended:
        journal.empty_log_of_ended(just_ended=True)
    return ended


class _Looks(NamedTuple):
    """How a meeting's logs stand: where nothing of it is otherwise, no words have come."""

    silent: frozenset[EntityId]
    """Whose words are to be destroyed by now."""
    logs: tuple[tuple[int, int, int, int], ...]
    """Of each stream how many events it has, how many are without a body, and the sum of their numbers."""


_looked: WeakKeyDictionary[Journal, dict[EntityId, _Looks]] = WeakKeyDictionary()
_LOGS = """SELECT no, (SELECT count(*) FROM event WHERE stream_no = stream.no),
(SELECT count(*) FROM event WHERE stream_no = stream.no AND length(body) = 0),
(SELECT coalesce(sum(seq), 0) FROM event WHERE stream_no = stream.no AND length(body) = 0)
FROM stream WHERE meeting_id = ? ORDER BY no"""
"""All of it stands in indexes."""


def _looks(reading: Reading, row: Meeting, now: Instant) -> _Looks:
    silent = frozenset(who for who in left_out(reading, row) if _is_final(reading, row, who, now))
    logs = reading.session.connection().exec_driver_sql(_LOGS, (bytes.fromhex(row.id),)).all()
    return _Looks(silent, tuple((no, count, ended, numbers) for no, count, ended, numbers in logs))


def _destroy(journal: Journal, meeting_id: EntityId) -> int:
    now = journal.clock.now()
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        silent = frozenset(who for who in left_out(reading, row) if _is_final(reading, row, who, now))
        found = saying(reading, meeting_id, Turn, "words", _turns_of(reading, meeting_id, silent))
    for start in range(0, len(found), _AT_ONCE):
        with journal.act() as act:
            some = found[start : start + _AT_ONCE]
            end_field(act, meeting_id, Turn, "words", some, "log_of_id")
        sleep(_BREATH)
    return len(found)


def _turns_of(reading: Reading, meeting_id: EntityId, silent: frozenset[EntityId]) -> list[EntityId]:
    """Those whose words are theirs, taken out ones too.

    Where laptops disagree on who spoke, or whose words it says, it must be so whichever is right: until that
    is settled nothing is destroyed that may be somebody else’s.
    """
    query = reading.session.query(Turn.id, Turn.speaker_id, Turn.voice_of_id).filter_by(meeting_id=meeting_id)
    stands = stands_at(reading, meeting_id)
    found = [id_ for id_, speaker, voice in query if _is_theirs(stands, speaker, voice, silent)]
    disagreed = shown.differing(reading, Turn, found)

    def may_be_others(id_: EntityId) -> bool:
        speakers, voices = (reading.values_of(Turn, id_, name) or [None] for name in _WHOSE)
        return not all(_is_theirs(stands, *whose, silent=silent) for whose in product(speakers, voices))

    return [id_ for id_ in found if disagreed.get(id_, NONE).isdisjoint(_WHOSE) or not may_be_others(id_)]


_WHOSE = ("speaker_id", "voice_of_id")
"""The columns of a turn that say whose its words are."""


def _is_theirs(
    stands: Mapping[EntityId, EntityId],
    speaker: EntityId | None,
    voice_of: EntityId | None,
    silent: frozenset[EntityId],
) -> bool:
    speaker, voice_of = (None if who is None else stands.get(who, who) for who in (speaker, voice_of))
    return rules.are_left_out(speaker, voice_of, silent)


def _is_final(reading: Reading, row: Meeting, who: EntityId, now: Instant) -> bool:
    """Whether it is too late to take it back, as far as this laptop knows."""
    if row.state != MeetingState.CLOSED or row.closed is None:
        return False
    stands = stands_at(reading, row.id)
    said = [
        wall_of(saying.rank[0])
        for stay in _asked(reading, row)
        if stands.get(stay.attendee_id, stay.attendee_id) == stands.get(who, who)
        for saying in reading.sayings(Attendance, stay.id, "words_left_out")
        if saying.speaks and saying.value
    ]
    return bool(said) and now >= rules.final_from(row.closed, min(said), now)
