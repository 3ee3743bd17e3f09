"""A share that fails at any call, is full, read-only, empty or another one: a sentence, and it goes on."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from typing_extensions import override

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.durable_files import CannotStore
from pod_desktop.errors import PodError
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.folder import FileGone, Folder, FolderGone, Listed, path_of
from pod_desktop.storage.sharing import files
from pod_desktop.sync import kinds
from tests.faults.small_disk import small_disk
from tests.sync.faulty import FaultyShare
from tests.sync.laptops import Laptops, add_person, digest, names, rename, require_equal, team

FAULTS = ("gone", "half a list", "half a file", "put and not told")


@pytest.fixture
def ben(laptops: Laptops) -> Journal:
    ben = laptops.join()
    laptops.meet()
    return ben


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.dat")}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("back", [True, False], ids=["for one call", "from then on"])
def test_a_share_that_fails_at_any_call_of_a_round_loses_nothing(
    laptops: Laptops, ben: Journal, fault: str, back: bool
):
    """What was there before stays there; what is posted late is there after the next rounds."""
    sam = add_person(laptops.ana)
    laptops.meet()
    for at in range(40):
        add_person(ben, f"Nr {at}")
        rename(laptops.ana, sam, f"Sam {at}")
        sync.exchange(laptops.ana)
        before = content(laptops.folder)
        share = FaultyShare(laptops.folder, at, fault=fault, back=back)
        with suppress(PodError):
            sync.exchange(ben, transport=share)
        after = content(laptops.folder)
        assert [path for path in before if path not in after and path not in share.removed] == []
        if share.calls <= at:
            break
    else:
        pytest.fail("a round never came to its end")
    laptops.meet()
    require_equal(laptops.ana, ben)
    assert len(names(laptops.ana)) == at + 2


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_share_that_fails_while_a_laptop_is_let_in_lets_it_in_at_last(laptops: Laptops, fault: str):
    add_person(laptops.ana)
    sync.exchange(laptops.ana)
    for at in (1, 3, 8):
        name = f"Nr {at}"
        words = " ".join(sync.invite(laptops.ana).reveal())
        guest = laptops.fresh()
        sync.ask_to_join(guest, laptops.folder, words, name)
        sync.exchange(laptops.ana)
        share = FaultyShare(laptops.folder, at, fault=fault, back=True)
        with suppress(PodError):
            sync.exchange(guest, transport=share)
        for each in (guest, laptops.ana, guest, laptops.ana):
            sync.exchange(each)
        assert name in [each.author for each in sync.status(laptops.ana).laptops]
        require_equal(laptops.ana, guest)


def test_a_folder_that_is_away_says_that_nothing_is_lost(laptops: Laptops, ben: Journal):
    add_person(ben)
    away = laptops.folder.rename(laptops.at / "away")
    with pytest.raises(FolderGone, match="Nothing is lost"):
        sync.exchange(ben)
    assert not laptops.folder.exists()
    assert sync.status(ben).only_here == 1
    away.rename(laptops.folder)
    laptops.meet()
    assert names(laptops.ana) == ["Sam"]


def test_what_could_not_be_read_for_a_while_is_read_as_soon_as_it_can_be(laptops: Laptops, ben: Journal):
    add_person(laptops.ana)
    sync.exchange(laptops.ana)

    class Unreadable(Folder):
        @override
        def get(self, path: str, limit: int = 0) -> bytes:
            raise FileGone(f"The file “{path}” cannot be read just now (it is only online).")

    report = sync.exchange(ben, transport=Unreadable(laptops.folder))
    assert len(report.pending) == 1
    assert (sync.exchange(ben).imported, sync.exchange(ben).pending) == (1, [])


def test_an_emptied_folder_stays_empty_until_somebody_answers(laptops: Laptops, ben: Journal):
    shutil.rmtree(laptops.folder)
    laptops.folder.mkdir()
    for each in (laptops.ana, ben):
        with pytest.raises(sync.WrongFolder, match="nothing is lost"):
            sync.exchange(each)
    assert content(laptops.folder) == {}
    add_person(ben)
    sync.exchange(ben, fill=True)
    laptops.meet()
    require_equal(laptops.ana, ben)


def test_a_folder_that_became_another_team_s_gets_nothing_and_gives_nothing(
    laptops: Laptops, ben: Journal, tmp_path: Path, clock: ManualClock
):
    (tmp_path / "other").mkdir()
    with team(tmp_path / "other", clock) as others:
        add_person(others.ana, "Of another team")
        sync.exchange(others.ana)
        laptops.folder.rename(laptops.at / "away")
        shutil.copytree(others.folder, laptops.folder)
    add_person(ben)
    before, said = content(laptops.folder), digest(ben)
    for answered in (False, True):
        with pytest.raises(sync.NotOurFolder):
            sync.exchange(ben, fill=answered, repair=answered)
    assert (content(laptops.folder), digest(ben)) == (before, said)
    shutil.rmtree(laptops.folder)
    (laptops.at / "away").rename(laptops.folder)
    laptops.meet()
    require_equal(laptops.ana, ben)


def test_an_older_copy_of_the_folder_takes_nothing_away(laptops: Laptops, ben: Journal):
    shutil.copytree(laptops.folder, laptops.at / "older")
    add_person(laptops.ana)
    add_person(ben, "Kim")
    laptops.meet()
    shutil.rmtree(laptops.folder)
    (laptops.at / "older").rename(laptops.folder)
    laptops.meet()
    assert names(laptops.ana) == names(ben) == ["Kim", "Sam"]
    laptops.clock.advance(hours=31)
    laptops.meet()
    cara = laptops.join("Cara Lund")
    laptops.meet()
    require_equal(laptops.ana, ben, cara)


def test_a_missing_file_never_means_deleted_and_comes_back_after_a_day(laptops: Laptops, ben: Journal):
    add_person(laptops.ana)
    laptops.meet()
    gone = sorted(content(laptops.folder))
    for path in gone[1:]:
        (laptops.folder / path).unlink()
    before = digest(ben)
    laptops.meet()
    assert digest(ben) == before
    laptops.clock.advance(hours=31)
    laptops.meet()
    cara = laptops.join("Cara Lund")
    laptops.meet()
    require_equal(laptops.ana, ben, cara)


def test_a_full_disk_is_said_and_what_is_left_goes_out_when_there_is_room(tmp_path: Path, clock: ManualClock):
    with small_disk(tmp_path / "disk", 4) as disk, team(tmp_path, clock) as laptops:
        shared = disk.at / "shared"
        shared.mkdir()
        sync.connect(laptops.ana, shared)
        sync.exchange(laptops.ana)
        for number in range(40):
            add_person(laptops.ana, f"Nr {number}")
        for leaving in (0, 4096, 3 * 4096):
            add_person(laptops.ana, os.urandom(20_000).hex())
            with disk.filled(leaving), pytest.raises(CannotStore, match="the disk is full"):
                sync.exchange(laptops.ana)
        assert list(shared.rglob("*.tmp")) == []
        assert all(Folder(shared).get(each.path) for each in Folder(shared).list())
        assert sync.status(laptops.ana).only_here > 0
        assert sync.exchange(laptops.ana).posted > 0
        assert sync.status(laptops.ana).only_here == 0


def test_a_read_only_share_gives_what_is_there_and_says_that_it_takes_nothing(
    tmp_path: Path, clock: ManualClock
):
    with small_disk(tmp_path / "disk") as disk, team(tmp_path, clock) as laptops:
        shared = disk.at / "shared"
        shared.mkdir()
        sync.connect(laptops.ana, shared)
        laptops.folder = shared
        ben = laptops.join()
        laptops.meet()
        add_person(laptops.ana)
        add_person(ben, "Kim")
        sync.exchange(laptops.ana)
        before = content(shared)
        with disk.read_only():
            for _ in range(2):
                with pytest.raises(CannotStore, match="may not write"):
                    sync.exchange(ben)
            assert names(ben) == ["Kim", "Sam"]
            assert sync.status(ben).only_here == 1
        assert content(shared) == before
        laptops.meet()
        require_equal(laptops.ana, ben)


@pytest.mark.parametrize("when", ["remove", "list"])
def test_who_was_let_in_by_a_round_that_broke_off_is_somebody_after_the_next(laptops: Laptops, when: str):
    """The answer was read, and then the share was away: the next round makes the rest good."""
    words = " ".join(sync.invite(laptops.ana).reveal())
    guest = laptops.fresh()
    sync.ask_to_join(guest, laptops.folder, words, "Ben Okafor")
    sync.exchange(laptops.ana)

    class Broken(FaultyShare):
        lists = 0

        @override
        def list(self) -> list[Listed]:
            self.lists += 1
            if when == "list" and self.lists == 2:
                raise FolderGone("The share is away.")
            return super().list()

        @override
        def remove(self, path: str) -> None:
            if when == "remove":
                raise CannotStore("The share is away.")
            super().remove(path)

    with pytest.raises(PodError):
        sync.exchange(guest, transport=Broken(laptops.folder))
    assert sync.exchange(guest).joined
    laptops.meet()
    assert [each.author for each in sync.status(laptops.ana).laptops] == ["Ana Reyes", "Ben Okafor"]
    require_equal(laptops.ana, guest)


def test_a_lost_marker_beside_a_wish_to_join_stops_nobody_and_comes_back(laptops: Laptops, ben: Journal):
    with files.looking(laptops.ana) as session:
        markers = [name for name, each in files.letters(session).items() if each.kind == kinds.MARKER]
    for name in markers:
        (laptops.folder / path_of(name)).unlink()
    code = " ".join(sync.invite(laptops.ana).reveal())
    sync.ask_to_join(laptops.fresh(), laptops.folder, code, "Cy")  # Ben cannot open it
    add_person(ben)
    assert sync.exchange(ben).posted > 0
    sync.exchange(laptops.ana)
    assert names(laptops.ana) == ["Sam"]
    there = {each.promised for each in Folder(laptops.folder).list()}
    with files.looking(laptops.ana) as session:
        letters = files.letters(session)
    assert any(each.kind == kinds.MARKER and name in there for name, each in letters.items())


def test_what_was_put_into_a_wrong_folder_comes_into_the_right_one_at_once(laptops: Laptops, ben: Journal):
    wrong = laptops.at / "wrong folder"
    wrong.mkdir()
    sync.connect(ben, wrong)
    add_person(ben, "Jo")
    sync.exchange(ben, fill=True)
    sync.connect(ben, laptops.folder)
    sync.exchange(ben)
    sync.exchange(laptops.ana)
    assert names(laptops.ana) == names(ben) == ["Jo"]


@pytest.mark.usefixtures("ben")
def test_a_folder_in_which_only_somebody_asks_to_join_is_asked_about(laptops: Laptops):
    wrong = laptops.at / "wrong folder"
    wrong.mkdir()
    code = " ".join(sync.invite(laptops.ana).reveal())
    sync.ask_to_join(laptops.fresh(), wrong, code, "Cy")
    sync.connect(laptops.ana, wrong)
    with pytest.raises(sync.WrongFolder):
        sync.exchange(laptops.ana)
    assert len(Folder(wrong).list()) == 1
    assert sync.exchange(laptops.ana, fill=True).admitted == ["Cy’s laptop"]
