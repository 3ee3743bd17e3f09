"""What is said of a turn after the tap that began it: who spoke, to whom, invited by whom, in answer to whom.

All is optional and never asked for. Each is one act at the table, undone like a tap (`LiveLog`).

    name_speaker(live, turn_id, who)      mark(live, turn_id, Mark.ANSWERS, who)
    about(live, turn_id, topic_id)        nameless(journal, meeting_id), how_many_nameless(…)

Afterwards the same is put right by `turn_repair`, with the same rules.
"""

from collections.abc import Mapping

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.marks import Mark, marks_of_oneself, of_oneself
from pod_desktop.domain.turns import SpanKind
from pod_desktop.domain.views import Someone
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.names import Names
from pod_desktop.services.own_words import left_out
from pod_desktop.services.stays import answers_to_log, stands_at
from pod_desktop.services.turn_log import turn_view
from pod_desktop.services.voices import voices
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import AbsentVoice, Attendance, Meeting, Topic, Turn

OF_OTHERS = (*(mark.column for mark in Mark), "voice_of_id")
"""The fields of a turn that name somebody else than its speaker."""


def name_speaker(live: LiveLog, turn_id: EntityId, who: Someone | None) -> None:
    """Who spoke in a turn; None where nobody can say. Marks and a voice that point at them are emptied.

    Raises NotAllowed for somebody who was not in the room, while somebody here says no to the log, and while
    another turn of theirs goes on as this one does: they would speak twice at once.
    """
    with live.tapped(f"{who.name} spoke" if who is not None else "nobody named") as act:
        turn, who_id = _turn(act, turn_id), who.id if who is not None else None
        if who is not None:
            require_came(act, turn.meeting_id, who.id)
            _require_speaks_once(act, turn, who)
        marks = emptied(turn, who_id, stands_at(act, turn.meeting_id))
        act.change_many(Turn, {turn_id: {"speaker_id": who_id, **marks}})


def mark(live: LiveLog, turn_id: EntityId, mark_: Mark, who: Someone | None) -> None:
    """Marks a turn with somebody who came or whose voice may be heard; None takes the mark away.

    Raises BadInput for the speaker themself, and NotAllowed for who has nothing to do with the meeting.
    """
    with live.tapped(label_of(mark_, who)) as act:
        turn = _turn(act, turn_id)
        require_mark(act, turn, who.id if who is not None else None)
        act.change_many(Turn, {turn_id: {mark_.column: who.id if who is not None else None}})


def about(live: LiveLog, turn_id: EntityId, topic_id: EntityId | None) -> None:
    """The topic of the agenda that a turn was about; None for none."""
    with live.tapped("the topic of a turn") as act:
        turn = _turn(act, turn_id)
        require_topic(act, turn.meeting_id, topic_id)
        act.change(Turn, turn_id, topic_id=topic_id)


def nameless(journal: Journal, meeting_id: EntityId) -> tuple[TurnView, ...]:
    """The turns whose speaker nobody named yet, the first first."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names = Names(reading, row.person_id)
        turns = sorted(reading.all(Turn, **_nameless(meeting_id)), key=lambda turn: (turn.began, turn.id))
        silent = left_out(reading, row)
        return tuple(turn_view(names, turn, silent) for turn in turns)


def spoke_before(journal: Journal, turn: TurnView) -> Someone | None:
    """Who began the turn before this one, of those that have a name; None where there is none."""
    with journal.read() as reading:
        row = reading.get(Turn, turn.id)
        before = reading.session.query(Turn).filter_by(
            struck=False, meeting_id=row.meeting_id, turn_kind=str(SpanKind.TURN)
        )
        named = before.filter(Turn.began < turn.began, Turn.speaker_id.is_not(None))
        last = named.order_by(Turn.began.desc(), Turn.id.desc()).first()
        person_id = reading.get(Meeting, row.meeting_id).person_id
        return Names(reading, person_id).of_or_none(last.speaker_id) if last is not None else None


def turn_now(journal: Journal, turn_id: EntityId) -> TurnView | None:
    """A turn as it is now; None where it was taken back, or its log destroyed."""
    with journal.read() as reading:
        turn = reading.session.query(Turn).filter_by(id=turn_id, struck=False).one_or_none()
        row = reading.session.get(Meeting, turn.meeting_id) if turn is not None else None
        if turn is None or row is None:
            return None
        return turn_view(Names(reading, row.person_id), turn, left_out(reading, row))


def topics_of(journal: Journal, meeting_id: EntityId) -> tuple[tuple[EntityId, str], ...]:
    """The topics that a turn can be about, with their words, in the room's order."""
    with journal.read() as reading:
        topics = sorted(reading.all(Topic, meeting_id=meeting_id), key=lambda each: (each.position, each.id))
        return tuple((each.id, each.words) for each in topics)


