"""The made-up family."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pod_desktop.bundled import MissingPart, bundled
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.domain.record_views import RecordView
from pod_desktop.domain.views import (
    MeetingView,
)
from pod_desktop.outputs.record_text import record_text
from pod_desktop.paths import Profile
from pod_desktop.services import (
    demo_script,
    meeting_views,
    meetings,
    network,
    people,
    planning,
    turn_log,
)
from pod_desktop.services.audit import look_through
from pod_desktop.services.demo import make_demo, start_demo
from pod_desktop.services.demo_script import moment, read_script
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Practitioner, Team
from tests.journals import new_journal

MONDAY = datetime(2026, 11, 23, 0, 5, tzinfo=UTC)
MOMENTS = (
    MONDAY,
    datetime(2026, 11, 22, 23, 55, tzinfo=UTC),  # a Sunday, just before midnight
    datetime(2026, 3, 29, 0, 59, tzinfo=UTC),  # the clocks go forward in a minute
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # the hour that comes twice
    datetime(2028, 2, 29, 12, tzinfo=UTC),
    datetime(2027, 1, 1, 12, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A journal with the made-up family, as somebody looks at it on a Monday."""
    journal = start_demo(Profile(tmp_path_factory.mktemp("demo") / "profile"), ManualClock(MONDAY))
    yield journal
    journal.close()


@pytest.fixture(scope="module")
def jess(family: Journal) -> RecordView:
    return record_of(family, "Jess Tremlett")


@pytest.fixture(scope="module")
def visits(family: Journal, jess: RecordView) -> list[MeetingView]:
    """Jess's meetings, the oldest first."""
    return [meeting_views.meeting(family, brief.id) for brief in reversed(jess.meetings)]


def record_of(journal: Journal, name: str) -> RecordView:
    (row,) = people.people(journal, name)
    return people.record(journal, row.id)


def texts(journal: Journal) -> list[str]:
    return [
        record_text(meeting_views.meeting(journal, brief.id), "x")
        for row in people.people(journal)
        for brief in people.record(journal, row.id).meetings
    ]


def test_everything_in_it_went_through_the_journal_and_is_sound(family):
    audit = look_through(family)
    assert audit.faults == ()
    assert audit.events > 400


def test_jess_has_four_past_meetings_one_of_them_without_her_and_one_to_come(visits):
    assert [(visit.brief.state, visit.brief.meeting_kind) for visit in visits] == [
        ("closed", "network"),
        ("closed", "network"),
        ("closed", "conversation"),
        ("closed", "network"),
        ("planned", "network"),
    ]
    assert "Jess asked us" in visits[2].brief.reason
    assert visits[-1].brief.planned is not None
    assert visits[-1].brief.planned > MONDAY
    assert len(visits[-1].invited) == 4


def test_her_first_meeting_was_within_a_day(jess):
    assert jess.first_contact is not None
    assert timedelta() < jess.first_meeting - jess.first_contact < timedelta(hours=24)


def test_about_a_dozen_of_all_sorts_are_on_her_map(family, jess):
    drawn = network.network_map(family, jess.id)
    assert 11 <= len(drawn.members) <= 14
    assert {member.sector for member in drawn.members} == {
        *("family", "relatives", "friends", "work", "professionals"),
        "",
    }
    assert {member.member_kind for member in drawn.members} == {"person", "pet", "died", "group"}
    assert [member.name for member in drawn.members if not member.placed] == ["Callum"]
    assert {tie.known for tie in drawn.ties} == {"yes", "no", "not_known"}
    assert {member.answer for member in drawn.members} == {"", "yes", "not_sure"}


def test_nobody_on_her_map_stands_upon_somebody_else(family, jess):
    placed = [m for m in network.network_map(family, jess.id).members if m.placed]
    spots = [network_xy(member.angle, member.distance) for member in placed]
    gaps = [abs(one - other) for i, one in enumerate(spots) for other in spots[:i]]
    assert min(gaps) > 0.15
    assert min(abs(spot) for spot in spots) > 0.2


def network_xy(angle: float | None, distance: float | None) -> complex:
    from pod_desktop.domain.network import Place, to_xy

    assert angle is not None
    assert distance is not None
    return complex(*to_xy(Place(angle, distance)))


def test_one_of_the_team_is_a_peer_practitioner(family):
    team = people.practitioners(family)
    assert (len(team), sum(one.peer for one in team)) == (4, 1)
    assert [one.name for one in team if one.is_me] == ["Ana Reyes"]


def test_every_meeting_was_told_by_people_who_were_in_it(visits):
    for visit in visits:
        here = {who.id for who in visit.came}
        said = [wish.holder.id for wish in visit.wishes]
        said += [view.holder.id for decision in visit.decisions for view in decision.opinions]
        said += [task.who.id for task in visit.tasks]
        assert set(said) <= here


