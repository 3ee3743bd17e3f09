"""The speaking-turn log of a meeting: what stands in it, who agreed to it, and what is said of a turn.

The taps at the table are in `live_log`.
"""

from collections.abc import Collection

from pod_desktop.domain import turns as rules
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, LogView, TurnView
from pod_desktop.domain.own_words import NOTED, are_left_out, correction_of
from pod_desktop.domain.turns import AgreementState, LogKind, SpanKind, TurnSpan
from pod_desktop.domain.views import (
    AttendanceView,
    Someone,
)
from pod_desktop.services import log_choices, log_pause, meeting_views, own_words
from pod_desktop.services.meetings import require_open
from pod_desktop.services.names import Names
from pod_desktop.services.stays import answers_to_log, present
from pod_desktop.services.voices import voices
from pod_desktop.services.whose_words import require_words_stay
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance, Meeting, Turn


def log_view(journal: Journal, meeting_id: EntityId) -> LogView:
    """The turn log as it stands, of an open or a closed meeting. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names = Names(reading, row.person_id)
        here = [stay for stay in meeting_views.attendances(reading, names, row) if stay.left is None]
        return LogView(
            meeting_id=meeting_id,
            log_kind=row.log_kind,
            agreement=str(_agreement(row, here)),
            to_ask=tuple(stay.who for stay in here if not stay.log_agreed),
            said_no=tuple(stay.who for stay in here if stay.log_agreed == "no"),
            seats=_seats(here),
            turns=turns_of(reading, names, meeting_id),
            choices=tuple(map(str, log_choices.offered(reading, row, journal.clock.now()))),
            chosen_here=log_choices.chosen_here(reading, row),
            elsewhere=log_choices.chosen_elsewhere(reading, row),
        )


def live_view(journal: Journal, meeting_id: EntityId, last: int = 5) -> LiveView:
    """Who is here, what goes on and the `last` few turns of an open meeting. Raises NotFound.

    What it looks up does not grow with the log.
    """
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names = Names(reading, row.person_id)
        stays = meeting_views.attendances(reading, names, row)
        silent = frozenset(stay.who.id for stay in stays if stay.words_left_out)
        going_on = reading.all(Turn, meeting_id=meeting_id, ended=None, end_unknown=False)
        going_on.sort(key=lambda turn: (turn.began, turn.id))
        return LiveView(
            meeting_id=meeting_id,
            log_kind=row.log_kind,
            agreement=str(_agreement(row, [stay for stay in stays if stay.left is None])),
            stays=stays,
            going_on=tuple(turn_view(names, turn, silent) for turn in going_on),
            last=tuple(turn_view(names, turn, silent) for turn in _newest(reading, meeting_id, last)),
            voices=voices(reading, names, row, {stay.who.id for stay in stays if stay.left is None}),
        )


def _newest(reading: Reading, meeting_id: EntityId, last: int) -> list[Turn]:
    """The `last` turns that began latest, the latest first.

    A log has an index of ends and none of beginnings. Whoever ended before the latest few ended also began
    before that; where these few do not settle it (long turns beside each other), all turns are looked at.
    """
    turns = reading.session.query(Turn).filter_by(
        struck=False, meeting_id=meeting_id, turn_kind=str(SpanKind.TURN)
    )
    without_end = turns.filter(Turn.ended.is_(None)).all()
    ended = turns.filter(Turn.ended.is_not(None)).order_by(Turn.ended.desc()).limit(4 * last).all()
    found = sorted([*without_end, *ended], key=lambda turn: (turn.began, turn.id), reverse=True)[:last]
    earliest_end = min((turn.ended for turn in ended if turn.ended is not None), default=None)
    if len(ended) < 4 * last or earliest_end is None or (found and found[-1].began > earliest_end):
        return found
    return turns.order_by(Turn.began.desc(), Turn.id.desc()).limit(last).all()


def not_spoken_yet(journal: Journal, meeting_id: EntityId) -> tuple[Someone, ...]:
    """Who is here and has no turn in the log, in order of arrival. It takes as long in a long log."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names = Names(reading, row.person_id)
        stays = meeting_views.attendances(reading, names, row)
        here = [stay.who for stay in stays if stay.left is None]
        return tuple(who for who in here if not _has_spoken(reading, names, meeting_id, who.id))


def _has_spoken(reading: Reading, names: Names, meeting_id: EntityId, who: EntityId) -> bool:
    """Whether a turn names them, by whichever of their cards."""
    ids = {who, *(card.id for card in names.cards.of(who))}
    turns = reading.session.query(Turn.id).filter_by(struck=False, meeting_id=meeting_id)
    return turns.filter(Turn.speaker_id.in_(ids)).first() is not None


def turns_of(reading: Reading, names: Names, meeting_id: EntityId) -> tuple[TurnView, ...]:
    """The spans of a log in its order, without the words of whoever had theirs left out."""
    silent = own_words.left_out(reading, reading.get(Meeting, meeting_id))
    views = {t.id: turn_view(names, t, silent) for t in reading.all(Turn, meeting_id=meeting_id)}
    return tuple(views[span.id] for span in rules.in_order(span_of(view) for view in views.values()))


