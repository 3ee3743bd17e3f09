"""Damaged files that were put aside. They hold words that may have been ended since."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pod_desktop.domain.clock import Instant
from pod_desktop.errors import PodError
from pod_desktop.paths import Profile

_log = logging.getLogger(__name__)


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
                f"“{path.name}” could not be deleted from “{path.parent}”: the system says: "
                f"{error.strerror or type(error).__name__}. Nothing else has been changed; try again, or "
                "delete it there by hand."
            ) from error
    _log.info("a damaged file was deleted")


def _told(paths: tuple[Path, ...]) -> PutAside:
    looks = [path.stat() for path in paths]
    youngest = max(each.st_mtime for each in looks)
    return PutAside(
        paths[0].name, sum(each.st_size for each in looks), datetime.fromtimestamp(youngest, UTC), paths
    )
