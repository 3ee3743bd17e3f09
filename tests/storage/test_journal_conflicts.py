"""What people are shown of concurrent changes, and how they settle it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Person, ThisLaptop
from tests.journals import new_journal
from tests.storage.test_journal_machine import Laptop


class Two:
    """Ana’s laptop and Ben’s, with Sam’s record on both."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        self.clock = clock
        self.ana, self.ben = new_id(), new_id()
        self.first, self.second = (self._laptop(folder / name, who) for name, who in
                                   (("a.db", self.ana), ("b.db", self.ben)))  # fmt: skip
        with self.first.journal.act() as act:
            self.sam = act.create(Person, name="Sam", added=clock.now()).id
        self.hear()

    def _laptop(self, path: Path, who: EntityId) -> Laptop:
        new_journal(path, self.clock, b"k" * 32).close()
        laptop = Laptop(path, self.clock)
        laptop.journal.set_up_laptop(who)
        return laptop

    def hear(self) -> None:
        """Both hear all that the other has."""
        one, other = self.first.arrivals(), self.second.arrivals()
        self.second.journal.take_in(one)
        self.first.journal.take_in(other)

    def both_rename(self) -> None:
        for laptop, name in ((self.first, "Samuel"), (self.second, "Sammy")):
            self.clock.advance(minutes=1)
            with laptop.journal.act() as act:
                act.change(Person, self.sam, name=name)
        self.hear()


@pytest.fixture
def two(tmp_path: Path, clock: ManualClock) -> Iterator[Two]:
    made = Two(tmp_path, clock)
    yield made
    made.first.journal.close()
    made.second.journal.close()


def laptop_of(journal: Journal) -> EntityId:
    with journal.read() as reading:
        return reading.session.query(ThisLaptop).one().id


def test_a_conflict_says_who_said_what_on_which_laptop_and_when_the_shown_one_first(two: Two):
    two.both_rename()
    for laptop in (two.first, two.second):
        with laptop.journal.read() as reading:
            (conflict,) = reading.conflicts()
            assert (conflict.table, conflict.id, conflict.name) == (Person, two.sam, "name")
            assert [(said.value, said.author_id, said.laptop_id) for said in conflict.said] == [
                ("Sammy", two.ben, laptop_of(two.second.journal)),
                ("Samuel", two.ana, laptop_of(two.first.journal)),
            ]
            assert (conflict.said[0].when - conflict.said[1].when).total_seconds() == 60
            assert reading.get(Person, two.sam).name == "Sammy"
            named = {said.short_id for said in conflict.said}
            assert named == set(reading.seen(Person, two.sam)["name"])


@pytest.mark.parametrize("settled", ["Sammy", "Samuel", "Sam"])
def test_a_change_that_has_seen_both_values_settles_it_everywhere(two: Two, settled: str):
    two.both_rename()
    with two.first.journal.read() as reading:
        seen = reading.seen(Person, two.sam)
    with two.first.journal.act() as act:
        act.change(Person, two.sam, seen=seen, name=settled)
    two.hear()
    for laptop in (two.first, two.second):
        with laptop.journal.read() as reading:
            assert reading.conflicts() == []
            assert reading.get(Person, two.sam).name == settled


def test_equal_values_are_no_conflict(two: Two):
    for laptop in (two.first, two.second):
        with laptop.journal.act() as act:
            act.change(Person, two.sam, name="Samuel")
    two.hear()
    with two.first.journal.read() as reading:
        assert reading.conflicts() == []


@pytest.mark.parametrize("meanwhile", ["edited", "restored"])
def test_what_was_struck_out_unseen_of_an_edit_or_a_restoring_comes_back_flagged(two: Two, meanwhile: str):
    if meanwhile == "restored":
        with two.first.journal.act() as act:
            act.strike(Person, two.sam, "entered twice")
        two.hear()
        with two.first.journal.act() as act:
            act.restore(Person, two.sam)
    else:
        with two.first.journal.act() as act:
            act.change(Person, two.sam, name="Samuel")
    with two.second.journal.act() as act:
        act.strike(Person, two.sam, "moved away")
    two.hear()
    for laptop in (two.first, two.second):
        with laptop.journal.read() as reading:
            assert [person.id for person in reading.all(Person)] == [two.sam]
            (back,) = reading.came_back()
            assert [(said.value, said.author_id) for said in back.struck] == [("moved away", two.ben)]


@pytest.mark.parametrize("again", ["struck", "restored"])
def test_who_sees_that_something_came_back_settles_it(two: Two, again: str):
    with two.first.journal.act() as act:
        act.change(Person, two.sam, name="Samuel")
    with two.second.journal.act() as act:
        act.strike(Person, two.sam, "moved away")
    two.hear()
    with two.first.journal.act() as act:
        if again == "struck":
            act.strike(Person, two.sam, "yes, moved away")
        else:
            act.restore(Person, two.sam)
    two.hear()
    for laptop in (two.first, two.second):
        with laptop.journal.read() as reading:
            assert reading.came_back() == []
            assert len(reading.all(Person)) == (0 if again == "struck" else 1)


def test_a_striking_out_covers_only_what_its_form_showed(two: Two):
    with two.first.journal.read() as reading:
        seen = reading.seen(Person, two.sam)
    with two.first.journal.act() as act:
        act.change(Person, two.sam, name="Samuel")
    with two.first.journal.act() as act:
        act.strike(Person, two.sam, "entered twice", seen=seen)
    with two.first.journal.read() as reading:
        (back,) = reading.came_back()
        assert back.id == two.sam
        assert [person.name for person in reading.all(Person)] == ["Samuel"]


def test_a_striking_out_behind_whose_form_nothing_came_covers_everything(two: Two):
    with two.first.journal.act() as act:
        act.change(Person, two.sam, name="Samuel", hue=3, nhs_number="9990000018")
    with two.first.journal.act() as act:
        act.change(Person, two.sam, name="Sam", added=two.clock.now())
    with two.first.journal.read() as reading:
        seen = reading.seen(Person, two.sam)
    with two.first.journal.act() as act:
        act.strike(Person, two.sam, "entered twice", seen=seen)
    with two.first.journal.read() as reading:
        assert reading.came_back() == []
        assert reading.all(Person) == []


def test_a_restoring_takes_back_only_the_strikings_out_that_its_form_showed(two: Two):
    with two.first.journal.act() as act:
        act.strike(Person, two.sam, "entered twice")
    with two.first.journal.read() as reading:
        seen = reading.seen(Person, two.sam)
    with two.second.journal.act() as act:
        act.strike(Person, two.sam, "moved away")
    two.hear()
    with two.first.journal.act() as act:
        act.restore(Person, two.sam, seen=seen)
    two.hear()
    for laptop in (two.first, two.second):
        with laptop.journal.read() as reading:
            (back,) = reading.came_back()
            assert [said.value for said in back.struck] == ["moved away"]
