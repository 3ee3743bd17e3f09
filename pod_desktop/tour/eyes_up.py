"""Station: eyes up at the table. Somebody is named later, and second taps say more of a turn."""

from PySide6.QtWidgets import QAbstractButton

from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.marks import Mark
from pod_desktop.services import second_taps, turn_log
from pod_desktop.tour.hand import Key
from pod_desktop.tour.listening import speaks
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.meeting.turn_aspects import Aspect

_SECONDS = 12


def somebody_and_second_taps(stage: Stage) -> None:
    """X for somebody, N for who it was, T for to whom; the rest from the row of the turn."""
    hand, story, page = stage.hand, stage.story, stage.meeting.voices.page
    first, second = story.family[0], story.family[1]
    speaks(stage, second)
    hand.key(Key.Key_X)
    stage.clock.advance(seconds=_SECONDS)
    stage.picture("somebody-whose-name-comes-later")
    hand.key(Key.Key_N)
    stage.picture("who-was-it")
    speaks(stage, first)
    hand.click(page.table.middle)
    stage.clock.advance(seconds=_SECONDS)
    speaks(stage, story.person)
    hand.key(Key.Key_T)
    stage.picture("to-whom")
    speaks(stage, second)
    stage.picture("said-to")
    hand.press_with_key(page.recent.more[0])
    stage.picture("more-about-a-turn")
    aspects = page.recent.details.aspects
    hand.press_with_key(aspects.rows[Aspect.ANSWERS])
    hand.press_with_key(hand.find(QAbstractButton, first, within=aspects.people))
    stage.picture("answers-somebody")
    hand.key(Key.Key_Escape)
    stage.did(
        f"X while {second} spoke, N and {first}’s key for who it had been, a tap on the middle of the table; "
        f"T and {second}’s key while {story.person} spoke, and from the row of that turn whom it answers."
    )
    with stage.freshly_opened() as journal:
        named, nameless, last = turn_log.log_view(journal, stage.meeting_id).turns[-3:]
        left = second_taps.how_many_nameless(journal, stage.meeting_id)
    require(_told(named) == [first], f"Named is {_told(named)}.")
    require(nameless.speaker is None and left == 1, f"Without a name are {left} turns.")
    require(_told(last) == [story.person, f"addressed_to {second}", f"answers {first}"], f"{_told(last)}")
    stage.found(
        f"{first} named later; {story.person} to {second}, answering {first}; one turn without a name."
    )


def _told(turn: TurnView) -> list[str]:
    said = [turn.speaker.name if turn.speaker is not None else ""]
    marks = ((mark, getattr(turn, mark)) for mark in Mark)
    return said + [f"{mark} {who.name}" for mark, who in marks if who is not None]
