"""Two laptops whose folders a real Syncthing keeps equal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import SystemClock
from pod_desktop.paths import Profile
from pod_desktop.services import people
from pod_desktop.services.audit import look_through
from pod_desktop.services.profile import start_joining, start_team
from pod_desktop.storage.journal import Journal
from tests.faults.child import CHEAP, PASSPHRASE
from tests.peers.programs import TwoFolders

pytestmark = pytest.mark.thorough


@pytest.fixture
def two(tmp_path: Path) -> TwoFolders:
    return TwoFolders(tmp_path)


@pytest.fixture
def ana(tmp_path: Path, two: TwoFolders) -> Iterator[Journal]:
    made = {"team": "Exe Valley POD", "author": "Ana", "passphrase": PASSPHRASE}
    journal = start_team(Profile(tmp_path / "ana"), clock=SystemClock(), cost=CHEAP, **made)  # type: ignore[arg-type]
    sync.connect(journal, two.folders[0])
    yield journal
    journal.close()


@pytest.fixture
def ben(tmp_path: Path, two: TwoFolders, ana: Journal) -> Iterator[Journal]:
    """Has asked to join in its own folder; nobody has answered yet."""
    words = " ".join(sync.invite(ana).reveal())
    journal = start_joining(
        Profile(tmp_path / "ben"),
        lambda new: sync.ask_to_join(new, two.folders[1], words, "Ben"),
        passphrase=PASSPHRASE,
        clock=SystemClock(),
        cost=CHEAP,
    )
    yield journal
    journal.close()


def meet(two: TwoFolders, *journals: Journal) -> None:
    for each in journals * 3:
        two.settle()
        sync.exchange(each)
    two.settle()


def require_equal(*journals: Journal) -> None:
    found = [look_through(each) for each in journals]
    assert [fault for each in found for fault in each.faults] == []
    assert len({each.digest for each in found}) == 1


def names(journal: Journal) -> list[str]:
    return sorted(row.name for row in people.people(journal))


def test_two_laptops_become_one_team_through_folders_that_syncthing_keeps_equal(
    two: TwoFolders, ana: Journal, ben: Journal
):
    with two.connected():
        two.settle()
        assert sync.exchange(ana).admitted == ["Ben’s laptop"]
        two.settle()
        assert sync.exchange(ben).joined
        people.add_person(ana, "Sam")
        people.add_person(ben, "Kim")
        meet(two, ana, ben)
        assert names(ana) == names(ben) == ["Kim", "Sam"]
        require_equal(ana, ben)


def test_what_both_did_while_syncthing_was_off_comes_together_and_what_was_deleted_comes_back(
    two: TwoFolders, ana: Journal, ben: Journal
):
    with two.connected():
        two.settle()
        sync.exchange(ana)
        two.settle()
        sync.exchange(ben)
        meet(two, ana, ben)
    for number in range(20):
        for each in (ana, ben):
            people.add_person(each, f"Nr {number} of {each.author_id[:4]}")
            sync.exchange(each)
    with two.connected():
        meet(two, ana, ben)
        assert len(names(ana)) == 40
        require_equal(ana, ben)
        for path in list(two.folders[1].rglob("*.dat"))[1:]:
            path.unlink()  # somebody tidied up
        two.settle()
        before = names(ana)
        meet(two, ana, ben)
        assert names(ana) == names(ben) == before
        assert sync.exchange(ana, repair=True).healed > 0
        two.settle()
        report = sync.exchange(ben, repair=True)
        assert (report.healed, report.pending, report.missing) == (0, [], 0)


def test_both_exchange_while_syncthing_is_carrying(two: TwoFolders, ana: Journal, ben: Journal):
    """Files come in the middle of rounds; nobody waits for anything until the end."""
    with two.connected():
        two.settle()
        sync.exchange(ana)
        two.settle()
        sync.exchange(ben)
        for number in range(30):
            for each in (ana, ben):
                people.add_person(each, f"Nr {number} of {each.author_id[:4]}")
                sync.exchange(each)
        meet(two, ana, ben)
        assert len(names(ana)) == 60
        require_equal(ana, ben)
        assert [sync.exchange(each).pending for each in (ana, ben)] == [[], []]
