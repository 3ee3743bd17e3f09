"""`synth`: made-up records through the services."""

import shutil
import signal
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from pod_desktop.cli import synth
from pod_desktop.domain import nhs_number
from pod_desktop.domain.clock import Instant, SystemClock
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.views import (
    MeetingBrief,
)
from pod_desktop.paths import Profile
from pod_desktop.services import meeting_views, meetings, network, people, turn_log
from pod_desktop.services.profile import open_team, start_team
from pod_desktop.services.synth import visit
from pod_desktop.services.synth.dates import LAST_FRIDAY, Dates
from pod_desktop.services.synth.records import invent
from pod_desktop.services.synth.turns import log_turns
from pod_desktop.services.synth.wanted import Made, Wanted
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost
from pod_desktop.storage.projection import columns_of
from pod_desktop.storage.tables import SYNCED
from pod_desktop.storage.tables.base import Id

PASSPHRASE = "four words and späces"


def some(seed: int = 7, people: int = 2, meetings: int = 3, turns: int = 9) -> list[str]:
    """The arguments for a little of it."""
    numbers = {"--seed": seed, "--people": people, "--meetings": meetings, "--turns": turns}
    return [word for name, number in numbers.items() for word in (name, str(number))]


def opened(folder) -> Journal:
    return open_team(Profile(folder), PASSPHRASE, SystemClock())


def content(folder) -> list[Any]:
    """Every row, with its number in the order in which things were made instead of its id."""
    journal = opened(folder)
    with journal.read() as reading:
        rows = {table: list(reading.session.query(table)) for table in SYNCED}
        all_of_them = [row for kind in rows.values() for row in kind]
        numbers = {row.id: number for number, row in enumerate(reading.in_order_made(all_of_them))}
        found = [
            [numbers[row.id], row.kind, *_values(row, table, numbers)]
            for table, kind in rows.items()
            for row in kind
        ]
    journal.close()
    return sorted(found, key=lambda row: row[0])


def _values(row, table, numbers) -> list[Any]:
    columns = columns_of(table)
    values = {name: getattr(row, name) for name in columns.names.values()}
    for name, value in values.items():
        if value is not None and isinstance(table.__table__.columns[name].type, Id):
            values[name] = numbers[value]
    if row.kind == "tie":  # it has no direction; the ids decide which end comes first
        values["a_id"], values["b_id"] = sorted((values["a_id"], values["b_id"]))
    return [row.struck, *(values[name] for name in sorted(values))]


def test_it_makes_what_was_asked_for_and_all_of_it_is_sound(pod):
    made = pod("synth", *some(), "--json")
    assert made.code == 0
    assert made.err == ""
    assert made.data.pop("seconds") > 0
    assert made.data == {"people": 2, "meetings": 6, "turns": 54, "stopped": False}
    found = pod("check", "--json")
    assert found.code == 0
    counts = found.data["counts"]
    assert (counts["person"], counts["meeting"], counts["turn"]) == (2, 6, 54)
    assert (counts["decision"], counts["opinion"], counts["task"]) == (6, 12, 6)
    assert all(counts[kind] for kind in ("member", "tie", "topic", "wish", "invitee", "episode"))


def test_in_words_it_says_how_much_it_made(pod):
    assert pod("synth", *some(people=1, meetings=1)).out == "1 people, 1 meetings and 9 turns were made up.\n"


@pytest.mark.slow
def test_the_same_seed_makes_the_same_and_another_makes_something_else(call, team, passphrase_file, tmp_path):
    folders = [tmp_path / name for name in ("one", "again", "other")]
    for folder, seed in zip(folders, (1, 1, 2), strict=True):
        shutil.copytree(team, folder)
        little = some(seed, people=2, meetings=2, turns=5)
        assert call("synth", folder, "--passphrase-file", passphrase_file, *little).code == 0
    one, again, other = map(content, folders)
    assert one == again
    assert one != other


def test_what_is_there_stays_and_the_team_grows_only_once(pod, team):
    before = content(team)
    for seed in (1, 2):
        assert pod("synth", *some(seed, people=1, meetings=1)).code == 0
    after = content(team)
    assert after[: len(before)] == before
    kinds = [row[1] for row in after]
    assert (kinds.count("person"), kinds.count("practitioner")) == (2, 3)


