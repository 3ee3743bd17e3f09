"""Stations: keys that are held, another key for somebody, and a voice that is nobody’s who is here."""

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.tour.hand import Key, NotOnTheScreen
from pod_desktop.tour.listening import SECONDS, key_of, log_of, seat_of, speaks, who_or_what
from pod_desktop.tour.stage import Stage, require

ABSENT = "Grandad Ted"
"""Somebody who is not here and may be heard; the next meeting has his voice, too."""


def held_keys(stage: Stage) -> None:
    """A key is held while its person speaks; two held keys are two voices."""
    hand, story, voices = stage.hand, stage.story, stage.meeting.voices
    one, other = story.person, story.family[0]
    before = len(log_of(stage).turns)
    hand.key(Key.Key_0)
    hand.key(Key.Key_H)
    stage.picture("hold")
    _hold(stage, one)
    _hold(stage, other)
    stage.picture("two-keys-held")
    _let_go(stage, one)
    _let_go(stage, other)
    hand.wait_for(lambda: not voices.sitting.going_on, "Somebody goes on whose key is not held.")
    stage.picture("let-go")
    hand.key(Key.Key_H)
    stage.did(f"Held the keys of {one} and of {other}, one beside the other, and let them go again.")
    turns = log_of(stage).turns[before:]
    took = [(turn.ended - turn.began).total_seconds() for turn in turns if turn.ended is not None]
    require([who_or_what(turn) for turn in turns] == [one, other], "Others spoke.")
    require(took == [2 * SECONDS, 2 * SECONDS], f"The turns took {took} seconds.")
    require(turns[1].began < (turns[0].ended or turns[0].began), "They did not speak at once.")
    stage.found(f"Two turns of {2 * SECONDS} seconds, partly at once.")


def another_key(stage: Stage) -> None:
    """Somebody gets a key of their own, and who had it theirs."""
    hand, story = stage.hand, stage.story
    one, other = story.family[0], story.family[1]
    was, others = key_of(stage, one), key_of(stage, other)
    _ask_key(stage, one)
    hand.key(Key.Key_S)
    stage.picture("key-of-the-table")
    hand.key(others)
    stage.picture("keys-swapped")
    require((key_of(stage, one), key_of(stage, other)) == (others, was), "The keys are not swapped.")
    _ask_key(stage, one)
    hand.key(Key.Key_K)
    stage.picture("own-key")
    stage.did(
        f"At the place of {one}: another key. S is the table’s, {chr(others)} was {other}’s, K nobody’s."
    )
    speaks(stage, one)
    last = log_of(stage).turns[-1]
    require(who_or_what(last) == one, f"K is {who_or_what(last)}.")
    hand.key(Key.Key_0)
    stage.found(f"K is {one} now, also in the log; {other} has {chr(was)}.")


def a_voice(stage: Stage) -> None:
    """Somebody who is not here has a place at the table, and others say their words."""
    hand, story, meeting = stage.hand, stage.story, stage.meeting
    hand.press_with_key(meeting.header.strip)
    hand.tab_to(meeting.coming.absent.name)
    hand.type(ABSENT)
    hand.key(Key.Key_Return)
    hand.press_with_key(meeting.coming.back)
    speaks(stage, story.person)
    hand.click(seat_of(stage, ABSENT))
    stage.picture("voice-through-somebody")
    hand.key(Key.Key_0)
    stage.clock.advance(seconds=SECONDS)
    hand.click(seat_of(stage, ABSENT))
    stage.picture("who-speaks-for-them")
    speaks(stage, story.family[0])
    stage.picture("voice-through-the-next")
    hand.key(Key.Key_0)
    stage.did(
        f"Named {ABSENT}, who is not here. Tapped his place while {story.person} spoke; then while nobody "
        f"did, and {story.family[0]} after it."
    )
    log = log_of(stage)
    told = [(who_or_what(turn), turn.voice_of and turn.voice_of.name) for turn in log.turns[-2:]]
    wanted = [(story.person, ABSENT), (story.family[0], ABSENT)]
    require(told == wanted, f"In the log is {told}.")
    require(ABSENT not in {stay.who.name for stay in log.seats}, f"{ABSENT} counts as here.")
    stage.found(f"Both turns are in the words of {ABSENT}, who is counted nowhere.")


def _hold(stage: Stage, name: str) -> None:
    QTest.keyPress(_at_keyboard(stage), key_of(stage, name))
    stage.clock.advance(seconds=SECONDS)


def _let_go(stage: Stage, name: str) -> None:
    QTest.keyRelease(_at_keyboard(stage), key_of(stage, name))
    stage.clock.advance(seconds=SECONDS)


def _at_keyboard(stage: Stage) -> QWidget:
    return QApplication.focusWidget() or stage.window


def _ask_key(stage: Stage, name: str) -> None:
    """The key for menus at somebody’s place, and the first entry."""
    hand, seat = stage.hand, seat_of(stage, name)
    hand.tab_to(seat)
    at = seat.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, seat.mapToGlobal(at))
    QApplication.sendEvent(seat, event)
    offers = QApplication.activePopupWidget()
    if offers is None:
        raise NotOnTheScreen(f"The place of {name} offers nothing.")
    QTest.keyClick(offers, Key.Key_Down)
    QTest.keyClick(offers, Key.Key_Return)
    hand.wait_for(lambda: stage.meeting.voices.page.another_key.asks, "Nobody asks for a key.")
    stage.picture("another-key")
