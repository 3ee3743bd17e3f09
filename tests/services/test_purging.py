"""Taking a record off this laptop: when it may be done, what goes, what stays, and that it stays gone."""

import os
from pathlib import Path

import pytest
from sqlalchemy import select

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed, NotFound, PodError
from pod_desktop.paths import Profile
from pod_desktop.services import backups, endings, meetings, mending, network, people, profile, purging, seats
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage import own_keys, purge
from pod_desktop.storage.act import Facts
from pod_desktop.storage.arrived import Arrived, StreamOf
from pod_desktop.storage.check import check
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost
from pod_desktop.storage.tables import SYNCED, JournalEvent, Meeting, Member, Person, Purge, Stream
from tests.services.told import Told

CHEAP = Cost(memory=8192, passes=1)
PASSPHRASE = "four quiet words here"


@pytest.fixture
def sam(journal: Journal, me: EntityId) -> Told:
    return closed(journal, me, "sam")


def closed(journal: Journal, me: EntityId, whose: str, choice: str = "keep") -> Told:
    told = Told(journal, me, whose, "9990000018" if whose == "sam" else "9990000026").all_of_it()
    meetings.close_meeting(journal, told.meeting, choice)
    return told


def taken_off(told: Told) -> None:
    told.journal.clock.advance(minutes=11)  # type: ignore[attr-defined]
    purging.purge_record(told.journal, told.person, is_filed=True)


def rows(journal: Journal) -> dict[str, int]:
    with journal.read() as reading:
        return {table.kind: reading.session.query(table).count() for table in SYNCED}


def bodies(journal: Journal) -> list[bytes]:
    with journal.read() as reading:
        return [body for body in reading.session.scalars(select(JournalEvent.body)) if body]


def all_arrivals(journal: Journal) -> list[Arrived]:
    with journal.read() as reading:
        query = select(JournalEvent, Stream).join(Stream, Stream.no == JournalEvent.stream_no)
        return [
            Arrived(StreamOf(stream.id, stream.laptop_id, stream.meeting_id), each.seq, each.id, each.body)
            for each, stream in reading.session.execute(query)
        ]


# --- whether it may be done -------------------------------------------------------------------------------


def test_keys_that_were_chosen_at_the_table_go_with_the_record(sam: Told):
    seats.choose_keys(sam.journal, sam.meeting, {sam.person: "K"})
    with sam.journal.read() as reading:
        assert own_keys.kept(reading.session.connection(), sam.person) == {sam.person: "K"}
    taken_off(sam)
    with sam.journal.read() as reading:
        assert own_keys.kept(reading.session.connection(), sam.person) == {}


def test_nothing_goes_before_somebody_has_said_that_it_is_filed(sam: Told, clock: ManualClock):
    clock.advance(minutes=11)
    before = bodies(sam.journal)
    with pytest.raises(NotAllowed, match="filed there"):
        purging.purge_record(sam.journal, sam.person, is_filed=False)
    assert bodies(sam.journal) == before


def test_a_record_stays_while_a_meeting_of_theirs_is_open(journal: Journal, clock, me):
    told = Told(journal, me, "sam", "9990000018").all_of_it()
    clock.advance(days=1)
    with pytest.raises(NotAllowed, match="is open"):
        purging.purge_record(journal, told.person, is_filed=True)
    assert people.record(journal, told.person).open_meeting is not None


@pytest.mark.parametrize("choice", ["keep", "totals", "discard"])
def test_a_record_stays_while_the_room_can_still_choose(journal: Journal, clock, me, choice):
    told = closed(journal, me, "sam", choice)
    clock.advance(minutes=9)
    assert "still choose" in purging.record_to_purge(journal, told.person).refusal
    with pytest.raises(NotAllowed, match="still choose"):
        purging.purge_record(journal, told.person, is_filed=True)
    clock.advance(minutes=1)
    endings.carry_out_due_choices(journal)
    purging.purge_record(journal, told.person, is_filed=True)
    assert check(journal).ok


