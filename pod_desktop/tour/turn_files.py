"""Stations: the turns saved as a file for another program, and a past meeting taken in from such a file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.outputs.annotations import read_annotation
from pod_desktop.services import people
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.people.record import MEETINGS, RecordPage
from pod_desktop.ui.turn_files.save import SaveTurns

Key = Qt.Key


def turns_as_a_file(stage: Stage) -> None:
    """From the summary, for ELAN: letters instead of names, and no words."""
    hand, file = stage.hand, _file(stage)
    summary = stage.page(SummaryPage)
    hand.press_with_key(summary.log.save)
    hand.wait_for(lambda: isinstance(hand.front(), SaveTurns), "The question did not come.")
    hand.press("ELAN .eaf")
    stage.picture("turns-as-a-file")
    stage.give_path("Save…", file)
    hand.wait_for(file.exists, "No file was saved.")
    hand.wait_for(lambda: hand.reads("Saved as"), "It is not said that it was saved.")
    stage.picture("what-the-file-cannot-say")
    hand.press("Close")
    log = read_annotation(file).annotation
    require(not any(span.words for span in log.spans), "Words are in the file.")
    names = set(stage.story.everybody) & set(log.speakers)
    require(not names, f"Names are in the file: {names}.")
    stage.did("Saved the turns for ELAN, with letters for names and without words.")
    stage.found(f"In the file: {log.turns} turns of {', '.join(log.speakers)}.")


def a_past_meeting_from_a_file(stage: Stage) -> None:
    """The same file as if a colleague had annotated it elsewhere: matched, taken in, and taken out again."""
    hand, record = stage.hand, stage.page(RecordPage)
    before = _meetings(stage)
    record.go_to(MEETINGS)
    stage.give_path("Take in a past meeting", _file(stage))
    form = record.take_in_form
    hand.wait_for(form.take.isVisible, "What the file says is not shown.")
    box = form.who.boxes["Person"]
    hand.tab_to(box)
    hand.choose_with_keys(box, stage.story.person)
    stage.picture("who-is-who")
    hand.press_with_key(form.take)
    summary = stage.wait_for_page(SummaryPage)
    hand.tab_to(summary.log.take_out)
    stage.picture("taken-in-from-a-file")
    require(_meetings(stage) == before + 1, "The past meeting is not stored.")
    hand.press_with_key(summary.log.take_out)
    hand.press("Take it out")
    stage.wait_for_page(RecordPage)
    QApplication.processEvents()
    require(_meetings(stage) == before, "The past meeting is still in the record.")
    stage.did("Took in a past meeting from that file, said who is who, and took it out again.")
    stage.found(f"{before} meetings before, and after it was taken out.")


def _file(stage: Stage) -> Path:
    return stage.profile.dir.with_name("turns.eaf")


def _meetings(stage: Stage) -> int:
    with stage.freshly_opened() as journal:
        return len(people.record(journal, stage.person_id).meetings)
