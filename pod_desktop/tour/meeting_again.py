"""Stations: two laptops in one meeting, apart without the folder, and together again."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from pod_desktop.domain.map_views import MemberView
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.services import Journal, conflicts, meeting_views, network, people, turn_log
from pod_desktop.tour.hand import Held, Key, NotOnTheScreen
from pod_desktop.tour.joining import (
    WITH_THE_TEAM,
    equal_digests,
    exchange,
    go_to_people,
    second,
    team_folder,
    unlock,
)
from pod_desktop.tour.listening import speaks
from pod_desktop.tour.mapping import go_to, map_page, of_name
from pod_desktop.tour.reflecting import two_logs
from pod_desktop.tour.stage import Stage, require
from pod_desktop.tour.talking import topic_row
from pod_desktop.ui.meeting.beginning.page import BeginPage
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.team_folder.differences import DifferencesPage
from pod_desktop.ui.team_folder.mark import DifferenceMark
from pod_desktop.ui.team_folder.side_by_side import DifferenceCard


@dataclass(frozen=True, slots=True)
class _Said:
    """What one laptop says while the other is out of reach."""

    member: str
    topic: str
    speakers: tuple[int, ...]
    """Places in the list of who is at the meeting."""


_HERE = _Said("she taught me to knit", "Who feeds the dog at night", (0, 1))
_THERE = _Said("my nan, who never minds", "Whether the dog can come along", (0, 2, 3))


def a_meeting_on_two_laptops(stage: Stage) -> None:
    """The planned meeting begins on one laptop, and the other has it after an exchange."""
    hand, story, other = stage.hand, stage.story, second(stage)
    with stage.freshly_opened() as journal:
        planned = people.record(journal, stage.person_id).next_meeting
    require(planned is not None and planned.planned is not None, "No meeting is planned.")
    if planned is None or planned.planned is None:
        return
    stage.clock.set_wall(planned.planned)
    stage.meeting_id = other.meeting_id = planned.id
    _open_record(stage)
    hand.press("Begin", within=stage.page(RecordPage).head)
    page = stage.wait_for_page(BeginPage)
    for name in (story.person, *story.family, story.colleague):  # who uses the laptop is here already
        hand.press_with_key(hand.find(QAbstractButton, name, within=page.faces))
    hand.key(Key.Key_Return, Held.ControlModifier)
    voices = stage.wait_for_page(MeetingPage).voices
    hand.press_with_key(hand.find(QAbstractButton, f"Take up again: {story.brought[1]}"))
    hand.press_with_key(voices.question.everybody)
    hand.press_with_key(voices.question.begin)
    exchange(stage)
    exchange(other)
    _open_record(other)
    other.picture("meeting-on-the-second-laptop")
    stage.did("Began the planned meeting with a topic from the last one, and exchanged on both laptops.")
    with other.freshly_opened() as journal:
        view = meeting_views.meeting(journal, stage.meeting_id)
    here = sorted(stay.who.name for stay in view.present)
    require(view.brief.state == MeetingState.OPEN, f"On the second laptop it is {view.brief.state}.")
    require(here == sorted(_everybody(stage)), f"Here are {', '.join(here)}.")
    require([topic.words for topic in view.topics] == [story.brought[1]], "The topic has not come.")
    stage.found(f"On the second laptop the meeting is open, too, with {', '.join(here)}.")


def apart(stage: Stage) -> None:
    """The folder is away. Both say something else of the same, and both log turns."""
    other, folder = second(stage), team_folder(stage)
    folder.rename(_away(folder))
    _say(stage, _HERE)
    _say(other, _THERE, pictures=True)
    exchange(other)
    other.picture("folder-away")
    stage.did(
        "Took the folder away. On both laptops: other words on the same card and for the same topic, and "
        "turns in the log. Pressed “Exchange now” in vain."
    )
    for laptop, said in ((stage, _HERE), (other, _THERE)):
        with laptop.freshly_opened() as journal:
            card = _member(journal, stage)
            log = turn_log.log_view(journal, stage.meeting_id)
            view = meeting_views.meeting(journal, stage.meeting_id)
            differences = conflicts.to_settle(journal).count
        require(card.words == said.member, f"The card says “{card.words}”.")
        require([topic.words for topic in view.topics] == [said.topic], "The topic has other words.")
        require(len(log.turns) == len(said.speakers), f"{len(log.turns)} turns are in the log.")
        require(differences == 0, "Something differs already.")
        stage.found(f"“{card.words}”, “{said.topic}”, {len(log.turns)} turns.")


def they_meet_again(stage: Stage) -> None:
    """The folder is back. Nothing is lost, and quiet marks say where the laptops differ."""
    other, folder = second(stage), team_folder(stage)
    _away(folder).rename(folder)
    for laptop in (stage, other, stage):
        exchange(laptop)
    stage.hand.wait_for(lambda: stage.hand.reads("2 differences to settle"), "No differences are counted.")
    stage.picture("differences-to-settle")
    _open_card(stage)
    stage.picture("mark-on-the-map")
    _open_meeting(stage)
    stage.hand.tab_to(stage.hand.find(DifferenceMark, within=topic_row(stage, "")))
    stage.picture("mark-on-the-agenda")
    stage.did("Put the folder back and exchanged on both; looked at the card and at the agenda.")
    for laptop in (stage, other):
        with laptop.freshly_opened() as journal:
            found = conflicts.to_settle(journal).differences
        said = {each.kind: {one.words for one in each.alternatives} for each in found}
        require(
            said == {"member": {_HERE.member, _THERE.member}, "topic": {_HERE.topic, _THERE.topic}},
            f"It says: {said}.",
        )
    stage.found(f"Both laptops know both: “{_HERE.member}” and “{_THERE.member}”; and of the topic, too.")


def side_by_side(stage: Stage) -> None:
    """From the mark to what differs: both words of the topic are kept, one of the card's."""
    hand, other = stage.hand, second(stage)
    hand.press_with_key(hand.find(DifferenceMark, within=topic_row(stage, "")))
    page = stage.wait_for_page(DifferencesPage)
    stage.picture("side-by-side")
    topic = _card(page, "topic")
    hand.click(topic.keep_both)
    stage.picture("both-words-kept")
    sheets = _card(page, "member").sheets
    hand.click(next(sheet for sheet in sheets if sheet.alternative.words == _THERE.member).keep)
    stage.picture("nothing-differs")
    hand.key(Key.Key_Left, Held.AltModifier)
    stage.wait_for_page(MeetingPage)
    hand.tab_to(topic_row(stage, "").head)
    require(not hand.all(DifferenceMark), "The mark is still there.")
    stage.picture("settled-on-the-agenda")
    exchange(stage)
    exchange(other)
    stage.did("From the mark to the page: kept both words of the topic, and of the card the other laptop’s.")
    for laptop in (stage, other):
        with laptop.freshly_opened() as journal:
            waiting = conflicts.to_settle(journal)
            card = _member(journal, stage)
            (found,) = meeting_views.meeting(journal, stage.meeting_id).topics
        require(not waiting.count and not waiting.came_back, "Something still differs.")
        require(card.words == _THERE.member, f"The card says “{card.words}”.")
        two = [line.split("] ", 1)[-1] for line in found.words.splitlines()]
        require(two == [_HERE.topic, _THERE.topic], f"The topic reads “{found.words}”.")
    stage.found(f"On both laptops: “{_THERE.member}”, and “{_HERE.topic}” with “{_THERE.topic}”.")


