"""What the system says about a folder: whose disk it is on, and which services look after which folders.

    require_own_place(folder)        before anything of a team's data is made or opened

Each system is asked in its own way; what it answers is read by functions that run, and are tested, anywhere.
What a system does not say, it does not forbid: a rule is here to keep data safe, not people out.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

from pod_desktop import data_place
from pod_desktop.data_place import Mount, Surroundings, Synced
from pod_desktop.paths import CannotUseFolder

_MOUNTINFO = Path("/proc/self/mountinfo")
_MACHINE_ID = Path("/etc/machine-id")
_LIMIT = 1024 * 1024
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_DOMAIN = b"com.apple.file-provider-domain-id"
_SYNC_ROOTS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
_DRIVE_REMOTE = 4

_REMOTE_KINDS = frozenset(
    {
        *("9p", "acfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre"),
        *("ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb3", "smbfs", "vboxsf"),
    }
)
_REMOTE_FUSE_KINDS = frozenset(
    {
        *("afpfs", "blobfuse", "blobfuse2", "ceph", "ceph-fuse", "cifs", "curlftpfs", "davfs", "davfs2"),
        *("gcsfuse", "glusterfs", "google-drive-ocamlfuse", "goofys", "gvfsd-fuse", "juicefs", "kio-fuse"),
        *("mount.glusterfs", "nfs", "onedriver", "pCloud", "pcloud", "rclone", "s3fs", "seadrive"),
        *("smbnetfs", "sshfs", "vmhgfs-fuse", "wdfs"),
    }
)
"""File systems whose disk another computer writes to as well, that of a virtual machine's host among them."""


def require_own_place(folder: Path) -> None:
    """Refuse a folder for a team's data where a database would be in danger, whether it is there yet or not.

    Links are followed. Changes nothing. Raises NotOnThisLaptop or CopiedElsewhere.
    """
    real = Path(os.path.realpath(folder))
    data_place.require_own_place(real, around(real))


def stays_on_this_laptop(folder: Path) -> bool:
    """Whether it is on this laptop's own disk, and no service is known to keep it in step with others."""
    try:
        require_own_place(folder)
    except CannotUseFolder:
        return False
    return True


def around(folder: Path) -> Surroundings:
    """What this system says about the folder (absolute, without links)."""
    home = Path(os.path.realpath(Path.home()))
    return Surroundings(home, _mounts(folder), tuple(_synced(folder, home)), _inside)


# --- what is read the same everywhere -----------------------------------------------------------------------


def machine() -> str:
    """What the system calls the machine it was installed on; "" where it does not say.

    A disk that was cloned to another machine is told by it, unless the clone kept the name too.
    """
    if sys.platform == "win32":
        return _machine_guid()
    elif sys.platform == "darwin":  # noqa: RET505 - so that mypy looks at the branch of its platform only
        return uuid_of_macos(_said_by("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"))
    else:
        return _text(_MACHINE_ID).strip()


def uuid_of_macos(ioreg: str) -> str:
    """The hardware's UUID in what `ioreg` says of the platform."""
    found = re.search(r'"IOPlatformUUID"\s*=\s*"([^"]+)"', ioreg)
    return found[1] if found else ""


def mounts_of_linux(mountinfo: str) -> tuple[Mount, ...]:
    """The mounts in the words of /proc/self/mountinfo (proc_pid_mountinfo(5))."""
    found = []
    for line in mountinfo.splitlines():
        before, dash, after = line.partition(" - ")
        fields, about = before.split(" "), after.split(" ")
        if dash and len(fields) >= 5 and len(about) >= 2:
            at, kind, source = _without_escapes(fields[4]), about[0], _without_escapes(about[1])
            found.append(Mount(PurePosixPath(at), _is_remote(at, kind, source)))
    return tuple(found)


def mounts_of_macos(mount: str) -> tuple[Mount, ...]:
    """The mounts in the words of mount(8): `/dev/disk3s5 on /System/Volumes/Data (apfs, local)`."""
    found = []
    for line in mount.splitlines():
        match = re.fullmatch(r".+? on (/.*) \(([^()]*)\)", line)
        if match is not None:
            options = [option.strip() for option in match[2].split(",")]
            found.append(Mount(PurePosixPath(match[1]), "local" not in options))
    return tuple(found)


def dropbox_folders(info: bytes) -> tuple[str, ...]:
    """The folders named by Dropbox's info.json: one for each account, "personal" and "business"."""
    try:
        accounts = json.loads(info)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(accounts, dict):
        return ()
    paths = [account.get("path") for account in accounts.values() if isinstance(account, dict)]
    return tuple(path for path in paths if isinstance(path, str) and path)


def nextcloud_folders(settings: str) -> tuple[str, ...]:
    r"""The folders named by the client's nextcloud.cfg: lines `0\Folders\1\localPath=/home/ana/Team/`."""
    return tuple(re.findall(r"^[^=\n]*\\localPath=(.+?)\s*$", settings, re.MULTILINE))


