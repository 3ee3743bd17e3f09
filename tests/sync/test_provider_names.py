"""What providers call the copies they make: a file counts for what it says, never for its name."""

from pathlib import Path

import pytest

from pod_desktop import sync
from pod_desktop.storage.journal import Journal
from tests.sync.hostile import a_file_of
from tests.sync.laptops import Laptops, add_person, names, require_equal

COPIES = {
    "OneDrive": "{}-LAPTOP7.dat",
    "OneDrive, twice": "{}-LAPTOP7-2.dat",
    "Dropbox": "{} (Ana's conflicted copy 2026-11-25).dat",
    "Dropbox, German": "{} (In Konflikt stehende Kopie von Jürgen 2026-11-25).dat",
    "Nextcloud": "{} (conflicted copy 2026-11-25 101010).dat",
    "ownCloud": "{}_conflict-20261125-101010.dat",
    "Syncthing": "{}.sync-conflict-20261125-101010-ABCDEFG.dat",
    "iCloud": "{} 2.dat",
    "Windows Explorer": "{} - Copy (2).dat",
    "Google Drive": "{} (1).dat",
    "in capitals": "{}.DAT.dat",
}


@pytest.fixture
def ben(laptops: Laptops) -> Journal:
    ben = laptops.join()
    laptops.meet()
    return ben


def news(laptops: Laptops, name: str = "Sam") -> Path:
    """The file with which Ana’s folder says that there is somebody called Sam; Ben has not read it."""
    add_person(laptops.ana, name)
    sync.exchange(laptops.ana)
    return a_file_of(laptops)


def copied(original: Path, name: str) -> Path:
    copy = original.with_name(name.format(original.stem))
    copy.write_bytes(original.read_bytes())
    return copy


def test_a_copy_is_taken_in_where_the_original_is_gone(laptops: Laptops, ben: Journal):
    for provider, name in COPIES.items():
        original = news(laptops)
        copied(original, name)
        original.unlink()
        report = sync.exchange(ben)
        assert (report.imported, report.pending) == (1, []), provider
    laptops.meet()
    require_equal(*laptops.all)


def test_a_copy_is_taken_in_where_the_original_is_torn_and_that_one_is_told_by_its_name(
    laptops: Laptops, ben: Journal
):
    for provider, name in COPIES.items():
        original = news(laptops)
        copied(original, name)
        original.write_bytes(original.read_bytes()[:1000])
        report = sync.exchange(ben)
        assert report.imported == 1, provider
        assert any(original.name in told for told in report.pending), provider
    assert names(ben) == ["Sam"] * len(COPIES)


def test_a_copy_beside_its_original_changes_nothing_and_stays(laptops: Laptops, ben: Journal):
    copies = [copied(news(laptops), name) for name in COPIES.values()]
    report = sync.exchange(ben)
    assert (report.imported, report.pending) == (len(COPIES), [])
    laptops.meet()
    require_equal(*laptops.all)
    assert all(copy.exists() for copy in copies)


def test_a_torn_copy_is_told_until_it_is_whole_and_takes_nothing_from_the_original(
    laptops: Laptops, ben: Journal
):
    for provider, name in COPIES.items():
        original = news(laptops)
        copy = copied(original, name)
        copy.write_bytes(copy.read_bytes()[:2000])
        report = sync.exchange(ben)
        assert report.imported == 1, provider
        assert [copy.name in told for told in report.pending] == [True], provider
        copy.write_bytes(original.read_bytes())
        assert sync.exchange(ben).pending == [], provider


@pytest.mark.usefixtures("ben")
def test_a_copy_counts_as_there_so_that_nothing_is_put_back_beside_it(laptops: Laptops):
    for name in COPIES.values():
        original = news(laptops)
        copied(original, name)
        original.unlink()
    laptops.meet()
    for each in laptops.all:
        assert sync.exchange(each, repair=True).healed == 0


def test_what_lies_on_a_wrong_shelf_or_under_another_file_s_name_is_taken_in(laptops: Laptops, ben: Journal):
    original = news(laptops)
    elsewhere = laptops.folder / ("0" if original.parent.name != "0" else "1")
    elsewhere.mkdir(exist_ok=True)
    original.rename(elsewhere / ("f" * 64 + ".dat"))
    report = sync.exchange(ben)
    assert (report.imported, report.pending) == (1, [])


def test_two_files_with_each_other_s_content_are_both_taken_in(laptops: Laptops, ben: Journal):
    one, other = news(laptops), news(laptops, "Kim")
    assert other != one
    swapped = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(swapped)
    report = sync.exchange(ben)
    assert (report.imported, report.pending) == (2, [])
    laptops.meet()
    require_equal(*laptops.all)
