"""Where the self-test tries things, and how it says that one does not work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pod_desktop.domain.clock import SystemClock
from pod_desktop.errors import PodError
from pod_desktop.paths import Profile
from pod_desktop.services import Journal
from pod_desktop.services import profile as profiles

PASSPHRASE = "kettle window seven pears"  # noqa: S105 # of a profile that is gone afterwards


class NotWorking(PodError):
    """A part of the program does not do what it should."""


@dataclass(frozen=True)
class Bench:
    """Where things are tried: a temporary profile and a folder for files."""

    profile: Profile
    folder: Path

    @contextmanager
    def journal(self) -> Iterator[Journal]:
        """The team's data, opened with the passphrase."""
        opened = profiles.open_team(self.profile, PASSPHRASE, SystemClock())
        try:
            yield opened
        finally:
            opened.close()


def require(condition: object, sentence: str) -> None:
    """Say the sentence as NotWorking, unless the condition holds."""
    if not condition:
        raise NotWorking(sentence)
