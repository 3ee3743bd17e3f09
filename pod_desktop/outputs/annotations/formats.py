"""Which format a file has, by its content, and the reader and writer of each."""

import csv
from enum import StrEnum
from pathlib import Path

from pod_desktop.domain.annotation import Annotation, Taken
from pod_desktop.durable_files import CannotStore, replace_file
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations.files import cannot_read

_LOOK = 4_096
"""Bytes that tell the format of a file."""


class Format(StrEnum):
    """What turns are written as."""

    CSV = "csv"
    RTTM = "rttm"
    TEXTGRID = "textgrid"
    ELAN = "eaf"
    BORIS = "boris"
    """Tabular events, separated by tabs."""


_ENDINGS = {
    ".csv": Format.CSV,
    ".rttm": Format.RTTM,
    ".textgrid": Format.TEXTGRID,
    ".eaf": Format.ELAN,
    ".tsv": Format.BORIS,
}


def format_for(path: Path, named: str = "") -> Format:
    """The format named, or the one of the file's ending. Raises BadInput where neither tells."""
    if named:
        return Format(named)
    found = _ENDINGS.get(path.suffix.lower())
    if found is None:
        raise BadInput(f"“{path.name}” has to end in one of {', '.join(_ENDINGS)}, or name a format.")
    return found


def read_annotation(path: Path, *, observation: str = "", behaviour: str = "") -> Taken:
    """What a file says, whatever its name ends in. Raises BadInput where it cannot be read.

    `observation` and `behaviour` say what is meant in a file of BORIS, which may hold several.
    """
    from pod_desktop.outputs.annotations import boris, eaf_read, rttm, table, textgrid

    try:
        with path.open("rb") as file:
            raw = file.read(_LOOK)
    except OSError as error:
        raise cannot_read(path, error) from error
    wide = raw[:2] in {b"\xff\xfe", b"\xfe\xff"}
    head = raw.decode("utf-16" if wide else "utf-8-sig", errors="replace").lstrip()
    if head.startswith("<"):
        return eaf_read.read(path)
    if head.startswith("{"):
        return boris.read_project(path, observation=observation, behaviour=behaviour)
    if head.startswith(("File type", '"ooTextFile')):
        return textgrid.read(path)
    columns = _columns(head)
    if boris.is_heading(columns):
        return boris.read_table(path, observation=observation, behaviour=behaviour)
    if table.is_heading(columns):
        return table.read(path)
    return rttm.read(path)


def _columns(head: str) -> list[str]:
    first = head.partition("\n")[0].strip("\r")
    try:
        return next(csv.reader([first], delimiter=max(",;\t", key=first.count)), [])
    except csv.Error:
        return []


def write_annotation(path: Path, annotation: Annotation, format_: Format) -> tuple[str, ...]:
    """Writes the file, whole or not at all, and tells what the format could not say.

    Raises BadInput if it cannot be written; a file that was there stays.
    """
    from pod_desktop.outputs.annotations import boris, eaf, rttm, table, textgrid

    writers = {
        Format.CSV: table.write,
        Format.RTTM: rttm.write,
        Format.TEXTGRID: textgrid.write,
        Format.ELAN: eaf.write,
        Format.BORIS: boris.write,
    }
    written = writers[format_](annotation)
    try:
        replace_file(path, written.content)
    except CannotStore as error:
        raise BadInput(f"“{path.name}” cannot be written. {error}") from error
    return written.left_out
