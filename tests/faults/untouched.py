"""A refusal leaves every file as it was: its bytes, its size, its time, and that there are no others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Left:
    """One file as it lies there."""

    content: bytes
    size: int
    modified: int


def files(folder: Path) -> dict[str, Left]:
    """Everything in the folder and below but the logs, which say what was refused."""
    return {
        path.relative_to(folder).as_posix(): Left(
            path.read_bytes(), path.stat().st_size, path.stat().st_mtime_ns
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "logs"
    }


@contextmanager
def untouched(folder: Path) -> Iterator[None]:
    """What is done inside changes no file in the folder, makes none and takes none away."""
    before = files(folder)
    yield
    after = files(folder)
    assert after.keys() == before.keys()
    changed = [name for name, left in before.items() if after[name] != left]
    assert not changed, f"changed: {', '.join(changed)}"
