"""Stations: the cover in a meeting, and a stop of the program in the middle of it."""

import shutil

from PySide6.QtWidgets import QWidget

from pod_desktop.domain.meeting import MeetingState
from pod_desktop.paths import Profile
from pod_desktop.services import turn_log
from pod_desktop.tour.hand import Key, NotOnTheScreen, let_go
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.meeting.page import MeetingPage

_PIN, _NOT_THE_PIN = "4711", "1174"


def cover_in_the_meeting(stage: Stage) -> None:
    """F9 hides everything; the PIN brings it back."""
    hand, window = stage.hand, stage.window
    hand.press("PIN for the cover")
    stage.picture("pin")
    hand.type(_PIN)
    hand.key(Key.Key_Return)
    hand.key(Key.Key_F9)
    stage.picture("covered")
    cover = window.cover_screen
    require(cover.is_on(), "The screen is not covered.")
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget is not cover and not cover.isAncestorOf(widget):
            raise NotOnTheScreen(f"Beside the cover there is a {type(widget).__name__} on the screen.")
    seen = [name for name in stage.story.everybody if hand.reads(name) or name in window.windowTitle()]
    require(not seen, f"On the cover stands {', '.join(seen)}.")
    hand.type(_NOT_THE_PIN)
    hand.key(Key.Key_Return)
    stage.picture("not-the-pin")
    require(cover.is_on(), "Another PIN lifts the cover.")
    hand.type(_PIN)
    hand.key(Key.Key_Return)
    hand.wait_for(lambda: not cover.is_on(), "The PIN does not lift the cover.")
    stage.wait_for_page(MeetingPage)
    stage.did("Chose a PIN, covered the screen with F9, typed another PIN, then the right one.")
    view = stage.meeting_read_back()
    require(view.brief.state == MeetingState.OPEN, f"The meeting is {view.brief.state}.")
    stage.found(
        "Nothing of the meeting was on the cover, neither seen nor read out. The meeting is open as before."
    )


def stopped_in_the_middle(stage: Stage) -> None:
    """The program stops without closing anything; what lay on the disk at that moment is opened again."""
    hand = stage.hand
    with stage.freshly_opened() as journal:
        before = turn_log.log_view(journal, stage.meeting_id)
    require(len(before.open_spans) == 1, "There is no open turn to be interrupted.")
    _power_cut(stage)
    hand = stage.hand
    stage.picture("opened-again")
    stage.unlock()
    page = stage.wait_for_page(MeetingPage)
    offer = page.voices.page.offer_back
    require(offer.isVisible(), "The open turn is not offered back.")
    stage.picture("offered-back")
    speaker = before.open_spans[0].speaker
    require(speaker is not None and speaker.name in offer.sentence(), f"It says “{offer.sentence()}”")
    hand.press_with_key(offer.still)
    stage.clock.advance(seconds=30)
    hand.key(Key.Key_0)
    stage.picture("goes-on")
    stage.did(
        "Stopped the program without closing it and started it again: it opened in the meeting and asked "
        "what became of the turn."
    )
    with stage.freshly_opened() as journal:
        after = turn_log.log_view(journal, stage.meeting_id)
    last = after.turns[-1]
    require(len(after.turns) == len(before.turns), "A turn was lost or came from nowhere.")
    require(last.id == before.open_spans[0].id and last.ended == stage.clock.now(), "The turn did not go on.")
    stage.found(
        f"“{offer.sentence()}” All {len(after.turns)} spans are there; the turn went on, with its own end."
    )


def _power_cut(stage: Stage) -> None:
    """Go on with the files as they lie on the disk now, and not with what a window stores on its way out."""
    left = Profile(stage.profile.dir.with_name("after-the-stop"))
    shutil.copytree(stage.profile.dir, left.dir)
    old = stage.window
    stage.profile = left
    stage.open_window()
    let_go(old)
