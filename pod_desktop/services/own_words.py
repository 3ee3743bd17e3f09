"""Whoever asks for it has their own words left out of the turn log (docs/adr/0020).

From then on the log takes none from them, and those that it has are shown nowhere. Ten minutes later, and not
before the meeting has been closed for as long, they are destroyed on each laptop as it hears of it, with what
comes later of an older program (SYNC §6). Their turns stay. Who asked on one laptop is left out on all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
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
from pod_desktop.storage.act import Act
from pod_desktop.storage.ending_words import end_field, living, saying, says_more
from pod_desktop.storage.events import wall_of
from pod_desktop.storage.heads import HeadEvent
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance, Meeting, Synced, Turn

_AT_ONCE, _FEW = 300, 10
"""Events ended in one act, and those of which the rest is to be said anew: who waits for it waits shortly."""
_ABOUT_THEM = ("correction",)
"""What is said with the words, and of them."""
_PATIENCE = timedelta(days=7)
"""Words that stand in one event with more were written by an older program. What else it says is said anew by
the laptop that wrote it, since two that do so make differences that nobody made; so long it is waited for."""
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
    """Whether a column of a thing has words that are shown nowhere, or tells what became of them."""
    if table is not Turn or name not in rules.NOTED:
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
            some = _destroy(journal, meeting_id)
            if not some and meeting_id not in journal.in_hand:  # else more may have come, or be left
                before[meeting_id] = looks
            ended += some
    if ended:
        journal.empty_log_of_ended(just_ended=True)
    return ended


class _Looks(NamedTuple):
    """How a meeting's logs stand: where nothing of it is otherwise, no words have come."""

    silent: frozenset[EntityId]
    """Whose words are to be destroyed by now."""
    overdue: frozenset[EntityId]
    """Of them, those for which no other laptop is waited for any more."""
    logs: tuple[tuple[int, int, int, int], ...]
    """Of each stream how many events it has, how many are without a body, and the sum of their numbers."""


_looked: WeakKeyDictionary[Journal, dict[EntityId, _Looks]] = WeakKeyDictionary()
_LOGS = """SELECT no, (SELECT count(*) FROM event WHERE stream_no = stream.no),
(SELECT count(*) FROM event WHERE stream_no = stream.no AND length(body) = 0),
(SELECT coalesce(sum(seq), 0) FROM event WHERE stream_no = stream.no AND length(body) = 0)
FROM stream WHERE meeting_id = ? ORDER BY no"""
"""All of it stands in indexes."""


def _looks(reading: Reading, row: Meeting, now: Instant) -> _Looks:
    silent, overdue = _due(reading, row, now), _due(reading, row, now, _PATIENCE)
    logs = reading.session.connection().exec_driver_sql(_LOGS, (bytes.fromhex(row.id),)).all()
    return _Looks(silent, overdue, tuple((no, count, ended, numbers) for no, count, ended, numbers in logs))


def _due(
    reading: Reading, row: Meeting, now: Instant, waited: timedelta = timedelta()
) -> frozenset[EntityId]:
    """Whose words are to be destroyed, since `waited` at least."""
    return frozenset(who for who in left_out(reading, row) if _is_final(reading, row, who, now, waited))


def _destroy(journal: Journal, meeting_id: EntityId) -> int:
    now, ended = journal.clock.now(), 0
    with journal.read() as reading:
        silent = _due(reading, reading.get(Meeting, meeting_id), now)
        found = saying(reading, meeting_id, Turn, "words", _turns_of(reading, meeting_id, silent))
    for some in _portions(found):
        with journal.act() as act:
            if meeting_id in journal.in_hand:
                return ended
            due = _still_due(act, meeting_id, some, now)
            end_field(act, meeting_id, Turn, "words", due, "log_of_id", _ABOUT_THEM)
        ended += len(due)
        sleep(_BREATH)
    return ended


def _portions(found: Sequence[HeadEvent]) -> Iterator[Sequence[HeadEvent]]:
    for is_more, at_once in ((True, _FEW), (False, _AT_ONCE)):
        some = [each for each in found if _says_more(each) is is_more]
        yield from (some[start : start + at_once] for start in range(0, len(some), at_once))


def _still_due(act: Act, meeting_id: EntityId, some: Sequence[HeadEvent], now: Instant) -> list[HeadEvent]:
    """Of what was found before, what is to be ended as it stands now: a turn may be somebody else's since."""
    row, own = act.get(Meeting, meeting_id), act.own_streams()
    things = {EntityId(each.event.entity.hex()) for each in some}
    theirs = _turns_of(act, meeting_id, _due(act, row, now), things)
    overdue = _turns_of(act, meeting_id, _due(act, row, now, _PATIENCE), things)

    def is_due(each: HeadEvent) -> bool:
        thing = EntityId(each.event.entity.hex())
        may_end = each.event.stream in own or thing in overdue or not _says_more(each)
        return thing in theirs and may_end

    return [each for each in living(act, some) if is_due(each)]


def _says_more(each: HeadEvent) -> bool:
    return says_more(each, Turn, "words", _ABOUT_THEM)


def _turns_of(
    reading: Reading,
    meeting_id: EntityId,
    silent: frozenset[EntityId],
    among: Collection[EntityId] | None = None,
) -> list[EntityId]:
    """Those whose words are theirs, taken out ones too; with `among`, of these only.

    Where laptops disagree on who spoke, or whose words it says, it must be so whichever is right: until that
    is settled nothing is destroyed that may be somebody else’s.
    """
    query = reading.session.query(Turn.id, Turn.speaker_id, Turn.voice_of_id).filter_by(meeting_id=meeting_id)
    if among is not None:
        query = query.filter(Turn.id.in_(among))
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


def _is_final(
    reading: Reading, row: Meeting, who: EntityId, now: Instant, waited: timedelta = timedelta()
) -> bool:
    """Whether it is too late to take it back, as far as this laptop knows, since `waited` at least."""
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
    return bool(said) and now - waited >= rules.final_from(row.closed, min(said), now)
