"""Two laptops that exchange through a real Samba share on loopback: mounted, and by the protocol itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.durable_files import CannotStore
from pod_desktop.services import conflicts
from tests.peers.samba import Samba, SmbShare, is_root
from tests.sync.laptops import Laptops, add_person, names, rename, require_equal, team

pytestmark = pytest.mark.thorough


@pytest.fixture
def samba(tmp_path: Path) -> Iterator[Samba]:
    if not is_root():
        pytest.skip("The Samba server of this test runs as root.")
    server = Samba(tmp_path / "samba")
    with server.started():
        yield server


def test_two_laptops_exchange_through_a_mounted_share_and_a_full_stop_of_it(
    samba: Samba, tmp_path: Path, clock: ManualClock
):
    with samba.mounted(tmp_path / "mounted") as mounted, team(tmp_path, clock) as laptops:
        sync.connect(laptops.ana, mounted)
        laptops.folder = mounted
        ben = laptops.join()
        sam = add_person(laptops.ana)
        laptops.meet()
        rename(laptops.ana, sam, "Samira")
        rename(ben, sam, "Samuel")
        laptops.meet()
        require_equal(laptops.ana, ben)


def exchange(laptops: Laptops, share: SmbShare) -> list[sync.Report]:
    return [sync.exchange(each, transport=share) for each in laptops.all]


def test_two_laptops_exchange_by_the_protocol_with_a_share(samba: Samba, tmp_path: Path, clock: ManualClock):
    share = SmbShare(samba)
    with team(tmp_path, clock) as laptops:
        sync.connect(laptops.ana, samba.share)
        laptops.folder = samba.share
        words = " ".join(sync.invite(laptops.ana).reveal())
        ben = laptops.fresh()
        sync.ask_to_join(ben, samba.share, words, "Ben Okafor")
        assert sync.exchange(laptops.ana, transport=share).admitted == ["Ben Okafor’s laptop"]
        assert sync.exchange(ben, transport=share).joined
        sam = add_person(laptops.ana)
        add_person(ben, "Kim")
        for _ in range(3):
            exchange(laptops, share)
        assert names(laptops.ana) == names(ben) == ["Kim", "Sam"]
        rename(laptops.ana, sam, "Samira")
        rename(ben, sam, "Samuel")
        for _ in range(2):
            exchange(laptops, share)
        reports = exchange(laptops, share)
        assert [(each.pending, each.posted) for each in reports] == [([], 0)] * 2
        assert conflicts.to_settle(laptops.ana).count == conflicts.to_settle(ben).count == 1
        require_equal(laptops.ana, ben)
        lost = sorted(samba.share.rglob("*.dat"))[1:]
        for path in lost:
            path.unlink()
        assert sync.exchange(ben, transport=share, repair=True).healed > 0
        assert list(samba.share.rglob("*.tmp")) == []


def test_a_server_that_stops_says_so_and_what_is_left_goes_out_when_it_is_back(
    tmp_path: Path, clock: ManualClock
):
    if not is_root():
        pytest.skip("The Samba server of this test runs as root.")
    samba = Samba(tmp_path / "samba")
    share = SmbShare(samba)
    with team(tmp_path, clock) as laptops:
        sync.connect(laptops.ana, samba.share)
        with samba.started():
            sync.exchange(laptops.ana, transport=share)
        add_person(laptops.ana)
        with pytest.raises((sync.FolderGone, CannotStore)):
            sync.exchange(laptops.ana, transport=share)
        with samba.started():
            assert sync.exchange(laptops.ana, transport=share).posted == 1
        assert sync.status(laptops.ana).only_here == 0
