"""A team's data opened for one command, and closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from pod_desktop.cli.passphrase import read_passphrase
from pod_desktop.cli.terminal import progress
from pod_desktop.paths import Profile, is_profile
from pod_desktop.running import held

if TYPE_CHECKING:
    from pod_desktop.domain.clock import Clock
    from pod_desktop.services import Journal


@contextmanager
def opened(folder: Path, passphrase_file: Path, clock: Clock | None = None) -> Iterator[Journal]:
    """The journal of the profile in `folder`, which nobody else opens meanwhile.

    With a `clock` that is not the laptop's, what happens is dated by it. Raises PodError children when it
    does not open; then nothing has been changed.
    """
    with opened_with(folder, read_passphrase(passphrase_file), clock) as journal:
        yield journal


@contextmanager
def opened_with(folder: Path, passphrase: str, clock: Clock | None = None) -> Iterator[Journal]:
    """The same, with a passphrase that was read already."""
    progress("Opening the data…")

    from pod_desktop.domain.clock import SystemClock
    from pod_desktop.services.profile import open_team, require_can_begin

    profile = Profile(folder)
    require_can_begin(profile, SystemClock())
    with held(profile) if is_profile(folder) else nullcontext():  # no lock is left where there is no team
        journal = open_team(profile, passphrase, clock or SystemClock())
        try:
            yield journal
        finally:
            journal.close()
