"""Where a team's data may lie, for every system on any system."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from pod_desktop import surroundings
from pod_desktop.data_place import (
    CopiedElsewhere,
    Mount,
    NotOnThisLaptop,
    Surroundings,
    Synced,
    require_own_place,
)
from pod_desktop.paths import default_profile

HOME = PurePosixPath("/home/ana")
WINDOWS_HOME = PureWindowsPath(r"C:\Users\Ana")
LINUX_MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /home/ana/share rw - cifs //server/team rw,vers=3.1
31 22 0:27 / /mnt/with\040blank rw - nfs4 nas:/export rw
32 22 0:28 / /media/stick rw - exfat /dev/sdb1 rw
33 22 0:29 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
34 22 0:30 / /home/ana/far rw - fuse.sshfs ana@far:/home/ana rw
35 22 0:31 / /home/ana/dav rw - fuse https://cloud.example/dav rw
36 22 0:32 / /home/ana/vault rw - fuse.gocryptfs /home/ana/.vault rw
37 22 0:33 / /mnt/c rw - 9p C:\134 rw
38 22 0:34 / /home/ana/share/own rw - ext4 /dev/sdc1 rw
39 22 0:35 / /mnt/over rw - nfs4 nas:/over rw
40 22 0:36 / /mnt/over rw - ext4 /dev/sdd1 rw
"""
MACOS_MOUNTS = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//ana@server/team on /Volumes/team (smbfs, nodev, nosuid, mounted by ana)
/dev/disk4s1 on /Volumes/Stick (local) (msdos, local, nodev, nosuid, noowners)
"""


def linux(folder: str, **facts: object) -> None:
    require_own_place(PurePosixPath(folder), Surroundings(HOME, **facts))  # type: ignore[arg-type]


def windows(folder: str, **facts: object) -> None:
    around = Surroundings(WINDOWS_HOME, **facts)  # type: ignore[arg-type]
    require_own_place(PureWindowsPath(folder), around)


def left(folder: PurePath, *names: str) -> dict[str, object]:
    return {"inside": lambda asked: frozenset(names if asked == folder else ())}


# --- another computer's disk --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder",
    [
        "/home/ana/share",
        "/home/ana/share/POD Desktop",
        "/mnt/with blank/pod",
        "/run/user/1000/gvfs/smb-share:server=x/pod",
        "/home/ana/far/pod",
        "/home/ana/dav/pod",
        "/mnt/c/Users/ana/pod",
    ],
)
def test_on_linux_a_disk_of_another_computer_is_refused(folder):
    with pytest.raises(NotOnThisLaptop, match="another computer"):
        linux(folder, mounts=surroundings.mounts_of_linux(LINUX_MOUNTS))


@pytest.mark.parametrize(
    "folder",
    [
        "/home/ana/.local/share/POD Desktop",
        "/media/stick/pod",
        "/home/ana/vault/pod",
        "/home/ana/share/own/pod",
        "/home/ana/shared/pod",
        "/mnt/over/pod",
    ],
)
def test_on_linux_a_disk_of_its_own_is_taken_the_deepest_and_latest_mount_counting(folder):
    linux(folder, mounts=surroundings.mounts_of_linux(LINUX_MOUNTS))


def test_a_sandbox_whose_only_disk_is_9p_is_no_share():
    linux("/home/ana/pod", mounts=surroundings.mounts_of_linux("1 0 0:1 / / rw - 9p none rw\n"))


@pytest.mark.parametrize("words", ["", "nonsense", "1 2 3 - ext4", "22 1 254:0 / / rw"])
def test_mounts_that_cannot_be_read_forbid_nothing(words):
    linux("/home/ana/pod", mounts=surroundings.mounts_of_linux(words))
    assert surroundings.mounts_of_macos(words) == ()


def test_on_macos_what_the_system_does_not_call_local_is_refused():
    mounts = surroundings.mounts_of_macos(MACOS_MOUNTS)
    with pytest.raises(NotOnThisLaptop):
        linux("/Volumes/team/pod", mounts=mounts)
    linux("/Volumes/Stick (local)/pod", mounts=mounts)
    linux("/System/Volumes/Data/Users/ana/pod", mounts=mounts)
    linux("/Users/ana/Library/Application Support/POD Desktop", mounts=mounts)


@pytest.mark.parametrize(
    "folder", [r"\\server\team\pod", r"\\?\UNC\server\team\pod", "//server/team/pod", r"Z:\pod"]
)
def test_on_windows_shares_and_drives_that_stand_for_them_are_refused(folder):
    with pytest.raises(NotOnThisLaptop):
        windows(folder, mounts=(Mount(PureWindowsPath("Z:\\"), remote=True),))


@pytest.mark.parametrize("folder", [r"C:\Users\Ana\AppData\Local\POD Desktop", r"\\?\C:\pod", r"E:\pod"])
def test_on_windows_drives_of_the_laptop_are_taken(folder):
    windows(folder, mounts=(Mount(PureWindowsPath("C:\\"), remote=False),))


# --- folders that are kept in step --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/ana/Dropbox/pod", "Dropbox"),
        ("/home/ana/Dropbox (Exe Trust)/pod", "Dropbox"),
        ("/data/OneDrive - Exe Trust/pod", "OneDrive"),
        ("/home/ana/Nextcloud/pod", "Nextcloud"),
        ("/home/ana/Nextcloud2", "Nextcloud"),
        ("/home/ana/ownCloud/pod", "ownCloud"),
        ("/home/ana/Google Drive/pod", "Google Drive"),
        ("/home/ana/My Drive/pod", "Google Drive"),
        ("/home/ana/Box/pod", "Box"),
        ("/home/ana/Library/Mobile Documents/com~apple~CloudDocs/pod", "iCloud Drive"),
        ("/home/ana/Library/CloudStorage/OneDrive-ExeTrust/pod", "OneDrive"),
        ("/home/ana/Library/CloudStorage/Dropbox", "Dropbox"),
    ],
)
def test_a_folder_is_known_by_where_the_services_put_theirs(folder, service):
    with pytest.raises(CopiedElsewhere, match=f"{service} keeps in step"):
        linux(folder)


@pytest.mark.parametrize(
    "folder",
    [
        "/home/ana/.local/share/POD Desktop",
        "/home/ana/Library/Application Support/POD Desktop",
        "/home/ana/dropbox-notes",
        "/home/ana/OneDriven",
        "/srv/Box/pod",
        "/home/ana/work/Box",
        "/home/ana/.dropbox/pod",
    ],
)
def test_other_folders_are_not_taken_for_theirs(folder):
    linux(folder, **left(HOME, ".dropbox/", ".config/", ".local/"))


@pytest.mark.parametrize(
    ("name", "service"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache/", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_1a2b3c4d5e6f.db", "Nextcloud"),
        ("._sync_1a2b3c4d5e6f.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".stfolder", "Syncthing"),
        (".stfolder/", "Syncthing"),
        (".tmp.driveupload/", "Google Drive"),
        (".shortcut-targets-by-id/", "Google Drive"),
    ],
)
@pytest.mark.parametrize("folder", ["/srv/team", "/srv/team/a/b"])
def test_a_folder_is_known_by_what_a_service_leaves_in_it_or_above(name, service, folder):
    with pytest.raises(CopiedElsewhere, match=service):
        linux(folder, **left(PurePosixPath("/srv/team"), name))
    linux("/srv/another", **left(PurePosixPath("/srv/team"), name))


def test_a_folder_is_known_by_what_the_services_have_written_down():
    known = {"synced": (Synced(PureWindowsPath(r"D:\Work"), "OneDrive"),)}
    with pytest.raises(CopiedElsewhere, match="OneDrive"):
        windows(r"D:\work\pod", **known)
    windows(r"D:\Workshop\pod", **known)


def test_the_sentence_names_the_folder_says_why_and_what_to_do():
    with pytest.raises(CopiedElsewhere) as refused:
        linux("/home/ana/Dropbox/pod")
    for words in ("“/home/ana/Dropbox/pod”", "Two programs", "Nothing has been", "stays on this laptop"):
        assert words in str(refused.value)
    with pytest.raises(NotOnThisLaptop) as refused_too:
        windows(r"\\server\pod")
    for words in (r"“\\server\pod", "Nothing has been", "own disk"):
        assert words in str(refused_too.value)


# --- what the services write down ---------------------------------------------------------------------------


def test_dropbox_names_a_folder_for_each_account():
    info = b'{"personal": {"path": "/a/Dropbox", "host": 1}, "business": {"path": "/b/Team"}}'
    assert surroundings.dropbox_folders(info) == ("/a/Dropbox", "/b/Team")


@pytest.mark.parametrize(
    "info", [b"", b"{", b"[1]", b'{"personal": 3}', b'{"personal": {"path": null}}', b"\xff", b"[" * 100_000]
)
def test_settings_of_dropbox_that_cannot_be_read_name_nothing(info):
    assert surroundings.dropbox_folders(info) == ()


def test_nextcloud_names_its_folders_among_much_else():
    settings = "[Accounts]\n0\\Folders\\1\\localPath=/home/ana/Team Files/\n0\\Folders\\1\\paused=false\n"
    assert surroundings.nextcloud_folders(settings) == ("/home/ana/Team Files/",)


def test_onedrive_names_its_folders_in_variables():
    variables = {
        "OneDrive": r"C:\Users\Ana\OneDrive",
        "OneDriveCommercial": r"D:\Exe",
        "OneDriveConsumer": "",
    }
    assert surroundings.onedrive_folders(variables) == (r"C:\Users\Ana\OneDrive", r"D:\Exe")


@pytest.mark.parametrize(
    ("key", "service"),
    [
        ("OneDrive!S-1-5-21-1-2-3-1001!Business1|abc", "OneDrive"),
        ("Dropbox!S-1-5-21-1-2-3-1001!Personal", "Dropbox"),
        ("iCloudDrive!S-1-5", "iCloud Drive"),
        ("!", "a cloud service"),
    ],
)
def test_windows_names_the_service_of_a_folder(key, service):
    assert surroundings.sync_root_service(key) == service


# --- on this very system ------------------------------------------------------------------------------------


def test_the_usual_place_is_taken():
    surroundings.require_own_place(default_profile().dir)


def test_a_real_folder_with_the_trace_of_a_service_is_refused_through_a_link_too(tmp_path):
    shared = tmp_path / "team"
    (shared / "pod").mkdir(parents=True)
    (tmp_path / "link").symlink_to(shared / "pod", target_is_directory=True)
    surroundings.require_own_place(tmp_path / "link")
    (shared / ".sync_0123456789ab.db").touch()
    for way in (shared / "pod", tmp_path / "link", shared / "not" / "there yet", tmp_path / "team/../link"):
        with pytest.raises(CopiedElsewhere, match="Nextcloud"):
            surroundings.require_own_place(way)


def test_the_folder_that_dropbox_itself_names_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / ".dropbox").mkdir()
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / ".dropbox" / "info.json").write_text(f'{{"personal": {{"path": "{elsewhere.as_posix()}"}}}}')
    with pytest.raises(CopiedElsewhere, match="Dropbox"):
        surroundings.require_own_place(elsewhere / "pod")
    surroundings.require_own_place(tmp_path / "here")


def test_the_folder_that_onedrive_names_in_its_variable_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Exe Trust"))
    with pytest.raises(CopiedElsewhere, match="OneDrive"):
        surroundings.require_own_place(tmp_path / "Exe Trust" / "pod")


def test_the_folder_that_nextcloud_names_in_its_settings_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "Nextcloud").mkdir()
    settings = tmp_path / "Nextcloud" / "nextcloud.cfg"
    settings.write_text(f"0\\Folders\\1\\localPath={(tmp_path / 'files').as_posix()}/\n")
    with pytest.raises(CopiedElsewhere, match="Nextcloud"):
        surroundings.require_own_place(tmp_path / "files" / "pod")


def test_macos_tells_which_machine_it_is():
    said = '    | {\n      "IOPlatformSerialNumber" = "X"\n      "IOPlatformUUID" = "0A1B-2C"\n    }\n'
    assert surroundings.uuid_of_macos(said) == "0A1B-2C"
    assert surroundings.uuid_of_macos("nothing of the kind") == ""
