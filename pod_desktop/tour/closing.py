"""Stations: the closing page, and the summary to take along."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice
from pod_desktop.outputs.pdf import summary_pdf
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import medication, meeting_views, people, person_details
from pod_desktop.tour import pdf_text
from pod_desktop.tour.hand import Key
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.meeting.summary.page import SummaryPage

SUMMARY = "summary.pdf"


def closing_page(stage: Stage) -> None:
    """Read aloud: decided, left open, who does what; the next meeting; the turn log; closed."""
    hand, story, meeting = stage.hand, stage.story, stage.meeting
    page = meeting.closing
    hand.press_with_key(meeting.header.closing)
    stage.picture("closing-page")
    hand.key(Key.Key_PageDown)
    stage.picture("closing-page-further-down")
    hand.key(Key.Key_PageUp)
    require(hand.reads(story.decision), "The decision is not on the closing page.")
    hand.press_with_key(page.next_meeting.set_next)
    plan = page.next_meeting.plan
    if plan is not None:
        hand.press("In a week", within=plan)
        hand.press(story.next_place, within=plan.where)
        hand.press("Chosen together", within=plan)
        stage.picture("next-meeting")
        hand.press_with_key(plan.done)
    require(page.nameless.asked is not None, "It is not asked who spoke the turn without a name.")
    hand.press_with_key(hand.find(QAbstractButton, story.family[0], within=page.nameless.who))
    stage.picture("who-it-was-is-asked")
    require(page.nameless.asked is None, "It is still asked who it was.")
    hand.press_with_key(page.close_meeting)
    require(stage.meeting_read_back().brief.state == MeetingState.OPEN, "It closed without a choice.")
    stage.picture("the-room-chooses")
    hand.press("Keep", within=page.log)
    stage.picture("turn-log-choice")
    hand.press_with_key(page.close_meeting)
    stage.wait_for_page(SummaryPage)
    stage.did(
        "Went to the closing page, set the next meeting, tried to close without a choice about the turn log, "
        "chose “Keep”, closed."
    )
    view = stage.meeting_read_back()
    require(view.brief.state == MeetingState.CLOSED, f"The meeting is {view.brief.state}.")
    require(view.brief.log_choice == LogChoice.KEEP, f"The choice is “{view.brief.log_choice}”.")
    following = view.next_meeting
    require(following is not None and following.planned is not None, "No next meeting is set.")
    if following is not None and following.planned is not None:
        stage.found(
            f"Closed; the turn log is kept; next meeting {following.planned:%d %B %Y}, {following.place}."
        )


def summary(stage: Stage) -> None:
    """The text for the record, and the PDF for the family."""
    hand, story = stage.hand, stage.story
    page = stage.page(SummaryPage)
    stage.picture("summary")
    hand.press("Copy the text for the record")
    copied = QGuiApplication.clipboard().text()
    pdf = stage.out / SUMMARY
    stage.give_path("Save the summary as PDF", pdf)
    hand.wait_for(lambda: SUMMARY in page.said(), "It does not say that the summary is saved.")
    stage.picture("saved")
    hand.press("Show the text")
    stage.picture("text-for-the-record")
    stage.did("Copied the text for the record, and saved the summary as a PDF through the dialog.")
    with stage.freshly_opened() as journal:
        view = meeting_views.meeting(journal, stage.meeting_id)
        team = people.team_name(journal)
        details = person_details.details(journal, stage.person_id)
        medicine = medication.told_of(journal, stage.meeting_id)
    content = pdf.read_bytes()
    require(
        copied == record_text(view, team, details, medicine),
        "The copied text is not that of the stored meeting.",
    )
    require(content == summary_pdf(view, team), "The PDF is not that of the stored meeting.")
    require(pdf_text.is_tagged(content), "The PDF is not tagged.")
    for words in (story.decision, story.held, story.view[1]):
        require(words in copied, f"The text for the record lacks “{words}”.")
        require(pdf_text.says(content, words), f"The PDF lacks “{words}”.")
    stage.found(
        f"The PDF is tagged, {len(content) // 1024} KiB. It and the text hold both decisions and the view of "
        f"{story.view[0]}."
    )
