"""A plain folder that carries sealed files: what it may do to them, and what is made of it."""

import os
import subprocess
from pathlib import Path

import pytest

from pod_desktop.durable_files import CannotStore
from pod_desktop.storage.mailbox.folder import FileGone, Folder, FolderGone, path_of
from pod_desktop.storage.mailbox.sealing import seal

KEY = bytes(32)


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path / "folder")
    made.make()
    return made


def paths(folder):
    return [each.path for each in folder.list()]


def test_a_file_lies_under_its_name_and_again_is_the_same_as_once(folder):
    sealed = seal(b"words", KEY)
    folder.put_new(sealed)
    before = (folder.place / path_of(sealed.name)).stat()
    folder.put_new(sealed)
    assert paths(folder) == [path_of(sealed.name)]
    assert (folder.place / path_of(sealed.name)).stat().st_ino == before.st_ino
    assert folder.get(path_of(sealed.name)) == sealed.content


def test_a_torn_file_is_written_over_with_the_same_bytes(folder):
    sealed = seal(b"words", KEY)
    folder.put_new(sealed)
    (folder.place / path_of(sealed.name)).write_bytes(sealed.content[:100])
    folder.put_new(sealed)
    assert folder.get(path_of(sealed.name)) == sealed.content


def test_only_regular_files_of_a_sensible_size_are_listed(folder, tmp_path):
    sealed = seal(b"words", KEY)
    folder.put_new(sealed)
    shelf = folder.place / "0"
    shelf.mkdir(exist_ok=True)
    (shelf / "empty.dat").touch()
    (shelf / "other.txt").write_text("x")
    (shelf / f"{'0' * 64}.abc.tmp").write_text("x")
    (shelf / "folder.dat").mkdir()
    target = tmp_path / "elsewhere.dat"
    target.write_bytes(sealed.content)
    (shelf / "link.dat").symlink_to(target)
    (folder.place / "long").mkdir()
    (folder.place / "long" / "deep.dat").write_bytes(sealed.content)
    assert paths(folder) == [path_of(sealed.name)]


def test_a_conflicted_copy_is_listed_and_promises_nothing(folder):
    sealed = seal(b"words", KEY)
    folder.put_new(sealed)
    copy = folder.place / path_of(sealed.name)
    copy.rename(copy.with_name(f"{copy.stem} (conflicted copy).dat"))
    (listed,) = folder.list()
    assert listed.promised is None


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(FolderGone, match="Nothing is lost"):
        Folder(tmp_path / "nowhere").list()


def test_a_file_that_is_gone_or_too_long_is_said(folder):
    with pytest.raises(FileGone):
        folder.get("0/nothing.dat")
    sealed = seal(b"words", KEY)
    folder.put_new(sealed)
    with pytest.raises(FileGone, match="too long"):
        folder.get(path_of(sealed.name), limit=100)


def test_removing_what_is_gone_already_is_fine(folder):
    folder.remove("0/nothing.dat")


def test_what_a_stopped_program_was_writing_is_swept_and_what_is_being_written_is_not(folder):
    shelf = folder.place / "a"
    shelf.mkdir()
    old, new = shelf / f"{'a' * 64}.01.tmp", shelf / f"{'a' * 64}.02.tmp"
    of_another = shelf / "letter.tmp"
    for path, when in ((old, 1_000), (new, 3_000), (of_another, 1_000)):
        path.write_bytes(b"half")
        os.utime(path, (when, when))
    folder.sweep(older_than=2_000)
    assert (old.exists(), new.exists(), of_another.exists()) == (False, True, True)


def test_a_full_disk_is_said_and_leaves_no_half_a_file(tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.name != "posix" or subprocess.run(command, check=False, capture_output=True).returncode != 0:  # noqa: S603
        pytest.skip("a small disk to fill takes root on Linux")
    try:
        folder = Folder(place / "backup")
        folder.make()
        with pytest.raises(CannotStore, match="the disk is full"):
            folder.put_new(seal(os.urandom(200_000), KEY))
        assert folder.list() == []
        assert list(Path(place).rglob("*.tmp")) == []
        folder.put_new(seal(b"small", KEY))
        assert len(folder.list()) == 1
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607


def test_a_name_that_is_taken_by_a_folder_is_said(folder):
    sealed = seal(b"words", KEY)
    (folder.place / path_of(sealed.name)).mkdir(parents=True)
    with pytest.raises(CannotStore):
        folder.put_new(sealed)
