"""A member taken off the map on one laptop while another says something of a tie of theirs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.services import conflicts, network
from pod_desktop.storage.tables import Member, Tie
from tests.services.laptops import Laptops


@pytest.fixture
def laptops(tmp_path: Path, clock: ManualClock) -> Iterator[Laptops]:
    with Laptops.of_one_team(tmp_path, clock) as made:
        yield made


def test_a_tie_that_came_behind_the_map_is_not_taken_off_with_the_member(laptops: Laptops):
    ana, ben, visit = laptops.ana, laptops.ben, laptops.first
    known = network.tie(ana.journal, visit.sam, visit.sam, visit.may)
    laptops.hear()
    shown = network.network_map(ana.journal, visit.sam)
    member = next(each for each in shown.members if each.id == visit.may)
    late = network.tie(ben.journal, visit.sam, visit.may, visit.joy, words="do not speak since June")
    laptops.hear()
    ties = {tie.id: tie.seen for tie in shown.ties}
    network.strike_member(ana.journal, visit.may, "moved away", seen=member.seen, ties=ties)
    laptops.hear()
    for laptop in laptops.all:
        with laptop.journal.read() as reading:
            assert {tie.id: tie.struck for tie in reading.session.query(Tie)} == {known: True, late: False}
        assert network.network_map(laptop.journal, visit.sam).ties == ()
    with ben.journal.act() as act:
        act.restore(Member, visit.may)
    laptops.hear()
    for laptop in laptops.all:
        (tie,) = network.network_map(laptop.journal, visit.sam).ties
        assert tie.words == "do not speak since June"


def test_words_that_came_behind_the_map_bring_a_tie_back_to_be_looked_at(laptops: Laptops):
    ana, ben, visit = laptops.ana, laptops.ben, laptops.first
    known = network.tie(ana.journal, visit.sam, visit.sam, visit.may)
    laptops.hear()
    shown = network.network_map(ana.journal, visit.sam)
    network.change_tie(ben.journal, known, known="yes", words="calls every day")
    laptops.hear()
    network.strike_member(ana.journal, visit.may, "moved away", ties={tie.id: tie.seen for tie in shown.ties})
    laptops.hear()
    for laptop in laptops.all:
        assert [each.kind for each in conflicts.to_settle(laptop.journal).came_back] == ["tie"]
