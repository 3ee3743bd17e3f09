"""Rounds with the team folder, laptops that meet in it, and what they say in the end."""

import pytest

from pod_desktop import sync
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting, Person, Turn
from tests.sync.laptops import Laptops, add_person, names, rename, require_equal


def test_two_laptops_that_met_show_the_same(laptops: Laptops):
    ben = laptops.join()
    sam = add_person(laptops.ana)
    laptops.meet()
    assert names(ben) == ["Sam"]
    rename(ben, sam, "Samuel")
    laptops.meet()
    assert names(laptops.ana) == ["Samuel"]
    require_equal(laptops.ana, ben)


def test_both_values_of_what_two_laptops_changed_remain(laptops: Laptops):
    ben = laptops.join()
    sam = add_person(laptops.ana)
    laptops.meet()
    rename(laptops.ana, sam, "Samira")
    rename(ben, sam, "Samuel")
    laptops.meet()
    require_equal(laptops.ana, ben)
    for each in (laptops.ana, ben):
        with each.read() as reading:
            (conflict,) = reading.conflicts()
        assert {said.value for said in conflict.said} == {"Samira", "Samuel"}


def test_a_round_without_anything_new_posts_and_imports_nothing(laptops: Laptops):
    ben = laptops.join()
    add_person(ben)
    laptops.meet()
    for each in (laptops.ana, ben):
        report = sync.exchange(each)
        assert (report.posted, report.imported, report.removed, report.pending) == (0, 0, 0, [])


def test_what_is_only_here_is_counted_until_it_is_in_the_folder_and_then_until_another_has_it(
    laptops: Laptops,
):
    ben = laptops.join()
    laptops.meet()
    add_person(laptops.ana)
    before = sync.status(laptops.ana)
    assert (before.only_here, before.in_folder) == (1, 0)
    sync.exchange(laptops.ana)
    posted = sync.status(laptops.ana)
    assert (posted.only_here, posted.in_folder) == (0, 1)
    sync.exchange(ben)
    sync.exchange(laptops.ana)
    heard = sync.status(laptops.ana)
    assert (heard.only_here, heard.in_folder) == (0, 0)


WORDS = "Only for this room"


def add_log(journal: Journal, meeting: EntityId) -> None:
    with journal.act() as act:
        act.create(Turn, meeting_id=meeting, speaker_id=None, began=journal.clock.now(), words=WORDS)


def words(journal: Journal) -> list[str]:
    with journal.read() as reading:
        return [turn.words for turn in reading.all(Turn)]


@pytest.mark.parametrize(("choice", "comes"), [("keep", [WORDS]), ("discard", []), ("", [])])
def test_of_a_turn_log_nothing_leaves_the_laptop_before_the_choice_to_keep_it_is_final(
    laptops: Laptops, choice: str, comes: list[str]
):
    ben = laptops.join()
    now = laptops.clock.now()
    with laptops.ana.act() as act:
        meeting = act.create(
            Meeting, person_id=new_id(), state="closed", began=now, closed=now, log_kind="live"
        ).id
        act.change(Meeting, meeting, log_choice=choice)
    add_log(laptops.ana, meeting)
    laptops.meet()
    assert words(ben) == []
    assert sync.status(laptops.ana).waiting_for_choice == 1
    laptops.clock.advance(minutes=11)
    laptops.meet()
    assert words(ben) == comes


def test_words_of_a_log_that_another_laptop_ended_for_itself_do_not_leave_this_one(laptops: Laptops):
    ben = laptops.join()
    now = laptops.clock.now()
    with laptops.ana.act() as act:
        meeting = act.create(
            Meeting, person_id=new_id(), state="closed", began=now, closed=now, log_kind="live"
        ).id
        act.change(Meeting, meeting, log_choice="discard", log_ended=now)
    laptops.meet()
    add_log(ben, meeting)
    laptops.clock.advance(minutes=11)
    laptops.meet()
    assert words(laptops.ana) == []


def test_what_was_ended_leaves_the_folder_and_a_provider_that_brings_it_back_changes_nothing(
    laptops: Laptops,
):
    ben = laptops.join()
    sam = add_person(laptops.ana)
    laptops.meet()
    before = {path: path.read_bytes() for path in laptops.folder.rglob("*.dat")}
    with laptops.ana.act() as act:
        head = act.seen(Person, sam)["name"]
        act.end(sam, head)
    laptops.meet()
    gone = before.keys() - set(laptops.folder.rglob("*.dat"))
    assert len(gone) == 1
    assert names(ben) == []
    for path in gone:
        path.write_bytes(before[path])
    laptops.meet()
    assert not any(path.exists() for path in gone)
    cara = laptops.join("Cara Lund")
    laptops.meet()
    require_equal(laptops.ana, ben, cara)


def test_a_record_purged_on_one_laptop_stays_in_the_folder_and_on_the_others(laptops: Laptops):
    ben = laptops.join()
    sam = add_person(laptops.ana)
    laptops.meet()
    before = set(laptops.folder.rglob("*.dat"))
    laptops.ana.purge(sam, lambda _reading: None)
    laptops.clock.advance(days=100)
    laptops.meet()
    assert before <= set(laptops.folder.rglob("*.dat"))
    assert (names(laptops.ana), names(ben)) == ([], ["Sam"])
    cara = laptops.join("Cara Lund")
    assert names(cara) == ["Sam"]


def test_a_laptop_that_hears_of_an_ending_after_a_year_forgets_what_was_ended(laptops: Laptops):
    ben = laptops.join()
    sam = add_person(laptops.ana)
    laptops.meet()
    with laptops.ana.act() as act:
        act.end(sam, act.seen(Person, sam)["name"])
    sync.exchange(laptops.ana)
    laptops.clock.advance(days=400)
    assert names(ben) == ["Sam"]
    laptops.meet()
    assert names(ben) == []
    require_equal(laptops.ana, ben)


def test_a_clock_that_is_years_ahead_is_told_of_and_not_followed(laptops: Laptops):
    ben = laptops.join()
    laptops.meet()
    laptops.clock.advance(days=3650)
    add_person(laptops.ana)
    sync.exchange(laptops.ana)
    laptops.clock.advance(days=-3650)
    assert sync.exchange(ben).ahead == 1
    add_person(ben, "Joy")
    with ben.read() as reading:
        made = reading.in_order_made(reading.all(Person))
    assert [person.name for person in made] == ["Joy", "Sam"]


def test_the_folder_says_to_people_what_it_is(laptops: Laptops):
    sync.exchange(laptops.ana)
    assert "POD Desktop" in (laptops.folder / "README.txt").read_text(encoding="utf-8")
