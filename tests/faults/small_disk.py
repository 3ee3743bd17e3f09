"""A disk of a few megabytes that can be filled and emptied again, or made read-only; needs root on Linux."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_CHUNK = 4096


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """Where it is mounted."""

    at: Path

    @contextmanager
    def filled(self, leaving: int = 0) -> Iterator[None]:
        """No room but `leaving` bytes; afterwards there is room again."""
        filler = self.at / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(_CHUNK))
            except OSError:
                file.truncate(max(file.tell() - leaving, 0))
        try:
            yield
        finally:
            filler.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nothing can be written; afterwards it can again."""
        _mount("-o", "remount,ro", str(self.at))
        try:
            yield
        finally:
            _mount("-o", "remount,rw", str(self.at))


@contextmanager
def small_disk(at: Path, megabytes: int = 8) -> Iterator[SmallDisk]:
    """The disk, empty. Skips the test where a disk cannot be mounted."""
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("A small disk is mounted with the mount(8) of Linux.")
    at.mkdir()
    try:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(at))
    except subprocess.CalledProcessError:
        pytest.skip("Only root may mount a small disk.")
    try:
        yield SmallDisk(at)
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True, capture_output=True)  # noqa: S603, S607


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)  # noqa: S603, S607
