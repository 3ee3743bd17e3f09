"""A team's data opened for one command, and closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pod_desktop.cli.passphrase import read_passphrase
from pod_desktop.cli.terminal import progress

if TYPE_CHECKING:
    from pod_desktop.services import Journal


@contextmanager
def opened(folder: Path, passphrase_file: Path) -> Iterator[Journal]:
    """The journal of the profile in `folder`. Raises PodError children when it does not open."""
    passphrase = read_passphrase(passphrase_file)
    progress("Opening the data…")

    from pod_desktop.domain.clock import SystemClock
    from pod_desktop.paths import Profile
    from pod_desktop.services.profile import open_team

    journal = open_team(Profile(folder), passphrase, SystemClock())
    try:
        yield journal
    finally:
        journal.close()
