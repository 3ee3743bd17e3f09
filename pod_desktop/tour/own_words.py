"""Stations: what somebody may ask for about their own words, at the table and when looking back."""

from PySide6.QtCore import Qt

from pod_desktop.domain.log_views import TurnView
from pod_desktop.services import turn_log
from pod_desktop.tour.hand import Held, Key, NotOnTheScreen
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.meeting.summary.page import SummaryPage

_PUT = "I listen whether she is all right."


def at_the_table(stage: Stage) -> None:
    """“Not my words” at one of the last turns, and undo; all words left out, and taken in again."""
    hand, story, page = stage.hand, stage.story, stage.meeting.voices.page
    whose, asks = story.family[0], page.recent.details.own_words
    noted = _words(stage)
    hand.press_with_key(page.recent.more[0])
    hand.tab_to(asks.not_theirs)
    stage.picture("may-ask-for")
    hand.press_with_key(asks.not_theirs)
    stage.picture("not-my-words")
    require(_words(stage)[-1] == "", "The words are still there.")
    page.table.take_focus()
    hand.key(Key.Key_Z, Held.ControlModifier)
    require(_words(stage) == noted, "Undo has not brought the words back.")
    hand.press_with_key(asks.leave_out)
    stage.picture("words-left-out")
    require(_turns(stage)[-1].left_out and not _words(stage)[-1], f"{whose}’s words are not left out.")
    hand.press_with_key(asks.leave_out)
    hand.press_with_key(page.recent.back)
    hand.press_with_key(page.who_agreed)
    stage.picture("whose-words-are-left-out")
    hand.press_with_key(stage.meeting.voices.question.back)
    require(_words(stage) == noted, "The words are not as they were.")
    stage.did(f"At {whose}’s turn: “Not my words”, undone; all their words left out, and taken in again.")
    stage.found("The words went at once, and were as before after each was taken back.")


def looking_back(stage: Stage) -> None:
    """Two turns moved at once and undone; a quotation in its speaker’s wording; somebody’s words left out."""
    hand, story = stage.hand, stage.story
    hand.press_with_key(stage.page(SummaryPage).log.look_back)
    page = stage.wait_for_page(LookingBackPage)
    hand.wait_for(lambda: bool(page.strips), "There is no strip.")
    strip = page.strips[0].strip
    hand.tab_to(strip)
    hand.key(Key.Key_Home)
    hand.key(Key.Key_Right, Held.ShiftModifier, times=2)
    hand.key(Key.Key_Return)
    hand.type("-1")
    stage.picture("several-turns")
    hand.key(Key.Key_Return)
    hand.key(Key.Key_Z, Held.ControlModifier)
    _to_words_of(stage, page, story.family[0])
    hand.key(Key.Key_Return)
    hand.press_with_key(page.repairs.form.not_theirs)
    hand.type(_PUT)
    stage.picture("in-their-wording")
    hand.press_with_key(page.repairs.form.keep)
    hand.wait_for(lambda: "Put right by them" in page.strips[0].said(), "It is not said who put it so.")
    page.strips[0].strip.setFocus(Qt.FocusReason.OtherFocusReason)
    stage.picture("put-right-by-them")
    hand.press_with_key(page.own_words.left_out.chips[stage.person_id])
    hand.wait_for(lambda: not _said_by(page, story.person), "The words are still shown.")
    stage.picture("own-words-left-out")
    hand.press_with_key(page.leave)
    stage.wait_for_page(SummaryPage)
    stage.did(
        f"Moved three turns at once and undid it; {story.family[0]} put a quotation in their own wording; "
        f"{story.person} had their own words left out."
    )
    left = [turn.words for turn in _turns(stage) if turn.words]
    require(left == [_PUT], f"Words that are still shown: {left}.")
    stage.found(f"What is left of the words: “{_PUT}”")


def _to_words_of(stage: Stage, page: LookingBackPage, name: str) -> None:
    """From turn to turn with the arrow keys."""
    strip = page.strips[0].strip
    stage.hand.key(Key.Key_End)
    for _ in strip.model.turns if strip.model is not None else ():
        turn = strip.turn
        if turn is not None and turn.words and turn.speaker is not None and turn.speaker.name == name:
            return
        stage.hand.key(Key.Key_Left)
    raise NotOnTheScreen(f"{name} has no turn with words.")


def _said_by(page: LookingBackPage, name: str) -> bool:
    return any(
        turn.words and turn.speaker is not None and turn.speaker.name == name
        for log in page.view.logs
        for turn in log.turns
    )


def _turns(stage: Stage) -> tuple[TurnView, ...]:
    with stage.freshly_opened() as journal:
        return turn_log.log_view(journal, stage.meeting_id).turns


def _words(stage: Stage) -> list[str]:
    return [turn.words for turn in _turns(stage)]
