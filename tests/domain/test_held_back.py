"""What of a fresh look waits: things that came, things that changed, things that went."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pod_desktop.domain.held_back import held_back
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView
from pod_desktop.domain.map_views import MapView, TieView
from pod_desktop.domain.timeline_views import TimelineEntry, TimelineKind, TimelineView
from pod_desktop.domain.views import (
    AttendanceView,
    DecisionView,
    MeetingBrief,
    MeetingView,
    OpinionView,
    Someone,
    TopicView,
)

NOON = datetime(2026, 6, 4, 12, 0, tzinfo=UTC)
SAM = Someone(EntityId("sam"), "Sam", 0, "person")
MAY = Someone(EntityId("may"), "May", 1, "member")


def topic(id_: str, words: str = "", brought_from: str | None = None) -> TopicView:
    origin = EntityId(brought_from) if brought_from else None
    return TopicView(EntityId(id_), EntityId("meeting"), words or id_, None, "open", id_, origin)


def stay(id_: str, who: Someone, left: datetime | None = None) -> AttendanceView:
    return AttendanceView(EntityId(id_), who, NOON, left, None, "")


def decision(words: str, *opinions: OpinionView) -> DecisionView:
    return DecisionView(EntityId("d"), EntityId("meeting"), None, words, NOON, True, opinions, ())


def opinion(id_: str) -> OpinionView:
    return OpinionView(EntityId(id_), MAY, "no")


@pytest.fixture
def shown() -> MeetingView:
    brief = MeetingBrief(
        EntityId("meeting"), SAM.id, "network", "open", NOON, "Europe/London", "", "", NOON, None, "", "", ""
    )
    return MeetingView(
        brief=brief,
        person=SAM,
        idea_words="",
        invited=(MAY,),
        attendances=(stay("s", SAM), stay("m", MAY)),
        wishes=(),
        topics=(topic("a"), topic("b"), topic("c")),
        offered=(topic("earlier"),),
        decisions=(decision("rest"),),
        tasks=(),
        next_meeting=None,
        next_invited=(),
        person_present=True,
        cannot_decide="",
        log_asked=None,
        log_ended=None,
    )


def waiting(*things: str) -> frozenset[tuple[str, EntityId]]:
    return frozenset((kind, EntityId(id_)) for kind, id_ in (each.split(":") for each in things))


def words(view: MeetingView) -> list[str]:
    return [each.words for each in view.topics]


def test_with_nothing_waiting_a_fresh_look_is_shown_as_it_is(shown: MeetingView):
    fresh = replace(shown, topics=())
    assert held_back(shown, fresh, frozenset()) is fresh


def test_a_new_thing_that_waits_is_not_there_and_one_made_here_is(shown: MeetingView):
    fresh = replace(shown, topics=(topic("x"), *shown.topics, topic("mine")))
    assert words(held_back(shown, fresh, waiting("topic:x"))) == ["a", "b", "c", "mine"]


def test_a_thing_that_went_elsewhere_stays_where_it_was(shown: MeetingView):
    fresh = replace(shown, topics=(topic("a"), topic("c"), topic("mine")))
    assert words(held_back(shown, fresh, waiting("topic:b"))) == ["a", "b", "c", "mine"]


def test_a_thing_that_was_moved_elsewhere_stays_where_it_was(shown: MeetingView):
    fresh = replace(shown, topics=(topic("c"), topic("a"), topic("b")))
    assert words(held_back(shown, fresh, waiting("topic:c"))) == ["a", "b", "c"]


def test_a_thing_that_waits_looks_as_it_was_shown_and_has_what_was_added_to_it_here(shown: MeetingView):
    fresh = replace(shown, decisions=(decision("go out", opinion("theirs"), opinion("mine")),))
    (found,) = held_back(shown, fresh, waiting("decision:d", "opinion:theirs")).decisions
    assert found.words == "rest"
    assert [each.id for each in found.opinions] == ["mine"]


def test_a_name_that_waits_is_the_one_shown_wherever_it_stands(shown: MeetingView):
    renamed = replace(MAY, name="Maya")
    fresh = replace(shown, attendances=(stay("s", SAM), stay("m", renamed)))
    assert held_back(shown, fresh, waiting("member:may")).attendances[1].who.name == "May"


def test_the_person_s_leaving_that_waits_leaves_deciding_as_it_was(shown: MeetingView):
    gone = (stay("s", SAM, left=NOON), stay("m", MAY))
    fresh = replace(shown, attendances=gone, person_present=False, cannot_decide="Sam is out.")
    found = held_back(shown, fresh, waiting("attendance:s"))
    assert (found.person_present, found.cannot_decide) == (True, "")
    found = held_back(shown, fresh, waiting("attendance:m"))
    assert (found.person_present, found.cannot_decide) == (False, "Sam is out.")


def test_a_closing_that_waits_is_not_said(shown: MeetingView):
    fresh = replace(shown, closed_elsewhere_by=MAY, idea_words="theirs")
    found = held_back(shown, fresh, waiting("meeting:meeting"))
    assert (found.closed_elsewhere_by, found.idea_words) == (None, "")


def test_a_next_meeting_that_waits_is_not_there_and_one_set_here_is(shown: MeetingView):
    coming = replace(shown.brief, id=EntityId("next"), state="planned")
    fresh = replace(shown, next_meeting=coming, next_invited=(MAY,))
    found = held_back(shown, fresh, waiting("meeting:next"))
    assert (found.next_meeting, found.next_invited) == (None, ())
    found = held_back(shown, fresh, waiting("topic:x"))
    assert (found.next_meeting, found.next_invited) == (coming, (MAY,))


def test_who_was_invited_elsewhere_is_not_among_the_invited(shown: MeetingView):
    fresh = replace(shown, invited=(MAY, SAM))
    assert held_back(shown, fresh, waiting("invitee:i")).invited == (MAY,)


def test_what_another_laptop_took_up_is_still_offered_until_it_is_taken_up_here(shown: MeetingView):
    taken = topic("t", brought_from="earlier")
    fresh = replace(shown, topics=(*shown.topics, taken), offered=())
    assert [each.id for each in held_back(shown, fresh, waiting("topic:t")).offered] == ["earlier"]
    assert held_back(shown, fresh, waiting("topic:another")).offered == ()


def test_what_is_given_back_here_is_offered_again(shown: MeetingView):
    taken = topic("t", brought_from="earlier")
    before = replace(shown, topics=(*shown.topics, taken), offered=())
    found = held_back(before, shown, waiting("topic:x"))
    assert [each.id for each in found.offered] == ["earlier"]


def test_a_word_on_the_turn_log_is_never_held_back():
    seats = (stay("m", MAY),)
    shown = LiveView(EntityId("meeting"), "live", "agreed", seats, (), ())
    fresh = replace(shown, agreement="somebody said no", stays=(replace(seats[0], log_agreed="no"),))
    found = held_back(shown, fresh, waiting("attendance:m"))
    assert found.agreement == "somebody said no"
    assert found.stays[0].log_agreed == "no"


def test_a_map_is_held_back_tie_by_tie():
    def tie(words: str) -> TieView:
        return TieView(EntityId("t"), SAM.id, MAY.id, "yes", words)

    found = held_back(MapView(SAM, (), (tie("aunt"),)), MapView(SAM, (), (tie("nan"),)), waiting("tie:t"))
    assert found.ties == (tie("aunt"),)


def test_a_timeline_is_held_back_entry_by_entry_though_it_tells_of_one_thing_twice():
    def told(id_: str, kind: TimelineKind, words: str = "") -> TimelineEntry:
        return TimelineEntry(EntityId(id_), kind, date(2026, 11, 20), words=words)

    both = told("e", TimelineKind.REOPENED), told("e", TimelineKind.ENDED)
    shown = TimelineView((*both, told("o", TimelineKind.OUTSIDE, "a call")))
    fresh = TimelineView(
        (told("new", TimelineKind.OUTSIDE), *both, told("o", TimelineKind.OUTSIDE, "police"))
    )
    assert held_back(shown, fresh, waiting("outside:new", "outside:o")) == shown
    assert set(held_back(shown, fresh, waiting("episode_end:e")).entries) == set(fresh.entries)
