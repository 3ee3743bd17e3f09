"""Where a team's data lives on this laptop."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from pod_desktop.errors import PodError

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
        raise _cannot_write(folder) from error


def _require_writable(folder: Path) -> None:
    """Ask by doing: access rights, full disks and read-only shares tell only then."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=".can-write-", dir=folder)
        os.close(descriptor)
        Path(name).unlink()
    except OSError as error:
        raise _cannot_write(folder) from error


def _cannot_write(folder: Path) -> CannotUseFolder:
    return CannotUseFolder(
        f"Nothing can be stored in “{folder}”: this account may not write there, or the disk is full. "
        "Please choose another place."
    )