def onedrive_folders(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The folders named by the variables that OneDrive sets on Windows."""
    return tuple(environment[name] for name in _ONEDRIVE_VARIABLES if environment.get(name))


def sync_root_service(key: str) -> str:
    """The service in the name of a key such as `OneDrive!S-1-5-21-…!Business1|…` (SyncRootManager)."""
    name = key.partition("!")[0]
    return {"iCloudDrive": "iCloud Drive", "GoogleDrive": "Google Drive"}.get(name, name) or "a cloud service"


def _is_remote(at: str, kind: str, source: str) -> bool:
    if kind == "9p" and at == "/":
        return False  # the only disk of a sandbox; elsewhere 9p brings in the disk of the host
    if kind in _REMOTE_KINDS or (kind.startswith("fuse.") and kind[5:] in _REMOTE_FUSE_KINDS):
        return True
    return "://" in source or source.startswith("//")


def _without_escapes(text: str) -> str:
    """Blanks, tabs, line ends and backslashes are written as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


# --- what is asked of the system ----------------------------------------------------------------------------


def _mounts(folder: Path) -> tuple[Mount, ...]:
    if sys.platform == "win32":
        return _drive(folder)
    elif sys.platform == "darwin":  # noqa: RET505 - so that mypy looks at the branch of its platform only
        return mounts_of_macos(_said_by("/sbin/mount"))
    else:
        return mounts_of_linux(_read(_MOUNTINFO).decode(errors="surrogateescape"))


def _said_by(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=5)  # noqa: S603 - constants
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode(errors="surrogateescape")


if sys.platform == "win32":
    import ctypes
    import winreg

    def _drive(folder: Path) -> tuple[Mount, ...]:
        if not folder.drive:
            return ()
        root = folder.drive + "\\"
        return (Mount(PureWindowsPath(root), ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE),)

    def _machine_guid() -> str:
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""

    def _sync_roots() -> Iterator[tuple[str, Iterable[str]]]:
        """Windows lists each folder that any service looks after through the system."""
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _SYNC_ROOTS) as roots:
                for key in _each(roots, winreg.EnumKey):
                    with winreg.OpenKey(roots, key + r"\UserSyncRoots") as users:
                        folders = [value for _, value, _ in _each(users, winreg.EnumValue)]
                    yield sync_root_service(key), [each for each in folders if isinstance(each, str) and each]
        except OSError:  # no such key: no service, or a Windows that keeps no such list
            return

    def _each(key: Any, name: Any) -> Iterator[Any]:
        number = 0
        while True:
            try:
                found = name(key, number)
            except OSError:  # that was the last one
                return
            yield found
            number += 1

else:

    def _sync_roots() -> Iterator[tuple[str, Iterable[str]]]:
        """No other system keeps such a list."""
        yield from ()


if sys.platform == "darwin":
    import ctypes

    def _domains_above(folder: Path) -> Iterator[Synced]:
        """The system marks the top folders of what a service looks after, Documents and Desktop as well."""
        libc = ctypes.CDLL(None)
        for above in (folder, *folder.parents):
            if libc.getxattr(os.fsencode(above), _DOMAIN, None, ctypes.c_size_t(0), 0, 0) > 0:
                yield Synced(above, "iCloud Drive or another cloud service")

else:

    def _domains_above(_folder: Path) -> Iterator[Synced]:
        """No other system marks them like that."""
        yield from ()


def _synced(folder: Path, home: Path) -> Iterator[Synced]:
    named: list[tuple[str, Iterable[str]]] = [
        ("OneDrive", onedrive_folders(os.environ)),
        *(("Dropbox", dropbox_folders(_read(info))) for info in _dropbox_settings(home)),
        *(("Nextcloud", nextcloud_folders(_text(file))) for file in _nextcloud_settings(home)),
        *_sync_roots(),
    ]
    for service, folders in named:
        yield from (Synced(Path(os.path.realpath(each)), service) for each in folders)
    yield from _domains_above(folder)


def _dropbox_settings(home: Path) -> Iterator[Path]:
    yield home / ".dropbox" / "info.json"
    for name in ("APPDATA", "LOCALAPPDATA"):
        if os.environ.get(name):
            yield Path(os.environ[name]) / "Dropbox" / "info.json"


def _nextcloud_settings(home: Path) -> Iterator[Path]:
    yield Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "Nextcloud" / "nextcloud.cfg"
    yield home / "Library" / "Preferences" / "Nextcloud" / "nextcloud.cfg"
    if os.environ.get("APPDATA"):
        yield Path(os.environ["APPDATA"]) / "Nextcloud" / "nextcloud.cfg"


def _inside(folder: PurePath) -> frozenset[str]:
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name + ("/" if entry.is_dir() else "") for entry in entries)
    except OSError:
        return frozenset()


def _text(file: Path) -> str:
    return _read(file).decode(errors="replace")


def _read(file: Path) -> bytes:
    """Up to a mebibyte; nothing where the file cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(_LIMIT)
    except OSError:
        return b""