def test_views_differ_and_one_decision_is_still_open(visits):
    last = visits[3]
    assert [decision.stands for decision in last.decisions] == [True, True, False]
    assert min(len(decision.opinions) for decision in last.decisions[:2]) >= 3
    assert {topic.words for topic in visits[4].offered} >= {
        "If the nights come back",
        "Whether Jess would come out on the boat",
    }


def test_one_turn_log_was_kept_with_its_words_and_of_one_only_the_totals_live_on(family, visits):
    kept = turn_log.log_view(family, visits[1].id).turns
    assert sum(bool(turn.words) for turn in kept) > 15
    assert {turn.turn_kind for turn in kept} == {"turn", "silence", "reflecting"}
    assert not any(turn.is_open for turn in kept)
    assert turn_log.log_view(family, visits[3].id).turns == ()
    assert visits[3].log_ended is not None
    assert look_through(family).counts["turn_total"] > 5


def test_the_list_of_people_looks_like_a_working_week(family):
    rows = people.people(family)
    assert rows[0].name == "Owen Bright"
    assert [row.waiting for row in rows] == [True, False, False, False]
    assert rows[0].first_contact is not None
    assert timedelta(hours=8) < MONDAY - rows[0].first_contact < timedelta(hours=33)
    assert len(planning.planned_meetings(family)) == 2
    assert meetings.open_meeting(family) is None


@pytest.mark.parametrize("now", MOMENTS)
def test_on_every_day_what_happened_is_past_and_what_is_planned_is_to_come_on_a_weekday(now):
    for person in read_script().people:
        contact = moment(person.first_contact, now)
        assert contact < now
        for meeting in person.meetings:
            began = moment(meeting.began, now)
            if meeting.minutes:
                assert contact < began < now - timedelta(minutes=meeting.minutes)
            else:
                assert now < began < now + timedelta(days=5)
                assert began.weekday() < 5


@pytest.mark.slow
def test_it_can_be_played_on_a_day_on_which_the_clocks_change(tmp_path: Path):
    now = MOMENTS[3]
    clock = ManualClock(now)
    journal = new_journal(tmp_path / "pod.db", clock)
    me = new_id()
    journal.set_up_laptop(me)
    with journal.act() as act:
        act.create(Team, name="Exe Valley POD")
        act.create(Practitioner, id_=me, name="Ana Reyes")
    ids = make_demo(journal, clock, now)
    assert clock.now() == now
    assert people.record(journal, ids["jess"]).name == "Jess Tremlett"
    assert look_through(journal).ok
    journal.close()


@pytest.mark.slow
def test_it_says_the_same_every_time(family, tmp_path: Path):
    again = start_demo(Profile(tmp_path / "profile"), ManualClock(MONDAY))
    assert texts(again) == texts(family)
    again.close()


def test_there_is_no_diagnosis_no_severity_and_no_real_number_in_it():
    script = bundled("demo/family.json").read_text(encoding="utf-8")
    forbidden = (
        r"diagnos|symptom|sever|\brisk|psychos|psychot|schizo|bipolar|depress|anxi|hallucin|delusion|manic|"
        r"paranoi|relaps|disorder|crisis|suicid|self-harm|non-?complian|insight"
    )
    assert re.findall(forbidden, script, re.IGNORECASE) == []
    assert re.findall(r"\d{3} ?\d{3} ?\d{4}", script) == ["999 000 0018"]


def test_a_script_that_cannot_be_read_is_a_missing_part(monkeypatch, tmp_path: Path):
    broken = tmp_path / "family.json"
    broken.write_text('{"team": "x", "practitioners": [], "people": [], "misspelt": 1}')
    monkeypatch.setattr(demo_script, "bundled", lambda _path: broken)
    with pytest.raises(MissingPart):
        read_script()


@pytest.mark.parametrize("words", ["yesterday", "3 weeks ago Moonday 10:00", "in 2 days", "2 days ago 25:00"])
def test_a_date_that_is_none_is_a_fault_of_the_script(words):
    with pytest.raises(ValueError, match=r"no date|hour"):
        moment(words, MONDAY)


def test_the_tie_that_goes_one_way_goes_from_mr_dunn_to_the_cat(family, jess):
    drawn = network.network_map(family, jess.id)
    names = {member.id: member.name for member in drawn.members}
    (tie,) = [tie for tie in drawn.ties if tie.direction]
    ends = (tie.a_id, tie.b_id) if tie.direction == "a_to_b" else (tie.b_id, tie.a_id)
    assert [names[end] for end in ends] == ["Mr Dunn", "Biscuit"]


def test_no_two_things_of_the_script_have_one_key():
    script = read_script()
    keys = [one.key for one in script.practitioners]
    for person in script.people:
        keys += [person.key, *(member.key for member in person.members)]
        keys += [
            key for meeting in person.meetings for key in (meeting.key, *(t.key for t in meeting.topics))
        ]
    assert sorted(keys) == sorted(set(keys))
