"""A station after the meeting: looking back at the turns, together with the person."""

from PySide6.QtCore import Qt

from pod_desktop.services import looking_back as services
from pod_desktop.tour.stage import SIZE, Stage, require
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.widgets import bring_into_view

Key = Qt.Key
ABOUT = "What the nights are like"


def looking_back(stage: Stage) -> None:
    """From turn to turn, closer, an episode marked at the strip, and the figures below; then back."""
    hand = stage.hand
    page = _opened(stage)
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
    hand.wait_for(lambda: not page.is_looking and page.view.episodes, "The episode is not shown.")
    hand.tab_to(strip, back=True)
    hand.key(Key.Key_0)
    stage.picture("an-episode-on-the-strip")
    for table, name in (
        (page.people.tables[0], "turns-and-time"),
        (page.following.tables[0], "who-spoke-after-whom"),
    ):
        hand.tab_to(table)
        stage.picture(name)
    bring_into_view(page.marks)
    stage.picture("brought-in-and-invited")
    hand.press_with_key(page.leave)
    stage.wait_for_page(SummaryPage)
    stage.did("Looked back at the turns with the keyboard alone, and marked a topical episode.")
    with stage.freshly_opened() as journal:
        seen = services.looking_back(journal, stage.meeting_id)
    require([each.words for each in seen.episodes] == [ABOUT], "The episode is not stored.")
    measures = seen.logs[0].measures
    heard = sum(one.turns > 0 for one in measures.people)
    stage.found(f"{measures.turns} turns; {heard} of {len(measures.people)} voices heard; one episode.")


def onto_the_map(stage: Stage) -> None:
    """Who followed whom on the network map, by counts and by shares; then the page for everybody."""
    hand = stage.hand
    stage.shell.show_summary(stage.meeting_id)
    page = _opened(stage)
    hand.press_with_key(page.following.on_map)
    hand.wait_for(lambda: page.ways.on_map is not None, "The map did not open.")
    window = page.ways.on_map
    if window is None:
        return
    stage.picture("who-followed-whom-on-the-map")
    hand.key(Key.Key_Down)
    stage.picture("shares-on-the-map")
    arrows = len(window.layer.drawing.arrows)
    hand.key(Key.Key_Escape)
    hand.press_with_key(page.ways.everybody)
    shared = page.ways.shared
    require(shared is not None and shared.isVisible(), "Nothing is shown to everybody.")
    if shared is None:
        return
    shared.setGeometry(0, 0, *SIZE)
    stage.picture("looking-back-for-everybody", shared)
    shared.close()
    hand.come_to_front()
    hand.press_with_key(page.leave)
    stage.wait_for_page(SummaryPage)
    stage.did("Opened the map of who followed whom, chose shares with the keyboard, and showed the page.")
    with stage.freshly_opened() as journal:
        counts = services.looking_back(journal, stage.meeting_id).logs[0].measures.transitions
    pairs = sum(len(row) for row in counts.values())
    require(arrows == pairs, f"{arrows} arrows are drawn for {pairs} pairs.")
    stage.found(f"{arrows} arrows, one for each pair that occurred.")


def two_logs(stage: Stage) -> None:
    """The logs of two laptops beside each other, compared, also with a clock that was ahead."""
    hand = stage.hand
    stage.shell.show_summary(stage.meeting_id)
    page = _opened(stage)
    hand.wait_for(lambda: not page.two.is_comparing, "The logs were not compared.")
    stage.picture("two-logs")
    hand.tab_to(page.two.ahead.edit)
    hand.key(Key.Key_Backspace)
    hand.type("2")
    hand.wait_for(lambda: not page.two.is_comparing, "The logs were not compared anew.")
    stage.picture("a-clock-that-was-ahead")
    require(len(page.view.logs) > 1, "There is one log only.")
    stage.did("Looked at both laptops’ logs, with a clock that was two seconds ahead.")
    stage.found(page.two.said())


def _opened(stage: Stage) -> LookingBackPage:
    stage.hand.press_with_key(stage.page(SummaryPage).log.look_back)
    page = stage.wait_for_page(LookingBackPage)
    stage.hand.wait_for(lambda: not page.is_looking, "The turns did not come.")
    return page