def everything_is_with_the_team(stage: Stage) -> None:
    """The room keeps the turn log. Ten minutes after closing all turns are on both laptops."""
    hand, other = stage.hand, second(stage)
    other.hand.come_to_front()
    go_to_people(other)
    other.hand.press("Lock")
    hand.come_to_front()
    _open_meeting(stage)
    page = stage.meeting
    hand.press_with_key(page.header.closing)
    hand.press("Keep", within=page.closing.log)
    hand.press_with_key(page.closing.close_meeting)
    stage.wait_for_page(SummaryPage)
    exchange(stage)
    stage.picture("turns-stay-here")
    stage.clock.advance(minutes=11)
    unlock(other)
    for laptop in (stage, other, stage, other, stage):
        exchange(laptop)
    for laptop in (stage, other):
        require(laptop.hand.reads(WITH_THE_TEAM), "Something is not with the team.")
    other.picture("with-the-team-there")
    stage.picture("with-the-team-here")
    stage.did("Closed the meeting, kept the turn log, and exchanged on both more than ten minutes later.")
    everybody = _everybody(stage)
    wanted = sorted(everybody[place] for said in (_HERE, _THERE) for place in said.speakers)

    def look(journal: Journal) -> None:
        log, waiting = turn_log.log_view(journal, stage.meeting_id), conflicts.to_settle(journal)
        spoke = sorted(turn.speaker.name for turn in log.turns if turn.speaker is not None)
        require(spoke == wanted, f"In the log are {', '.join(spoke)}.")
        require(not waiting.count and not waiting.came_back, "Something differs.")

    stage.found(f"{equal_digests(stage, look)} Nothing differs; the {len(wanted)} turns of both are on both.")
    hand.come_to_front()
    two_logs(stage)
    for laptop in (other, stage):
        go_to_people(laptop)
        laptop.hand.press("Lock")


