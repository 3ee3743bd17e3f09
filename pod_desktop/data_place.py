"""Where a team's data may lie: on this laptop's own disk, and in no folder that is kept in step with others.

A database that two computers write at once, each through its own copy or over a share, is destroyed, and its
encrypted parts cannot be merged. This is about the *data* folder; a team folder for sharing lies just there.
The rules are pure: `surroundings` looks at the system and says what it found.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath, PureWindowsPath

from pod_desktop.paths import CannotUseFolder


class NotOnThisLaptop(CannotUseFolder):
    """The folder is on another computer's disk."""


class CopiedElsewhere(CannotUseFolder):
    """The folder lies in one that a service keeps in step with other computers."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A part of the file tree with a disk of its own."""

    at: PurePath
    remote: bool
    """Whether the disk belongs to another computer."""


@dataclass(frozen=True, slots=True)
class Synced:
    """A folder of which a service's own settings, or the system, say that it is kept in step."""

    folder: PurePath
    service: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about the system around a folder."""

    home: PurePath
    mounts: tuple[Mount, ...] = ()
    """In the order in which they were mounted: a later one hides an earlier one."""
    synced: tuple[Synced, ...] = ()
    inside: Callable[[PurePath], frozenset[str]] = lambda _folder: frozenset()
    """The names in a folder, those of folders with a "/" behind them."""


_LEFT_BY = (
    ("Dropbox", ".dropbox.cache/"),
    ("Dropbox", ".dropbox"),  # as a folder it is Dropbox's settings, and lies in every home with Dropbox
    ("Google Drive", ".tmp.driveupload/"),
    ("Google Drive", ".tmp.drivedownload/"),
    ("Google Drive", ".shortcut-targets-by-id/"),
    ("Nextcloud", ".nextcloudsync.log"),
    ("Nextcloud", ".sync_*.db"),
    ("Nextcloud", "._sync_*.db"),
    ("ownCloud", ".owncloudsync.log"),
    ("ownCloud", ".csync_journal.db"),
    ("Syncthing", ".stfolder"),
    ("Syncthing", ".stfolder/"),
)
"""What the services leave in the folders they look after, also while they are not running."""

_USUAL_NAMES = (
    ("OneDrive", re.compile(r"OneDrive( - .+)?")),
    ("Dropbox", re.compile(r"Dropbox( \(.+\))?")),
    ("iCloud Drive", re.compile(r"iCloud ?Drive")),
    ("Nextcloud", re.compile(r"Nextcloud\d*")),
    ("ownCloud", re.compile(r"ownCloud\d*")),
    ("Google Drive", re.compile(r"Google ?Drive")),
)
_USUAL_AT_HOME = (
    ("Box", re.compile(r"Box( Sync)?")),
    ("Google Drive", re.compile(r"My Drive( \(.+\))?")),
)
"""Names that mean something else too, except right below the home folder."""


def require_own_place(folder: PurePath, around: Surroundings) -> None:
    """Refuse a folder (absolute, without links) in which a database would be in danger.

    Raises NotOnThisLaptop or CopiedElsewhere.
    """
    if _is_remote(folder, around.mounts):
        raise NotOnThisLaptop(
            f"“{folder}” is on another computer, reached over the network. A database there can be "
            "destroyed, since two computers may write to it at once. Nothing has been opened or changed. "
            "Please keep the team’s data in a folder on this laptop’s own disk."
        )
    service = _service(folder, around)
    if service is not None:
        raise CopiedElsewhere(
            f"“{folder}” is in a folder that {service} keeps in step with other computers. Two programs "
            "writing one database destroy it. Nothing has been opened or changed. "
            "Please keep the team’s data in a folder that stays on this laptop."
        )


def _is_remote(folder: PurePath, mounts: tuple[Mount, ...]) -> bool:
    if isinstance(folder, PureWindowsPath) and _is_unc(folder.drive):
        return True
    under = [mount for mount in mounts if folder.is_relative_to(mount.at)]
    deepest = max((len(mount.at.parts) for mount in under), default=0)
    return next((mount.remote for mount in reversed(under) if len(mount.at.parts) == deepest), False)


def _is_unc(drive: str) -> bool:
    drive = drive.replace("/", "\\").upper()
    if drive.startswith("\\\\?\\UNC"):
        return True
    return drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\"))


def _service(folder: PurePath, around: Surroundings) -> str | None:
    return next(
        (
            service
            for services in (_by_settings, _by_name, _by_what_is_left)
            for service in services(folder, around)
        ),
        None,
    )


def _by_settings(folder: PurePath, around: Surroundings) -> Iterator[str]:
    yield from (known.service for known in around.synced if folder.is_relative_to(known.folder))
    library = around.home / "Library"
    if folder.is_relative_to(library / "Mobile Documents"):
        yield "iCloud Drive"
    providers = library / "CloudStorage"
    if folder.is_relative_to(providers) and folder != providers:
        # Such as “Dropbox” or “OneDrive-Personal”.
        yield folder.relative_to(providers).parts[0].partition("-")[0]


def _by_name(folder: PurePath, around: Surroundings) -> Iterator[str]:
    for service, name in _USUAL_NAMES:
        if any(name.fullmatch(part) for part in folder.parts):
            yield service
    if folder.is_relative_to(around.home) and folder != around.home:
        first = folder.relative_to(around.home).parts[0]
        yield from (service for service, name in _USUAL_AT_HOME if name.fullmatch(first))


def _by_what_is_left(folder: PurePath, around: Surroundings) -> Iterator[str]:
    for above in (folder, *folder.parents):
        names = around.inside(above)
        yield from (service for service, left in _LEFT_BY if any(fnmatchcase(name, left) for name in names))
