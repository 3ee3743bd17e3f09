import os
import stat
from pathlib import Path

import pytest

from pod_desktop.durable_files import AlreadyThere, CannotStore, create_file, replace_file
from pod_desktop.paths import CannotUseFolder, Profile, default_profile, is_profile, temporary_profile


def test_everything_of_a_profile_lies_in_its_folder():
    profile = Profile(Path("here"))
    for place in (profile.keys, profile.database, profile.settings, profile.logs, profile.lock):
        assert place.parent == profile.dir


def test_no_two_things_of_a_profile_share_a_name():
    profile = Profile(Path("here"))
    assert len({profile.keys, profile.database, profile.settings, profile.logs, profile.lock}) == 5


def test_the_usual_place_is_in_no_folder_that_is_synchronised():
    parts = {part.lower() for part in default_profile().dir.parts}
    assert not parts & {
        "documents",
        "desktop",
        "onedrive",
        "dropbox",
        "roaming",
        "icloud drive",
        "mobile documents",
    }
    assert default_profile().dir.is_absolute()


def test_a_profile_is_made_for_its_owner_only(tmp_path):
    profile = Profile(tmp_path / "a" / "b")
    profile.make()
    assert stat.S_IMODE(profile.dir.stat().st_mode) == 0o700
    assert list(profile.dir.iterdir()) == [profile.logs]


def test_making_a_profile_again_changes_nothing(tmp_path):
    profile = Profile(tmp_path)
    profile.make()
    profile.keys.write_bytes(b"kept")
    profile.make()
    assert profile.keys.read_bytes() == b"kept"


@pytest.mark.parametrize("name", ["keys", "database"])
def test_a_folder_with_any_part_of_a_teams_data_is_a_profile(tmp_path, name):
    profile = Profile(tmp_path)
    profile.make()
    assert not is_profile(tmp_path)
    getattr(profile, name).write_bytes(b"")
    assert is_profile(tmp_path)


def test_a_folder_that_is_not_there_is_no_profile(tmp_path):
    assert not is_profile(tmp_path / "nowhere")


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_where_a_folder_should_be_is_said(tmp_path, below):
    (tmp_path / "file").write_bytes(b"kept")
    with pytest.raises(CannotUseFolder, match="a file where a folder should be"):
        Profile(tmp_path / "file" / below).make()
    assert (tmp_path / "file").read_bytes() == b"kept"


def test_a_folder_that_refuses_files_is_said(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pod_desktop.paths.tempfile.mkstemp", refuse)
    with pytest.raises(CannotUseFolder, match="Nothing can be stored"):
        Profile(tmp_path).make()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder in which not even root may write")
def test_a_read_only_place_is_said():
    with pytest.raises(CannotUseFolder, match="Nothing can be stored"):
        Profile(Path("/proc/pod-desktop")).make()


def test_the_made_up_family_leaves_nothing_behind():
    with temporary_profile() as profile:
        profile.keys.write_bytes(b"made up")
        folder = profile.dir
    assert not folder.exists()


def test_a_new_file_never_replaces_one_without_hard_links_either(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    create_file(tmp_path / "file", b"first")
    with pytest.raises(AlreadyThere):
        create_file(tmp_path / "file", b"second")
    assert (tmp_path / "file").read_bytes() == b"first"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_is_replaced_only_once_the_new_one_is_on_the_disk(tmp_path, monkeypatch):
    done = []
    sync, replace = os.fsync, Path.replace

    def note_sync(descriptor):
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        done.append(f"sync {kind}")
        sync(descriptor)

    def note_replace(source, target):
        done.append("replace")
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)
    replace_file(tmp_path / "file", b"content")
    assert done == ["sync file", "replace", "sync folder"]


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(CannotStore, match="the folder is not there"):
        replace_file(tmp_path / "gone" / "file", b"content")


def test_a_store_that_a_power_cut_may_undo_is_not_called_unchanged(tmp_path, monkeypatch):
    sync = os.fsync

    def fail_on_folders(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(5, "Input/output error")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail_on_folders)
    with pytest.raises(CannotStore, match="was stored, but it may be lost"):
        replace_file(tmp_path / "file", b"content")
    assert (tmp_path / "file").read_bytes() == b"content"
