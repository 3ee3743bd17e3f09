"""After a meeting: what is between it and the next one, and a word of it that is found again."""

from PySide6.QtCore import Qt

from pod_desktop.services import care, searching
from pod_desktop.tour.joining import go_to_people
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui import times
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.searching.page import SearchPage

Key = Qt.Key
HAPPENED = "The police brought her home at two in the morning."
_WHY = "Nobody could be reached, and it was raining."


def between_meetings(stage: Stage) -> None:
    """What had to happen outside a meeting is written down, and where she lives."""
    hand = stage.hand
    hand.press("Done")
    record = stage.page(RecordPage)
    hand.tab_to(record.rail)
    hand.key(Key.Key_Down, times=2)
    stage.picture("timeline")
    hand.key(Key.Key_Down)
    page = record.between
    hand.press_with_key(page.outside.add_one)
    hand.type(HAPPENED)
    hand.write("Why could it not wait for a meeting?", _WHY, within=page.outside)
    stage.picture("happened-outside")
    hand.press("Keep", within=page.outside)
    hand.press_with_key(page.settings.add_one)
    hand.press("At home", within=page.settings)
    hand.press("Keep", within=page.settings)
    stage.picture("between-meetings")
    stage.did("Wrote down what happened outside a meeting, and that she lives at home.")
    with stage.freshly_opened() as journal:
        found = care.care(journal, stage.person_id, care.today_in(journal, times.HOME_ZONE))
    require([each.what for each in found.outside] == [HAPPENED], "What happened outside is not stored.")
    require(found.now_in is not None and found.now_in.setting == "home", "Where she lives is not stored.")
    stage.found("It waits for the next agenda; nothing was decided.")


def words_found_again(stage: Stage) -> None:
    """A word of a decision, sought in everything that was said and decided."""
    hand = stage.hand
    sought = max(stage.story.decision.replace("’", " ").strip(".").split(), key=len)
    go_to_people(stage)
    hand.key(Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = stage.page(SearchPage)
    hand.type(sought)
    hand.wait_for(lambda: page.found, f"“{sought}” was not found.")
    stage.picture("found-again")
    with stage.freshly_opened() as journal:
        stored = searching.search(journal, sought)
    require([each.id for each in stored] == [each.id for each in page.found], "The page shows other texts.")
    stage.did(f"Sought “{sought}” in everything that was said and decided.")
    stage.found(f"{len(stored)} found; the first: “{stored[0].words}”.")
