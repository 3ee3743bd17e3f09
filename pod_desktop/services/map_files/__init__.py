"""Networks from files: each is read whole and checked before anything of it is stored."""

from pathlib import Path

from pod_desktop.domain.map_draft import MapDraft
from pod_desktop.errors import BadInput, why_words
from pod_desktop.services.map_files.checks import LARGEST, require_readable
from pod_desktop.services.map_files.csv_names import read_names
from pod_desktop.services.map_files.gedcom import read_gedcom
from pod_desktop.services.map_files.graphml import read_graphml

READERS = {
    ".csv": read_names,
    ".tsv": read_names,
    ".txt": read_names,
    ".graphml": read_graphml,
    ".xml": read_graphml,
    ".ged": read_gedcom,
}
"""What reads a file, by its ending."""


def read_draft(path: Path) -> MapDraft:
    """The network in a file, by its ending. Raises BadInput with one sentence; nothing is stored."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise BadInput(f"“{path.name}” is none of the kinds of file that can be read: {', '.join(READERS)}.")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"“{path.name}” could not be read: {why_words(error)}.") from error
    require_readable(content)
    return reader(content)
