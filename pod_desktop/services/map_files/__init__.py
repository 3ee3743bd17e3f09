"""Networks from files: each is read whole and checked before anything of it is stored."""

from pathlib import Path

from pod_desktop.domain.map_draft import MapDraft
from pod_desktop.errors import BadInput, why_words
from pod_desktop.services.map_files.checks import LARGEST, require_readable
from pod_desktop.services.map_files.csv_names import read_names
from pod_desktop.services.map_files.csv_ties import with_ties
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

TABLES = tuple(ending for ending, reader in READERS.items() if reader is read_names)
"""The endings of tables: of people, and of the ties that can be added to them."""


def read_draft(path: Path, ties: Path | None = None) -> MapDraft:
    """The network in a file, by its ending. Raises BadInput with one sentence; nothing is stored.

    `ties`: the table of ties that belongs to a table of people.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise BadInput(f"“{path.name}” is none of the kinds of file that can be read: {', '.join(READERS)}.")
    people = reader(_content(path))
    if ties is None:
        return people
    if not people.ties_apart:
        raise BadInput("A table of ties can be added only to a table of people that has a column “id”.")
    try:
        return with_ties(people, _content(ties))
    except BadInput as error:
        raise BadInput(f"“{ties.name}”: {error}") from error


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"“{path.name}” could not be read: {why_words(error)}.") from error
    require_readable(content)
    return content
