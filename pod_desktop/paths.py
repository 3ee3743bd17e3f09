"""Where a team's data lives on this laptop."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from pod_desktop.errors import BadInput, PodError, why_words

_APP = "POD Desktop"
_OWNER_ONLY = 0o700


class CannotUseFolder(PodError):
    """A folder that cannot hold a team's data."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One team's data on this laptop: the folder, and what lies where in it."""

    dir: Path

    @property
    def keys(self) -> Path:
        """The key slots: the database key, wrapped."""
        return self.dir / "keys.pod"

    @property
    def database(self) -> Path:
        """The encrypted database; its write-ahead log lies beside it."""
        return self.dir / "data.pod"

    @property
    def settings(self) -> Path:
        """The settings in plain text, with nobody's data in them."""
        return self.dir / "settings.json"

    @property
    def logs(self) -> Path:
        """The folder of the logs, in which no name and no words ever stand."""
        return self.dir / "logs"

    @property
    def backups(self) -> Path:
        """The daily backup: sealed files and a copy of the key slots."""
        return self.dir / "backups"

    @property
    def opened(self) -> Path:
        """There while the database is open; after a stop that was not clean, so must be its log."""
        return self.dir / "data.open"

    @property
    def log_of_database(self) -> Path:
        """What was stored last, until it is moved into the database."""
        return self.dir / "data.pod-wal"

    @property
    def locked_out(self) -> Path:
        """There once the team locked this laptop out: a passphrase that counts no longer is no wrong one."""
        return self.dir / "locked-out"

    @property
    def lock(self) -> Path:
        """Held by the one running instance."""
        return self.dir / "running.lock"

    def make(self) -> None:
        """Make the folder and its log folder, for this account only, and see that files can be stored there.

        Raises CannotUseFolder.
        """
        for folder in (self.dir, self.logs):
            _make_folder(folder)
        _require_writable(self.dir)


def default_profile() -> Profile:
    """This account's own profile: on the laptop itself, in no folder that roams or is synchronised.

    %LOCALAPPDATA% on Windows (not the roaming one), Application Support on macOS, the XDG data folder on
    Linux; never Documents or the Desktop, which OneDrive and iCloud like to take with them.
    """
    return Profile(Path(platformdirs.user_data_path(_APP, appauthor=False, roaming=False)))


def is_profile(folder: Path) -> bool:
    """Whether a team's data, or part of it, lies in the folder. Then no new team may be started there."""
    profile = Profile(folder)
    return profile.keys.exists() or profile.database.exists()


def require_team(profile: Profile) -> None:
    """Raises BadInput unless a team's data lies in the profile, its keys and its database."""
    if not profile.keys.exists() or not profile.database.exists():
        raise BadInput(f"There is no team’s data in “{profile.dir}”. Nothing has been changed.")


@contextmanager
def temporary_profile() -> Iterator[Profile]:
    """A profile for the made-up family; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="pod-made-up-family-", ignore_cleanup_errors=True) as folder:
        profile = Profile(Path(folder))
        profile.make()
        yield profile


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise CannotUseFolder(
            f"“{folder}” cannot be used: there is a file where a folder should be. "
            "Please choose another place."
        ) from error
    except OSError as error:
        raise cannot_write(folder, error) from error


def _require_writable(folder: Path) -> None:
    """Ask by doing: access rights, full disks and read-only shares tell only then."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=".can-write-", dir=folder)
        os.close(descriptor)
        Path(name).unlink()
    except OSError as error:
        raise cannot_write(folder, error) from error


def cannot_write(folder: Path, error: OSError) -> CannotUseFolder:
    """The system's refusal to store anything in the folder, as a sentence."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            why, way = "the disk is full", "Please make room on the disk and try again."
        case errno.EROFS:
            why, way = "the disk is read-only", "Please choose another place, or make the disk writable."
        case errno.EACCES | errno.EPERM:
            why = "this account may not write there"
            way = "Please choose another place, or ask whoever looks after this laptop."
        case _:
            why = why_words(error)
            way = "Please choose another place."
    return CannotUseFolder(f"Nothing can be stored in “{folder}”: {why}. Nothing has been changed. {way}")
