"""Stations: what happened outside on the next agenda, a latecomer, a conversation without the person."""

from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.services import network, people
from pod_desktop.tour.between import HAPPENED
from pod_desktop.tour.hand import Held, Key
from pod_desktop.tour.keys_at_the_table import ABSENT
from pod_desktop.tour.stage import Stage, require
from pod_desktop.tour.talking import topic_row
from pod_desktop.ui.meeting.beginning.page import BeginPage
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.people.record import RecordPage

_WOULD_SAY = "He would say, leave the light on."
_REASON = "We agreed with her to meet the family first, for half an hour."


def on_the_next_agenda(stage: Stage) -> None:
    """What happened outside is offered by itself, and is taken up only when the room says so."""
    hand, story = stage.hand, stage.story
    before = stage.meeting_id
    stage.clock.advance(days=7)
    _begin(stage, story.person, story.colleague)
    offered = stage.meeting.agenda.offered
    hand.tab_to(
        offered.more if offered.more.isVisible() else hand.find(QAbstractButton, f"Take up: {HAPPENED}")
    )
    stage.picture("offered-by-itself")
    require(not stage.meeting_read_back().topics, "It is on the agenda already.")
    if offered.more.isVisible():
        hand.press_with_key(offered.more)
    hand.press_with_key(hand.find(QAbstractButton, f"Take up: {HAPPENED}", within=offered))
    stage.picture("taken-up")
    topics = [topic.words for topic in stage.meeting_read_back().topics]
    require(topics == [HAPPENED], f"On the agenda are {topics}.")
    stage.did("A week later: began the next meeting, and took up what had happened outside a meeting.")
    _somebody_comes_late(stage)
    _somebody_is_spoken_for(stage, topics[0])
    _close(stage)
    stage.meeting_id = before


def _somebody_comes_late(stage: Stage) -> None:
    hand, meeting, name = stage.hand, stage.meeting, stage.story.family[0]
    stage.clock.advance(minutes=15)
    hand.press_with_key(meeting.header.strip)
    with stage.freshly_opened() as journal:
        members = network.network_map(journal, stage.person_id).members
    late = next(member.id for member in members if member.name == name)
    hand.press_with_key(meeting.coming.faces.tile(late))
    stage.picture("a-latecomer")
    hand.press_with_key(meeting.coming.back)
    stays = {stay.who.name: stay.arrived for stay in stage.meeting_read_back().attendances}
    waited = stays[name] - stays[stage.story.person]
    require(waited >= timedelta(minutes=15), f"{name} is said to have come {waited} after the beginning.")
    stage.found(f"{name} came {waited.seconds // 60} minutes later.")


def _somebody_is_spoken_for(stage: Stage, topic: str) -> None:
    """An absent voice is named, and words are noted under its name with who spoke for it."""
    hand, meeting, story = stage.hand, stage.meeting, stage.story
    hand.press_with_key(meeting.header.strip)
    hand.tab_to(meeting.coming.absent.name)
    hand.type(ABSENT)
    hand.key(Key.Key_Return)
    hand.tab_to(meeting.coming.absent.add)
    stage.picture("who-may-be-heard")
    hand.press_with_key(meeting.coming.back)
    notes = topic_row(stage, topic).notes
    if not notes.open.isVisible():
        hand.press_with_key(topic_row(stage, topic).head)
    hand.press_with_key(notes.open)
    hand.press_with_key(notes.spoken_for.open)
    hand.press_with_key(hand.find(QAbstractButton, ABSENT, within=notes.spoken_for.whose))
    hand.press_with_key(hand.find(QAbstractButton, story.person, within=notes.spoken_for.by))
    hand.tab_to(notes.words)
    hand.type(_WOULD_SAY)
    stage.picture("spoken-for")
    hand.press_with_key(notes.add)
    view = stage.meeting_read_back()
    found = [(each.speaker.name, each.words, each.voiced_by and each.voiced_by.name) for each in view.quotes]
    require((ABSENT, _WOULD_SAY, story.person) in found, f"Noted are {found}.")
    require(ABSENT not in {who.name for who in view.came}, f"{ABSENT} counts as here.")
    require(ABSENT in {voice.who.name for voice in view.voices}, f"{ABSENT} has no place at the table.")
    stage.did(f"Named {ABSENT}, who is not here, and noted what they would say, spoken by {story.person}.")
    stage.found(f"{ABSENT}: “{_WOULD_SAY}”, spoken by {story.person}; not counted as here.")


def without_the_person(stage: Stage) -> None:
    """It has its reason, and nothing can be decided in it."""
    hand, story = stage.hand, stage.story
    before = stage.meeting_id
    hand.press("Begin", within=stage.page(RecordPage).head)
    page = stage.wait_for_page(BeginPage)
    for name in (story.family[0], story.colleague):
        hand.press_with_key(hand.find(QAbstractButton, name, within=page.faces))
    hand.press("Conversation without the person")
    hand.type(_REASON)
    stage.picture("why-without-the-person")
    hand.press("Begin the conversation")
    stage.wait_for_page(MeetingPage)
    stage.meeting_id = _open_meeting(stage)
    stage.picture("a-conversation")
    view = stage.meeting_read_back()
    require(view.brief.meeting_kind == MeetingKind.CONVERSATION, f"It is a {view.brief.meeting_kind}.")
    require(view.cannot_decide, "Something could be decided.")
    stage.did("Began a conversation without the person, with its reason.")
    stage.found(f"Nothing can be decided in it: “{view.cannot_decide}”")
    _close(stage)
    stage.meeting_id = before


def _begin(stage: Stage, *names: str) -> None:
    hand = stage.hand
    hand.press("Begin", within=stage.page(RecordPage).head)
    page = stage.wait_for_page(BeginPage)
    for name in names:
        hand.press_with_key(hand.find(QAbstractButton, name, within=page.faces))
    hand.key(Key.Key_Return, Held.ControlModifier)
    stage.wait_for_page(MeetingPage)
    stage.meeting_id = _open_meeting(stage)


def _open_meeting(stage: Stage) -> EntityId:
    with stage.freshly_opened() as journal:
        found = people.record(journal, stage.person_id).open_meeting
    require(found is not None, "No meeting is open.")
    return found.id if found is not None else EntityId("")


def _close(stage: Stage) -> None:
    """With the next meeting set in two acts: the closing stores what was chosen."""
    hand, meeting = stage.hand, stage.meeting
    hand.press_with_key(meeting.header.closing)
    upcoming = meeting.closing.next_meeting
    hand.press_with_key(upcoming.set_next)
    require(upcoming.plan is not None, "The next meeting cannot be set.")
    if upcoming.plan is not None:
        hand.press("In a week", within=upcoming.plan)
    hand.press_with_key(meeting.closing.close_meeting)
    stage.wait_for_page(SummaryPage)
    closed = stage.meeting_read_back()
    require(closed.brief.state == MeetingState.CLOSED, "It is not closed.")
    require(closed.next_meeting is not None, "No next meeting is set.")
    hand.press("Done")
    stage.wait_for_page(RecordPage)
