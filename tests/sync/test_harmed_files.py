"""Known files whose bytes change and whose size does not: a list does not show it, so they are read again."""

from pathlib import Path

import pytest
from typing_extensions import override

from pod_desktop import sync
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.storage.mailbox.sealing import MOST_BYTES
from pod_desktop.storage.sharing import looked_at
from pod_desktop.sync import kinds
from tests.sync.hostile import a_file_of
from tests.sync.laptops import Laptops, add_person, names, require_equal


@pytest.fixture
def ben(laptops: Laptops) -> Journal:
    ben = laptops.join()
    laptops.meet()
    return ben


def harm(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def told_of(report: sync.Report, path: Path) -> list[str]:
    return [each for each in report.pending if each.startswith(f"{path.parent.name}/{path.name}: ")]


@pytest.fixture
def harmed(laptops: Laptops, ben: Journal) -> Path:
    """A file of Ana's that everybody has gone through and that is harmed then."""
    add_person(laptops.ana)
    laptops.meet()
    path = a_file_of(laptops)
    for each in (laptops.ana, ben):
        sync.exchange(each)
    harm(path)
    laptops.clock.advance(hours=25)
    return path


def test_a_harmed_file_is_told_and_what_was_made_here_is_put_there_again_at_once(
    laptops: Laptops, harmed: Path
):
    reports = [sync.exchange(laptops.ana) for _ in range(3)]
    assert [len(told_of(each, harmed)) for each in reports][-1] == 1
    assert sum(each.healed for each in reports) == 1
    cara = laptops.join("Cara Lund")
    assert names(cara) == ["Sam"]
    laptops.meet(laptops.ana, cara)
    require_equal(laptops.ana, cara)


def test_a_harmed_file_of_another_laptop_is_told_in_words_and_put_there_again_after_a_day(
    laptops: Laptops, ben: Journal, harmed: Path
):
    reports = [sync.exchange(ben) for _ in range(3)]
    (told,) = told_of(reports[-1], harmed)
    assert "harmed" in told
    assert told.endswith("in another file.")
    assert sum(each.healed for each in reports) == 0
    laptops.clock.advance(hours=31)
    assert sync.exchange(ben).healed == 1


def test_a_harmed_file_that_is_whole_again_counts_again(laptops: Laptops, ben: Journal, harmed: Path):
    for _ in range(3):
        sync.exchange(ben)
    harm(harmed)  # the same bit again
    assert told_of(sync.exchange(ben), harmed) == []
    laptops.clock.advance(hours=31)
    assert sync.exchange(ben).healed == 0


@pytest.mark.parametrize("kind", [kinds.MARKER, kinds.CERTIFICATES])
def test_a_harmed_letter_of_the_team_is_put_there_again(laptops: Laptops, kind: str):
    sync.exchange(laptops.ana)
    laptops.clock.advance(hours=25)
    path = a_file_of(laptops, kind)
    harm(path)
    for _ in range(3):
        sync.exchange(laptops.ana)
    assert a_file_of(laptops, kind) != path


class CountingFolder(Folder):
    """A folder that notes what was read."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.read: list[str] = []

    @override
    def get(self, path: str, limit: int = MOST_BYTES) -> bytes:
        self.read.append(path)
        return super().get(path, limit)


def test_a_round_reads_few_known_files_again_each_in_its_turn_and_all_at_most_once_a_day(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
):
    for number in range(7):
        add_person(laptops.ana, f"Sam {number}")
        sync.exchange(laptops.ana)
    laptops.clock.advance(hours=25)
    monkeypatch.setattr(looked_at, "AT_ONCE", 4)
    every = [each.path for each in Folder(laptops.folder).list()]
    assert len(every) > 8
    read: list[str] = []
    for _ in range(len(every)):
        folder = CountingFolder(laptops.folder)
        sync.exchange(laptops.ana, transport=folder)
        assert len(folder.read) <= 4
        read += folder.read
    assert sorted(read) == every
    laptops.clock.advance(hours=25)
    folder = CountingFolder(laptops.folder)
    sync.exchange(laptops.ana, transport=folder)
    assert len(folder.read) == 4


def test_a_round_reads_few_bytes_again(laptops: Laptops, monkeypatch: pytest.MonkeyPatch):
    add_person(laptops.ana)
    sync.exchange(laptops.ana)
    laptops.clock.advance(hours=25)
    monkeypatch.setattr(looked_at, "AT_ONCE_BYTES", 5000)
    folder = CountingFolder(laptops.folder)
    sync.exchange(laptops.ana, transport=folder)
    assert len(folder.read) == 1
