"""Stations: the turn log. The question aloud, turns by tap and by key, and words while others go on."""

from PySide6.QtCore import Qt

from pod_desktop.domain.log_views import LogView, TurnView
from pod_desktop.domain.turns import AgreementState, SpanKind
from pod_desktop.services import turn_log
from pod_desktop.tour.hand import Held, Key
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.meeting.voices.page import TablePage
from pod_desktop.ui.meeting.voices.seats import Seat

SECONDS = 12


def the_question_aloud(stage: Stage) -> None:
    """May we note who speaks when? Nothing is logged before everybody said yes."""
    hand, voices = stage.hand, stage.meeting.voices
    require(not voices.question.begin.isEnabled(), "The log could begin before anybody was asked.")
    hand.press_with_key(voices.question.everybody)
    stage.picture("everybody-agreed")
    hand.press_with_key(voices.question.begin)
    stage.picture("table")
    stage.did("Asked aloud; everybody agreed; began the log with the keyboard.")
    log = log_of(stage)
    require(stage.meeting_read_back().log_asked is not None, "It is not stored that the question was asked.")
    require(log.agreement == AgreementState.AGREED, f"The agreement is “{log.agreement}”.")
    require(log.log_kind == "live" and not log.turns, "The log has not begun, or is not empty.")
    stage.found(f"Asked aloud, {len(log.seats)} agreed, nothing logged yet.")


def turns(stage: Stage) -> None:
    """Keys and taps, several at once, silence, reflecting, pause, undo."""
    story = stage.story
    person, first, second = story.person, story.family[0], story.family[1]
    _one_voice_and_several(stage)
    _silence_and_reflecting(stage)
    speaks(stage, first)
    speaks(stage, second)
    stage.hand.key(Key.Key_Z, Held.ControlModifier)
    stage.picture("undone")
    stage.hand.key(Key.Key_P)
    stage.clock.advance(seconds=SECONDS)
    stage.picture("paused")
    stage.did(
        "Keys 1 to 9 and a tap for who speaks, M for several at once, S for silence, R for reflecting and "
        "back, Ctrl+Z after a tap on somebody else, P for a pause."
    )
    reflecting = ["reflecting", story.me, story.colleague]
    wanted = [person, first, second, person, "silence", *reflecting, first, "pause"]
    log = log_of(stage)
    found = [who_or_what(turn) for turn in log.turns]
    require(found == wanted, f"In the log are: {', '.join(found)}.")
    require(
        [who_or_what(turn) for turn in log.open_spans] == ["pause"], "Something else than the pause goes on."
    )
    began, ended = log.turns[0].began, log.turns[0].ended
    require(ended is not None and (ended - began).total_seconds() == SECONDS, "A turn has another length.")
    stage.found(f"In the log, in this order: {', '.join(found)}; the first turn took {SECONDS} seconds.")


def _one_voice_and_several(stage: Stage) -> None:
    hand, story = stage.hand, stage.story
    speaks(stage, story.person)
    speaks(stage, story.family[0])
    stage.picture("somebody-speaks")
    hand.click(seat_of(stage, story.family[1]))
    stage.clock.advance(seconds=SECONDS)
    hand.key(Key.Key_M)
    speaks(stage, story.person)
    stage.picture("several-at-once")
    hand.key(Key.Key_M)


def _silence_and_reflecting(stage: Stage) -> None:
    hand, story = stage.hand, stage.story
    hand.key(Key.Key_S)
    stage.clock.advance(seconds=SECONDS)
    stage.picture("silence")
    hand.key(Key.Key_R)
    stage.clock.advance(seconds=SECONDS)
    for practitioner in (story.me, story.colleague):
        speaks(stage, practitioner)
    stage.picture("reflecting")
    hand.key(Key.Key_R)


def words_of_turns(stage: Stage) -> None:
    """Words for one turn are written while the next one goes on."""
    hand, story, page = stage.hand, stage.story, _table(stage)
    first_words, next_words = story.spoken
    speaks(stage, story.person)
    hand.key(Key.Key_W)
    hand.type(first_words)
    hand.key(key_of(stage, story.family[0]), Held.ControlModifier)
    stage.clock.advance(seconds=SECONDS)
    hand.type(next_words[:20])
    stage.picture("words-while-others-go-on")
    hand.key(Key.Key_Return, Held.ControlModifier)
    hand.type(next_words[20:])
    stage.picture("words-taken-along")
    hand.key(Key.Key_Escape)
    stage.picture("words")
    stage.did(
        f"Wrote {story.person}’s words; while they were typed, {story.family[0]} began to speak, by Ctrl and "
        "a digit; typed on, and took what was typed since along to the new turn with Ctrl+Enter."
    )
    last = [(who_or_what(turn), turn.words) for turn in log_of(stage).turns[-2:]]
    require(
        last == [(story.person, first_words), (story.family[0], next_words)], f"The last turns are {last}."
    )
    require(page.words.edit.toPlainText() == next_words, "The field shows other words.")
    stage.found(f"{story.person}: “{first_words}” {story.family[0]}: “{next_words}”")


def speaks(stage: Stage, name: str) -> None:
    """Presses the key on somebody’s seat; they speak for a while."""
    stage.hand.key(key_of(stage, name))
    stage.clock.advance(seconds=SECONDS)


def key_of(stage: Stage, name: str) -> Qt.Key:
    """The key on somebody's seat."""
    return Qt.Key(ord(seat_of(stage, name).key))


def seat_of(stage: Stage, name: str) -> Seat:
    """Where somebody sits."""
    return stage.hand.find(Seat, name, within=_table(stage).table)


def _table(stage: Stage) -> TablePage:
    return stage.meeting.voices.page


def log_of(stage: Stage) -> LogView:
    """The turn log as the freshly opened database has it."""
    with stage.freshly_opened() as journal:
        return turn_log.log_view(journal, stage.meeting_id)


def who_or_what(turn: TurnView) -> str:
    """Who spoke, or what it was."""
    if turn.turn_kind == SpanKind.TURN and turn.speaker is not None:
        return turn.speaker.name
    return turn.turn_kind