def test_a_record_stays_until_all_of_it_is_with_the_team_where_there_is_a_folder(sam: Told, clock):
    clock.advance(minutes=11)
    with pytest.raises(NotAllowed, match="other laptops"):
        purging.purge_record(sam.journal, sam.person, is_filed=True, replicated=lambda _: False)
    asked = purging.record_to_purge(sam.journal, sam.person, replicated=lambda _: True)
    assert (asked.refusal, asked.is_only_copy) == ("", False)
    purging.purge_record(sam.journal, sam.person, is_filed=True, replicated=lambda _: True)


def test_before_it_is_done_what_would_be_gone_is_counted(sam: Told, clock: ManualClock):
    clock.advance(minutes=11)
    asked = purging.record_to_purge(sam.journal, sam.person)
    assert asked.name.encode() == sam.words["name"]
    assert (asked.members, asked.meetings, asked.planned, asked.turns, asked.decisions) == (1, 2, 0, 2, 1)
    assert asked.is_only_copy


# --- what goes and what stays -----------------------------------------------------------------------------


def test_a_purge_takes_one_record_and_leaves_every_other_as_it_was(journal: Journal, me):
    lee = closed(journal, me, "lee")
    before = rows(journal)
    sam = closed(journal, me, "sam")
    taken_off(sam)
    assert rows(journal) == before
    assert not any(word in body for word in sam.words.values() for body in bodies(journal))
    assert people.record(journal, lee.person).name.encode() == lee.words["name"]
    with pytest.raises(NotFound):
        people.record(journal, sam.person)
    with pytest.raises(NotFound):
        purging.purge_record(journal, sam.person, is_filed=True)
    assert check(journal).ok


def test_a_purge_makes_no_event_so_no_other_laptop_hears_of_it(sam: Told):
    with sam.journal.read() as reading:
        before = reading.session.query(JournalEvent).count()
    taken_off(sam)
    with sam.journal.read() as reading:
        assert reading.session.query(JournalEvent).count() == before


def test_that_a_record_was_taken_off_when_and_by_whom_stays(sam: Told, clock: ManualClock):
    taken_off(sam)
    (fact,) = purging.purged_records(sam.journal)
    assert (fact.when, fact.by) == (clock.now(), "Ana Reyes")


def test_what_newer_versions_stored_about_a_record_goes_with_it(sam: Told):
    sam.from_newer_versions()
    taken_off(sam)
    assert not any(word in body for word in sam.words.values() for body in bodies(sam.journal))
    assert check(sam.journal).ok


def test_values_that_contradict_each_other_and_things_without_a_row_go(sam: Told):
    journal = sam.journal
    with journal.read() as reading:
        seen = reading.seen(Member, sam.may)
    network.change_member(journal, sam.may, seen=seen, words="one word for it")
    network.change_member(journal, sam.may, seen=seen, words="another word for it")
    with journal.act() as act:  # a meeting of theirs about which another laptop said more than we know
        orphan = act.create(Meeting, person_id=sam.person, place="a place")
        act.strike(Meeting, orphan.id, "not wanted")
        assert len(act.values_of(Member, sam.may, "words")) == 2
    taken_off(sam)
    assert not any(b"word for it" in body or b"a place" in body for body in bodies(journal))
    assert check(journal).ok


def test_a_stop_in_the_middle_leaves_the_whole_record(sam: Told, clock: ManualClock, monkeypatch):
    clock.advance(minutes=11)
    before = bodies(sam.journal)
    facts: list[Facts] = []
    monkeypatch.setattr(purge, "_note", lambda *_: 1 / 0)
    sam.journal.listen(facts.append)
    with pytest.raises(ZeroDivisionError):
        purging.purge_record(sam.journal, sam.person, is_filed=True)
    assert bodies(sam.journal) == before
    assert facts == []
    assert check(sam.journal).ok


def test_undo_after_a_purge_brings_nothing_back(sam: Told):
    stack = UndoStack(sam.journal)
    with stack.step("move"):
        network.place_member(sam.journal, sam.may, angle=10.0, distance=0.5)
    with stack.step("new"):
        network.add_member(sam.journal, sam.person, "Somebody new")
    taken_off(sam)
    before = bodies(sam.journal)
    with pytest.raises(PodError):
        stack.undo()
    assert bodies(sam.journal) == before
    assert rows(sam.journal)["member"] == 0


