"""A station after the meeting: looking back at the turns, together with the person."""

from PySide6.QtCore import Qt

from pod_desktop.services import looking_back as services
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.meeting.summary.page import SummaryPage

Key = Qt.Key
ABOUT = "What the nights are like"


def looking_back(stage: Stage) -> None:
    """From turn to turn, closer, an episode marked at the strip, and the figures below; then back."""
    hand = stage.hand
    hand.press_with_key(stage.page(SummaryPage).log.look_back)
    page = stage.wait_for_page(LookingBackPage)
    hand.wait_for(lambda: not page.is_looking, "The turns did not come.")
    stage.picture("looking-back")
    strip = page.strips[0].strip
    hand.tab_to(strip)
    hand.key(Key.Key_Right, times=2)
    hand.key(Key.Key_BracketLeft)
    hand.key(Key.Key_Plus, times=2)
    stage.picture("looking-back-closer")
    hand.key(Key.Key_Right, times=2)
    hand.key(Key.Key_BracketRight)
    hand.type(ABOUT)
    stage.picture("an-episode")
    hand.press_with_key(page.episodes.form.keep)
    hand.tab_to(strip, back=True)
    hand.key(Key.Key_0)
    stage.picture("an-episode-on-the-strip")
    for table, name in (
        (page.people.tables[0], "turns-and-time"),
        (page.following.tables[0], "who-spoke-after-whom"),
    ):
        hand.tab_to(table)
        stage.picture(name)
    hand.press_with_key(page.leave)
    stage.wait_for_page(SummaryPage)
    stage.did("Looked back at the turns with the keyboard alone, and marked a topical episode.")
    with stage.freshly_opened() as journal:
        seen = services.looking_back(journal, stage.meeting_id)
    require([each.words for each in seen.episodes] == [ABOUT], "The episode is not stored.")
    measures = seen.logs[0].measures
    heard = sum(one.turns > 0 for one in measures.people)
    stage.found(f"{measures.turns} turns; {heard} of {len(measures.people)} voices heard; one episode.")
