"""Damaged files that are put aside for new ones. They hold words that may have been ended since.

New files are finished whole in a folder beside, which is then called “.mended-N”: from there on whatever
stops the program, the next opening or mending puts them in place, and the damaged ones aside under number N.
"""

import logging
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pod_desktop.domain.clock import Instant
from pod_desktop.durable_files import CannotStore, cannot_store, put_in_place, sync_directory
from pod_desktop.errors import PodError, why_words
from pod_desktop.paths import Profile

_log = logging.getLogger(__name__)


MENDED = ".mended-"
"""How a folder begins in which new files lie whole and wait to be put in place."""


class CannotDelete(PodError):
    """The system refused to delete a file."""


@dataclass(frozen=True, slots=True)
class PutAside:
    """A damaged file, with the log that belongs to it."""

    name: str
    bytes: int
    when: Instant
    """When it was changed last, by the clock of the disk."""
    paths: tuple[Path, ...]


def call_whole(profile: Profile, making: Profile) -> None:
    """Say that what was made in `making` is whole. `put_mended_in_place` comes next. Raises CannotStore."""
    number = 1
    files = (profile.database, profile.log_of_database, profile.keys)
    while any(_aside(path, number).exists() for path in files) or _folder(profile, number).exists():
        number += 1
    folder = _folder(profile, number)
    try:
        put_in_place(making.dir, folder)
    except OSError as error:
        raise cannot_store(folder, error) from error
    sync_directory(folder)


def waits_for_its_place(profile: Profile) -> bool:
    """Whether the program was stopped before it had put whole new files in their place."""
    return any(profile.dir.glob(f"{MENDED}[0-9]*"))


def put_mended_in_place(profile: Profile) -> tuple[Path, ...]:
    """Put whole new files in place and the damaged ones aside; goes on where a former call was stopped.

    Returns the names of what was put aside, nothing where nothing waits. Raises CannotStore; then it has to
    be called again before the data is opened.
    """
    aside: list[Path] = []
    for folder in sorted(profile.dir.glob(f"{MENDED}[0-9]*")):
        mended, number = Profile(folder), folder.name.removeprefix(MENDED)
        try:
            if mended.database.exists():
                aside += _put_aside(number, profile.log_of_database, profile.database)
                profile.database.with_name(f"{profile.database.name}-shm").unlink(missing_ok=True)
                profile.opened.unlink(missing_ok=True)
                _put(mended.database, profile.database)
            if mended.keys.exists():
                aside += _put_aside(number, profile.keys)
                _put(mended.keys, profile.keys)
            shutil.rmtree(folder)
        except OSError as error:
            raise CannotStore(
                f"This team’s files were made anew, but they could not be put in their place in "
                f"“{profile.dir}”: {why_words(error)}. Nothing is lost. Please close whatever else uses "
                "these files, and open the data again: that goes on with it."
            ) from error
        sync_directory(folder)
    return tuple(sorted(aside))


def newest_put_aside(profile: Profile) -> Path | None:
    """The damaged database that was put aside last."""
    whole = profile.database
    found = {
        int(number): path
        for path in profile.dir.glob(f"{whole.stem}.damaged-*{whole.suffix}")
        if (number := path.stem.rpartition("-")[2]).isdecimal()
    }
    return found[max(found)] if found else None


def _put_aside(number: str, *paths: Path) -> list[Path]:
    put = []
    for path in paths:
        if path.exists():
            to, more = _aside(path, number), 1
            while to.exists():  # somebody has put a file in place since the program was stopped
                more += 1
                to = _aside(path, f"{number}x{more}")
            _put(path, to)
            put.append(to)
    return put


def _put(source: Path, target: Path) -> None:
    put_in_place(source, target)
    sync_directory(target)


def _folder(profile: Profile, number: int) -> Path:
    return profile.dir / f"{MENDED}{number}"


def _aside(path: Path, number: int | str) -> Path:
    """“data.damaged-1.pod”, and “data.damaged-1.pod-wal”, so that the two can be read together."""
    return path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")


def put_aside_files(profile: Profile) -> list[PutAside]:
    """The damaged files beside the data, the youngest first."""
    found = []
    for whole in (profile.database, profile.keys):
        numbers = {
            path.name.split("-")[1].split(".")[0]
            for path in profile.dir.glob(f"{whole.stem}.damaged-*{whole.suffix}*")
        }
        for number in numbers:
            paths = tuple(sorted(profile.dir.glob(f"{whole.stem}.damaged-{number}{whole.suffix}*")))
            if paths:
                found.append(_told(paths))
    return sorted(found, key=lambda each: (each.when, each.name), reverse=True)


def delete_put_aside(aside: PutAside) -> None:
    """Delete it for good; what is gone already is no matter. Raises CannotDelete."""
    for path in aside.paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotDelete(
                f"“{path.name}” could not be deleted from “{path.parent}”: "
                f"{why_words(error)}. Nothing else has been changed; try again, or "
                "delete it there by hand."
            ) from error
    _log.info("a damaged file was deleted")


def _told(paths: tuple[Path, ...]) -> PutAside:
    looks = [path.stat() for path in paths]
    youngest = max(each.st_mtime for each in looks)
    return PutAside(
        paths[0].name, sum(each.st_size for each in looks), datetime.fromtimestamp(youngest, UTC), paths
    )