def how_many_nameless(journal: Journal, meeting_id: EntityId) -> int:
    """How many turns have no name yet. What it looks up does not grow with the turns that have one."""
    with journal.read() as reading:
        return reading.session.query(Turn.id).filter_by(struck=False, **_nameless(meeting_id)).count()


def label_of(mark_: Mark, who: Someone | None) -> str:
    """What undo calls a mark: "said to May", "not said to anybody"."""
    name = who.name if who is not None else "nobody"
    return {
        Mark.ADDRESSED_TO: f"said to {name}",
        Mark.INVITED_BY: f"invited by {name}",
        Mark.ANSWERS: f"answers {name}",
    }[mark_]


def voices_of(journal: Journal, meeting_id: EntityId) -> tuple[Someone, ...]:
    """Who was not there and might be heard, in the order in which they were named."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        return tuple(voice.who for voice in voices(reading, Names(reading, row.person_id), row))


def emptied(turn: Turn, who: EntityId | None, stands: Mapping[EntityId, EntityId]) -> Mapping[str, None]:
    """The fields of a turn that would name its speaker as somebody else, were it `who`.

    `stands`: see `stays.stands_at`.
    """
    if who is None:
        return {}
    others = {column: getattr(turn, column) for column in OF_OTHERS}
    return marks_of_oneself(
        stands.get(who, who),
        {column: stands.get(other, other) if other else None for column, other in others.items()},
    )


def require_mark(reading: Reading, turn: Turn, who: EntityId | None) -> None:
    """Raises BadInput for a mark to oneself, NotAllowed for one to somebody who is not of the meeting."""
    if who is None:
        return
    stands = stands_at(reading, turn.meeting_id)
    speaker = stands.get(turn.speaker_id, turn.speaker_id) if turn.speaker_id else None
    if of_oneself(speaker, stands.get(who, who)):
        raise BadInput("They speak in that turn themself, so nothing was marked.")
    voices = {each.voice_id for each in reading.all(AbsentVoice, meeting_id=turn.meeting_id)}
    is_voice = stands.get(who, who) in {stands.get(each, each) for each in voices}
    if not is_voice and not _came(reading, turn.meeting_id, who):
        raise NotAllowed("Nobody noted that they were at this meeting, so nothing was marked.")


def require_topic(reading: Reading, meeting_id: EntityId, topic_id: EntityId | None) -> None:
    """Raises BadInput for a topic of another meeting."""
    if topic_id is not None and reading.get(Topic, topic_id).meeting_id != meeting_id:
        raise BadInput("That topic is on another meeting’s agenda, so nothing was changed.")


def require_came(reading: Reading, meeting_id: EntityId, who: EntityId) -> None:
    """Raises NotAllowed for somebody of whom nobody noted that they were at the meeting."""
    if not _came(reading, meeting_id, who):
        raise NotAllowed("Nobody noted that they were at this meeting, so no turn was given to them.")


def _came(reading: Reading, meeting_id: EntityId, who: EntityId) -> bool:
    stands = stands_at(reading, meeting_id)
    came = {stay.attendee_id for stay in reading.all(Attendance, meeting_id=meeting_id)}
    return stands.get(who, who) in {stands.get(each, each) for each in came}


def _nameless(meeting_id: EntityId) -> dict[str, object]:
    return {"meeting_id": meeting_id, "speaker_id": None, "turn_kind": str(SpanKind.TURN)}


def _turn(act: Act, turn_id: EntityId) -> Turn:
    turn = act.get(Turn, turn_id)
    if turn.turn_kind != SpanKind.TURN:
        raise BadInput("Only a turn has a speaker.")
    if any(answer == "no" for _who, answer in answers_to_log(act, turn.meeting_id)):
        raise NotAllowed("Somebody here would rather not have turns logged, so nothing is added to them now.")
    return turn


def _require_speaks_once(act: Act, turn: Turn, who: Someone) -> None:
    if turn.ended is not None or turn.end_unknown:
        return
    stands = stands_at(act, turn.meeting_id)
    wanted = stands.get(who.id, who.id)
    for other in act.all(Turn, meeting_id=turn.meeting_id, ended=None, end_unknown=False):
        speaker = other.speaker_id
        if other.id != turn.id and speaker and stands.get(speaker, speaker) == wanted:
            raise NotAllowed(
                f"{who.name} speaks in another turn just now. Once that has ended, name this one."
            )