@pytest.mark.parametrize(
    ("given", "made"), [({"meetings": 0}, (2, 0, 0)), ({"turns": 0, "meetings": 1}, (2, 2, 0))]
)
def test_people_without_meetings_and_meetings_without_turns_can_be_made(pod, given, made):
    data = pod("synth", *some(**given), "--json").data
    assert (data["people"], data["meetings"], data["turns"]) == made
    assert pod("check").code == 0


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"seed": -1}, "--seed"),
        ({"people": 0}, "--people is a whole number from 1 to 10000; 0 is none."),
        ({"people": -3}, "--people"),
        ({"people": 10_001}, "--people"),
        ({"meetings": -1}, "--meetings"),
        ({"meetings": 1_001}, "--meetings"),
        ({"turns": -1}, "--turns"),
        ({"turns": 10**9}, "--turns"),
        ({"people": 10_000, "meetings": 11}, "110000 meetings in all"),
        ({"people": 100, "meetings": 100, "turns": 501}, "5010000 turns in all"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_one_sentence(pod, team, given, why):
    assert why in pod("synth", *some(**given)).sentence
    assert [row[1] for row in content(team)] == ["team", "practitioner"]


def test_what_is_no_number_is_refused_in_one_sentence(pod):
    assert "--turns" in pod("synth", *some()[:-1], "many").sentence


def test_while_a_meeting_is_open_nothing_is_made(pod, team):
    journal = opened(team)
    sam = people.add_person(journal, "Sam")
    meetings.begin_meeting(journal, sam, here=[sam])
    journal.close()
    before = content(team)
    assert "A meeting is open" in pod("synth", *some()).sentence
    assert content(team) == before


def test_ctrl_c_leaves_whole_meetings(pod, team, monkeypatch):
    told = []

    def interrupted(*given) -> None:
        told.append(given)
        if len(told) == 3:  # in the middle of the second meeting
            signal.raise_signal(signal.SIGINT)
        log_turns(*given)

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(visit, "log_turns", interrupted)
    stopped = pod("synth", *some(), "--json")
    assert signal.getsignal(signal.SIGINT) is before
    assert stopped.code == synth.INTERRUPTED
    journal = opened(team)
    assert meetings.open_meeting(journal) is None
    logs = [
        len(turn_log.log_view(journal, brief.id).turns)
        for row in people.people(journal)
        for brief in people.record(journal, row.id).meetings
        if brief.state == "closed"
    ]
    journal.close()
    assert logs == [9, 9]
    assert pod("check").code == 0


def test_it_says_how_far_it_is_about_every_second(monkeypatch):
    said: list[str] = []
    now = [100.0]
    monkeypatch.setattr(synth, "progress", said.append)
    monkeypatch.setattr(synth, "monotonic", lambda: now[0])
    teller = synth._Teller(Wanted(seed=1, people=2, meetings=3, turns=4), began=100.0)
    for number in range(5):
        teller.tell(Made(1, number, 4 * number))
        now[0] += 0.6
    assert said == [f"1 of 2 people, {number} of 6 meetings, {4 * number} turns…" for number in (0, 2, 4)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Three people with two meetings each; for looking only."""
    journal = start_team(
        Profile(tmp_path_factory.mktemp("made") / "profile"),
        team="Exe Valley",
        author="Ana",
        passphrase=PASSPHRASE,
        clock=SystemClock(),
        cost=Cost(memory=8 * 1024, passes=1),
    )
    invent(journal, Wanted(seed=5, people=3, meetings=2, turns=12), lambda _made: True)
    yield journal
    journal.close()


def test_nobody_has_a_number_that_is_given_to_people(made):
    numbers = [people.record(made, row.id).nhs_number for row in people.people(made)]
    assert any(numbers)
    for number in filter(None, numbers):
        assert number.startswith("999")
        assert nhs_number.parse(number) == number


def span(view: MeetingBrief | TurnView) -> tuple[Instant, Instant]:
    ended = view.closed if isinstance(view, MeetingBrief) else view.ended
    assert view.began is not None
    assert ended is not None
    return view.began, ended


def test_meetings_are_in_the_past_one_after_the_other_with_their_turns_inside(made):
    briefs = [brief for row in people.people(made) for brief in people.record(made, row.id).meetings]
    held = sorted((*span(brief), brief.id) for brief in briefs)
    assert len(held) == 6
    assert all(closed < began for (_, closed, _), (began, _, _) in pairwise(held))
    assert held[-1][1] < LAST_FRIDAY + timedelta(hours=10)
    for began, closed, meeting in held:
        turns = turn_log.log_view(made, meeting).turns
        spans = [span(turn) for turn in turns]
        assert began < spans[0][0]
        assert spans[-1][1] < closed
        assert all(ended <= begun for (_, ended), (begun, _) in pairwise(spans))
        assert all(one.speaker != other.speaker for one, other in pairwise(turns))


def test_who_comes_again_was_invited_with_the_persons_yes(made):
    for row in people.people(made):
        later, first = (
            meeting_views.meeting(made, brief.id) for brief in people.record(made, row.id).meetings
        )
        assert later.invited
        assert {one.id for one in later.invited} <= {one.id for one in later.came}
        assert first.next_meeting is None or first.next_meeting.id == later.id
        said_yes = [member for member in network.network_map(made, row.id).members if member.invite_yes]
        assert {one.id for one in later.invited} <= {member.id for member in said_yes}


@pytest.mark.parametrize(
    ("number", "turns"), [(1, 0), (1, 100_000), (7, 30), (520, 30), (521, 30), (4000, 400), (100_000, 50)]
)
def test_however_many_meetings_there_are_none_begins_before_the_last_has_ended(number, turns):
    dates = Dates(number, turns)
    begins = [dates.of(each) for each in range(number)]
    long = timedelta(minutes=45, seconds=dates.seconds_a_turn * turns)
    assert all(later - earlier > long for earlier, later in pairwise(begins))
    assert all(begun.weekday() < 5 for begun in begins)
    assert begins[-1].date() == LAST_FRIDAY.date()
