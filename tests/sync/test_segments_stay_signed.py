"""Whatever a member's files say of where events lie, every segment here goes on saying what was signed."""

from secrets import token_bytes

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop import sync
from pod_desktop.storage.events import event_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import kept_segments, segments
from pod_desktop.storage.tables import Segment
from tests.sync.hostile import Member
from tests.sync.laptops import Laptops, names, require_equal
from tests.sync.test_odd_stubs import stub_segment


@pytest.fixture
def mallory(laptops: Laptops) -> Journal:
    made = laptops.join("Mallory")
    laptops.meet()
    return made


def require_signed(*laptops: Journal) -> None:
    """Every segment verifies as it would be put into the folder or a backup; else BadSegment."""
    for each in laptops:
        with Session(each.engine) as session:
            for no in session.scalars(select(Segment.no)).all():
                segments.from_wire(segments.to_wire(kept_segments.load(session, no)))


def test_a_stub_is_filled_when_its_old_place_holds_a_fork_s_event(laptops: Laptops, mallory: Journal):
    stubs = Member(mallory, laptops.folder)
    bodies = [stubs.event(seq) for seq in range(1, 121)]
    stubs.post([stub_segment(stubs, event_id(bodies[-1]))])
    laptops.meet()
    stubs.post([stubs.segment(bodies)])  # comes in steps; the stub's number is taken in the first
    laptops.meet()
    require_signed(*laptops.all)
    require_equal(*laptops.all)


def test_a_stub_is_filled_in_front_of_what_lies_under_its_number(laptops: Laptops, mallory: Journal):
    stubs, fork = Member(mallory, laptops.folder), Member(mallory, laptops.folder)
    late, first = fork.event(), fork.event()
    stubs.post([stub_segment(stubs, event_id(late))])
    laptops.meet()
    fork.post([fork.segment([first])])
    laptops.meet()
    fork.post([fork.segment([late])])
    laptops.meet()
    require_signed(*laptops.all)
    require_equal(*laptops.all)
    assert names(laptops.ana) == ["Mallory", "Mallory"]


def test_two_segments_name_the_same_events_in_another_order(laptops: Laptops, mallory: Journal):
    stubs = Member(mallory, laptops.folder)
    one, two = token_bytes(32), token_bytes(32)
    stubs.post([stub_segment(stubs, one, two)])
    stubs.post([stub_segment(stubs, two, one)])
    sync.exchange(laptops.ana)
    require_signed(laptops.ana)


def test_a_segment_names_an_event_twice(laptops: Laptops, mallory: Journal):
    stubs = Member(mallory, laptops.folder)
    stubs.post([stub_segment(stubs, *[token_bytes(32)] * 2)])
    sync.exchange(laptops.ana)
    require_signed(laptops.ana)