# --- it stays gone ----------------------------------------------------------------------------------------


def test_the_same_events_arriving_again_stay_without_bodies(sam: Told):
    again = all_arrivals(sam.journal)
    taken_off(sam)
    gone, there = bodies(sam.journal), rows(sam.journal)
    sam.journal.take_in(again)
    assert bodies(sam.journal) == gone
    assert rows(sam.journal) == there
    assert check(sam.journal).ok


@pytest.fixture
def place(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "team")


@pytest.fixture
def team(place: Profile, clock: ManualClock):
    opened = profile.start_team(
        place, team="Exe Valley POD", author="Ana Reyes", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )
    told = closed(opened, people.practitioners(opened)[0].id, "sam")
    told.from_newer_versions()
    closed(opened, told.ana, "lee")
    yield told
    opened.close()


def test_a_restored_laptop_knows_of_the_purge_and_lets_nothing_back_in(team: Told, place, clock, tmp_path):
    again = all_arrivals(team.journal)
    taken_off(team)
    backups.back_up_daily(place, team.journal)
    facts, there = purging.purged_records(team.journal), rows(team.journal)
    other = Profile(tmp_path / "other")
    backups.restore_team(place.backups, other, clock, passphrase=PASSPHRASE)
    restored = profile.open_team(other, PASSPHRASE, clock)
    restored.take_in(again)
    assert rows(restored) == there
    assert not any(word in body for word in team.words.values() for body in bodies(restored))
    assert purging.purged_records(restored) == facts
    assert check(restored).ok
    backups.back_up_daily(other, restored)  # and what it backs up remembers it, too
    assert len(purge_notes(restored).ended) == len(purge_notes(team.journal).ended) > 0
    restored.close()


def purge_notes(journal: Journal) -> purge.Notes:
    with journal.read() as reading:
        return purge.notes(reading.session)


def test_data_made_anew_from_an_older_backup_does_not_bring_a_purged_record_back(team: Told, place, clock):
    backups.back_up_daily(place, team.journal)
    taken_off(team)
    there = rows(team.journal)
    team.journal.close()
    os.truncate(place.database, place.database.stat().st_size - 4096)
    mending.mend(place, PASSPHRASE, clock)
    made = profile.open_team(place, PASSPHRASE, clock)
    assert rows(made)["person"] == there["person"] == 1
    assert not any(word in body for word in team.words.values() for body in bodies(made))
    assert check(made).ok
    made.close()


def test_a_purge_makes_the_daily_backup_due_and_the_backup_loses_only_what_was_purged(
    team: Told, place, clock
):
    clock.advance(minutes=11)
    backups.back_up_daily(place, team.journal)
    assert not backups.is_due(team.journal, place)
    clock.advance(minutes=1)
    purging.purge_record(team.journal, team.person, is_filed=True)
    assert backups.lacks_endings(team.journal)
    assert backups.is_due(team.journal, place)
    made = backups.back_up_daily(place, team.journal)
    assert made.removed > 0
    assert not backups.is_due(team.journal, place)
    verified = backups.verify_daily(place, team.journal)
    assert verified is not None
    assert (verified.faults, verified.missing) == ([], 0)
    assert verified.events - verified.ended == len(bodies(team.journal))


def test_a_backup_of_a_laptop_that_purged_nothing_says_nothing_of_it(team: Told):
    assert purge_notes(team.journal) == purge.Notes()


def test_an_ended_turn_log_needs_no_note_besides_its_ending(journal: Journal, clock, me):
    lee = closed(journal, me, "lee", "discard")
    clock.advance(minutes=11)
    endings.carry_out_due_choices(journal)
    taken_off(closed(journal, me, "sam"))
    with journal.read() as reading:
        (row,) = reading.session.query(Purge)
        assert len(purge.notes(reading.session).ended) == row.events
        assert reading.get(Person, lee.person).id == lee.person
