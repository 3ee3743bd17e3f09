"""The files the program brings along, found without Qt."""

from pathlib import Path

from pod_desktop.errors import PodError

_HERE = Path(__file__).resolve()
# An installed wheel and a frozen build carry the files inside the package, the source tree beside it.
_PLACES = (_HERE.parent / "resources", _HERE.parents[1] / "resources")


class MissingPart(PodError):
    """A file that belongs to the program is not there."""

    def __init__(self, path: str) -> None:
        super().__init__(f"A part of the program is missing ({path}), so it needs to be installed again.")


def bundled(path: str) -> Path:
    """The place of `path` (with forward slashes, below resources/). Raises MissingPart."""
    for place in _PLACES:
        if (place / path).exists():
            return place / path
    raise MissingPart(path)
