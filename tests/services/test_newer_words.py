"""Words of closed sets, zones and places that only a newer version knows, stored by another laptop."""

from datetime import timedelta

import pytest

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.closed_set import NEWER
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.errors import NotInMeeting
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import agenda, endings, meeting_views, meetings, network, people
from pod_desktop.storage.tables import Meeting, Member, Synced, Topic, Turn
from pod_desktop.ui import times
from pod_desktop.ui.network_map.words import known_words, place_words
from pod_desktop.ui.people import words
from tests.services.visit import Visit


def came(visit: Visit, table: type[Synced], id_: str, **said: object) -> None:
    """As what another laptop stored."""
    with visit.journal.act() as act:
        act.change(table, id_, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "column", ["state", "meeting_kind", "log_kind", "log_choice", "place_chosen_by", "zone"]
)
def test_a_meeting_of_which_a_newer_version_says_something_is_shown(visit: Visit, column: str):
    visit.begin()
    came(visit, Meeting, visit.meeting_id, **{column: "newer"})
    view = meeting_views.meeting(visit.journal, visit.meeting_id)
    assert words.state(view.brief)
    assert words.place(view.brief, "Sam") == ""
    assert record_text(view, "Team")
    assert people.record(visit.journal, visit.sam).meetings
    assert times.clock_words(visit.clock.now(), view.brief.zone)
    with visit.journal.read() as reading:
        assert getattr(reading.get(Meeting, visit.meeting_id), column) == "newer"


def test_nothing_is_done_in_a_meeting_that_stands_as_only_a_newer_version_knows(visit: Visit):
    visit.begin()
    came(visit, Meeting, visit.meeting_id, state="newer")
    assert NEWER in words.state(visit.view.brief)
    with pytest.raises(NotInMeeting, match=NEWER):
        meetings.close_meeting(visit.journal, visit.meeting_id)


def test_nothing_is_decided_in_a_meeting_of_a_kind_that_only_a_newer_version_knows(visit: Visit):
    visit.begin()
    came(visit, Meeting, visit.meeting_id, meeting_kind="newer")
    assert NEWER in visit.view.cannot_decide
    with pytest.raises(NotInMeeting, match=NEWER):
        visit.decide("May stays tonight")


def test_a_topic_in_a_newer_state_is_told_as_that_and_can_be_taken_up_again(visit: Visit):
    visit.begin()
    topic = visit.topic("Tea")
    came(visit, Topic, topic, state="newer")
    assert NEWER in record_text(visit.view, "Team")
    agenda.set_topic_state(visit.journal, topic, TopicState.OPEN)
    assert visit.view.topics[0].state == TopicState.OPEN


def test_a_turn_of_a_newer_kind_or_that_ends_before_it_begins_holds_no_ending_up(visit: Visit):
    visit.begin().everybody_agrees()
    live = visit.live()
    live.tap(visit.someone(visit.sam))
    visit.clock.advance(seconds=5)
    live.tap(visit.someone(visit.may))
    visit.clock.advance(seconds=5)
    meetings.close_meeting(visit.journal, visit.meeting_id, log_choice="totals")
    with visit.journal.read() as reading:
        one, other = [turn.id for turn in reading.all(Turn, meeting_id=visit.meeting_id)]
    came(visit, Turn, one, turn_kind="newer")
    came(visit, Turn, other, ended=visit.clock.now() - timedelta(days=1))
    visit.clock.advance(days=1)
    assert endings.carry_out_due_choices(visit.journal) == 1


def test_a_member_of_whom_a_newer_version_says_something_is_shown(visit: Visit):
    came(
        visit,
        Member,
        visit.may,
        member_kind="newer",
        sector="newer",
        knows="newer",
        angle=1e300,
        distance=7.0,
    )
    view = network.member(visit.journal, visit.may)
    assert place_words(view) == "Not known to this version of the program, outer ring"
    assert known_words(view.knows) == "Not known to this version of the program"


def test_no_list_of_states_has_the_newer_one():
    newer = MeetingState("newer")
    assert newer == "newer"
    assert newer not in set(MeetingState)
    assert MeetingState("open") is MeetingState.OPEN