def turn_view(names: Names, turn: Turn, silent: frozenset[EntityId]) -> TurnView:
    """A stored span as screens and outputs see it; of whoever is `silent` without words."""
    speaker, voice = names.of_or_none(turn.speaker_id), names.of_or_none(turn.voice_of_id)
    left_out = are_left_out(speaker.id if speaker else None, voice.id if voice else None, silent)
    return TurnView(
        turn.id,
        speaker,
        turn.turn_kind,
        turn.began,
        turn.ended,
        turn.end_unknown,
        "" if left_out else turn.words,
        turn.topic_id,
        names.of_or_none(turn.addressed_to_id),
        names.of_or_none(turn.invited_by_id),
        names.of_or_none(turn.answers_id),
        voice,
        turn.correction,
        left_out,
    )


def span_of(view: TurnView) -> TurnSpan:
    """A turn as the rules count it."""
    speaker = view.speaker.id if view.speaker is not None else None
    return TurnSpan.stored(view.id, speaker, view.began, view.ended, view.turn_kind)


def _seats(here: list[AttendanceView]) -> tuple[AttendanceView, ...]:
    """Round the table: by seat where one was chosen, else in order of arrival."""
    return tuple(sorted(here, key=lambda stay: (stay.seat is None, stay.seat or 0.0)))


def _agreement(row: Meeting, here: list[AttendanceView]) -> AgreementState:
    return rules.agreement_state(
        asked_aloud=row.log_asked is not None,
        present=[stay.who.id for stay in here],
        agreed=[stay.who.id for stay in here if stay.log_agreed == "yes"],
        said_no=[stay.who.id for stay in here if stay.log_agreed == "no"],
    )


def record_asked_aloud(journal: Journal, meeting_id: EntityId) -> None:
    """The question about the turn log was asked aloud."""
    with journal.act() as act:
        require_open(act, meeting_id)
        act.change(Meeting, meeting_id, log_asked=journal.clock.now())


def record_agreement(journal: Journal, attendance_id: EntityId, agreed: str) -> int:
    """What somebody here said to the turn log: "yes", "no", or "" to ask again.

    A no while the log runs pauses it, and takes out what was tapped for whoever had never said yes: they were
    still to be asked. Returns how many turns that were.
    """
    if agreed not in ("yes", "no", ""):
        raise ValueError(f"not an answer: {agreed}")
    now = journal.clock.now()
    with journal.act() as act:
        asked = act.get(Attendance, attendance_id)
        row = require_open(act, asked.meeting_id)
        own = {stay.id for stay in present(act, row.id, asked.attendee_id)}
        unasked = agreed == "no" and not log_pause.has_agreed(act, row.id, asked.attendee_id)
        for id_ in sorted({attendance_id, *own}):
            act.change(Attendance, id_, log_agreed=agreed, log_answered=now if agreed else None)
        if row.log_asked is None and agreed:
            act.change(Meeting, row.id, log_asked=now)
        if agreed == "no":
            log_pause.pause(act, row, journal.steady_clock(row.id).now())
        return log_pause.take_out(act, row.id, asked.attendee_id) if unasked else 0


def record_everybody_agreed(
    journal: Journal, meeting_id: EntityId, *, asked: Collection[EntityId] | None = None
) -> None:
    """Everybody here who had not answered yet agreed, in one act. A no that was said stands.

    With `asked`, only those of these stays: whom the screen shows, and nobody who came in behind it.
    """
    now = journal.clock.now()
    with journal.act() as act:
        row = require_open(act, meeting_id)
        if row.log_asked is None:
            act.change(Meeting, meeting_id, log_asked=now)
        for stay in present(act, meeting_id):
            if not stay.log_agreed and (asked is None or stay.id in asked):
                act.change(Attendance, stay.id, log_agreed="yes", log_answered=now)


def start_log(journal: Journal, meeting_id: EntityId) -> None:
    """Begin the log. Raises NotAllowed unless everybody here was asked and agreed."""
    with journal.act() as act:
        row = require_open(act, meeting_id)
        require_agreed(act, row)
        act.change(Meeting, meeting_id, log_kind=str(LogKind.LIVE))


def leave_end_unknown(journal: Journal, meeting_id: EntityId) -> int:
    """After a stop of the program: spans that were open have no known end. Returns how many there were."""
    with journal.act() as act:
        found = act.all(Turn, meeting_id=meeting_id, ended=None, end_unknown=False)
        for turn in found:
            act.change(Turn, turn.id, end_unknown=True)
        return len(found)


def set_words(journal: Journal, turn_id: EntityId, words: str) -> None:
    """The speaker's own words for a turn, kept letter by letter as they were typed.

    Raises NotAllowed where whoever’s words they are had theirs left out.
    """
    with journal.act() as act:
        turn = act.get(Turn, turn_id)
        correction = correction_of(words) if turn.correction else ""
        act.change(Turn, turn_id, words=words, correction=str(correction), whole=NOTED)
        require_words_stay(act)


def set_topic(journal: Journal, turn_id: EntityId, topic_id: EntityId | None) -> None:
    """The topic that a turn was about."""
    with journal.act() as act:
        act.change(Turn, turn_id, topic_id=topic_id)


def require_agreed(act: Act, row: Meeting) -> None:
    """Raises NotAllowed unless everybody here was asked and agreed."""
    rules.require_may_start_log(agreement_of(act, row))


def agreement_of(act: Act, row: Meeting) -> AgreementState:
    """What everybody here answered, asked aloud or not yet."""
    answers = answers_to_log(act, row.id)
    return rules.agreement_state(
        asked_aloud=row.log_asked is not None,
        present=[who for who, _ in answers],
        agreed=[who for who, answer in answers if answer == "yes"],
        said_no=[who for who, answer in answers if answer == "no"],
    )
