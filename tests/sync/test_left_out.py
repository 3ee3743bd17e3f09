"""A signature says nothing of the bodies that are left out: without them a file replaces none."""

import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.storage.mailbox import kept_segments, packing, segments
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.storage.mailbox.segments import SignedSegment
from pod_desktop.storage.sharing import files
from tests.sync.hostile import Member
from tests.sync.laptops import Laptops, add_person, names


@pytest.fixture
def stubs(laptops: Laptops) -> str:
    """Ben's words are in the folder, and a file in which a member left all of them out; its path."""
    ben, mallory = laptops.join(), Member(laptops.join("Mallory"), laptops.folder)
    for number in range(3):
        add_person(ben, f"Nr {number}")
        sync.exchange(ben)
    laptops.meet()
    with files.looking(mallory.journal) as session:
        numbers = session.connection().exec_driver_sql("SELECT no FROM segment ORDER BY no").scalars()
        whole = [kept_segments.load(session, no) for no in numbers]
    bare = [
        SignedSegment(
            each.id, each.header, each.header_bytes, each.ids, each.signature, (None,) * len(each.ids)
        )
        for each in whole
    ]
    path = mallory.post([*map(segments.to_wire, bare), mallory.segment([mallory.event()])])
    laptops.meet()
    return path


EVERYBODY = ["Mallory", "Nr 0", "Nr 1", "Nr 2"]


def rounds(laptops: Laptops) -> list[sync.Report]:
    return [sync.exchange(each) for each in laptops.all for _ in range(2)]


@pytest.mark.usefixtures("stubs")
def test_a_file_without_the_words_takes_no_file_with_them_away(laptops: Laptops, clock: ManualClock):
    clock.advance(days=61)
    assert sum(each.removed for each in rounds(laptops)) == 0
    assert names(laptops.join("Dan Wu")) == EVERYBODY


def test_a_file_without_the_words_does_not_count_as_there(laptops: Laptops, clock: ManualClock, stubs: str):
    with files.looking(laptops.ana) as session:
        known = files.known(session)
    for listed in Folder(laptops.folder).list():
        kind = known[listed.promised or b""].kind
        if kind == packing.SEGMENTS and listed.path != stubs:
            (laptops.folder / listed.path).unlink()
    rounds(laptops)
    clock.advance(hours=31)
    assert sum(each.healed for each in rounds(laptops)) > 0
    assert names(laptops.join("Dan Wu")) == EVERYBODY