def _everybody(stage: Stage) -> tuple[str, ...]:
    story = stage.story
    return (story.person, *story.family, story.me, story.colleague)


def _away(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-away")


def _open_record(stage: Stage) -> None:
    go_to_people(stage)
    stage.hand.key(Key.Key_F, Held.ControlModifier)
    stage.hand.type(stage.story.search)
    stage.hand.key(Key.Key_Return)
    stage.wait_for_page(RecordPage)


def _open_card(stage: Stage) -> None:
    _open_record(stage)
    page = map_page(stage)
    go_to(stage, page, of_name(page.map.model.view, stage.story.family[-1]).id)
    stage.hand.key(Key.Key_Return)


def _open_meeting(stage: Stage) -> None:
    if not isinstance(stage.shell.page, RecordPage):
        _open_record(stage)
    stage.hand.press("Go ", within=stage.page(RecordPage).head)
    stage.wait_for_page(MeetingPage)


def _member(journal: Journal, stage: Stage) -> MemberView:
    """Whose card is written on, as a database has them."""
    return of_name(network.network_map(journal, stage.person_id), stage.story.family[-1])


def _say(stage: Stage, said: _Said, *, pictures: bool = False) -> None:
    """Other words on the card and for the topic, and turns in the log."""
    hand = stage.hand
    _open_card(stage)
    _write_anew(stage, "Who they are", said.member)
    if pictures:
        stage.picture("apart-card")
    _open_meeting(stage)
    row = topic_row(stage, "")
    hand.press_with_key(row.head)
    hand.press("In other words", within=row.acts)
    _write_anew(stage, "In other words", said.topic)
    everybody = _everybody(stage)
    for place in said.speakers:
        speaks(stage, everybody[place])
    hand.key(Key.Key_0)
    if pictures:
        stage.picture("apart-meeting")


def _write_anew(stage: Stage, field: str, words: str) -> None:
    stage.hand.write(field, "")
    stage.hand.key(Key.Key_A, Held.ControlModifier)
    stage.hand.type(words)
    stage.hand.key(Key.Key_Return)


def _card(page: DifferencesPage, kind: str) -> DifferenceCard:
    for card in page.part.cards:
        if isinstance(card, DifferenceCard) and card.difference.kind == kind:
            return card
    raise NotOnTheScreen(f"Nothing of kind {kind} differs.")
